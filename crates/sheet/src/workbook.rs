//! What a file holds: sheets with rows of cells, as a person sees them. Nothing here says which row is a heading; that is for
//! whoever knows what the file should hold.

use serde::{Deserialize, Serialize};

use crate::address::address;
use crate::cell::Cell;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Excel 2007 and later, with macros or without (they are never read).
    Xlsx,
    /// Parquet.
    Parquet,
}

/// A file, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// What the file is.
    pub kind: Kind,
    /// Sheets with cells, in the order of their tabs. Sheets of charts are none. A Parquet file has one, without a name.
    pub sheets: Vec<Sheet>,
}

/// Whether a sheet's tab is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// It is.
    #[default]
    Visible,
    /// Hidden; the menu shows it again.
    Hidden,
    /// Hidden so that only a program shows it again.
    VeryHidden,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Whether the tab is seen.
    pub visibility: Visibility,
    /// Rows in which something stands, or that are hidden, by number.
    #[serde(skip)]
    pub rows: Vec<Row>,
    /// Columns of a Parquet file, in order; its first row holds their names. Empty for every other file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Whether columns run from the right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub right_to_left: bool,
    /// Hidden columns, first and last, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns_hidden: Vec<(u32, u32)>,
    /// Cells drawn as one; the value is that of the first, the others are blank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Range>,
    /// Where an autofilter has its buttons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Range>,
    /// Whether a filter is set, which hides the rows of its range that are marked hidden.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filtered: bool,
}

impl Sheet {
    /// The row of a number.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        let place = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(place)
    }

    /// The cell at a row and a column, both from 1.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.row(row)?.cell(column)
    }

    /// Whether a column is hidden.
    #[must_use]
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.columns_hidden.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Whether a row is hidden by a filter, not by hand.
    #[must_use]
    pub fn is_filtered_out(&self, row: &Row) -> bool {
        self.filtered && row.hidden && self.filter.is_none_or(|range| range.first.0 < row.number)
    }

    /// The range of merged cells in which a cell lies.
    #[must_use]
    pub fn merged_at(&self, row: u32, column: u32) -> Option<Range> {
        self.merged.iter().copied().find(|range| range.holds(row, column))
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The number that stands at its left, from 1.
    #[serde(rename = "n")]
    pub number: u32,
    /// Whether it is hidden, by hand or by a filter.
    #[serde(rename = "h", default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Its cells by column. Cells that are blank and hold no formula are left out.
    #[serde(rename = "c")]
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column, from 1.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let place = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(place)
    }

    /// How a cell of this row is called: `B7`.
    #[must_use]
    pub fn address(&self, cell: &Cell) -> String {
        address(self.number, cell.column)
    }
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Row and column of the upper corner where reading begins, from 1.
    pub first: (u32, u32),
    /// Row and column of the opposite corner.
    pub last: (u32, u32),
}

impl Range {
    /// Whether a cell lies in it.
    #[must_use]
    pub fn holds(&self, row: u32, column: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row) && (self.first.1..=self.last.1).contains(&column)
    }

    /// How it is called: `A1:C1`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", address(self.first.0, self.first.1), address(self.last.0, self.last.1))
    }
}

/// A column of a Parquet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as the format writes it: `INT64`, `DECIMAL(18,2)`, `DATE`, `TIMESTAMP(MICROS,UTC)`, `STRING`, `DOUBLE` …
    pub kind: String,
    /// Whether it holds binary floating-point numbers, in which no sum of money is exact.
    pub double: bool,
}
