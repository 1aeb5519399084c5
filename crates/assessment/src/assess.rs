//! The assessment of one operator: every clause over every key, in canonical order.
//!
//! [`assess_operator`] is pure: same program, same evidence, same day, same determinations. How a key is decided is in
//! `assess::decide`; many operators at once are the matter of [`crate::nation`].

use contract::calendar::Date;
use evidence::columns::OperatorEvidence;

use crate::determinations::{Collector, OperatorAssessment};
use crate::program::{ClauseProgram, Program, SpaceProgram};
use crate::space::Ground;
use crate::space::jobs::{Years, jobs};
use crate::space::keys::Keys;
use crate::space::person_years::{monthly, yearly};

mod decide;

/// Which readings of clauses are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readings {
    /// The reading in use of each clause.
    InUse,
    /// Every reading, for comparison.
    All,
}

/// Why an assessment stopped. None of these is a fault of an operator's declaration: those are statuses.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// Columns of evidence that break their own rules.
    #[error("evidence of table `{table}` is malformed: {what}")]
    Malformed {
        /// The table.
        table: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A number too large to be computed exactly, where a determination rests on it.
    #[error("a number is too large to be computed exactly")]
    Overflow,
    /// An amount that is not a whole number of centimes, or too large to be paid.
    #[error("clause `{clause}` pays an amount that is not exact to the centime or too large")]
    NotPayable {
        /// The clause.
        clause: String,
    },
    /// A program that contradicts itself: a fault of the compiler.
    #[error("the program is inconsistent: {0}")]
    Inconsistent(&'static str),
    /// Evidence could not be loaded.
    #[error("the evidence of operator {operator} was not loaded")]
    Load {
        /// The operator.
        operator: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Determinations could not be handed on.
    #[error("the determinations of operator {operator} were not taken")]
    Sink {
        /// The operator.
        operator: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Every determination of an operator, as known on a day.
///
/// # Errors
/// Malformed columns, or a number that cannot be computed or paid exactly.
pub fn assess_operator(
    program: &Program,
    evidence: &OperatorEvidence,
    as_known_on: Date,
    which: Readings,
) -> Result<OperatorAssessment, AssessError> {
    let ground = Ground::new(program, evidence, as_known_on)?;
    let mut collector = Collector::new(program, evidence);
    for (index, clause) in program.clauses.iter().enumerate() {
        if (which == Readings::InUse && !clause.in_use) || as_known_on.days() < clause.published {
            continue;
        }
        let keys = keys(&ground, clause)?;
        let settled = decide::decide(clause, &keys)?;
        collector.take(index, &keys, &settled, &ground);
    }
    Ok(collector.finish(&ground))
}

fn keys<'g>(ground: &'g Ground<'g>, clause: &'g ClauseProgram) -> Result<Keys<'g>, AssessError> {
    let mut keys = match clause.space {
        SpaceProgram::MonthlyPersonYears { table, place, rule } => monthly(ground, clause, table, place, rule)?,
        SpaceProgram::YearlyPersonYears { table, rule } => yearly(ground, clause, table, rule),
        SpaceProgram::Spells { definition } => jobs(ground, clause, definition, None)?,
        SpaceProgram::Anniversaries { definition, first, last, acquired_by_start } => {
            jobs(ground, clause, definition, Some(Years { first, last, acquired_by_start }))?
        }
    };
    keys.pieces = keys.pieces.with_steps(clause.steps.iter().map(|step| &step.node));
    Ok(keys)
}
