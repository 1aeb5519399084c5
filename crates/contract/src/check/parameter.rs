//! Dated parameters: numbers, days, words, scales and bands.

use std::collections::BTreeMap;

use crate::calendar::Interval;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{Band, Contract, Dated, Parameter, ParameterValue, Slice};
use crate::money::Decimal;
use crate::unit::Unit;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{scalar, table};

/// What the values of a parameter are written in.
struct Measure {
    /// Unit of a value; nothing for days.
    unit: Option<Unit>,
    /// Unit of bounds.
    by_unit: Option<Unit>,
    /// Whether it is read by words.
    by_words: bool,
}

/// Reads a parameter.
pub(super) fn read(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, ledger) else { return };
    let taken = contract.parameters.iter().map(|parameter| (parameter.id.as_str(), parameter.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    super::basis(&mut fields, block, document, ledger);
    let unit = fields.require("unit", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        if text == "date" {
            return Some(None);
        }
        let unit = Unit::parse(text);
        if unit.is_none() {
            ledger.error("unit-unknown", node.span, "found", text);
        }
        unit.map(Some)
    });
    let by_unit = fields.take("read_by").and_then(|node| {
        let unit = Unit::parse(scalar::text(node, ledger)?);
        if unit.is_none() {
            ledger.error("unit-unknown", node.span, "found", node.as_scalar().unwrap_or_default());
        }
        unit
    });
    let by_words = fields.take("by").is_some();
    let values = fields.require("values", ledger).and_then(|node| scalar::list(node, ledger)).unwrap_or_default();
    fields.finish(ledger);
    let (Some(id), Some(unit)) = (id, unit) else { return };
    let measure = Measure { unit, by_unit, by_words };
    let values: Vec<Dated<ParameterValue>> =
        values.iter().filter_map(|node| read_dated(node, &measure, document, contract, ledger)).collect();
    table::refuse_overlaps(&values, ledger);
    warn_of_holes(&id, &values, block, ledger);
    let unit = unit.unwrap_or(Unit::NONE);
    contract.parameters.push(Parameter { id, labels, unit, by_unit, values, span: block.span });
}

fn read_dated(
    node: &Node,
    measure: &Measure,
    document: &Document,
    contract: &Contract,
    ledger: &mut Ledger,
) -> Option<Dated<ParameterValue>> {
    let mut fields = Fields::of(node, ledger)?;
    let value = fields.require("value", ledger).and_then(|node| read_value(node, measure, ledger));
    let dated = table::dated(&mut fields, value, document, contract, ledger);
    fields.finish(ledger);
    dated
}

fn read_value(node: &Node, measure: &Measure, ledger: &mut Ledger) -> Option<ParameterValue> {
    let Some(unit) = measure.unit else {
        return scalar::date(node, ledger).map(ParameterValue::Date);
    };
    if measure.by_words {
        return read_words(node, unit, ledger);
    }
    let Some(by_unit) = measure.by_unit else {
        return scalar::number(node, unit, ledger).map(ParameterValue::Number);
    };
    let mut fields = Fields::of(node, ledger)?;
    let value = match (fields.take("scale"), fields.take("bands")) {
        (Some(scale), None) => read_scale(scale, by_unit, unit, ledger),
        (None, Some(bands)) => read_bands(bands, by_unit, unit, ledger),
        _ => {
            ledger.push(Diagnostic::error("parameter-scale-or-bands", node.span));
            None
        }
    };
    fields.finish(ledger);
    value
}

fn read_words(node: &Node, unit: Unit, ledger: &mut Ledger) -> Option<ParameterValue> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
        return None;
    }
    let mut words = BTreeMap::new();
    for (word, node) in node.entries() {
        let value = match node.as_scalar() {
            Some("unknown") => Some(None),
            _ => scalar::number(node, unit, ledger).map(Some),
        };
        words.insert(word.value.clone(), value?);
    }
    Some(ParameterValue::Words(words))
}

fn read_scale(node: &Node, by_unit: Unit, unit: Unit, ledger: &mut Ledger) -> Option<ParameterValue> {
    let mut slices: Vec<Slice> = Vec::new();
    for item in scalar::list(node, ledger)? {
        let mut fields = Fields::of(item, ledger)?;
        let above = fields.require("above", ledger).and_then(|node| scalar::number(node, by_unit, ledger));
        let rate = fields.require("rate", ledger).and_then(|node| scalar::number(node, unit, ledger));
        fields.finish(ledger);
        let slice = Slice { above: above?, rate: rate? };
        let grows = match slices.last() {
            None => slice.above == Decimal::new(0, 0),
            Some(last) => last.above.to_exact() < slice.above.to_exact(),
        };
        if !grows {
            ledger.push(Diagnostic::error("scale-not-rising", item.span));
        }
        slices.push(slice);
    }
    Some(ParameterValue::Scale(slices))
}

fn read_bands(node: &Node, by_unit: Unit, unit: Unit, ledger: &mut Ledger) -> Option<ParameterValue> {
    let items = scalar::list(node, ledger)?;
    let mut bands: Vec<Band> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut fields = Fields::of(item, ledger)?;
        let last = index + 1 == items.len();
        let up_to = match last {
            true => None,
            false => Some(fields.require("up_to", ledger).and_then(|node| scalar::number(node, by_unit, ledger))?),
        };
        let value = fields.require("value", ledger).and_then(|node| scalar::number(node, unit, ledger));
        fields.finish(ledger);
        let rises = match (bands.last().and_then(|band| band.up_to), up_to) {
            (Some(before), Some(now)) => before.to_exact() < now.to_exact(),
            _ => true,
        };
        if !rises {
            ledger.push(Diagnostic::error("scale-not-rising", item.span));
        }
        bands.push(Band { up_to, value: value? });
    }
    Some(ParameterValue::Bands(bands))
}

/// A hole between two values is told: what falls into it is not evaluated.
fn warn_of_holes<T>(id: &str, values: &[Dated<T>], block: &Block, ledger: &mut Ledger) {
    let mut intervals: Vec<Interval> = values.iter().map(|value| value.in_effect).collect();
    intervals.sort_by_key(|interval| interval.first);
    for pair in intervals.windows(2) {
        if let Some(last) = pair[0].last
            && last.plus_days(1) < pair[1].first
        {
            let hole = Diagnostic::warning("parameter-hole", block.span).with("id", id);
            ledger.push(hole.with("from", last.plus_days(1)).with("to", pair[1].first.plus_days(-1)));
        }
    }
}
