//! Which steps add up over the parts of a year: amounts and counts of a part's own rows, and what is computed from them part
//! by part. A rate, a share, a class, a value of the whole year that each part reads do not: an explanation shows them with
//! each part and never their sum.

use crate::model::{Clause, Expr, Mechanism, Outcome, Step};

/// Whether what the parts have of a step is told as one sum: it adds up, or a later step of the whole reads it.
pub(crate) fn is_summed(clause: &Clause, index: usize, fold: usize) -> bool {
    let is_paid = matches!(clause.outcome, Outcome::Pays { step, .. } if step == index);
    let is_read = clause.steps.get(fold..).unwrap_or_default().iter().any(|step| {
        let operands = super::walk::operands(&step.mechanism);
        operands.iter().any(|(_, operand)| super::walk::steps_in(operand).contains(&index))
    });
    is_paid || is_read || adds_up(&clause.steps, index)
}

pub(crate) fn adds_up(steps: &[Step], index: usize) -> bool {
    let Some(step) = steps.get(index) else { return false };
    let adds = |expr: &Expr| expression_adds_up(steps, expr);
    match &step.mechanism {
        Mechanism::Sum { .. } | Mechanism::Count { .. } => true,
        Mechanism::Value(of)
        | Mechanism::PercentOf { of, .. }
        | Mechanism::AtMost { of, .. }
        | Mechanism::AtLeast { of, .. }
        | Mechanism::Brackets { of, .. }
        | Mechanism::Round { of, .. } => adds(of),
        // An amount times shares is an amount of the part.
        Mechanism::Product(factors) => factors.iter().filter(|factor| adds(factor)).count() == 1,
        Mechanism::SumOf(terms) => terms.iter().all(adds),
        Mechanism::Difference { from, less } => adds(from) && adds(less),
        Mechanism::Choose { cases, otherwise } => cases.iter().map(|(_, then)| then).chain([otherwise]).all(adds),
        Mechanism::Ratio { .. }
        | Mechanism::Table { .. }
        | Mechanism::TiedShare { .. }
        | Mechanism::RunningExcess { .. }
        | Mechanism::AtMonth { .. } => false,
    }
}

fn expression_adds_up(steps: &[Step], expr: &Expr) -> bool {
    match expr {
        Expr::Step(earlier) => adds_up(steps, *earlier),
        Expr::Add(one, other) | Expr::Subtract(one, other) => {
            expression_adds_up(steps, one) && expression_adds_up(steps, other)
        }
        // Nothing is nothing in each part.
        Expr::Number(number) => number.digits() == 0,
        _ => false,
    }
}
