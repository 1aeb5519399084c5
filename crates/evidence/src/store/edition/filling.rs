//! A table filled group by group.

use std::ops::Range;

use super::super::StoreError;
use super::super::table_file::{stored_form, stored_name, unread_field};
use super::parquet_file::{Opened, Wanted, Words, keys, present};
use crate::chunk::{Cells, Chunk, Field};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnKind, ColumnSchema, TableSchema};

/// A table while it is being read.
pub(super) struct Filling<'w> {
    table: &'static TableSchema,
    rows: usize,
    words: &'w Words,
    keys: Vec<(Field, Chunk)>,
    columns: Vec<(&'static ColumnSchema, String, Chunk)>,
    /// Beside columns with cells that could not be read: which they are.
    unread: Vec<(&'static str, Field, Chunk)>,
}

impl<'w> Filling<'w> {
    pub(super) fn new(table: &'static TableSchema, wanted: &Wanted<'w>, rows: usize) -> Filling<'w> {
        let key = |key: Field| {
            let chunk = Chunk::empty(key.form, rows);
            (key, chunk)
        };
        let column =
            |schema: &'static ColumnSchema| (schema, stored_name(schema), Chunk::empty(stored_form(schema.kind), rows));
        let unread = |schema: &'static ColumnSchema| {
            let field = unread_field(schema);
            let chunk = Chunk::empty(field.form, rows);
            (schema.name, field, chunk)
        };
        Filling {
            table,
            rows: 0,
            words: wanted.words,
            keys: keys(table).into_iter().map(key).collect(),
            columns: present(table, wanted.columns).map(column).collect(),
            unread: present(table, wanted.columns)
                .filter(|column| wanted.unread.contains(column.name))
                .map(unread)
                .collect(),
        }
    }

    /// Adds rows of a group.
    pub(super) fn take(&mut self, opened: &Opened<'_>, group: usize, rows: Range<usize>) -> Result<(), StoreError> {
        self.rows += rows.len();
        for (key, chunk) in &mut self.keys {
            opened.read(group, &key.name, rows.clone(), chunk, &[])?;
        }
        for (schema, name, chunk) in &mut self.columns {
            let words = self.words.get(schema.name).map(Vec::as_slice).unwrap_or_default();
            opened.read(group, name, rows.clone(), chunk, words)?;
        }
        for (_, field, chunk) in &mut self.unread {
            opened.read(group, &field.name, rows.clone(), chunk, &[])?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> TableColumns {
        let mut columns = TableColumns { rows: self.rows, ..TableColumns::default() };
        let mut keys = self.keys.into_iter().map(|(_, chunk)| chunk);
        let numbers = |chunk: Chunk| match chunk.cells {
            Cells::Numbers(numbers) => numbers,
            _ => Vec::new(),
        };
        if self.table.person {
            columns.person = keys.next().map(numbers).unwrap_or_default().into_iter().map(i32::cast_unsigned).collect();
        }
        if self.table.period.is_some() {
            columns.period = keys.next().map(numbers).unwrap_or_default();
        }
        if let Some((first, last)) = keys.next().zip(keys.next()) {
            let ends: Vec<bool> = (0..self.rows).map(|row| last.is_filled(row)).collect();
            let last = numbers(last).into_iter().zip(ends).map(|(last, ends)| if ends { last } else { i32::MAX });
            columns.valid = numbers(first).into_iter().zip(last).collect();
        }
        for (schema, _, chunk) in self.columns {
            let words = self.words.get(schema.name);
            columns.columns.insert(schema.name.to_owned(), column(schema, chunk, words.map_or(&[], Vec::as_slice)));
        }
        for (name, _, chunk) in self.unread {
            if let Some(column) = columns.columns.get_mut(name) {
                let unread: Vec<bool> = numbers(chunk).into_iter().map(|unread| unread != 0).collect();
                column.unread = Some(unread).filter(|unread| unread.contains(&true));
            }
        }
        columns
    }
}

/// A column as the engine reads it.
fn column(schema: &ColumnSchema, chunk: Chunk, words: &[String]) -> Column {
    let values = match (schema.kind, chunk.cells) {
        (ColumnKind::Amount, Cells::Longs(values)) => Values::Amount(values),
        (_, Cells::Longs(values)) => Values::Count(values),
        (_, Cells::Numbers(days)) => Values::Date(days),
        (_, Cells::Words { codes, .. }) => {
            Values::Code { codes: codes.into_iter().map(i32::cast_unsigned).collect(), words: words.to_vec() }
        }
        (_, Cells::Pseudonyms(_)) => Values::Count(Vec::new()),
    };
    Column { values, filled: chunk.filled, unread: None }
}
