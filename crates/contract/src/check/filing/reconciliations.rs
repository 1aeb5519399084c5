//! Sums that are held against each other: against the period before, or against another table.
//!
//! What the other table is can only be told once all tables are read ([`check_tables`]).

use super::super::fields::Fields;
use super::super::ledger::Ledger;
use super::super::scalar;
use super::column;
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document};
use crate::model::{AddedUp, Against, ColumnType, Contract, Labels, PeriodKey, Reconciliation, Table, Tolerance};
use crate::source::Span;
use crate::spelling::by_likeness;
use crate::unit::{Base, Unit};
use crate::yaml::Node;

/// What `of` may say, for a message.
const OF: &str = "sum(COLUMN) | rows | persons";
/// What `against` may say, for a message.
const AGAINST: &str = "previous | sum(TABLE.COLUMN) | rows(TABLE) | persons(TABLE)";
/// What `within` may say, for a message.
const WITHIN: &str = "20 % | 1000 MAD | 2 person | 0";

/// The periods over which sums may be taken.
const OVER: [(&str, PeriodKey); 3] =
    [("month", PeriodKey::Month), ("quarter", PeriodKey::Quarter), ("year", PeriodKey::Year)];

/// Reads a check that says `of`; its identifier and words are the caller's.
pub(super) fn read(of: &Node, fields: &mut Fields<'_>, table: &Table, ledger: &mut Ledger) -> Option<Reconciliation> {
    let against = fields.require("against", ledger).and_then(|node| read_against(node, ledger));
    let over = fields.take("over").and_then(|node| scalar::word(node, &OVER, ledger));
    let within = fields.require("within", ledger);
    let span = of.span;
    let of = read_of(of, table, ledger)?;
    let unit = unit(&of, table).unwrap_or(Unit::NONE);
    let within = within.and_then(|node| read_within(node, unit, ledger));
    if table.covers.is_none() {
        ledger.error("evidence-reconciliation-period", span, "table", &table.id);
    }
    let (labels, cure) = (Labels::new(), Labels::new());
    Some(Reconciliation { id: String::new(), labels, cure, of, against: against?, over, within: within? })
}

fn malformed(node: &Node, expected: &'static str, ledger: &mut Ledger) {
    let found = node.as_scalar().unwrap_or_default();
    let malformed = Diagnostic::error("evidence-reconciliation-malformed", node.span).with("found", found);
    ledger.push(malformed.with("expected", expected));
}

/// `sum(wages)`: the word and what stands in brackets.
fn called(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once('(')?;
    Some((word.trim(), rest.trim().strip_suffix(')')?.trim()))
}

fn read_of(node: &Node, table: &Table, ledger: &mut Ledger) -> Option<AddedUp> {
    let text = scalar::text(node, ledger)?;
    let read = match (text, called(text)) {
        ("rows", _) => Some(AddedUp::Rows),
        ("persons", _) if table.by_person => Some(AddedUp::Persons),
        (_, Some(("sum", name))) => {
            let known = column(name, node.span, table, ledger)?;
            matches!(known, ColumnType::Number(_)).then(|| AddedUp::Column(name.to_owned()))
        }
        _ => None,
    };
    if read.is_none() {
        malformed(node, OF, ledger);
    }
    read
}

fn read_against(node: &Node, ledger: &mut Ledger) -> Option<Against> {
    let text = scalar::text(node, ledger)?;
    if text == "previous" {
        return Some(Against::Previous);
    }
    let read = called(text).and_then(|(word, named)| {
        let (table, of) = match word {
            "sum" => {
                let (table, column) = named.split_once('.')?;
                (table.trim(), AddedUp::Column(column.trim().to_owned()))
            }
            "rows" => (named, AddedUp::Rows),
            "persons" => (named, AddedUp::Persons),
            _ => return None,
        };
        Some(Against::Table { table: table.to_owned(), of })
    });
    if read.is_none() {
        malformed(node, AGAINST, ledger);
    }
    read
}

