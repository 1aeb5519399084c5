//! A table as it lies before whoever made it: the sheets of a spreadsheet, or the records of a text as one sheet, and where the
//! columns of the table stand. For marking what was found in a copy; nothing is read into rows here.

use sheet::cell::{Origin, Value};
use sheet::{Cell, Row, Sheet, Visibility};

use super::lines::{is_blank, lines};
use super::table::{LINE_BYTES_MAX, continued, split};
use super::{header, source, spreadsheet};
use crate::catalogue::Catalogue;
use crate::piece::PieceKind;

/// A table as it lies in its file.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The kind of the table.
    pub kind: PieceKind,
    /// Its sheets; a text is one.
    pub sheets: Vec<Sheet>,
    /// Which of them is the table.
    pub table: usize,
    /// Where columns stand, from 1, by the headings that are asked for.
    pub columns: Vec<(&'static str, u32)>,
}

/// A file as it lies; nothing where it is no table of a known kind.
#[must_use]
pub fn laid(tables: &Catalogue, bytes: &[u8]) -> Option<Laid> {
    if spreadsheet::is_one(bytes) {
        let sheets = spreadsheet::workbook(tables, bytes).ok()?.sheets;
        let of = |sheet: &Sheet| {
            let text = spreadsheet::text(sheet);
            header::find(tables, &text).map(|header| (header.kind, places(&header)))
        };
        let mut order: Vec<usize> = (0..sheets.len()).collect();
        // As the reader does: what is in sight first.
        order.sort_by_key(|place| sheets[*place].visibility != Visibility::Visible);
        let (table, (kind, columns)) = order.into_iter().find_map(|place| Some((place, of(&sheets[place])?)))?;
        return Some(Laid { kind, sheets, table, columns });
    }
    let source = source::open(bytes);
    let header = header::find(tables, &source.text)?;
    let sheet = Sheet { rows: records(&source.text, header.separator), ..Sheet::default() };
    Some(Laid { kind: header.kind, columns: places(&header), sheets: vec![sheet], table: 0 })
}

fn places(header: &header::Header<'_>) -> Vec<(&'static str, u32)> {
    let all = header.columns.iter().zip(&header.positions);
    all.filter_map(|(column, place)| Some((column.name, u32::try_from((*place)?).ok()?.saturating_add(1)))).collect()
}

/// The records of a text, each in the row of the line on which it begins.
fn records(text: &str, separator: char) -> Vec<Row> {
    let (mut rows, mut rest) = (Vec::new(), lines(text));
    while let Some((number, line)) = rest.next() {
        if is_blank(line) || line.len() > LINE_BYTES_MAX {
            continue;
        }
        let mut whole = std::borrow::Cow::Borrowed(line);
        if line.matches('"').count() % 2 == 1
            && let Some((joined, after)) = continued(line, rest.clone())
        {
            (whole, rest) = (joined.into(), after);
        }
        // A record whose quotes are not closed is one cell, as it stands.
        let fields = split(&whole, separator).unwrap_or_else(|| vec![whole.as_ref().into()]);
        let cell = |(column, field): (u32, &std::borrow::Cow<'_, str>)| {
            let value = Value::Text(field.clone().into_owned(), Origin::Inline);
            (!field.is_empty()).then(|| Cell { column, value, ..Cell::default() })
        };
        rows.push(Row { number, hidden: false, cells: (1..).zip(&fields).filter_map(cell).collect() });
    }
    rows
}
