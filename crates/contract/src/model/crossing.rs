//! Crossing: what is done when a place or a rule changes inside a key's period, and on which day of a month both are read.

use crate::calendar::{Date, Month};
use crate::facts::Period;

/// What is done when a place or a rule changes inside a person-year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// For columns that are looked up row by row (places, enumerations).
    pub place: CrossingMode,
    /// For dated parameters.
    pub rule: CrossingMode,
    /// On which day of a month both are read.
    pub read_at: ReadAt,
}

/// On which day of a month what may change inside it is read: one day for rates, places and classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ReadAt {
    /// The first.
    FirstDay,
    /// The last.
    #[default]
    LastDay,
}

impl ReadAt {
    /// The day of a month.
    #[must_use]
    pub fn of(self, month: Month) -> Date {
        match self {
            ReadAt::FirstDay => month.first_day(),
            ReadAt::LastDay => month.last_day(),
        }
    }

    /// The day on which what stands in a period is read: of a month or a quarter, its first or last; a row with a day is
    /// read on that day, and of a year the last.
    #[must_use]
    pub fn of_period(self, period: Period) -> Option<Date> {
        match (period, self) {
            (Period::Month(month), _) => Some(self.of(month)),
            (Period::Quarter(_), ReadAt::FirstDay) => period.first_day(),
            (Period::Quarter(_) | Period::Year(_) | Period::Day(_), _) => period.last_day(),
        }
    }
}

/// How a crossing is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossingMode {
    /// Months are grouped by the value they see; each group (piece) runs through conditions and steps apart, and pieces are
    /// summed at the first `round`.
    SplitByMonths,
    /// The value of the first month of the key that has a row.
    AtFirstDay,
    /// The value of the last month of the key that has a row.
    AtLastDay,
}
