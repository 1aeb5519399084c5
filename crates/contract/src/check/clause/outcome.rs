//! What a clause ends in: what it pays, or what must hold; and beside what.

use super::super::fields::Fields;
use super::super::ledger::Ledger;
use super::super::scope::Type;
use super::super::step::StepsScope;
use super::super::{closed, keys, resolve, scalar, sign};
use crate::diagnostic::Diagnostic;
use crate::model::{Contract, Cumulation, Mechanism, Outcome, Step, ValueType};
use crate::unit::{Currency, DECIMALS_MAX};
use crate::yaml::Node;

pub(super) fn read_pays(
    fields: &mut Fields<'_>,
    steps: &[Step],
    contract: &Contract,
    ledger: &mut Ledger,
) -> Option<Outcome> {
    let node = fields.require("pays", ledger);
    let recover = fields.require("after_payment", ledger);
    let recover = recover.and_then(|node| scalar::word(node, &closed::AFTER_PAYMENT, ledger));
    let mut pays = Fields::of(node?, keys::PAYS, ledger)?;
    let head = pays.require("head", ledger).and_then(|node| scalar::identifier(node, ledger));
    let to = pays.require("to", ledger).and_then(|node| scalar::word(node, &[("operator", ())], ledger));
    let value = pays.require("value", ledger);
    pays.finish(ledger);
    let value = value?;
    let name = scalar::text(value, ledger)?;
    let Some(step) = steps.iter().position(|step| step.id == name) else {
        ledger.unknown("name-unknown", "name", name, steps.iter().map(|step| step.id.as_str()), value.span);
        return None;
    };
    let money = match steps[step].value_type {
        ValueType::Number(unit) if unit.is_money() => unit.currency(),
        _ => None,
    };
    let Some(currency) = money else {
        let found = Type::from(&steps[step].value_type).name();
        let expected = contract.currency.map_or("MAD | USD | …".to_owned(), |currency| currency.to_string());
        ledger.push(Diagnostic::error("type-differs", value.span).with("expected", expected).with("found", found));
        return None;
    };
    if !is_exact(&steps[step], currency) {
        ledger.error("pays-not-rounded", value.span, "step", name);
        return None;
    }
    to?;
    if !sign::of_step(steps, step, contract).is_never_negative() {
        ledger.push(Diagnostic::warning("pays-may-be-negative", value.span).with("step", name));
    }
    Some(Outcome::Pays { head: head?, step, recover: recover? })
}

/// What is paid is rounded by its own step, to what can be paid in its currency.
fn is_exact(step: &Step, currency: Currency) -> bool {
    matches!(&step.mechanism, Mechanism::Round { to, .. } if to.at_scale(currency.decimals().min(DECIMALS_MAX)).is_some())
}

pub(super) fn read_holds(
    fields: &mut Fields<'_>,
    within: &StepsScope<'_>,
    steps: &[Step],
    ledger: &mut Ledger,
) -> Option<Outcome> {
    let node = fields.require("holds", ledger)?;
    resolve::condition(node, &within.scope(steps, None, None), ledger).map(Outcome::Holds)
}

pub(super) fn read_cumulations(node: &Node, ledger: &mut Ledger) -> Vec<Cumulation> {
    let items = node.as_list().unwrap_or(std::slice::from_ref(node));
    let mut cumulations = Vec::new();
    for item in items {
        let Some(mut fields) = Fields::of(item, keys::CUMULATION, ledger) else { continue };
        let with = fields.require("with", ledger).and_then(|node| scalar::identifier(node, ledger));
        let how = fields.require("how", ledger).and_then(|node| scalar::word(node, &[("freely", ())], ledger));
        let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
        fields.finish(ledger);
        if let (Some(with), Some(()), Some(confidence)) = (with, how, confidence) {
            cumulations.push(Cumulation { with, confidence });
        }
    }
    cumulations
}
