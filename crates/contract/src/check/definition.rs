//! Definitions: spells of presence, and series by month.

use std::cell::Cell;

use crate::document::{Block, Document};
use crate::model::{
    ColumnType, Confidence, Contract, Definition, DefinitionKind, HiresCount, PeriodKey, Rank, Series, SpellSource,
    Spells, Table, Ties,
};
use crate::source::Span;
use crate::yaml::Node;

use super::fields::Fields;
use super::ledger::Ledger;
use super::scope::{IfAbsent, Scope, SpaceScope};
use super::step::StepsScope;
use super::{closed, keys, resolve, scalar, step};

/// Reads a definition.
pub(super) fn read(block: &Block, document: &Document, contract: &mut Contract, ledger: &mut Ledger) {
    let Some(mut fields) = Fields::of(&block.node, keys::DEFINITION, ledger) else { return };
    let definitions = contract.definitions.iter().map(|definition| (definition.id.as_str(), definition.span));
    let tables = contract.tables.iter().map(|table| (table.id.as_str(), table.span));
    let first_parts = contract.parameters.iter().map(|known| (known.id.split('.').next().unwrap_or(""), known.span));
    let id = super::name(&mut fields, definitions.chain(tables).chain(first_parts), ledger);
    let labels = fields.require("labels", ledger);
    let labels = scalar::labels(labels, ledger);
    let basis = super::basis(&mut fields, block, document, ledger);
    let confidence = fields.take("confidence").and_then(|node| scalar::confidence(node, ledger));
    let confidence = confidence.unwrap_or(Confidence::Official);
    let keys = fields.require("for_each", ledger);
    let choices = [("operator, person", true), ("operator, month", false)];
    let (Some(id), Some(spells)) = (id, keys.and_then(|node| scalar::word(node, &choices, ledger))) else {
        fields.give_up(ledger);
        return;
    };
    let kind = if spells {
        read_spells(&id, &mut fields, contract, ledger).map(DefinitionKind::Spells)
    } else {
        read_series(&mut fields, contract, ledger).map(DefinitionKind::Series)
    };
    fields.finish(ledger);
    if let (Some(basis), Some(kind)) = (basis, kind) {
        contract.definitions.push(Definition { id, labels, basis, confidence, kind, span: block.span });
    }
}

fn read_series(fields: &mut Fields<'_>, contract: &Contract, ledger: &mut Ledger) -> Option<Series> {
    let table = fields.require("from", ledger).and_then(|node| monthly_table(node, contract, ledger));
    let steps = fields.require("steps", ledger);
    let table = table?;
    let within = StepsScope {
        contract,
        space: SpaceScope::Month,
        table: Some(table),
        crossing_place: false,
        crossing_rule: true,
    };
    let steps = step::read(steps, &within, ledger);
    Some(Series { table: table.id.clone(), steps })
}

/// A table by operator, person and month.
fn monthly_table<'c>(node: &Node, contract: &'c Contract, ledger: &mut Ledger) -> Option<&'c Table> {
    let id = scalar::text(node, ledger)?;
    let monthly = || contract.tables.iter().filter(|table| table.by_person && table.period == Some(PeriodKey::Month));
    let found = monthly().find(|table| table.id == id);
    if found.is_none() {
        ledger.unknown("table-unknown", "table", id, monthly().map(|table| table.id.as_str()), node.span);
    }
    found
}

