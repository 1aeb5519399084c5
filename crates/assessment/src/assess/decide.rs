//! How a key is decided: applicability, conditions, steps; pieces summed at the first `round`; the status that follows.

use std::rc::Rc;

use contract::determination::{PAID_MAX, Status};

use super::AssessError;
use crate::column::{Column, Values};
use crate::evaluate::{Scope, evaluate};
use crate::program::{ClauseProgram, Named, OutcomeProgram, decider};
use crate::space::frame::Frame;
use crate::space::keys::{Keys, Said, Settled};
use crate::state::{Kind as StateKind, State};

mod shares;
mod sums;

pub(super) use shares::by_share;
use sums::Sums;

/// What a clause says of every key, in columns.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub(crate) status: Vec<Status>,
    /// Places among the clause's deciders; `NOBODY` when due.
    pub(crate) by: Vec<u16>,
    /// Empty when every state is known.
    pub(crate) states: Vec<State>,
    /// In centimes; zero unless due.
    pub(crate) amount: Vec<i64>,
}

/// What the clause says of every key.
pub(super) fn decide(clause: &ClauseProgram, keys: &Keys<'_>) -> Result<Verdicts, AssessError> {
    let mut pieces = judge(clause, &keys.pieces)?;
    let selected;
    let mut passing = None;
    let computed = match &pieces {
        None => &keys.pieces,
        Some(said) => {
            let open = still_open(Some(said), keys.pieces.length);
            selected = keys.pieces.select(&open);
            passing = Some(open);
            &selected
        }
    };
    let stopped = steps(clause, computed, 0..clause.first_round)?;
    if pieces.is_none() && stopped.is_none() && keys.is_plain() {
        return conclude(clause, computed);
    }
    let passing = passing.unwrap_or_else(|| still_open(None, keys.pieces.length));
    if let Some(stopped) = stopped {
        let said = pieces.get_or_insert_with(|| Said::nothing(keys.pieces.length));
        for (place, piece) in passing.iter().enumerate() {
            if let Some(settled) = stopped.get(place) {
                said.set(*piece as usize, settled);
            }
        }
    }
    let said = together(keys, pieces.as_ref());
    let paid = still_open(said.as_ref(), keys.person.len());
    // Every key that is paid has a piece that passes: as many pieces as keys are one each, in order.
    let concluded = if computed.length == paid.len() {
        conclude(clause, computed)?
    } else {
        let place = places(&passing, keys.pieces.length);
        let sums = Sums::new(keys, pieces.as_ref(), &place, &paid);
        conclude(clause, &sums.frame(clause, computed)?)?
    };
    Ok(match said {
        Some(said) => merged(&said, concluded),
        None => concluded,
    })
}

/// Of what nothing is said yet.
fn still_open(said: Option<&Said>, length: usize) -> Vec<u32> {
    let all = 0..length as u32;
    match said {
        Some(said) => all.filter(|index| said.status[*index as usize].is_none()).collect(),
        None => all.collect(),
    }
}

/// The place of each piece among those that were computed.
fn places(passing: &[u32], pieces: usize) -> Vec<u32> {
    let mut place = vec![u32::MAX; pieces];
    for (new, old) in passing.iter().enumerate() {
        place[*old as usize] = new as u32;
    }
    place
}

/// What was said of keys, and what the rest come to, in order of key.
fn merged(said: &Said, concluded: Verdicts) -> Verdicts {
    let length = said.status.len();
    let mut all = Verdicts {
        status: Vec::with_capacity(length),
        by: said.by.clone(),
        states: said.states.clone(),
        amount: vec![0; length],
    };
    if all.states.is_empty() && !concluded.states.is_empty() {
        all.states = vec![State::KNOWN; length];
    }
    let mut next = 0;
    for (key, status) in said.status.iter().enumerate() {
        if let Some(status) = status {
            all.status.push(*status);
            continue;
        }
        all.status.push(concluded.status[next]);
        all.by[key] = concluded.by[next];
        all.amount[key] = concluded.amount[next];
        if let Some(state) = concluded.states.get(next) {
            all.states[key] = *state;
        }
        next += 1;
    }
    all
}

