//! What goes over the pipe: a workbook as lines of JSON. A line begins with its letter: `K` the kind of file, `S` a sheet
//! begins, `R` a row, `T` what is known at a sheet's end. The parent believes nothing of it that it has not counted itself.

use std::io::Write;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cell::{Cell, Value};
use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::read::{Sink, Tally};
use crate::workbook::{Kind, Row, Sheet, Workbook};

/// Writes lines.
pub(super) struct Lines<'w> {
    out: &'w mut dyn Write,
}

/// The fault of an answer that could not be written: whoever asked is gone.
pub(super) fn unsaid() -> Fault {
    fault::READER_NONSENSE.bare()
}

impl<'w> Lines<'w> {
    pub(super) fn to(out: &'w mut dyn Write) -> Lines<'w> {
        Lines { out }
    }

    fn line(&mut self, letter: u8, what: &impl Serialize) -> Result<(), Fault> {
        self.out.write_all(&[letter]).map_err(|_| unsaid())?;
        serde_json::to_writer(&mut *self.out, what).map_err(|_| unsaid())?;
        self.out.write_all(b"\n").map_err(|_| unsaid())
    }
}

impl Sink for Lines<'_> {
    fn kind(&mut self, kind: Kind) -> Result<(), Fault> {
        self.line(b'K', &kind)
    }
    fn begin(&mut self, sheet: &Sheet) -> Result<(), Fault> {
        self.line(b'S', sheet)
    }
    fn row(&mut self, row: Row) -> Result<(), Fault> {
        self.line(b'R', &row)
    }
    fn end(&mut self, sheet: &Sheet) -> Result<(), Fault> {
        self.line(b'T', sheet)
    }
}

/// Reads lines back, and holds them against the limits once more: the child may have become somebody else's.
pub(super) fn workbook(answer: &[u8], limits: &Limits) -> Result<Workbook, Fault> {
    let mut book: Option<Workbook> = None;
    let mut open: Option<Sheet> = None;
    let mut tally = Tally::new(limits);
    for line in answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let (letter, json) = line.split_first().ok_or_else(nonsense)?;
        match (letter, &mut book, &mut open) {
            (b'K', None, None) => book = Some(Workbook { kind: parse::<Kind>(json)?, sheets: Vec::new() }),
            (b'S', Some(book), None) => {
                tally.sheet(book.sheets.len())?;
                open = Some(parse(json)?);
            }
            (b'R', _, Some(sheet)) => {
                let row: Row = parse(json)?;
                if sheet.rows.last().is_some_and(|last| last.number >= row.number) || !is_ordered(&row.cells) {
                    return Err(nonsense());
                }
                tally.row(&row)?;
                sheet.rows.push(row);
            }
            (b'T', Some(book), Some(_)) => {
                let mut whole: Sheet = parse(json)?;
                tally.merged(whole.merged.len())?;
                whole.rows = open.take().map(|sheet| sheet.rows).unwrap_or_default();
                book.sheets.push(whole);
            }
            _ => return Err(nonsense()),
        }
    }
    if open.is_some() {
        return Err(nonsense());
    }
    book.ok_or_else(nonsense)
}

fn is_ordered(cells: &[Cell]) -> bool {
    cells.windows(2).all(|pair| pair[0].column < pair[1].column) && cells.iter().all(is_sound)
}

/// Whether digits are digits: whoever takes them for a number may rely on it.
fn is_sound(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }
        _ => cell.column > 0,
    }
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(json).map_err(|_| nonsense())
}

fn nonsense() -> Fault {
    fault::READER_NONSENSE.bare()
}
