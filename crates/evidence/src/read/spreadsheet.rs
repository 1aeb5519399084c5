//! Spreadsheets and Parquet, through the door of tables: which sheet is one, and its cells as lines of fields.
//!
//! A reader in a confined child gives the cells as they are stored ([`sheet`]); here they become the records that a CSV file
//! would have, line by row, so that everything behind the door is the same: headings, habits, totals, checks. What a person
//! who looks at the file does not see, or sees otherwise than it is stored, is asked and never guessed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sheet::cell::Value;
use sheet::{Cell, Fault, Format, Limits, Reader, Sheet, Visibility, Workbook};

use super::date;
use super::header::{self, Header};
use super::ledger::Ledger;
use crate::answer::How;
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Place, Severity, codes, table_codes};
use crate::formats::Content;

/// The decimal sign that is never one of thousands.
const DECIMAL: &str = "\u{066B}";
/// What separates fields: what a header is looked for first by.
const SEPARATOR: char = ';';

/// A table as lines of fields.
pub(super) struct Lines {
    /// The lines, numbered as the rows are.
    pub text: String,
    /// Columns of binary fractions, from 0.
    doubles: Vec<usize>,
    /// What the days of columns look like, by their places from 0.
    days: BTreeMap<usize, DaysSeen>,
    /// Where in the text a number ends beside which its format shows something (a currency, a scale), with its column, from 0.
    beside: Vec<(usize, usize, String)>,
}

impl Lines {
    /// The lines as somebody sees them who looks at the sheet: amounts with what their format shows beside them, where
    /// that is none of the table's own units. `1000` shown as `1 000,00 €` is no thousand dirhams, and is read as the text would be.
    pub(super) fn as_shown(&self, header: &Header<'_>) -> Cow<'_, str> {
        let amounts: Vec<usize> = header.positions_of(Content::Amount).map(|(.., position)| position).collect();
        let mut shown = String::new();
        let mut from = 0;
        let units = header.units();
        let is_strange = |beside: &str| !units.contains(&beside.to_lowercase().as_str());
        let strange = self.beside.iter().filter(|(_, column, beside)| amounts.contains(column) && is_strange(beside));
        for (end, _, beside) in strange {
            shown.push_str(&self.text[from..*end]);
            shown.push(' ');
            shown.push_str(beside);
            from = *end;
        }
        if shown.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        shown.push_str(&self.text[from..]);
        Cow::Owned(shown)
    }
}

/// What the days of a column look like, cells and texts.
#[derive(Default)]
struct DaysSeen {
    /// Days as a spreadsheet has them, up to the twelfth of a month and later.
    early: u64,
    late: u64,
    /// Texts that are a day with the day or with the month first, but not with either.
    texts: u64,
}

/// Whether these are the bytes of a spreadsheet, of Parquet, or of something that only a spreadsheet program opens.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    const SIGNS: [&[u8]; 4] = [b"PK\x03\x04", b"PK\x05\x06", b"PAR1", &[0xD0, 0xCF, 0x11, 0xE0]];
    SIGNS.iter().any(|sign| bytes.starts_with(sign))
}

/// The cells of a file as they are stored, by what reads spreadsheets for these tables.
pub(super) fn workbook(tables: &Catalogue, bytes: &[u8]) -> Result<Workbook, Fault> {
    match tables.sheets() {
        Some(reader) => reader.read(bytes, &Limits::default()),
        None => Reader::at("").read(bytes, &Limits::default()),
    }
}

/// The cells of a sheet as the text that is read.
pub(super) fn text(sheet: &Sheet) -> String {
    lines(sheet).text
}

/// The table of a file, or nothing beside what is told of why.
pub(super) fn open(tables: &Catalogue, bytes: &[u8], ledger: &mut Ledger) -> Option<Lines> {
    match workbook(tables, bytes) {
        Ok(book) => choose(&|text| header::find(tables, text).is_some(), &book, ledger),
        Err(fault) => {
            ledger.note(told(&fault));
            None
        }
    }
}

/// The lines of the one sheet in sight that somebody looks for, of a spreadsheet that is no evidence; or why there is none.
/// Nothing where the bytes are no spreadsheet.
///
/// # Errors
/// What is told of a file of which no sheet is read.
pub fn lines_of(
    tables: &Catalogue,
    bytes: &[u8],
    is_wanted: &dyn Fn(&str) -> bool,
) -> Option<Result<String, Vec<Finding>>> {
    if !is_one(bytes) {
        return None;
    }
    let mut ledger = Ledger::default();
    let lines = match workbook(tables, bytes) {
        Ok(book) => choose(is_wanted, &book, &mut ledger),
        Err(fault) => {
            ledger.note(told(&fault));
            None
        }
    };
    Some(lines.map(|lines| lines.text).ok_or_else(|| ledger.close().1))
}

/// Why a confined reader gave nothing, as a finding of the file.
pub(super) fn told(fault: &Fault) -> Finding {
    let finding = Finding::new(fault.code(), Severity::FileRefused, Place::default());
    fault.values().fold(finding, |finding, (name, value)| finding.with(name, value))
}

