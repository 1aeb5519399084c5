//! What evidence a figure rests on: files, rows, and the periods that nobody has declared.

use contract::calendar::Date;
use contract::facts::Period;

/// The evidence of one table, over operators.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableEvidence {
    /// The table.
    pub table: String,
    /// How many operators have an accepted file.
    pub operators: i64,
    /// How many files were accepted.
    pub files: i64,
    /// How many rows were accepted.
    pub rows_accepted: i64,
    /// How many rows were refused.
    pub rows_refused: i64,
    /// How many periods that are expected are missing.
    pub periods_missing: i64,
}

/// A submission as its operator's page tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionView {
    /// Identifier.
    pub id: String,
    /// When it was received.
    pub received: Date,
    /// Its files.
    pub pieces: Vec<PieceView>,
}

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceView {
    /// The file's name.
    pub name: String,
    /// The kind of piece: `ebds_main`.
    pub kind: String,
    /// What became of it: `accepted`, `refused`, …
    pub standing: String,
    /// The first and the last period that it covers.
    pub covers: Option<(Period, Period)>,
    /// Rows read.
    pub rows_in: i64,
    /// Rows taken up.
    pub rows_used: i64,
    /// Rows refused.
    pub rows_refused: i64,
    /// Findings by code, most frequent first.
    pub findings: Vec<(String, i64)>,
}
