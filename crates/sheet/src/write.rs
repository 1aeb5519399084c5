//! Writing: grids become XLSX files. Two kinds: [`template`], an empty form with checks in its cells and a sheet that explains
//! it; [`marked`], a copy of a grid whose faulty cells are coloured and say their cure. All texts are the caller's. The same
//! input gives the same bytes.

mod cells;
mod look;
mod marked;
mod number;
mod template;

pub use marked::marked;
pub use template::template;

use crate::day::Day;
use crate::workbook::Sheet;

/// A form to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The name of the sheet that is filled in. Letters that no tab can bear become spaces; 31 stay.
    pub sheet: String,
    /// Whether columns run from the right, as in Arabic.
    pub right_to_left: bool,
    /// The columns, in order.
    pub columns: Vec<FormColumn>,
    /// How many rows below the heading are checked while they are typed.
    pub rows: u32,
    /// The sheet that explains the columns.
    pub guide: Guide,
    /// The day that the file says it was made on.
    pub created: Day,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// Its heading, exactly.
    pub heading: String,
    /// What belongs in it: a note at the heading, and a message at the cell where that is short enough (255 letters).
    pub note: String,
    /// What the cells accept.
    pub kind: FormKind,
    /// Whether a row without it is not complete; its heading has another colour.
    pub required: bool,
    /// Width in letters.
    pub width: u8,
    /// An example, shown in the guide.
    pub example: String,
    /// Title of the message when something else is typed: 32 letters stay.
    pub error_title: String,
    /// That message: 255 letters stay.
    pub error_message: String,
    /// The kind in words, shown in the guide.
    pub kind_text: String,
    /// Whether it is required, in words, shown in the guide.
    pub required_text: String,
}

/// What the cells of a column accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormKind {
    /// A text; digits stay digits, zeros in front stay.
    Text,
    /// A number without decimals.
    Whole,
    /// A number with so many decimals at most.
    Decimal(u8),
    /// A day.
    Date,
    /// A month, as text: `2026-03`.
    Month,
    /// One of these words, from a list that opens.
    Words(Vec<String>),
}

/// The sheet that explains a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Its name.
    pub sheet: String,
    /// Lines above the table.
    pub lines: Vec<String>,
    /// Headings of its columns: heading, what belongs in it, kind, required, example.
    pub headings: [String; 5],
    /// The name of the sheet that holds long lists of words.
    pub lists_sheet: String,
}

/// A copy with its faults marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Whether columns run from the right, as in Arabic.
    pub right_to_left: bool,
    /// The name of the first sheet, which lists what was found.
    pub list_sheet: String,
    /// Lines above the list.
    pub lines: Vec<String>,
    /// Headings of the list: place, what was found, what is accepted, cure.
    pub headings: [String; 4],
    /// What was found, in the order in which it is listed.
    pub marks: Vec<Mark>,
    /// The grids that are copied. (Sheets that were hidden are hidden again.)
    pub sheets: Vec<Sheet>,
    /// The day that the file says it was made on.
    pub created: Day,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where: which of the sheets (from 0), row and column (from 1). None for the whole file.
    pub place: Option<MarkPlace>,
    /// The place in words.
    pub place_text: String,
    /// What was found, in words.
    pub found: String,
    /// What is accepted, in words.
    pub accepted: String,
    /// The cure, in words; it stands in a note at the cell too.
    pub cure: String,
    /// Whether the row or the cell is not used, or it is only doubtful; the colours differ.
    pub grave: bool,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkPlace {
    /// Which of the sheets, from 0.
    pub sheet: usize,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 1; none for the whole row, which is marked at its first cell.
    pub column: Option<u32>,
}
