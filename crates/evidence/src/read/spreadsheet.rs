//! Spreadsheets and Parquet, through the door of tables: which sheet is one, and its cells as lines of fields.
//!
//! A reader in a confined child gives the cells as they are stored ([`sheet`]); here they become the records that a CSV file
//! would have, line by row, so that everything behind the door is the same: headings, habits, totals, checks. What a person
//! who looks at the file does not see, or sees otherwise than it is stored, is asked and never guessed.

use sheet::cell::Value;
use sheet::{Limits, Reader, Sheet, Visibility, Workbook};

use super::header::{self, Header};
use super::ledger::Ledger;
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Place, Severity, codes, table_codes};
use crate::formats::Content;

/// What separates fields: what a header is looked for first by.
const SEPARATOR: char = ';';

/// A table as lines of fields.
pub(super) struct Lines {
    /// The lines, numbered as the rows are.
    pub text: String,
    /// Columns of binary fractions, from 0.
    doubles: Vec<usize>,
}

/// Whether these are the bytes of a spreadsheet, of Parquet, or of something that only a spreadsheet program opens.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    const SIGNS: [&[u8]; 4] = [b"PK\x03\x04", b"PK\x05\x06", b"PAR1", &[0xD0, 0xCF, 0x11, 0xE0]];
    SIGNS.iter().any(|sign| bytes.starts_with(sign))
}

/// The table of a file, or nothing beside what is told of why.
pub(super) fn open(tables: &Catalogue, bytes: &[u8], ledger: &mut Ledger) -> Option<Lines> {
    let read = match tables.sheets() {
        Some(reader) => reader.read(bytes, &Limits::default()),
        None => Reader::at("").read(bytes, &Limits::default()),
    };
    match read {
        Ok(book) => choose(tables, &book, ledger),
        Err(fault) => {
            let mut finding = Finding::new(fault.code(), Severity::FileRefused, Place::default());
            for (name, value) in fault.values() {
                finding = finding.with(name, value);
            }
            ledger.note(finding);
            None
        }
    }
}

/// The one sheet in sight that is a table of a known kind.
fn choose(tables: &Catalogue, book: &Workbook, ledger: &mut Ledger) -> Option<Lines> {
    let known = |sheet: &&Sheet| header::find(tables, &lines(sheet).text).is_some();
    let (seen, hidden): (Vec<&Sheet>, Vec<&Sheet>) =
        book.sheets.iter().partition(|sheet| sheet.visibility == Visibility::Visible);
    let found: Vec<&Sheet> = seen.iter().copied().filter(known).collect();
    let names = |sheets: &[&Sheet]| sheets.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
    let sheet = match found.as_slice() {
        [one] => *one,
        [] => {
            let of: Vec<&Sheet> = hidden.iter().copied().filter(known).collect();
            ledger.note(match of.is_empty() {
                true => codes::FILE_KIND_UNKNOWN.at(Place::default()),
                false => table_codes::FILE_SHEET_HIDDEN.at(Place::default()).with("sheet", names(&of)),
            });
            return None;
        }
        several => {
            ledger.note(table_codes::FILE_SHEETS_SEVERAL.at(Place::default()).with("sheets", names(several)));
            return None;
        }
    };
    let others = book.sheets.iter().filter(|one| !std::ptr::eq(*one, sheet) && !one.rows.is_empty()).count();
    if others > 0 {
        let finding = table_codes::FILE_SHEET.at(Place::default());
        ledger.note(finding.with("sheet", &sheet.name).with("others", others));
    }
    if let Some(question) = question(sheet) {
        ledger.note(question);
        return None;
    }
    Some(lines(sheet))
}

/// What a person who looks at the sheet does not see as it is stored.
fn question(sheet: &Sheet) -> Option<Finding> {
    let hidden: Vec<u32> =
        sheet.rows.iter().filter(|row| row.hidden && !row.cells.is_empty()).map(|row| row.number).collect();
    if let Some(first) = hidden.first() {
        let finding = table_codes::FILE_ROWS_HIDDEN.at(Place::line(*first));
        return Some(finding.with("rows", hidden.len()));
    }
    let all = || sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let uncomputed: Vec<String> =
        all().filter(|(_, cell)| cell.is_uncomputed()).map(|(row, cell)| row.address(cell)).collect();
    if let Some(first) = uncomputed.first() {
        let finding = table_codes::FILE_FORMULAS_UNCOMPUTED.at(Place::default());
        return Some(finding.with("cells", uncomputed.len()).with("first", first));
    }
    let columns: std::collections::BTreeSet<u32> =
        all().map(|(_, cell)| cell.column).filter(|column| sheet.is_column_hidden(*column)).collect();
    let first = columns.first()?;
    let finding = table_codes::FILE_COLUMNS_HIDDEN.at(Place::default()).with("columns", columns.len());
    Some(finding.with("first", sheet::address::letters(*first)))
}

/// Binary fractions are no amounts: whoever wrote the file wrote another figure than he meant, if only by its last digit.
pub(super) fn refuse_doubles(lines: &Lines, header: &Header<'_>, ledger: &mut Ledger) {
    for (_, column, position) in header.positions_of(Content::Amount) {
        if lines.doubles.contains(&position) {
            ledger.note(table_codes::FILE_DOUBLES.at(Place::element(column.name)));
        }
    }
}

/// The cells of a sheet as lines of fields, a line a row.
fn lines(sheet: &Sheet) -> Lines {
    let width = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max().unwrap_or(0);
    let (mut text, mut at, mut doubles) = (String::new(), 1_u32, Vec::new());
    for row in &sheet.rows {
        // Rows in which nothing stands are lines, too: a finding names the row that its reader sees.
        (at..row.number).for_each(|_| text.push('\n'));
        at = row.number + 1;
        let mut column = 1;
        for cell in &row.cells {
            (column..cell.column).for_each(|_| text.push(SEPARATOR));
            column = cell.column;
            if let (Value::Double(_), Ok(place)) = (&cell.value, usize::try_from(cell.column - 1))
                && !doubles.contains(&place)
            {
                doubles.push(place);
            }
            text.push_str(&field(&cell.value, cell.text()));
        }
        (column..width).for_each(|_| text.push(SEPARATOR));
        text.push('\n');
    }
    Lines { text, doubles }
}

/// A value as a field. A number has a point before its decimals, never before three of them: that could be thousands.
fn field(value: &Value, mut text: String) -> String {
    if let (Value::Number(_) | Value::Double(_), Some((_, decimals))) = (value, text.split_once('.'))
        && decimals.len() == 3
    {
        text.push('0');
    }
    if text.contains([SEPARATOR, '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace(['\n', '\r'], " ").replace('"', "\"\""));
    }
    text
}
