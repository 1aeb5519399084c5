//! Handing files in: read by content, taken in or only looked at, with a receipt that says what became of every row. What
//! intake does with them stands in `evidence::intake`.

use evidence::intake::{self, PieceReport, SubmissionReport};
use evidence::piece::Piece;
use rayon::prelude::*;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::workspace::Workspace;

pub use evidence::finding::Severity;
pub use evidence::intake::{Delivery, Effect};
pub use evidence::manifest::Standing;

/// What became of the files.
pub struct Receipt {
    /// Operator by operator, those without one first.
    pub reports: Vec<SubmissionReport>,
    /// All files together.
    pub sum: Sum,
}

/// What many files came to. A register that went to its operators counts once, as their files.
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

/// Takes files in, each with its name, as the delivery says; a preview takes nothing in and says the same. Who gathers
/// many deliveries into editions does so afterwards: [`Workspace::gather`].
///
/// # Errors
/// An actor who may not hand these in, a store that cannot be written.
pub fn submit(
    workspace: &Workspace,
    actor: &Actor,
    files: &[(String, Vec<u8>)],
    delivery: Delivery,
) -> Result<Receipt, Fault> {
    actor.scope(Matter::Submit)?;
    let pieces: Vec<Piece> = files.par_iter().map(|(name, bytes)| evidence::read::read(name, bytes)).collect();
    let reports = intake::submit_pieces(&workspace.store, &workspace.key, pieces, delivery)?;
    Ok(Receipt { sum: Sum::of(&reports), reports })
}

impl Receipt {
    /// Every file.
    pub fn pieces(&self) -> impl Iterator<Item = &PieceReport> {
        self.reports.iter().flat_map(|report| &report.pieces)
    }

    /// Whether a file was refused.
    #[must_use]
    pub fn has_refused(&self) -> bool {
        let mut findings = self.pieces().flat_map(|piece| &piece.piece.findings);
        findings.any(|finding| finding.severity == Severity::FileRefused)
    }
}

impl Sum {
    fn of(reports: &[SubmissionReport]) -> Sum {
        let mut sum = Sum::default();
        for piece in reports.iter().flat_map(|report| &report.pieces).map(|piece| &piece.piece) {
            if piece.standing == Standing::Shared {
                continue;
            }
            sum.pieces += 1;
            sum.rows_in += piece.accounting.rows_in;
            sum.used += piece.accounting.used;
            sum.ignored += piece.accounting.rows_ignored();
            sum.refused += piece.accounting.rows_refused();
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
