//! What evidence a figure rests on: files, rows, and the periods that nobody has declared.

use contract::calendar::{Date, Interval};
use contract::facts::Period;
use evidence::finding::Finding;
pub use evidence::store::{Damage, Harm};

/// A damaged file, and the submission that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedFile {
    /// The file, and what is the matter with it.
    pub damage: Damage,
    /// The day on which its submission was received, where that is recorded.
    pub received: Option<Date>,
}

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

/// A submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Identifier.
    pub id: String,
    /// When it was received.
    pub received: Date,
    /// Its files.
    pub pieces: Vec<Handed>,
}

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Its name.
    pub name: String,
    /// Its kind: `ebds_main`; nothing when it is of no known one.
    pub kind: Option<&'static str>,
    /// The table that it feeds.
    pub table: Option<&'static str>,
    /// What became of it: `accepted`, `compared`, `shared`, `refused`, `withdrawn`.
    pub standing: &'static str,
    /// The periods it speaks of.
    pub periods: Vec<Period>,
    /// Rows read.
    pub rows_in: u64,
    /// Rows taken up.
    pub used: u64,
    /// Rows refused.
    pub refused: u64,
    /// Findings by code, most frequent first.
    pub findings: Vec<(String, u64)>,
    /// Why the file was refused, where it was.
    pub refusals: Vec<Finding>,
}

impl Handed {
    /// The first and the last period that it speaks of.
    #[must_use]
    pub fn covers(&self) -> Option<(Period, Period)> {
        self.periods.iter().min().copied().zip(self.periods.iter().max().copied())
    }
}

/// A site of an operator over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Code.
    pub code: String,
    /// Platform, where it lies in one.
    pub platform: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// When.
    pub valid: Option<Interval>,
}
