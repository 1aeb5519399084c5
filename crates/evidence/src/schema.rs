//! Tables as the store holds them: keys, columns and who files, as typed data.
//!
//! Documents declare them ([`crate::catalogue`]); the two that readers of their own fill stand here. Loading gathers by
//! their rules. What a *file* looks like is the matter of `read`; this is what it becomes.

use contract::calendar::{Date, Month};
use contract::facts::Period;

pub use contract::model::PeriodKey;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// An amount in dirham, kept in centimes.
    Amount,
    /// A whole number of the unit named.
    Count(&'static str),
    /// A day.
    Date,
    /// A word of a closed list.
    Word(&'static [&'static str]),
    /// An identifier: of a place, an affiliation, a group.
    Identifier,
}

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSchema {
    /// Its name, as clauses write it.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether a file may leave it empty.
    pub may_be_blank: bool,
    /// Whether it is added up over the lines of a key that agree in all columns that are not.
    pub summed: bool,
    /// Whether its words are kept sealed ([`crate::sealing`]).
    pub sealed: bool,
}

/// Who must file for the table, and so what coverage rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FiledBy {
    /// Each CNSS affiliation of the operator in force in the period.
    Affiliation,
    /// The operator, under its tax identifier.
    TaxIdentifier,
    /// Whoever keeps the register; rows name their operator.
    Register,
    /// Each party of a kind, which is no operator.
    Party(&'static str),
}

/// Until when a declaration counts as in time. Lateness is told; it changes no coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// No day is known.
    Unstated,
    /// This day of the month after the period.
    DayOfNextMonth(u8),
    /// Before the first day of this month of the year after the period.
    BeforeMonthOfNextYear(u8),
}

/// A canonical table. Every table has the operator in its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSchema {
    /// Its name, as clauses write it.
    pub name: &'static str,
    /// Whether the person is in the key.
    pub person: bool,
    /// The period in the key, if any.
    pub period: Option<PeriodKey>,
    /// The period that a file covers: that of the key, or a coarser one where rows have days.
    pub covers: Option<PeriodKey>,
    /// Whether rows are states with a validity (`valid: from .. to`), several to a key.
    pub dated: bool,
    /// The columns beside the key.
    pub columns: &'static [ColumnSchema],
    /// Who files; an accepted file covers the operator and the period (or the operator alone).
    pub filed_by: FiledBy,
    /// When it is due.
    pub due: Due,
    /// Its name by language, as its document gives it; none where a reader of its own fills it.
    pub labels: &'static [(&'static str, &'static str)],
}

/// What of a table a stored form of its rows rests on, as one hash: rows that were gathered under another one are gathered anew.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Shape(String);

impl TableSchema {
    /// Its shape: keys, columns, and who files.
    pub(crate) fn shape(&self) -> Shape {
        let TableSchema { name, person, period, covers, dated, columns, filed_by, due: _, labels: _ } = self;
        let parts = format!("{name} {person} {period:?} {covers:?} {dated} {filed_by:?} {columns:?}");
        let mut hash = crate::store::shelf::sha256(parts.as_bytes());
        hash.truncate(16);
        Shape(hash)
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnSchema> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The names of the keys, as an `evidence` block lists them.
    #[must_use]
    pub fn keys(&self) -> Vec<&'static str> {
        let mut keys = vec!["operator"];
        keys.extend(self.person.then_some("person"));
        keys.extend(self.period.map(PeriodKey::name));
        keys
    }

    /// The last day on which a period's file is in time, where one is known.
    #[must_use]
    pub fn due_on(&self, period: Period) -> Option<Date> {
        match (self.due, period) {
            (Due::DayOfNextMonth(day), period) => {
                // Of a month that has fewer days, the last one.
                let month = period.last_day()?.month().plus(1);
                Some(month.first_day().plus_days(i32::from(day) - 1).min(month.last_day()))
            }
            (Due::BeforeMonthOfNextYear(month), period) => {
                Some(Month::new(period.year() + 1, month)?.first_day().plus_days(-1))
            }
            (Due::Unstated, _) => None,
        }
    }

