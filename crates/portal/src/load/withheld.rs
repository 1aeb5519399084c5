//! The documents that are not assessed, and the page of a draft.

use office::texts::Withheld;

use super::contract::{Sources, card, contract};
use crate::view::Setting;
use crate::view::clause::{ClauseCard, Tally};
use crate::view::contract::ContractView;
use crate::view::register::WithheldRow;

/// The documents, each with why.
#[must_use]
pub fn rows(withheld: &[Withheld]) -> Vec<WithheldRow> {
    let row = |one: &Withheld| WithheldRow {
        path: one.paper.path.display().to_string(),
        named: one.contract().map(|known| (card(known), is_shown(one))),
        why: one.why.iter().map(office::texts::Why::message).collect(),
    };
    withheld.iter().map(row).collect()
}

/// The page of a draft: its text and its rules, of which nothing is computed and nothing judged.
#[must_use]
pub fn draft(withheld: &[Withheld], id: &str, setting: &Setting) -> Option<ContractView> {
    let one = withheld.iter().find(|one| one.is_called(id) && is_shown(one))?;
    let known = one.contract()?;
    let mut clauses: Vec<ClauseCard> = Vec::new();
    for clause in known.clauses.iter().chain(&known.controls) {
        if clauses.iter().all(|card| card.id != clause.id) {
            clauses.push(ClauseCard {
                id: clause.id.clone(),
                reading: clause.reading.clone(),
                readings: 1,
                labels: clause.labels.clone(),
                head: clause.outcome.head().map(str::to_owned),
                confidence: clause.confidence,
                quote: clause.quote.clone(),
                tally: Tally::default(),
                course: Vec::new(),
            });
        }
    }
    let document = &one.paper.checked.document;
    let sources = Sources { document, contract: known, judged: &[], figures: &[], clauses: &clauses };
    Some(contract(sources, setting.clone()))
}

/// A draft without other faults has a page; other documents are told with their file alone.
fn is_shown(one: &Withheld) -> bool {
    !one.is_fault() && one.contract().is_some()
}
