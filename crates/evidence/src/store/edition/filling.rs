//! A table filled batch by batch.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};

use super::parquet_file::{Wanted, Words, present};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnKind, ColumnSchema, TableSchema};

/// A table while it is being read.
pub(super) struct Filling<'w> {
    table: &'static TableSchema,
    schemas: Vec<&'static ColumnSchema>,
    words: &'w Words,
    pub(super) columns: TableColumns,
    values: Vec<Column>,
}

impl<'w> Filling<'w> {
    pub(super) fn new(table: &'static TableSchema, wanted: &Wanted<'w>, rows: usize) -> Filling<'w> {
        let schemas: Vec<_> = present(table, wanted.columns).collect();
        let empty = |schema: &&'static ColumnSchema| {
            let values = match schema.kind {
                ColumnKind::Amount => Values::Amount(Vec::with_capacity(rows)),
                ColumnKind::Count(_) => Values::Count(Vec::with_capacity(rows)),
                ColumnKind::Date => Values::Date(Vec::with_capacity(rows)),
                ColumnKind::Word(_) | ColumnKind::Identifier => {
                    Values::Code { codes: Vec::with_capacity(rows), words: Vec::new() }
                }
            };
            Column { values, filled: None }
        };
        let values = schemas.iter().map(empty).collect();
        let mut columns = TableColumns::default();
        columns.person.reserve(if table.person { rows } else { 0 });
        columns.period.reserve(if table.period.is_some() { rows } else { 0 });
        Filling { table, schemas, words: wanted.words, columns, values }
    }

    pub(super) fn take(&mut self, batch: &RecordBatch) {
        let mut place = 0;
        let mut next = || {
            place += 1;
            batch.column(place - 1)
        };
        if self.table.person {
            let persons = next().as_primitive::<Int32Type>().values();
            self.columns.person.extend(persons.iter().map(|person| u32::try_from(*person).unwrap_or(u32::MAX)));
        }
        if self.table.period.is_some() {
            self.columns.period.extend_from_slice(next().as_primitive::<Int32Type>().values());
        }
        if self.table.dated {
            let (first, last) = (next().as_primitive::<Date32Type>(), next().as_primitive::<Date32Type>());
            let end = |row: usize| if last.is_valid(row) { last.value(row) } else { i32::MAX };
            self.columns.valid.extend((0..batch.num_rows()).map(|row| (first.value(row), end(row))));
        }
        for (schema, column) in self.schemas.iter().zip(&mut self.values) {
            add(column, next(), self.words.get(schema.name).map(Vec::as_slice).unwrap_or_default(), self.columns.rows);
        }
        self.columns.rows += batch.num_rows();
    }

    pub(super) fn finish(mut self) -> TableColumns {
        for (schema, mut column) in self.schemas.into_iter().zip(self.values) {
            if let Values::Code { words, .. } = &mut column.values {
                *words = self.words.get(schema.name).cloned().unwrap_or_default();
            }
            self.columns.columns.insert(schema.name.to_owned(), column);
        }
        self.columns
    }
}

/// Adds a batch's values to a column that has `before` of them.
fn add(column: &mut Column, array: &ArrayRef, words: &[String], before: usize) {
    let nulls = array.logical_nulls().filter(|nulls| nulls.null_count() > 0);
    let has = |row: usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    match &mut column.values {
        Values::Amount(values) | Values::Count(values) => {
            let array = array.as_primitive::<Int64Type>();
            match &nulls {
                None => values.extend_from_slice(array.values()),
                Some(_) => values.extend((0..array.len()).map(|row| if has(row) { array.value(row) } else { 0 })),
            }
        }
        Values::Date(days) => {
            let array = array.as_primitive::<Date32Type>();
            match &nulls {
                None => days.extend_from_slice(array.values()),
                Some(_) => days.extend((0..array.len()).map(|row| if has(row) { array.value(row) } else { 0 })),
            }
        }
        Values::Code { codes, .. } => {
            let array = array.as_dictionary::<Int32Type>();
            let texts = array.values().as_string::<i32>();
            let code = |text: &str| words.binary_search_by(|word| word.as_str().cmp(text)).unwrap_or(0);
            let numbers: Vec<u32> =
                (0..texts.len()).map(|place| u32::try_from(code(texts.value(place))).unwrap_or(0)).collect();
            let keys = array.keys().values();
            let number = |key: &i32| usize::try_from(*key).ok().and_then(|key| numbers.get(key)).copied().unwrap_or(0);
            match &nulls {
                None => codes.extend(keys.iter().map(number)),
                Some(_) => {
                    codes.extend(keys.iter().enumerate().map(|(row, key)| if has(row) { number(key) } else { 0 }))
                }
            }
        }
    }
    if nulls.is_none() && column.filled.is_none() {
        return;
    }
    let filled = column.filled.get_or_insert_with(|| vec![true; before]);
    match &nulls {
        None => filled.resize(before + array.len(), true),
        Some(nulls) => filled.extend(nulls.iter()),
    }
}
