//! A table of typed cells: the same value feeds the terminal, a page and a CSV file.
//!
//! Headings and words are in the reader's language, keys and codes never are. A table says nothing about its looks; see
//! [`crate::terminal`] for plain text.

use crate::locale::Language;
use crate::quantity::{Quantity, quantity};
use crate::rendered::Rendered;
use crate::terminal::Bar;
use crate::words;
use crate::words::marks::Mark;
use contract::calendar::Interval;
use contract::money::Money;

/// A warning that goes with every figure of a table, picture or page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notice {
    /// Generated operators and figures.
    Fictitious,
    /// The contract's text is told in our words; it is not the signed text.
    Restated,
    /// Rests on a value or a reading that no official text states.
    Estimate,
    /// Computed from changed parameters or text; not a determination.
    Simulation,
}

/// Rows of cells under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table says.
    pub title: Rendered,
    /// What must be known before any figure is read.
    pub notices: Vec<Notice>,
    /// The columns, in reading order.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in files: ASCII, never translated. A column without one is not exported.
    pub key: Option<&'static str>,
    /// The heading.
    pub heading: Rendered,
    /// Where its cells stand.
    pub align: Align,
}

/// Where cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the side where reading begins: words.
    Start,
    /// At the side where reading ends: figures.
    End,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(Rendered),
    /// A code shown by its word.
    Mark(Mark),
    /// A figure or a date.
    Quantity(Quantity),
    /// A small bar.
    Bar(Bar),
    /// Nothing known: never shown as zero.
    Missing,
}

impl Notice {
    /// The notice's code in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Notice::Fictitious => "fictitious",
            Notice::Restated => "restated",
            Notice::Estimate => "estimate",
            Notice::Simulation => "simulation",
        }
    }

    /// The notice in a word or two.
    #[must_use]
    pub fn title(self, language: Language) -> Rendered {
        match self {
            Notice::Fictitious => words::notice_fictitious_title(language),
            Notice::Restated => words::notice_restated_title(language),
            Notice::Estimate => words::notice_estimate_title(language),
            Notice::Simulation => words::notice_simulation_title(language),
        }
    }

    /// The notice in a sentence.
    #[must_use]
    pub fn sentence(self, language: Language) -> Rendered {
        match self {
            Notice::Fictitious => words::notice_fictitious(language),
            Notice::Restated => words::notice_restated(language),
            Notice::Estimate => words::notice_estimate(language),
            Notice::Simulation => words::notice_simulation(language),
        }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn words(key: &'static str, heading: Rendered) -> Column {
        Column { key: Some(key), heading, align: Align::Start }
    }

    /// A column of figures.
    #[must_use]
    pub const fn figures(key: &'static str, heading: Rendered) -> Column {
        Column { key: Some(key), heading, align: Align::End }
    }

    /// A column that is only looked at.
    #[must_use]
    pub const fn picture(heading: Rendered) -> Column {
        Column { key: None, heading, align: Align::Start }
    }
}

impl Cell {
    /// The cell as a person reads it; bars are drawn elsewhere.
    #[must_use]
    pub fn render(&self, language: Language) -> Rendered {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Mark(mark) => mark.word.clone(),
            Cell::Quantity(value) => quantity(language, value),
            Cell::Bar(_) => Rendered::default(),
            Cell::Missing => Rendered::plain("—"),
        }
    }

    /// The cell as a program reads it: point for decimals, no grouping, ISO dates, codes.
    fn to_field(&self) -> String {
        match self {
            Cell::Text(text) => text.text(),
            Cell::Mark(mark) => mark.code.clone(),
            Cell::Quantity(value) => exact(value),
            Cell::Bar(_) | Cell::Missing => String::new(),
        }
    }
}

impl Table {
    /// The table as CSV: UTF-8, semicolons, keys as headings. Where a notice applies, every row carries it in a last
    /// column `notice`, so that no row can be cut out without it.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let exported = |index: &usize| self.columns[*index].key.is_some();
        let indexes: Vec<usize> = (0..self.columns.len()).filter(exported).collect();
        let codes: Vec<&str> = self.notices.iter().map(|notice| notice.code()).collect();
        let mut heading: Vec<String> =
            indexes.iter().filter_map(|&index| self.columns[index].key).map(str::to_owned).collect();
        if !codes.is_empty() {
            heading.push("notice".to_owned());
        }
        let mut csv = csv_line(&heading);
        for row in &self.rows {
            let mut fields: Vec<String> =
                indexes.iter().map(|&index| row.get(index).map(Cell::to_field).unwrap_or_default()).collect();
            if !codes.is_empty() {
                fields.push(codes.join(" "));
            }
            csv.push_str(&csv_line(&fields));
        }
        csv
    }
}

/// A line of fields between semicolons, none of which a spreadsheet would run.
#[must_use]
pub fn csv_line(fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| csv_field(field)).collect();
    quoted.join(";") + "\r\n"
}

fn csv_field(field: &str) -> String {
    // A leading = + @ would be run as a formula by a spreadsheet; figures begin with a digit or a minus sign.
    let guarded = if field.starts_with(['=', '+', '@', '\t']) { format!("'{field}") } else { field.to_owned() };
    if guarded.contains([';', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn exact(value: &Quantity) -> String {
    match value {
        Quantity::Amount(amount) | Quantity::Priced(amount, ..) => Money::to_string(amount),
        Quantity::Count(count) | Quantity::Counted(count, _) | Quantity::Change(count) => count.to_string(),
        Quantity::Number(number) | Quantity::Percent(number) | Quantity::Area(number) => number.to_string(),
        Quantity::Date(date) | Quantity::ShortDate(date) => date.to_string(),
        Quantity::Month(month) | Quantity::ShortMonth(month) => month.to_string(),
        Quantity::Year(year) => year.to_string(),
        Quantity::Quarter(quarter) => quarter.to_string(),
        Quantity::Interval(interval) => Interval::to_string(interval),
    }
}
