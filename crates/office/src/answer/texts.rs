//! The texts that count, and those on their way.

use contract::calendar::Interval;

pub use crate::texts::agreements::{How, Part, Proposal, Signature, Stage};

/// How far a text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStage {
    /// It was recorded as a text that stands elsewhere: nobody signed it here.
    Recorded,
    /// It is a draft.
    Proposed,
    /// An act brought it into force.
    InForce,
    /// It was proposed, and withdrawn.
    Withdrawn,
}

/// A text.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TextRow {
    /// Its path below the folder of contracts.
    pub path: String,
    /// The identifier of the contract or pack.
    pub contract: String,
    /// Whether it is a pack.
    pub is_pack: bool,
    /// The version that it says.
    pub version: String,
    /// How far it has come.
    pub stage: TextStage,
    /// When its clauses are in effect, where it loads.
    pub in_effect: Option<Interval>,
    /// Why it is not assessed, beside being a draft: messages with their values.
    pub why: Vec<(String, Vec<(&'static str, String)>)>,
    /// What somebody should look at although it is assessed: messages with their values.
    pub notes: Vec<(String, Vec<(&'static str, String)>)>,
    /// How it was proposed, and who has signed.
    pub proposal: Option<Proposal>,
}

impl TextRow {
    /// The entry that proposed it.
    #[must_use]
    pub fn entry(&self) -> Option<u64> {
        self.proposal.as_ref().map(|proposal| proposal.entry)
    }
}
