//! Mechanisms: what one step computes. Numbers are exact fractions; only `round` rounds.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::answer::{self, Answer, Value, fault};
use super::bounds::{self, Bounds};
use super::parameter::ReadOn;
use super::world::Scene;
use super::{parameter, window};
use crate::determination::Reason;
use crate::model::{Expr, Mechanism, RoundMode};
use crate::money::Decimal;

/// The value of a step. `RunningExcess` and `AtMonth` belong to series: see [`super::series`].
pub(crate) fn apply(scene: Scene<'_>, mechanism: &Mechanism) -> Answer {
    match mechanism {
        Mechanism::Value(expr) => scene.evaluate(expr),
        Mechanism::Sum { table, column, filter, over } => window::sum(scene, table, column, *over, filter.as_ref()),
        Mechanism::Count { table, filter, over } => window::count(scene, table, *over, filter.as_ref()),
        Mechanism::PercentOf { of, rate } => numbers(scene, &[of, rate]).map(product),
        Mechanism::Product(factors) => numbers(scene, &factors.iter().collect::<Vec<_>>()).map(product),
        Mechanism::Ratio { of, to, if_zero } => pair(scene, of, to).then(|(of, to)| ratio(of, &to, *if_zero)),
        Mechanism::SumOf(terms) => carried(scene, &terms.iter().collect::<Vec<_>>(), Bounds::plus, |terms| {
            let terms = terms.into_iter().map(Value::number);
            Value::Number(terms.fold(BigRational::zero(), |sum, term| sum + term))
        }),
        Mechanism::Difference { from, less } => carried(scene, &[from, less], Bounds::minus, |operands| {
            let difference = operands.into_iter().map(Value::number).reduce(|from, less| from - less);
            Value::Number(difference.unwrap_or_else(BigRational::zero))
        }),
        Mechanism::AtMost { of, bound } => bounded(scene, of, bound, true),
        Mechanism::AtLeast { of, bound } => bounded(scene, of, bound, false),
        Mechanism::Brackets { of, scale } => {
            read_parameter(scene, of, |of, on| parameter::brackets(scene.world.contract, scale, &of.number(), on))
        }
        Mechanism::Table { parameter, by } => {
            read_parameter(scene, by, |by, on| parameter::table(scene.world.contract, parameter, by, on))
        }
        Mechanism::Choose { cases, otherwise } => chosen(scene, cases, otherwise).then(|branch| scene.evaluate(branch)),
        Mechanism::Round { of, to, mode } => {
            scene.evaluate(of).map(Value::number).map(|of| Value::Number(round(&of, *to, *mode)))
        }
        Mechanism::TiedShare { rank, within } => scene.place(*rank).then(|place| place.share(scene.evaluate(within))),
        Mechanism::RunningExcess { .. } | Mechanism::AtMonth { .. } => fault("this mechanism outside a series"),
    }
}

/// What several operands come to; where only bounds of some are known, the bounds of what they come to.
fn carried(
    scene: Scene<'_>,
    operands: &[&Expr],
    of_bounds: impl Fn(Bounds, Bounds) -> Bounds,
    of_values: impl FnOnce(Vec<Value>) -> Value,
) -> Answer {
    let answers: Vec<Answer> = operands.iter().map(|operand| scene.evaluate(operand)).collect();
    if bounds::reason(&answers).is_some() {
        return bounds::fold(answers, of_bounds);
    }
    answer::all(answers).map(of_values)
}

/// Reads a parameter by an operand.
fn read_parameter(scene: Scene<'_>, by: &Expr, read: impl FnOnce(Value, ReadOn) -> Answer) -> Answer {
    scene.evaluate(by).then(|by| scene.parameter_read_on().then(|on| read(by, on)))
}

fn numbers(scene: Scene<'_>, operands: &[&Expr]) -> Answer<Vec<BigRational>> {
    let answers = operands.iter().map(|operand| scene.evaluate(operand).map(Value::number)).collect();
    answer::all(answers)
}

fn pair(scene: Scene<'_>, one: &Expr, other: &Expr) -> Answer<(BigRational, BigRational)> {
    answer::both(scene.evaluate(one), scene.evaluate(other)).map(|(one, other)| (one.number(), other.number()))
}

pub(crate) fn product(factors: Vec<BigRational>) -> Value {
    Value::Number(factors.into_iter().fold(BigRational::one(), |product, factor| product * factor))
}

