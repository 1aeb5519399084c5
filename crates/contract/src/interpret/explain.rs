//! Explains one determination: the case of a key, told as a trace.

use std::collections::BTreeSet;

use super::additive::is_summed;
use super::answer::Answer;
use super::givens::{Givens, Lacking};
use super::piece::Piece;
use super::reads::{reads, told};
use super::told_steps;
use super::world::{Scene, World};
use super::write::Names;
use super::{Case, cases, changes, estimates, walk};
use crate::calendar::Date;
use crate::determination::{Determination, Key};
use crate::facts::{Facts, Origin, Period};
use crate::model::{Clause, Condition, Contract, Outcome, Space};
use crate::trace::{ConditionTrace, Explanation, PieceTrace, StepTrace, Truth};

/// Explains what `clause` says of one key of the operator; nothing when it says nothing of it.
///
/// The person, the year, the first month and the anniversary tell the key.
#[must_use]
pub fn explain(
    contract: &Contract,
    clause: &Clause,
    facts: &Facts,
    as_known_on: Date,
    key: &Key,
) -> Option<Explanation> {
    explained(&World::new(contract, facts, as_known_on), clause, facts, key)
}

/// The same from the rows of the key's person (and those about no person), with what is given of the operator as a whole:
/// the trace is that of [`explain`] over everybody's rows.
///
/// # Errors
/// The clause reads something of other persons that was not given.
pub fn explain_given(
    contract: &Contract,
    clause: &Clause,
    facts: &Facts,
    as_known_on: Date,
    key: &Key,
    givens: &Givens,
) -> Result<Option<Explanation>, Lacking> {
    let world = World::of_one(contract, facts, as_known_on, givens);
    world.others.told(explained(&world, clause, facts, key))
}

/// What the clause says of the key, without how it comes about: the determination of [`explain_given`].
///
/// # Errors
/// The clause reads something of other persons that was not given.
pub fn settle_given(
    contract: &Contract,
    clause: &Clause,
    facts: &Facts,
    as_known_on: Date,
    key: &Key,
    givens: &Givens,
) -> Result<Option<Determination>, Lacking> {
    let world = World::of_one(contract, facts, as_known_on, givens);
    let settled = case_of(&world, clause, key).map(|case| case.determination(clause, facts));
    world.others.told(settled)
}

fn explained(world: &World<'_>, clause: &Clause, facts: &Facts, key: &Key) -> Option<Explanation> {
    let case = case_of(world, clause, key)?;
    Some(Teller { world, clause, case: &case }.explanation(facts))
}

fn case_of<'w>(world: &World<'w>, clause: &Clause, key: &Key) -> Option<Case<'w>> {
    let parts = |key: &Key| (key.person, key.year, key.first_month, key.anniversary);
    cases(world, clause, &|known| parts(known) == parts(key)).into_iter().next()
}

/// What a trace is told from.
#[derive(Clone, Copy)]
pub(super) struct Teller<'t> {
    pub(super) world: &'t World<'t>,
    pub(super) clause: &'t Clause,
    pub(super) case: &'t Case<'t>,
}

impl<'t> Teller<'t> {
    fn explanation(self, facts: &Facts) -> Explanation {
        let determination = self.case.determination(self.clause, facts);
        let pieces: Vec<PieceTrace> = self.case.pieces.iter().map(|piece| self.piece(piece)).collect();
        let steps = self.after_the_fold();
        let holds = self.holds();
        let rows = rows(&pieces, &steps, holds.as_ref());
        let estimate_because = estimates::causes(self, &pieces, &steps, holds.as_ref());
        Explanation {
            basis: self.clause.basis.clone(),
            quote: self.clause.quote.clone(),
            paid: match &self.clause.outcome {
                Outcome::Pays { step, .. } => Some(self.clause.steps[*step].id.clone()),
                Outcome::Holds(_) => None,
            },
            total: determination.amount,
            due_on: self.due_day().map(|day| told(day, None)),
            reasons: self.case.reasons(),
            what_would_change: changes::changes(self, &determination),
            determination,
            pieces,
            steps,
            holds,
            rows,
            estimate_because,
        }
    }

