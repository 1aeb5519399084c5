//! Places, and the tables of evidence that clauses read.

pub(super) mod periods;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document};
use crate::model::{ColumnType, Contract, Dated, Outline, Place, Table};
use crate::source::Span;
use crate::unit::Unit;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::{closed, currency, filing, keys, scalar};
use periods::{Keys, add_key_columns, check_told_apart, read_covers, read_keys};

/// Reads a region or a platform with its class over time.
pub(super) fn read_place(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::PLACE, ledger) else { return };
    if let Some(node) = fields.take("class_of") {
        return read_class_of(node, fields, document, contract, ledger);
    }
    let taken = contract.places.iter().map(|place| (place.id.as_str(), place.span));
    let id = super::identifier(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let kind = fields.require("kind", ledger);
    let kind = kind.and_then(|node| scalar::word(node, &closed::PLACE_KINDS, ledger));
    let region = match kind {
        Some("platform") => fields.require("region", ledger).and_then(|node| scalar::identifier(node, ledger)),
        _ => None,
    };
    let outline = fields.take("map").and_then(|node| read_outline(node, ledger));
    let classes = fields.take("class").and_then(|node| scalar::list(node, ledger)).unwrap_or_default();
    let classes = read_classes(classes, document, contract, ledger);
    fields.finish(ledger);
    refuse_overlaps(&classes, ledger);
    if let (Some(id), Some(kind)) = (id, kind) {
        let (kind, span) = (kind.to_owned(), block.span);
        contract.places.push(Place { id, labels, kind, region, outline, classes, span });
    }
}

/// How a place is drawn on a map.
fn read_outline(node: &Node, ledger: &mut Ledger) -> Option<Outline> {
    let mut fields = Fields::of(node, keys::MAP, ledger)?;
    let (outline, label) = (fields.require("outline", ledger), fields.require("label", ledger));
    fields.finish(ledger);
    let rings = outline.and_then(|node| {
        let rings = Outline::rings_of(scalar::text(node, ledger)?);
        rings.map_err(|found| ledger.error("place-outline-malformed", node.span, "found", found)).ok()
    });
    let label = label.and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let label = Outline::label_of(text);
        if label.is_none() {
            ledger.error("place-label-malformed", node.span, "found", text);
        }
        label
    });
    Some(Outline { rings: rings?, label: label? })
}

fn read_classes(nodes: &[Node], document: &Document, contract: &Contract, ledger: &mut Ledger) -> Vec<Dated<String>> {
    let read = |node: &Node| {
        let mut fields = Fields::of(node, keys::DATED, ledger)?;
        let value = fields.require("value", ledger).and_then(|node| scalar::identifier(node, ledger));
        let dated = dated(&mut fields, value, document, contract, ledger);
        fields.finish(ledger);
        dated
    };
    nodes.iter().filter_map(read).collect()
}

/// The class that the document gives to places of its packs: a place is the same for every contract, its class is not.
fn read_class_of(
    node: &Node,
    mut fields: Fields<'_>,
    document: &Document,
    contract: &mut Contract,
    ledger: &mut Ledger,
) {
    let names = scalar::words(node, ledger).unwrap_or_default();
    let classes = fields.require_items("class", ledger);
    let classes = read_classes(classes, document, contract, ledger);
    fields.finish(ledger);
    for name in names {
        let is_lent = contract.is_lent(BlockKind::Place, &name);
        match contract.places.iter_mut().find(|place| is_lent && place.id == name) {
            Some(place) => {
                place.classes.extend(classes.iter().cloned());
                refuse_overlaps(&place.classes, ledger);
            }
            None => {
                let lent = contract.packs.iter().flat_map(|pack| &pack.lends);
                let known = lent.filter(|(kind, _)| *kind == BlockKind::Place).map(|(_, id)| id.as_str());
                ledger.unknown("place-unknown", "place", &name, known, node.span);
            }
        }
    }
}

/// A value with effect, publication, basis and confidence, all of which a reader is shown beside it.
pub(super) fn dated<T>(
    fields: &mut Fields<'_>,
    value: Option<T>,
    document: &Document,
    contract: &Contract,
    ledger: &mut Ledger,
) -> Option<Dated<T>> {
    let in_effect = fields.require("in_effect", ledger).and_then(|node| scalar::interval(node, ledger));
    let published = match fields.take("published") {
        Some(node) => scalar::date(node, ledger),
        None => Some(contract.published),
    };
    let basis = fields.take("basis").and_then(|node| super::article(node, document, ledger));
    let confidence = fields.require("confidence", ledger).and_then(|node| scalar::confidence(node, ledger));
    let span = fields.span;
    Some(Dated { in_effect: in_effect?, published: published?, value: value?, basis, confidence: confidence?, span })
}

