//! Why a question has no answer: faults of machines, and refusals. What is wrong with evidence or a text is no fault: it is
//! told in answers.

use contract::calendar::Date;
use evidence::intake::IntakeError;
use register::journal::{JournalError, RecordError};

use crate::actor::Refusal;
use crate::assess::AssessmentError;
use crate::export::ExportError;
use crate::workspace::WorkspaceError;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The actor is not told.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A day that is not over, or has not begun.
    #[error("{asked} is in the future: it is {today}")]
    Future {
        /// The day asked for.
        asked: Date,
        /// The day that it is.
        today: Date,
    },
    /// No entry of that number.
    #[error("there is no entry {asked}: the last is {last}")]
    NoEntry {
        /// The number asked for.
        asked: u64,
        /// The last number.
        last: u64,
    },
    /// Something that somebody holds against the journal is no receipt, checkpoint or key.
    #[error("what was given is no receipt and no key: {0}")]
    NotGiven(String),
    /// The id of a request is none.
    #[error("{0} is no id of a request: 8 to 100 printable characters without spaces")]
    RequestBad(String),
    /// A text is at fault beside others, or where it comes into force.
    #[error("{}", .0.code)]
    Diagnostic(Box<contract::diagnostic::Diagnostic>),
    /// Somebody holds a newer checkpoint, and nobody said yet what was lost.
    #[error(
        "somebody holds a checkpoint of {to} entries: before anything is recorded, say that {from} to {to} were lost"
    )]
    Newer {
        /// The first entry that is not here.
        from: u64,
        /// The last one.
        to: u64,
    },
    /// Other entries are said to be lost than those of which a checkpoint is known.
    #[error("what was lost is not known to be {from} to {to}")]
    NotLost {
        /// The first entry that was named.
        from: u64,
        /// The last one.
        to: u64,
    },
    /// Something lies where a copy is to be.
    #[error("{0} is not empty, or lies in the workspace")]
    Occupied(std::path::PathBuf),
    /// A copy that is not what was recorded.
    #[error("{path} is not what was recorded: {detail}")]
    NotSound {
        /// The copy.
        path: std::path::PathBuf,
        /// What is wrong first.
        detail: String,
    },
    /// A file cannot be withdrawn.
    #[error(transparent)]
    NotWithdrawn(#[from] crate::act::withdraw::Unfit),
    /// The journal was not written out.
    #[error(transparent)]
    Exporting(#[from] register::export::ExportError),
    /// The journal refused an act.
    #[error(transparent)]
    NotRecorded(Box<RecordError>),
    /// No contract has anything of that name.
    #[error("no contract of the workspace has a clause, control or commitment named {0}")]
    NoClause(String),
    /// Another day was fixed for the public.
    #[error("the public is told of {0}, and of no other day")]
    PublicDayIsFixed(Date),
    /// The day for the public is not over.
    #[error("{0} is not over")]
    PublicDayIsNotOver(Date),
    /// No contract has that identifier.
    #[error("no contract that is assessed has the identifier {0}")]
    NoContract(String),
    /// No day was fixed for the public.
    #[error("no day is fixed for the public")]
    NoPublicDay,
    /// Two persons of an operator have one reference number.
    #[error(transparent)]
    References(#[from] crate::reference::Collision),
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The computation.
    #[error(transparent)]
    Assessment(#[from] AssessmentError),
    /// The intake.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The file of determinations.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl From<JournalError> for Fault {
    fn from(fault: JournalError) -> Fault {
        Fault::Workspace(fault.into())
    }
}
