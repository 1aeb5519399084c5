//! A position in what was recorded: the axis of knowledge.
//!
//! A submission stands where the act that recorded it stands: on a day, under a number. Days of recording never decrease, so
//! that both say one order; what is known at a position is what stands there or before. A day alone means its end.

use std::fmt;

use contract::calendar::Date;
use serde::{Deserialize, Serialize};

/// A day of recording, and the number of the last entry that counts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    day: Date,
    entry: u32,
}

impl Position {
    /// After everything.
    pub const END: Position = Position { day: Date::from_days(i32::MAX), entry: u32::MAX };
    /// Before everything.
    pub const START: Position = Position { day: Date::from_days(i32::MIN), entry: 0 };
    /// As many bytes as one takes.
    pub(crate) const BYTES: usize = 8;

    /// An entry, recorded on a day.
    #[must_use]
    pub const fn of(day: Date, entry: u32) -> Position {
        Position { day, entry }
    }

    /// The day of recording.
    #[must_use]
    pub const fn day(self) -> Date {
        self.day
    }

    /// The number of the entry; the greatest there is where a day's end is meant.
    #[must_use]
    pub const fn entry(self) -> u32 {
        self.entry
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..4].copy_from_slice(&self.day.days().to_be_bytes());
        bytes[4..].copy_from_slice(&self.entry.to_be_bytes());
        bytes
    }

    pub(crate) fn from_bytes(bytes: [u8; Self::BYTES]) -> Position {
        let [a, b, c, d, e, f, g, h] = bytes;
        Position { day: Date::from_days(i32::from_be_bytes([a, b, c, d])), entry: u32::from_be_bytes([e, f, g, h]) }
    }
}

impl From<Date> for Position {
    /// The end of a day.
    fn from(day: Date) -> Position {
        Position { day, entry: u32::MAX }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.entry == u32::MAX { write!(f, "{}", self.day) } else { write!(f, "{} ({})", self.day, self.entry) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_holds_all_its_entries() {
        let day = Date::from_days(20_000);
        let (first, second) = (Position::of(day, 7), Position::of(day, 8));
        assert!(first < second && second < Position::from(day));
        assert!(Position::from(day) < Position::of(day.plus_days(1), 9));
        assert!(Position::START < first && Position::from(day) < Position::END);
        assert_eq!(Position::from_bytes(second.to_bytes()), second);
    }
}
