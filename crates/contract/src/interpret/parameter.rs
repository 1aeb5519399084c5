//! Dated parameters: the value in effect on a day, as published by the day of knowledge.

use num_rational::BigRational;
use num_traits::Zero;

use super::answer::{Answer, Value, fault};
use crate::calendar::Date;
use crate::determination::Reason;
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

fn value_at<'w>(contract: &'w Contract, id: &str, day: Date, as_known_on: Date) -> Answer<&'w ParameterValue> {
    in_effect(contract, id, day, as_known_on)
        .map_or_else(|| no_value(id, None), |(_, dated)| Answer::Known(&dated.value))
}

/// A parameter with one number or day.
pub(crate) fn plain(contract: &Contract, id: &str, day: Date, as_known_on: Date) -> Answer {
    value_at(contract, id, day, as_known_on).map(|value| match value {
        ParameterValue::Number(number) => Value::Number(number.to_exact()),
        ParameterValue::Date(date) => Value::Date(*date),
        _ => fault("a plain parameter"),
    })
}

/// A parameter read by a word, or by a number in bands.
pub(crate) fn table(contract: &Contract, id: &str, by: Value, day: Date, as_known_on: Date) -> Answer {
    value_at(contract, id, day, as_known_on).then(|value| match (value, by) {
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
pub(crate) fn brackets(contract: &Contract, id: &str, of: &BigRational, day: Date, as_known_on: Date) -> Answer {
    value_at(contract, id, day, as_known_on).map(|value| match value {
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
