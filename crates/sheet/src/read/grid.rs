//! Reads the part of a sheet: rows and cells as they stand, and around them what is hidden, merged and filtered. What the part
//! declares of its size is not read: rows are made of what is there.

use quick_xml::events::BytesStart;

use super::tally::{Tally, bytes};
use super::value::{Book, value};
use super::xml::{Step, Xml};
use super::{Sink, texts};
use crate::address::{self, COLUMN_MAX, ROW_MAX};
use crate::cell::{Cell, Format, Value};
use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::workbook::{Row, Sheet};

/// What a sheet is read with.
pub(super) struct Around<'b> {
    pub(super) book: Book<'b>,
    pub(super) styles: &'b [Format],
    pub(super) limits: &'b Limits,
}

/// Reads a sheet into a sink.
pub(super) fn read(
    part: &str,
    text: &str,
    around: &Around<'_>,
    sheet: &mut Sheet,
    tally: &mut Tally<'_>,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut xml = Xml::new(part, text, around.limits);
    let (mut filter_set, mut before) = (false, 0);
    let mut path: Vec<String> = Vec::new();
    loop {
        let start = match xml.step()? {
            Step::Open(start) => start,
            Step::Close => {
                path.pop();
                continue;
            }
            Step::Text(_) => continue,
            Step::End => break,
        };
        let name = start.local_name().as_ref().to_owned();
        match (path.last().map(String::as_str).unwrap_or_default(), name.as_str()) {
            ("sheetData", "row") => {
                let row = row(&mut xml, &start, before, around, tally)?;
                before = row.number;
                if !row.cells.is_empty() || row.hidden {
                    tally.row(&row)?;
                    sink.row(row)?;
                }
                // Its end was read with it.
                continue;
            }
            ("cols", "col") => {
                sheet.columns_hidden.extend(hidden_columns(&xml, &start)?);
                tally.hidden(sheet.columns_hidden.len())?;
            }
            ("sheetViews", "sheetView") => sheet.right_to_left |= xml.says_yes(&start, "rightToLeft")?,
            ("worksheet", "sheetPr") => filter_set |= xml.says_yes(&start, "filterMode")?,
            ("worksheet", "autoFilter") => {
                let range = xml.attribute(&start, "ref")?;
                sheet.filter = range.and_then(|range| address::range(&range));
            }
            ("autoFilter", "filterColumn") => filter_set = true,
            ("mergeCells", "mergeCell") => {
                let range = xml.attribute(&start, "ref")?;
                sheet.merged.extend(range.and_then(|range| address::range(&range)));
                tally.merged(sheet.merged.len())?;
            }
            _ => {}
        }
        path.push(name);
    }
    sheet.filtered = filter_set;
    Ok(())
}

fn hidden_columns<'t>(xml: &Xml<'t>, start: &BytesStart<'t>) -> Result<Option<(u32, u32)>, Fault> {
    let number = |name| Ok(xml.attribute(start, name)?.and_then(|text| text.parse::<u32>().ok()));
    let (Some(first), Some(last)) = (number("min")?, number("max")?) else { return Ok(None) };
    let hidden = xml.says_yes(start, "hidden")? || xml.attribute(start, "width")?.as_deref() == Some("0");
    Ok((hidden && first > 0 && first <= last).then_some((first, last)))
}

/// A row that has just begun, up to its end.
fn row<'t>(
    xml: &mut Xml<'t>,
    start: &BytesStart<'t>,
    before: u32,
    around: &Around<'_>,
    tally: &Tally<'_>,
) -> Result<Row, Fault> {
    let number = match xml.attribute(start, "r")? {
        Some(text) => text.parse::<u32>().ok().filter(|number| *number > before),
        None => before.checked_add(1),
    };
    let number = number.ok_or_else(|| xml.damaged())?;
    let allowed = around.limits.rows_max.min(u64::from(ROW_MAX));
    if u64::from(number) > allowed {
        return Err(fault::ROWS_OVER.with([u64::from(number), allowed]));
    }
    let hidden = xml.says_yes(start, "hidden")? || xml.attribute(start, "ht")?.as_deref() == Some("0");
    let mut row = Row { number, hidden, cells: Vec::new() };
    let (mut last, mut text_bytes) = (0, 0);
    loop {
        match xml.step()? {
            Step::Open(start) if start.local_name().as_ref() == "c" => {
                let cell = cell(xml, &start, (number, last), around)?;
                last = cell.column;
                if cell.value != Value::Blank || cell.formula.is_some() {
                    text_bytes += bytes(&cell);
                    row.cells.push(cell);
                    tally.cell_of_row(row.cells.len(), text_bytes)?;
                }
            }
            Step::Open(_) => drop(xml.letters()?),
            Step::Close => return Ok(row),
            Step::Text(_) => {}
            Step::End => return Err(xml.damaged()),
        }
    }
}

/// A cell that has just begun, up to its end; `(row, last)` say where it may stand.
fn cell<'t>(
    xml: &mut Xml<'t>,
    start: &BytesStart<'t>,
    (row, last): (u32, u32),
    around: &Around<'_>,
) -> Result<Cell, Fault> {
    let column = match xml.attribute(start, "r")? {
        Some(name) => address::place(&name).filter(|place| place.0 == row && place.1 > last).map(|place| place.1),
        None => Some(last + 1),
    };
    let column = column.ok_or_else(|| xml.damaged())?;
    let allowed = around.limits.columns_max.min(u64::from(COLUMN_MAX));
    if u64::from(column) > allowed {
        return Err(fault::COLUMNS_OVER.with([u64::from(column), allowed]));
    }
    let style = xml.attribute(start, "s")?.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
    let format = around.styles.get(style).cloned().unwrap_or_default();
    let kind = xml.attribute(start, "t")?.unwrap_or_else(|| "n".to_owned());
    let (mut letters, mut own, mut formula) = (None, None, None);
    loop {
        match xml.step()? {
            Step::Open(start) => match start.local_name().as_ref() {
                "v" => letters = Some(xml.letters()?),
                "f" => formula = Some(xml.letters()?),
                "is" => own = Some(texts::item(xml)?),
                _ => drop(xml.letters()?),
            },
            Step::Close => break,
            Step::Text(_) => {}
            Step::End => return Err(xml.damaged()),
        }
    }
    let value = value(&around.book, &kind, letters, own, &format);
    // A formula that gave an empty text gave nothing that a reader could use, but it was computed.
    Ok(Cell { column, value, format, formula })
}
