//! Who takes part, and what was decided and paid before.

use contract::calendar::Interval;

pub use crate::enrolments::{Balance, Facts, Held};

/// How an operator is enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Enrolled {
    /// By an act.
    Enrolled,
    /// By an act, and its end is known.
    Ended,
    /// By no act: it counts from its first affiliation on.
    Assumed,
}

/// An operator.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EnrolmentRow {
    /// Its identifier.
    pub operator: String,
    /// How it is enrolled.
    pub standing: Enrolled,
    /// When it is enrolled.
    pub times: Vec<Interval>,
    /// What acts say of it.
    pub facts: Option<Facts>,
    /// The entries that say it.
    pub entries: Vec<u64>,
}

/// All operators, and the balances that were stated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Enrolments {
    /// By identifier.
    pub operators: Vec<EnrolmentRow>,
    /// In the order in which they were taken in.
    pub balances: Vec<Balance>,
}