/// What applicability and conditions make of each piece; nothing where all hold.
fn judge(clause: &ClauseProgram, frame: &Frame<'_>) -> Result<Option<Said>, AssessError> {
    let fails = if clause.is_control { Status::NotApplicable } else { Status::ZeroByRule };
    let applies = conditions(&clause.applies_when, frame, Status::NotApplicable)?;
    let holds = conditions(&clause.conditions, frame, fails)?;
    Ok(match (applies, holds) {
        (Some(mut applies), Some(holds)) => {
            for piece in 0..frame.length {
                if applies.status[piece].is_none()
                    && let Some(settled) = holds.get(piece)
                {
                    applies.set(piece, settled);
                }
            }
            Some(applies)
        }
        (applies, holds) => applies.or(holds),
    })
}

/// The first condition that fails, else that is unknown, else pending.
fn conditions(list: &[Named], frame: &Frame<'_>, fails: Status) -> Result<Option<Said>, AssessError> {
    let mut said = None;
    for condition in list {
        let truth = evaluate(&condition.node, Scope { frame, rows: None })?;
        if truth.is_all_known() && truth.truths().iter().all(|truth| *truth) {
            continue;
        }
        for piece in 0..frame.length {
            let state = truth.state(piece);
            let (status, state) = match state.kind() {
                StateKind::Known if truth.truths()[truth.position(piece)] => continue,
                StateKind::Known | StateKind::Absent => (fails, State::KNOWN),
                StateKind::Unknown => (Status::NotEvaluated, state),
                StateKind::Pending => (Status::Pending, state),
            };
            say(&mut said, frame.length, piece, Settled::new(status, condition.decider, state));
        }
    }
    Ok(said)
}

/// Says it, unless something at least as urgent was said before.
fn say(said: &mut Option<Said>, length: usize, piece: usize, settled: Settled) {
    let said = said.get_or_insert_with(|| Said::nothing(length));
    if said.status[piece].is_none_or(|before| urgency(settled.status) > urgency(before)) {
        said.set(piece, settled);
    }
}

fn urgency(status: Status) -> u8 {
    match status {
        Status::Due => 0,
        Status::Pending => 1,
        Status::NotEvaluated => 2,
        Status::ZeroByRule | Status::NotApplicable => 3,
    }
}

/// The first needed step in the range that is unknown, else pending.
fn steps(
    clause: &ClauseProgram,
    frame: &Frame<'_>,
    range: std::ops::Range<usize>,
) -> Result<Option<Said>, AssessError> {
    let mut said = None;
    for step in clause.needed_steps.iter().filter(|step| range.contains(step)) {
        let column = needed_step(frame, *step)?;
        if column.is_all_known() {
            continue;
        }
        for key in 0..frame.length {
            let state = column.state(key);
            let status = match state.kind() {
                StateKind::Known => continue,
                StateKind::Pending => Status::Pending,
                StateKind::Unknown | StateKind::Absent => Status::NotEvaluated,
            };
            say(&mut said, frame.length, key, Settled::new(status, clause.steps[*step].decider, state));
        }
    }
    Ok(said)
}

fn needed_step(frame: &Frame<'_>, step: usize) -> Result<Rc<Column>, AssessError> {
    if let Some(column) = frame.known_step(step) {
        return Ok(column);
    }
    let node = frame.step_node(step).ok_or(AssessError::Inconsistent("a step that the clause does not have"))?;
    let column = evaluate(node, Scope { frame, rows: None })?;
    Ok(frame.set_step(step, column))
}

/// What keeps keys from being paid; nothing where some piece passes and none is in doubt.
fn together(keys: &Keys<'_>, pieces: Option<&Said>) -> Option<Said> {
    if pieces.is_none() && keys.missing.is_empty() {
        return keys.settled.clone();
    }
    let mut said = Said::nothing(keys.person.len());
    for key in 0..keys.person.len() {
        let before = keys.settled.as_ref().and_then(|settled| settled.get(key));
        let of_key = keys.pieces_of(key);
        let missing = keys.missing(key);
        let settled = match before {
            Some(before) => Some(before),
            None if of_key.len() == 1 && missing.is_known() => pieces.and_then(|said| said.get(of_key.start)),
            None => of_pieces(pieces, of_key, missing),
        };
        if let Some(settled) = settled {
            said.set(key, settled);
        }
    }
    Some(said)
}

