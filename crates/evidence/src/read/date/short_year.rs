//! Days with a year of two figures, which may be one of several days.

use contract::calendar::Date;

use super::{is_number, without_time};

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

#[cfg(test)]
mod tests {
    use super::*;

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
