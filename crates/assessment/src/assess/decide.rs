//! How a key is decided: applicability, conditions, steps; pieces summed at the first `round`; the status that follows.

use std::rc::Rc;

use contract::determination::Status;

use super::AssessError;
use crate::column::{Column, Values};
use crate::evaluate::{Scope, evaluate};
use crate::number::Fraction;
use crate::program::{ClauseProgram, Kind, Named, OutcomeProgram, decider};
use crate::space::frame::Frame;
use crate::space::keys::{Keys, NOBODY, Settled};
use crate::state::{Kind as StateKind, State};

/// What the clause says of every key.
pub(super) fn decide(clause: &ClauseProgram, keys: &Keys<'_>) -> Result<Vec<Settled>, AssessError> {
    let mut pieces = judge(clause, &keys.pieces)?;
    let passing: Vec<u32> = (0..pieces.len() as u32).filter(|piece| pieces[*piece as usize].is_none()).collect();
    let computed = keys.pieces.select(&passing);
    let stopped = steps(clause, &computed, 0..clause.first_round)?;
    for (piece, stopped) in passing.iter().zip(stopped) {
        pieces[*piece as usize] = stopped;
    }
    let mut paid = Vec::new();
    let mut out = Vec::with_capacity(keys.person.len());
    for key in 0..keys.person.len() {
        let of_key = keys.first_piece[key] as usize..keys.first_piece[key + 1] as usize;
        let settled = match keys.settled[key] {
            Some(settled) => Some(settled),
            None => together(&pieces[of_key], keys.missing[key]),
        };
        if settled.is_none() {
            paid.push(key);
        }
        out.push(settled.unwrap_or(Settled::new(Status::NotApplicable, decider::PERIOD, State::KNOWN)));
    }
    let place = places(&passing, pieces.len());
    let sums = Sums::new(keys, &pieces, &place, &paid);
    let whole = sums.frame(clause, &computed)?;
    for (key, settled) in paid.into_iter().zip(conclude(clause, &whole)?) {
        out[key] = settled;
    }
    Ok(out)
}

/// The place of each piece among those that were computed.
fn places(passing: &[u32], pieces: usize) -> Vec<u32> {
    let mut place = vec![u32::MAX; pieces];
    for (new, old) in passing.iter().enumerate() {
        place[*old as usize] = new as u32;
    }
    place
}

/// What applicability and conditions make of each piece; nothing where all hold.
fn judge(clause: &ClauseProgram, frame: &Frame<'_>) -> Result<Vec<Option<Settled>>, AssessError> {
    let fails = if clause.is_control { Status::NotApplicable } else { Status::ZeroByRule };
    let applies = conditions(&clause.applies_when, frame, Status::NotApplicable)?;
    let holds = conditions(&clause.conditions, frame, fails)?;
    Ok(applies.into_iter().zip(holds).map(|(applies, holds)| applies.or(holds)).collect())
}

/// The first condition that fails, else that is unknown, else pending.
fn conditions(list: &[Named], frame: &Frame<'_>, fails: Status) -> Result<Vec<Option<Settled>>, AssessError> {
    let mut settled: Vec<Option<Settled>> = vec![None; frame.length];
    for condition in list {
        let truth = evaluate(&condition.node, Scope { frame, rows: None })?;
        for (piece, settled) in settled.iter_mut().enumerate() {
            let state = truth.state(piece);
            let (status, state) = match state.kind() {
                StateKind::Known if truth.truths()[truth.position(piece)] => continue,
                StateKind::Known | StateKind::Absent => (fails, State::KNOWN),
                StateKind::Unknown | StateKind::Overflow => (Status::NotEvaluated, state),
                StateKind::Pending => (Status::Pending, state),
            };
            if settled.is_none_or(|before| urgency(status) > urgency(before.status)) {
                *settled = Some(Settled::new(status, condition.decider, state));
            }
        }
    }
    for settled in settled.iter().flatten() {
        if settled.state.kind() == StateKind::Overflow {
            return Err(AssessError::Overflow);
        }
    }
    Ok(settled)
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
) -> Result<Vec<Option<Settled>>, AssessError> {
    let mut settled: Vec<Option<Settled>> = vec![None; frame.length];
    for step in clause.needed_steps.iter().filter(|step| range.contains(step)) {
        let column = needed_step(frame, *step)?;
        if column.is_all_known() {
            continue;
        }
        for (key, settled) in settled.iter_mut().enumerate() {
            let state = column.state(key);
            let status = match state.kind() {
                StateKind::Known => continue,
                StateKind::Pending => Status::Pending,
                StateKind::Unknown | StateKind::Absent | StateKind::Overflow => Status::NotEvaluated,
            };
            if settled.is_none_or(|before| urgency(status) > urgency(before.status)) {
                *settled = Some(Settled::new(status, clause.steps[*step].decider, state));
            }
        }
    }
    if settled.iter().flatten().any(|settled| settled.state.kind() == StateKind::Overflow) {
        return Err(AssessError::Overflow);
    }
    Ok(settled)
}

