//! Where a reader writes down what it found: findings, rows, and the account of every row.
//!
//! The account cannot go wrong by forgetting: a row is opened and settled in one call ([`Ledger::settle`]), and whether
//! it is refused follows from its findings alone. What a file is refused for takes all its rows along; a file of which
//! every row is refused is refused.

use std::collections::BTreeMap;

use contract::facts::{Cell, Period};
use contract::money::Money;

use super::{NOT_ROWS, TOTAL_LINE};
use crate::finding::codes;
use crate::finding::{Finding, Place, Severity};
use crate::intake::discretion;
use crate::piece::{Accounting, Aside, RawRow};

/// More findings of one code than this are counted, not listed: a hostile file cannot fill the memory with them.
const FINDINGS_PER_CODE_MAX: u64 = 1_000;

/// What becomes of a row that nothing speaks against.
pub(super) enum Outcome {
    /// It is used.
    Use(RawRow),
    /// It is left out for a reason that is not a fault.
    Ignore(&'static str),
    /// The same of a row of this operator.
    IgnoreOf(&'static str, String),
    /// Something speaks against it; what it says of whose it is and of when.
    Refuse(Option<String>, Option<Period>),
}

impl Outcome {
    /// A row that says nothing of whose it is.
    pub(super) const NOBODY: Outcome = Outcome::Refuse(None, None);

    /// A row that is left out, of an operator where it names one.
    pub(super) fn ignored(reason: &'static str, operator: Option<String>) -> Outcome {
        match operator {
            Some(operator) => Outcome::IgnoreOf(reason, operator),
            None => Outcome::Ignore(reason),
        }
    }
}

/// Findings, rows and their account, as a reader goes along.
#[derive(Clone, Default)]
pub(super) struct Ledger {
    findings: Vec<Finding>,
    written: BTreeMap<String, u64>,
    rows: Vec<RawRow>,
    accounting: Accounting,
    aside: Vec<Aside>,
    refused_as: Option<String>,
}

impl Ledger {
    /// Writes down a finding on the file or on something that is not a row.
    pub(super) fn note(&mut self, finding: Finding) {
        if finding.severity == Severity::FileRefused && self.refused_as.is_none() {
            self.refused_as = Some(finding.code.clone());
        }
        let count = self.written.entry(finding.code.clone()).or_default();
        *count += 1;
        if *count <= FINDINGS_PER_CODE_MAX {
            self.findings.push(finding);
        }
    }

    /// Accounts for the row of a line: refused under its first refusing finding, else as `outcome` says.
    pub(super) fn settle(&mut self, findings: Vec<Finding>, outcome: Outcome) {
        self.accounting.rows_in += 1;
        let refusing = findings.iter().find(|finding| finding.severity == Severity::RowRefused);
        match (refusing, outcome) {
            (Some(finding), outcome) => {
                *self.accounting.refused.entry(finding.code.clone()).or_default() += 1;
                let (operator, period) = match outcome {
                    Outcome::Refuse(operator, period) => (operator, period),
                    _ => (None, None),
                };
                self.accounting.add_unnamed(operator.as_deref(), period);
                let line = finding.place.line;
                self.aside.extend(operator.map(|operator| Aside::refused(operator, line, period, &finding.code)));
            }
            (None, Outcome::Use(row)) => {
                self.accounting.used += 1;
                self.rows.push(row);
            }
            (None, Outcome::Ignore(reason)) => self.ignore(reason),
            (None, Outcome::IgnoreOf(reason, operator)) => {
                self.ignore(reason);
                let line = findings.iter().find_map(|finding| finding.place.line);
                self.aside.push(Aside::ignored(operator, line, reason));
            }
            // Only in a file that is refused as a whole, whose rows are counted under its code.
            (None, Outcome::Refuse(..)) => *self.accounting.refused.entry(String::new()).or_default() += 1,
        }
        for finding in findings {
            self.note(finding);
        }
    }

    fn ignore(&mut self, reason: &str) {
        *self.accounting.ignored.entry(reason.to_owned()).or_default() += 1;
    }

    /// Takes a used row back: another row speaks against it.
    pub(super) fn withdraw(&mut self, line: u32, finding: Finding) {
        let Some(place) = self.rows.iter().position(|row| row.line == line) else { return };
        let row = self.rows.remove(place);
        self.accounting.used -= 1;
        *self.accounting.refused.entry(finding.code.clone()).or_default() += 1;
        self.accounting.add_unnamed(row.operator.as_deref(), row.period);
        let aside = |operator| Aside::refused(operator, Some(line), row.period, &finding.code);
        self.aside.extend(row.operator.map(aside));
        self.note(finding);
    }

    /// Accounts for a row that says the same as a used one and counts beside it: what it sums up is added there, for two
    /// equal rows would be taken for one written twice. What does not fit is unread.
    pub(super) fn join(&mut self, index: usize, row: &RawRow, columns: &[&str], findings: Vec<Finding>) {
        self.accounting.rows_in += 1;
        self.accounting.used += 1;
        if let Some(known) = self.rows.get_mut(index) {
            let more = |name: &str| row.cells.iter().find(|(other, _)| *other == name).map(|(_, cell)| cell);
            for (name, cell) in known.cells.iter_mut().filter(|(name, _)| columns.contains(name)) {
                let sum = match (&*cell, more(name)) {
                    (Cell::Amount(one), Some(Cell::Amount(other))) => {
                        one.centimes().checked_add(other.centimes()).map(|sum| Cell::Amount(Money::from_centimes(sum)))
                    }
                    (Cell::Count(one), Some(Cell::Count(other))) => one.checked_add(*other).map(Cell::Count),
                    (Cell::Blank, Some(Cell::Blank) | None) => Some(Cell::Blank),
                    _ => None,
                };
                *cell = sum.unwrap_or(Cell::Unread);
            }
        }
        for finding in findings {
            self.note(finding);
        }
    }

    /// Makes cells of a used row unread.
    pub(super) fn blur(&mut self, index: usize, columns: &[&str]) {
        let Some(row) = self.rows.get_mut(index) else { return };
        for (_, cell) in row.cells.iter_mut().filter(|(name, _)| columns.contains(name)) {
            *cell = Cell::Unread;
        }
    }

    /// Whether rows came, and each was left aside as one about nobody.
    pub(super) fn speaks_of_nobody(&self) -> bool {
        let Accounting { rows_in, used, ignored, refused, .. } = &self.accounting;
        *rows_in > 0 && *used == 0 && refused.is_empty() && !ignored.contains_key(TOTAL_LINE) && !self.is_refused()
    }

    /// Forgets what was found of one code in rows that a question about their file keeps open.
    pub(super) fn forget(&mut self, code: codes::Code) {
        self.findings.retain(|finding| finding.code != code.name());
        self.written.remove(code.name());
    }

    /// Blots the numbers of the rows' persons out of the name of their file, and of what was found in it.
    pub(super) fn blot(&mut self, name: &mut String) {
        discretion::blot(name, &mut self.findings, &self.rows);
    }

    /// Whether the file as a whole is refused so far.
    pub(super) fn is_refused(&self) -> bool {
        self.refused_as.is_some()
    }

    /// Whether a row was refused so far.
    pub(super) fn has_refused(&self) -> bool {
        !self.accounting.refused.is_empty()
    }

    /// The rows used so far.
    pub(super) fn rows(&self) -> &[RawRow] {
        &self.rows
    }

    /// How many rows were met so far.
    pub(super) fn rows_in(&self) -> u64 {
        self.accounting.rows_in
    }

    /// Rows, findings in order of place, the account, and the rows of operators that are not used.
    pub(super) fn close(mut self) -> (Vec<RawRow>, Vec<Finding>, Accounting, Vec<Aside>) {
        let refused: u64 = self.accounting.refused.values().sum();
        let others = self.accounting.ignored.keys().any(|reason| !NOT_ROWS.contains(&reason.as_str()));
        // Each row was refused by itself: its reason stays in the account, and lines left aside stay so.
        let by_row = refused > 0 && self.accounting.used == 0 && !others && !self.is_refused();
        if by_row {
            self.note(codes::FILE_ROWS_REFUSED.at(Place::default()).with("rows", refused));
        }
        self.accounting.unread = self.rows.iter().filter(|row| has_unread(row)).count() as u64;
        if let Some(code) = self.refused_as.take() {
            self.rows.clear();
            self.aside.clear();
            if !by_row {
                let rows_in = self.accounting.rows_in;
                self.accounting = Accounting { rows_in, ..Accounting::default() };
                if rows_in > 0 {
                    self.accounting.refused.insert(code, rows_in);
                }
            }
        }
        self.findings.sort_by_key(|finding| (finding.place.line, finding.place.columns));
        for (code, count) in self.written {
            if let Some(more @ 1..) = count.checked_sub(FINDINGS_PER_CODE_MAX) {
                self.findings.push(codes::FILE_FINDINGS_CUT.at(Place::default()).with("code", code).with("more", more));
            }
        }
        (self.rows, self.findings, self.accounting, self.aside)
    }
}

fn has_unread(row: &RawRow) -> bool {
    row.cells.iter().any(|(_, cell)| *cell == Cell::Unread)
}
