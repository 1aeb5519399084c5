//! What a document says that rows must keep to, looked at row by row and over a file.

use contract::facts::{Cell, Period};
use contract::model::{CellComparison, CheckRule, Fills, Labels, Otherwise, RowCheck, Side};

use crate::catalogue::Declared;
use crate::finding::codes::Code;
use crate::finding::{Finding, Place, table_codes};
use crate::read::cells::Fields;
use crate::read::ledger::Ledger;

/// Makes the checks of a row. The cells that a check makes unread are so afterwards; each check sees the row as it was read.
pub(super) fn of_row(
    declared: &Declared,
    fields: &mut Fields<'_>,
    period: Option<Period>,
    cells: &mut [(&'static str, Cell)],
) {
    let mut unread: Vec<&str> = Vec::new();
    for check in &declared.filing.checks {
        let CheckRule::Row(any) = &check.rule else { continue };
        if any.iter().any(|one| holds(one, period, cells)) {
            continue;
        }
        let code = match &check.otherwise {
            Otherwise::Unread(columns) => {
                unread.extend(columns.iter().map(String::as_str));
                table_codes::TABLE_CHECK_UNREAD
            }
            Otherwise::Warned => table_codes::TABLE_CHECK,
        };
        let place = Place::field(fields.line, first_heading(declared, any).unwrap_or_default());
        fields.push(told(code, place, check));
    }
    for (name, cell) in cells.iter_mut().filter(|(_, cell)| *cell != Cell::Blank) {
        if unread.contains(name) {
            *cell = Cell::Unread;
        }
    }
}

/// Makes the checks of the rows of a file together.
pub(super) fn of_file(declared: &Declared, ledger: &mut Ledger) {
    for check in &declared.filing.checks {
        let CheckRule::NotAll { column, word, from_rows } = &check.rule else { continue };
        let says = |cells: &[(&'static str, Cell)]| {
            cells.iter().any(|(name, cell)| name == column && matches!(cell, Cell::Code(said) if said == word))
        };
        let rows = ledger.rows();
        let many = u32::try_from(rows.len()).unwrap_or(u32::MAX) >= *from_rows;
        if many && rows.iter().all(|row| says(&row.cells)) {
            let heading = heading(declared, column).unwrap_or(column).to_owned();
            ledger.note(told(table_codes::TABLE_CHECK, Place::element(&heading), check));
        }
    }
}

/// The finding, with the words of the document: they are nobody's but its own.
fn told(code: Code, place: Place, check: &RowCheck) -> Finding {
    let any = |labels: &Labels| labels.values().next().cloned();
    let mut finding = code.at(place).with("check", &check.id);
    finding = finding.with("label", any(&check.labels).unwrap_or_else(|| check.id.clone()));
    finding = finding.with("cure", any(&check.cure).unwrap_or_default());
    for language in ["en", "fr", "ar"] {
        let words = |labels: &Labels| labels.get(language).cloned().or_else(|| any(labels));
        finding = finding.with(language, words(&check.labels).unwrap_or_else(|| check.id.clone()));
        finding = finding.with(&format!("cure_{language}"), words(&check.cure).unwrap_or_default());
    }
    finding
}

fn first_heading<'d>(declared: &'d Declared, any: &[CellComparison]) -> Option<&'d str> {
    let sides = any.iter().flat_map(|one| [&one.left, &one.right]);
    let mut columns = sides.filter_map(|side| match side {
        Side::Column(name) => Some(name),
        _ => None,
    });
    columns.next().and_then(|name| heading(declared, name))
}

fn heading<'d>(declared: &'d Declared, column: &str) -> Option<&'d str> {
    let fills = Fills::Column(column.to_owned());
    declared.form.columns.iter().find(|one| one.fills == fills).map(|one| one.heading.as_str())
}

/// Whether a comparison holds; one of which a side is blank or unread does.
fn holds(one: &CellComparison, period: Option<Period>, cells: &[(&'static str, Cell)]) -> bool {
    let (Some(left), Some(right)) = (value(&one.left, period, cells), value(&one.right, period, cells)) else {
        return true;
    };
    let right = right.saturating_add(one.plus);
    let [below, equal, above] = one.holds;
    match left.cmp(&right) {
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Equal => equal,
        std::cmp::Ordering::Greater => above,
    }
}

/// Days by their number, amounts in hundredths, counts as they are: sides of one sort are compared, as the checker saw to.
fn value(side: &Side, period: Option<Period>, cells: &[(&'static str, Cell)]) -> Option<i64> {
    match side {
        Side::Column(name) => match cells.iter().find(|(column, _)| column == name)?.1 {
            Cell::Amount(amount) => Some(amount.centimes()),
            Cell::Count(count) => Some(count),
            Cell::Date(date) => Some(i64::from(date.days())),
            Cell::Code(_) | Cell::Blank | Cell::Unread => None,
        },
        Side::PeriodFirst => period?.first_day().map(|day| i64::from(day.days())),
        Side::PeriodLast => period?.last_day().map(|day| i64::from(day.days())),
        Side::PeriodYear => Some(i64::from(period?.year())),
        Side::Figure(figure) => Some(*figure),
    }
}
