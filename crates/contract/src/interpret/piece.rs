//! A piece: one run through conditions and steps. A job is one piece; a person-year may be several.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::answer::{Answer, Value};
use super::mechanism;
use super::world::{Scene, Subject, World};
use crate::determination::{PAID_MAX, Reason, Status, decided};
use crate::model::{Clause, Condition, Outcome};
use crate::money::Money;

/// What a key comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) status: Status,
    pub(crate) amount: Option<Money>,
    pub(crate) decided_by: Option<String>,
    pub(crate) reason: Option<Reason>,
}

impl Settled {
    fn by(status: Status, decided_by: &str, reason: Option<Reason>) -> Settled {
        Settled { status, amount: None, decided_by: Some(decided_by.to_owned()), reason }
    }

    pub(crate) fn not_applicable(decided_by: &str) -> Settled {
        Settled::by(Status::NotApplicable, decided_by, None)
    }

    pub(crate) fn not_evaluated(decided_by: &str, reason: Reason) -> Settled {
        Settled::by(Status::NotEvaluated, decided_by, Some(reason))
    }

    pub(crate) fn pending(decided_by: &str, reason: Reason) -> Settled {
        Settled::by(Status::Pending, decided_by, Some(reason))
    }

    /// Zero by rule: an amount of zero, except for a control, which has none.
    pub(crate) fn zero(clause: &Clause, decided_by: &str) -> Settled {
        let amount = matches!(clause.outcome, Outcome::Pays { .. }).then_some(Money::ZERO);
        Settled { amount, ..Settled::by(Status::ZeroByRule, decided_by, None) }
    }

    /// Not evaluated or pending because a thing has no value; nothing when it has one.
    pub(crate) fn without<T>(decided_by: &str, answer: &Answer<T>) -> Option<Settled> {
        match answer {
            Answer::Known(_) => None,
            Answer::Pending(reason) => Some(Settled::pending(decided_by, reason.clone())),
            Answer::Unknown(reason) | Answer::Between(_, reason) | Answer::Absent(reason) => {
                Some(Settled::not_evaluated(decided_by, reason.clone()))
            }
        }
    }
}

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Piece<'w> {
    pub(crate) subject: Subject<'w>,
    pub(crate) applies_when: Vec<Answer<bool>>,
    pub(crate) conditions: Vec<Answer<bool>>,
    /// Every step, also those after the fold of a key with several pieces.
    pub(crate) steps: Vec<Answer>,
    /// What the piece comes to, unless it goes on to be paid.
    pub(crate) stops: Option<Settled>,
}

impl<'w> Piece<'w> {
    /// Runs a subject through the clause; only needed steps before `fold` can stop it.
    pub(crate) fn run(
        world: &World<'w>,
        clause: &Clause,
        subject: Subject<'w>,
        needed: &BTreeSet<usize>,
        fold: usize,
    ) -> Piece<'w> {
        let steps = steps(world, clause, &subject, Vec::new());
        let truths = |conditions: &[Condition]| {
            let scene = Scene::condition(world, &subject, &steps);
            conditions.iter().map(|condition| scene.condition_holds(&condition.is)).collect::<Vec<_>>()
        };
        let (applies_when, conditions) = (truths(&clause.applies_when), truths(&clause.conditions));
        let stops = stop(&clause.applies_when, &applies_when, Settled::not_applicable)
            .or_else(|| stop(&clause.conditions, &conditions, |by| fails(clause, by)))
            .or_else(|| undecided_step(clause, &steps, needed, 0..fold));
        Piece { subject, applies_when, conditions, steps, stops }
    }

    /// Whether the piece does not apply at all.
    pub(crate) fn is_not_applicable(&self) -> bool {
        self.stops.as_ref().is_some_and(|settled| settled.status == Status::NotApplicable)
    }
}

/// What a failing condition of `conditions` means: nothing is due; a control does not speak of the key.
fn fails(clause: &Clause, by: &str) -> Settled {
    match clause.outcome {
        Outcome::Pays { .. } => Settled::zero(clause, by),
        Outcome::Holds(_) => Settled::not_applicable(by),
    }
}

