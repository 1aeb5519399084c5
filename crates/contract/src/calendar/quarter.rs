//! Calendar quarters: January to March is the first of a year, written `2026-Q1`.

use std::fmt;
use std::str::FromStr;

use super::{CalendarError, Date, Month};

/// A calendar quarter, counted from the first of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Quarter(i32);

impl Quarter {
    /// The quarter `number` (from 1 to 4) of a year (from 1 to 9999).
    #[must_use]
    pub fn new(year: i32, number: u8) -> Option<Quarter> {
        ((1..=4).contains(&number) && (1..=9999).contains(&year)).then(|| Quarter(year * 4 + i32::from(number) - 1))
    }

    /// The quarter that holds a month.
    #[must_use]
    pub const fn of(month: Month) -> Quarter {
        Quarter(month.index().div_euclid(3))
    }

    /// The quarter from its number.
    #[must_use]
    pub const fn from_index(index: i32) -> Quarter {
        Quarter(index)
    }

    /// The quarter number (the first of the year 0 is 0).
    #[must_use]
    pub const fn index(self) -> i32 {
        self.0
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// The quarter of the year, from 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        u8::try_from(self.0.rem_euclid(4) + 1).unwrap_or(4)
    }

    /// The quarter `count` quarters later (earlier when negative).
    #[must_use]
    pub const fn plus(self, count: i32) -> Quarter {
        Quarter(self.0 + count)
    }

    /// Its three months, in order.
    #[must_use]
    pub const fn months(self) -> [Month; 3] {
        let first = Month::from_index(self.0 * 3);
        [first, first.plus(1), first.plus(2)]
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.months()[0].first_day()
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.months()[2].last_day()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year(), self.number())
    }
}

impl FromStr for Quarter {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Quarter, CalendarError> {
        let read = || {
            let (year, number) = text.split_once("-Q")?;
            Quarter::new(super::digits(year, 4)?, u8::try_from(super::digits(number, 1)?).ok()?)
        };
        read().ok_or(CalendarError::NotAQuarter)
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> String {
        quarter.to_string()
    }
}

impl TryFrom<String> for Quarter {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Quarter, CalendarError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(text: &str) -> Quarter {
        text.parse().expect("a quarter")
    }

    #[test]
    fn a_quarter_has_three_months_of_its_year() {
        let first = quarter("2026-Q1");
        assert_eq!((first.year(), first.number(), first.to_string()), (2026, 1, "2026-Q1".to_owned()));
        assert_eq!(first.first_day().to_string(), "2026-01-01");
        assert_eq!(first.last_day().to_string(), "2026-03-31");
        assert_eq!(first.plus(-1), quarter("2025-Q4"));
        for month in first.months() {
            assert_eq!(Quarter::of(month), first);
        }
        assert_eq!(Quarter::of(first.last_day().plus_days(1).month()), quarter("2026-Q2"));
    }

    #[test]
    fn only_real_quarters_are_read() {
        for text in ["2026-Q5", "2026-Q0", "2026Q1", "26-Q1", "2026-01", "2026-Q11", "0000-Q1"] {
            assert_eq!(text.parse::<Quarter>(), Err(CalendarError::NotAQuarter), "{text}");
        }
    }
}
