//! What a question to the evidence gives: a value, or why there is none.
//!
//! Truth is a value like another. How a missing row is handled is told where it is read, in [`super::evaluate`].

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::bounds::Bounds;
use crate::calendar::Date;
use crate::determination::Reason;

/// An exact value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(BigRational),
    Date(Date),
    Word(String),
    Truth(bool),
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer<T = Value> {
    /// It is known.
    Known(T),
    /// Only bounds of the number are known, and why. What does not carry bounds takes it for unknown.
    Between(Bounds, Reason),
    /// A file covers the place, and nothing stands there. Only conditions meet it: a step turns it into `Unknown`.
    Absent(Reason),
    /// It cannot be known from the evidence at hand.
    Unknown(Reason),
    /// It cannot be known yet.
    Pending(Reason),
}

impl<T> Answer<T> {
    /// Goes on with the value, when there is one.
    pub(crate) fn then<U>(self, next: impl FnOnce(T) -> Answer<U>) -> Answer<U> {
        match self {
            Answer::Known(value) => next(value),
            Answer::Absent(reason) => Answer::Absent(reason),
            Answer::Unknown(reason) | Answer::Between(_, reason) => Answer::Unknown(reason),
            Answer::Pending(reason) => Answer::Pending(reason),
        }
    }

    /// Changes the value, when there is one.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        self.then(|value| Answer::Known(change(value)))
    }

    /// In a step nothing can handle an absent row: it is not known.
    pub(crate) fn absent_is_unknown(self) -> Answer<T> {
        match self {
            Answer::Absent(reason) => Answer::Unknown(reason),
            other => other,
        }
    }

    /// The value, when there is one.
    pub(crate) fn known(&self) -> Option<&T> {
        match self {
            Answer::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Why there is no value.
    pub(crate) fn reason(&self) -> Option<&Reason> {
        match self {
            Answer::Known(_) => None,
            Answer::Between(_, reason) | Answer::Absent(reason) | Answer::Unknown(reason) | Answer::Pending(reason) => {
                Some(reason)
            }
        }
    }

    /// Which answer tells for several operands: absent before unknown before pending before known.
    fn rank(&self) -> u8 {
        match self {
            Answer::Absent(_) => 0,
            Answer::Unknown(_) | Answer::Between(..) => 1,
            Answer::Pending(_) => 2,
            Answer::Known(_) => 3,
        }
    }
}

/// All values, or the first absence; else the first unknown; else the first pending.
pub(crate) fn all<T>(answers: Vec<Answer<T>>) -> Answer<Vec<T>> {
    let mut values = Vec::new();
    let mut none: Option<Answer<Vec<T>>> = None;
    for answer in answers {
        let answer = answer.map(|value| values.push(value)).map(|()| Vec::new());
        if none.as_ref().map_or(3, Answer::rank) > answer.rank() {
            none = Some(answer);
        }
    }
    none.unwrap_or(Answer::Known(values))
}

/// Both values.
pub(crate) fn both(first: Answer, second: Answer) -> Answer<(Value, Value)> {
    all(vec![first, second]).map(|mut values| match (values.pop(), values.pop()) {
        (Some(second), Some(first)) => (first, second),
        _ => fault("two operands"),
    })
}

/// All hold: fails if any fails, else absent, else unknown, else pending.
pub(crate) fn and(answers: Vec<Answer>) -> Answer {
    if answers.contains(&Answer::Known(Value::Truth(false))) {
        return Answer::Known(Value::Truth(false));
    }
    all(answers).map(|_| Value::Truth(true))
}

/// One holds: else unknown, else pending, else absent, else fails.
pub(crate) fn or(answers: Vec<Answer>) -> Answer {
    if answers.contains(&Answer::Known(Value::Truth(true))) {
        return Answer::Known(Value::Truth(true));
    }
    let order = |answer: &Answer| match answer {
        Answer::Unknown(_) | Answer::Between(..) => 0,
        Answer::Pending(_) => 1,
        Answer::Absent(_) => 2,
        Answer::Known(_) => 3,
    };
    answers.into_iter().min_by_key(order).unwrap_or(Answer::Known(Value::Truth(false)))
}

impl Value {
    /// The number, of an expression that the check gave a number.
    pub(crate) fn number(self) -> BigRational {
        match self {
            Value::Number(number) => number,
            _ => fault("a number"),
        }
    }

    /// The day.
    pub(crate) fn date(self) -> Date {
        match self {
            Value::Date(date) => date,
            _ => fault("a day"),
        }
    }

    /// Whether it is true.
    pub(crate) fn truth(self) -> bool {
        match self {
            Value::Truth(truth) => truth,
            _ => fault("true or false"),
        }
    }
}

/// A contract that did not pass the check: a fault of ours, not of the evidence.
pub(crate) fn fault(what: &str) -> ! {
    unreachable!("the check lets no clause through where the interpreter does not find {what}")
}

impl fmt::Display for Value {
    /// As a contract writes it, without unit: `96000.36`, `1/3`, `2025-07-01`, `permanent`, `true`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => f.write_str(&exact_text(number)),
            Value::Date(date) => date.fmt(f),
            Value::Word(word) => f.write_str(word),
            Value::Truth(truth) => truth.fmt(f),
        }
    }
}

/// A fraction as a decimal where it ends, else as `numerator/denominator`.
pub(crate) fn exact_text(number: &BigRational) -> String {
    let ten = BigInt::from(10);
    for decimals in 0..=18u32 {
        let scaled = number * BigRational::from(ten.pow(decimals));
        if scaled.is_integer() {
            let digits = scaled.to_integer();
            let sign = if digits.is_negative() { "-" } else { "" };
            let width = decimals as usize + 1;
            let text = format!("{:0>width$}", digits.abs().to_string());
            let (whole, rest) = text.split_at(text.len() - decimals as usize);
            return if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
        }
    }
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(text: &str) -> Answer {
        let reason = || Reason::DividedByZero;
        match text {
            "holds" => Answer::Known(Value::Truth(true)),
            "fails" => Answer::Known(Value::Truth(false)),
            "absent" => Answer::Absent(reason()),
            "unknown" => Answer::Unknown(reason()),
            _ => Answer::Pending(reason()),
        }
    }

    #[test]
    fn and_or_follow_their_order() {
        let and_order = ["fails", "absent", "unknown", "pending", "holds"];
        let or_order = ["holds", "unknown", "pending", "absent", "fails"];
        for (low, one) in and_order.iter().enumerate() {
            for other in &and_order[low..] {
                assert_eq!(and(vec![truth(one), truth(other)]), truth(one), "{one} and {other}");
                assert_eq!(and(vec![truth(other), truth(one)]), truth(one), "{other} and {one}");
            }
        }
        for (low, one) in or_order.iter().enumerate() {
            for other in &or_order[low..] {
                assert_eq!(or(vec![truth(one), truth(other)]), truth(one), "{one} or {other}");
                assert_eq!(or(vec![truth(other), truth(one)]), truth(one), "{other} or {one}");
            }
        }
    }

    #[test]
    fn exact_numbers_are_written_without_loss() {
        let cases = [("96000.36", 9_600_036, 100), ("-0.05", -5, 100), ("1/3", 1, 3), ("12", 12, 1), ("0", 0, 1)];
        for (text, numerator, denominator) in cases {
            let number = BigRational::new(BigInt::from(numerator), BigInt::from(denominator));
            assert_eq!(exact_text(&number), text);
        }
    }
}
