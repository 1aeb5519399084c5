//! What stands in a cell: the value as the file stores it, and what kind of value that was. A number is the text of its
//! decimal digits; nothing here is a binary float.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A cell in which something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// Its column, from 1.
    #[serde(rename = "c")]
    pub column: u32,
    /// What stands there. Of a formula, what the program that saved the file computed last.
    #[serde(rename = "v")]
    pub value: Value,
    /// How numbers of the cell are shown.
    #[serde(rename = "f", default, skip_serializing_if = "Format::is_general")]
    pub format: Format,
    /// The formula, without its `=`; empty where the file leaves it to another cell (shared formulas).
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

impl Cell {
    /// Whether this is a formula whose result the file does not hold: nobody computed it before the file was saved.
    #[must_use]
    pub fn is_uncomputed(&self) -> bool {
        self.formula.is_some() && self.value == Value::Blank
    }

    /// The value as one text: of a date the day (`2026-03-10`, with the time where there is one), of a truth `TRUE` or `FALSE`.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.value {
            Value::Blank => String::new(),
            Value::Text(text, _)
            | Value::Number(text)
            | Value::Double(text)
            | Value::Error(text)
            | Value::Unreadable(text) => text.clone(),
            Value::Date(dated) => dated.text(),
            Value::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Value {
    /// Nothing (a formula without a result).
    #[default]
    #[serde(rename = "b")]
    Blank,
    /// A text: `001234567000062` stays what it is.
    #[serde(rename = "t")]
    Text(String, Origin),
    /// A number: its decimal digits, rounded to the fifteen that a spreadsheet shows, without exponent, and without zeros
    /// that say nothing: `8000.03`, `-0.3`, `1000000`.
    #[serde(rename = "n")]
    Number(String),
    /// A number that is shown as a day or an hour, or a date of another format.
    #[serde(rename = "d")]
    Date(Dated),
    /// A truth.
    #[serde(rename = "l")]
    Truth(bool),
    /// An error: `#N/A`, `#REF!`, `#DIV/0!` …
    #[serde(rename = "e")]
    Error(String),
    /// A binary floating-point number of a Parquet file, shortest text: never to be taken for money.
    #[serde(rename = "f")]
    Double(String),
    /// Something that the format does not allow in this place, as it stands.
    #[serde(rename = "u")]
    Unreadable(String),
}

/// Where a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Origin {
    /// The workbook's list of texts.
    #[default]
    #[serde(rename = "s")]
    Shared,
    /// The list, in several runs of letters that look different.
    #[serde(rename = "r")]
    Rich,
    /// The cell itself.
    #[serde(rename = "i")]
    Inline,
    /// A formula's result.
    #[serde(rename = "f")]
    Formula,
    /// A column of texts of a Parquet file.
    #[serde(rename = "p")]
    Column,
}

/// A day, an hour, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// What is stored: the serial number (`46091.5`), or the text of an ISO date.
    #[serde(rename = "s")]
    pub stored: String,
    /// The day under the workbook's system; none before its first day, on the 29 February 1900 that never was, and beyond the
    /// year 9999.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// Seconds of the day, to the nearest one; none where the number is whole.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub time_seconds: Option<u32>,
}

impl Dated {
    /// `2026-03-10`, `2026-03-10 08:30:00`, `08:30:00`; what is stored where that is no day.
    #[must_use]
    pub fn text(&self) -> String {
        let time = self
            .time_seconds
            .map(|seconds| format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
        match (self.day, time) {
            (Some(day), Some(time)) => format!("{day} {time}"),
            (Some(day), None) => day.to_string(),
            (None, Some(time)) => time,
            (None, None) => self.stored.clone(),
        }
    }
}

/// How a number is shown, where that says what it is; the code of the format as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Format {
    /// No matter.
    #[default]
    #[serde(rename = "g")]
    General,
    /// As a percentage: 0.17 is shown as 17 %.
    #[serde(rename = "p")]
    Percent(String),
    /// As a day, an hour, or both.
    #[serde(rename = "d")]
    Date(String),
    /// As an amount of a currency, or beside letters; without a code, in the currency of whoever looks at it.
    #[serde(rename = "c")]
    Currency(String),
    /// As the text that was typed.
    #[serde(rename = "t")]
    Text,
    /// By a code of the file's own.
    #[serde(rename = "o")]
    Other(String),
}

impl Format {
    /// What is shown beside the number: `€`, `MAD`, `K`.
    #[must_use]
    pub fn beside(&self) -> Option<String> {
        match self {
            Format::Currency(code) => crate::read::shown_beside(code),
            _ => None,
        }
    }

    fn is_general(&self) -> bool {
        *self == Format::General
    }
}
