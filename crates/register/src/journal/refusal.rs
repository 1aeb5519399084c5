//! What may go wrong: machines fail ([`JournalError`]), the office's guard refuses ([`Refused`]), and an act may not be recorded
//! ([`RecordError`]), which says what is missing and leaves nothing.

use std::collections::BTreeMap;

use contract::calendar::Date;

use crate::entry::EntryError;
use crate::projection::ProjectionError;
use crate::store::StoreError;

/// What went wrong in reading or opening a journal. Machines are at fault, never the person who asks.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A commit was left without an answer.
    #[error("a commit of this journal was left without an answer: open it again")]
    Poisoned,
    /// An entry cannot be read.
    #[error("entry {number}: {source}")]
    Entry {
        /// Which.
        number: u64,
        /// Why.
        source: EntryError,
    },
    /// An entry does not say what its kind demands.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// Something that must be there is not.
    #[error("the journal is damaged: {0}")]
    Damaged(String),
}

/// A refusal by the office, made where the act is recorded: a code, and the values that its words take.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The act may not be recorded.
    #[error("refused: {code}")]
    Act {
        /// The code of the refusal.
        code: String,
        /// Values by name.
        values: BTreeMap<String, String>,
    },
    /// The question that the guard asked could not be answered.
    #[error(transparent)]
    Fault(#[from] JournalError),
}

/// Why an act was not recorded. After any of these nothing of it is there, but after [`StoreError::Unknown`].
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The office's guard refused.
    #[error("refused: {code}")]
    Refused {
        /// The code of the refusal.
        code: String,
        /// Values by name.
        values: BTreeMap<String, String>,
    },
    /// The request id belongs to another act.
    #[error("the request id `{request}` belongs to entry {number}, which is another act")]
    OtherRequest {
        /// The id.
        request: String,
        /// The entry that bears it.
        number: u64,
    },
    /// Something was recorded since the act was prepared.
    #[error("the act was prepared upon entry {seen}, and entry {last} is recorded since")]
    Moved {
        /// The last entry that the act knew.
        seen: u64,
        /// The last entry now.
        last: u64,
    },
    /// The clock is more than a day behind the last entry.
    #[error("the clock says {clock}, more than a day before the last entry of {last_day}")]
    ClockBehind {
        /// The day by the clock.
        clock: Date,
        /// The day of the last entry.
        last_day: Date,
    },
    /// The clock is more than 31 days after the last entry, and nobody named the day.
    #[error("the clock says {clock}, more than 31 days after the last entry of {last_day}: name the day")]
    ClockAhead {
        /// The day by the clock.
        clock: Date,
        /// The day of the last entry.
        last_day: Date,
    },
    /// `pass` goes forward, and in fictitious workspaces alone.
    #[error("the day cannot pass to {to}: it is {last_day}{}", if *fictitious { "" } else { ", and the workspace is a real one" })]
    Pass {
        /// The day asked for.
        to: String,
        /// The day of the last entry.
        last_day: Date,
        /// Whether the workspace has a day of its own.
        fictitious: bool,
    },
    /// A second of the clock was given in a fictitious workspace, or none in a real one.
    #[error("{}", if *fictitious { "a fictitious workspace has no clock" } else { "a real workspace records the second of the clock" })]
    Moment {
        /// Whether the workspace is fictitious.
        fictitious: bool,
    },
    /// `open` is the first entry, and no other.
    #[error("`open` is the first entry of a journal, and no other")]
    Opening,
    /// A row with the same values stands already.
    #[error("{table} has a row with the same {}", columns.join(", "))]
    Taken {
        /// The table.
        table: String,
        /// The columns that no two rows may share.
        columns: Vec<String>,
    },
    /// The key is not the one that signs for this journal now.
    #[error("the key `{given}` does not sign for this journal, `{expected}` does")]
    Signer {
        /// The key given, as text.
        given: String,
        /// The key that signs.
        expected: String,
    },
    /// The draft cannot become an entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The body is not what the kind demands, or the kind is not known.
    #[error(transparent)]
    Projection(ProjectionError),
    /// A machine failed.
    #[error(transparent)]
    Fault(#[from] JournalError),
}

impl From<StoreError> for RecordError {
    fn from(fault: StoreError) -> RecordError {
        RecordError::Fault(fault.into())
    }
}

impl From<Refused> for RecordError {
    fn from(refused: Refused) -> RecordError {
        match refused {
            Refused::Act { code, values } => RecordError::Refused { code, values },
            Refused::Fault(fault) => RecordError::Fault(fault),
        }
    }
}
