//! What rows must keep to: comparisons of cells, and what not every row may say.

use super::super::fields::Fields;
use super::super::ledger::Ledger;
use super::super::{keys, scalar};
use super::{column, columns, reconciliations};
use crate::diagnostic::Diagnostic;
use crate::model::{CellComparison, CheckRule, ColumnType, Otherwise, Reconciliation, RowCheck, Side, Table};
use crate::money::Decimal;
use crate::unit::Unit;
use crate::yaml::Node;

/// Reads `checks`: what rows must keep to, and what sums are held against each other.
pub(super) fn read(node: &Node, table: &Table, ledger: &mut Ledger) -> (Vec<RowCheck>, Vec<Reconciliation>) {
    let items = scalar::list(node, ledger).unwrap_or_default();
    let mut checks: Vec<RowCheck> = Vec::new();
    let mut reconciliations: Vec<Reconciliation> = Vec::new();
    for node in items {
        let Some(mut fields) = Fields::of(node, keys::CHECK, ledger) else { continue };
        let id = fields.require("id", ledger).and_then(|node| {
            let id = scalar::identifier(node, ledger)?;
            let mut known = checks.iter().map(|one| &one.id).chain(reconciliations.iter().map(|one| &one.id));
            if known.any(|known| *known == id) {
                let repeated = Diagnostic::error("identifier-repeated", node.span).with("id", &id);
                ledger.push(repeated.with("first_line", node.span.start.line));
            }
            Some(id)
        });
        let labels = fields.require("labels", ledger);
        let labels = scalar::labels(labels, ledger);
        let cure = fields.require("cure", ledger);
        let cure = scalar::labels(cure, ledger);
        if let Some(of) = fields.take("of") {
            let read = reconciliations::read(of, &mut fields, table, ledger);
            fields.finish(ledger);
            reconciliations.extend(id.zip(read).map(|(id, read)| Reconciliation { id, labels, cure, ..read }));
            continue;
        }
        let rule = match fields.take("not_all") {
            Some(node) => read_not_all(node, &mut fields, table, ledger),
            None => fields.require("is", ledger).and_then(|node| read_row_rule(node, table, ledger)),
        };
        let otherwise = fields.take("unread").map(|node| columns(node, table, ledger));
        fields.finish(ledger);
        if let (Some(id), Some(rule)) = (id, rule) {
            let otherwise = otherwise.map_or(Otherwise::Warned, Otherwise::Unread);
            checks.push(RowCheck { id, labels, cure, rule, otherwise });
        }
    }
    (checks, reconciliations)
}

/// `nationality = foreign`, `from_rows: 3`.
fn read_not_all(node: &Node, fields: &mut Fields<'_>, table: &Table, ledger: &mut Ledger) -> Option<CheckRule> {
    let from_rows = fields.take("from_rows").and_then(|node| {
        let text = scalar::text(node, ledger)?;
        let number = scalar::whole(text);
        if number.is_none() {
            ledger.error("number-malformed", node.span, "found", text);
        }
        number
    });
    let text = scalar::text(node, ledger)?;
    let Some((name, word)) = text.split_once('=').map(|(name, word)| (name.trim(), word.trim())) else {
        ledger.error("evidence-check-malformed", node.span, "found", text);
        return None;
    };
    match column(name, node.span, table, ledger)? {
        ColumnType::Code(known) if known.iter().any(|one| one == word) => {}
        _ => ledger.error("evidence-check-malformed", node.span, "found", text),
    }
    Some(CheckRule::NotAll { column: name.to_owned(), word: word.to_owned(), from_rows: from_rows.unwrap_or(1) })
}

fn read_row_rule(node: &Node, table: &Table, ledger: &mut Ledger) -> Option<CheckRule> {
    let text = scalar::text(node, ledger)?;
    let read: Option<Vec<CellComparison>> = text.split(" or ").map(|one| comparison(one.trim(), table)).collect();
    if read.is_none() {
        ledger.error("evidence-check-malformed", node.span, "found", text);
    }
    read.map(CheckRule::Row)
}

/// What a side is, so that only like things are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Day,
    Number(Unit),
    Year,
    Place,
    /// A figure, which is of the other side's sort.
    Any,
}

/// `tax_withheld <= gross_taxable`, `birth_year <= period.year - 15`.
fn comparison(text: &str, table: &Table) -> Option<CellComparison> {
    const SIGNS: [(&str, [bool; 3]); 5] = [
        ("<=", [true, true, false]),
        (">=", [false, true, true]),
        ("<", [true, false, false]),
        (">", [false, false, true]),
        ("=", [false, true, false]),
    ];
    let (sign, holds) = SIGNS.iter().find(|(sign, _)| text.contains(sign))?;
    let (left, right) = text.split_once(sign)?;
    let (right, plus) = match right.trim().rsplit_once(['+', '-']) {
        Some((side, number)) if !side.trim().is_empty() => {
            let number = i64::from(scalar::whole(number.trim())?);
            let minus = right.trim().as_bytes().get(side.len()) == Some(&b'-');
            (side.trim(), if minus { -number } else { number })
        }
        _ => (right.trim(), 0),
    };
    let ((left, one), (right, other)) = (side(left.trim(), table)?, side(right, table)?);
    // Two figures say nothing of a row.
    let fits = (one == other || one == Sort::Any || other == Sort::Any) && (one, other) != (Sort::Any, Sort::Any);
    let adds = plus == 0 || matches!(one, Sort::Year);
    let has_order = (one, other) != (Sort::Place, Sort::Place) || *sign == "=";
    (fits && adds && has_order).then_some(CellComparison { left, holds: *holds, right, plus })
}

fn side(text: &str, table: &Table) -> Option<(Side, Sort)> {
    match text {
        "period.first" => table.period.map(|_| (Side::PeriodFirst, Sort::Day)),
        "period.last" => table.period.map(|_| (Side::PeriodLast, Sort::Day)),
        "period.year" => table.period.map(|_| (Side::PeriodYear, Sort::Year)),
        _ => {
            if let Some(kind) = table.columns.get(text) {
                let sort = match kind {
                    ColumnType::Date => Sort::Day,
                    ColumnType::Number(unit) if *unit == Unit::of(crate::unit::Base::Year) => Sort::Year,
                    ColumnType::Number(unit) => Sort::Number(*unit),
                    ColumnType::Place => Sort::Place,
                    ColumnType::Code(_) => return None,
                };
                return Some((Side::Column(text.to_owned()), sort));
            }
            if let Some(name) = text.strip_suffix(".region") {
                let is_place = matches!(table.columns.get(name), Some(ColumnType::Place));
                return is_place.then(|| (Side::RegionOf(name.to_owned()), Sort::Place));
            }
            let number: Decimal = text.split(' ').next()?.parse().ok()?;
            let hundredths = number.at_scale(2).and_then(|digits| i64::try_from(digits).ok())?;
            Some((Side::Figure(hundredths), Sort::Any))
        }
    }
}