fn needed_step(frame: &Frame<'_>, step: usize) -> Result<Rc<Column>, AssessError> {
    if let Some(column) = frame.known_step(step) {
        return Ok(column);
    }
    let node = frame.step_node(step).ok_or(AssessError::Inconsistent("a step that the clause does not have"))?;
    let column = evaluate(node, Scope { frame, rows: None })?;
    Ok(frame.set_step(step, column))
}

/// What keeps the pieces of a key from being paid together; nothing when some pass and none is in doubt.
fn together(pieces: &[Option<Settled>], missing: State) -> Option<Settled> {
    let first = |status: Status| pieces.iter().flatten().find(|piece| piece.status == status).copied();
    let period = |status, kind| (missing.kind() == kind).then(|| Settled::new(status, decider::PERIOD, missing));
    let none_passes = pieces.iter().all(Option::is_some);
    let not_applicable = pieces.iter().all(|piece| piece.is_some_and(|piece| piece.status == Status::NotApplicable));
    period(Status::NotEvaluated, StateKind::Unknown)
        .or_else(|| first(Status::NotEvaluated))
        .or_else(|| period(Status::Pending, StateKind::Pending))
        .or_else(|| first(Status::Pending))
        .or_else(|| first(Status::NotApplicable).filter(|_| not_applicable))
        .or_else(|| first(Status::ZeroByRule).filter(|_| none_passes))
}

/// Which computed pieces are summed into which key.
struct Sums {
    key: Vec<u32>,
    piece: Vec<u32>,
    /// The first piece of each key that passes.
    first: Vec<u32>,
}

impl Sums {
    fn new(keys: &Keys<'_>, pieces: &[Option<Settled>], place: &[u32], paid: &[usize]) -> Sums {
        let mut sums = Sums { key: Vec::new(), piece: Vec::new(), first: Vec::new() };
        for (new, key) in paid.iter().enumerate() {
            let of_key = keys.first_piece[*key]..keys.first_piece[key + 1];
            let mut first = None;
            for piece in of_key.filter(|piece| pieces[*piece as usize].is_none()) {
                let piece = place[piece as usize];
                first = first.or(Some(piece));
                sums.key.push(new as u32);
                sums.piece.push(piece);
            }
            sums.first.push(first.unwrap_or(0));
        }
        sums
    }

