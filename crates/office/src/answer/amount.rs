//! One amount, explained: the same content as `mithaq explain` gives.

use contract::determination::Key;
use contract::identity::Pseudonym;
use contract::model::{CurrencyWords, Labels};
use contract::trace::Explanation;

use super::Names;
use super::contract::{Agreed, ContractCard};

/// The page of one determination.
#[derive(Debug, Clone)]
pub struct AmountView {
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
    /// The nouns with which the amount is written in words, where a pack has them.
    pub currency: Option<CurrencyWords>,
    /// The command that tells the same.
    pub command: String,
}

/// A key in an address: the short pseudonym or the reference number, then what else tells keys of one person apart:
/// `1f0c9ab2-2026`, `1f0c9ab2-2025-09`, `1f0c9ab2-2025-09-year-2`.
#[must_use]
pub fn key_word(key: &Key) -> String {
    let mut word = short(key.person);
    if let Some(year) = key.year {
        word.push_str(&format!("-{year:04}"));
    }
    if let Some(month) = key.first_month {
        word.push_str(&format!("-{month}"));
    }
    if let Some(number) = key.anniversary {
        word.push_str(&format!("-year-{number}"));
    }
    word
}

/// How many digits of a pseudonym people see.
pub const SHORT: usize = 8;

/// A pseudonym as people see it: enough to tell persons apart in a workspace, too little to look up. A reference number is seen
/// whole.
#[must_use]
pub fn short(person: Pseudonym) -> String {
    if person.is_reference() {
        return person.to_string();
    }
    person.to_string().chars().take(SHORT).collect()
}
