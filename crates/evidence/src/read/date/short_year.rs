//! Days with a year of two figures, which may be one of several days.

use contract::calendar::Date;

use super::{is_number, month_named, without_time, words};
use crate::answer::How;

/// The days up to a last one that a day with a year of two figures can be, in whatever order its numbers stand: `31/08/25`
/// is one by the end of 2026, `01/09/25` is three. Nobody at work was hired before 1950.
pub(in crate::read) fn of_short_year(text: &str, latest: Date) -> Vec<Date> {
    let Some((text, _)) = without_time(text) else { return Vec::new() };
    let Some(sign) = text.chars().find(|character| matches!(character, '/' | '-' | '.' | ' ')) else {
        return Vec::new();
    };
    let parts: Vec<&str> = text.split(sign).collect();
    let [one, two, three] = parts.as_slice() else { return Vec::new() };
    if !parts.iter().all(|part| is_number(part, 2)) {
        return Vec::new();
    }
    let of = |year: &str, month: &str, day: &str| {
        if year.len() != 2 {
            return None;
        }
        let (year, month, day): (i16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let possible = [1900, 2000].into_iter().filter_map(|century| Date::new(century + year, month, day));
        possible.filter(|date| date.year() >= 1950 && *date <= latest).max()
    };
    let days = [of(three, two, one), of(three, one, two), of(one, two, three)];
    let mut days: Vec<Date> = days.into_iter().flatten().collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The years that two digits stand for where somebody said which of the numbers they are.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2049;

/// A day with a year of two digits, as somebody said that it is written; the month may be a word.
pub(in crate::read) fn by(text: &str, how: How) -> Option<Date> {
    let sign = text.chars().find(|character| matches!(character, '/' | '-' | '.' | ' '))?;
    let numbers: Vec<&str> = text.split(sign).collect();
    let spelled = words(text);
    let parts: Vec<&str> = match numbers.iter().all(|part| is_number(part, 2)) {
        true => numbers,
        false => spelled.iter().map(String::as_str).collect(),
    };
    let [one, two, three] = parts.as_slice() else { return None };
    let (year, month, day) = match how {
        How::DayFirst => (three, two, one),
        How::MonthFirst => (three, one, two),
        How::YearFirst => (one, two, three),
        _ => return None,
    };
    (year.len() == 2 && is_number(year, 2) && is_number(day, 2)).then_some(())?;
    let month = if is_number(month, 2) { month.parse().ok()? } else { month_named(month)? };
    let year: i16 = year.parse().ok()?;
    let year = [1900, 2000].into_iter().map(|century| century + year).find(|year| YEARS.contains(year))?;
    Date::new(year, month, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_which_number_is_the_year() {
        let by = |text: &str, how| by(text, how).map(|date| date.to_string());
        for (text, how, expected) in [
            ("01/09/25", How::DayFirst, Some("2025-09-01")),
            ("01/09/25", How::MonthFirst, Some("2025-01-09")),
            ("01/09/25", How::YearFirst, Some("2001-09-25")),
            ("31/08/98", How::DayFirst, Some("1998-08-31")),
            ("31/08/98", How::MonthFirst, None),
            ("1-sept.-25", How::DayFirst, Some("2025-09-01")),
            ("25 septembre 01", How::YearFirst, Some("2025-09-01")),
            ("01/09/2025", How::DayFirst, None),
        ] {
            assert_eq!(by(text, how).as_deref(), expected, "{text} {how:?}");
        }
    }

    #[test]
    fn a_year_of_two_figures_is_read_where_one_day_can_be_meant() {
        let latest = Date::new(2026, 3, 31).expect("a day");
        let days = |text: &str| of_short_year(text, latest).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(days("31/08/25"), ["2025-08-31"]);
        assert_eq!(days("31.08.98"), ["1998-08-31"]);
        assert_eq!(days("15/09/95"), ["1995-09-15"]);
        assert_eq!(days("01/09/25"), ["2001-09-25", "2025-01-09", "2025-09-01"]);
        for wrong in ["31/02/30", "1/9/5", "01/09/2025", "", "01-09"] {
            assert_eq!(days(wrong), [""; 0], "{wrong}");
        }
    }
}
