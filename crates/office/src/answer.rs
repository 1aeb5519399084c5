//! Answers: what questions and acts give. Codes, values and keys, never words of any language beside the contract's own.

use std::collections::{BTreeMap, BTreeSet};

use ::contract::model::Labels;

pub mod across;
pub mod amount;
pub mod clause;
pub mod commitments;
pub mod contract;
pub mod enrolments;
pub mod evidence;
pub mod journal;
pub mod method;
pub mod operator;
pub mod people;
pub mod register;
pub mod status;
pub mod territories;
pub mod texts;
pub mod waiting;

pub use crate::assess::{ClauseTotal, ContractAssessment, Receipt, Totals, WorkspaceAssessment};
pub use crate::doubts;
pub use crate::formats;
pub use crate::secrecy::FEWEST;
pub use crate::texts::{Paper, Sound, Why, Withheld};
pub use ::evidence::finding::{Finding, Severity};

/// Names that a contract gives to its parties, places, tables, parameters and indicators, by identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Label by identifier.
    pub labels: BTreeMap<String, Labels>,
    /// Which of them are places: words of cells that have a name.
    pub places: BTreeSet<String>,
    /// The language that prevails.
    pub authoritative: String,
}