fn read_spells(id: &str, fields: &mut Fields<'_>, contract: &Contract, ledger: &mut Ledger) -> Option<Spells> {
    let sources = fields.require_items("spells", ledger);
    let sources: Vec<Option<SpellSource>> = sources.iter().map(|node| read_source(node, contract, ledger)).collect();
    let gap = fields.require("gap", ledger);
    let gap_months = gap.and_then(|node| {
        let unit = crate::unit::Unit::of(crate::unit::Base::Month);
        let months = scalar::number(node, unit, ledger)?.at_scale(0).and_then(|months| u32::try_from(months).ok());
        let months = months.filter(|months| *months <= scalar::MONTHS_MAX);
        if months.is_none() {
            ledger.error("number-malformed", node.span, "found", node.as_scalar().unwrap_or_default());
        }
        months
    });
    let hired = fields.take("hired").and_then(|node| column(node, contract, &[ColumnKind::Date], ledger));
    let hires_count = match fields.take("hire_counts_in") {
        None => HiresCount::MonthOfHire,
        Some(node) => scalar::word(node, &closed::HIRES_COUNT, ledger)?,
    };
    let ranks = fields.take("ranks").and_then(|node| scalar::list(node, ledger)).unwrap_or_default();
    let mut spells = Spells {
        sources: sources.into_iter().collect::<Option<_>>()?,
        gap_months: gap_months?,
        hired,
        hires_count,
        ranks: Vec::new(),
    };
    for (index, node) in ranks.iter().enumerate() {
        let taken = ranks[..index].iter().filter_map(|earlier| Some((earlier.get("id")?.as_scalar()?, earlier.span)));
        if let Some(rank) = read_rank(id, node, taken, &spells, contract, ledger) {
            spells.ranks.push(rank);
        }
    }
    (!spells.sources.is_empty()).then_some(spells)
}

fn read_source(node: &Node, contract: &Contract, ledger: &mut Ledger) -> Option<SpellSource> {
    let mut fields = Fields::of(node, keys::SOURCE, ledger)?;
    let table = fields.require("from", ledger).and_then(|node| monthly_table(node, contract, ledger));
    let present = fields.require("present", ledger);
    let situation = fields.take("situation");
    let left = fields.take("left");
    let mut codes = |key, ledger: &mut Ledger| {
        fields.take(key).map(|node| scalar::words(node, ledger).unwrap_or_default()).unwrap_or_default()
    };
    let (counting, bridging, ending) = (codes("counting", ledger), codes("bridging", ledger), codes("ending", ledger));
    let other = codes("other", ledger);
    let span = fields.span;
    fields.finish(ledger);
    let table = table?;
    let scope = Scope::of_row(contract, table);
    let present = resolve::condition(present?, &scope, ledger)?;
    let listed = [&counting, &bridging, &ending, &other].into_iter().any(|list| !list.is_empty());
    let situation = match situation {
        None if listed => {
            ledger.error("key-absent", span, "key", "situation");
            return None;
        }
        None => None,
        Some(node) => {
            let words = code_column(node, table, ledger)?;
            check_codes(&words.1, &[&counting, &bridging, &ending, &other], span, ledger)?;
            Some(words.0)
        }
    };
    let left = match left {
        None => None,
        Some(node) => Some(date_column(node, table, ledger)?),
    };
    Some(SpellSource { table: table.id.clone(), present, situation, counting, bridging, ending, left })
}

fn code_column(node: &Node, table: &Table, ledger: &mut Ledger) -> Option<(String, Vec<String>)> {
    let name = scalar::text(node, ledger)?;
    match table.columns.get(name) {
        Some(ColumnType::Code(words)) => Some((name.to_owned(), words.clone())),
        _ => {
            let known = columns_of(table, |kind| matches!(kind, ColumnType::Code(_)));
            ledger.unknown("column-unknown", "column", name, known, node.span);
            None
        }
    }
}

/// The columns of a kind: what a message offers is what would do.
fn columns_of(table: &Table, fits: impl Fn(&ColumnType) -> bool) -> impl Iterator<Item = &str> {
    table.columns.iter().filter(move |(_, kind)| fits(kind)).map(|(name, _)| name.as_str())
}

fn date_column(node: &Node, table: &Table, ledger: &mut Ledger) -> Option<String> {
    let name = scalar::text(node, ledger)?;
    if table.columns.get(name) == Some(&ColumnType::Date) {
        return Some(name.to_owned());
    }
    let known = columns_of(table, |kind| *kind == ColumnType::Date);
    ledger.unknown("column-unknown", "column", name, known, node.span);
    None
}

