//! Parameters: the value in effect on the day that each key reads them, among those published by the day of knowledge.

use super::operate::coerced;
use crate::assess::AssessError;
use crate::column::{Column, Digits, NARROW_MAX, Values};
use crate::number::{Fraction, brackets as charge, rescale};
use crate::program::{Effect, Kind, ParameterProgram, ParameterValues};
use crate::space::frame::{Frame, Reading};
use crate::space::year_days;
use crate::state::State;
use contract::calendar::Date;
use contract::horizon::Clock;

/// The index of the value in effect on a day.
pub(crate) fn value_on(parameter: &ParameterProgram, day: i32, clock: &Clock) -> Option<usize> {
    parameter.effects.iter().position(|effect| effect.holds(day, clock))
}

/// Which value of a parameter keys read, or why none.
enum Indexes {
    /// All the same.
    All(Result<usize, State>),
    Each(Vec<Result<usize, State>>),
}

impl Indexes {
    fn at(&self, key: usize) -> Result<usize, State> {
        match self {
            Indexes::All(one) => *one,
            Indexes::Each(each) => each[key],
        }
    }
}

fn indexes(frame: &Frame<'_>, parameter: usize) -> Indexes {
    let (program, clock) = (&frame.ground.program.parameters[parameter], frame.ground.clock);
    let subject = u16::try_from(parameter).unwrap_or(u16::MAX);
    if let Some(one) = one_for_all(frame, program, clock) {
        return Indexes::All(one.ok_or(State::no_value(subject)));
    }
    let mut last: Option<(i32, Result<usize, State>)> = None;
    let each = frame.parameter_day.iter().map(|day| {
        if let Some((known, found)) = last
            && known == *day
        {
            return found;
        }
        let value = value_on(program, *day, clock);
        let found = if frame.reading == Reading::Unchanged && changes(program, value, *day, clock) {
            Err(State::partial_year(Date::from_days(*day).year()))
        } else {
            value.ok_or(State::no_value(subject))
        };
        last = Some((*day, found));
        found
    });
    Indexes::Each(each.collect())
}

/// The value (or that there is none) that every key reads, when it is plain that they read the same: of the values known,
/// one alone touches the days read, and it holds on all of them; or none touches them.
fn one_for_all(frame: &Frame<'_>, program: &ParameterProgram, clock: &Clock) -> Option<Option<usize>> {
    let (first, last) = frame.parameter_days()?;
    let last = if frame.reading == Reading::Unchanged { year_days(Date::from_days(last).year()).1 } else { last };
    let touches = |effect: &Effect| effect.first <= last && effect.last >= first && clock.has_come(effect.published);
    let mut touching = program.effects.iter().enumerate().filter(|(_, effect)| touches(effect));
    match (touching.next(), touching.next()) {
        (None, _) => Some(None),
        (Some((index, effect)), None) if effect.first <= first && last <= effect.last => Some(Some(index)),
        _ => None,
    }
}

/// Whether another value takes effect, or the one in effect ends, between a 1 January and the end of its year.
fn changes(program: &ParameterProgram, value: Option<usize>, day: i32, clock: &Clock) -> bool {
    let end = year_days(Date::from_days(day).year()).1;
    let begins = |effect: &Effect| effect.first > day && effect.first <= end;
    let starts = program.effects.iter().any(|effect| begins(effect) && clock.has_come(effect.published));
    starts || value.is_some_and(|value| program.effects[value].last < end)
}

