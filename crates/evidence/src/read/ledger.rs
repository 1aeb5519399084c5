//! Where a reader writes down what it found: findings, rows, and the account of every row.
//!
//! The account cannot go wrong by forgetting: a row is opened and settled in one call ([`Ledger::settle`]), and whether
//! it is refused follows from its findings alone. What a file is refused for takes all its rows along.

use std::collections::BTreeMap;

use contract::facts::Cell;

use crate::finding::codes;
use crate::finding::{Finding, Place, Severity};
use crate::piece::{Accounting, RawRow};

/// More findings of one code than this are counted, not listed: a hostile file cannot fill the memory with them.
const FINDINGS_PER_CODE_MAX: u64 = 1_000;

/// What becomes of a row that nothing speaks against.
pub(super) enum Outcome {
    /// It is used.
    Use(RawRow),
    /// It is left out for a reason that is not a fault.
    Ignore(&'static str),
}

/// Findings, rows and their account, as a reader goes along.
#[derive(Default)]
pub(super) struct Ledger {
    findings: Vec<Finding>,
    written: BTreeMap<String, u64>,
    rows: Vec<RawRow>,
    accounting: Accounting,
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

    /// Accounts for one row: refused under its first refusing finding, else as `outcome` says.
    pub(super) fn settle(&mut self, findings: Vec<Finding>, outcome: Outcome) {
        self.accounting.rows_in += 1;
        let refusing = findings.iter().find(|finding| finding.severity == Severity::RowRefused);
        match (refusing, outcome) {
            (Some(finding), _) => {
                *self.accounting.refused.entry(finding.code.clone()).or_default() += 1;
                self.accounting.add_unnamed(None, None);
            }
            (None, Outcome::Use(row)) => {
                self.accounting.used += 1;
                self.accounting.unread += u64::from(row.cells.iter().any(|(_, cell)| *cell == Cell::Unread));
                self.rows.push(row);
            }
            (None, Outcome::Ignore(reason)) => *self.accounting.ignored.entry(reason.to_owned()).or_default() += 1,
        }
        for finding in findings {
            self.note(finding);
        }
    }

    /// Whether the file as a whole is refused so far.
    pub(super) fn is_refused(&self) -> bool {
        self.refused_as.is_some()
    }

    /// The rows used so far.
    pub(super) fn rows(&self) -> &[RawRow] {
        &self.rows
    }

    /// Rows, findings in order of place, and the account.
    pub(super) fn close(mut self) -> (Vec<RawRow>, Vec<Finding>, Accounting) {
        if let Some(code) = self.refused_as.take() {
            self.rows.clear();
            let rows_in = self.accounting.rows_in;
            self.accounting = Accounting { rows_in, ..Accounting::default() };
            if rows_in > 0 {
                self.accounting.refused.insert(code, rows_in);
            }
        }
        self.findings.sort_by_key(|finding| (finding.place.line, finding.place.columns));
        for (code, count) in self.written {
            if let Some(more @ 1..) = count.checked_sub(FINDINGS_PER_CODE_MAX) {
                self.findings.push(codes::FILE_FINDINGS_CUT.at(Place::default()).with("code", code).with("more", more));
            }
        }
        (self.rows, self.findings, self.accounting)
    }
}
