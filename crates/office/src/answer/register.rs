//! The register of contracts: what has been promised, and does it hold?

use contract::calendar::{Date, Interval};
use contract::model::{Labels, TextStatus};
use contract::verdict::Verdict;

use super::clause::Tally;
use super::commitments::PartyView;
use super::contract::ContractCard;

/// Every contract of the workspace.
#[derive(Debug, Clone)]
pub struct RegisterView {
    /// The contracts, latest effect first.
    pub contracts: Vec<ContractRow>,
    /// The documents that are not assessed.
    pub withheld: Vec<WithheldRow>,
}

/// A document that is not assessed.
#[derive(Debug, Clone)]
pub struct WithheldRow {
    /// Its file.
    pub path: String,
    /// Its name, where it loads; and whether it has a page, as a draft has.
    pub named: Option<(ContractCard, bool)>,
    /// Why, each as a message with its values.
    pub why: Vec<(String, Vec<(&'static str, String)>)>,
}

/// One contract in a few lines.
#[derive(Debug, Clone)]
pub struct ContractRow {
    /// Identifier.
    pub id: String,
    /// Titles.
    pub titles: Labels,
    /// The language that prevails.
    pub authoritative: String,
    /// Original or restated.
    pub text_status: TextStatus,
    /// When it is in effect.
    pub in_effect: Interval,
    /// Whether it is in effect on the day of knowledge.
    pub in_force: bool,
    /// Its parties in document order.
    pub parties: Vec<PartyView>,
    /// Verdicts by side: `state`, `industry`, and `both` where commitments are joint; each commitment once.
    pub verdicts: Vec<(String, Vec<Verdict>)>,
    /// What its clauses give over the evidence, where there is any.
    pub tally: Tally,
    /// How many of its rules are not computed.
    pub notes: usize,
    /// How many questions nobody answered.
    pub judgements: usize,
    /// The next horizon or step.
    pub next_due: Option<Date>,
}
