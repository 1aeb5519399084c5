//! Dates, months, quarters and periods. No clock: every date is given.
//!
//! A [`Date`] is a day number and a [`Month`] a month number, so that the columnar engine can hold them as integers.
//! Month arithmetic always names what happens at the end of a month ([`EndOfMonth`]).

mod quarter;

use std::fmt;
use std::str::FromStr;

use jiff::civil;

pub use quarter::Quarter;

/// A calendar day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date(i32);

/// A calendar month, counted from January of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Month(i32);

/// What becomes of the 31st when the month reached has fewer days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndOfMonth {
    /// The last day of the month reached.
    Clamp,
    /// The surplus days run into the next month.
    Spill,
    /// There is no such date.
    Refuse,
}

/// A text that is not a date (`2025-07-01`), a month (`2025-07`) or a quarter (`2025-Q3`), or lies outside the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not `YYYY-MM-DD`, or no such day.
    #[error("not a date written YYYY-MM-DD")]
    NotADate,
    /// Not `YYYY-MM`.
    #[error("not a month written YYYY-MM")]
    NotAMonth,
    /// Not `YYYY-Qn`.
    #[error("not a quarter written YYYY-Qn")]
    NotAQuarter,
}

impl Date {
    /// The day `year-month-day`, where it exists and the year is 1 to 9999.
    #[must_use]
    pub fn new(year: i16, month: u8, day: u8) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let month = i8::try_from(month).ok()?;
        let day = i8::try_from(day).ok()?;
        civil::Date::new(year, month, day).ok().map(Date::from_civil)
    }

    fn from_civil(date: civil::Date) -> Date {
        // Days from civil date: shifting the year to start in March makes the leap day the last of its year.
        let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Date(era * 146_097 + day_of_era - 719_468)
    }

    fn parts(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The date from its day number (1970-01-01 is 0).
    #[must_use]
    pub const fn from_days(days: i32) -> Date {
        Date(days)
    }

    /// The day number (1970-01-01 is 0).
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month that holds this day.
    #[must_use]
    pub fn month(self) -> Month {
        let (year, month, _) = self.parts();
        Month(year * 12 + month - 1)
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        u8::try_from(self.parts().2).unwrap_or(31)
    }

    /// The date `count` months later (earlier when negative); nothing only under [`EndOfMonth::Refuse`].
    #[must_use]
    pub fn add_months(self, count: i32, end: EndOfMonth) -> Option<Date> {
        let target = self.month().plus(count);
        let day = i32::from(self.day());
        let length = target.length();
        if day <= length {
            return Some(Date(target.first_day().0 + day - 1));
        }
        match end {
            EndOfMonth::Clamp => Some(target.last_day()),
            EndOfMonth::Spill => Some(Date(target.first_day().0 + day - 1)),
            EndOfMonth::Refuse => None,
        }
    }

    /// The date `count` days later (earlier when negative).
    #[must_use]
    pub const fn plus_days(self, count: i32) -> Date {
        Date(self.0 + count)
    }
}

impl Month {
    /// The month `year-month` (month from 1 to 12, year from 1 to 9999).
    #[must_use]
    pub fn new(year: i32, month: u8) -> Option<Month> {
        ((1..=12).contains(&month) && (1..=9999).contains(&year)).then(|| Month(year * 12 + i32::from(month) - 1))
    }

    /// The month from its number.
    #[must_use]
    pub const fn from_index(index: i32) -> Month {
        Month(index)
    }

    /// The month number (January of the year 0 is 0).
    #[must_use]
    pub const fn index(self) -> i32 {
        self.0
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, from 1 to 12.
    #[must_use]
    pub fn number(self) -> u8 {
        u8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(12)
    }

    /// The month `count` months later (earlier when negative).
    #[must_use]
    pub const fn plus(self, count: i32) -> Month {
        Month(self.0 + count)
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let year = i16::try_from(self.year()).unwrap_or(i16::MAX);
        let month = i8::try_from(self.number()).unwrap_or(1);
        Date::from_civil(civil::Date::new(year, month, 1).unwrap_or(civil::Date::MAX))
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date(self.plus(1).first_day().0 - 1)
    }

    /// The number of days.
    #[must_use]
    pub fn length(self) -> i32 {
        self.plus(1).first_day().0 - self.first_day().0
    }
}

/// Days from `first` to `last`, both included; an open end never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// The first day.
    pub first: Date,
    /// The last day, or nothing for an open end.
    pub last: Option<Date>,
}

impl Interval {
    /// Whether the day lies inside.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.first <= date && self.last.is_none_or(|last| date <= last)
    }

    /// Whether both have a day in common.
    #[must_use]
    pub fn overlaps(self, other: Interval) -> bool {
        self.last.is_none_or(|last| other.first <= last) && other.last.is_none_or(|last| self.first <= last)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{} .. {last}", self.first),
            None => write!(f, "{} ..", self.first),
        }
    }
}

fn digits(text: &str, length: usize) -> Option<i32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl FromStr for Date {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Date, CalendarError> {
        let read = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let year = i16::try_from(digits(year, 4)?).ok()?;
            Date::new(year, u8::try_from(digits(month, 2)?).ok()?, u8::try_from(digits(day, 2)?).ok()?)
        };
        read().ok_or(CalendarError::NotADate)
    }
}

impl FromStr for Month {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Month, CalendarError> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            Month::new(digits(year, 4)?, u8::try_from(digits(month, 2)?).ok()?)
        };
        read().ok_or(CalendarError::NotAMonth)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Date, CalendarError> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = CalendarError;

    fn try_from(text: String) -> Result<Month, CalendarError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn day_numbers_agree_with_the_calendar_library() {
        let mut day = civil::date(1999, 12, 1);
        let mut number = Date::from_civil(day);
        while day < civil::date(2101, 1, 2) {
            assert_eq!(number.to_string(), day.to_string());
            assert_eq!(number.month().first_day().to_string(), day.first_of_month().to_string());
            assert_eq!(number.month().last_day().to_string(), day.last_of_month().to_string());
            day = day.tomorrow().expect("a next day");
            number = number.plus_days(1);
            assert_eq!(number, Date::from_civil(day));
        }
        assert_eq!(date("1970-01-01").days(), 0);
    }

    #[test]
    fn months_end_as_named() {
        let end = date("2025-08-31");
        assert_eq!(end.add_months(6, EndOfMonth::Clamp), Some(date("2026-02-28")));
        assert_eq!(end.add_months(6, EndOfMonth::Spill), Some(date("2026-03-03")));
        assert_eq!(end.add_months(6, EndOfMonth::Refuse), None);
        assert_eq!(date("2025-09-01").add_months(18, EndOfMonth::Refuse), Some(date("2027-03-01")));
    }

    #[test]
    fn only_real_days_are_read() {
        for text in ["2025-02-29", "2025-13-01", "25-01-01", "2025-1-1", "0000-01-01", "2025-07"] {
            assert_eq!(text.parse::<Date>(), Err(CalendarError::NotADate), "{text}");
        }
        assert_eq!("2025-07".parse::<Month>().map(|month| month.to_string()), Ok("2025-07".to_owned()));
    }
}
