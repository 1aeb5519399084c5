//! The plural category of a whole number: French has two, English two, Arabic six. Rules from ICU, never `if n == 1`.

use icu_locale_core::locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

use crate::locale::Language;

/// The category's name as Fluent variants write it: `zero`, `one`, `two`, `few`, `many`, `other`.
#[must_use]
pub fn category(language: Language, count: u128) -> &'static str {
    // The rules only look at whether a number is large and at its last digits.
    let small = usize::try_from(count % 1_000_000).unwrap_or(0) + if count >= 1_000_000 { 1_000_000 } else { 0 };
    let locale = match language {
        Language::Fr => locale!("fr"),
        Language::Ar => locale!("ar"),
        Language::En => locale!("en"),
    };
    let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into());
    let found = rules.map_or(PluralCategory::Other, |rules| rules.category_for(small));
    match found {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_forms() {
        let forms = |language, counts: &[u128]| -> Vec<&str> {
            counts.iter().map(|&count| category(language, count)).collect()
        };
        assert_eq!(forms(Language::Fr, &[0, 1, 2, 5]), ["one", "one", "other", "other"]);
        assert_eq!(forms(Language::En, &[0, 1, 2, 5]), ["other", "one", "other", "other"]);
        assert_eq!(
            forms(Language::Ar, &[0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111]),
            ["zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "many"]
        );
    }
}
