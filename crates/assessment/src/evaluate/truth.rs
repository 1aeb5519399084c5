//! Truths: comparisons, how conditions combine when some are not known, and choices.
//!
//! *And*: fails if one fails, else absent, unknown, pending, holds. *Or*: holds if one holds, else unknown, pending,
//! absent, fails. An absent row never makes a *not* hold.

use std::cmp::Ordering;
use std::rc::Rc;

use contract::model::Comparison;

use super::operate::{coerced, zip};
use crate::column::{Column, Values};
use crate::number::Fraction;
use crate::program::Kind;
use crate::space::Ground;
use crate::state::{Kind as StateKind, State};

fn satisfies(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

pub(super) fn compare(
    ground: &Ground<'_>,
    length: usize,
    left: &Column,
    comparison: Comparison,
    right: &Column,
) -> Column {
    match (&left.values, &right.values) {
        (Values::Date(a), Values::Date(b)) => {
            let each = |a: i32, b: i32| Some(satisfies(a.cmp(&b), comparison));
            zip(length, (left, a), (right, b), false, each, Values::Truth)
        }
        (Values::Word(a), Values::Word(b)) => {
            let each = |a: u32, b: u32| {
                let order = if a == b { Ordering::Equal } else { ground.word(a).cmp(ground.word(b)) };
                Some(satisfies(order, comparison))
            };
            zip(length, (left, a), (right, b), false, each, Values::Truth)
        }
        (Values::Fixed(p, a), Values::Fixed(q, b)) if p == q => {
            let each = |a: i128, b: i128| Some(satisfies(a.cmp(&b), comparison));
            zip(length, (left, a), (right, b), false, each, Values::Truth)
        }
        (Values::Fixed(..) | Values::Fraction(_), Values::Fixed(..) | Values::Fraction(_)) => {
            let (left, right) = (coerced(left, Kind::Fraction, length), coerced(right, Kind::Fraction, length));
            let (Values::Fraction(a), Values::Fraction(b)) = (&left.values, &right.values) else {
                return Column::all(Kind::Truth, State::OVERFLOW);
            };
            let each = |a: Fraction, b: Fraction| Some(satisfies(a.order(b), comparison));
            zip(length, (&left, a), (&right, b), false, each, Values::Truth)
        }
        _ => Column::all(Kind::Truth, State::OVERFLOW),
    }
}

/// *And* or *or* of several.
pub(super) fn combine(length: usize, parts: &[Rc<Column>], is_and: bool) -> Column {
    let uniform = parts.iter().all(|part| part.uniform);
    let length = if uniform { 1 } else { length };
    let mut truths = vec![is_and; length];
    let mut states: Vec<State> = Vec::new();
    for (index, truth) in truths.iter_mut().enumerate() {
        let mut state = State::KNOWN;
        let mut decided = false;
        for part in parts {
            let other = part.state(index);
            if other.is_known() {
                decided |= part.truths()[part.position(index)] != is_and;
            } else if strength(other, is_and) > strength(state, is_and) {
                state = other;
            }
        }
        if decided {
            (*truth, state) = (!is_and, State::KNOWN);
        }
        if !state.is_known() {
            if states.is_empty() {
                states = vec![State::KNOWN; length];
            }
            states[index] = state;
        }
    }
    Column { values: Values::Truth(truths), states, uniform }
}

fn strength(state: State, is_and: bool) -> u8 {
    match state.kind() {
        StateKind::Known => 0,
        StateKind::Absent if !is_and => 1,
        StateKind::Pending => 2,
        StateKind::Unknown => 3,
        StateKind::Absent => 4,
        StateKind::Overflow => 5,
    }
}

/// The value of the first case whose condition holds; an unknown condition met before stands for the value.
pub(super) fn choose(length: usize, kind: Kind, cases: &[(Rc<Column>, Rc<Column>)], otherwise: &Column) -> Column {
    let values: Vec<Column> = cases
        .iter()
        .map(|(_, value)| value.as_ref())
        .chain([otherwise])
        .map(|value| coerced(value, kind, length))
        .collect();
    let mut states = vec![State::KNOWN; length];
    let mut branch = vec![cases.len(); length];
    for index in 0..length {
        for (case, (condition, _)) in cases.iter().enumerate() {
            let state = condition.state(index);
            if !state.is_known() {
                states[index] = state;
                break;
            }
            if condition.truths()[condition.position(index)] {
                branch[index] = case;
                break;
            }
        }
        if states[index].is_known() {
            states[index] = values[branch[index]].state(index);
        }
    }
    let mut out = Values::zeros(kind, length);
    for (index, branch) in branch.into_iter().enumerate() {
        if states[index].is_known() {
            let column = &values[branch];
            copy(&mut out, index, &column.values, column.position(index));
        }
    }
    Column::new(out, states)
}

fn copy(to: &mut Values, at: usize, from: &Values, position: usize) {
    match (to, from) {
        (Values::Fixed(_, to), Values::Fixed(_, from)) => to[at] = from[position],
        (Values::Fraction(to), Values::Fraction(from)) => to[at] = from[position],
        (Values::Date(to), Values::Date(from)) => to[at] = from[position],
        (Values::Word(to), Values::Word(from)) => to[at] = from[position],
        (Values::Truth(to), Values::Truth(from)) => to[at] = from[position],
        _ => {}
    }
}

/// The lookup where it is known or wanting for another reason than absence; the value where it is absent.
pub(super) fn where_absent(length: usize, kind: Kind, lookup: &Column, value: &Column) -> Column {
    let (lookup, value) = (coerced(lookup, kind, length), coerced(value, kind, length));
    let mut out = Values::zeros(kind, length);
    let mut states = vec![State::KNOWN; length];
    for (index, state) in states.iter_mut().enumerate() {
        let from = if lookup.state(index).kind() == StateKind::Absent { &value } else { &lookup };
        *state = from.state(index);
        if state.is_known() {
            copy(&mut out, index, &from.values, from.position(index));
        }
    }
    Column::new(out, states)
}
