//! Steps: one mechanism each, over earlier names only.

mod mechanism;

use std::cell::Cell;

use crate::diagnostic::Diagnostic;
use crate::model::{At, Contract, Expr, Mechanism, Step, Table};
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::scope::{IfAbsent, Scope, SpaceScope, Type};
use super::{keys, resolve, scalar};
use mechanism::Reader;

/// What steps stand in.
pub(super) struct StepsScope<'a> {
    pub contract: &'a Contract,
    pub space: SpaceScope<'a>,
    /// The table that a series counts, or that a person-year folds.
    pub table: Option<&'a Table>,
    pub crossing_place: bool,
    pub crossing_rule: bool,
}

impl<'a> StepsScope<'a> {
    /// The scope of an expression after these steps.
    pub fn scope<'s>(&self, steps: &'s [Step], at: Option<At>, if_none: Option<IfAbsent>) -> Scope<'s>
    where
        'a: 's,
    {
        Scope {
            contract: self.contract,
            space: self.space,
            steps,
            at,
            if_none,
            crossing_place: self.crossing_place,
            crossing_rule: self.crossing_rule,
            parameters: true,
            counts: false,
            at_used: Cell::default(),
        }
    }
}

/// Reads the list of steps.
pub(super) fn read(node: Option<&Node>, within: &StepsScope<'_>, ledger: &mut Ledger) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    ledger.faulty_steps.clear();
    let Some(items) = node.and_then(|node| scalar::list(node, ledger)) else { return steps };
    for item in items {
        let [(name, body)] = item.entries() else {
            if !item.is_missing() {
                ledger.push(Diagnostic::error("step-one-name", item.span));
            }
            continue;
        };
        scalar::check_name(&name.value, name.span, ledger);
        if let Some(first) = steps.iter().find(|step| step.id == name.value) {
            let repeated = Diagnostic::error("identifier-repeated", name.span).with("id", &name.value);
            ledger.push(repeated.with("first_line", first.span.start.line));
        }
        if let Some((mechanism, value_type)) = read_mechanism(body, within, &steps, ledger) {
            let value_type = value_type.value_type();
            steps.push(Step { id: name.value.clone(), mechanism, value_type, span: item.span });
        } else {
            ledger.faulty_steps.insert(name.value.clone());
        }
    }
    steps
}

fn read_mechanism(
    body: &Node,
    within: &StepsScope<'_>,
    steps: &[Step],
    ledger: &mut Ledger,
) -> Option<(Mechanism, Type)> {
    if body.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", body.span));
        return None;
    }
    let named: Vec<&keys::Shape> =
        keys::MECHANISMS.into_iter().filter(|shape| body.get(shape.name).is_some()).collect();
    let &[shape] = named.as_slice() else {
        let found = match named.as_slice() {
            [] => body.entries().first().map(|(key, _)| key.value.clone()).unwrap_or_default(),
            several => several.iter().map(|shape| shape.name).collect::<Vec<_>>().join(", "),
        };
        let expected = keys::MECHANISMS.map(|shape| shape.name).join(" | ");
        ledger.push(Diagnostic::error("step-one-mechanism", body.span).with("found", found).with("expected", expected));
        return None;
    };
    let mut fields = Fields::of(body, shape, ledger)?;
    let operand = fields.take(shape.name)?;
    let reads = shape.keys.contains(&"at");
    let (at, month) = if reads { read_time(&mut fields, shape.name, within, steps, ledger)? } else { (None, None) };
    let if_none = if reads { read_if_none(&mut fields, within, steps, false, ledger) } else { None };
    let timed = at.is_some().then(|| body.get("at")).flatten();
    let scope = within.scope(steps, at, if_none);
    let mut reader = Reader { fields, scope, within, ledger };
    let read = reader.read(shape.name, operand, month);
    let Reader { fields, scope, ledger, .. } = reader;
    if read.is_none() {
        fields.give_up(ledger);
        return None;
    }
    check_time_used(timed, &scope, ledger);
    fields.finish(ledger);
    read
}

/// A time that no lookup reads at was meant for something: it is refused.
pub(super) fn check_time_used(at: Option<&Node>, scope: &Scope<'_>, ledger: &mut Ledger) {
    if let Some(node) = at.filter(|_| !scope.at_used.get()) {
        ledger.error("lookup-time-not-here", node.span, "name", node.as_scalar().unwrap_or_default());
    }
}

/// `at:` of a step or condition: `first month`, a day, or (for `value` in a series) a month.
pub(super) fn read_time(
    fields: &mut Fields<'_>,
    mechanism: &str,
    within: &StepsScope<'_>,
    steps: &[Step],
    ledger: &mut Ledger,
) -> Option<(Option<At>, Option<crate::calendar::Month>)> {
    let Some(node) = fields.take("at") else { return Some((None, None)) };
    let text = scalar::text(node, ledger)?;
    if text == "first month" {
        return Some((Some(At::FirstMonth), None));
    }
    if mechanism == "value" && matches!(within.space, SpaceScope::Month) {
        return Some((None, Some(scalar::month(node, ledger)?)));
    }
    let scope = within.scope(steps, None, None);
    let day = resolve::date(node, &scope, ledger)?;
    Some((Some(At::Day(Box::new(day))), None))
}

/// `if_none: fails | not evaluated | <value>`.
pub(super) fn read_if_none(
    fields: &mut Fields<'_>,
    within: &StepsScope<'_>,
    steps: &[Step],
    condition: bool,
    ledger: &mut Ledger,
) -> Option<IfAbsent> {
    let node = fields.take("if_none")?;
    let (fails, other) = if condition { ("fails", "not evaluated") } else { ("not evaluated", "fails") };
    let text = scalar::text(node, ledger)?;
    if text == other {
        let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
        ledger.push(unknown.with("expected", format!("{fails} | …")));
    }
    if text == fails || text == other {
        return Some(IfAbsent::Fails);
    }
    let scope = within.scope(steps, None, None);
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !scope.names().contains(&text);
    if is_word {
        return Some(IfAbsent::Value(Expr::Word(text.to_owned()), Type::Code(vec![text.to_owned()])));
    }
    let (expr, found) = resolve::expression(node, &scope, ledger)?;
    Some(IfAbsent::Value(expr, found))
}
