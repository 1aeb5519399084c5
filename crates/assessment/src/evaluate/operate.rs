//! Arithmetic on columns. A result that does not fit marks its key, and becomes an error only where the key needs it:
//! a branch that a choice does not take costs nothing.

use crate::column::{Column, Values};
use crate::number::{Fraction, rescale, round};
use crate::program::Kind;
use crate::state::State;
use contract::model::RoundMode;

/// A column of the same numbers in another, finer kind.
pub(crate) fn coerced(column: &Column, kind: Kind, length: usize) -> Column {
    match (&column.values, kind) {
        (Values::Fixed(from, digits), Kind::Fixed(to)) if *from != to => {
            map(length, column, digits, 0, |digits| rescale(digits, *from, to), |digits| Values::Fixed(to, digits))
        }
        (Values::Fixed(from, digits), Kind::Fraction) => {
            map(length, column, digits, Fraction::ZERO, |digits| Fraction::of_fixed(digits, *from), Values::Fraction)
        }
        _ => column.clone(),
    }
}

/// A function of one column, value by value; where it gives nothing, the value does not fit.
pub(crate) fn map<A: Copy, R: Copy>(
    length: usize,
    column: &Column,
    values: &[A],
    zero: R,
    function: impl Fn(A) -> Option<R>,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let length = if column.uniform { 1 } else { length };
    let mut out = Column { values: Values::Truth(Vec::new()), states: column.states.clone(), uniform: column.uniform };
    let mut results = Vec::with_capacity(length);
    for (index, value) in values.iter().enumerate() {
        let known = out.states.is_empty() || out.states[index].is_known();
        results.push(match if known { function(*value) } else { Some(zero) } {
            Some(result) => result,
            None => {
                out.set_state(index, State::OVERFLOW, length);
                zero
            }
        });
    }
    out.values = wrap(results);
    out
}

/// The states of an operation on two columns.
pub(crate) fn joined(length: usize, left: &Column, right: &Column) -> Vec<State> {
    if left.is_all_known() && right.is_all_known() {
        return Vec::new();
    }
    (0..length).map(|index| left.state(index).and(right.state(index))).collect()
}

/// A function of two columns, value by value.
pub(crate) fn zip<A: Copy, B: Copy, R: Copy>(
    length: usize,
    (left, left_values): (&Column, &[A]),
    (right, right_values): (&Column, &[B]),
    zero: R,
    function: impl Fn(A, B) -> Option<R>,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let uniform = left.uniform && right.uniform;
    let length = if uniform { 1 } else { length };
    let mut out = Column { values: Values::Truth(Vec::new()), states: joined(length, left, right), uniform };
    let mut results = Vec::with_capacity(length);
    for index in 0..length {
        let known = out.states.is_empty() || out.states[index].is_known();
        let computed = if known {
            function(left_values[left.position(index)], right_values[right.position(index)])
        } else {
            Some(zero)
        };
        results.push(match computed {
            Some(result) => result,
            None => {
                out.set_state(index, State::OVERFLOW, length);
                zero
            }
        });
    }
    out.values = wrap(results);
    out
}

fn numbers(
    length: usize,
    kind: Kind,
    left: &Column,
    right: &Column,
    fixed: impl Fn(i128, i128) -> Option<i128>,
    fraction: impl Fn(Fraction, Fraction) -> Option<Fraction>,
) -> Column {
    let (left, right) = (coerced(left, kind, length), coerced(right, kind, length));
    match (&left.values, &right.values) {
        (Values::Fixed(scale, a), Values::Fixed(_, b)) => {
            zip(length, (&left, a), (&right, b), 0, fixed, |digits| Values::Fixed(*scale, digits))
        }
        (Values::Fraction(a), Values::Fraction(b)) => {
            zip(length, (&left, a), (&right, b), Fraction::ZERO, fraction, Values::Fraction)
        }
        _ => Column::all(kind, State::OVERFLOW),
    }
}

pub(super) fn add(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    numbers(length, kind, left, right, i128::checked_add, Fraction::plus)
}

pub(super) fn subtract(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    numbers(length, kind, left, right, i128::checked_sub, Fraction::minus)
}

pub(super) fn times(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    match (&left.values, &right.values, kind) {
        (Values::Fixed(_, a), Values::Fixed(_, b), Kind::Fixed(scale)) => {
            zip(length, (left, a), (right, b), 0, i128::checked_mul, |digits| Values::Fixed(scale, digits))
        }
        _ => numbers(length, Kind::Fraction, left, right, i128::checked_mul, Fraction::times),
    }
}

/// The smaller (`at_most`) or the larger of two numbers or days.
pub(super) fn bound(length: usize, kind: Kind, left: &Column, right: &Column, smaller: bool) -> Column {
    if let (Values::Date(a), Values::Date(b)) = (&left.values, &right.values) {
        let choose = |a: i32, b: i32| Some(if smaller { a.min(b) } else { a.max(b) });
        return zip(length, (left, a), (right, b), 0, choose, Values::Date);
    }
    let fixed = |a: i128, b: i128| Some(if smaller { a.min(b) } else { a.max(b) });
    let fraction = |a: Fraction, b: Fraction| Some(if a.order(b).is_le() == smaller { a } else { b });
    numbers(length, kind, left, right, fixed, fraction)
}

pub(super) fn ratio(length: usize, of: &Column, to: &Column, if_zero: Option<(i128, u8)>) -> Column {
    let (of, to) = (coerced(of, Kind::Fraction, length), coerced(to, Kind::Fraction, length));
    let (Values::Fraction(tops), Values::Fraction(bottoms)) = (&of.values, &to.values) else {
        return Column::all(Kind::Fraction, State::OVERFLOW);
    };
    let instead = if_zero.and_then(|(digits, scale)| Fraction::of_fixed(digits, scale));
    let divide = |top: Fraction, bottom: Fraction| {
        if bottom.top() == 0 { Some(instead.unwrap_or(Fraction::ZERO)) } else { top.over(bottom) }
    };
    let mut out = zip(length, (&of, tops), (&to, bottoms), Fraction::ZERO, divide, Values::Fraction);
    if if_zero.is_none() {
        let length = if out.uniform { 1 } else { length };
        for index in 0..length {
            if bottoms[to.position(index)].top() == 0 && out.state(index).is_known() {
                out.set_state(index, State::divided_by_zero(), length);
            }
        }
    }
    out
}

pub(super) fn round_column(length: usize, of: &Column, to_digits: i128, to_scale: u8, mode: RoundMode) -> Column {
    let wrap = |digits| Values::Fixed(to_scale, digits);
    match &of.values {
        Values::Fixed(scale, digits) => {
            let each = |digits| round(Fraction::of_fixed(digits, *scale)?, to_digits, to_scale, mode);
            map(length, of, digits, 0, each, wrap)
        }
        Values::Fraction(fractions) => {
            map(length, of, fractions, 0, |fraction| round(fraction, to_digits, to_scale, mode), wrap)
        }
        _ => Column::all(Kind::Fixed(to_scale), State::OVERFLOW),
    }
}
