//! Parameters: the value in effect on the day that each key reads them, among those published by the day of knowledge.

use std::collections::HashMap;

use super::operate::coerced;
use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::number::{Fraction, brackets as charge, rescale};
use crate::program::{Kind, ParameterProgram, ParameterValues};
use crate::space::frame::{Frame, Reading};
use crate::space::year_days;
use crate::state::State;
use contract::calendar::Date;

/// The index of the value in effect on a day.
pub(crate) fn value_on(parameter: &ParameterProgram, day: i32, known_on: i32) -> Option<usize> {
    parameter.effects.iter().position(|effect| effect.holds(day, known_on))
}

/// Per key: the index of the value that it reads, or why none.
fn indexes(frame: &Frame<'_>, parameter: usize) -> Vec<Result<usize, State>> {
    let (program, known_on) = (&frame.ground.program.parameters[parameter], frame.ground.known_on.days());
    let subject = u16::try_from(parameter).unwrap_or(u16::MAX);
    let mut last: Option<(i32, Result<usize, State>)> = None;
    let each = frame.parameter_day.iter().map(|day| {
        if let Some((known, found)) = last
            && known == *day
        {
            return found;
        }
        let value = value_on(program, *day, known_on);
        let found = if frame.reading == Reading::Unchanged && changes(program, value, *day, known_on) {
            Err(State::partial_year(Date::from_days(*day).year()))
        } else {
            value.ok_or(State::no_value(subject))
        };
        last = Some((*day, found));
        found
    });
    each.collect()
}

/// Whether another value takes effect, or the one in effect ends, between a 1 January and the end of its year.
fn changes(program: &ParameterProgram, value: Option<usize>, day: i32, known_on: i32) -> bool {
    let end = year_days(Date::from_days(day).year()).1;
    let visible = program.effects.iter().filter(|effect| effect.published <= known_on);
    let starts = visible.into_iter().any(|effect| effect.first > day && effect.first <= end);
    starts || value.is_some_and(|value| program.effects[value].last < end)
}

/// A column made key by key from the value that each reads.
fn each<R: Copy>(
    indexes: Vec<Result<usize, State>>,
    zero: R,
    mut of: impl FnMut(usize, usize) -> Result<R, State>,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let mut states = Vec::with_capacity(indexes.len());
    let mut results = Vec::with_capacity(indexes.len());
    for (key, index) in indexes.into_iter().enumerate() {
        let result = index.and_then(|index| of(key, index));
        states.push(result.err().unwrap_or(State::KNOWN));
        results.push(result.unwrap_or(zero));
    }
    if states.iter().all(|state| state.is_known()) {
        states = Vec::new();
    }
    Column::new(wrap(results), states)
}

pub(super) fn read(frame: &Frame<'_>, parameter: usize) -> Result<Column, AssessError> {
    let indexes = indexes(frame, parameter);
    match &frame.ground.program.parameters[parameter].values {
        ParameterValues::Number { scale, digits } => {
            Ok(each(indexes, 0, |_, index| Ok(digits[index]), |digits| Values::Fixed(*scale, digits)))
        }
        ParameterValues::Date(days) => Ok(each(indexes, 0, |_, index| Ok(days[index]), Values::Date)),
        _ => Err(AssessError::Inconsistent("a parameter without what it is read by")),
    }
}

