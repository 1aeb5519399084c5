//! Truths: comparisons, how conditions combine when some are not known, and choices.
//!
//! *And*: fails if one fails, else absent, unknown, pending, holds. *Or*: holds if one holds, else unknown, pending,
//! absent, fails. An absent row never makes a *not* hold.

use std::cmp::Ordering;
use std::rc::Rc;

use contract::model::Comparison;

use super::operate::{coerced, plainly, zip};
use crate::column::{Column, Digits, Values};
use crate::number::Fraction;
use crate::program::Kind;
use crate::space::Ground;
use crate::state::{Kind as StateKind, State};

pub(super) fn satisfies(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// The truths of one comparison of values in order, each comparison its own loop.
fn ordered<A: Copy + Ord>(
    length: usize,
    left: (&Column, &[A]),
    comparison: Comparison,
    right: (&Column, &[A]),
) -> Column {
    let wrap = Values::Truth;
    match comparison {
        Comparison::Equal => plainly(length, left, right, |a, b| a == b, wrap),
        Comparison::NotEqual => plainly(length, left, right, |a, b| a != b, wrap),
        Comparison::Less => plainly(length, left, right, |a, b| a < b, wrap),
        Comparison::LessOrEqual => plainly(length, left, right, |a, b| a <= b, wrap),
        Comparison::Greater => plainly(length, left, right, |a, b| a > b, wrap),
        Comparison::GreaterOrEqual => plainly(length, left, right, |a, b| a >= b, wrap),
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
        (Values::Date(a), Values::Date(b)) => ordered(length, (left, a), comparison, (right, b)),
        (Values::Word(a), Values::Word(b)) => match comparison {
            Comparison::Equal => plainly(length, (left, a), (right, b), |a, b| a == b, Values::Truth),
            Comparison::NotEqual => plainly(length, (left, a), (right, b), |a, b| a != b, Values::Truth),
            _ => {
                let order = |a: u32, b: u32| satisfies(ground.word(a).cmp(ground.word(b)), comparison);
                plainly(length, (left, a), (right, b), order, Values::Truth)
            }
        },
        (Values::Fixed(p, a), Values::Fixed(q, b)) if p == q => match (a, b) {
            (Digits::Narrow { digits: a, .. }, Digits::Narrow { digits: b, .. }) => {
                ordered(length, (left, a), comparison, (right, b))
            }
            _ => {
                let wide = |digits: &Digits| (0..digits.len()).map(|index| digits.at(index)).collect::<Vec<_>>();
                ordered(length, (left, &wide(a)), comparison, (right, &wide(b)))
            }
        },
        (Values::Fixed(p, _), Values::Fixed(q, _)) => {
            let kind = Kind::Fixed(*p.max(q));
            let (fine, other) = (coerced(left, kind, length), coerced(right, kind, length));
            if all_fit(&fine) && all_fit(&other) {
                return compare(ground, length, &fine, comparison, &other);
            }
            fractions(length, left, comparison, right)
        }
        (Values::Fixed(..) | Values::Fraction(_), Values::Fixed(..) | Values::Fraction(_)) => {
            fractions(length, left, comparison, right)
        }
        _ => Column::all(Kind::Truth, State::TOO_LARGE),
    }
}

fn all_fit(column: &Column) -> bool {
    !column.states.iter().any(|state| state.is_too_large())
}

fn fractions(length: usize, left: &Column, comparison: Comparison, right: &Column) -> Column {
    let (left, right) = (coerced(left, Kind::Fraction, length), coerced(right, Kind::Fraction, length));
    let (Values::Fraction(a), Values::Fraction(b)) = (&left.values, &right.values) else {
        return Column::all(Kind::Truth, State::TOO_LARGE);
    };
    let each = |a: Fraction, b: Fraction| Some(satisfies(a.order(b), comparison));
    zip(length, (&left, a), (&right, b), false, each, Values::Truth)
}

/// *And* or *or* of several.
pub(super) fn combine(length: usize, parts: &[Rc<Column>], is_and: bool) -> Column {
    let uniform = parts.iter().all(|part| part.uniform);
    let length = if uniform { 1 } else { length };
    if parts.iter().all(|part| part.is_all_known()) {
        return Column {
            values: Values::Truth(combined_truths(length, parts, is_and)),
            states: Vec::new(),
            uniform,
            bounds: Vec::new(),
        };
    }
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
    Column { values: Values::Truth(truths), states, uniform, bounds: Vec::new() }
}

/// The same where every part is known everywhere.
fn combined_truths(length: usize, parts: &[Rc<Column>], is_and: bool) -> Vec<bool> {
    let mut truths = vec![is_and; length];
    for part in parts {
        match part.truths() {
            [one, ..] if part.uniform => {
                if *one != is_and {
                    truths.fill(!is_and);
                }
            }
            each if is_and => truths.iter_mut().zip(each).for_each(|(truth, one)| *truth &= one),
            each => truths.iter_mut().zip(each).for_each(|(truth, one)| *truth |= one),
        }
    }
    truths
}

fn strength(state: State, is_and: bool) -> u8 {
    match state.kind() {
        StateKind::Known => 0,
        StateKind::Absent if !is_and => 1,
        StateKind::Pending => 2,
        StateKind::Unknown => 3,
        StateKind::Absent => 4,
    }
}

/// The value of the first case whose condition holds; an unknown condition met before stands for the value.
pub(super) fn choose(length: usize, kind: Kind, cases: &[(Rc<Column>, Rc<Column>)], otherwise: &Column) -> Column {
    let values = cases.iter().map(|(_, value)| value.as_ref()).chain([otherwise]);
    let values: Vec<_> = values.map(|value| coerced(value, kind, length)).collect();
    let uniform = values.iter().all(|value| value.uniform) && cases.iter().all(|(condition, _)| condition.uniform);
    let length = if uniform { 1 } else { length };
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
    let picked = pick(kind, length, |index| states[index].is_known().then(|| values[branch[index]].as_ref()));
    Column { uniform, ..Column::tidied(picked, states) }
}

/// The value that stands at each place in the column named for it; zero where none is.
fn pick<'c>(kind: Kind, length: usize, from: impl Fn(usize) -> Option<&'c Column>) -> Values {
    fn each<'c, T: Copy>(
        length: usize,
        zero: T,
        from: impl Fn(usize) -> Option<&'c Column>,
        of: impl Fn(&'c Values, usize) -> Option<T>,
    ) -> Vec<T> {
        let one = |index| from(index).and_then(|column| of(&column.values, column.position(index))).unwrap_or(zero);
        (0..length).map(one).collect()
    }
    match kind {
        Kind::Fixed(scale) => {
            let digits = |values: &Values, place| match values {
                Values::Fixed(_, digits) => Some(digits.at(place)),
                _ => None,
            };
            Values::Fixed(scale, Digits::from_iter(each(length, 0, from, digits)))
        }
        Kind::Fraction => Values::Fraction(each(length, Fraction::ZERO, from, |values, place| match values {
            Values::Fraction(fractions) => fractions.get(place).copied(),
            _ => None,
        })),
        Kind::Date => Values::Date(each(length, 0, from, |values, place| match values {
            Values::Date(days) => days.get(place).copied(),
            _ => None,
        })),
        Kind::Word => Values::Word(each(length, 0, from, |values, place| match values {
            Values::Word(words) => words.get(place).copied(),
            _ => None,
        })),
        Kind::Truth => Values::Truth(each(length, false, from, |values, place| match values {
            Values::Truth(truths) => truths.get(place).copied(),
            _ => None,
        })),
    }
}

/// The lookup where it is known or wanting for another reason than absence; the value where it is absent.
pub(super) fn where_absent(length: usize, kind: Kind, lookup: &Column, value: &Column) -> Column {
    let (lookup, value) = (coerced(lookup, kind, length), coerced(value, kind, length));
    if lookup.is_all_known() {
        return lookup.into_owned();
    }
    let uniform = lookup.uniform && value.uniform;
    let length = if uniform { 1 } else { length };
    let from = |index: usize| if lookup.state(index).kind() == StateKind::Absent { &*value } else { &*lookup };
    let states: Vec<State> = (0..length).map(|index| from(index).state(index)).collect();
    let picked = pick(kind, length, |index| states[index].is_known().then(|| from(index)));
    Column { uniform, ..Column::tidied(picked, states) }
}