/// Fails before unknown before pending before holds; of each, the first.
fn stop(conditions: &[Condition], truths: &[Answer<bool>], fails: impl Fn(&str) -> Settled) -> Option<Settled> {
    let first = |is: fn(&Answer<bool>) -> bool| conditions.iter().zip(truths).find(|(_, truth)| is(truth));
    let failing = first(|truth| matches!(truth, Answer::Known(false) | Answer::Absent(_)));
    if let Some((condition, _)) = failing {
        return Some(fails(&condition.id));
    }
    first(|truth| matches!(truth, Answer::Unknown(_)))
        .or_else(|| first(|truth| matches!(truth, Answer::Pending(_))))
        .and_then(|(condition, truth)| Settled::without(&condition.id, truth))
}

/// The first needed step without a value: unknown before pending.
pub(crate) fn undecided_step(
    clause: &Clause,
    steps: &[Answer],
    needed: &BTreeSet<usize>,
    range: std::ops::Range<usize>,
) -> Option<Settled> {
    let undecided = |pending: bool| {
        let mut wanted = needed.iter().copied().filter(|index| range.contains(index));
        wanted.find(|index| match steps.get(*index) {
            Some(Answer::Pending(_)) => pending,
            Some(Answer::Unknown(_) | Answer::Between(..) | Answer::Absent(_)) => !pending,
            _ => false,
        })
    };
    let index = undecided(false).or_else(|| undecided(true))?;
    Settled::without(&clause.steps[index].id, &steps[index])
}

/// All steps of a clause for a subject, after those already given.
pub(crate) fn steps(world: &World<'_>, clause: &Clause, subject: &Subject<'_>, given: Vec<Answer>) -> Vec<Answer> {
    let mut steps = given;
    for step in &clause.steps[steps.len()..] {
        let value = mechanism::apply(Scene::step(world, subject, &steps), &step.mechanism);
        steps.push(value);
    }
    steps
}

/// What a key comes to once all its steps are known.
pub(crate) fn conclude(
    world: &World<'_>,
    clause: &Clause,
    subject: &Subject<'_>,
    steps: &[Answer],
    needed: &BTreeSet<usize>,
) -> Settled {
    match &clause.outcome {
        Outcome::Pays { step, .. } => pay(clause, steps, needed, *step),
        Outcome::Holds(expr) => match Scene::condition(world, subject, steps).condition_holds(expr) {
            Answer::Known(true) => Settled { status: Status::Due, amount: None, decided_by: None, reason: None },
            Answer::Known(false) | Answer::Absent(_) => Settled::zero(clause, decided::HOLDS),
            Answer::Unknown(reason) | Answer::Between(_, reason) => Settled::not_evaluated(decided::HOLDS, reason),
            Answer::Pending(reason) => Settled::pending(decided::HOLDS, reason),
        },
    }
}

/// Due when above zero; else zero by the first needed step that is zero, or by the paid step when it is below.
fn pay(clause: &Clause, steps: &[Answer], needed: &BTreeSet<usize>, paid: usize) -> Settled {
    let paid_id = &clause.steps[paid].id;
    let amount = match &steps[paid] {
        Answer::Known(value) => value.clone().number(),
        none => return Settled::without(paid_id, none).unwrap_or_else(|| Settled::zero(clause, paid_id)),
    };
    if amount.is_positive() {
        return match centimes(&amount) {
            Some(amount) => Settled { status: Status::Due, amount: Some(amount), decided_by: None, reason: None },
            // An amount that nobody can be paid: some cell that it rests on is absurd.
            None => Settled::not_evaluated(paid_id, Reason::TooLarge),
        };
    }
    let is_zero = |index: &&usize| matches!(&steps[**index], Answer::Known(Value::Number(number)) if number.is_zero());
    match needed.iter().find(is_zero) {
        Some(index) if amount.is_zero() => Settled::zero(clause, &clause.steps[*index].id),
        _ => Settled::zero(clause, paid_id),
    }
}

/// The amount in centimes, where it is a whole number of them that can be paid.
pub(crate) fn centimes(amount: &BigRational) -> Option<Money> {
    let centimes = amount * BigRational::from(BigInt::from(100));
    let centimes = centimes.is_integer().then(|| centimes.to_integer().to_i64()).flatten();
    centimes.map(Money::from_centimes).filter(|amount| *amount <= PAID_MAX)
}