/// A column made key by key from the value that each reads, where the operand is known.
fn each<R: Copy>(
    frame: &Frame<'_>,
    indexes: &Indexes,
    operand: Option<&Column>,
    zero: R,
    mut of: impl FnMut(usize, usize) -> Result<R, State>,
    wrap: impl FnOnce(Vec<R>) -> Values,
) -> Column {
    let uniform = matches!(indexes, Indexes::All(_)) && operand.is_none_or(|operand| operand.uniform);
    let length = if uniform { 1 } else { frame.length };
    let mut states = Vec::new();
    let mut results = Vec::with_capacity(length);
    for key in 0..length {
        // Where the operand is not known, its state stands: there is nothing to read the parameter by.
        let state = operand.map_or(State::KNOWN, |operand| operand.state(key));
        let result = if state.is_known() { indexes.at(key).and_then(|index| of(key, index)) } else { Err(state) };
        results.push(result.unwrap_or(zero));
        if let Err(state) = result {
            if states.is_empty() {
                states = vec![State::KNOWN; length];
            }
            states[key] = state;
        }
    }
    Column { values: wrap(results), states, uniform, bounds: Vec::new() }
}

fn fixed(scale: u8) -> impl FnOnce(Vec<i128>) -> Values {
    move |digits| Values::Fixed(scale, Digits::from_iter(digits))
}

pub(super) fn read(frame: &Frame<'_>, parameter: usize) -> Result<Column, AssessError> {
    let indexes = indexes(frame, parameter);
    match &frame.ground.program.parameters[parameter].values {
        ParameterValues::Number { scale, digits } => {
            Ok(each(frame, &indexes, None, 0, |_, index| Ok(digits[index]), fixed(*scale)))
        }
        ParameterValues::Date(days) => Ok(each(frame, &indexes, None, 0, |_, index| Ok(days[index]), Values::Date)),
        _ => Err(AssessError::Inconsistent("a parameter without what it is read by")),
    }
}

pub(super) fn brackets(frame: &Frame<'_>, kind: Kind, parameter: usize, of: &Column) -> Result<Column, AssessError> {
    let ParameterValues::Scale { above_scale, rate_scale, slices } = &frame.ground.program.parameters[parameter].values
    else {
        return Err(AssessError::Inconsistent("a parameter that is no scale"));
    };
    let indexes = indexes(frame, parameter);
    match (&of.values, kind) {
        (Values::Fixed(scale, digits), Kind::Fixed(out)) => {
            let common = (*scale).max(*above_scale);
            let aligned: Vec<Option<Vec<(i128, i128)>>> = slices
                .iter()
                .map(|slices| {
                    let each = slices.iter().map(|(above, rate)| Some((rescale(*above, *above_scale, common)?, *rate)));
                    each.collect()
                })
                .collect();
            if let (Indexes::All(Ok(index)), Digits::Narrow { digits, bound }) = (&indexes, digits)
                && common == *scale
                && let Some(slices) = aligned[*index].as_deref()
                && let Some((digits, bound)) = charge_narrow(digits, *bound, slices)
            {
                let values = Values::Fixed(out, Digits::bounded(digits, bound));
                return Ok(Column { values, states: of.states.clone(), uniform: of.uniform, bounds: Vec::new() });
            }
            let charged = |key: usize, index: usize| {
                let value = rescale(digits.at(of.position(key)), *scale, common);
                let slices = aligned[index].as_ref();
                value.zip(slices).and_then(|(value, slices)| charge(value, slices)).ok_or(State::TOO_LARGE)
            };
            Ok(each(frame, &indexes, Some(of), 0, charged, fixed(out)))
        }
        _ => {
            let of = coerced(of, Kind::Fraction, frame.length);
            let Values::Fraction(values) = &of.values else {
                return Err(AssessError::Inconsistent("a scale charged on what is no number"));
            };
            let charged = |key: usize, index: usize| {
                charge_fraction(values[of.position(key)], &slices[index], *above_scale, *rate_scale)
                    .ok_or(State::TOO_LARGE)
            };
            Ok(each(frame, &indexes, Some(&of), Fraction::ZERO, charged, Values::Fraction))
        }
    }
}

