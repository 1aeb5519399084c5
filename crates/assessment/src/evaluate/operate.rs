//! Arithmetic on columns. A result that does not fit marks its key, and becomes an error only where the key needs it:
//! a branch that a choice does not take costs nothing.
//!
//! Numbers of 64 bits whose bounds prove that the result fits are computed in one plain loop; all others in 128 bits,
//! checked one by one.

use std::borrow::Cow;

use crate::column::{Column, Digits, NARROW_MAX, Values};
use crate::number::{Fraction, power_of_ten, rescale, round, round_narrow};
use crate::program::Kind;
use crate::state::State;
use contract::model::RoundMode;

/// A column of the same numbers in another, finer kind.
pub(crate) fn coerced(column: &Column, kind: Kind, length: usize) -> Cow<'_, Column> {
    match (&column.values, kind) {
        (Values::Fixed(from, digits), Kind::Fixed(to)) if *from != to => {
            Cow::Owned(rescaled(column, digits, *from, to))
        }
        (Values::Fixed(from, digits), Kind::Fraction) => {
            let length = if column.uniform { 1 } else { length };
            let each = |index| Fraction::of_fixed(digits.at(index), *from);
            Cow::Owned(fill(length, column.states.clone(), column.uniform, Fraction::ZERO, each, Values::Fraction))
        }
        _ => Cow::Borrowed(column),
    }
}

fn rescaled(column: &Column, digits: &Digits, from: u8, to: u8) -> Column {
    let factor = to.checked_sub(from).and_then(power_of_ten).and_then(|factor| i64::try_from(factor).ok());
    if let (Digits::Narrow { digits, bound }, Some(factor)) = (digits, factor)
        && let Some(bound) = bound.checked_mul(factor.unsigned_abs()).filter(|bound| *bound <= NARROW_MAX)
    {
        let digits = Digits::bounded(digits.iter().map(|one| one * factor).collect(), bound);
        return Column {
            values: Values::Fixed(to, digits),
            states: column.states.clone(),
            uniform: column.uniform,
            bounds: Vec::new(),
        };
    }
    let each = |index| rescale(digits.at(index), from, to);
    fill_digits(digits.len(), column.states.clone(), column.uniform, each, to)
}

/// A column made place by place; where the function gives nothing, the value does not fit.
fn fill<R: Copy>(
    length: usize,
    states: Vec<State>,
    uniform: bool,
    zero: R,
    each: impl Fn(usize) -> Option<R>,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let mut out = Column { values: Values::Truth(Vec::new()), states, uniform, bounds: Vec::new() };
    let mut results = Vec::with_capacity(length);
    let all_known = out.states.is_empty();
    for index in 0..length {
        let known = all_known || out.states[index].is_known();
        results.push(match if known { each(index) } else { Some(zero) } {
            Some(result) => result,
            None => {
                out.set_state(index, State::TOO_LARGE, length);
                zero
            }
        });
    }
    out.values = wrap(results);
    out
}

fn fill_digits(
    length: usize,
    states: Vec<State>,
    uniform: bool,
    each: impl Fn(usize) -> Option<i128>,
    scale: u8,
) -> Column {
    fill(length, states, uniform, 0, each, |digits| Values::Fixed(scale, Digits::from_iter(digits)))
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
    fill(length, column.states.clone(), column.uniform, zero, |index| function(values[index]), wrap)
}

