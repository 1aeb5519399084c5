//! The trace of a determination: every condition, step, parameter and row that leads to it, and what would change it.
//!
//! Codes and values only, without a word of any language: `presentation` tells them to people. [`explain`] makes the
//! trace, [`replay`] recomputes the amount from the printed steps alone.

mod replay;

use std::collections::BTreeMap;

use crate::calendar::{Date, Interval};
use crate::determination::{Determination, Reason};
use crate::facts::{Origin, Period};
use crate::model::Confidence;
use crate::money::Money;

pub use crate::interpret::{explain, explain_given};
pub use replay::{ReplayError, replay};

/// Why a determination is what it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// The determination.
    pub determination: Determination,
    /// The article that the clause executes.
    pub basis: String,
    /// The words of the article.
    pub quote: String,
    /// The runs through the clause: one for a job; one for each group of months that see the same place and rule for a
    /// person-year; none when the date of the fact or the period decided before.
    pub pieces: Vec<PieceTrace>,
    /// What follows once pieces are summed: first the sums (mechanism `pieces`, where there are several), then the steps
    /// from the first rounding on. Empty for a job, whose steps all stand in its piece.
    pub steps: Vec<StepTrace>,
    /// The step that is paid; nothing for a control.
    pub paid: Option<String>,
    /// What must hold, for a control.
    pub holds: Option<ConditionTrace>,
    /// The amount.
    pub total: Option<Money>,
    /// When it falls due, where the clause says so and it is known.
    pub due_on: Option<Told>,
    /// Every reason met, in order, not only the first.
    pub reasons: Vec<Reason>,
    /// Every line of evidence that was read for it.
    pub rows: Vec<Origin>,
    /// Why the amount is an estimate; empty when it is not.
    pub estimate_because: Vec<EstimateCause>,
    /// What would change the determination; empty when an amount is due.
    pub what_would_change: Vec<Change>,
}

/// One run through conditions and steps.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PieceTrace {
    /// The months (or the year) whose rows belong to it; empty for a job.
    pub periods: Vec<Period>,
    /// Whether its amount counts.
    pub counts: bool,
    /// The condition or step that stopped it.
    pub stopped_by: Option<String>,
    /// Conditions of applicability.
    pub applies_when: Vec<ConditionTrace>,
    /// Conditions of payment.
    pub conditions: Vec<ConditionTrace>,
    /// The steps before pieces are summed; for a job, all of them.
    pub steps: Vec<StepTrace>,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds.
    Holds,
    /// It fails.
    Fails,
    /// Evidence, a parameter or a class is missing.
    Unknown,
    /// It can still be met.
    Pending,
}

/// A condition with what it read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ConditionTrace {
    /// The condition.
    pub id: String,
    /// Its name by language (may be empty).
    pub labels: BTreeMap<String, String>,
    /// Whether it holds.
    pub truth: Truth,
    /// Why not, where a value is missing: a condition that fails on an absent row has one too.
    pub reason: Option<Reason>,
    /// The condition as the contract says it.
    pub expression: String,
    /// What it read.
    pub reads: Vec<Read>,
    /// How far the condition may be trusted.
    pub confidence: Confidence,
}

/// A thing that was read, and what it said.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Read {
    /// What was read, as the contract says it: `payroll.contract at first month`.
    pub what: String,
    /// What it said.
    pub value: Told,
    /// When it was read, where it may change inside a month: a place behind a site.
    pub read_on: Option<Moment>,
    /// The lines it stands on.
    pub rows: Vec<Origin>,
    /// The parameter, where it is one.
    pub parameter: Option<ParameterUse>,
    /// For a series: how the value comes about in that month.
    pub steps: Vec<StepTrace>,
}

/// A step: one mechanism, one line of the explanation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StepTrace {
    /// The step.
    pub id: String,
    /// The mechanism: `sum`, `percent_of`, …; `pieces` for the sum over pieces.
    pub mechanism: String,
    /// How, where the mechanism has ways: the mode of a rounding.
    pub mode: Option<String>,
    /// What it was given, in order.
    pub operands: Vec<Operand>,
    /// What came out.
    pub value: Told,
    /// The parameters that were read.
    pub parameters: Vec<ParameterUse>,
    /// Everything else that its operands read.
    pub reads: Vec<Read>,
    /// The lines that were folded or read.
    pub rows: Vec<Origin>,
}