/// The one sheet in sight that is a table of a known kind.
fn choose(is_known: &dyn Fn(&str) -> bool, book: &Workbook, ledger: &mut Ledger) -> Option<Lines> {
    let known = |sheet: &&Sheet| is_known(&lines(sheet).text);
    let (seen, hidden): (Vec<&Sheet>, Vec<&Sheet>) =
        book.sheets.iter().partition(|sheet| sheet.visibility == Visibility::Visible);
    let found: Vec<&Sheet> = seen.iter().copied().filter(known).collect();
    // By their rank: the name of a sheet may be somebody's.
    let rank = |sheet: &Sheet| book.sheets.iter().position(|one| std::ptr::eq(one, sheet)).map_or(0, |place| place + 1);
    let names = |sheets: &[&Sheet]| sheets.iter().map(|one| rank(one).to_string()).collect::<Vec<_>>().join(", ");
    // What is out of sight may be what is meant.
    let unseen: Vec<&Sheet> = hidden.iter().copied().filter(known).collect();
    let sheet = match found.as_slice() {
        [one] if !unseen.is_empty() => {
            let all: Vec<&Sheet> = std::iter::once(*one).chain(unseen).collect();
            ledger.note(table_codes::FILE_SHEETS_SEVERAL.at(Place::default()).with("sheets", names(&all)));
            return None;
        }
        [one] => *one,
        [] => {
            ledger.note(match unseen.is_empty() {
                true => codes::FILE_KIND_UNKNOWN.at(Place::default()),
                false => table_codes::FILE_SHEET_HIDDEN.at(Place::default()).with("sheet", names(&unseen)),
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
        ledger.note(finding.with("sheet", rank(sheet)).with("others", others));
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
    // Each column is asked once, not each cell.
    let mut columns: BTreeSet<u32> = all().map(|(_, cell)| cell.column).collect();
    columns.retain(|column| sheet.is_column_hidden(*column));
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

/// A program that expects another order of day and month makes days of what it can, the wrong ones, and leaves the others texts.
pub(super) fn ask_exchanged(lines: &Lines, header: &Header<'_>, ledger: &mut Ledger) {
    for (_, column, position) in header.positions_of(Content::Date) {
        let Some(seen) = lines.days.get(&position) else { continue };
        if seen.early > 0 && seen.late == 0 && seen.texts > 0 {
            let finding = table_codes::FILE_DAYS_EXCHANGED.at(Place::element(column.name)).with("column", column.name);
            ledger.note(finding.with("days", seen.early).with("texts", seen.texts));
        }
    }
}

impl DaysSeen {
    fn see(&mut self, value: &Value) {
        match value {
            Value::Date(dated) if dated.day.is_some_and(|day| day.day <= 12) => self.early += 1,
            Value::Date(_) => self.late += 1,
            Value::Text(text, _) => {
                let day = |how| date::by(text.trim(), how).is_some();
                self.texts += u64::from(day(How::DayFirst) != day(How::MonthFirst));
            }
            _ => {}
        }
    }
}

/// The cells of a sheet as lines of fields, a line a row.
fn lines(sheet: &Sheet) -> Lines {
    let width = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max().unwrap_or(0);
    let (mut text, mut at, mut doubles, mut beside) = (String::new(), 1_u32, Vec::new(), Vec::new());
    let mut days: BTreeMap<usize, DaysSeen> = BTreeMap::new();
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
            if let (Value::Date(_) | Value::Text(..), Ok(place)) = (&cell.value, usize::try_from(cell.column - 1)) {
                days.entry(place).or_default().see(&cell.value);
            }
            text.push_str(&field(cell));
            if let (Value::Number(_), Some(shown), Ok(place)) =
                (&cell.value, cell.format.beside(), usize::try_from(cell.column - 1))
            {
                // What would end a field, or be one, says nothing of an amount.
                let shown: String =
                    shown.chars().filter(|one| !matches!(*one, SEPARATOR | '"' | '\n' | '\r')).collect();
                beside.push((text.len(), place, shown));
            }
        }
        (column..width).for_each(|_| text.push(SEPARATOR));
        text.push('\n');
    }
    Lines { text, doubles, days, beside }
}

/// A value as a field. Before the decimals of a number stands a sign of one meaning, which says nothing of how the texts of
/// its column are written.
fn field(cell: &Cell) -> String {
    let mut text = cell.text();
    match (&cell.value, &cell.format) {
        // Whoever looks at the sheet sees `17 %`, and at another one the zeros before a number.
        (Value::Number(_), Format::Percent(_)) => text = text.replace('.', DECIMAL) + " (%)",
        (Value::Number(_), Format::Other(code)) if is_zeros(code) && !text.contains(['.', '-']) => {
            text = format!("{text:0>width$}", width = code.len());
        }
        (Value::Number(_) | Value::Double(_), _) => text = text.replace('.', DECIMAL),
        _ => {}
    }
    if text.contains([SEPARATOR, '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace(['\n', '\r'], " ").replace('"', "\"\""));
    }
    text
}

/// Whether a format shows so many digits, with zeros before the number.
fn is_zeros(code: &str) -> bool {
    (2..=32).contains(&code.len()) && code.bytes().all(|byte| byte == b'0')
}