/// An exact fraction; zero below the line has the value the clause says, or none.
pub(crate) fn ratio(of: BigRational, to: &BigRational, if_zero: Option<Decimal>) -> Answer {
    if !to.is_zero() {
        return Answer::Known(Value::Number(of / to));
    }
    match if_zero {
        Some(value) => Answer::Known(Value::Number(value.to_exact())),
        None => Answer::Unknown(Reason::DividedByZero),
    }
}

/// The smaller (or larger) of two numbers or days.
fn bounded(scene: Scene<'_>, of: &Expr, bound: &Expr, smaller: bool) -> Answer {
    let of_bounds = if smaller { Bounds::smaller } else { Bounds::larger };
    carried(scene, &[of, bound], of_bounds, |operands| {
        let bounded = operands.into_iter().reduce(|of, bound| bound_of(of, bound, smaller));
        bounded.unwrap_or_else(|| fault("two operands"))
    })
}

pub(crate) fn bound_of(of: Value, bound: Value, smaller: bool) -> Value {
    match (of, bound) {
        (Value::Number(of), Value::Number(bound)) => Value::Number(if smaller { of.min(bound) } else { of.max(bound) }),
        (Value::Date(of), Value::Date(bound)) => Value::Date(if smaller { of.min(bound) } else { of.max(bound) }),
        _ => fault("two numbers or two days"),
    }
}

/// The branch of the first case that holds; a case not decided before it leaves the choice open.
pub(crate) fn chosen<'e>(scene: Scene<'_>, cases: &'e [(Expr, Expr)], otherwise: &'e Expr) -> Answer<&'e Expr> {
    for (when, then) in cases {
        match scene.condition_holds(when) {
            Answer::Known(true) => return Answer::Known(then),
            Answer::Known(false) => {}
            open => return open.map(|_| otherwise),
        }
    }
    Answer::Known(otherwise)
}

/// The nearest multiple of `to`.
pub(crate) fn round(of: &BigRational, to: Decimal, mode: RoundMode) -> BigRational {
    let step = to.to_exact();
    if step.is_zero() {
        fault("a step of rounding above zero");
    }
    let quotient = of / &step;
    BigRational::from(whole_number(&quotient, mode)) * step
}

fn whole_number(quotient: &BigRational, mode: RoundMode) -> BigInt {
    let below = quotient.floor().to_integer();
    if quotient.is_integer() {
        return below;
    }
    let above = &below + BigInt::one();
    let twice_the_rest = (quotient - BigRational::from(below.clone())) * BigRational::from(BigInt::from(2));
    let half = twice_the_rest.cmp(&BigRational::one());
    let up = match mode {
        RoundMode::Down => false,
        RoundMode::Up => true,
        RoundMode::HalfUp => half.is_gt() || (half.is_eq() && *quotient > BigRational::zero()),
        RoundMode::HalfEven => half.is_gt() || (half.is_eq() && above.is_even()),
    };
    if up { above } else { below }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> BigRational {
        text.parse::<Decimal>().expect("a decimal").to_exact()
    }

    fn rounded(of: &str, to: &str, mode: RoundMode) -> String {
        super::super::exact_text(&round(&exact(of), to.parse().expect("a step"), mode))
    }

    #[test]
    fn ties_go_as_named() {
        use RoundMode::{Down, HalfEven, HalfUp, Up};
        let cases = [
            ("0.005", HalfUp, "0.01"),
            ("-0.005", HalfUp, "-0.01"),
            ("0.015", HalfUp, "0.02"),
            ("0.0149", HalfUp, "0.01"),
            ("0.005", HalfEven, "0"),
            ("0.015", HalfEven, "0.02"),
            ("-0.025", HalfEven, "-0.02"),
            ("0.019", Down, "0.01"),
            ("-0.011", Down, "-0.02"),
            ("0.011", Up, "0.02"),
            ("-0.019", Up, "-0.01"),
            ("0.02", Up, "0.02"),
        ];
        for (of, mode, result) in cases {
            assert_eq!(rounded(of, "0.01", mode), result, "{of} {mode:?}");
        }
        assert_eq!(rounded("1249.99", "500", HalfUp), "1000");
        assert_eq!(rounded("1250", "500", HalfUp), "1500");
    }

    #[test]
    fn zero_below_the_line_gives_what_the_clause_says_or_nothing() {
        assert_eq!(ratio(exact("1"), &exact("3"), None), Answer::Known(Value::Number(exact("1") / exact("3"))));
        assert_eq!(ratio(exact("1"), &exact("0"), None), Answer::Unknown(Reason::DividedByZero));
        let zero = "0".parse::<Decimal>().expect("zero");
        assert_eq!(ratio(exact("1"), &exact("0"), Some(zero)), Answer::Known(super::super::evaluate::whole(0)));
    }
}
