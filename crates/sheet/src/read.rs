//! Reading: the bytes of a file become a workbook, within limits. This is what happens inside the confined child; whoever has
//! bytes of a stranger asks a [`Reader`](crate::Reader) instead.
//!
//! XLSX is a zip of XML: [`package`] opens it, [`xml`] walks its parts, [`book`] says which there are, [`texts`] and [`styles`]
//! what cells refer to, [`grid`] reads a sheet. Parquet is [`parquet`]. Rows go to a [`Sink`] one after the other, so that a
//! file is never held twice.

mod book;
mod code;
mod grid;
mod kind;
mod package;
mod parquet;
mod styles;
mod tally;
mod texts;
mod value;
mod xlsx;
mod xml;

pub(crate) use code::shown_beside;
pub use tally::Tally;

use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::workbook::{Kind, Row, Sheet, Workbook};

/// Takes what is read, in the order of the file.
pub trait Sink {
    /// What the file is; comes first.
    fn kind(&mut self, kind: Kind) -> Result<(), Fault>;
    /// A sheet begins: its name and whether it is seen.
    fn begin(&mut self, sheet: &Sheet) -> Result<(), Fault>;
    /// A row of that sheet; numbers grow.
    fn row(&mut self, row: Row) -> Result<(), Fault>;
    /// The sheet ends; what is known of it now (its rows are not in it).
    fn end(&mut self, sheet: &Sheet) -> Result<(), Fault>;
}

/// Reads a file whole, in this process and **unconfined**; see [`Reader`](crate::Reader) for files of strangers.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Fault> {
    let mut whole = Whole { book: Workbook { kind: Kind::Xlsx, sheets: Vec::new() } };
    into(bytes, limits, &mut whole)?;
    Ok(whole.book)
}

/// Reads a file into a sink.
pub fn into(bytes: &[u8], limits: &Limits, sink: &mut dyn Sink) -> Result<(), Fault> {
    let found = bytes.len() as u64;
    if found > limits.input_bytes_max {
        return Err(fault::INPUT_OVER.with([found, limits.input_bytes_max]));
    }
    match kind::of(bytes)? {
        Kind::Xlsx => xlsx::read(bytes, limits, sink),
        Kind::Parquet => parquet::read(bytes, limits, sink),
    }
}

/// Keeps everything.
struct Whole {
    book: Workbook,
}

impl Sink for Whole {
    fn kind(&mut self, kind: Kind) -> Result<(), Fault> {
        self.book.kind = kind;
        Ok(())
    }
    fn begin(&mut self, sheet: &Sheet) -> Result<(), Fault> {
        self.book.sheets.push(sheet.clone());
        Ok(())
    }
    fn row(&mut self, row: Row) -> Result<(), Fault> {
        if let Some(sheet) = self.book.sheets.last_mut() {
            sheet.rows.push(row);
        }
        Ok(())
    }
    fn end(&mut self, sheet: &Sheet) -> Result<(), Fault> {
        if let Some(last) = self.book.sheets.last_mut() {
            let rows = std::mem::take(&mut last.rows);
            *last = Sheet { rows, ..sheet.clone() };
        }
        Ok(())
    }
}