    /// The number of the period that a file covers, of that of a row: another one where rows have days.
    #[must_use]
    pub fn covering(&self, row_period: i32) -> i32 {
        match (self.period, self.covers) {
            (Some(PeriodKey::Day), Some(covers)) => {
                Period::from_number(PeriodKey::Day, row_period).within(covers).number()
            }
            _ => row_period,
        }
    }

    /// The keys an accepted file covers.
    #[must_use]
    pub fn covers(&self) -> Vec<&'static str> {
        std::iter::once("operator").chain(self.covers.map(PeriodKey::name)).collect()
    }
}

/// Which table each reader of its own fills, by the reader's name in documents.
pub static READERS: &[(&str, &TableSchema)] = &[("e-bds", &BDS), ("etat-9421", &ANNUAL_TAX)];

/// Names that the store itself reads: who an operator is and where it works stands in tables and columns called so.
pub mod named {
    /// The register of operators.
    pub const OPERATOR: &str = "operator";
    /// The register of affiliations, and its column of their numbers.
    pub const AFFILIATION: &str = contract::facts::AFFILIATION;
    /// The register of sites, and its column of their names.
    pub const SITE: &str = "site";
    /// The column of the number under which an operator is known to the tax administration.
    pub const TAX_IDENTIFIER: &str = "tax_identifier";
}

/// Situations of an insured person in the e-BDS; a blank situation is `normal`.
pub const SITUATIONS: &[&str] = &["normal", "SO", "DE", "IT", "IL", "AT", "CS", "MS", "MP"];
/// Whether a person stands in the list of exempt staff of the yearly statement.
pub const YES_NO: &[&str] = &["yes", "no"];

const fn summed(name: &'static str, kind: ColumnKind) -> ColumnSchema {
    ColumnSchema { name, kind, may_be_blank: false, summed: true, sealed: false }
}

const fn plain(name: &'static str, kind: ColumnKind) -> ColumnSchema {
    ColumnSchema { name, kind, may_be_blank: false, summed: false, sealed: false }
}

const fn optional(column: ColumnSchema) -> ColumnSchema {
    ColumnSchema { may_be_blank: true, ..column }
}

/// CNSS declaration of salaries: main and complementary files together.
pub const BDS: TableSchema = TableSchema {
    name: "bds",
    person: true,
    period: Some(PeriodKey::Month),
    covers: Some(PeriodKey::Month),
    dated: false,
    columns: &[
        summed("days", ColumnKind::Count("day")),
        summed("wage", ColumnKind::Amount),
        summed("capped_wage", ColumnKind::Amount),
        plain("situation", ColumnKind::Word(SITUATIONS)),
        plain("affiliation", ColumnKind::Identifier),
    ],
    filed_by: FiledBy::Affiliation,
    due: Due::DayOfNextMonth(10),
    labels: &[],
};

/// Yearly statement of salaries to the tax administration.
pub const ANNUAL_TAX: TableSchema = TableSchema {
    name: "annual_tax",
    person: true,
    period: Some(PeriodKey::Year),
    covers: Some(PeriodKey::Year),
    dated: false,
    columns: &[
        summed("gross_taxable", ColumnKind::Amount),
        optional(summed("net_taxable", ColumnKind::Amount)),
        optional(summed("deductions", ColumnKind::Amount)),
        optional(summed("professional_expenses", ColumnKind::Amount)),
        optional(summed("contributions", ColumnKind::Amount)),
        summed("tax_withheld", ColumnKind::Amount),
        optional(plain("dependants", ColumnKind::Count("person"))),
        optional(summed("days", ColumnKind::Count("day"))),
        plain("exempt", ColumnKind::Word(YES_NO)),
    ],
    filed_by: FiledBy::TaxIdentifier,
    due: Due::BeforeMonthOfNextYear(3),
    labels: &[],
};

/// The tables that readers of their own fill; all others are declared by documents.
pub static TABLES: &[TableSchema] = &[BDS, ANNUAL_TAX];
