//! Evidence of one operator in columns: what the assessment engine reads.
//!
//! Plain vectors, sorted by (person, period, valid from), with dictionaries local to the operator. The same rows in the
//! shape of the reference interpreter come from [`OperatorEvidence::to_facts`](crate::columns::OperatorEvidence).

mod facts;

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Interval;
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use contract::model::PeriodKey;

pub use self::facts::ByPerson;

/// A column without its blanks' meaning: values at blank rows are zero and must not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Amounts in centimes.
    Amount(Vec<i64>),
    /// Whole numbers.
    Count(Vec<i64>),
    /// Day numbers (see `contract::calendar::Date`).
    Date(Vec<i32>),
    /// Indexes into the words.
    Code {
        /// One index a row.
        codes: Vec<u32>,
        /// The words, sorted, without repetition.
        words: Vec<String>,
    },
}

/// A column: its values, and which rows hold one. A cell that could not be read holds none: it is unread, not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The values.
    pub values: Values,
    /// Which rows hold a value; `None` when all do.
    pub filled: Option<Vec<bool>>,
    /// Which rows hold none because their cell could not be read; `None` when there is no such row.
    pub unread: Option<Vec<bool>>,
}

impl Values {
    /// What stands in a row as a number: centimes, a count, a day's number, the place of a word.
    pub(crate) fn number(&self, row: usize) -> Option<i64> {
        match self {
            Values::Amount(values) | Values::Count(values) => values.get(row).copied(),
            Values::Date(values) => values.get(row).copied().map(i64::from),
            Values::Code { codes, .. } => codes.get(row).copied().map(i64::from),
        }
    }
}

impl Column {
    /// Whether the cell of a row could not be read.
    #[must_use]
    pub fn is_unread(&self, row: usize) -> bool {
        self.unread.as_ref().is_some_and(|unread| unread.get(row) == Some(&true))
    }
}

/// The rows of one table for one operator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableColumns {
    /// The number of rows.
    pub rows: usize,
    /// Per row: index into [`OperatorEvidence::persons`]; empty when the table has no person key.
    pub person: Vec<u32>,
    /// What its periods are; nothing where it has none, or where they are those of the table of its name that has a reader
    /// of its own.
    pub key: Option<PeriodKey>,
    /// Per row: the number of its period among those of the table's period key; empty when it has none.
    pub period: Vec<i32>,
    /// Per row: first and last day of validity (`i32::MAX` for an open end); empty unless the table is one of dated states.
    pub valid: Vec<(i32, i32)>,
    /// The other columns by name.
    pub columns: BTreeMap<String, Column>,
    /// Periods covered by accepted files, sorted.
    pub covered: Vec<Period>,
    /// How many rows that name nobody the files in force refused, by covered period; under no period in tables without
    /// one, and where the row does not say which.
    pub unnamed: BTreeMap<Option<Period>, u32>,
    /// For tables without a period key: whether a file was accepted at all.
    pub present: bool,
    /// Affiliations or tax identifiers under which the operator must file, each with its validity, sorted.
    pub awaited: Vec<(String, Interval)>,
    /// Whether the register that says so refused rows: there may be more, and no period is known to owe nothing.
    pub awaits_more: bool,
    /// Affiliations or tax identifiers with an accepted (main) file, by period.
    pub filed: BTreeMap<Period, Vec<String>>,
    /// Per row: first and last position in [`OperatorEvidence::origins`] (end excluded).
    pub origins: Vec<(u32, u32)>,
}

/// What is known about one operator on one day, for the tables asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorEvidence {
    /// The operator.
    pub operator: OperatorId,
    /// The persons that occur, sorted.
    pub persons: Vec<Pseudonym>,
    /// Those of them, and others, whose official numbers contradict each other: nobody can tell who they are.
    pub doubtful_persons: BTreeSet<Pseudonym>,
    /// Tables by name.
    pub tables: BTreeMap<String, TableColumns>,
    /// The files that rows come from: (submission, piece name).
    pub pieces: Vec<(String, String)>,
    /// Lines that rows were gathered from: (index into `pieces`, line).
    pub origins: Vec<(u32, u32)>,
}

impl TableColumns {
    /// Who must file for a period: affiliations or tax identifiers, sorted.
    #[must_use]
    pub fn awaiting(&self, period: Period) -> Vec<&str> {
        let (Some(first), last) = (period.first_day(), period.last_day()) else { return Vec::new() };
        let period = Interval { first, last };
        let mut awaiting: Vec<&str> =
            self.awaited.iter().filter(|(_, valid)| valid.overlaps(period)).map(|(name, _)| name.as_str()).collect();
        awaiting.dedup();
        awaiting
    }

    /// When the operator owes files of this table, each stretch once; nothing where no register says so, or one may say
    /// more.
    #[must_use]
    pub fn owed(&self) -> Option<Vec<Interval>> {
        let mut owed: Vec<Interval> = self.awaited.iter().map(|(_, valid)| *valid).collect();
        owed.sort_unstable_by_key(|stretch| (stretch.first, stretch.last));
        owed.dedup();
        (!owed.is_empty() && !self.awaits_more).then_some(owed)
    }

    /// Whether anybody must file for a period.
    #[must_use]
    pub fn awaits_anything(&self, period: Period) -> bool {
        !self.awaiting(period).is_empty()
    }

    /// Who must file for a period and has not: affiliations or tax identifiers, sorted.
    #[must_use]
    pub fn missing(&self, period: Period) -> Vec<String> {
        let filed = self.filed.get(&period).map(Vec::as_slice).unwrap_or_default();
        let absent = |name: &&str| !filed.iter().any(|other| other == name);
        self.awaiting(period).into_iter().filter(absent).map(str::to_owned).collect()
    }
}

impl OperatorEvidence {
    /// Who must file a table for a period and has not; empty also where the table was not loaded.
    #[must_use]
    pub fn missing(&self, table: &str, period: Period) -> Vec<String> {
        self.tables.get(table).map(|table| table.missing(period)).unwrap_or_default()
    }
}
