//! Answers: what questions and acts give. Codes, values and keys, never words of any language beside the contract's own.

use std::collections::{BTreeMap, BTreeSet};

use ::contract::model::Labels;

pub mod across;
pub mod amount;
pub mod atlas;
pub mod clause;
pub mod commitments;
pub mod contract;
pub mod enrolments;
pub mod evidence;
pub mod journal;
pub mod method;
pub mod operator;
pub mod people;
pub mod reconciliation;
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

/// Names of tables by language, as the documents give them that declare them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableNames(BTreeMap<&'static str, &'static [(&'static str, &'static str)]>);

impl TableNames {
    /// The names of the tables that are known.
    #[must_use]
    pub fn of(tables: &::evidence::catalogue::Catalogue) -> TableNames {
        TableNames(tables.tables().iter().map(|table| (table.name, table.labels)).collect())
    }

    /// The name of a table in a language, else in the first that its document has; nothing where none names it.
    #[must_use]
    pub fn name(&self, table: &str, language: &str) -> Option<&'static str> {
        let labels = self.0.get(table)?;
        labels.iter().find(|(tag, _)| *tag == language).or_else(|| labels.first()).map(|(_, label)| *label)
    }
}

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
