//! Dated parameters: numbers, days, words, scales and bands.

use std::collections::BTreeMap;

use crate::calendar::Interval;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::model::{Band, Contract, Dated, Parameter, ParameterValue, Slice};
use crate::money::Decimal;
use crate::source::Span;
use crate::unit::Unit;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{currency, keys, scalar, table};

/// What the values of a parameter are written in.
struct Measure {
    /// Unit of a value; nothing for days.
    unit: Option<Unit>,
    /// Unit of bounds.
    by_unit: Option<Unit>,
    /// Whether it is read by words.
    by_words: bool,
    /// Whether numbers are percentages, and written so.
    percent: bool,
}

impl Measure {
    /// A number of the parameter. `17` is no percentage, and `17 %` no bare number; zero is both.
    fn number(&self, node: &Node, unit: Unit, ledger: &mut Ledger) -> Option<Decimal> {
        let number = scalar::number(node, unit, ledger)?;
        let written = node.as_scalar().is_some_and(|text| text.ends_with('%'));
        if unit == Unit::NONE && written != self.percent && number.digits() != 0 {
            let (expected, found) = if self.percent { ("%", "number") } else { ("number", "%") };
            ledger.push(Diagnostic::error("number-unit", node.span).with("expected", expected).with("found", found));
            return None;
        }
        Some(number)
    }
}

/// Reads a parameter.
pub(super) fn read(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::PARAMETER, ledger) else { return };
    let taken = contract.parameters.iter().map(|parameter| (parameter.id.as_str(), parameter.span));
    let id = super::identifier(&mut fields, taken, ledger);
    if let (Some(id), Some(node)) = (&id, block.node.get("id")) {
        refuse_ambiguous(id, node.span, contract, ledger);
    }
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    super::basis(&mut fields, block, document, ledger);
    let percent = block.node.get("unit").and_then(Node::as_scalar) == Some("%");
    let unit = fields.require("unit", ledger).and_then(|node| {
        let text = scalar::text(node, ledger)?;
        if text == "date" {
            return Some(None);
        }
        currency::read_unit(node, ledger).map(Some)
    });
    let days = matches!(unit, Some(None));
    let by_words = !days && fields.take("by").is_some();
    let read_by = if days || by_words { None } else { fields.take("read_by") };
    let by_unit = read_by.and_then(|node| currency::read_unit(node, ledger));
    let values = fields.require_items("values", ledger);
    fields.finish(ledger);
    let (Some(id), Some(unit)) = (id, unit) else { return };
    let measure = Measure { unit, by_unit, by_words, percent };
    let values: Vec<Dated<ParameterValue>> =
        values.iter().filter_map(|node| read_dated(node, &measure, document, contract, ledger)).collect();
    table::refuse_overlaps(&values, ledger);
    refuse_two_kinds(&values, ledger);
    warn_of_holes(&id, &values, ledger);
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
    let mut fields = Fields::of(node, keys::DATED, ledger)?;
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
        return read_words(node, measure, unit, ledger);
    }
    let Some(by_unit) = measure.by_unit else {
        return measure.number(node, unit, ledger).map(ParameterValue::Number);
    };
    let mut fields = Fields::of(node, keys::SCALE_OR_BANDS, ledger)?;
    let value = match (fields.take("scale"), fields.take("bands")) {
        (Some(scale), None) => read_scale(scale, measure, by_unit, unit, ledger),
        (None, Some(bands)) => read_bands(bands, measure, by_unit, unit, ledger),
        _ => {
            ledger.push(Diagnostic::error("parameter-scale-or-bands", node.span));
            None
        }
    };
    fields.finish(ledger);
    value
}

fn read_words(node: &Node, measure: &Measure, unit: Unit, ledger: &mut Ledger) -> Option<ParameterValue> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
        return None;
    }
    let mut words = BTreeMap::new();
    for (word, node) in node.entries() {
        let value = match node.as_scalar() {
            Some("unknown") => Some(None),
            _ => measure.number(node, unit, ledger).map(Some),
        };
        words.insert(word.value.clone(), value?);
    }
    Some(ParameterValue::Words(words))
}

/// The items of a list that holds something.
fn some_items<'n>(node: &'n Node, key: &str, ledger: &mut Ledger) -> Option<&'n [Node]> {
    let items = scalar::list(node, ledger)?;
    if items.is_empty() {
        ledger.error("value-missing", node.span, "key", key);
        return None;
    }
    Some(items)
}

fn read_scale(
    node: &Node,
    measure: &Measure,
    by_unit: Unit,
    unit: Unit,
    ledger: &mut Ledger,
) -> Option<ParameterValue> {
    let mut slices: Vec<Slice> = Vec::new();
    for item in some_items(node, "scale", ledger)? {
        let mut fields = Fields::of(item, keys::SLICE, ledger)?;
        let above = fields.require("above", ledger).and_then(|node| scalar::number(node, by_unit, ledger));
        let rate = fields.require("rate", ledger).and_then(|node| measure.number(node, unit, ledger));
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

fn read_bands(
    node: &Node,
    measure: &Measure,
    by_unit: Unit,
    unit: Unit,
    ledger: &mut Ledger,
) -> Option<ParameterValue> {
    let items = some_items(node, "bands", ledger)?;
    let mut bands: Vec<Band> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut fields = Fields::of(item, keys::BAND, ledger)?;
        let last = index + 1 == items.len();
        let up_to = match last {
            true => None,
            false => Some(fields.require("up_to", ledger).and_then(|node| scalar::number(node, by_unit, ledger))?),
        };
        let value = fields.require("value", ledger).and_then(|node| measure.number(node, unit, ledger));
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

/// `payroll.rate` would be read as a column of the table `payroll`, `year.start` as a day.
fn refuse_ambiguous(id: &str, span: Span, contract: &Contract, ledger: &mut Ledger) {
    let first = id.split('.').next().unwrap_or(id);
    if let Some(table) = contract.tables.iter().find(|table| table.id == first) {
        let repeated = Diagnostic::error("identifier-repeated", span).with("id", first);
        ledger.push(repeated.with("first_line", table.span.start.line));
    }
    if keys::is_reserved(first) {
        ledger.error("identifier-reserved", span, "id", first);
    }
}

/// A parameter does not turn from a scale into bands.
fn refuse_two_kinds(values: &[Dated<ParameterValue>], ledger: &mut Ledger) {
    let kind = |value: &Dated<ParameterValue>| std::mem::discriminant(&value.value);
    for value in values.iter().filter(|value| kind(value) != kind(&values[0])) {
        ledger.push(Diagnostic::error("parameter-scale-or-bands", value.span));
    }
}

/// A hole between two values is told: what falls into it is not evaluated.
fn warn_of_holes<T>(id: &str, values: &[Dated<T>], ledger: &mut Ledger) {
    let mut values: Vec<(Interval, Span)> = values.iter().map(|value| (value.in_effect, value.span)).collect();
    values.sort_by_key(|(interval, _)| interval.first);
    for pair in values.windows(2) {
        let ((before, _), (after, span)) = (pair[0], pair[1]);
        if let Some(last) = before.last
            && last.plus_days(1) < after.first
        {
            let hole = Diagnostic::warning("parameter-hole", span).with("id", id);
            ledger.push(hole.with("from", last.plus_days(1)).with("to", after.first.plus_days(-1)));
        }
    }
}
