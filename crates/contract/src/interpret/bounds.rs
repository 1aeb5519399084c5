//! Numbers of which only bounds are known: at least so much, at most so much.
//!
//! A head count with one person in doubt is not unknown: it is one more or not. What compares, adds, subtracts, chooses or
//! takes the larger or smaller carries bounds on; a comparison is decided where all that lies between agrees. Every other
//! mechanism turns bounds into *unknown*, for the reason that made them.

use num_rational::BigRational;
use num_traits::Zero;

use super::answer::{self, Answer, Value};
use crate::determination::Reason;
use crate::model::Comparison;

/// Between what a number lies; nothing where there is no bound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) least: Option<BigRational>,
    pub(crate) most: Option<BigRational>,
}

impl Bounds {
    pub(crate) fn exact(number: BigRational) -> Bounds {
        Bounds { least: Some(number.clone()), most: Some(number) }
    }

    /// From zero on, without a bound.
    pub(crate) fn from_zero() -> Bounds {
        Bounds { least: Some(BigRational::zero()), most: None }
    }

    /// The same, up to another number.
    pub(crate) fn to(self, most: BigRational) -> Bounds {
        Bounds { most: Some(most), ..self }
    }

    pub(crate) fn plus(self, other: Bounds) -> Bounds {
        Bounds { least: sum(self.least, other.least), most: sum(self.most, other.most) }
    }

    pub(crate) fn minus(self, other: Bounds) -> Bounds {
        self.plus(Bounds { least: other.most.map(|most| -most), most: other.least.map(|least| -least) })
    }

    pub(crate) fn smaller(self, other: Bounds) -> Bounds {
        Bounds {
            least: both(self.least, other.least, BigRational::min),
            most: any(self.most, other.most, BigRational::min),
        }
    }

    pub(crate) fn larger(self, other: Bounds) -> Bounds {
        Bounds {
            least: any(self.least, other.least, BigRational::max),
            most: both(self.most, other.most, BigRational::max),
        }
    }
}

type Number = Option<BigRational>;

fn sum(one: Number, other: Number) -> Number {
    both(one, other, |one, other| one + other)
}

/// Of two bounds, where both are there.
fn both(one: Number, other: Number, how: impl FnOnce(BigRational, BigRational) -> BigRational) -> Number {
    Some(how(one?, other?))
}

/// Of two bounds, or the one that is there.
fn any(one: Number, other: Number, how: impl FnOnce(BigRational, BigRational) -> BigRational) -> Number {
    match (one, other) {
        (Some(one), Some(other)) => Some(how(one, other)),
        (one, other) => one.or(other),
    }
}

/// The answer that bounds give: a number, where they meet.
pub(crate) fn between(bounds: Bounds, reason: Reason) -> Answer {
    match (&bounds.least, &bounds.most) {
        (Some(least), Some(most)) if least == most => Answer::Known(Value::Number(least.clone())),
        _ => Answer::Between(bounds, reason),
    }
}

/// The bounds of a number; nothing for what is no number, or of which nothing is known.
pub(crate) fn of(answer: &Answer) -> Option<Bounds> {
    match answer {
        Answer::Known(Value::Number(number)) => Some(Bounds::exact(number.clone())),
        Answer::Between(bounds, _) => Some(bounds.clone()),
        _ => None,
    }
}

/// What several numbers come to, one by one from the first: bounds where only bounds are known of some.
pub(crate) fn fold(answers: Vec<Answer>, how: impl Fn(Bounds, Bounds) -> Bounds) -> Answer {
    let Some(reason) = reason(&answers) else { return answer::all(answers).map(|_| Value::Truth(false)) };
    match answers.iter().map(of).collect::<Option<Vec<Bounds>>>() {
        Some(bounds) => match bounds.into_iter().reduce(how) {
            Some(bounds) => between(bounds, reason),
            None => answer::all(answers).map(|_| Value::Truth(false)),
        },
        None => answer::all(answers).map(|_| Value::Truth(false)),
    }
}

/// Why only bounds are known, of the first of which that is so.
pub(crate) fn reason(answers: &[Answer]) -> Option<Reason> {
    answers.iter().find_map(|answer| match answer {
        Answer::Between(_, reason) => Some(reason.clone()),
        _ => None,
    })
}

/// Whether a comparison holds for all that lies between; nothing where it holds for some and not for others.
pub(crate) fn compare(one: &Bounds, how: Comparison, other: &Bounds) -> Option<bool> {
    let below = |low: &Number, high: &Number| matches!((low, high), (Some(low), Some(high)) if low < high);
    let up_to = |low: &Number, high: &Number| matches!((low, high), (Some(low), Some(high)) if low <= high);
    let apart = below(&one.most, &other.least) || below(&other.most, &one.least);
    match how {
        Comparison::Less if below(&one.most, &other.least) => Some(true),
        Comparison::Less if up_to(&other.most, &one.least) => Some(false),
        Comparison::LessOrEqual if up_to(&one.most, &other.least) => Some(true),
        Comparison::LessOrEqual if below(&other.most, &one.least) => Some(false),
        Comparison::Greater => compare(other, Comparison::Less, one),
        Comparison::GreaterOrEqual => compare(other, Comparison::LessOrEqual, one),
        Comparison::Equal if apart => Some(false),
        Comparison::NotEqual if apart => Some(true),
        _ => None,
    }
}
