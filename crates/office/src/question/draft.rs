//! The documents that are not assessed, and the page of a draft.

use std::path::Path;

use contract::calendar::Date;

use super::contract::{Sources, card, view};
use crate::answer::clause::{ClauseCard, Tally};
use crate::answer::contract::ContractView;
use crate::answer::register::WithheldRow;
use crate::texts::{Why, Withheld};

/// The documents, each with why, by its place in the folder of contracts.
#[must_use]
pub fn rows(withheld: &[Withheld], folder: &Path) -> Vec<WithheldRow> {
    let row = |one: &Withheld| WithheldRow {
        path: one.paper.path.strip_prefix(folder).unwrap_or(&one.paper.path).display().to_string(),
        named: one.contract().map(|known| (card(known), is_shown(one))),
        why: one.why.iter().map(Why::message).collect(),
    };
    withheld.iter().map(row).collect()
}

/// The page of a draft: its text and its rules, of which nothing is computed and nothing judged.
#[must_use]
pub fn draft(withheld: &[Withheld], id: &str, known_on: Date) -> Option<ContractView> {
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
    Some(view(sources, known_on))
}

/// A draft without other faults has a page; other documents are told with their file alone.
fn is_shown(one: &Withheld) -> bool {
    !one.is_fault() && one.contract().is_some()
}