/// A scale charged on digits of 64 bits, with the bound of what is charged; nothing where bounds do not prove that it fits.
fn charge_narrow(digits: &[i64], bound: u64, slices: &[(i128, i128)]) -> Option<(Vec<i64>, u64)> {
    let narrow = |one: &i128| i64::try_from(*one).ok().filter(|one| *one != i64::MIN);
    let slices: Vec<(i64, i64)> =
        slices.iter().map(|(above, rate)| Some((narrow(above)?, narrow(rate)?))).collect::<Option<_>>()?;
    // No part of a value is wider than the value and a threshold together, and slices charge one part each.
    let mut most = 0u64;
    for (above, rate) in &slices {
        let part = bound.checked_add(above.unsigned_abs()).filter(|part| *part <= NARROW_MAX)?;
        most = most.checked_add(part.checked_mul(rate.unsigned_abs())?).filter(|most| *most <= NARROW_MAX)?;
    }
    let mut charged = vec![0i64; digits.len()];
    for (index, (above, rate)) in slices.iter().enumerate() {
        let next = slices.get(index + 1).map_or(i64::MAX, |(next, _)| *next);
        for (charged, value) in charged.iter_mut().zip(digits) {
            *charged += ((*value).min(next) - above).max(0) * rate;
        }
    }
    Some((charged, most))
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
    let indexes = indexes(frame, parameter);
    match &frame.ground.program.parameters[parameter].values {
        ParameterValues::Words { maps, .. } => {
            let words = by.words();
            let mut last: Option<((usize, u32), Result<i128, State>)> = None;
            let read = |key: usize, index: usize| {
                let word = words[by.position(key)];
                match last {
                    Some((known, found)) if known == (index, word) => found,
                    _ => {
                        let value = maps[index].get(&word).copied().flatten();
                        let found = value.ok_or(State::no_value_of_word(subject, word));
                        last = Some(((index, word), found));
                        found
                    }
                }
            };
            Ok(each(frame, &indexes, Some(by), 0, read, fixed(scale)))
        }
        ParameterValues::Bands { bound_scale, bands, .. } => {
            if let Values::Fixed(of_scale, digits) = &by.values
                && let Some(aligned) = aligned_bands(bands, *bound_scale, *of_scale)
            {
                let read = |key: usize, index: usize| {
                    let value = digits.at(by.position(key));
                    let band = aligned[index].iter().find(|(up_to, _)| up_to.is_none_or(|up_to| value <= up_to));
                    band.map(|(_, result)| *result).ok_or(State::no_value(subject))
                };
                return Ok(each(frame, &indexes, Some(by), 0, read, fixed(scale)));
            }
            let by = coerced(by, Kind::Fraction, frame.length);
            let Values::Fraction(values) = &by.values else {
                return Err(AssessError::Inconsistent("bands read by what is no number"));
            };
            let read = |key: usize, index: usize| {
                let value = values[by.position(key)];
                for (up_to, result) in &bands[index] {
                    let Some(up_to) = up_to else { return Ok(*result) };
                    let up_to = Fraction::of_fixed(*up_to, *bound_scale).ok_or(State::TOO_LARGE)?;
                    if value.order(up_to).is_le() {
                        return Ok(*result);
                    }
                }
                Err(State::no_value(subject))
            };
            Ok(each(frame, &indexes, Some(&by), 0, read, fixed(scale)))
        }
        _ => Err(AssessError::Inconsistent("a parameter that is no table")),
    }
}

type Bands = Vec<(Option<i128>, i128)>;

/// Bands with their bounds at the scale of the value that is read by; nothing where the value is coarser, or a bound does
/// not fit.
fn aligned_bands(bands: &[Bands], bound_scale: u8, scale: u8) -> Option<Vec<Bands>> {
    let one = |(up_to, value): &(Option<i128>, i128)| match up_to {
        Some(up_to) => Some((Some(rescale(*up_to, bound_scale, scale)?), *value)),
        None => Some((None, *value)),
    };
    bands.iter().map(|list| list.iter().map(one).collect()).collect()
}
