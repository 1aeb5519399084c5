//! What a document says that rows must keep to, looked at row by row and over a file.

use contract::facts::{Cell, Period};
use contract::model::{CellComparison, CheckRule, Labels, Otherwise, RowCheck, Side};

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
        if any.iter().any(|one| holds(declared, one, period, cells)) {
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
            let heading = declared.heading(column).unwrap_or(column).to_owned();
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
        Side::Column(name) | Side::RegionOf(name) => Some(name),
        Side::PeriodFirst | Side::PeriodLast | Side::PeriodYear | Side::Figure(_) => None,
    });
    columns.next().and_then(|name| declared.heading(name))
}

/// A side's value: days by their number, amounts in hundredths, counts as they are; places by their identifiers. Sides of one
/// sort are compared, as the checker saw to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value<'c> {
    Figure(i64),
    Place(&'c str),
}

/// Whether a comparison holds; one of which a side is blank or unread does.
fn holds(declared: &Declared, one: &CellComparison, period: Option<Period>, cells: &[(&'static str, Cell)]) -> bool {
    let value = |side| value(declared, side, period, cells);
    let (Some(left), Some(right)) = (value(&one.left), value(&one.right)) else { return true };
    let right = match right {
        Value::Figure(figure) => Value::Figure(figure.saturating_add(one.plus)),
        place @ Value::Place(_) => place,
    };
    let [below, equal, above] = one.holds;
    match left.cmp(&right) {
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Equal => equal,
        std::cmp::Ordering::Greater => above,
    }
}

fn value<'c>(
    declared: &'c Declared,
    side: &Side,
    period: Option<Period>,
    cells: &'c [(&'static str, Cell)],
) -> Option<Value<'c>> {
    let cell = |name: &String| cells.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
    let figure = match side {
        Side::Column(name) => match cell(name)? {
            Cell::Amount(amount) => amount.centimes(),
            Cell::Count(count) => *count,
            Cell::Date(date) => i64::from(date.days()),
            Cell::Code(code) => return Some(Value::Place(code)),
            Cell::Blank | Cell::Unread => return None,
        },
        Side::RegionOf(name) => {
            let Cell::Code(place) = cell(name)? else { return None };
            return declared.lies_in.get(place).map(|region| Value::Place(region));
        }
        Side::PeriodFirst => i64::from(period?.first_day()?.days()),
        Side::PeriodLast => i64::from(period?.last_day()?.days()),
        Side::PeriodYear => i64::from(period?.year()),
        Side::Figure(figure) => *figure,
    };
    Some(Value::Figure(figure))
}