/// The states of an operation on two columns.
pub(crate) fn joined(length: usize, left: &Column, right: &Column) -> Vec<State> {
    match (left.is_all_known(), right.is_all_known()) {
        (true, true) => Vec::new(),
        (true, false) if !right.uniform => right.states.clone(),
        (false, true) if !left.uniform => left.states.clone(),
        _ => (0..length).map(|index| left.state(index).and(right.state(index))).collect(),
    }
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
    let states = joined(length, left, right);
    match (left.uniform, right.uniform) {
        (false, false) => {
            let (left, right) = (&left_values[..length], &right_values[..length]);
            fill(length, states, uniform, zero, |index| function(left[index], right[index]), wrap)
        }
        (false, true) => {
            let left = &left_values[..length];
            fill(length, states, uniform, zero, |index| function(left[index], right_values[0]), wrap)
        }
        (true, false) => {
            let right = &right_values[..length];
            fill(length, states, uniform, zero, |index| function(left_values[0], right[index]), wrap)
        }
        (true, true) => fill(length, states, uniform, zero, |_| function(left_values[0], right_values[0]), wrap),
    }
}

/// A function that cannot fail of two columns, value by value: values that are not known are computed and never read.
pub(crate) fn plainly<A: Copy, B: Copy, R>(
    length: usize,
    (left, left_values): (&Column, &[A]),
    (right, right_values): (&Column, &[B]),
    function: impl Fn(A, B) -> R,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let uniform = left.uniform && right.uniform;
    let length = if uniform { 1 } else { length };
    let results = match (left.uniform, right.uniform, left_values, right_values) {
        (false, true, values, [right, ..]) => values.iter().map(|left| function(*left, *right)).collect(),
        (true, false, [left, ..], values) => values.iter().map(|right| function(*left, *right)).collect(),
        (_, _, left, right) => left.iter().zip(right).map(|(left, right)| function(*left, *right)).collect(),
    };
    Column { values: wrap(results), states: joined(length, left, right), uniform, bounds: Vec::new() }
}

/// How two numbers of 64 bits are computed, and what bound the result has when bounds prove that it fits.
struct Narrow<F, B> {
    function: F,
    bound: B,
}

fn fixed(
    length: usize,
    scale: u8,
    (left, a): (&Column, &Digits),
    (right, b): (&Column, &Digits),
    narrow: &Narrow<impl Fn(i64, i64) -> i64, impl Fn(u64, u64) -> Option<u64>>,
    wide: impl Fn(i128, i128) -> Option<i128>,
) -> Column {
    if let (Digits::Narrow { digits: a, bound: p }, Digits::Narrow { digits: b, bound: q }) = (a, b)
        && let Some(bound) = (narrow.bound)(*p, *q).filter(|bound| *bound <= NARROW_MAX)
    {
        let wrap = |digits| Values::Fixed(scale, Digits::bounded(digits, bound));
        return plainly(length, (left, a), (right, b), &narrow.function, wrap);
    }
    let uniform = left.uniform && right.uniform;
    let length = if uniform { 1 } else { length };
    let each = |index| wide(a.at(left.position(index)), b.at(right.position(index)));
    fill_digits(length, joined(length, left, right), uniform, each, scale)
}

fn numbers(
    length: usize,
    kind: Kind,
    left: &Column,
    right: &Column,
    narrow: &Narrow<impl Fn(i64, i64) -> i64, impl Fn(u64, u64) -> Option<u64>>,
    wide: impl Fn(i128, i128) -> Option<i128>,
    fraction: impl Fn(Fraction, Fraction) -> Option<Fraction>,
) -> Column {
    let (left, right) = (coerced(left, kind, length), coerced(right, kind, length));
    match (&left.values, &right.values) {
        (Values::Fixed(scale, a), Values::Fixed(_, b)) => fixed(length, *scale, (&left, a), (&right, b), narrow, wide),
        (Values::Fraction(a), Values::Fraction(b)) => {
            zip(length, (&left, a), (&right, b), Fraction::ZERO, fraction, Values::Fraction)
        }
        _ => Column::all(kind, State::TOO_LARGE),
    }
}

pub(super) fn add(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    let narrow = Narrow { function: |a, b| a + b, bound: u64::checked_add };
    numbers(length, kind, left, right, &narrow, i128::checked_add, Fraction::plus)
}

pub(super) fn subtract(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    let narrow = Narrow { function: |a, b| a - b, bound: u64::checked_add };
    numbers(length, kind, left, right, &narrow, i128::checked_sub, Fraction::minus)
}

