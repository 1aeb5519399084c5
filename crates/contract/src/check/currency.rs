//! The currency of a document: the one in which it pays. Where all its amounts are in one, that is it; where they are in
//! several, `currency:` says so.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{ColumnType, Contract, CurrencyWords, Noun, Outcome, Step, ValueType};
use crate::unit::{Base, Currency, DECIMALS_MAX, Unit};
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{keys, scalar};

/// Reads `currency: MAD`.
pub(super) fn read(node: &Node, ledger: &mut Ledger) -> Option<Currency> {
    let found = Currency::new(scalar::text(node, ledger)?);
    if found.is_none() {
        ledger.error("currency-unknown", node.span, "found", node.as_scalar().unwrap_or_default());
    }
    found.filter(|currency| is_kept(*currency, node, ledger))
}

/// Reads a unit of evidence, parameters and indicators.
pub(super) fn read_unit(node: &Node, ledger: &mut Ledger) -> Option<Unit> {
    let text = scalar::text(node, ledger)?;
    let Some(unit) = Unit::parse(text) else {
        ledger.error("unit-unknown", node.span, "found", text);
        return None;
    };
    let kept = [unit.of, unit.per].into_iter().all(|base| match base {
        Some(Base::Currency(currency)) => is_kept(currency, node, ledger),
        _ => true,
    });
    kept.then_some(unit)
}

/// Amounts are kept in hundredths: of a currency with thousandths they would be cut.
pub(super) fn is_kept(currency: Currency, node: &Node, ledger: &mut Ledger) -> bool {
    let is_kept = currency.decimals() <= DECIMALS_MAX;
    if !is_kept {
        let fine = Diagnostic::error("currency-too-fine", node.span).with("found", currency);
        ledger.push(fine.with("decimals", currency.decimals()));
    }
    is_kept
}

/// Reads the nouns with which amounts of a currency are written in words.
pub(super) fn read_words(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::CURRENCY, ledger) else { return };
    let taken = contract.currencies.iter().map(|currency| (currency.id.code(), currency.span));
    let id_node = block.node.get("id");
    let id = super::name(&mut fields, taken, ledger);
    let id = id.zip(id_node).and_then(|(_, node)| read(node, ledger));
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    super::basis(&mut fields, block, document, ledger);
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    let mut words = BTreeMap::new();
    let nodes = fields.require("words", ledger);
    if let Some(node) = nodes.filter(|node| node.as_map().is_none()) {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    for (language, node) in nodes.and_then(Node::as_map).unwrap_or_default() {
        if !ledger.languages.contains(&language.value) {
            let unknown = Diagnostic::error("word-unknown", language.span).with("word", &language.value);
            ledger.push(unknown.with("expected", ledger.languages.join(" | ")));
        }
        let Some(mut nouns) = Fields::of(node, keys::CURRENCY_WORDS, ledger) else { continue };
        let [whole, part] = ["whole", "part"].map(|key| nouns.require(key, ledger).and_then(|node| noun(node, ledger)));
        nouns.finish(ledger);
        words.extend(whole.zip(part).map(|nouns| (language.value.clone(), nouns)));
    }
    fields.finish(ledger);
    if let (Some(id), Some(confidence)) = (id, confidence) {
        contract.currencies.push(CurrencyWords { id, labels, confidence, words, span: block.span });
    }
}

fn noun(node: &Node, ledger: &mut Ledger) -> Option<Noun> {
    let mut fields = Fields::of(node, keys::NOUN, ledger)?;
    let other = fields.require("other", ledger).and_then(|node| scalar::text(node, ledger));
    let mut forms = BTreeMap::new();
    for category in Noun::CATEGORIES {
        let form = fields.take(category).and_then(|node| scalar::text(node, ledger));
        forms.extend(form.map(|form| (category, form.to_owned())));
    }
    fields.finish(ledger);
    Some(Noun::new(other?, forms))
}

/// Says in which currency the document pays, and refuses payments in another.
pub(super) fn settle(document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let pays = |step: &Step| match step.value_type {
        ValueType::Number(unit) => unit.currency(),
        _ => None,
    };
    let payments = contract.clauses.iter().filter_map(|clause| match &clause.outcome {
        Outcome::Pays { step, .. } => Some((clause.span, pays(clause.steps.get(*step)?)?)),
        Outcome::Holds(_) => None,
    });
    let payments: Vec<_> = payments.collect();
    if contract.currency.is_none() {
        let named = named(contract);
        if named.len() > 1 && !payments.is_empty() {
            let known: Vec<&str> = named.iter().map(Currency::code).collect();
            ledger.error("currency-unsaid", document.front.span, "known", known.join(", "));
            return;
        }
        contract.currency = named.first().copied().filter(|_| named.len() == 1);
    }
    let Some(currency) = contract.currency else { return };
    for (span, found) in payments.into_iter().filter(|(_, found)| *found != currency) {
        let block = document.blocks.iter().find(|block| block.span == span);
        let value = block.and_then(|block| block.node.get("pays")?.get("value"));
        let other = Diagnostic::error("pays-other-currency", value.map_or(span, |node| node.span));
        ledger.push(other.with("expected", currency).with("found", found));
    }
}

/// The currencies that amounts of the document are in.
fn named(contract: &Contract) -> BTreeSet<Currency> {
    let columns = contract.tables.iter().flat_map(|table| table.columns.values());
    let of_columns = columns.filter_map(|column| match column {
        ColumnType::Number(unit) => unit.currency(),
        _ => None,
    });
    let of_parameters = contract.parameters.iter().flat_map(|one| [Some(one.unit), one.by_unit]).flatten();
    let of_indicators = contract.indicators.iter().map(|one| one.unit);
    let steps = contract.clauses.iter().chain(&contract.controls).flat_map(|clause| &clause.steps);
    let of_steps = steps.filter_map(|step| match step.value_type {
        ValueType::Number(unit) => Some(unit),
        _ => None,
    });
    let units = of_parameters.chain(of_indicators).chain(of_steps);
    of_columns.chain(units.filter_map(Unit::currency)).collect()
}
