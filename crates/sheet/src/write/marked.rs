//! Writes a copy of grids in which every faulty cell is coloured and says its cure, after a first sheet that lists them all
//! with a way to each. Whoever corrects the copy hands it in as it is: the list is another sheet.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::look::{self, unwritable};
use super::{Mark, Marked, cells};
use crate::address::{COLUMN_MAX, ROW_MAX, address};
use crate::cell::Cell;
use crate::fault::Fault;
use crate::workbook::{Sheet, Visibility};

/// Ways to cells that a sheet can hold.
const LINKS_MAX: usize = 65_000;
/// Cells of a merged range that is merged in the copy too, and how many ranges; a stranger's file may name any.
const MERGED_CELLS_MAX: u64 = 256;
const MERGED_MAX: usize = 2_000;

/// The bytes of a marked copy.
pub fn marked(marked: &Marked) -> Result<Vec<u8>, Fault> {
    let names = marked.sheets.iter().map(|sheet| sheet.name.as_str());
    let tabs = look::tabs(std::iter::once(marked.list_sheet.as_str()).chain(names));
    let mut workbook = look::workbook(marked.created)?;
    list(marked, &tabs, workbook.add_worksheet()).map_err(unwritable)?;
    for (place, grid) in marked.sheets.iter().enumerate() {
        let marks = marks_of(marked, place);
        copy(grid, &marks, &tabs[place + 1], workbook.add_worksheet()).map_err(unwritable)?;
    }
    workbook.save_to_buffer().map_err(unwritable)
}

/// The marks of a sheet, by row and column from 1.
fn marks_of(marked: &Marked, sheet: usize) -> BTreeMap<(u32, u32), Vec<&Mark>> {
    let mut marks: BTreeMap<(u32, u32), Vec<&Mark>> = BTreeMap::new();
    for mark in &marked.marks {
        let Some(place) = mark.place.filter(|place| place.sheet == sheet) else { continue };
        let grid = &marked.sheets[sheet];
        let first = || grid.row(place.row).and_then(|row| row.cells.first()).map_or(1, |cell| cell.column);
        let column = place.column.unwrap_or_else(first);
        if (1..=ROW_MAX).contains(&place.row) && (1..=COLUMN_MAX).contains(&column) {
            marks.entry((place.row, column)).or_default().push(mark);
        }
    }
    marks
}

/// The first sheet.
fn list(marked: &Marked, tabs: &[String], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(&tabs[0])?.set_right_to_left(marked.right_to_left);
    for (column, width) in [(0, 24_u32), (1, 50), (2, 40), (3, 60)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    for line in &marked.lines {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += u32::from(!marked.lines.is_empty());
    for (column, heading) in (0..).zip(&marked.headings) {
        sheet.write_string_with_format(row, column, heading, &look::heading(false))?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    for (place, mark) in marked.marks.iter().enumerate() {
        row += 1;
        let way = mark.place.and_then(|place| {
            let tab = tabs.get(place.sheet + 1)?.replace('\'', "''");
            Some(format!("internal:'{tab}'!{}", address(place.row, place.column.unwrap_or(1))))
        });
        match way.filter(|_| place < LINKS_MAX && !mark.place_text.is_empty()) {
            Some(way) => sheet.write_url(row, 0, Url::new(way).set_text(&mark.place_text))?,
            None => sheet.write_string_with_format(row, 0, &mark.place_text, &look::wrapped())?,
        };
        sheet.write_string_with_format(row, 1, &mark.found, &look::found(look::wrapped(), mark.grave))?;
        sheet.write_string_with_format(row, 2, &mark.accepted, &look::wrapped())?;
        sheet.write_string_with_format(row, 3, &mark.cure, &look::wrapped())?;
    }
    Ok(())
}

/// A copy of a grid with its marks.
fn copy(
    grid: &Sheet,
    marks: &BTreeMap<(u32, u32), Vec<&Mark>>,
    tab: &str,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(tab)?.set_right_to_left(grid.right_to_left);
    sheet.set_hidden(grid.visibility == Visibility::Hidden);
    if grid.visibility == Visibility::VeryHidden {
        sheet.set_very_hidden(true);
    }
    for (first, last) in &grid.columns_hidden {
        for column in *first..=(*last).min(COLUMN_MAX) {
            sheet.set_column_hidden(zero_based(column))?;
        }
    }
    let small = grid.merged.iter().filter(|range| {
        let (rows, columns) = (range.last.0 - range.first.0, range.last.1 - range.first.1);
        let cells = (u64::from(rows) + 1) * (u64::from(columns) + 1);
        (2..=MERGED_CELLS_MAX).contains(&cells)
    });
    for range in small.take(MERGED_MAX) {
        let (first, last) = (range.first, range.last);
        let blank = Format::new();
        // Ranges that lie on each other, as no program saves them, stay apart.
        drop(sheet.merge_range(
            first.0.saturating_sub(1),
            zero_based(first.1),
            last.0.saturating_sub(1),
            zero_based(last.1),
            "",
            &blank,
        ));
    }
    for row in &grid.rows {
        if row.hidden {
            sheet.set_row_hidden(row.number.saturating_sub(1))?;
        }
        for cell in &row.cells {
            let place = (row.number, cell.column);
            let look = marks.get(&place).map_or_else(Format::new, |marks| look::found(Format::new(), is_grave(marks)));
            cells::write(sheet, (row.number.saturating_sub(1), zero_based(cell.column)), cell, look)?;
        }
    }
    for (place, marks) in marks {
        let at = (place.0.saturating_sub(1), zero_based(place.1));
        if grid.cell(place.0, place.1).is_none() {
            cells::write(sheet, at, &Cell::default(), look::found(Format::new(), is_grave(marks)))?;
        }
        let said: Vec<String> = marks.iter().map(|mark| said(mark)).collect();
        sheet.insert_note(at.0, at.1, &look::note(&said.join("\n\n")))?;
    }
    Ok(())
}

fn is_grave(marks: &[&Mark]) -> bool {
    marks.iter().any(|mark| mark.grave)
}

/// What a note says: what was found, what is accepted, the cure.
fn said(mark: &Mark) -> String {
    let said = [&mark.found, &mark.accepted, &mark.cure];
    said.iter().filter(|text| !text.is_empty()).map(|text| text.as_str()).collect::<Vec<_>>().join("\n")
}

fn zero_based(column: u32) -> u16 {
    u16::try_from(column.saturating_sub(1)).unwrap_or(u16::MAX)
}
