//! What many files came to, each row once.

use std::collections::BTreeMap;

use evidence::finding::Severity;
use evidence::intake::SubmissionReport;
use evidence::manifest::{Standing, StoredPiece};
use evidence::piece::Accounting;

/// What many files came to. A register that went to its operators counts as their files; each of its rows counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Files.
    pub pieces: u64,
    /// Rows read.
    pub rows_in: u64,
    /// Rows taken up.
    pub used: u64,
    /// Rows that say nothing of their own.
    pub ignored: u64,
    /// Rows refused.
    pub refused: u64,
    /// Findings: notices, warnings, those that refused a row, those that refused a file.
    pub findings: [u64; 4],
}

impl Sum {
    pub(super) fn of(reports: &[SubmissionReport]) -> Sum {
        let pieces = || reports.iter().flat_map(|report| &report.pieces).map(|piece| &piece.piece);
        let file = |piece: &StoredPiece| (piece.sha256.clone(), piece.name.clone());
        // The registers that went to their operators, each with what its parts hold.
        let mut split: BTreeMap<(String, String), Accounting> =
            pieces().filter(|piece| is_split(piece)).map(|whole| (file(whole), Accounting::default())).collect();
        for part in pieces().filter(|piece| piece.part) {
            let Some(held) = split.get_mut(&file(part)) else { continue };
            for (all, own) in
                [(&mut held.ignored, &part.accounting.ignored), (&mut held.refused, &part.accounting.refused)]
            {
                own.iter().for_each(|(code, rows)| *all.entry(code.clone()).or_default() += rows);
            }
        }
        let mut sum = Sum::default();
        for piece in pieces() {
            let own = &piece.accounting;
            if is_split(piece) {
                // Its parts are counted where they stand; here, the rows that are in none.
                let held = split.get(&file(piece));
                let left = |all: &BTreeMap<String, u64>, held: Option<&BTreeMap<String, u64>>| -> u64 {
                    let in_parts = |code: &String| held.and_then(|held| held.get(code)).copied().unwrap_or(0);
                    all.iter().map(|(code, rows)| rows.saturating_sub(in_parts(code))).sum()
                };
                sum.count(
                    0,
                    left(&own.ignored, held.map(|held| &held.ignored)),
                    left(&own.refused, held.map(|held| &held.refused)),
                );
            } else {
                sum.pieces += 1;
                // What a register that waits would do to each operator is told beside it.
                if !piece.part || split.contains_key(&file(piece)) {
                    sum.count(own.used, own.rows_ignored(), own.rows_refused());
                }
            }
            for finding in &piece.findings {
                let place = match finding.severity {
                    Severity::Notice => 0,
                    Severity::Warning | Severity::CellUnread => 1,
                    Severity::RowRefused => 2,
                    Severity::FileRefused => 3,
                };
                sum.findings[place] += 1;
            }
        }
        sum
    }

    fn count(&mut self, used: u64, ignored: u64, refused: u64) {
        self.rows_in += used + ignored + refused;
        self.used += used;
        self.ignored += ignored;
        self.refused += refused;
    }

    /// Adds another.
    pub fn add(&mut self, other: Sum) {
        self.pieces += other.pieces;
        self.rows_in += other.rows_in;
        self.used += other.used;
        self.ignored += other.ignored;
        self.refused += other.refused;
        self.findings.iter_mut().zip(other.findings).for_each(|(sum, more)| *sum += more);
    }
}

/// Whether a file is a register that went to its operators.
fn is_split(piece: &StoredPiece) -> bool {
    !piece.part && piece.standing == Standing::Shared
}
