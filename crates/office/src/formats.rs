//! The formats of files, for a page and for the terminal: every kind with its columns. Codes and values; no words.

pub use evidence::formats::bounds::Bound;
use evidence::formats::{Column, formats};

use crate::answer::TableNames;
use crate::workspace::Workspace;

/// A kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// The kind.
    pub kind: &'static str,
    /// The names that documents give.
    pub names: TableNames,
    /// Its columns.
    pub columns: Vec<FormatColumn>,
    /// Whether it is a table of columns under headings, and no format of its own.
    pub is_table: bool,
}

/// A column of a CSV file, a field of a record, an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatColumn {
    /// Its name.
    pub name: &'static str,
    /// The code of what it holds.
    pub holds: &'static str,
    /// The unit, where it has one.
    pub unit: Option<&'static str>,
    /// A synthetic value.
    pub example: &'static str,
    /// The least and the most that its figures may be, where it holds figures.
    pub bound: Option<Bound>,
    /// Whether a row may leave it blank.
    pub may_be_blank: bool,
    /// Whether a file must have it.
    pub required: bool,
    /// First and last character of a fixed-width record.
    pub characters: Option<(u32, u32)>,
    /// Other headings of it.
    pub labels: &'static [&'static str],
    /// The words it accepts, where they are a closed list: as asked for, then other spellings.
    pub words: Vec<(&'static str, Vec<&'static str>)>,
}

/// Every kind of file with its columns: of a workspace also those that its documents declare.
#[must_use]
pub fn every(workspace: Option<&Workspace>) -> Vec<Format> {
    let tables = workspace.map_or_else(crate::shipped::tables, |workspace| workspace.store.tables());
    let names = TableNames::of(&tables);
    let column = |column: &Column| FormatColumn {
        name: column.name,
        holds: column.content.word(),
        unit: column.unit,
        example: column.example,
        bound: column.bound,
        may_be_blank: column.may_be_blank,
        required: column.required,
        characters: column.characters,
        labels: column.labels,
        words: column.accepts(),
    };
    let format = |(kind, columns): &(evidence::piece::PieceKind, Vec<Column>)| Format {
        kind: kind.name(),
        names: names.clone(),
        columns: columns.iter().map(column).collect(),
        is_table: tables.is_table(*kind),
    };
    formats(&tables).iter().map(format).collect()
}
