//! Facts: the evidence as clauses see it, one operator at a time.
//!
//! Rows with cells, and beside them which periods an accepted file covers, so that *absent* (a file covers the key and
//! has no such row) is never confused with *unknown* (no file, a cell that could not be read, or a file whose row may be
//! among those refused). Built by a scenario, or by the crate `evidence` from the store. The reference interpreter reads
//! this shape; the columnar engine reads columns of the same tables.

mod period;

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Date, Interval};
use crate::identity::{OperatorId, Pseudonym};
use crate::money::Money;

pub use period::Period;

/// The first year of which anything is known: no file names an earlier day.
pub const FIRST_YEAR: i32 = 1900;

/// The column that says under which affiliation of the operator a row stands, in tables that are filed by affiliation.
pub const AFFILIATION: &str = "affiliation";

/// One value of a row. A blank is a cell that the file leaves empty; a column that the file lacks has no cell; an unread
/// one stands in the file and says something that nobody could read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// An amount.
    Amount(Money),
    /// A whole number: days, persons, a year of birth.
    Count(i64),
    /// A day.
    Date(Date),
    /// A word of an enumeration, or the identifier of a place.
    Code(String),
    /// Left empty.
    Blank,
    /// Not empty, and not to be read: unknown, never blank and never zero.
    Unread,
}

/// Where a row came from: the road back from every figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Origin {
    /// The submission's identifier.
    pub submission: String,
    /// The file's name within it (file names never carry a person's identity).
    pub piece: String,
    /// The line (text files) or the ordinal of the element (XML), from 1.
    pub line: u32,
}

/// One row of a table. Keys that the table lacks are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The person, where the table has that key.
    pub person: Option<Pseudonym>,
    /// The period, where the table has one in its key.
    pub period: Option<Period>,
    /// For tables of dated states (`valid: from .. to`): when the row holds.
    pub valid: Option<Interval>,
    /// The other cells by column name.
    pub cells: BTreeMap<String, Cell>,
    /// Every line that was gathered into this row.
    pub origins: Vec<Origin>,
}

/// The rows of one table for one operator, and the periods that accepted files cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows in order of person, period, validity.
    pub rows: Vec<Row>,
    /// The periods covered by an accepted file, of the kind that the table `covers`: coarser than those of rows, where rows
    /// have days.
    pub covered: BTreeSet<Period>,
    /// How many rows that name nobody were refused in accepted files, by covered period; under no period in tables
    /// without one, and where the row does not say which. Each may be anybody's: see [`Table::unnamed_in`].
    pub unnamed: BTreeMap<Option<Period>, u32>,
    /// For tables without a period in their key (`covers: operator`): whether a file was accepted at all.
    pub present: bool,
    /// When the operator owes files of this table: while it is affiliated. Nothing where no register says so: then it
    /// always does.
    pub owed: Option<Vec<Interval>>,
}

/// What is known about one operator on one day, as far as the clauses at hand read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The operator.
    pub operator: OperatorId,
    /// Tables by the identifier of their `evidence` block.
    pub tables: BTreeMap<String, Table>,
    /// Persons of whom official numbers say contradictory things: they may be fewer persons, or others, than they seem.
    pub doubtful_persons: BTreeSet<Pseudonym>,
}

impl Table {
    /// How many refused rows that name nobody may belong to a period (to the table, where it has no periods).
    #[must_use]
    pub fn unnamed_in(&self, period: Option<Period>) -> u32 {
        let count = |period: Option<Period>| self.unnamed.get(&period).copied().unwrap_or(0);
        if period.is_some() { count(period).saturating_add(count(None)) } else { count(None) }
    }

    /// Whether the period is known to have no rows without any file: it is over, and no affiliation of the operator lies
    /// in it. What is not over may still be owed, and of days before [`FIRST_YEAR`] nobody knows anything.
    #[must_use]
    pub fn owes_nothing(&self, period: Period, as_known_on: Date) -> bool {
        let is_over = period.last_day().is_some_and(|last| last < as_known_on);
        is_over && period.year() >= FIRST_YEAR && !self.owes(period)
    }

    /// Whether the operator owes a file for the period.
    #[must_use]
    pub fn owes(&self, period: Period) -> bool {
        let Some(owed) = &self.owed else { return true };
        let (Some(first), last) = (period.first_day(), period.last_day()) else { return false };
        owed.iter().any(|stretch| stretch.overlaps(Interval { first, last }))
    }
}

impl Facts {
    /// The table of that name, where the operator has one.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }
}