/// What keeps the pieces of a key from being paid together.
fn of_pieces(said: Option<&Said>, pieces: std::ops::Range<usize>, missing: State) -> Option<Settled> {
    let each = || pieces.clone().map(|piece| said.and_then(|said| said.get(piece)));
    let first = |status: Status| each().flatten().find(|piece| piece.status == status);
    let period = |status, kind| (missing.kind() == kind).then(|| Settled::new(status, decider::PERIOD, missing));
    let none_passes = each().all(|piece| piece.is_some());
    let not_applicable = each().all(|piece| piece.is_some_and(|piece| piece.status == Status::NotApplicable));
    period(Status::NotEvaluated, StateKind::Unknown)
        .or_else(|| first(Status::NotEvaluated))
        .or_else(|| period(Status::Pending, StateKind::Pending))
        .or_else(|| first(Status::Pending))
        .or_else(|| first(Status::NotApplicable).filter(|_| not_applicable))
        .or_else(|| first(Status::ZeroByRule).filter(|_| none_passes))
}

/// What keys whose pieces pass come to.
fn conclude(clause: &ClauseProgram, whole: &Frame<'_>) -> Result<Verdicts, AssessError> {
    let stopped = steps(clause, whole, 0..clause.steps.len())?;
    match &clause.outcome {
        OutcomeProgram::Pays { step } => pay(clause, whole, *step, stopped.as_ref()),
        OutcomeProgram::Holds(node) => {
            let holds = evaluate(node, Scope { frame: whole, rows: None })?;
            hold(&holds, whole.length, stopped.as_ref())
        }
    }
}

fn hold(holds: &Column, length: usize, stopped: Option<&Said>) -> Result<Verdicts, AssessError> {
    let mut said = Said::nothing(length);
    for key in 0..length {
        let state = holds.state(key);
        let settled = match (stopped.and_then(|stopped| stopped.get(key)), state.kind()) {
            (Some(stopped), _) => stopped,
            (None, StateKind::Known) if holds.truths()[holds.position(key)] => continue,
            (None, StateKind::Known | StateKind::Absent) => {
                Settled::new(Status::ZeroByRule, decider::HOLDS, State::KNOWN)
            }
            (None, StateKind::Unknown) => Settled::new(Status::NotEvaluated, decider::HOLDS, state),
            (None, StateKind::Pending) => Settled::new(Status::Pending, decider::HOLDS, state),
        };
        said.set(key, settled);
    }
    Ok(due_unless(said, vec![0; length]))
}

/// Due, except where something else was said.
fn due_unless(said: Said, amount: Vec<i64>) -> Verdicts {
    let status = said.status.into_iter().map(|status| status.unwrap_or(Status::Due)).collect();
    Verdicts { status, by: said.by, states: said.states, amount }
}

/// Due when above zero; else zero by the first needed number that is zero, or by the paid step when it is below.
fn pay(
    clause: &ClauseProgram,
    whole: &Frame<'_>,
    step: usize,
    stopped: Option<&Said>,
) -> Result<Verdicts, AssessError> {
    let paid = needed_step(whole, step)?;
    let Values::Fixed(scale, digits) = &paid.values else {
        return Err(AssessError::Inconsistent("a payment that is not exact"));
    };
    let numbers = clause.needed_steps.iter().filter(|step| clause.steps[**step].node.kind.is_number());
    let columns = numbers.map(|step| Ok((clause.steps[*step].decider, needed_step(whole, *step)?)));
    let columns = columns.collect::<Result<Vec<_>, AssessError>>()?;
    let mut said = Said::nothing(whole.length);
    let mut amounts = vec![0; whole.length];
    for (key, due) in amounts.iter_mut().enumerate() {
        if let Some(stopped) = stopped.and_then(|stopped| stopped.get(key)) {
            said.set(key, stopped);
            continue;
        }
        let amount = digits.at(paid.position(key));
        if amount > 0 {
            match centimes(amount, *scale) {
                Some(centimes) => *due = centimes,
                None => said.set(key, Settled::new(Status::NotEvaluated, clause.steps[step].decider, State::TOO_LARGE)),
            }
            continue;
        }
        let zero = columns.iter().find(|(_, column)| amount == 0 && column.is_zero(key));
        let by = zero.map_or(clause.steps[step].decider, |(decider, _)| *decider);
        said.set(key, Settled::new(Status::ZeroByRule, by, State::KNOWN));
    }
    Ok(due_unless(said, amounts))
}

/// The amount in centimes, where it is a whole number of them that can be paid.
fn centimes(digits: i128, scale: u8) -> Option<i64> {
    let centimes = if scale == 2 {
        digits
    } else if scale < 2 {
        crate::number::rescale(digits, scale, 2)?
    } else {
        let unit = crate::number::power_of_ten(scale - 2)?;
        if digits % unit != 0 {
            return None;
        }
        digits / unit
    };
    i64::try_from(centimes).ok().filter(|centimes| *centimes <= PAID_MAX.centimes())
}
