//! Whether a step can fall below zero: a clause that may pay less than nothing should say `at_least: …, bound: 0 MAD`.
//!
//! Evidence is taken to be zero or more, as intake controls it. What cannot be told counts as possibly negative.

use crate::model::{Contract, DefinitionKind, Expr, Mechanism, ParameterValue, Step};
use crate::money::Decimal;

/// What is known of the sign of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Zero or more.
    NeverNegative,
    /// May be below zero.
    Unknown,
}

impl Sign {
    pub fn is_never_negative(self) -> bool {
        self == Sign::NeverNegative
    }

    fn of(never_negative: bool) -> Sign {
        if never_negative { Sign::NeverNegative } else { Sign::Unknown }
    }

    fn both(self, other: Sign) -> Sign {
        Sign::of(self.is_never_negative() && other.is_never_negative())
    }

    fn either(self, other: Sign) -> Sign {
        Sign::of(self.is_never_negative() || other.is_never_negative())
    }
}

/// The sign of a step.
pub(super) fn of_step(steps: &[Step], index: usize, contract: &Contract) -> Sign {
    let of = |expr: &Expr| of_expr(steps, expr, contract);
    let all = |exprs: &[Expr]| exprs.iter().map(of).fold(Sign::NeverNegative, Sign::both);
    match &steps[index].mechanism {
        Mechanism::Value(expr) | Mechanism::Round { of: expr, .. } => of(expr),
        Mechanism::Sum { .. } | Mechanism::Count { .. } | Mechanism::RunningExcess { .. } => Sign::NeverNegative,
        Mechanism::TiedShare { .. } => Sign::NeverNegative,
        Mechanism::PercentOf { of: base, rate } => of(base).both(of(rate)),
        Mechanism::Product(exprs) | Mechanism::SumOf(exprs) => all(exprs),
        Mechanism::Ratio { of: above, to, if_zero } => {
            of(above).both(of(to)).both(Sign::of(if_zero.is_none_or(is_never_negative)))
        }
        Mechanism::Difference { .. } => Sign::Unknown,
        Mechanism::AtMost { of: value, bound } => of(value).both(of(bound)),
        Mechanism::AtLeast { of: value, bound } => of(value).either(of(bound)),
        Mechanism::Brackets { scale: parameter, .. } | Mechanism::Table { parameter, .. } => {
            of_parameter(parameter, contract)
        }
        Mechanism::Choose { cases, otherwise } => {
            cases.iter().map(|(_, then)| of(then)).fold(of(otherwise), Sign::both)
        }
        Mechanism::AtMonth { step, .. } => of_step(steps, *step, contract),
    }
}

fn of_expr(steps: &[Step], expr: &Expr, contract: &Contract) -> Sign {
    match expr {
        Expr::Number(number) => Sign::of(is_never_negative(*number)),
        Expr::Step(index) => of_step(steps, *index, contract),
        Expr::Parameter(id) => of_parameter(id, contract),
        Expr::Add(left, right) => of_expr(steps, left, contract).both(of_expr(steps, right, contract)),
        Expr::Subtract(..) => Sign::Unknown,
        Expr::Series { definition, step, .. } => {
            match contract.definitions.iter().find(|known| known.id == *definition).map(|known| &known.kind) {
                Some(DefinitionKind::Series(series)) => of_step(&series.steps, *step, contract),
                _ => Sign::Unknown,
            }
        }
        _ => Sign::NeverNegative,
    }
}

fn of_parameter(id: &str, contract: &Contract) -> Sign {
    let Some(parameter) = contract.parameters.iter().find(|parameter| parameter.id == id) else { return Sign::Unknown };
    Sign::of(parameter.values.iter().all(|value| match &value.value {
        ParameterValue::Number(number) => is_never_negative(*number),
        ParameterValue::Date(_) => true,
        ParameterValue::Words(words) => words.values().flatten().copied().all(is_never_negative),
        ParameterValue::Scale(slices) => slices.iter().all(|slice| is_never_negative(slice.rate)),
        ParameterValue::Bands(bands) => bands.iter().all(|band| is_never_negative(band.value)),
    }))
}

fn is_never_negative(number: Decimal) -> bool {
    number.digits() >= 0
}
