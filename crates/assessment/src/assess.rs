//! The assessment of one operator: every clause over every key. Clauses come in the order of the text, then controls,
//! as `compile` lists them; what several clauses read (jobs, series, ranks) is prepared before any of them.
//!
//! [`assess_operator`] is pure: same program, same evidence, same day, same determinations. How a key is decided is in
//! `assess::decide`; many operators at once are the matter of [`crate::nation`].

use std::ops::Range;

use contract::calendar::Date;
use contract::determination::Status;
use contract::horizon::Clock;
use evidence::columns::OperatorEvidence;
use rayon::prelude::*;

use crate::determinations::{Collector, OperatorAssessment, Part};
use crate::program::{ClauseProgram, Program, SpaceProgram, decider};
use crate::space::Ground;
use crate::space::errand::Errand;
use crate::space::jobs::{Years, jobs};
use crate::space::keys::Keys;
use crate::space::person_years::{divided, yearly};
use crate::state::State;
use crate::unfiled::unfiled;

mod decide;

pub(crate) use decide::Verdicts;

/// Which readings of clauses are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readings {
    /// The reading in use of each clause.
    InUse,
    /// Every reading, for comparison.
    All,
}

/// Why an assessment stopped. None of these is a fault of an operator's declaration: those are statuses, and what is too large
/// to be computed or paid is the reason of its own key.
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
/// Malformed columns.
pub fn assess_operator(
    program: &Program,
    evidence: &OperatorEvidence,
    as_known_on: Date,
    which: Readings,
) -> Result<OperatorAssessment, AssessError> {
    assess_by(program, evidence, &Clock::at(as_known_on), which)
}

/// The same by a clock, which says afterwards on which days the determinations are the same.
///
/// # Errors
/// Malformed columns.
pub fn assess_by(
    program: &Program,
    evidence: &OperatorEvidence,
    clock: &Clock,
    which: Readings,
) -> Result<OperatorAssessment, AssessError> {
    let ground = Ground::new(program, evidence, clock)?;
    let is_asked =
        |clause: &ClauseProgram| (which == Readings::All || clause.in_use) && clock.has_come(clause.published);
    let clauses: Vec<usize> = (0..program.clauses.len()).filter(|clause| is_asked(&program.clauses[*clause])).collect();
    let ranges = ground.ranges();
    ground.prepare(clauses.iter().map(|clause| &program.clauses[*clause]), &ranges)?;
    let decide = |persons: &Range<u32>| {
        let errand = Errand::new(persons.clone());
        clauses
            .iter()
            .map(|clause| part(&ground, evidence, &program.clauses[*clause], &errand))
            .collect::<Result<Vec<_>, _>>()
    };
    let decided = each_range(&ranges, decide)?;
    let mut collector = Collector::new(program, evidence);
    collector.never_filed(unfiled(program, evidence, clock, &clauses));
    let mut decided: Vec<_> = decided.into_iter().map(Vec::into_iter).collect();
    for clause in clauses {
        collector.take(clause, decided.iter_mut().filter_map(Iterator::next).collect(), &ground);
    }
    Ok(collector.finish(&ground))
}

/// Something done for each range of persons, side by side; what comes out is in order, and so is the first error.
pub(crate) fn each_range<T: Send>(
    ranges: &[Range<u32>],
    of_range: impl Fn(&Range<u32>) -> Result<T, AssessError> + Sync + Send,
) -> Result<Vec<T>, AssessError> {
    match ranges {
        [one] => Ok(vec![of_range(one)?]),
        _ => ranges.par_iter().with_max_len(1).map(of_range).collect::<Vec<_>>().into_iter().collect(),
    }
}

/// Of whom nobody can tell who he is, nothing is evaluated, whatever the rows say.
fn doubt(verdicts: &mut Verdicts, evidence: &OperatorEvidence, persons: &[u32]) {
    if evidence.doubtful_persons.is_empty() {
        return;
    }
    let is_doubtful = |person: u32| {
        evidence.persons.get(person as usize).is_some_and(|person| evidence.doubtful_persons.contains(person))
    };
    for key in (0..persons.len()).filter(|key| is_doubtful(persons[*key])) {
        if verdicts.states.is_empty() {
            verdicts.states = vec![State::KNOWN; persons.len()];
        }
        verdicts.status[key] = Status::NotEvaluated;
        verdicts.by[key] = decider::IDENTITY;
        verdicts.states[key] = State::identity();
        verdicts.amount[key] = 0;
    }
}

/// What a clause says of the keys of some persons.
fn part(
    ground: &Ground<'_>,
    evidence: &OperatorEvidence,
    clause: &ClauseProgram,
    errand: &Errand,
) -> Result<Part, AssessError> {
    let mut keys = match clause.space {
        SpaceProgram::DividedPersonYears { table, place, rule, reads_first_day } => {
            divided(ground, clause, errand, (table, reads_first_day), (place, rule))?
        }
        SpaceProgram::YearlyPersonYears { table, rule } => yearly(ground, clause, &errand.persons, table, rule),
        SpaceProgram::Spells { definition } => jobs(ground, clause, &errand.persons, definition, None)?,
        SpaceProgram::Anniversaries { definition, first, last, acquired_by_start } => {
            let years = Years { first, last, acquired_by_start };
            jobs(ground, clause, &errand.persons, definition, Some(years))?
        }
    };
    keys.pieces = keys.pieces.with_steps(clause.steps.iter().map(|step| &step.node));
    let mut verdicts = decide::decide(clause, &keys)?;
    doubt(&mut verdicts, evidence, &keys.person);
    let by_share = decide::by_share(clause, &keys, &verdicts)?;
    let Keys { person, period, start, anniversary, .. } = keys;
    Ok(Part { person, period, start, anniversary, verdicts, by_share })
}