/// Two values for one day are refused.
pub(super) fn refuse_overlaps<T>(values: &[Dated<T>], ledger: &mut Ledger) {
    for (index, later) in values.iter().enumerate() {
        if let Some(earlier) = values[..index].iter().find(|earlier| earlier.in_effect.overlaps(later.in_effect)) {
            ledger.error("values-overlap", later.span, "first_line", earlier.span.start.line);
        }
    }
}

/// Every platform lies in a region of the document.
pub(super) fn check_regions(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    let regions = || contract.places.iter().filter(|place| place.kind == "region").map(|place| place.id.as_str());
    for place in &contract.places {
        if let Some(region) = &place.region
            && !regions().any(|known| known == region)
        {
            let block = document.blocks.iter().find(|block| block.span == place.span);
            let span = block.and_then(|block| block.node.get("region")).map_or(place.span, |node| node.span);
            ledger.unknown("place-unknown", "place", region, regions(), span);
        }
    }
}

/// Reads a table of evidence.
pub(super) fn read_table(block: &Block, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::EVIDENCE, ledger) else { return };
    let taken = contract.tables.iter().map(|table| (table.id.as_str(), table.span));
    let id = super::name(&mut fields, taken, ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let keys = fields.require("keys", ledger);
    let keys = keys.and_then(|node| scalar::words(node, ledger).map(|words| (words, node.span)));
    let covers = fields.require("covers", ledger);
    let covers = covers.and_then(|node| scalar::words(node, ledger).map(|words| (words, node.span)));
    let columns = fields.require("columns", ledger).map(|node| read_columns(node, ledger));
    let dated =
        fields.take("valid").is_some_and(|node| scalar::word(node, &[("from .. to", true)], ledger).unwrap_or(false));
    fields.take("basis");
    let (Some(id), Some((keys, keys_span)), Some((covers, covers_span))) = (id, keys, covers) else {
        return fields.give_up(ledger);
    };
    let Some(keys) = read_keys(&keys, keys_span, ledger) else {
        return fields.give_up(ledger);
    };
    let covers = read_covers(&covers, &keys, covers_span, ledger);
    let Keys { by_party, by_person, period, exercise, told_apart_by } = keys;
    if dated && period.is_some() {
        ledger.push(Diagnostic::error("table-dated-with-period", keys_span));
    }
    let mut columns = columns.unwrap_or_default();
    add_key_columns(&told_apart_by, exercise, &mut columns, keys_span, ledger);
    let (filing, span) = (None, block.span);
    let mut table = Table {
        id,
        labels,
        by_party,
        by_person,
        period,
        covers,
        exercise,
        told_apart_by,
        dated,
        columns,
        filing,
        span,
    };
    check_told_apart(&table, keys_span, ledger);
    table.filing = filing::read(&mut fields, &table, &contract.schemes, ledger).map(Box::new);
    fields.finish(ledger);
    contract.tables.push(table);
}

fn read_columns(node: &Node, ledger: &mut Ledger) -> BTreeMap<String, ColumnType> {
    if node.as_map().is_none() {
        ledger.push(Diagnostic::error("value-not-keys", node.span));
    }
    let mut columns = BTreeMap::new();
    for (name, node) in node.entries() {
        if keys::ROW.keys.contains(&name.value.as_str()) {
            ledger.error("identifier-reserved", name.span, "id", &name.value);
        }
        if let Some(column) = scalar::text(node, ledger).and_then(|text| column_type(text, node.span, ledger)) {
            if let ColumnType::Number(unit) = column
                && !unit.currency().is_none_or(|currency| currency::is_kept(currency, node, ledger))
            {
                continue;
            }
            columns.insert(name.value.clone(), column);
        }
    }
    columns
}

/// What a column may hold, for a message.
const COLUMN_TYPES: &str =
    "MAD, USD, … | day | month | quarter | year | person | number | date | place | code | one of …";

/// The type that a text such as `date` or `one of yes no` names.
pub(super) fn column_type(text: &str, span: Span, ledger: &mut Ledger) -> Option<ColumnType> {
    if let Some(words) = text.strip_prefix("one of ") {
        return Some(ColumnType::Code(words.split_whitespace().map(str::to_owned).collect()));
    }
    match text {
        "date" => Some(ColumnType::Date),
        "code" => Some(ColumnType::Code(Vec::new())),
        "place" => Some(ColumnType::Place),
        unit => {
            let unit = Unit::parse(unit).filter(|unit| unit.per.is_none());
            if unit.is_none() {
                let unknown = Diagnostic::error("word-unknown", span).with("word", text);
                ledger.push(unknown.with("expected", COLUMN_TYPES));
            }
            unit.map(ColumnType::Number)
        }
    }
}
