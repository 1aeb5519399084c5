//! Indicators, commitments and judgements.

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{Commitment, CommitmentKind, Contract, Indicator, Judgement, Target};
use crate::money::Decimal;
use crate::unit::Unit;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{closed, currency, keys, scalar};

/// Reads a judgement.
pub(super) fn read_judgement(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::JUDGEMENT, ledger) else { return };
    let taken = contract.judgements.iter().map(|known| (known.id.as_str(), known.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let basis = super::basis(&mut fields, block, document, ledger);
    let by = fields.require("by", ledger).and_then(|node| scalar::identifier(node, ledger));
    let on = fields.require("on", ledger);
    let on = scalar::labels(on, ledger);
    fields.finish(ledger);
    if let (Some(id), Some(basis), Some(by)) = (id, basis, by) {
        let by = Some(by).filter(|by| by != "none");
        contract.judgements.push(Judgement { id, labels, basis, by, on, span: block.span });
    }
}

/// Reads an indicator.
pub(super) fn read_indicator(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::INDICATOR, ledger) else { return };
    let taken = contract.indicators.iter().map(|known| (known.id.as_str(), known.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let basis = super::basis(&mut fields, block, document, ledger);
    let measure = fields.require("measure", ledger).and_then(|node| scalar::word(node, &closed::MEASURES, ledger));
    let unit = fields.require("unit", ledger).and_then(|node| currency::read_unit(node, ledger));
    let series = fields.require("source", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let series = text.strip_prefix("published ").map(str::trim);
        if series.is_none() {
            let unknown = Diagnostic::error("word-unknown", node.span).with("word", text);
            ledger.push(unknown.with("expected", "published …"));
        }
        series.map(str::to_owned)
    });
    let perimeter = fields.require("perimeter", ledger).and_then(|node| scalar::identifier(node, ledger));
    fields.finish(ledger);
    let (Some(id), Some(basis), Some(measure), Some(unit), Some(series), Some(perimeter)) =
        (id, basis, measure, unit, series, perimeter)
    else {
        return;
    };
    let perimeter = Some(perimeter).filter(|perimeter| perimeter != "none");
    contract.indicators.push(Indicator { id, labels, basis, measure, unit, series, perimeter, span: block.span });
}

/// Reads a commitment.
pub(super) fn read_commitment(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::COMMITMENT, ledger) else { return };
    let taken = contract.commitments.iter().map(|known| (known.id.as_str(), known.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let basis = super::basis(&mut fields, block, document, ledger);
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    let parties = fields.require("parties", ledger).and_then(|node| read_parties(node, contract, ledger));
    let kind = match (fields.take("target"), fields.take("path"), fields.take("judged_by")) {
        (Some(target), path, None) => read_target(target, path, contract, ledger).map(CommitmentKind::Target),
        (None, None, Some(judged)) => read_judged(judged, contract, ledger),
        _ => {
            ledger.push(Diagnostic::error("commitment-target-or-judgement", fields.span));
            None
        }
    };
    fields.finish(ledger);
    if let (Some(id), Some(basis), Some(confidence), Some(parties), Some(kind)) = (id, basis, confidence, parties, kind)
    {
        contract.commitments.push(Commitment { id, labels, basis, parties, confidence, kind, span: block.span });
    }
}

fn read_parties(node: &Node, contract: &Contract, ledger: &mut Ledger) -> Option<Vec<String>> {
    let parties = scalar::words(node, ledger)?;
    if parties.is_empty() {
        ledger.error("value-missing", node.span, "key", "parties");
    }
    for party in &parties {
        if !contract.parties.iter().any(|known| known.id == *party) {
            let known = contract.parties.iter().map(|known| known.id.as_str());
            ledger.unknown("party-unknown", "party", party, known, node.span);
        }
    }
    Some(parties)
}

fn read_judged(node: &Node, contract: &Contract, ledger: &mut Ledger) -> Option<CommitmentKind> {
    let judgement = scalar::text(node, ledger)?;
    if !contract.judgements.iter().any(|known| known.id == judgement) {
        let known = contract.judgements.iter().map(|known| known.id.as_str());
        ledger.unknown("judgement-unknown", "judgement", judgement, known, node.span);
        return None;
    }
    Some(CommitmentKind::Judgement { judgement: judgement.to_owned() })
}

fn read_target(node: &Node, path: Option<&Node>, contract: &Contract, ledger: &mut Ledger) -> Option<Target> {
    let mut fields = Fields::of(node, keys::TARGET, ledger)?;
    let indicator = fields.require("indicator", ledger).and_then(|node| {
        let id = scalar::text(node, ledger)?;
        let found = contract.indicators.iter().find(|known| known.id == id);
        if found.is_none() {
            let known = contract.indicators.iter().map(|known| known.id.as_str());
            ledger.unknown("indicator-unknown", "indicator", id, known, node.span);
        }
        found
    });
    let (level, additional, baseline) = (fields.take("level"), fields.take("additional"), fields.take("baseline"));
    let baseline_confidence = fields.take("baseline_confidence");
    let by = fields.take("by").and_then(|node| scalar::date(node, ledger));
    let span = fields.span;
    fields.finish(ledger);
    let indicator = indicator?;
    let one_of_both = match (level, additional, baseline) {
        (Some(_), None, _) => true,
        (None, Some(_), baseline) => baseline.is_some(),
        _ => false,
    };
    if !one_of_both {
        ledger.push(Diagnostic::error("target-level-or-additional", span));
    }
    let mut number = |node: Option<&Node>| node.and_then(|node| scalar::number(node, indicator.unit, ledger));
    let (level, additional, baseline) = (number(level), number(additional), number(baseline));
    let confidence = match (&baseline, baseline_confidence) {
        (Some(_), Some(node)) => scalar::confidence(node, ledger),
        (Some(_), None) => {
            ledger.error("key-absent", span, "key", "baseline_confidence");
            None
        }
        _ => None,
    };
    let reached = match (level, additional, baseline) {
        (Some(level), None, _) => Some(level),
        (None, Some(additional), Some(baseline)) => {
            let sum = add(baseline, additional);
            if sum.is_none() {
                ledger.error("number-malformed", span, "found", additional);
            }
            sum
        }
        _ => None,
    };
    let path = path.map(|node| read_path(node, indicator.unit, ledger)).unwrap_or_default();
    let baseline = baseline.zip(confidence);
    Some(Target { indicator: indicator.id.clone(), level: reached?, additional, baseline, by, path })
}

fn read_path(node: &Node, unit: Unit, ledger: &mut Ledger) -> Vec<(Date, Decimal)> {
    let mut path: Vec<(Date, Decimal)> = Vec::new();
    for item in scalar::list(node, ledger).unwrap_or_default() {
        let Some(mut fields) = Fields::of(item, keys::PATH_STEP, ledger) else { continue };
        let by = fields.require("by", ledger).and_then(|node| scalar::date(node, ledger));
        let level = fields.require("level", ledger).and_then(|node| scalar::number(node, unit, ledger));
        fields.finish(ledger);
        if let (Some(by), Some(level)) = (by, level) {
            if path.last().is_some_and(|(earlier, _)| *earlier >= by) {
                ledger.push(Diagnostic::error("scale-not-rising", item.span));
            }
            path.push((by, level));
        }
    }
    path
}

fn add(one: Decimal, other: Decimal) -> Option<Decimal> {
    let scale = one.scale().max(other.scale());
    Some(Decimal::new(one.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale))
}
