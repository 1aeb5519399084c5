//! Which days entries have: those that they were recorded with, but where a clock ran ahead and an entry says so.
//!
//! An entry `clock-was-wrong` gives its own day to all entries from one that it names to the one before it. Since its own day is not
//! before that of the entry before those, the days in use never decrease along the journal, and *known on a day* stays a
//! prefix of it. What an entry was recorded with stays in its bytes, and is shown with the mark.

use contract::calendar::Date;

use super::{JournalError, Read};
use crate::entry::count;
use crate::tables::{Row, WRONG_CLOCK};

/// Which entries a wrong clock gave their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days(Vec<Wrong>);

/// Entries of a wrong clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// The first of them.
    pub first: u64,
    /// The last of them.
    pub last: u64,
    /// The day that they have since.
    pub day: Date,
    /// The entry that says so.
    pub by: u64,
}

impl Days {
    /// As the journal says it.
    pub fn of(read: &mut dyn Read) -> Result<Days, JournalError> {
        Days::said(&read.rows(&WRONG_CLOCK, None, &[])?)
    }

    /// As rows say it.
    pub(crate) fn said(rows: &[Row]) -> Result<Days, JournalError> {
        let wrong = |row: &Row| {
            let number = |column| row.get(column).and_then(count);
            let day = row.get("day")?.parse().ok()?;
            Some(Wrong { first: number("first")?, last: number("last")?, day, by: row.entry })
        };
        let damaged = || JournalError::Damaged("a row of `wrong_clock` says something else".to_owned());
        rows.iter().map(|row| wrong(row).ok_or_else(damaged)).collect::<Result<_, _>>().map(Days)
    }

    /// What had been said of them up to an entry.
    #[must_use]
    pub fn until(mut self, entry: u64) -> Days {
        self.0.retain(|wrong| wrong.by <= entry);
        self
    }

    /// What was said of the clock when an entry was recorded; the last word counts.
    #[must_use]
    pub fn wrong(&self, number: u64) -> Option<&Wrong> {
        self.0.iter().rev().find(|wrong| (wrong.first..=wrong.last).contains(&number))
    }

    /// The day of an entry that was recorded with one.
    #[must_use]
    pub fn day(&self, number: u64, recorded: Date) -> Date {
        self.wrong(number).map_or(recorded, |wrong| wrong.day)
    }

    /// The first entry of which a wrong clock was told.
    #[must_use]
    pub fn first_wrong(&self) -> Option<u64> {
        self.0.iter().map(|wrong| wrong.first).min()
    }

    /// All of them, in the order in which they were said.
    pub(crate) fn all(&self) -> &[Wrong] {
        &self.0
    }
}
