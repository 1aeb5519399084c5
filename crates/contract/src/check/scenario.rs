//! Scenarios: small tables turned into facts (in `given`), and what must come out.

mod given;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::Block;
use crate::model::{Contract, Expectation, Scenario};
use crate::unit::{Base, Unit};
use crate::verdict::Figure;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{keys, scalar};
use given::{Given, read_defaults};

/// Reads a scenario.
pub(super) fn read(block: &Block, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::SCENARIO, ledger) else { return };
    let of = fields.require("of", ledger).and_then(|node| read_subject(node, contract, ledger));
    let reading = fields.take("reading").and_then(|node| scalar::identifier(node, ledger).map(|id| (id, node.span)));
    if let (Some(of), Some((reading, span))) = (&of, &reading) {
        let variants = contract.clauses.iter().filter(|clause| clause.id == *of);
        let known: Vec<&str> = variants.filter_map(|clause| clause.reading.as_deref()).collect();
        if !known.contains(&reading.as_str()) {
            ledger.unknown("reading-unknown", "reading", reading, known.into_iter(), *span);
        }
    }
    let known_on = fields.require("as_known_on", ledger).and_then(|node| scalar::date(node, ledger));
    let id = fields.take("id").and_then(|node| scalar::identifier(node, ledger));
    fields.take("labels");
    let mut given = Given::new(contract);
    let promised = of.as_ref().is_some_and(|of| contract.commitments.iter().any(|known| known.id == *of));
    if let Some(node) = of_facts(&mut fields, promised, "tables") {
        given.defaults = read_defaults(node, contract, ledger);
    }
    let mut items = |key, ledger: &mut Ledger| {
        of_facts(&mut fields, promised, key).and_then(|node| scalar::list(node, ledger)).unwrap_or_default()
    };
    for item in items("given", ledger) {
        given.read_rows(item, ledger);
    }
    given.cover_what_is_given();
    for item in items("covered", ledger) {
        given.read_coverage(item, true, ledger);
    }
    for item in items("missing", ledger) {
        given.read_coverage(item, false, ledger);
    }
    for item in items("refused", ledger) {
        given.read_refused(item, ledger);
    }
    for item in items("owed", ledger) {
        given.read_owed(item, ledger);
    }
    let facts = given.into_facts();
    let figures = if promised { fields.take("figures") } else { None };
    let figures = figures.and_then(|node| scalar::list(node, ledger)).unwrap_or_default();
    let figures = figures.iter().filter_map(|node| read_figure(node, ledger)).collect();
    let expected = fields.require_items("expect", ledger);
    let money = contract.currency.map_or(Unit::NONE, |currency| Unit::of(Base::Currency(currency)));
    let expected: Vec<Expectation> = expected.iter().filter_map(|node| read_expectation(node, money, ledger)).collect();
    fields.finish(ledger);
    if let (Some(of), Some(as_known_on)) = (of, known_on) {
        let reading = reading.map(|(reading, _)| reading);
        contract.scenarios.push(Scenario { id, of, reading, as_known_on, facts, figures, expected, span: block.span });
    }
}

/// A key that only scenarios of clauses have: those of commitments give figures.
fn of_facts<'a>(fields: &mut Fields<'a>, promised: bool, key: &'static str) -> Option<&'a Node> {
    if promised { None } else { fields.take(key) }
}

fn read_subject(node: &Node, contract: &Contract, ledger: &mut Ledger) -> Option<String> {
    let id = scalar::text(node, ledger)?;
    let clauses = contract.clauses.iter().chain(&contract.controls).map(|clause| clause.id.as_str());
    let known: Vec<&str> = clauses.chain(contract.commitments.iter().map(|known| known.id.as_str())).collect();
    if !known.contains(&id) {
        ledger.unknown("scenario-of-unknown", "of", id, known.into_iter(), node.span);
        return None;
    }
    Some(id.to_owned())
}

fn read_figure(node: &Node, ledger: &mut Ledger) -> Option<Figure> {
    let mut fields = Fields::of(node, keys::FIGURE, ledger)?;
    let mut text = |key, ledger: &mut Ledger| fields.require(key, ledger).and_then(|node| scalar::text(node, ledger));
    let (series, perimeter) = (text("series", ledger), text("perimeter", ledger));
    let period = fields.require("period", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let period = text.parse().ok();
        if period.is_none() {
            ledger.error("date-malformed", node.span, "found", text);
        }
        period
    });
    let value = fields.require("value", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let value = text.parse().ok();
        if value.is_none() {
            ledger.error("number-malformed", node.span, "found", text);
        }
        value
    });
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    fields.finish(ledger);
    Some(Figure {
        series: series?.to_owned(),
        period: period?,
        perimeter: perimeter?.to_owned(),
        value: value?,
        unit: None,
        confidence: confidence?,
        source: "scenario".to_owned(),
        note: String::new(),
        published: None,
    })
}

fn read_expectation(node: &Node, money: Unit, ledger: &mut Ledger) -> Option<Expectation> {
    let mut fields = Fields::of(node, keys::EXPECTATION, ledger)?;
    let mut key = BTreeMap::new();
    for name in ["operator", "person", "year", "start", "first_month", "anniversary", "commitment"] {
        if let Some(value) = fields.take(name).and_then(|node| scalar::text(node, ledger)) {
            key.insert(name.to_owned(), value.to_owned());
        }
    }
    let word = if key.contains_key("commitment") { "verdict" } else { "status" };
    let status = fields.require(word, ledger).and_then(|node| read_status(node, word == "verdict", ledger));
    let amount = fields.take("amount").map(|node| scalar::number(node, money, ledger));
    let decided_by = fields.take("decided_by").and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let head = fields.take("head").and_then(|node| scalar::identifier(node, ledger));
    let missing = fields.take("missing").and_then(|node| scalar::text(node, ledger)).map(str::to_owned);
    let mut steps = BTreeMap::new();
    let written = fields.take("steps");
    if let Some(node) = written.filter(|node| node.as_map().is_none()) {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    for (name, node) in written.map(Node::entries).unwrap_or_default() {
        if let Some(value) = scalar::text(node, ledger) {
            steps.insert(name.value.clone(), value.to_owned());
        }
    }
    fields.finish(ledger);
    let amount = amount.map_or(Some(None), |read| read.map(Some))?;
    Some(Expectation { key, status: status?, amount, decided_by, head, missing, steps, span: node.span })
}

/// The word of a status, or of a verdict.
fn read_status(node: &Node, verdict: bool, ledger: &mut Ledger) -> Option<String> {
    use crate::determination::Status;
    let text = scalar::text(node, ledger)?;
    let statuses = Status::ALL.iter().map(|status| status.word());
    let verdicts = crate::verdict::Verdict::ALL.iter().map(|verdict| verdict.word());
    let known: Vec<&str> =
        if verdict { verdicts.collect() } else { statuses.chain(["holds", "gap", "none"]).collect() };
    if !known.contains(&text) {
        let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
        ledger.push(unknown.with("expected", known.join(" | ")));
        return None;
    }
    Some(text.to_owned())
}
