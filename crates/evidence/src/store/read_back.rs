//! A stored table read back: the Parquet file checked against its manifest and opened into typed columns.

use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, DictionaryArray, FixedSizeBinaryArray, RecordBatch};
use contract::calendar::{Date, Interval};
use contract::identity::Pseudonym;

use super::shelf::sha256;
use super::{StoreError, at, table_file};
use crate::manifest::Manifest;
use crate::pseudonym::Sighting;
use crate::schema::{ColumnSchema, PeriodKey, TableSchema};

/// The rows of one table of one submission.
pub(crate) struct StoredTableRows {
    table: &'static TableSchema,
    batch: RecordBatch,
    columns: Vec<&'static ColumnSchema>,
    periods: Vec<i32>,
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
    let columns: Vec<_> = stored.columns.iter().filter_map(|name| schema.column(name)).collect();
    let rows = usize::try_from(stored.rows).unwrap_or(usize::MAX);
    let batch = table_file::decode(schema, &columns, rows, bytes)
        .map_err(|source| StoreError::Table { path: path.clone(), source })?;
    let found = batch.as_ref().map_or(0, RecordBatch::num_rows);
    if found != rows {
        return Err(StoreError::Altered { path });
    }
    Ok(batch.map(|batch| StoredTableRows { table: schema, periods: periods(schema, &batch), batch, columns }))
}

fn periods(table: &TableSchema, batch: &RecordBatch) -> Vec<i32> {
    let place = 2 + 2 * usize::from(table.person);
    match table.period {
        None => Vec::new(),
        Some(PeriodKey::Year) => batch.column(place).as_primitive::<Int32Type>().values().to_vec(),
        Some(PeriodKey::Month) => {
            let days = batch.column(place).as_primitive::<Date32Type>().values();
            let mut last = (i32::MIN, 0);
            let month = |day: &i32| {
                if *day != last.0 {
                    last = (*day, Date::from_days(*day).month().index());
                }
                last.1
            };
            days.iter().map(month).collect()
        }
    }
}

impl StoredTableRows {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Position of each row's file in the manifest.
    pub fn pieces(&self) -> &[i32] {
        self.batch.column(0).as_primitive::<Int32Type>().values()
    }

    /// Line of each row.
    pub fn lines(&self) -> &[i32] {
        self.batch.column(1).as_primitive::<Int32Type>().values()
    }

    /// Who each row is about; empty where the table has no persons.
    pub fn sightings(&self) -> impl Iterator<Item = Sighting> {
        let rows = if self.table.person { self.len() } else { 0 };
        (0..rows).map(|row| self.sighting(row))
    }

    /// Who a row is about, in a table that has persons.
    pub fn sighting(&self, row: usize) -> Sighting {
        let half = |column: usize| pseudonym(self.batch.column(column).as_fixed_size_binary(), row);
        Sighting { cnss: half(2), cin: half(3) }
    }

    /// Month number or year of each row; empty where the table has no period.
    pub fn periods(&self) -> &[i32] {
        &self.periods
    }

    /// First and last day of validity of each row; empty unless the table is one of dated states.
    pub fn valid(&self) -> Vec<(i32, i32)> {
        if !self.table.dated {
            return Vec::new();
        }
        let place = 2 + 2 * usize::from(self.table.person) + usize::from(self.table.period.is_some());
        let first = self.batch.column(place).as_primitive::<Date32Type>();
        let last = self.batch.column(place + 1).as_primitive::<Date32Type>();
        let end = |row| if last.is_null(row) { i32::MAX } else { last.value(row) };
        (0..self.len()).map(|row| (first.value(row), end(row))).collect()
    }

    fn column(&self, name: &str) -> Option<&ArrayRef> {
        let place = self.columns.iter().position(|column| column.name == name)?;
        self.batch.columns().get(self.batch.num_columns() - self.columns.len() + place)
    }

    /// A column of amounts or counts.
    pub fn longs(&self, name: &str) -> Option<&arrow_array::Int64Array> {
        self.column(name)?.as_primitive_opt::<Int64Type>()
    }

    /// A column of days.
    pub fn days(&self, name: &str) -> Option<&arrow_array::Date32Array> {
        self.column(name)?.as_primitive_opt::<Date32Type>()
    }

    /// A column of words or identifiers.
    pub fn words(&self, name: &str) -> Option<&DictionaryArray<Int32Type>> {
        self.column(name)?.as_dictionary_opt::<Int32Type>()
    }

    /// The identifiers of a column, row by row; none when no file has the column.
    pub fn identifiers(&self, name: &str) -> Vec<Option<String>> {
        let Some(words) = self.words(name) else { return vec![None; self.len()] };
        let texts = words.values().as_string::<i32>();
        words.keys().iter().map(|key| Some(texts.value(usize::try_from(key?).ok()?).to_owned())).collect()
    }

    /// The identifiers of a column with the validity of their rows.
    pub fn dated_identifiers(&self, name: &str) -> Vec<(String, Interval)> {
        let open = |(first, last): (i32, i32)| Interval {
            first: Date::from_days(first),
            last: (last != i32::MAX).then(|| Date::from_days(last)),
        };
        self.identifiers(name)
            .into_iter()
            .zip(self.valid())
            .filter_map(|(identifier, valid)| Some((identifier?, open(valid))))
            .collect()
    }
}

fn pseudonym(array: &FixedSizeBinaryArray, row: usize) -> Option<Pseudonym> {
    (!array.is_null(row)).then(|| array.value(row).try_into().ok().map(Pseudonym::from_bytes)).flatten()
}
