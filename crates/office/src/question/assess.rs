//! Where every commitment stands, what is owed, and what waits.

use std::collections::BTreeMap;

use contract::identity::OperatorId;

use super::{Progress, Step};
use crate::actor::{Actor, Matter, Refusal, Scope};
use crate::answer::waiting::Waiting;
use crate::assess::{self, Question, Sink, WorkspaceAssessment, assess_under};
use crate::fault::Fault;
use crate::known::Known;
use crate::undecided::{Undecided, kept, undecided};
use crate::waiting::{self, Cause, Wait, WaitingRow, by};
use crate::workspace::WorkspaceError;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Only these operators; all when empty.
    pub operators: Vec<OperatorId>,
    /// Only the contract of that identifier.
    pub contract: Option<String>,
    /// Only that clause or control.
    pub clause: Option<String>,
    /// Every reading, for comparison, or only those in use.
    pub all_readings: bool,
    /// Computes every operator, whatever is kept of it.
    pub fresh: bool,
    /// Computes what waits, too.
    pub waiting: bool,
}

/// What is answered.
pub struct Assessment {
    /// Contract by contract.
    pub assessed: WorkspaceAssessment,
    /// How much waits, counted.
    pub undecided: Undecided,
    /// What that would come to, where it was computed before over the same evidence.
    pub estimate: Option<Wait>,
    /// What waits, where that was asked for.
    pub waiting: Option<Waiting>,
}

/// Assesses every contract that may be.
///
/// # Errors
/// An actor who is not told, a clause that no contract has, a workspace that cannot be read or computed.
pub fn assess(known: &Known, actor: &Actor, asked: &Asked, progress: &Progress<'_>) -> Result<Assessment, Fault> {
    let asked = cut(actor, asked)?;
    answered(known, &asked, None, progress)
}

/// What the actor may ask: an operator of itself alone.
pub(super) fn cut(actor: &Actor, asked: &Asked) -> Result<Asked, Fault> {
    let mut asked = asked.clone();
    match actor.scope(Matter::Assess)? {
        Scope::Own => {
            let own = actor.operators();
            if own.is_empty() || asked.operators.iter().any(|operator| !own.contains(operator)) {
                return Err(Refusal::OfAnother.into());
            }
            if asked.operators.is_empty() {
                asked.operators = own;
            }
        }
        Scope::Whole => {}
        _ => return Err(Refusal::OfficeOnly.into()),
    }
    Ok(asked)
}

/// The answer, the determinations handed on to a sink where there is one.
pub(super) fn answered(
    known: &Known,
    asked: &Asked,
    sink: Option<&mut Sink<'_>>,
    progress: &Progress<'_>,
) -> Result<Assessment, Fault> {
    let workspace = &known.workspace;
    let question = Question {
        as_known_on: known.moment(),
        operators: asked.operators.clone(),
        all_readings: asked.all_readings,
        fresh: asked.fresh,
    };
    let texts = known.texts()?;
    progress(Step::Of(texts.sounds.len() * assess::operators(workspace, &question)?.len()));
    let mut assessed = assess_under(workspace, texts, &question, sink, || progress(Step::Done))?;
    if let Some(contract) = &asked.contract {
        assessed.contracts.retain(|one| one.sound.contract.id == *contract);
    }
    let is_whole = asked.clause.is_none() && asked.contract.is_none() && is_whole(known, &assessed)?;
    let estimate = if is_whole { estimate(known, &assessed, undecided(&assessed).keys) } else { None };
    if let Some(clause) = &asked.clause {
        keep_clause(&mut assessed, clause)?;
    }
    let waiting = if asked.waiting {
        progress(Step::Of(waiting::steps(&assessed)));
        let rows = waiting::waiting(workspace, &assessed, || progress(Step::Done))?;
        if is_whole {
            // What cannot be kept is computed another time.
            let _ = kept::keep(workspace, &assessed, &rows);
        }
        Some(added(rows))
    } else {
        None
    };
    Ok(Assessment { undecided: undecided(&assessed), assessed, estimate, waiting })
}

/// What was computed before of what waits, where it is of as many determinations.
fn estimate(known: &Known, assessed: &WorkspaceAssessment, keys: u64) -> Option<Wait> {
    let mut wait = Wait::default();
    kept::kept(&known.workspace, assessed)?.iter().for_each(|one| wait.add(&one.wait()));
    (wait.keys == keys).then_some(wait)
}

/// Whether every operator was assessed.
fn is_whole(known: &Known, assessed: &WorkspaceAssessment) -> Result<bool, Fault> {
    let operators = known.workspace.store.operators(known.moment()).map_err(WorkspaceError::from)?.len();
    Ok(assessed.contracts.iter().all(|one| one.by_operator.len() == operators))
}

/// Leaves one clause or control.
fn keep_clause(assessed: &mut WorkspaceAssessment, clause: &str) -> Result<(), Fault> {
    for one in &mut assessed.contracts {
        let keep: Vec<bool> = one.totals.clauses.iter().map(|total| total.clause == clause).collect();
        let mut place = keep.iter();
        one.estimates.retain(|_| *place.next().unwrap_or(&false));
        one.totals.clauses.retain(|total| total.clause == clause);
        one.by_operator.iter_mut().for_each(|(_, totals)| totals.clauses.retain(|total| total.clause == clause));
    }
    assessed.contracts.retain(|one| !one.totals.clauses.is_empty());
    if assessed.contracts.is_empty() { Err(Fault::NoClause(clause.to_owned())) } else { Ok(()) }
}

/// Rows with their sums.
pub(super) fn added(rows: Vec<WaitingRow>) -> Waiting {
    // Over a sector the months of one cause stand together.
    let cure = |row: &WaitingRow| Cause { period: None, ..row.cause.clone() };
    let mut by_operator = by(&rows, |row| (row.operator.clone(), row.head.clone(), cure(row)));
    by_operator.sort_by(|(one, _), (other, _)| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    let by_head: BTreeMap<String, Wait> = by(&rows, |row| row.head.clone()).into_iter().collect();
    Waiting {
        total: waiting::total(&rows),
        by_cure: by(&rows, cure),
        by_head: by_head.into_iter().collect(),
        by_operator,
        by_cause: by(&rows, |row| (row.head.clone(), row.cause.clone())),
        rows,
    }
}
