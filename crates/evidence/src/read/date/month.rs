//! Months as spreadsheets, payroll software and people write them, in figures and in words of three languages.

use contract::calendar::{Date, Month};

use super::{Parts, compact, full_year, is_number, named, serial, without_time, words, year_first};
use crate::read::habits::Habit;

/// Reads a month; nothing where it is none or could be two.
pub(in crate::read) fn month(text: &str) -> Option<(Month, Option<Habit>)> {
    if let Ok(month) = text.parse::<Month>() {
        // Years as everywhere: a month further off would make every table of months as long.
        return (1900..=2199).contains(&month.year()).then_some((month, None));
    }
    let other = |month: Month| Some((month, Some(Habit::MonthForm)));
    let (text, _) = without_time(text)?;
    if let Some(month) = numbered(text).or_else(|| spelled(text)) {
        return other(month);
    }
    let bounds = |date: &Date| *date == date.month().first_day() || *date == date.month().last_day();
    // As for days, and the month must begin or end on it; no month of this trade is before 2000.
    if let Some(date) = serial(text).filter(bounds).filter(|date| date.year() >= 2000) {
        return Some((date.month(), Some(Habit::Serial)));
    }
    if let Some(date) = year_first(text).or_else(|| compact(text)).or_else(|| named(text)) {
        return other(date.month());
    }
    // A day stands for its month where the month begins or ends on it, read in one order only.
    let parts = Parts::of(text)?;
    let mut months = [true, false].map(|day_first| parts.date(day_first).filter(bounds).map(Date::month)).into_iter();
    match (months.next().flatten(), months.next().flatten()) {
        (Some(one), Some(two)) if one != two => None,
        (Some(month), _) | (None, Some(month)) => other(month),
        (None, None) => None,
    }
}

/// `03/2026`, `2026/3`, `202603`, `032026`.
fn numbered(text: &str) -> Option<Month> {
    let of = |year: &str, month: &str| {
        is_number(month, 2).then_some(())?;
        Month::new(i32::from(full_year(year)?), month.parse().ok()?)
    };
    if text.len() == 6 && is_number(text, 6) {
        // No month is 19, 20 or 21: the two writings cannot be confused.
        return of(&text[..4], &text[4..]).or_else(|| of(&text[2..], &text[..2]));
    }
    let sign = text.find(['/', '-', '.', ' '])?;
    let (one, two) = (&text[..sign], &text[sign + 1..]);
    of(one, two).or_else(|| of(two, one))
}

/// `mars 2026`, `janv.-26`, `2026 مارس`.
fn spelled(text: &str) -> Option<Month> {
    let words = words(text);
    let [one, two] = words.as_slice() else { return None };
    let (name, year) = if month_named(one).is_some() { (one, two) } else { (two, one) };
    // Spreadsheets show a month's year with two figures; no month of this trade is before 2000.
    let year = if year.len() == 2 && is_number(year, 2) {
        year.parse::<i32>().ok()? + 2000
    } else {
        i32::from(full_year(year)?)
    };
    Month::new(year, month_named(name)?)
}

/// Month names in French, English and Arabic as Morocco and its neighbours have it, without accents; and how they are
/// cut short.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january", "يناير", "جانفي"],
    &["fevrier", "fevr", "fev", "february", "feb", "فبراير", "فيفري"],
    &["mars", "mar", "march", "مارس"],
    &["avril", "avr", "april", "apr", "ابريل", "افريل"],
    &["mai", "may", "ماي", "مايو"],
    &["juin", "june", "jun", "يونيو", "جوان"],
    &["juillet", "juil", "july", "jul", "يوليوز", "يوليو", "جويليه"],
    &["aout", "aou", "august", "aug", "غشت", "اغسطس", "اوت"],
    &["septembre", "sept", "sep", "september", "شتنبر", "سبتمبر"],
    &["octobre", "oct", "october", "اكتوبر"],
    &["novembre", "nov", "november", "نونبر", "نوفمبر"],
    &["decembre", "dec", "december", "دجنبر", "ديسمبر"],
];

pub(super) fn month_named(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_in_every_writing_of_one_meaning() {
        let read = |text: &str| month(text).map(|(month, _)| month.to_string());
        for text in [
            "2026-03",
            "03/2026",
            "3/2026",
            "2026/03",
            "03-2026",
            "202603",
            "032026",
            "mars 2026",
            "Mars-26",
            "mars-2026",
            "2026-03-01",
            "2026-03-01 00:00:00",
            "01/03/2026",
            "31/03/2026",
            "مارس 2026",
            "March 2026",
            "2026 mars",
            "46082",
            "46112.0",
        ] {
            assert_eq!(read(text), Some("2026-03".to_owned()), "{text}");
        }
        assert_eq!(read("janv.-26"), Some("2026-01".to_owned()));
        assert_eq!(read("août 2026"), Some("2026-08".to_owned()));
        for wrong in ["juillet", "03/26", "2026-13", "15/04/2026", "26-03", "46083", "12054"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