/// Every code of the situation column is listed once: nothing is present, suspended or ended by omission.
fn check_codes(
    words: &[String],
    lists: &[&Vec<String>; 4],
    span: crate::source::Span,
    ledger: &mut Ledger,
) -> Option<()> {
    let listed = || lists.iter().flat_map(|list| list.iter());
    let unlisted: Vec<&str> =
        words.iter().filter(|word| !listed().any(|known| known == *word)).map(String::as_str).collect();
    if !unlisted.is_empty() {
        ledger.error("situation-unlisted", span, "words", unlisted.join(", "));
        return None;
    }
    for (index, word) in listed().enumerate() {
        if listed().take(index).any(|earlier| earlier == word) {
            ledger.error("situation-listed-twice", span, "word", word);
            return None;
        }
        if !words.contains(word) {
            ledger.unknown("word-unknown-in-column", "word", word, words.iter().map(String::as_str), span);
            return None;
        }
    }
    Some(())
}

/// The kinds of columns that may break ties or date a hire.
#[derive(PartialEq, Eq)]
enum ColumnKind {
    Number,
    Date,
}

/// `table.column` of a monthly table.
fn column(node: &Node, contract: &Contract, kinds: &[ColumnKind], ledger: &mut Ledger) -> Option<(String, String)> {
    let text = scalar::text(node, ledger)?;
    let (table, name) = text.split_once('.').unwrap_or((text, ""));
    let monthly = || contract.tables.iter().filter(|table| table.by_person && table.period == Some(PeriodKey::Month));
    let Some(table) = monthly().find(|known| known.id == table) else {
        ledger.unknown("table-unknown", "table", table, monthly().map(|table| table.id.as_str()), node.span);
        return None;
    };
    let fits = |kind: &ColumnType| match kind {
        ColumnType::Date => kinds.contains(&ColumnKind::Date),
        ColumnType::Number(_) => kinds.contains(&ColumnKind::Number),
        _ => false,
    };
    if !table.columns.get(name).is_some_and(fits) {
        let known: Vec<String> = columns_of(table, fits).map(|column| format!("{}.{column}", table.id)).collect();
        ledger.unknown("column-unknown", "column", text, known.iter().map(String::as_str), node.span);
        return None;
    }
    Some((table.id.clone(), name.to_owned()))
}

fn read_rank<'n>(
    id: &str,
    node: &Node,
    taken: impl Iterator<Item = (&'n str, Span)>,
    spells: &Spells,
    contract: &Contract,
    ledger: &mut Ledger,
) -> Option<Rank> {
    let mut fields = Fields::of(node, keys::RANK, ledger)?;
    let rank_id = super::name(&mut fields, taken, ledger);
    if let (Some("start" | "nth" | "counted"), Some(node)) = (rank_id.as_deref(), node.get("id")) {
        ledger.error("identifier-reserved", node.span, "id", node.as_scalar().unwrap_or_default());
    }
    let among = fields.take("among");
    let then = fields.take("then");
    let ties = match fields.take("ties") {
        None => Some(Ties::NotEvaluated),
        Some(node) => scalar::word(node, &closed::TIES, ledger),
    };
    let confidence = fields.take("confidence").and_then(|node| scalar::confidence(node, ledger));
    let confidence = confidence.unwrap_or(Confidence::Official);
    fields.finish(ledger);
    let definition = Definition {
        id: id.to_owned(),
        labels: crate::model::Labels::new(),
        basis: String::new(),
        confidence: Confidence::Official,
        kind: DefinitionKind::Spells(spells.clone()),
        span: node.span,
    };
    let among = match among {
        None => None,
        Some(node) => {
            let scope = Scope {
                contract,
                space: SpaceScope::Spell(&definition, spells, false),
                steps: &[],
                at: Some(crate::model::At::FirstMonth),
                if_none: Some(IfAbsent::Fails),
                crossing_place: false,
                crossing_rule: true,
                parameters: false,
                counts: false,
                at_used: Cell::default(),
            };
            Some(resolve::condition(node, &scope, ledger)?)
        }
    };
    let kinds = [ColumnKind::Number, ColumnKind::Date];
    let columns: Vec<Option<(String, String)>> = match then {
        None => Vec::new(),
        Some(node) => match node.as_list() {
            Some(items) => items.iter().map(|item| column(item, contract, &kinds, ledger)).collect(),
            None => vec![column(node, contract, &kinds, ledger)],
        },
    };
    let then = columns.into_iter().collect::<Option<Vec<_>>>()?;
    Some(Rank { id: rank_id?, among, then, ties: ties?, confidence })
}
