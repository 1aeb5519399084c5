//! Counts what is read against the limits: in the child while reading, and in the parent while believing.

use crate::cell::{Cell, Format, Value};
use crate::fault::{self, Code, Fault};
use crate::limits::Limits;
use crate::workbook::Row;

/// How many fields a workbook may have for each cell that it may have: most sheets are tables, and rows end early.
const FIELDS_A_CELL: u64 = 8;

/// What was read so far.
pub struct Tally<'l> {
    limits: &'l Limits,
    cells: u64,
    rows: u64,
    /// The last column of any row.
    width: u64,
    text_bytes: u64,
}

impl<'l> Tally<'l> {
    /// Nothing yet.
    #[must_use]
    pub fn new(limits: &'l Limits) -> Tally<'l> {
        Tally { limits, cells: 0, rows: 0, width: 0, text_bytes: 0 }
    }

    /// One sheet more than so many.
    pub fn sheet(&mut self, before: usize) -> Result<(), Fault> {
        over(fault::SHEETS_OVER, before as u64 + 1, self.limits.sheets_max)
    }

    /// A row with its cells. Rows without cells count too: as one cell each.
    pub fn row(&mut self, row: &Row) -> Result<(), Fault> {
        over(fault::ROWS_OVER, u64::from(row.number), self.limits.rows_max)?;
        let last = row.cells.last().map_or(0, |cell| cell.column);
        over(fault::COLUMNS_OVER, u64::from(last), self.limits.columns_max)?;
        self.rows += 1;
        // Whoever reads the rows as lines of fields makes each as wide as the widest: one far cell must not make millions.
        self.width = self.width.max(u64::from(last));
        let fields = self.rows.saturating_mul(self.width);
        over(fault::CELLS_OVER, fields, self.limits.cells_max.saturating_mul(FIELDS_A_CELL))?;
        self.cells += row.cells.len() as u64;
        over(fault::CELLS_OVER, self.cells.max(self.rows), self.limits.cells_max)?;
        self.text_bytes += row.cells.iter().map(bytes).sum::<u64>();
        over(fault::TEXTS_OVER, self.text_bytes, self.limits.text_bytes_max)
    }

    /// One cell more in a row that is still being read, so that a row of millions is stopped before it is whole.
    pub fn cell_of_row(&self, so_far: usize, text_bytes: u64) -> Result<(), Fault> {
        over(fault::CELLS_OVER, self.cells + so_far as u64, self.limits.cells_max)?;
        over(fault::TEXTS_OVER, self.text_bytes + text_bytes, self.limits.text_bytes_max)
    }

    /// So many ranges of hidden columns in a sheet: no more than there may be columns.
    pub fn hidden(&self, ranges: usize) -> Result<(), Fault> {
        over(fault::COLUMNS_OVER, ranges as u64, self.limits.columns_max)
    }

    /// So many merged ranges in a sheet.
    pub fn merged(&self, ranges: usize) -> Result<(), Fault> {
        over(fault::MERGED_OVER, ranges as u64, self.limits.merged_max)
    }
}

/// Bytes of text that a cell brings.
pub(super) fn bytes(cell: &Cell) -> u64 {
    let value = match &cell.value {
        Value::Blank | Value::Truth(_) => 0,
        Value::Text(text, _)
        | Value::Number(text)
        | Value::Error(text)
        | Value::Double(text)
        | Value::Unreadable(text) => text.len(),
        Value::Date(dated) => dated.stored.len(),
    };
    let format = match &cell.format {
        Format::General | Format::Text => 0,
        Format::Percent(code) | Format::Date(code) | Format::Currency(code) | Format::Other(code) => code.len(),
    };
    (value + format + cell.formula.as_ref().map_or(0, String::len)) as u64
}

fn over(code: Code, found: u64, allowed: u64) -> Result<(), Fault> {
    if found > allowed { Err(code.with([found, allowed])) } else { Ok(()) }
}