/// An operand of a step.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Operand {
    /// Its name in the mechanism: `of`, `rate`, `row`, …
    pub name: String,
    /// What stands there in the contract, or the period of a row.
    pub expression: String,
    /// The earlier step, when it is one and nothing else.
    pub step: Option<String>,
    /// Its value.
    pub value: Told,
}

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Told {
    /// A number.
    Number {
        /// Exact: `96000.36`, or `1/3` where no decimal ends.
        exact: String,
        /// The unit, where it is known.
        unit: Option<String>,
    },
    /// A number between two.
    Between {
        /// At least, exact; nothing where there is no bound.
        least: Option<String>,
        /// At most.
        most: Option<String>,
        /// The unit, where it is known.
        unit: Option<String>,
        /// Why no more is known.
        reason: Reason,
    },
    /// A day.
    Date {
        /// The day.
        day: Date,
    },
    /// A word.
    Word {
        /// The word.
        word: String,
    },
    /// True or false.
    Truth {
        /// Whether it holds.
        holds: bool,
    },
    /// A file covers the place, and nothing stands there.
    Absent {
        /// Why.
        reason: Reason,
    },
    /// Not known.
    Unknown {
        /// Why.
        reason: Reason,
    },
    /// Not known yet.
    Pending {
        /// Why.
        reason: Reason,
    },
}

/// A parameter as it was read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ParameterUse {
    /// The parameter.
    pub id: String,
    /// The value that was used, exact; of a scale or bands, all of it.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// When the value is in effect.
    pub in_effect: Interval,
    /// When it was published.
    pub published: Date,
    /// The article that states it.
    pub basis: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// When it was read.
    pub read_on: Moment,
}

/// On which day a value or a class was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// On this day.
    Day(Date),
    /// Month by month, on the first day of each.
    FirstDayOfMonths,
    /// Month by month, on the last day of each.
    LastDayOfMonths,
    /// Each row on its own day.
    DayOfEachRow,
}

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimateKind {
    /// The formula of the clause.
    Clause,
    /// A definition.
    Definition,
    /// A condition.
    Condition,
    /// A value of a parameter.
    Parameter,
    /// The class of a place.
    Place,
    /// How a tie is settled.
    Tie,
    /// How the payment stands beside another aid.
    Cumulation,
}

/// A value or reading that no official text states, and that the determination rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct EstimateCause {
    /// What it is.
    pub what: EstimateKind,
    /// Which one.
    pub id: String,
    /// How far it may be trusted.
    pub confidence: Confidence,
}

/// Something that would change the determination.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Change {
    /// Supply the period of a table.
    SupplyPeriod {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// Put the damaged file back from a backup.
    RestoreFile {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// Supply the row or the cell that an accepted file lacks.
    SupplyRow {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// Correct the rows that were refused: this one may be among them.
    CorrectRows {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
    },
    /// Correct the cell that could not be read.
    CorrectCell {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
        /// Column.
        column: String,
    },
    /// Correct the absurd amount among the rows that the figure rests on.
    CorrectAmounts,
    /// Say which of several rows on one key is right, or that each stands for a part.
    ReconcileRows {
        /// Table.
        table: String,
        /// Period; nothing for a table without periods.
        period: Option<Period>,
        /// Column.
        column: String,
    },
    /// Enter the site in the operator's register of sites, or correct the row that names it.
    RegisterSite {
        /// The site, as the row writes it.
        site: String,
    },
    /// Show when the job began: a hire date, or the month before.
    ShowStart {
        /// The first month of evidence.
        month: crate::calendar::Month,
    },
    /// Correct the file in which an official number is wrong: numbers contradict each other.
    SettleIdentity,
    /// Settle which of two hire dates is the one of the job.
    SettleStart {
        /// The first that was shown.
        first: Date,
        /// The other; the first once more, where an exit contradicts it.
        other: Date,
    },
    /// Show on which day of the month the person left.
    ShowExit {
        /// The month.
        month: crate::calendar::Month,
    },
    /// Say in the text who comes first among equals.
    OrderTie {
        /// How many are equal.
        equals: u32,
    },
    /// Supply the months of the year: a yearly row cannot be cut.
    SupplyMonths {
        /// The year.
        year: i32,
    },
    /// State the value of a parameter.
    StateParameter {
        /// Parameter.
        parameter: String,
        /// The word, when it is read by words.
        word: Option<String>,
    },
    /// State the class of a place.
    StateClass {
        /// Place.
        place: String,
    },
    /// Wait for the day.
    Wait {
        /// The day.
        until: Date,
    },
    /// Were this so, the first failing condition would hold.
    Otherwise {
        /// The condition.
        condition: String,
        /// What was compared.
        what: String,
        /// What it is.
        is: Box<Told>,
        /// `=`, `>=`, `in`, `present until`, `kept at least`, …
        relation: String,
        /// What it would have to be related to.
        to: Box<Told>,
    },
    /// The fact lies outside the reach of the rule.
    FactWithin {
        /// The day of the fact, where it is known.
        fact: Option<Date>,
        /// When the rule is in effect.
        in_effect: Interval,
        /// From which day it reaches facts.
        from: Date,
    },
}
