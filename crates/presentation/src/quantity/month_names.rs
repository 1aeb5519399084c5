//! The names of the months as Morocco writes them (in Arabic نونبر, not نوفمبر), from ICU, read once.

use std::sync::LazyLock;

use contract::calendar::Month;
use icu_datetime::fieldsets::M;
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_locale_core::locale;

use crate::locale::Language;

type Names = [[String; 12]; 3];

static LONG: LazyLock<Names> = LazyLock::new(|| Language::ALL.map(|language| names(language, M::long())));
static SHORT: LazyLock<Names> = LazyLock::new(|| Language::ALL.map(|language| names(language, M::medium())));

/// The full name.
pub fn long(language: Language, month: Month) -> &'static str {
    &LONG[language as usize][index(month)]
}

/// The name as columns and axes show it.
pub fn short(language: Language, month: Month) -> &'static str {
    &SHORT[language as usize][index(month)]
}

fn index(month: Month) -> usize {
    usize::from(month.number()) - 1
}

fn names(language: Language, fields: M) -> [String; 12] {
    let preferences: DateTimeFormatterPreferences = match language {
        Language::Fr => locale!("fr-MA"),
        Language::Ar => locale!("ar-MA-u-nu-latn"),
        Language::En => locale!("en-GB"),
    }
    .into();
    let formatter = DateTimeFormatter::try_new(preferences, fields).ok();
    std::array::from_fn(|index| {
        let number = u8::try_from(index + 1).unwrap_or(1);
        let day = Date::try_new_iso(2025, number, 1).ok();
        match (&formatter, day) {
            (Some(formatter), Some(day)) => formatter.format(&day).to_string(),
            _ => format!("{number:02}"),
        }
    })
}
