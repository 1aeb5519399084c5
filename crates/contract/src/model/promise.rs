//! What is promised: indicators, commitments, judgements; and the scenarios that hold the clauses to account.

use std::collections::BTreeMap;

use super::{Confidence, Labels};
use crate::calendar::Date;
use crate::money::Decimal;
use crate::source::Span;
use crate::unit::Unit;

/// What an indicator measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// A stock at a date.
    Stock,
    /// Creations, leavers not deducted.
    GrossCreations,
    /// An amount over a period.
    Amount,
}

/// An indicator read from published statistics, in one perimeter.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// Article.
    pub basis: String,
    /// What it measures.
    pub measure: Measure,
    /// Unit.
    pub unit: Unit,
    /// The published series.
    pub series: String,
    /// The perimeter of the statistic; `None` when the text names none.
    pub perimeter: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// A commitment of a party.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// Article.
    pub basis: String,
    /// Who commits.
    pub parties: Vec<String>,
    /// How far the commitment may be trusted.
    pub confidence: Confidence,
    /// What was committed.
    pub kind: CommitmentKind,
    /// Where it stands.
    pub span: Span,
}

/// What was committed.
#[derive(Debug, Clone, PartialEq)]
pub enum CommitmentKind {
    /// A target on an indicator.
    Target(Target),
    /// No public measure: a judgement decides, when one is recorded.
    Judgement {
        /// The judgement.
        judgement: String,
    },
}

/// A target.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The indicator.
    pub indicator: String,
    /// The level to reach: `level`, or `baseline + additional`.
    pub level: Decimal,
    /// What is added to the baseline, when the text says it so.
    pub additional: Option<Decimal>,
    /// The baseline and how far it may be trusted.
    pub baseline: Option<(Decimal, Confidence)>,
    /// When it is to be reached; `None` when the text names no date.
    pub by: Option<Date>,
    /// Agreed steps on the way (levels).
    pub path: Vec<(Date, Decimal)>,
}

/// A question that only a person can decide.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Identifier.
    pub id: String,
    /// The question by language.
    pub labels: Labels,
    /// Article.
    pub basis: String,
    /// Who decides; `None` when the text does not say.
    pub by: Option<String>,
    /// On what.
    pub on: Labels,
    /// Where it stands.
    pub span: Span,
}

/// What the text says and nothing computes: told under its article, and beside the totals that lack it.
#[derive(Debug, Clone)]
pub struct Note {
    /// What is not computed, and why, by language.
    pub labels: Labels,
    /// Article.
    pub basis: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Small changes that change no answer by their nature, with the reason: `mithaq check --mutate` excuses them, and says when
/// they are gone or a worked case notices one after all.
#[derive(Debug, Clone)]
pub struct WithoutEffect {
    /// The block in which they stand; nothing: any.
    pub of: Option<String>,
    /// The reading of that clause; nothing: any.
    pub reading: Option<String>,
    /// The key whose value they change: `after_payment`.
    pub change: String,
    /// What stands there; nothing: whatever stands there.
    pub found: Option<String>,
    /// What was put instead; nothing: whatever was put there.
    pub instead: Option<String>,
    /// The reason, by language.
    pub labels: Labels,
    /// Where it stands.
    pub span: Span,
}

/// A worked case, run by `mithaq check`.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What people call it, where it has a name.
    pub id: Option<String>,
    /// The clause, control or commitment it is about.
    pub of: String,
    /// The reading, when not the one in use.
    pub reading: Option<String>,
    /// The day of knowledge.
    pub as_known_on: Date,
    /// The facts, one set an operator. Persons are named as [`crate::scenario::person`] turns their words.
    pub facts: Vec<crate::facts::Facts>,
    /// The published figures, when it is about a commitment.
    pub figures: Vec<crate::verdict::Figure>,
    /// What must come out.
    pub expected: Vec<Expectation>,
    /// Where it stands.
    pub span: Span,
}

/// One line of `expect`.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Key parts that select determinations: `operator`, `person`, `year`, `start`, `first_month`, `anniversary`; as written. Empty
    /// when the scenario is about a commitment (`commitment` may be named).
    pub key: BTreeMap<String, String>,
    /// The status word, `none` where there must be no determination, or the verdict's word for a commitment.
    pub status: String,
    /// The amount.
    pub amount: Option<Decimal>,
    /// The condition or step that decides.
    pub decided_by: Option<String>,
    /// The head under which it is paid.
    pub head: Option<String>,
    /// A period that must be among the missing ones (`payroll 2026-02`).
    pub missing: Option<String>,
    /// Values of steps (summed over pieces when there are several).
    pub steps: BTreeMap<String, String>,
    /// Where it stands.
    pub span: Span,
}
