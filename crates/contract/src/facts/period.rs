//! The period in a key: a month, a calendar year, a quarter or a day, and how each lies in another.
//!
//! Every kind is numbered by whole numbers that follow one another, so that the columnar engine and the store can hold
//! them as integers.

use std::fmt;

use crate::calendar::{Date, Month, Quarter};
use crate::model::PeriodKey;

/// The period in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A calendar month.
    Month(Month),
    /// A calendar year.
    Year(i32),
    /// A calendar quarter.
    Quarter(Quarter),
    /// A day.
    Day(Date),
}

impl Period {
    /// The period of that kind that holds a day.
    #[must_use]
    pub fn of(key: PeriodKey, day: Date) -> Period {
        match key {
            PeriodKey::Month => Period::Month(day.month()),
            PeriodKey::Year => Period::Year(day.year()),
            PeriodKey::Quarter => Period::Quarter(Quarter::of(day.month())),
            PeriodKey::Day => Period::Day(day),
        }
    }

    /// The period of that kind in which it begins.
    #[must_use]
    pub fn within(self, key: PeriodKey) -> Period {
        match self.first_day() {
            Some(first) if self.key() != key => Period::of(key, first),
            _ => self,
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn key(self) -> PeriodKey {
        match self {
            Period::Month(_) => PeriodKey::Month,
            Period::Year(_) => PeriodKey::Year,
            Period::Quarter(_) => PeriodKey::Quarter,
            Period::Day(_) => PeriodKey::Day,
        }
    }

    /// Its number among those of its kind: those of neighbours follow one another.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Period::Month(month) => month.index(),
            Period::Year(year) => year,
            Period::Quarter(quarter) => quarter.index(),
            Period::Day(day) => day.days(),
        }
    }

    /// The period of that kind with a number.
    #[must_use]
    pub const fn from_number(key: PeriodKey, number: i32) -> Period {
        match key {
            PeriodKey::Month => Period::Month(Month::from_index(number)),
            PeriodKey::Year => Period::Year(number),
            PeriodKey::Quarter => Period::Quarter(Quarter::from_index(number)),
            PeriodKey::Day => Period::Day(Date::from_days(number)),
        }
    }

    /// Every period from this one to another of its kind; none where that is of another kind.
    pub fn through(self, last: Period) -> impl Iterator<Item = Period> + use<> {
        let key = self.key();
        let to = if last.key() == key { last.number() } else { self.number() - 1 };
        (self.number()..=to).map(move |number| Period::from_number(key, number))
    }

    /// The first day of the period.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        match self {
            Period::Month(month) => Some(month.first_day()),
            Period::Year(year) => Month::new(year, 1).map(Month::first_day),
            Period::Quarter(quarter) => Some(quarter.first_day()),
            Period::Day(day) => Some(day),
        }
    }

    /// The last day of the period.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        match self {
            Period::Month(month) => Some(month.last_day()),
            Period::Year(year) => Month::new(year, 12).map(Month::last_day),
            Period::Quarter(quarter) => Some(quarter.last_day()),
            Period::Day(day) => Some(day),
        }
    }

    /// The calendar year that it lies in.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Period::Month(month) => month.year(),
            Period::Year(year) => year,
            Period::Quarter(quarter) => quarter.year(),
            Period::Day(day) => day.year(),
        }
    }

    /// The period before and the period after.
    #[must_use]
    pub fn neighbours(self) -> [Period; 2] {
        let beside = |number| Period::from_number(self.key(), number);
        [beside(self.number() - 1), beside(self.number() + 1)]
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(month) => month.fmt(f),
            Period::Year(year) => write!(f, "{year:04}"),
            Period::Quarter(quarter) => quarter.fmt(f),
            Period::Day(day) => day.fmt(f),
        }
    }
}
