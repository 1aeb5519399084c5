//! What became of all changes of a document: counts by kind, what nobody noticed, and the list of changes without effect
//! held against it.
//!
//! An entry of the list (a block `without_effect`) excuses the changes that it names from being noticed. It is stale, and
//! told as an error, where the document has no such change that still goes unnoticed, or where a worked case notices one.

use std::collections::BTreeMap;

use super::{Fate, Kind, Mutation, Subject};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Labels, WithoutEffect};
use crate::source::Span;

/// What became of the changes of a document.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// By kind; kinds without a change have no entry.
    pub tallies: BTreeMap<Kind, Tally>,
    /// Changes that no worked case notices and no entry excuses.
    pub unnoticed: Vec<Mutation>,
    /// Changes that can reach no answer, whatever the evidence.
    pub reaching_nothing: Vec<Mutation>,
    /// The entries of the list with the changes that each excuses.
    pub listed: Vec<Listed>,
    /// Entries that are stale.
    pub stale: Diagnostics,
}

/// Counts of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// All.
    pub tried: usize,
    /// A worked case comes out differently.
    pub noticed: usize,
    /// The document no longer loads.
    pub refused: usize,
    /// No answer can be reached.
    pub reaching_nothing: usize,
    /// Listed as without effect.
    pub listed: usize,
    /// None of these.
    pub unnoticed: usize,
}

/// An entry of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The reason, by language.
    pub reason: Labels,
    /// Where the entry stands.
    pub span: Span,
    /// What it excuses.
    pub changes: Vec<Mutation>,
}

impl Subject {
    /// Counts the fates of all changes, given in their order, and holds the list against them.
    #[must_use]
    pub fn survey(&self, fates: &[Fate]) -> Survey {
        Survey::of(&self.listed, &self.mutations, fates)
    }
}

impl Survey {
    pub(super) fn of(list: &[WithoutEffect], mutations: &[Mutation], fates: &[Fate]) -> Survey {
        let mut survey = Survey { listed: list.iter().map(Listed::of).collect(), ..Survey::default() };
        let mut noticed: Vec<Option<&Mutation>> = vec![None; list.len()];
        for (mutation, fate) in mutations.iter().zip(fates) {
            let entry = list.iter().position(|entry| entry.names(mutation));
            let tally = survey.tallies.entry(mutation.kind).or_default();
            tally.tried += 1;
            match (fate, entry) {
                (Fate::Refused, _) => tally.refused += 1,
                (Fate::ReachesNothing, _) => {
                    tally.reaching_nothing += 1;
                    survey.reaching_nothing.push(mutation.clone());
                }
                (Fate::Noticed, entry) => {
                    tally.noticed += 1;
                    if let Some(entry) = entry {
                        noticed[entry].get_or_insert(mutation);
                    }
                }
                (Fate::Unnoticed, Some(entry)) => {
                    tally.listed += 1;
                    survey.listed[entry].changes.push(mutation.clone());
                }
                (Fate::Unnoticed, None) => {
                    tally.unnoticed += 1;
                    survey.unnoticed.push(mutation.clone());
                }
            }
        }
        for ((entry, listed), noticed) in list.iter().zip(&survey.listed).zip(noticed) {
            survey.stale.extend(entry.stale(listed, noticed));
        }
        survey
    }

    /// The counts of all kinds together.
    #[must_use]
    pub fn whole(&self) -> Tally {
        self.tallies.values().fold(Tally::default(), |one, other| Tally {
            tried: one.tried + other.tried,
            noticed: one.noticed + other.noticed,
            refused: one.refused + other.refused,
            reaching_nothing: one.reaching_nothing + other.reaching_nothing,
            listed: one.listed + other.listed,
            unnoticed: one.unnoticed + other.unnoticed,
        })
    }

    /// Whether every change is held, or excused by an entry that is not stale.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.unnoticed.is_empty() && !self.stale.has_errors()
    }
}

impl Listed {
    fn of(entry: &WithoutEffect) -> Listed {
        Listed { reason: entry.labels.clone(), span: entry.span, changes: Vec::new() }
    }
}

impl WithoutEffect {
    fn names(&self, mutation: &Mutation) -> bool {
        let is = |asked: &Option<String>, what: &str| asked.as_ref().is_none_or(|asked| asked == what);
        self.change == mutation.key
            && is(&self.of, &mutation.of)
            && (self.reading.is_none() || self.reading == mutation.reading)
            && is(&self.found, &mutation.found)
            && is(&self.instead, &mutation.instead)
    }

    fn stale(&self, listed: &Listed, noticed: Option<&Mutation>) -> Option<Diagnostic> {
        if let Some(one) = noticed {
            let told = Diagnostic::error("without-effect-noticed", self.span).with("change", &self.change);
            let told = told.with("line", one.span.start.line).with("found", &one.found);
            return Some(told.with("instead", &one.instead));
        }
        let gone = listed.changes.is_empty();
        gone.then(|| Diagnostic::error("without-effect-gone", self.span).with("change", &self.change))
    }
}
