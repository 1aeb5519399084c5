//! Dated parameters: the value in effect on a day, as published by the day of knowledge.

use num_rational::BigRational;
use num_traits::Zero;

use super::answer::{Answer, Value, fault};
use crate::calendar::Date;
use crate::determination::Reason;
use crate::facts::Period;
use crate::model::{Contract, Dated, ParameterValue, Slice};

/// The value of a parameter in effect on `day` and published by `as_known_on`, with its place among the values.
pub(crate) fn in_effect<'w>(
    contract: &'w Contract,
    id: &str,
    day: Date,
    as_known_on: Date,
) -> Option<(usize, &'w Dated<ParameterValue>)> {
    let parameter = contract.parameters.iter().find(|parameter| parameter.id == id)?;
    let holds = |value: &Dated<ParameterValue>| value.in_effect.contains(day) && value.published <= as_known_on;
    parameter.values.iter().enumerate().find(|(_, value)| holds(value))
}

fn no_value<T>(id: &str, word: Option<&str>) -> Answer<T> {
    Answer::Unknown(Reason::NoValue { parameter: id.to_owned(), word: word.map(str::to_owned) })
}

/// When a parameter is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadOn {
    /// The day.
    pub(crate) day: Date,
    /// The year in which the value may not change: a yearly row that the clause does not say how to cut.
    pub(crate) unchanged_in: Option<i32>,
    /// Nothing published later is used.
    pub(crate) as_known_on: Date,
}

fn value_at<'w>(contract: &'w Contract, id: &str, on: ReadOn) -> Answer<&'w ParameterValue> {
    if let Some(year) = on.unchanged_in
        && changes_in(contract, id, year, on)
    {
        return Answer::Unknown(Reason::PartialYear { year });
    }
    let found = in_effect(contract, id, on.day, on.as_known_on);
    found.map_or_else(|| no_value(id, None), |(_, dated)| Answer::Known(&dated.value))
}

/// Whether another value takes effect inside the year, or the value of its first day ends inside it.
fn changes_in(contract: &Contract, id: &str, year: i32, on: ReadOn) -> bool {
    let (Some(first), Some(last)) = (Period::Year(year).first_day(), Period::Year(year).last_day()) else {
        return false;
    };
    let parameter = contract.parameters.iter().find(|parameter| parameter.id == id);
    let mut known = parameter.iter().flat_map(|p| &p.values).filter(|value| value.published <= on.as_known_on);
    known.any(|value| {
        let begins_inside = value.in_effect.first > first && value.in_effect.first <= last;
        let ends_inside = value.in_effect.contains(first) && !value.in_effect.contains(last);
        begins_inside || ends_inside
    })
}

/// A parameter with one number or day.
pub(crate) fn plain(contract: &Contract, id: &str, on: ReadOn) -> Answer {
    value_at(contract, id, on).map(|value| match value {
        ParameterValue::Number(number) => Value::Number(number.to_exact()),
        ParameterValue::Date(date) => Value::Date(*date),
        _ => fault("a plain parameter"),
    })
}

/// A parameter read by a word, or by a number in bands.
pub(crate) fn table(contract: &Contract, id: &str, by: Value, on: ReadOn) -> Answer {
    value_at(contract, id, on).then(|value| match (value, by) {
        (ParameterValue::Words(words), Value::Word(word)) => match words.get(&word) {
            Some(Some(number)) => Answer::Known(Value::Number(number.to_exact())),
            _ => no_value(id, Some(&word)),
        },
        (ParameterValue::Bands(bands), Value::Number(number)) => {
            match bands.iter().find(|band| band.up_to.is_none_or(|up_to| number <= up_to.to_exact())) {
                Some(band) => Answer::Known(Value::Number(band.value.to_exact())),
                None => no_value(id, None),
            }
        }
        _ => fault("a parameter by word or band"),
    })
}

/// What a marginal scale charges.
pub(crate) fn brackets(contract: &Contract, id: &str, of: &BigRational, on: ReadOn) -> Answer {
    value_at(contract, id, on).map(|value| match value {
        ParameterValue::Scale(slices) => Value::Number(charge(slices, of)),
        _ => fault("a marginal scale"),
    })
}

/// Sum over slices of what lies in the slice, times its rate.
pub(crate) fn charge(slices: &[Slice], of: &BigRational) -> BigRational {
    let mut charged = BigRational::zero();
    for (place, slice) in slices.iter().enumerate() {
        let top = match slices.get(place + 1) {
            Some(next) => of.min(&next.above.to_exact()).clone(),
            None => of.clone(),
        };
        let inside = top - slice.above.to_exact();
        if inside > BigRational::zero() {
            charged += inside * slice.rate.to_exact();
        }
    }
    charged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Decimal;

    #[test]
    fn a_scale_charges_each_slice_at_its_own_rate() {
        let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
        let slice = |above: &str, rate: &str| Slice { above: decimal(above), rate: decimal(rate) };
        let scale = [slice("0", "0"), slice("40000", "0.1"), slice("60000", "0.2")];
        let cases =
            [("-5", "0"), ("0", "0"), ("40000", "0"), ("40000.01", "0.001"), ("60000", "2000"), ("70000", "4000")];
        for (of, charged) in cases {
            assert_eq!(charge(&scale, &decimal(of).to_exact()), decimal(charged).to_exact(), "{of}");
        }
    }
}
