//! How a table of evidence is filed: by whom, in which files, under which headings, and what its rows must keep to.
//!
//! A document declares it once, in the `evidence` block of the table; readers, store, templates and the page of formats
//! follow. What the rows mean to clauses is said by [`super::Table`] itself; nothing here is read by a clause.

use super::{Labels, Reconciliation};
use crate::money::Decimal;

/// How a table is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Under what a file is filed.
    pub filed_by: FiledBy,
    /// Where its rows come from.
    pub source: RowSource,
    /// The columns that are added up over several rows of one key; of any other the rows of a key must agree.
    pub summed: Vec<String>,
    /// The columns of which a value belongs to one operator alone.
    pub unique: Vec<String>,
    /// The columns of which a value is sealed: kept under a key apart, counted, and shown to nobody.
    pub sealed: Vec<String>,
    /// Of dated rows: the columns that say of what each row tells. The times of rows that are alike in them do not overlap.
    pub apart: Vec<Apart>,
    /// Until when a file is in time, where that is known.
    pub due: Option<Due>,
    /// What rows must keep to.
    pub checks: Vec<RowCheck>,
    /// Sums that are held against each other.
    pub reconciliations: Vec<Reconciliation>,
}

/// Under what a file is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FiledBy {
    /// An affiliation of the operator: each one in force owes a file of its own.
    Affiliation,
    /// The operator's tax identifier.
    TaxIdentifier,
    /// Whoever keeps the register: its rows name their operators.
    Register,
    /// Each party of this kind, which is no operator.
    Party(String),
}

/// Where the rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowSource {
    /// Tables of columns under headings.
    Columns(FileForm),
    /// A reader of its own, by its name: a format that is no table.
    Reader(String),
}

/// A table as people write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileForm {
    /// How its files are named: `PAIE_{affiliation}_{month}`.
    pub name: Option<String>,
    /// What may stand beside an amount for its currency, besides the code.
    pub units: Vec<String>,
    /// Whether the month stands first in days of which both numbers may be either: `01/07/2026` is the seventh of January.
    pub month_first: bool,
    /// Its columns, in order.
    pub columns: Vec<FileColumn>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Its heading, as files are asked to write it.
    pub heading: String,
    /// What else a heading may say; case, accents, blanks and signs do not matter.
    pub also: Vec<String>,
    /// What it fills.
    pub fills: Fills,
    /// How its cells are read, where their type does not say it all.
    pub holds: Option<String>,
    /// Its words, where they are a closed list: what each becomes, as asked for first, then other spellings.
    pub words: Vec<(String, Vec<String>)>,
    /// Which word the codes of countries say (ISO 3166-1), where it is read from them.
    pub countries: Option<CountryWords>,
    /// The least and the most that its figures may be.
    pub within: Option<(Decimal, Decimal)>,
    /// A value as it is asked for; synthetic.
    pub example: String,
    /// What becomes of a blank.
    pub blank: Blank,
    /// Whether a file may lack it.
    pub may_be_absent: bool,
    /// Whether its days lie by the end of the row's period: a year of two figures is read where only one such day is meant.
    pub is_by_period: bool,
}

/// Which word each country says; nothing is unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryWords {
    /// Countries by their two letters.
    pub named: Vec<(String, Option<String>)>,
    /// Every other country.
    pub others: Option<String>,
}

/// What a column of a file fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fills {
    /// The key `operator`.
    Operator,
    /// The key `party`.
    Party,
    /// The key `person`, by a number of the scheme that it holds.
    Person,
    /// The period in the key.
    Period,
    /// The first day of validity of a dated row.
    From,
    /// The last day of validity of a dated row; a blank leaves it open.
    To,
    /// A column of the table.
    Column(String),
    /// Nothing: it is passed over and never kept, as names are.
    Nothing,
}

/// What becomes of a blank cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// It is told, and unread.
    Unread,
    /// It is told, and blank.
    Told,
    /// It is blank.
    Allowed,
}

/// Rows of which two must not hold at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Alike in these columns.
    pub columns: Vec<String>,
    /// Of whichever operator, or of one.
    pub of_all_operators: bool,
}

/// Until when a file of a period is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// This day of the month after the period.
    DayOfNextMonth(u8),
    /// Before the first day of this month of the year after the period.
    BeforeMonthOfNextYear(u8),
}

/// What a row, or a file, must keep to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCheck {
    /// Its identifier.
    pub id: String,
    /// What is wrong where it does not hold, by language.
    pub labels: Labels,
    /// What to do then, by language.
    pub cure: Labels,
    /// What is looked at.
    pub rule: CheckRule,
    /// What becomes of a row, or a file, that does not keep to it.
    pub otherwise: Otherwise,
}

/// What a check looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckRule {
    /// One of these comparisons holds in every row. A comparison of which a side is blank or unread holds.
    Row(Vec<CellComparison>),
    /// Not every row says this word in this column, in a file of so many rows and more.
    NotAll {
        /// The column.
        column: String,
        /// The word.
        word: String,
        /// How many rows make it remarkable.
        from_rows: u32,
    },
}

/// Two sides that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellComparison {
    /// The left side.
    pub left: Side,
    /// Which of the orders hold: left below right, equal, above.
    pub holds: [bool; 3],
    /// The right side.
    pub right: Side,
    /// What is added to the right side: years of a year, whole numbers, nothing for other types.
    pub plus: i64,
}

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// The value of a column.
    Column(String),
    /// The place in which the place of a column lies.
    RegionOf(String),
    /// The first day of the row's period.
    PeriodFirst,
    /// The last day of the row's period.
    PeriodLast,
    /// The year of the row's period.
    PeriodYear,
    /// A figure, in the unit of the other side: amounts in hundredths.
    Figure(i64),
}

/// What becomes of a row that does not keep to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// These cells of it are unread.
    Unread(Vec<String>),
    /// It is told, and used.
    Warned,
}

impl FiledBy {
    /// Every word that stands alone, with what it means.
    pub const WORDS: [(&'static str, FiledBy); 3] = [
        ("affiliation", FiledBy::Affiliation),
        ("tax_identifier", FiledBy::TaxIdentifier),
        ("register", FiledBy::Register),
    ];
}

impl RowSource {
    /// Every reader of its own.
    pub const READERS: [&'static str; 2] = ["e-bds", "etat-9421"];
}

impl Blank {
    /// Every word with what it means.
    pub const WORDS: [(&'static str, Blank); 3] =
        [("unread", Blank::Unread), ("told", Blank::Told), ("allowed", Blank::Allowed)];
}

impl FileForm {
    /// The heading of the first column that fills something.
    #[must_use]
    pub fn heading_of(&self, what: &Fills) -> Option<&str> {
        self.columns.iter().find(|column| column.fills == *what).map(|column| column.heading.as_str())
    }

    /// The columns that fill something of a kind.
    pub fn filling<'f>(&'f self, what: &'f Fills) -> impl Iterator<Item = &'f FileColumn> {
        self.columns.iter().filter(move |column| column.fills == *what)
    }
}
