//! Why an act was not recorded, in the words of whoever asked: what of it is told, and with which values.

use contract::calendar::Date;
use register::journal::{RecordError, Refused};

use crate::act::withdraw::Unfit;
use crate::fault::Fault;

pub mod codes;

/// A refusal by the office where an act is recorded: one of [`codes::CODES`], with its values.
pub(crate) fn refused(code: &'static str, values: &[(&'static str, &str)]) -> Refused {
    debug_assert!(
        codes::CODES
            .iter()
            .any(|(known, names)| *known == code && names.iter().eq(values.iter().map(|(name, _)| name))),
        "{code} {values:?}"
    );
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Refused::Act { code: code.to_owned(), values }
}

/// A refusal by the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A refusal of the office: its message, and the values that the words take.
    Said {
        /// The message.
        message: String,
        /// Values by name.
        values: Vec<(String, String)>,
    },
    /// The clock is more than a day behind the last entry.
    ClockBehind {
        /// The day by the clock.
        clock: Date,
        /// The day of the last entry.
        last: Date,
    },
    /// The clock is far ahead of the last entry, and nobody said that it is right.
    ClockAhead {
        /// The day by the clock.
        clock: Date,
        /// The day of the last entry.
        last: Date,
    },
    /// The request id belongs to another act.
    OtherRequest {
        /// The id.
        request: String,
        /// The entry that bears it.
        entry: u64,
    },
    /// The request id is none.
    RequestBad {
        /// What was given.
        request: String,
    },
    /// A file cannot be withdrawn.
    NotWithdrawn(Unfit),
    /// A real workspace has the day of the clock.
    PassInReal {
        /// The day of the last entry.
        day: Date,
    },
    /// A fictitious day does not go back.
    PassBack {
        /// The day that it is.
        day: Date,
        /// The day asked for.
        to: Date,
    },
}

impl Refusal {
    /// The refusal that a fault is; nothing where it is another one, or of a machine.
    #[must_use]
    pub fn of(fault: &Fault) -> Option<Refusal> {
        let error = match fault {
            Fault::RequestBad(request) => return Some(Refusal::RequestBad { request: request.clone() }),
            Fault::Diagnostic(fault) => {
                let values = fault.values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
                return Some(Refusal::Said { message: format!("diagnostic-{}", fault.code), values });
            }
            Fault::NotWithdrawn(unfit) => return Some(Refusal::NotWithdrawn(unfit.clone())),
            Fault::NotRecorded(error) => error,
            _ => return None,
        };
        Some(match &**error {
            RecordError::Refused { code, values } => Refusal::Said {
                message: format!("refusal-{code}"),
                values: values.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            },
            RecordError::ClockBehind { clock, last_day } => Refusal::ClockBehind { clock: *clock, last: *last_day },
            RecordError::ClockAhead { clock, last_day } => Refusal::ClockAhead { clock: *clock, last: *last_day },
            RecordError::OtherRequest { request, number } => {
                Refusal::OtherRequest { request: request.clone(), entry: *number }
            }
            RecordError::Pass { last_day, fictitious: false, .. } => Refusal::PassInReal { day: *last_day },
            RecordError::Pass { to, last_day, .. } => Refusal::PassBack { day: *last_day, to: to.parse().ok()? },
            _ => return None,
        })
    }
}
