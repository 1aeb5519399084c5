//! The tables that files are read into: what a contract may ask of its evidence.
//!
//! An `evidence` block that names another table, another key or another type would be read by nobody, and every clause
//! over it would wait for ever. The crate `evidence` reads files into these tables; a test there holds both together.

use super::ledger::Ledger;
use super::table::column_type;
use super::table::periods::keys_written;
use crate::diagnostic::Diagnostic;
use crate::model::{ColumnType, PeriodKey, Table};
use crate::spelling::by_likeness;
use crate::yaml::Node;

/// A table that intake fills.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownTable {
    /// Its identifier.
    pub id: &'static str,
    /// Its keys, as an `evidence` block writes them.
    pub keys: &'static str,
    /// Whether rows carry `valid: from .. to`.
    pub dated: bool,
    /// Its columns with their types, as an `evidence` block writes them.
    pub columns: &'static [(&'static str, &'static str)],
}

/// Every table that intake fills.
pub const TABLES: &[KnownTable] = &[
    KnownTable {
        id: "payroll",
        keys: "operator, person, month",
        dated: false,
        columns: &[
            ("affiliation", "code"),
            ("site", "code"),
            ("hired", "date"),
            ("left", "date"),
            ("contract", "one of permanent fixed_term temporary internship"),
            ("nationality", "one of moroccan foreign"),
            ("birth_year", "year"),
            ("ecosystem", "one of crm bpo ito eso kpo"),
            ("gross_taxable", "MAD"),
            ("tax_withheld", "MAD"),
        ],
    },
    KnownTable {
        id: "bds",
        keys: "operator, person, month",
        dated: false,
        columns: &[
            ("days", "day"),
            ("wage", "MAD"),
            ("capped_wage", "MAD"),
            ("situation", "one of normal SO DE IT IL AT CS MS MP"),
            ("affiliation", "code"),
        ],
    },
    KnownTable {
        id: "annual_tax",
        keys: "operator, person, year",
        dated: false,
        columns: &[
            ("gross_taxable", "MAD"),
            ("net_taxable", "MAD"),
            ("deductions", "MAD"),
            ("professional_expenses", "MAD"),
            ("contributions", "MAD"),
            ("tax_withheld", "MAD"),
            ("dependants", "person"),
            ("days", "day"),
            ("exempt", "one of yes no"),
        ],
    },
    KnownTable {
        id: "turnover",
        keys: "operator, year",
        dated: false,
        columns: &[("total", "MAD"), ("exports", "MAD")],
    },
    KnownTable {
        id: "operator",
        keys: "operator",
        dated: false,
        columns: &[
            ("created", "date"),
            ("group", "code"),
            ("legal_name", "code"),
            ("ice", "code"),
            ("tax_identifier", "code"),
        ],
    },
    KnownTable {
        id: "site",
        keys: "operator",
        dated: true,
        columns: &[("site", "code"), ("platform", "place"), ("region", "place")],
    },
];

/// Tells where a declared table differs from the one that intake fills. It may leave out columns, and words.
pub(super) fn compare(table: &Table, block: &Node, ledger: &mut Ledger) {
    let span_of = |key| block.get(key).map_or(block.span, |node| node.span);
    let Some(known) = TABLES.iter().find(|known| known.id == table.id) else {
        // Nothing that intake fills has quarters or days: what a contract declares with them is its own.
        if matches!(table.period, Some(PeriodKey::Quarter | PeriodKey::Day)) {
            return;
        }
        let ids = TABLES.iter().map(|known| known.id);
        ledger.unknown("evidence-table-unknown", "table", &table.id, ids, span_of("id"));
        return;
    };
    let keys = keys_written(table);
    if keys != known.keys {
        let differs = Diagnostic::error("word-unknown", span_of("keys")).with("word", keys);
        ledger.push(differs.with("expected", known.keys));
    }
    if table.dated != known.dated {
        match block.get("valid") {
            Some(_) if table.period.is_some() => {}
            Some(node) => ledger.unknown("key-unknown", "key", "valid", std::iter::empty(), node.span),
            None => ledger.error("key-absent", block.span, "key", "valid"),
        }
    }
    for (name, node) in block.get("columns").map(Node::entries).unwrap_or_default() {
        let Some(declared) = table.columns.get(&name.value) else { continue };
        let Some((_, text)) = known.columns.iter().find(|(column, _)| *column == name.value) else {
            let columns = known.columns.iter().map(|(column, _)| *column);
            let (nearest, columns) = by_likeness(&name.value, columns);
            let unknown = Diagnostic::error("evidence-column-unknown", name.span).with("table", &table.id);
            ledger.push(unknown.with("column", &name.value).with("nearest", nearest).with("known", columns));
            continue;
        };
        let expected = column_type(text, node.span, ledger);
        if !expected.is_some_and(|expected| fits(declared, &expected)) {
            let found = node.as_scalar().unwrap_or_default();
            ledger.push(Diagnostic::error("type-differs", node.span).with("expected", text).with("found", found));
        }
    }
}

/// A column of places may be declared as plain codes; a list of words may be shorter, never longer.
fn fits(declared: &ColumnType, known: &ColumnType) -> bool {
    match (declared, known) {
        (ColumnType::Code(declared), ColumnType::Code(known)) if !known.is_empty() => {
            !declared.is_empty() && declared.iter().all(|word| known.contains(word))
        }
        (ColumnType::Code(declared), ColumnType::Place) => declared.is_empty(),
        _ => declared == known,
    }
}
