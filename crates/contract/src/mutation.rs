//! Would a scenario notice? Every number, date and class of place, changed a little, one at a time.
//!
//! A change that no scenario notices is a figure that nobody holds to account. Changes that can reach no answer are told
//! apart, by a rule and not by a list: see [`sight`]. Texts, labels and identifiers are not changed, nor are facts of
//! scenarios. See `mithaq check --mutate`.

mod figures;
mod sight;

use std::collections::BTreeSet;

use crate::check;
use crate::document::{self, BlockKind, Document};
use crate::model::{Contract, Scenario};
use crate::scenario;
use crate::source::Span;
use crate::yaml::{Node, Value};

use sight::Sight;

/// One small change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// The number, date or word changed.
    pub span: Span,
    /// What stands there.
    pub found: String,
    /// What was put instead.
    pub instead: String,
}

/// What became of the changes of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Changes that a scenario noticed.
    pub noticed: usize,
    /// Changes with which the document no longer loads.
    pub refused: usize,
    /// Changes that can reach no answer, whatever the evidence.
    pub without_effect: Vec<Mutation>,
    /// Changes that no scenario notices.
    pub unnoticed: Vec<Mutation>,
}

/// What became of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A scenario comes out differently.
    Noticed,
    /// The document no longer loads.
    Refused,
    /// It can reach no answer, whatever the evidence.
    WithoutEffect,
    /// No scenario comes out differently.
    Unnoticed,
}

/// Blocks whose figures count.
const KINDS: [BlockKind; 6] = [
    BlockKind::Place,
    BlockKind::Parameter,
    BlockKind::Definition,
    BlockKind::Clause,
    BlockKind::Control,
    BlockKind::Commitment,
];

/// What of the front matter clauses and values take where they say nothing themselves.
const FRONT: [&str; 2] = ["published", "in_effect"];

/// Keys whose values are words for people or names.
const NOT_FIGURES: [&str; 8] = ["labels", "quote", "id", "basis", "confidence", "reading", "head", "cumulates"];

/// A document whose scenarios all pass, ready to be changed.
#[derive(Debug)]
pub struct Subject {
    text: String,
    scenarios: Vec<Scenario>,
    sight: Sight,
    /// Every change, in reading order: each figure a step up and a step down, each class of a place
    /// every other.
    pub mutations: Vec<Mutation>,
}

impl Subject {
    /// Makes a document ready; nothing when it does not load.
    #[must_use]
    pub fn of(text: &str) -> Option<Subject> {
        let contract = check::check(text).contract?;
        let (document, _) = document::parse(text);
        let mutations = mutations(&document);
        let sight = Sight::of(&contract);
        Some(Subject { text: without_scenarios(text, &document), scenarios: contract.scenarios, sight, mutations })
    }

    /// What becomes of a change. Only scenarios of what can answer differently are run, up to the first that notices.
    #[must_use]
    pub fn fate(&self, mutation: &Mutation) -> Fate {
        let Some(changed) = check::check(&apply(&self.text, mutation)).contract else { return Fate::Refused };
        let sight = Sight::of(&changed);
        if sight == self.sight {
            return Fate::WithoutEffect;
        }
        let noticed =
            |one: &&Scenario| self.concerns(&changed, &sight, one) && !scenario::run(&changed, one).is_empty();
        if self.scenarios.iter().any(|one| noticed(&one)) { Fate::Noticed } else { Fate::Unnoticed }
    }

    fn concerns(&self, changed: &Contract, sight: &Sight, scenario: &Scenario) -> bool {
        match scenario::clause_of(changed, scenario) {
            Some(clause) => self.sight.clause_differs(sight, &clause.id, clause.reading.as_deref()),
            None => self.sight.commitment_differs(sight, &scenario.of),
        }
    }
}

/// Tries every change; `progress` hears how many are done of how many. Nothing for a document that does not load.
pub fn survey(text: &str, mut progress: impl FnMut(usize, usize)) -> Option<Survey> {
    let subject = Subject::of(text)?;
    let mut survey = Survey::default();
    for (index, mutation) in subject.mutations.iter().enumerate() {
        progress(index, subject.mutations.len());
        match subject.fate(mutation) {
            Fate::Noticed => survey.noticed += 1,
            Fate::Refused => survey.refused += 1,
            Fate::WithoutEffect => survey.without_effect.push(mutation.clone()),
            Fate::Unnoticed => survey.unnoticed.push(mutation.clone()),
        }
    }
    progress(subject.mutations.len(), subject.mutations.len());
    Some(survey)
}

/// The document with one change.
#[must_use]
pub fn apply(text: &str, mutation: &Mutation) -> String {
    let mut changed = text.to_owned();
    changed.replace_range(mutation.span.range(), &mutation.instead);
    changed
}

/// The document with blanks in the stead of scenarios: they are read once and not with every change.
fn without_scenarios(text: &str, document: &Document) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for block in document.blocks_of(BlockKind::Scenario) {
        for byte in bytes[block.span.range()].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn mutations(document: &Document) -> Vec<Mutation> {
    let mut found = Vec::new();
    let front = document.front.entries().iter().filter(|(key, _)| FRONT.contains(&key.value.as_str()));
    front.for_each(|(_, node)| visit(node, &mut found));
    let classes = classes(document);
    for block in document.blocks.iter().filter(|block| KINDS.contains(&block.kind.value)) {
        visit(&block.node, &mut found);
        if block.kind.value == BlockKind::Place {
            for word in class_words(&block.node) {
                let Some(text) = word.as_scalar() else { continue };
                let others = classes.iter().filter(|instead| *instead != text);
                found.extend(others.map(|instead| Mutation {
                    span: word.span,
                    found: text.to_owned(),
                    instead: instead.clone(),
                }));
            }
        }
    }
    found
}

/// The classes of places that the document knows.
fn classes(document: &Document) -> BTreeSet<String> {
    let places = document.blocks_of(BlockKind::Place);
    places.flat_map(|block| class_words(&block.node)).filter_map(Node::as_scalar).map(str::to_owned).collect()
}

/// The words that stand as class of a place.
fn class_words(place: &Node) -> Vec<&Node> {
    let dated = place.get("class").and_then(Node::as_list).unwrap_or_default();
    dated.iter().filter_map(|dated| dated.get("value")).collect()
}

fn visit(node: &Node, found: &mut Vec<Mutation>) {
    match &node.value {
        Value::Map(entries) => {
            let figures = entries.iter().filter(|(key, _)| !NOT_FIGURES.contains(&key.value.as_str()));
            figures.for_each(|(_, node)| visit(node, found));
        }
        Value::List(items) => items.iter().for_each(|item| visit(item, found)),
        Value::Scalar(text) => {
            for range in figures::figures(text) {
                for instead in figures::neighbours(&text[range.clone()]) {
                    found.push(Mutation {
                        span: node.part(range.clone()),
                        found: text[range.clone()].to_owned(),
                        instead,
                    });
                }
            }
        }
        Value::Missing => {}
    }
}