/// `20 %` of the other side, or so much in the unit of both.
fn read_within(node: &Node, unit: Unit, ledger: &mut Ledger) -> Option<Tolerance> {
    let text = scalar::text(node, ledger)?;
    if text.trim_end().ends_with('%') {
        let share = scalar::number_in(text, node.span, Unit::NONE, ledger)?;
        if share.digits() < 0 {
            malformed(node, WITHIN, ledger);
        }
        return Some(Tolerance::Share(share));
    }
    let number = scalar::number_in(text, node.span, unit, ledger)?;
    let scale = if unit.is_money() { 2 } else { 0 };
    let least = number.at_scale(scale).and_then(|digits| i64::try_from(digits).ok()).filter(|digits| *digits >= 0);
    if least.is_none() {
        malformed(node, WITHIN, ledger);
    }
    least.map(Tolerance::Amount)
}

/// In what a sum of a table is; nothing where the table has no such sum.
fn unit(of: &AddedUp, table: &Table) -> Option<Unit> {
    match of {
        AddedUp::Rows => Some(Unit::NONE),
        AddedUp::Persons => table.by_person.then_some(Unit::of(Base::Person)),
        AddedUp::Column(name) => match table.columns.get(name)? {
            ColumnType::Number(unit) => Some(*unit),
            _ => None,
        },
    }
}

/// Looks at the other sides of all reconciliations of the document, once every table is known.
pub(in crate::check) fn check_tables(document: &Document, contract: &Contract, ledger: &mut Ledger) {
    for block in document.blocks_of(BlockKind::Evidence) {
        let table = contract.tables.iter().find(|table| table.span == block.span);
        let Some((table, filing)) = table.and_then(|table| Some((table, table.filing.as_ref()?))) else { continue };
        for one in &filing.reconciliations {
            let items = block.node.get("checks").and_then(Node::as_list).unwrap_or_default();
            let item = items.iter().find(|item| item.get("id").and_then(Node::as_scalar) == Some(&one.id));
            let span = |key| item.and_then(|item| item.get(key)).map_or(block.span, |node| node.span);
            check_other(one, table, contract, (span("against"), span("over")), ledger);
        }
    }
}

fn check_other(
    one: &Reconciliation,
    table: &Table,
    contract: &Contract,
    (span, over_span): (Span, Span),
    ledger: &mut Ledger,
) {
    let mut covered = vec![table.covers];
    if let Against::Table { table: name, of } = &one.against {
        let Some(other) = contract.tables.iter().find(|other| other.id == *name) else {
            let known = contract.tables.iter().map(|other| other.id.as_str());
            ledger.unknown("table-unknown", "table", name, known, span);
            return;
        };
        covered.push(other.covers);
        if other.covers.is_none() {
            ledger.error("evidence-reconciliation-period", span, "table", &other.id);
            return;
        }
        if let AddedUp::Column(column) = of
            && !other.columns.contains_key(column)
        {
            let (nearest, known) = by_likeness(column, other.columns.keys().map(String::as_str));
            let unknown = Diagnostic::error("evidence-column-unknown", span).with("table", &other.id);
            ledger.push(unknown.with("column", column).with("nearest", nearest).with("known", known));
            return;
        }
        let (own, its) = (unit(&one.of, table), unit(of, other));
        if own.is_some() && own != its {
            let word = |unit: Option<Unit>| unit.map_or_else(|| "-".to_owned(), |unit| unit.to_string());
            let differs = Diagnostic::error("number-unit", span).with("expected", word(own));
            ledger.push(differs.with("found", word(its)));
        }
    }
    // What is finer than a file covers no file says.
    if let Some(over) = one.over
        && covered.into_iter().flatten().any(|covers| Reconciliation::is_finer(over, covers))
    {
        let unknown = Diagnostic::error("word-unknown", over_span).with("word", over.name());
        let expected = OVER.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" | ");
        ledger.push(unknown.with("expected", expected));
    }
}
