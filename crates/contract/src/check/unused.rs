//! What nobody uses: parameters that nothing reads, steps that nothing needs, words of a parameter that no place has as its
//! class. All of it loads; each is more likely a slip than a wish, and a warning.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::interpret::{parameters_by_class, parameters_named, series_steps_used, steps_used};
use crate::model::{Clause, Contract, DefinitionKind, Parameter, ParameterValue};
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::yaml::{Node, Value};

use super::ledger::Ledger;

/// Tells what of a contract without errors nobody uses.
pub(super) fn check(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    let clauses: Vec<&Clause> = contract.clauses.iter().chain(&contract.controls).collect();
    let by_class: BTreeSet<&str> = clauses.iter().flat_map(|clause| parameters_by_class(clause)).collect();
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for clause in &clauses {
        read.extend(parameters_named(clause, &contract.definitions).into_keys());
        let used = steps_used(clause);
        for (_, step) in clause.steps.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
            tell_step(&step.id, step.span, &clause.id, ledger);
        }
    }
    for definition in &contract.definitions {
        let DefinitionKind::Series(series) = &definition.kind else { continue };
        let used = series_steps_used(&definition.id, &series.steps, &clauses, &contract.definitions);
        for (_, step) in series.steps.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
            tell_step(&step.id, step.span, &definition.id, ledger);
        }
    }
    // What a pack lends beyond what is read is no fault of the document.
    let own = contract.parameters.iter().filter(|one| !contract.is_lent(BlockKind::Parameter, &one.id));
    for parameter in own {
        if !read.contains(parameter.id.as_str()) {
            let span = id_span(document, parameter);
            ledger.push(Diagnostic::warning("parameter-unread", span).with("id", &parameter.id));
        }
        if by_class.contains(parameter.id.as_str()) {
            check_classes(document, contract, parameter, ledger);
        }
    }
}

fn tell_step(step: &str, span: Span, id: &str, ledger: &mut Ledger) {
    ledger.push(Diagnostic::warning("step-unused", span).with("step", step).with("id", id));
}

/// The words of a parameter by class that no place has: they are never asked for.
fn check_classes(document: &Document, contract: &Contract, parameter: &Parameter, ledger: &mut Ledger) {
    let classes: BTreeSet<&str> =
        contract.places.iter().flat_map(|place| &place.classes).map(|class| class.value.as_str()).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for dated in &parameter.values {
        let ParameterValue::Words(words) = &dated.value else { continue };
        for word in words.keys().map(String::as_str).filter(|word| !classes.contains(word)) {
            if told.insert(word) {
                let (nearest, known) = by_likeness(word, classes.iter().copied());
                let block = document.blocks.iter().find(|block| block.span == parameter.span);
                let span = block.and_then(|block| key_span(&block.node, word)).unwrap_or(dated.span);
                let unknown = Diagnostic::warning("class-of-no-place", span).with("word", word);
                ledger.push(unknown.with("nearest", nearest).with("known", known));
            }
        }
    }
}

fn id_span(document: &Document, parameter: &Parameter) -> Span {
    let block = document.blocks.iter().find(|block| block.span == parameter.span);
    block.and_then(|block| block.node.get("id")).map_or(parameter.span, |id| id.span)
}

/// The first key of that name, anywhere inside.
fn key_span(node: &Node, name: &str) -> Option<Span> {
    match &node.value {
        Value::Map(entries) => entries.iter().find_map(|(key, inner)| match key.value == name {
            true => Some(key.span),
            false => key_span(inner, name),
        }),
        Value::List(items) => items.iter().find_map(|item| key_span(item, name)),
        Value::Scalar(_) | Value::Missing => None,
    }
}
