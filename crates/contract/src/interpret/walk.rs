//! What a clause is made of: the expressions inside mechanisms and expressions, and what depends on what.

use std::collections::BTreeSet;

use crate::model::{At, Clause, Condition, Expr, IfNone, Mechanism, Outcome, Step};

/// The expressions that a mechanism is given, with the name each has for a reader.
pub(crate) fn operands(mechanism: &Mechanism) -> Vec<(&'static str, &Expr)> {
    match mechanism {
        Mechanism::Value(expr) => vec![("value", expr)],
        Mechanism::Sum { filter, .. } | Mechanism::Count { filter, .. } => {
            filter.iter().map(|filter| ("where", filter)).collect()
        }
        Mechanism::PercentOf { of, rate } => vec![("of", of), ("rate", rate)],
        Mechanism::Product(factors) => factors.iter().map(|factor| ("factor", factor)).collect(),
        Mechanism::Ratio { of, to, .. } => vec![("of", of), ("to", to)],
        Mechanism::SumOf(terms) => terms.iter().map(|term| ("term", term)).collect(),
        Mechanism::Difference { from, less } => vec![("from", from), ("less", less)],
        Mechanism::AtMost { of, bound } | Mechanism::AtLeast { of, bound } => vec![("of", of), ("bound", bound)],
        Mechanism::Brackets { of, .. } | Mechanism::Round { of, .. } => vec![("of", of)],
        Mechanism::Table { by, .. } => vec![("by", by)],
        Mechanism::Choose { cases, otherwise } => {
            let cases = cases.iter().flat_map(|(when, then)| [("when", when), ("then", then)]);
            cases.chain([("otherwise", otherwise)]).collect()
        }
        Mechanism::RunningExcess { above, from, .. } => vec![("above", above), ("from", from)],
        Mechanism::TiedShare { within, .. } => vec![("within", within)],
        Mechanism::AtMonth { .. } => Vec::new(),
    }
}

/// The expression and every expression inside it.
pub(crate) fn walk<'e>(expr: &'e Expr, visit: &mut impl FnMut(&'e Expr)) {
    visit(expr);
    let at = |at: &'e At| match at {
        At::Day(day) => Some(&**day),
        At::Own | At::FirstMonth | At::Always => None,
    };
    match expr {
        Expr::Column { at: moment, if_none, .. } => {
            let instead = match if_none {
                IfNone::Value(value) => Some(&**value),
                IfNone::Fails => None,
            };
            for inner in at(moment).into_iter().chain(instead) {
                walk(inner, visit);
            }
        }
        Expr::Road { at: moment, .. } => {
            if let Some(day) = at(moment) {
                walk(day, visit);
            }
        }
        Expr::Series { at: inner, .. }
        | Expr::PlusMonths(inner, _)
        | Expr::In(inner, _)
        | Expr::Within(inner, _)
        | Expr::IsBlank(inner)
        | Expr::Not(inner) => walk(inner, visit),
        Expr::Add(one, other) | Expr::Subtract(one, other) | Expr::Compare(one, _, other) => {
            walk(one, visit);
            walk(other, visit);
        }
        Expr::And(all) | Expr::Or(all) => {
            for one in all {
                walk(one, visit);
            }
        }
        _ => {}
    }
}

/// The steps that a mechanism names.
fn steps_named(mechanism: &Mechanism) -> BTreeSet<usize> {
    let mut named = BTreeSet::new();
    if let Mechanism::RunningExcess { of, .. } | Mechanism::AtMonth { step: of, .. } = mechanism {
        named.insert(*of);
    }
    for (_, operand) in operands(mechanism) {
        named.extend(steps_in(operand));
    }
    named
}

/// The steps, and every step that they use. Steps use earlier ones only: one pass from the last to the first closes the set.
pub(crate) fn closed(steps: &[Step], mut needed: BTreeSet<usize>) -> BTreeSet<usize> {
    for index in (0..steps.len()).rev() {
        if needed.contains(&index) {
            needed.extend(steps_named(&steps[index].mechanism));
        }
    }
    needed
}

/// The steps that an expression names.
pub(crate) fn steps_in(expr: &Expr) -> BTreeSet<usize> {
    let mut named = BTreeSet::new();
    walk(expr, &mut |inner| {
        if let Expr::Step(step) = inner {
            named.insert(*step);
        }
    });
    named
}

/// The steps that the outcome of a clause depends on, the paid one included.
pub(crate) fn needed_steps(clause: &Clause) -> BTreeSet<usize> {
    let needed = match &clause.outcome {
        Outcome::Pays { step, .. } => BTreeSet::from([*step]),
        Outcome::Holds(expr) => steps_in(expr),
    };
    closed(&clause.steps, needed)
}

/// Every expression of the conditions, steps and outcome, row filters apart.
pub(crate) fn expressions(clause: &Clause) -> Vec<&Expr> {
    let conditions = clause.applies_when.iter().chain(&clause.conditions).map(|condition: &Condition| &condition.is);
    let steps = clause.steps.iter().filter(|step| !is_fold(step)).flat_map(|step: &Step| operands(&step.mechanism));
    let holds = match &clause.outcome {
        Outcome::Holds(expr) => Some(expr),
        Outcome::Pays { .. } => None,
    };
    conditions.chain(steps.map(|(_, expr)| expr)).chain(holds).collect()
}

/// The row filters of the steps.
pub(crate) fn filters(clause: &Clause) -> Vec<&Expr> {
    clause
        .steps
        .iter()
        .filter(|step| is_fold(step))
        .flat_map(|step| operands(&step.mechanism))
        .map(|(_, e)| e)
        .collect()
}

fn is_fold(step: &Step) -> bool {
    matches!(step.mechanism, Mechanism::Sum { .. } | Mechanism::Count { .. })
}

/// The parameters that the clause reads, in order of appearance and once each.
pub(crate) fn parameters(clause: &Clause) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    let mut add = |id| {
        if !ids.contains(&id) {
            ids.push(id);
        }
    };
    for expr in expressions(clause).into_iter().chain(filters(clause)) {
        walk(expr, &mut |inner| {
            if let Expr::Parameter(id) = inner {
                add(id.as_str());
            }
        });
    }
    for step in &clause.steps {
        if let Mechanism::Brackets { scale: id, .. } | Mechanism::Table { parameter: id, .. } = &step.mechanism {
            add(id.as_str());
        }
    }
    ids
}