    /// Keys with the sums of their pieces as steps before the first round.
    fn frame<'g>(&self, clause: &ClauseProgram, computed: &Frame<'g>) -> Result<Frame<'g>, AssessError> {
        let whole = computed.select(&self.first);
        for step in clause.needed_steps.iter().copied().filter(|step| *step < clause.first_round) {
            let column = needed_step(computed, step)?;
            let single = self.first.len() == self.piece.len();
            let summed = if single || !clause.steps[step].node.kind.is_number() {
                column.gather(&self.first)
            } else {
                self.sum(&column, clause.steps[step].node.kind)
            };
            whole.set_step(step, Rc::new(summed));
        }
        Ok(whole)
    }

    fn sum(&self, column: &Column, kind: Kind) -> Column {
        let length = self.first.len();
        let mut out = Column::new(Values::zeros(kind, length), Vec::new());
        for (key, piece) in self.key.iter().zip(&self.piece) {
            let (key, piece) = (*key as usize, column.position(*piece as usize));
            let fits = match (&mut out.values, &column.values) {
                (Values::Fixed(_, sums), Values::Fixed(_, digits)) => {
                    sums[key].checked_add(digits[piece]).map(|sum| sums[key] = sum)
                }
                (Values::Fraction(sums), Values::Fraction(fractions)) => {
                    Fraction::plus(sums[key], fractions[piece]).map(|sum| sums[key] = sum)
                }
                _ => None,
            };
            if fits.is_none() {
                out.set_state(key, State::OVERFLOW, length);
            }
        }
        out
    }
}

/// What keys whose pieces pass come to.
fn conclude(clause: &ClauseProgram, whole: &Frame<'_>) -> Result<Vec<Settled>, AssessError> {
    let stopped = steps(clause, whole, 0..clause.steps.len())?;
    match &clause.outcome {
        OutcomeProgram::Pays { step } => pay(clause, whole, *step, &stopped),
        OutcomeProgram::Holds(node) => {
            let holds = evaluate(node, Scope { frame: whole, rows: None })?;
            let each = stopped.into_iter().enumerate().map(|(key, stopped)| {
                let state = holds.state(key);
                Ok(match (stopped, state.kind()) {
                    (Some(stopped), _) => stopped,
                    (None, StateKind::Known) if holds.truths()[holds.position(key)] => {
                        Settled::new(Status::Due, NOBODY, State::KNOWN)
                    }
                    (None, StateKind::Known | StateKind::Absent) => {
                        Settled::new(Status::ZeroByRule, decider::HOLDS, State::KNOWN)
                    }
                    (None, StateKind::Unknown) => Settled::new(Status::NotEvaluated, decider::HOLDS, state),
                    (None, StateKind::Pending) => Settled::new(Status::Pending, decider::HOLDS, state),
                    (None, StateKind::Overflow) => return Err(AssessError::Overflow),
                })
            });
            each.collect()
        }
    }
}

/// Due when above zero; else zero by the first needed number that is zero, or by the paid step when it is below.
fn pay(
    clause: &ClauseProgram,
    whole: &Frame<'_>,
    step: usize,
    stopped: &[Option<Settled>],
) -> Result<Vec<Settled>, AssessError> {
    let paid = needed_step(whole, step)?;
    let Values::Fixed(scale, digits) = &paid.values else {
        return Err(AssessError::Inconsistent("a payment that is not exact"));
    };
    let numbers = clause.needed_steps.iter().filter(|step| clause.steps[**step].node.kind.is_number());
    let columns = numbers.map(|step| Ok((clause.steps[*step].decider, needed_step(whole, *step)?)));
    let columns = columns.collect::<Result<Vec<_>, AssessError>>()?;
    let each = stopped.iter().enumerate().map(|(key, stopped)| {
        if let Some(stopped) = stopped {
            return Ok(*stopped);
        }
        let amount = digits[paid.position(key)];
        if amount > 0 {
            let amount =
                centimes(amount, *scale).ok_or_else(|| AssessError::NotPayable { clause: clause.id.clone() })?;
            return Ok(Settled { amount, ..Settled::new(Status::Due, NOBODY, State::KNOWN) });
        }
        let zero = columns.iter().find(|(_, column)| amount == 0 && column.is_zero(key));
        let by = zero.map_or(clause.steps[step].decider, |(decider, _)| *decider);
        Ok(Settled::new(Status::ZeroByRule, by, State::KNOWN))
    });
    each.collect()
}

fn centimes(digits: i128, scale: u8) -> Option<i64> {
    let centimes = if scale <= 2 {
        crate::number::rescale(digits, scale, 2)?
    } else {
        let unit = crate::number::power_of_ten(scale - 2)?;
        if digits % unit != 0 {
            return None;
        }
        digits / unit
    };
    i64::try_from(centimes).ok()
}
