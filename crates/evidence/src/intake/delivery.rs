//! A delivery: where in the journal files are handed in together, and what is meant where something is in force already.

use contract::calendar::Date;

use crate::store::Position;
use crate::store::write::Delivered;

/// What is meant with a file for a slot that is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Nothing was said: the file is refused, with the question.
    Ask,
    /// The file takes the place of what is in force.
    Replace,
    /// The file stands beside what is in force: the rows of all count.
    Add,
}

/// How files are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Where it is recorded: behind everything that counts.
    pub at: Position,
    /// The day on which they were received, where somebody states another than that of recording.
    pub stated: Option<Date>,
    /// What is meant with all files of the delivery where a slot is filled.
    pub filled: Filled,
    /// Whether everything is only said, and nothing taken in.
    pub preview: bool,
}

impl Delivery {
    /// Where it is recorded, and when it was received.
    pub(crate) fn delivered(&self) -> Delivered {
        Delivered { at: self.at, received: self.stated.unwrap_or(self.at.day()) }
    }

    /// Files that are to fill empty slots.
    #[must_use]
    pub fn on(at: impl Into<Position>) -> Delivery {
        Delivery { at: at.into(), stated: None, filled: Filled::Ask, preview: false }
    }

    /// The same, in the place of what is in force.
    #[must_use]
    pub fn replacing(self) -> Delivery {
        Delivery { filled: Filled::Replace, ..self }
    }

    /// The same, beside what is in force.
    #[must_use]
    pub fn adding(self) -> Delivery {
        Delivery { filled: Filled::Add, ..self }
    }

    /// The same, only to be told what it would do.
    #[must_use]
    pub fn preview(self) -> Delivery {
        Delivery { preview: true, ..self }
    }
}

impl From<Date> for Delivery {
    fn from(received: Date) -> Delivery {
        Delivery::on(received)
    }
}
