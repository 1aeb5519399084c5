//! A stored table read back: the Parquet file checked against its manifest and opened into typed columns.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use contract::calendar::{Date, Interval};
use contract::facts::Cell;
use contract::money::Money;

use super::shelf::sha256;
use super::{StoreError, at, table_file};
use crate::chunk::{Cells, Chunk};
use crate::manifest::Manifest;
use crate::pseudonym::Sighting;
use crate::schema::{ColumnKind, ColumnSchema, PeriodKey, TableSchema};

/// The rows of one table of one submission.
pub(crate) struct StoredTableRows {
    rows: usize,
    pieces: Vec<i32>,
    lines: Vec<i32>,
    /// By CNSS number and by card; nothing in a table without persons.
    persons: Option<[Chunk; 2]>,
    periods: Vec<i32>,
    valid: Vec<(i32, i32)>,
    /// The other columns, under their names in the file.
    columns: HashMap<String, Chunk>,
}

/// Reads a table of a submission; nothing when the submission has none, or no row in it.
pub(crate) fn table(
    folder: &Path,
    manifest: &Manifest,
    schema: &'static TableSchema,
) -> Result<Option<StoredTableRows>, StoreError> {
    let Some(stored) = manifest.tables.get(schema.name) else { return Ok(None) };
    let path = folder.join(format!("{}.parquet", schema.name));
    let bytes = fs::read(&path).map_err(at(&path))?;
    if sha256(&bytes) != stored.sha256 {
        return Err(StoreError::Altered { path });
    }
    let named = |names: &[String]| -> Vec<_> { names.iter().filter_map(|name| schema.column(name)).collect() };
    let (columns, unread) = (named(&stored.columns), named(&stored.unread));
    let rows = usize::try_from(stored.rows).unwrap_or(usize::MAX);
    let chunks = table_file::decode(schema, &columns, &unread, bytes)
        .map_err(|source| StoreError::Table { path: path.clone(), source })?;
    if chunks.values().any(|chunk| chunk.rows() != rows) {
        return Err(StoreError::Altered { path });
    }
    Ok((rows > 0).then(|| stored_rows(schema, rows, chunks)))
}

fn stored_rows(schema: &'static TableSchema, rows: usize, mut chunks: HashMap<String, Chunk>) -> StoredTableRows {
    let mut take = |name: &str| chunks.remove(name);
    let mut numbers = |name: &str| match take(name).map(|chunk| chunk.cells) {
        Some(Cells::Numbers(numbers)) => numbers,
        _ => Vec::new(),
    };
    let (pieces, lines) = (numbers("piece"), numbers("line"));
    let periods = match schema.period {
        None => Vec::new(),
        Some(PeriodKey::Year) => numbers("year"),
        Some(PeriodKey::Month) => months(numbers("month")),
        Some(key @ (PeriodKey::Quarter | PeriodKey::Day)) => numbers(key.name()),
    };
    let (first, last) = (take("valid_from"), take("valid_to"));
    let persons = take("person_cnss").zip(take("person_cin")).map(|(number, card)| [number, card]);
    let valid = match (first.map(|first| first.cells), last) {
        (Some(Cells::Numbers(first)), Some(Chunk { cells: Cells::Numbers(last), filled })) => {
            let end = |row: usize| filled.as_ref().is_none_or(|filled| filled[row]);
            let end = |(row, last): (usize, i32)| if end(row) { last } else { i32::MAX };
            first.into_iter().zip(last.into_iter().enumerate().map(end)).collect()
        }
        _ => Vec::new(),
    };
    StoredTableRows { rows, pieces, lines, persons, periods, valid, columns: chunks }
}

/// The numbers of months, from their first days.
fn months(mut days: Vec<i32>) -> Vec<i32> {
    let mut last = (i32::MIN, 0);
    for day in &mut days {
        if *day != last.0 {
            last = (*day, Date::from_days(*day).month().index());
        }
        *day = last.1;
    }
    days
}

impl StoredTableRows {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Position of each row's file in the manifest.
    pub fn pieces(&self) -> &[i32] {
        &self.pieces
    }

    /// Line of each row.
    pub fn lines(&self) -> &[i32] {
        &self.lines
    }

    /// Who a row is about, in a table that has persons.
    pub fn sighting(&self, row: usize) -> Sighting {
        let half = |chunk: &Chunk| match &chunk.cells {
            Cells::Pseudonyms(persons) => chunk.is_filled(row).then(|| persons[row]),
            _ => None,
        };
        self.persons
            .as_ref()
            .map_or_else(Sighting::default, |[number, card]| Sighting { number: half(number), card: half(card) })
    }

    /// Month number or year of each row; empty where the table has no period.
    pub fn periods(&self) -> &[i32] {
        &self.periods
    }

    /// First and last day of validity of each row; empty unless the table is one of dated states.
    pub fn valid(&self) -> &[(i32, i32)] {
        &self.valid
    }

    /// A column under its name in the file; none when no file has it.
    pub fn column(&self, stored_name: &str) -> Option<&Chunk> {
        self.columns.get(stored_name)
    }

    /// Which cells of a column could not be read; none when all could.
    pub fn unread(&self, column: &ColumnSchema) -> Option<&[i32]> {
        match &self.columns.get(&table_file::unread_field(column).name)?.cells {
            Cells::Numbers(unread) => Some(unread),
            _ => None,
        }
    }

    /// When a row holds, in a table of dated states.
    pub fn interval(&self, row: usize) -> Option<Interval> {
        let (first, last) = self.valid.get(row)?;
        let last = (*last != i32::MAX).then(|| Date::from_days(*last));
        Some(Interval { first: Date::from_days(*first), last })
    }

    /// The cells of a row, blanks left out.
    pub fn cells(&self, schema: &'static TableSchema, row: usize) -> Vec<(&'static str, Cell)> {
        let cell = |column: &'static ColumnSchema| {
            if self.unread(column).is_some_and(|unread| unread.get(row).is_some_and(|unread| *unread != 0)) {
                return Some((column.name, Cell::Unread));
            }
            let chunk = self.column(&table_file::stored_name(column)).filter(|chunk| chunk.is_filled(row))?;
            let cell = match (&chunk.cells, column.kind) {
                (Cells::Longs(values), ColumnKind::Amount) => Cell::Amount(Money::from_centimes(*values.get(row)?)),
                (Cells::Longs(values), _) => Cell::Count(*values.get(row)?),
                (Cells::Numbers(days), _) => Cell::Date(Date::from_days(*days.get(row)?)),
                (Cells::Words { codes, words }, _) => {
                    Cell::Code(words.get(usize::try_from(*codes.get(row)?).ok()?)?.clone())
                }
                (Cells::Pseudonyms(_), _) => return None,
            };
            Some((column.name, cell))
        };
        schema.columns.iter().filter_map(cell).collect()
    }
}
