//! The diagnostics of a check as they are found, with the languages that labels owe.

use std::collections::BTreeSet;

use crate::calendar::{Date, Interval};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Span;
use crate::spelling::by_likeness;

/// A name that a pack lends the document.
pub(super) struct Borrowed {
    pub id: String,
    /// The entry of `uses`: also the place of what was borrowed in the document's model.
    pub span: Span,
    /// The pack, and the line of the block there.
    pub pack: String,
    pub line: usize,
}

/// Where diagnostics are gathered.
pub(super) struct Ledger {
    diagnostics: Diagnostics,
    /// Languages that every label has.
    pub languages: Vec<String>,
    /// What packs lend.
    pub borrowed: Vec<Borrowed>,
    /// The day on which the document came into force, where an act says it.
    pub from: Option<Date>,
    /// Identifiers of blocks with faults: names that are unknown for that reason alone are not told again.
    pub faulty_blocks: BTreeSet<String>,
    /// Steps with faults, of the list at hand.
    pub faulty_steps: BTreeSet<String>,
}

impl Ledger {
    pub fn new(diagnostics: Diagnostics) -> Ledger {
        Ledger {
            diagnostics,
            languages: Vec::new(),
            borrowed: Vec::new(),
            from: None,
            faulty_blocks: BTreeSet::new(),
            faulty_steps: BTreeSet::new(),
        }
    }

    /// What is left of a time once the document came into force; a time that was over by then stays as it is written.
    pub fn bounded(&self, time: Interval) -> Interval {
        let from = self.from.filter(|from| time.last.is_none_or(|last| *from <= last));
        Interval { first: from.map_or(time.first, |from| from.max(time.first)), ..time }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// An error with the code and one value.
    pub fn error(&mut self, code: &'static str, span: Span, name: &'static str, value: impl ToString) {
        self.push(Diagnostic::error(code, span).with(name, value));
    }

    /// A name that is not among the known ones; the nearest is offered. A name that faults kept from being known is an
    /// echo of what was told already.
    pub fn unknown<'a>(
        &mut self,
        code: &'static str,
        value_name: &'static str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
        span: Span,
    ) {
        let first = name.split('.').next().unwrap_or(name);
        if [name, first].iter().any(|name| self.faulty_blocks.contains(*name) || self.faulty_steps.contains(*name)) {
            return;
        }
        let (nearest, known) = by_likeness(name, known);
        let unknown = Diagnostic::error(code, span).with(value_name, name).with("nearest", nearest);
        self.push(unknown.with("known", known));
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// How many errors were told so far.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    pub fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }
}
