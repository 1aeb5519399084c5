//! Sums that are held against each other where files come in: what was filed for the period before, or for another table.
//!
//! They change no row and decide nothing: where they differ by more than is tolerated it is told, with the figures.

use super::{Labels, PeriodKey};
use crate::money::Decimal;

/// Two sums of one submitter that should be alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    /// Its identifier among the checks of its table.
    pub id: String,
    /// What is wrong where it does not hold, by language.
    pub labels: Labels,
    /// What to do then, by language.
    pub cure: Labels,
    /// What of the table is added up.
    pub of: AddedUp,
    /// What it is held against.
    pub against: Against,
    /// The periods over which both are added up, where it says so.
    pub over: Option<PeriodKey>,
    /// By how much they may differ.
    pub within: Tolerance,
}

/// What of a table is added up over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddedUp {
    /// The figures of a column.
    Column(String),
    /// Its rows, several lines of one key being one.
    Rows,
    /// The persons of its rows, each once.
    Persons,
}

/// What a sum is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The same of the period before.
    Previous,
    /// A sum of another table in the same period.
    Table {
        /// The table.
        table: String,
        /// What of it is added up.
        of: AddedUp,
    },
}

/// By how much two sums may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// By this share of the other side: 0.2 is twenty percent.
    Share(Decimal),
    /// By so much: amounts in hundredths, anything else in whole numbers.
    Amount(i64),
}

impl Reconciliation {
    /// The period over which both sides are added up: what is said, or the coarser of what the files of both cover.
    #[must_use]
    pub fn period(&self, own: PeriodKey, other: PeriodKey) -> PeriodKey {
        let coarser = if Reconciliation::is_finer(own, other) { other } else { own };
        self.over.unwrap_or(coarser)
    }

    /// Whether periods of one kind lie within those of another.
    #[must_use]
    pub fn is_finer(one: PeriodKey, other: PeriodKey) -> bool {
        let rank = |key| match key {
            PeriodKey::Day => 0,
            PeriodKey::Month => 1,
            PeriodKey::Quarter => 2,
            PeriodKey::Year => 3,
        };
        rank(one) < rank(other)
    }
}

impl Tolerance {
    /// How much that is of the other side, in its smallest unit; what is left of a smallest unit counts for nothing.
    #[must_use]
    pub fn of(self, other: i64) -> Option<i64> {
        match self {
            Tolerance::Amount(amount) => Some(amount),
            Tolerance::Share(share) => {
                let whole = share.digits().checked_mul(i128::from(other).abs())?;
                i64::try_from(whole / 10i128.checked_pow(u32::from(share.scale()))?).ok()
            }
        }
    }
}

impl AddedUp {
    /// As a document writes it of its own table.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            AddedUp::Column(name) => format!("sum({name})"),
            AddedUp::Rows => "rows".to_owned(),
            AddedUp::Persons => "persons".to_owned(),
        }
    }
}
