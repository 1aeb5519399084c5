//! Determinations: what a clause says of one key, with a status beside the amount and the reason when it is not due.

use std::fmt;

use crate::calendar::{Date, Month};
use crate::facts::Period;
use crate::identity::{OperatorId, Pseudonym};
use crate::money::Money;

/// The most that one determination can come to: ten thousand million dirham, half of all that the sector exports in a year.
/// Whatever is more rests on an absurd figure and is not evaluated ([`Reason::TooLarge`]). So no operator's rows take the
/// room from a total over all of them: nine million such amounts fit one.
pub const PAID_MAX: Money = Money::from_centimes(1_000_000_000_000);

/// The status of a determination. Missing evidence is never zero and never a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// An amount above zero is owed. For a control: it holds.
    Due,
    /// The rule gives nothing. For a control: it does not hold.
    ZeroByRule,
    /// The rule does not speak of this key.
    NotApplicable,
    /// A condition can still be met, or a period is not over.
    Pending,
    /// Evidence, a parameter or a class is missing.
    NotEvaluated,
}

impl Status {
    /// The word that contracts and files use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Due => "due",
            Status::ZeroByRule => "zero by rule",
            Status::NotApplicable => "not applicable",
            Status::Pending => "pending",
            Status::NotEvaluated => "not evaluated",
        }
    }

    /// All statuses, in order of display.
    pub const ALL: [Status; 5] =
        [Status::Due, Status::ZeroByRule, Status::NotApplicable, Status::Pending, Status::NotEvaluated];
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The key of a determination besides clause and operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Key {
    /// The person.
    pub person: Pseudonym,
    /// The calendar year (person-years).
    pub year: Option<i32>,
    /// The first month of evidence (spells and anniversaries): identifies the spell.
    pub first_month: Option<Month>,
    /// The start of the job, where known (spells and anniversaries).
    pub start: Option<Date>,
    /// The anniversary year.
    pub anniversary: Option<u32>,
}

/// Why something is not known, or not yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Reason {
    /// No accepted file covers this period of the table.
    Missing {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// A file that was handed in may say it, and is damaged where it is kept: told by whoever keeps the files.
    Damaged {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// A file covers the period and has no such row (or the cell is blank).
    Absent {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// A file covers the period and has no such row, but rows of it were refused: this one may be among them.
    RowsRefused {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// The row is there, and a cell of it could not be read.
    CellUnread {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
        /// Column.
        column: String,
    },
    /// Several rows stand on the key and say different things in the column.
    RowsDisagree {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
        /// Column.
        column: String,
    },
    /// The row names a site that the operator's register does not have on that day.
    NoSite {
        /// The site, as the row writes it.
        site: String,
    },
    /// The evidence does not show when the job began: its first month may not be the month of hire.
    StartNotShown {
        /// The first month of evidence.
        month: Month,
    },
    /// The months of one job show several hire dates, and no exit between: nobody knows when it began.
    StartRestated {
        /// The first hire date that its months show.
        first: Date,
        /// The one that contradicts it; the first once more, where the job goes on under it after an exit.
        other: Date,
        /// The month that shows that one.
        month: Month,
    },
    /// The person is not shown in the month, without having left, and is shown again under the same hire date.
    Hole {
        /// The table that tells presence first.
        table: String,
        /// The month.
        month: Month,
    },
    /// The evidence shows that the person left in the month, and not on which day.
    ExitDayNotShown {
        /// The month.
        month: Month,
    },
    /// Several are equal in all that orders them, and their places lie on both sides of what is asked.
    Tie {
        /// How many are equal.
        equals: u32,
        /// The first of the places that they share.
        first: u32,
    },
    /// A yearly row cannot be cut where the rule covers only part of the year.
    PartialYear {
        /// The year.
        year: i32,
    },
    /// The period is not over, or the day has not come.
    NotYet {
        /// The day it can be known.
        until: Date,
    },
    /// The parameter has no value on that day, or `unknown` for that word.
    NoValue {
        /// Parameter.
        parameter: String,
        /// The word, when it is read by words.
        word: Option<String>,
    },
    /// The place has no class on that day.
    NoClass {
        /// Place.
        place: String,
    },
    /// A ratio has zero below the line.
    DividedByZero,
    /// A number is beyond what can be computed exactly, or an amount beyond [`PAID_MAX`]: somewhere stands an absurd amount.
    TooLarge,
    /// Official numbers contradict each other: nobody can tell who the person is.
    Identity,
}

impl Reason {
    /// The message code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Reason::Missing { .. } => "missing",
            Reason::Damaged { .. } => "damaged",
            Reason::Absent { .. } => "absent",
            Reason::RowsRefused { .. } => "rows-refused",
            Reason::CellUnread { .. } => "cell-unread",
            Reason::RowsDisagree { .. } => "rows-disagree",
            Reason::NoSite { .. } => "no-site",
            Reason::StartNotShown { .. } => "start-not-shown",
            Reason::StartRestated { .. } => "start-restated",
            Reason::Hole { .. } => "hole",
            Reason::ExitDayNotShown { .. } => "exit-day-not-shown",
            Reason::Tie { .. } => "tie",
            Reason::PartialYear { .. } => "partial-year",
            Reason::NotYet { .. } => "not-yet",
            Reason::NoValue { .. } => "no-value",
            Reason::NoClass { .. } => "no-class",
            Reason::DividedByZero => "divided-by-zero",
            Reason::TooLarge => "too-large",
            Reason::Identity => "identity",
        }
    }
}

/// What decided, besides named conditions and steps.
pub mod decided {
    /// The fact lies outside the effect of the rule.
    pub const IN_EFFECT: &str = "in_effect";
    /// The fact lies before the day from which the rule reaches facts.
    pub const APPLIES_TO_FACTS: &str = "applies_to_facts";
    /// The date of the fact.
    pub const FACT_DATE: &str = "fact_date";
    /// The months or the year of the key.
    pub const PERIOD: &str = "period";
    /// Who the person is.
    pub const IDENTITY: &str = "identity";
    /// What a control says must hold.
    pub const HOLDS: &str = "holds";
}

/// What a clause says of one key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Determination {
    /// Clause.
    pub clause: String,
    /// Reading, when the clause has several.
    pub reading: Option<String>,
    /// Operator.
    pub operator: OperatorId,
    /// Key.
    pub key: Key,
    /// Status.
    pub status: Status,
    /// The amount: above zero when due, zero when zero by rule, nothing otherwise (and for controls).
    pub amount: Option<Money>,
    /// The condition, step or [`decided`] word that decided; nothing when due.
    pub decided_by: Option<String>,
    /// The first reason, when not evaluated or pending.
    pub reason: Option<Reason>,
}

/// What a clause says of an operator of whom nothing was filed from which a key could come: *not evaluated*, without a
/// person. It stands beside the determinations and is counted apart from them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NeverFiled {
    /// Clause.
    pub clause: String,
    /// Reading, when the clause has several.
    pub reading: Option<String>,
    /// Operator.
    pub operator: OperatorId,
    /// The table that never came.
    pub table: String,
    /// The first period that was owed and is over.
    pub since: Period,
}

impl NeverFiled {
    /// The message code.
    pub const CODE: &'static str = "never-filed";
}