    /// The names that the clause's expressions refer to.
    pub(super) fn names(self) -> Names<'t> {
        let definition = match &self.clause.space {
            Space::PersonYears { .. } => None,
            Space::Spells { definition } | Space::Anniversaries { definition, .. } => Some(definition.as_str()),
        };
        Names { world: self.world, steps: &self.clause.steps, definition }
    }

    fn piece(self, piece: &'t Piece<'t>) -> PieceTrace {
        let scene = Scene::condition(self.world, &piece.subject, &piece.steps);
        let conditions = |conditions: &[Condition], truths: &[Answer<bool>]| {
            conditions.iter().zip(truths).map(|(condition, truth)| self.condition(scene, condition, truth)).collect()
        };
        let steps = (0..self.case.fold).map(|index| self.step(piece, &piece.steps, index));
        PieceTrace {
            periods: periods(piece),
            counts: piece.stops.is_none(),
            stopped_by: piece.stops.as_ref().and_then(|settled| settled.decided_by.clone()),
            applies_when: conditions(&self.clause.applies_when, &piece.applies_when),
            conditions: conditions(&self.clause.conditions, &piece.conditions),
            steps: steps.collect(),
        }
    }

    fn condition(self, scene: Scene<'_>, condition: &Condition, truth: &Answer<bool>) -> ConditionTrace {
        ConditionTrace {
            id: condition.id.clone(),
            labels: condition.labels.clone(),
            truth: truth_of(truth),
            reason: truth.reason().cloned(),
            expression: self.names().text(&condition.is),
            reads: reads(scene, self.names(), &condition.is),
            confidence: condition.confidence,
        }
    }

    fn step(self, piece: &Piece<'_>, values: &[Answer], index: usize) -> StepTrace {
        let scene = Scene::step(self.world, &piece.subject, &values[..index]);
        told_steps::of_step(scene, self.names(), &self.clause.steps[index], &values[index])
    }

    /// The piece that stands for the whole where a step is not a sum: the first that counts.
    pub(super) fn first_counting(self) -> Option<&'t Piece<'t>> {
        self.case.pieces.iter().find(|piece| piece.stops.is_none())
    }

    /// Sums over pieces of what adds up, where there are several, then what is computed on them.
    fn after_the_fold(self) -> Vec<StepTrace> {
        let (Some(first), false) = (self.first_counting(), self.case.totals.is_empty()) else { return Vec::new() };
        let fold = self.case.fold;
        let mut steps = Vec::new();
        if self.case.pieces.len() > 1 {
            let needed = walk::needed_steps(self.clause);
            let summed = needed.into_iter().filter(|index| *index < fold && is_summed(self.clause, *index, fold));
            steps.extend(summed.map(|index| self.sum(index)));
        }
        steps.extend((fold..self.clause.steps.len()).map(|index| self.step(first, &self.case.totals, index)));
        steps
    }

    fn sum(self, index: usize) -> StepTrace {
        let counting = self.case.pieces.iter().filter(|piece| piece.stops.is_none());
        let given = counting.map(|piece| {
            let first = periods(piece).first().map(ToString::to_string).unwrap_or_default();
            (first, piece.steps[index].clone())
        });
        told_steps::of_pieces(&self.clause.steps[index], given.collect(), &self.case.totals[index])
    }

    /// What a control says must hold, once its steps are known.
    fn holds(self) -> Option<ConditionTrace> {
        let Outcome::Holds(expr) = &self.clause.outcome else { return None };
        let piece = self.first_counting()?;
        if self.case.totals.is_empty() {
            return None;
        }
        let scene = Scene::condition(self.world, &piece.subject, &self.case.totals);
        let truth = scene.condition_holds(expr);
        Some(ConditionTrace {
            id: crate::determination::decided::HOLDS.to_owned(),
            labels: self.clause.labels.clone(),
            truth: truth_of(&truth),
            reason: truth.reason().cloned(),
            expression: self.names().text(expr),
            reads: reads(scene, self.names(), expr),
            confidence: self.clause.confidence,
        })
    }

    /// The day on which the amount falls due.
    pub(super) fn due_day(self) -> Option<Answer> {
        let expr = self.clause.due_on.as_ref()?;
        let piece = self.first_counting().or_else(|| self.case.pieces.first())?;
        let steps = if self.case.totals.is_empty() { &piece.steps } else { &self.case.totals };
        Some(Scene::step(self.world, &piece.subject, steps).evaluate(expr))
    }
}

fn truth_of(truth: &Answer<bool>) -> Truth {
    match truth {
        Answer::Known(true) => Truth::Holds,
        Answer::Known(false) | Answer::Absent(_) => Truth::Fails,
        Answer::Unknown(_) | Answer::Between(..) => Truth::Unknown,
        Answer::Pending(_) => Truth::Pending,
    }
}

/// The periods of the rows that belong to a piece.
fn periods(piece: &Piece<'_>) -> Vec<Period> {
    let rows = piece.subject.own_rows.as_ref().map(|(_, rows)| rows.as_slice()).unwrap_or_default();
    let periods: BTreeSet<Period> = rows.iter().filter_map(|row| row.period).collect();
    periods.into_iter().collect()
}

/// Every line that a trace stands on, once each.
fn rows(pieces: &[PieceTrace], steps: &[StepTrace], holds: Option<&ConditionTrace>) -> Vec<Origin> {
    let conditions = pieces.iter().flat_map(|piece| piece.applies_when.iter().chain(&piece.conditions)).chain(holds);
    let read = conditions.flat_map(|condition| &condition.reads).flat_map(|read| &read.rows);
    let folded = pieces.iter().flat_map(|piece| &piece.steps).chain(steps).flat_map(|step| &step.rows);
    let rows: BTreeSet<&Origin> = read.chain(folded).collect();
    rows.into_iter().cloned().collect()
}
