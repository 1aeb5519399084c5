//! One amount, explained: the same content as `mithaq explain` gives.

use contract::model::Labels;
use contract::trace::Explanation;

use super::contract::{Agreed, ContractCard};
use super::{Names, Setting};

/// The page of one determination.
#[derive(Debug, Clone)]
pub struct AmountView {
    /// What every page needs.
    pub setting: Setting,
    /// The contract.
    pub contract: ContractCard,
    /// The clause's name.
    pub labels: Labels,
    /// The head it pays under.
    pub head: Option<String>,
    /// Whether what is paid too much is recovered when the facts change after it; nothing for a control.
    pub recovers: Option<bool>,
    /// The article's heading.
    pub article_title: String,
    /// The article's text.
    pub agreed: Vec<Agreed>,
    /// Names of everything the clause reads.
    pub names: Names,
    /// Why the determination is what it is.
    pub explanation: Explanation,
    /// The command that tells the same.
    pub command: String,
}