pub(super) fn times(length: usize, kind: Kind, left: &Column, right: &Column) -> Column {
    let narrow = Narrow { function: |a, b| a * b, bound: u64::checked_mul };
    match (&left.values, &right.values, kind) {
        (Values::Fixed(_, a), Values::Fixed(_, b), Kind::Fixed(scale)) => {
            fixed(length, scale, (left, a), (right, b), &narrow, i128::checked_mul)
        }
        _ => numbers(length, Kind::Fraction, left, right, &narrow, i128::checked_mul, Fraction::times),
    }
}

/// The smaller (`at_most`) or the larger of two numbers or days.
pub(super) fn bound(length: usize, kind: Kind, left: &Column, right: &Column, smaller: bool) -> Column {
    if let (Values::Date(a), Values::Date(b)) = (&left.values, &right.values) {
        let choose = |a: i32, b: i32| if smaller { a.min(b) } else { a.max(b) };
        return plainly(length, (left, a), (right, b), choose, Values::Date);
    }
    let furthest = |a: u64, b: u64| Some(a.max(b));
    let wide = |a: i128, b: i128| Some(if smaller { a.min(b) } else { a.max(b) });
    let fraction = |a: Fraction, b: Fraction| Some(if a.order(b).is_le() == smaller { a } else { b });
    if smaller {
        numbers(length, kind, left, right, &Narrow { function: i64::min, bound: furthest }, wide, fraction)
    } else {
        numbers(length, kind, left, right, &Narrow { function: i64::max, bound: furthest }, wide, fraction)
    }
}

pub(super) fn ratio(length: usize, of: &Column, to: &Column, if_zero: Option<(i128, u8)>) -> Column {
    // Numbers of one scale are to each other as their digits.
    let bare = |column: &Column| match &column.values {
        Values::Fixed(_, digits) => {
            let of = |index| Fraction::new(digits.at(index), 1);
            let states = column.states.clone();
            Some(fill(digits.len(), states, column.uniform, Fraction::ZERO, of, Values::Fraction))
        }
        _ => None,
    };
    let same = matches!((&of.values, &to.values), (Values::Fixed(p, _), Values::Fixed(q, _)) if p == q);
    let (of, to) = match (bare(of).filter(|_| same), bare(to).filter(|_| same)) {
        (Some(of), Some(to)) => (Cow::Owned(of), Cow::Owned(to)),
        _ => (coerced(of, Kind::Fraction, length), coerced(to, Kind::Fraction, length)),
    };
    let (Values::Fraction(tops), Values::Fraction(bottoms)) = (&of.values, &to.values) else {
        return Column::all(Kind::Fraction, State::TOO_LARGE);
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
    match &of.values {
        // A number that is no finer than the unit of one digit stands as it is.
        Values::Fixed(scale, digits) if to_digits == 1 && *scale <= to_scale => rescaled(of, digits, *scale, to_scale),
        Values::Fixed(scale, digits) => {
            if let Digits::Narrow { digits, bound } = digits
                && let Some((digits, bound)) = round_narrow(digits, *bound, *scale, to_digits, to_scale, mode)
            {
                let values = Values::Fixed(to_scale, Digits::bounded(digits, bound));
                return Column { values, states: of.states.clone(), uniform: of.uniform, bounds: Vec::new() };
            }
            let each = |index| round(Fraction::of_fixed(digits.at(index), *scale)?, to_digits, to_scale, mode);
            fill_digits(digits.len(), of.states.clone(), of.uniform, each, to_scale)
        }
        Values::Fraction(fractions) => {
            let wrap = |digits| Values::Fixed(to_scale, Digits::from_iter(digits));
            map(length, of, fractions, 0, |fraction| round(fraction, to_digits, to_scale, mode), wrap)
        }
        _ => Column::all(Kind::Fixed(to_scale), State::TOO_LARGE),
    }
}
