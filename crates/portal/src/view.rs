//! What a page shows, as plain values: one file a screen. No words of any language beside the contract's own, no
//! markup, no queries. [`crate::load`] makes them, [`crate::page`] draws them.

pub mod amount;
pub mod clause;
pub mod commitments;
pub mod contract;
pub mod evidence;
pub mod method;
pub mod operator;
pub mod register;
pub mod secrecy;
pub mod territories;

use std::collections::BTreeMap;

use ::contract::calendar::Date;
use ::contract::model::Labels;

/// What every page needs besides its own matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The path after the language: empty for the register, else `/contracts/…`.
    pub path: String,
    /// The day of knowledge.
    pub known_on: Date,
    /// Whether the reader chose that day; links keep it then.
    pub pinned: bool,
    /// Whether the evidence was generated.
    pub fictitious: bool,
    /// Days on which something was received, last first: suggestions for the day of knowledge.
    pub received: Vec<Date>,
}

/// Names that a contract gives to its parties, places, tables, parameters and indicators, by identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Label by identifier.
    pub labels: BTreeMap<String, Labels>,
    /// The language that prevails.
    pub authoritative: String,
}
