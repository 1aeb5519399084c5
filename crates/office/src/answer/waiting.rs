//! What waits for evidence, added up by whatever people look at it by. No part of it is due.

use contract::identity::OperatorId;

pub use crate::filings::sector::TableSum;
pub use crate::filings::{Filings, Gap, Standing, TableFilings};
pub use crate::undecided::{InSum, Undecided, Waits};
pub use crate::waiting::{Cause, Sums, Wait, WaitingRow, Who};

/// What waits, as rows and in sums; the largest sums first.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    /// Every row: contract, head, operator, cause.
    pub rows: Vec<WaitingRow>,
    /// All together.
    pub total: Wait,
    /// By who can cure it and what it speaks of; the periods of one cause stand together.
    pub by_cure: Vec<(Cause, Wait)>,
    /// By head, in order of the head.
    pub by_head: Vec<(String, Wait)>,
    /// By operator, head and cure, in order of operator and head.
    pub by_operator: Vec<((OperatorId, String, Cause), Wait)>,
    /// By head and cause, period by period.
    pub by_cause: Vec<((String, Cause), Wait)>,
}
