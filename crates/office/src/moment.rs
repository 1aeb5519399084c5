//! A moment of knowledge: how far the journal is read, and which day it is.

use contract::calendar::Date;
use evidence::store::Position;

/// What was recorded up to a position, looked at on a day: the position bounds what is known, the day drives clocks.
///
/// Where a day was asked for, both are its end. An entry of the journal may be looked at on its own day or a later one, and
/// what is known now may be looked at as the situation of an earlier day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The civil day.
    pub day: Date,
    /// The last position that counts.
    pub at: Position,
}

impl Moment {
    /// The last entry that counts; nothing where the end of a day is meant.
    #[must_use]
    pub fn entry(self) -> Option<u64> {
        (self.at.entry() != u32::MAX).then(|| u64::from(self.at.entry()))
    }

    /// What a command says to look at this moment.
    #[must_use]
    pub fn options(self) -> String {
        match self.at.entry() {
            u32::MAX if self.at.day() == self.day => format!("--as-known-on {}", self.day),
            u32::MAX => format!("--as-known-on {} --situation-of {}", self.at.day(), self.day),
            entry if self.at.day() == self.day => format!("--at {entry}"),
            entry => format!("--at {entry} --situation-of {}", self.day),
        }
    }
}

impl From<Date> for Moment {
    /// The end of a day.
    fn from(day: Date) -> Moment {
        Moment { day, at: day.into() }
    }
}

impl From<Moment> for Position {
    fn from(moment: Moment) -> Position {
        moment.at
    }
}