pub(super) fn brackets(frame: &Frame<'_>, kind: Kind, parameter: usize, of: &Column) -> Result<Column, AssessError> {
    let ParameterValues::Scale { above_scale, rate_scale, slices } = &frame.ground.program.parameters[parameter].values
    else {
        return Err(AssessError::Inconsistent("a parameter that is no scale"));
    };
    let indexes = after(of, indexes(frame, parameter));
    match (&of.values, kind) {
        (Values::Fixed(scale, digits), Kind::Fixed(out)) => {
            let common = (*scale).max(*above_scale);
            let mut aligned: HashMap<usize, Option<Vec<(i128, i128)>>> = HashMap::new();
            let charged = |key: usize, index: usize| {
                let slices = aligned.entry(index).or_insert_with(|| {
                    slices[index]
                        .iter()
                        .map(|(above, rate)| Some((rescale(*above, *above_scale, common)?, *rate)))
                        .collect()
                });
                let value = rescale(digits[of.position(key)], *scale, common);
                value.zip(slices.as_ref()).and_then(|(value, slices)| charge(value, slices)).ok_or(State::OVERFLOW)
            };
            Ok(each(indexes, 0, charged, |digits| Values::Fixed(out, digits)))
        }
        _ => {
            let of = coerced(of, Kind::Fraction, frame.length);
            let Values::Fraction(values) = &of.values else {
                return Err(AssessError::Inconsistent("a scale charged on what is no number"));
            };
            let charged = |key: usize, index: usize| {
                charge_fraction(values[of.position(key)], &slices[index], *above_scale, *rate_scale)
                    .ok_or(State::OVERFLOW)
            };
            Ok(each(indexes, Fraction::ZERO, charged, Values::Fraction))
        }
    }
}

fn charge_fraction(value: Fraction, slices: &[(i128, i128)], above_scale: u8, rate_scale: u8) -> Option<Fraction> {
    let mut charged = Fraction::ZERO;
    for (index, (above, rate)) in slices.iter().enumerate() {
        let above = Fraction::of_fixed(*above, above_scale)?;
        let mut upper = value;
        if let Some((next, _)) = slices.get(index + 1) {
            let next = Fraction::of_fixed(*next, above_scale)?;
            if next.order(upper).is_lt() {
                upper = next;
            }
        }
        if upper.order(above).is_gt() {
            charged = charged.plus(upper.minus(above)?.times(Fraction::of_fixed(*rate, rate_scale)?)?)?;
        }
    }
    Some(charged)
}

/// A parameter by word or by band.
pub(super) fn by(frame: &Frame<'_>, kind: Kind, parameter: usize, by: &Column) -> Result<Column, AssessError> {
    let subject = u16::try_from(parameter).unwrap_or(u16::MAX);
    let Kind::Fixed(scale) = kind else { return Err(AssessError::Inconsistent("a table without a scale")) };
    let wrap = |digits| Values::Fixed(scale, digits);
    let indexes = after(by, indexes(frame, parameter));
    match &frame.ground.program.parameters[parameter].values {
        ParameterValues::Words { maps, .. } => {
            let words = by.words();
            let read = |key: usize, index: usize| {
                let word = words[by.position(key)];
                maps[index].get(&word).copied().flatten().ok_or(State::no_value_of_word(subject, word))
            };
            Ok(each(indexes, 0, read, wrap))
        }
        ParameterValues::Bands { bound_scale, bands, .. } => {
            let by = coerced(by, Kind::Fraction, frame.length);
            let Values::Fraction(values) = &by.values else {
                return Err(AssessError::Inconsistent("bands read by what is no number"));
            };
            let read = |key: usize, index: usize| {
                let value = values[by.position(key)];
                for (up_to, result) in &bands[index] {
                    let Some(up_to) = up_to else { return Ok(*result) };
                    let up_to = Fraction::of_fixed(*up_to, *bound_scale).ok_or(State::OVERFLOW)?;
                    if value.order(up_to).is_le() {
                        return Ok(*result);
                    }
                }
                Err(State::no_value(subject))
            };
            Ok(each(indexes, 0, read, wrap))
        }
        _ => Err(AssessError::Inconsistent("a parameter that is no table")),
    }
}

/// Where the operand is not known, its state stands: there is nothing to read the parameter by.
fn after(operand: &Column, indexes: Vec<Result<usize, State>>) -> Vec<Result<usize, State>> {
    let each = indexes.into_iter().enumerate().map(|(key, index)| {
        let state = operand.state(key);
        if state.is_known() { index } else { Err(state) }
    });
    each.collect()
}
