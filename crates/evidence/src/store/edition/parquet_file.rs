//! One gathered table of one operator as a Parquet file: written sorted, in groups of rows that can be skipped, and read
//! back column by column.
//!
//! Columns: `person` (position in the list of persons), `month` or `year`, `valid_from` and `valid_to`, then those of
//! the schema; amounts in centimes under `…_centimes`. Words are dictionaries. Anyone can read these files without us.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use contract::identity::Pseudonym;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::statistics::Statistics;

use super::super::table_file::{TableFileError, stored_form, stored_name, unread_field};
use super::super::{StoreError, at};
use super::filling::Filling;
use super::spans::{Hashes, Spans};
use crate::chunk::{self, Cells, Chunk, Field, Form};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnSchema, TableSchema};

/// Rows of a group: small enough to skip what one person does not need, large enough to decode in one go.
pub(super) const GROUP_ROWS: usize = 32_768;

/// The words of each column of words, sorted: codes refer to them.
pub(super) type Words = BTreeMap<String, Vec<String>>;

pub(super) fn present<'c>(
    table: &'static TableSchema,
    names: &'c BTreeSet<String>,
) -> impl Iterator<Item = &'static ColumnSchema> + 'c {
    table.columns.iter().filter(|column| names.contains(column.name))
}

/// The keys of a table: who, when, as of when.
pub(super) fn keys(table: &TableSchema) -> Vec<Field> {
    let mut keys = Vec::new();
    if table.person {
        keys.push(Field::whole("person", Form::Number));
    }
    if let Some(key) = table.period {
        keys.push(Field::whole(key.name(), Form::Number));
    }
    if table.dated {
        keys.push(Field::whole("valid_from", Form::Day));
        keys.push(Field::optional("valid_to", Form::Day));
    }
    keys
}

fn whole(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_created_by("mithaq".to_owned())
        .set_compression(Compression::UNCOMPRESSED)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_dictionary_enabled(true)
        .build()
}

/// The bytes of a file, and the hashes of their parts.
pub(super) type Encoded = (Vec<u8>, Hashes);

fn write(columns: &[(Field, Chunk)]) -> Result<Encoded, TableFileError> {
    let file: Bytes = chunk::write(Vec::new(), columns, GROUP_ROWS, properties())?.into();
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file)?;
    let hashes = Hashes::of(&file, &metadata);
    Ok((file.into(), hashes))
}

/// A file opened for reading some columns of the groups whose first column meets a range.
pub(super) struct Opened<'p> {
    path: &'p Path,
    spans: Arc<Spans>,
    metadata: ParquetMetaData,
    /// The groups, in order.
    groups: Vec<usize>,
}

impl<'p> Opened<'p> {
    fn open(
        path: &'p Path,
        hashes: &Hashes,
        range: Option<(u32, u32)>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Opened<'p>, StoreError> {
        let file = File::open(path).map_err(at(path))?;
        let mut spans = Spans::footer(&file, path, hashes)?;
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&spans).map_err(fault(path))?;
        let all = metadata.row_groups();
        let groups = range.map_or_else(|| (0..all.len()).collect(), |range| groups_of(all, range));
        let columns: Vec<bool> =
            metadata.file_metadata().schema_descr().columns().iter().map(|column| wanted(column.name())).collect();
        spans.chunks(&file, hashes, &metadata, &groups, |place| columns.get(place).is_some_and(|wanted| *wanted))?;
        Ok(Opened { path, spans: Arc::new(spans), metadata, groups })
    }

    /// The number of rows of a group.
    fn rows(&self, group: usize) -> usize {
        self.metadata.row_groups().get(group).and_then(|group| usize::try_from(group.num_rows()).ok()).unwrap_or(0)
    }

    /// Adds rows of a column of a group to a chunk.
    pub(super) fn read(
        &self,
        group: usize,
        name: &str,
        rows: Range<usize>,
        into: &mut Chunk,
        words: &[String],
    ) -> Result<(), StoreError> {
        let columns = self.metadata.file_metadata().schema_descr().columns();
        let place = columns.iter().position(|column| column.name() == name);
        let absent = || ParquetError::General(format!("column {name} is not there"));
        let read = place.ok_or_else(absent).and_then(|place| {
            let words = chunk::Words::Sorted(words);
            chunk::read(&self.spans, &self.metadata, (group, place), rows, into, &words)
        });
        read.map_err(fault(self.path))
    }

    /// All rows of a column, in the groups opened.
    fn numbers(&self, name: &str) -> Result<Vec<i32>, StoreError> {
        let mut chunk = Chunk::empty(Form::Number, 0);
        for group in &self.groups {
            self.read(*group, name, 0..self.rows(*group), &mut chunk, &[])?;
        }
        Ok(match chunk.cells {
            Cells::Numbers(numbers) => numbers,
            _ => Vec::new(),
        })
    }
}

fn fault(path: &Path) -> impl FnOnce(ParquetError) -> StoreError {
    |source| StoreError::Table { path: path.to_owned(), source: source.into() }
}

/// A table as the bytes of a file, and its words.
pub(super) fn encode(table: &'static TableSchema, columns: &TableColumns) -> Result<(Encoded, Words), TableFileError> {
    let names: BTreeSet<String> = columns.columns.keys().cloned().collect();
    let mut chunks: Vec<Chunk> = Vec::new();
    if table.person {
        chunks.push(Chunk::numbers(columns.person.iter().map(|person| Some(whole(*person)))));
    }
    if table.period.is_some() {
        chunks.push(Chunk::whole(Cells::Numbers(columns.period.clone())));
    }
    if table.dated {
        chunks.push(Chunk::numbers(columns.valid.iter().map(|valid| Some(valid.0))));
        chunks.push(Chunk::numbers(columns.valid.iter().map(|(_, last)| (*last != i32::MAX).then_some(*last))));
    }
    let mut fields = keys(table);
    let mut words = Words::new();
    for schema in present(table, &names) {
        let column = &columns.columns[schema.name];
        fields.push(Field::optional(&stored_name(schema), stored_form(schema.kind)));
        chunks.push(stored(column));
        if let Values::Code { words: list, .. } = &column.values {
            words.insert(schema.name.to_owned(), list.clone());
        }
        if let Some(unread) = &column.unread {
            fields.push(unread_field(schema));
            chunks.push(Chunk::numbers(unread.iter().map(|unread| Some(i32::from(*unread)))));
        }
    }
    let columns: Vec<(Field, Chunk)> = fields.into_iter().zip(chunks).collect();
    Ok((write(&columns)?, words))
}

fn stored(column: &Column) -> Chunk {
    let cells = match &column.values {
        Values::Amount(values) | Values::Count(values) => Cells::Longs(values.clone()),
        Values::Date(days) => Cells::Numbers(days.clone()),
        Values::Code { codes, words } => {
            Cells::Words { codes: codes.iter().copied().map(whole).collect(), words: words.clone() }
        }
    };
    Chunk { cells, filled: column.filled.clone() }
}

/// Pseudonyms as the bytes of a file.
pub(super) fn encode_persons(persons: &[Pseudonym]) -> Result<Encoded, TableFileError> {
    let column = Chunk::whole(Cells::Pseudonyms(persons.to_vec()));
    write(&[(Field::whole("pseudonym", Form::Pseudonym), column)])
}

/// The pseudonyms of such a file.
pub(super) fn decode_persons(path: &Path, hashes: &Hashes) -> Result<Vec<Pseudonym>, StoreError> {
    let opened = Opened::open(path, hashes, None, |_| true)?;
    let mut chunk = Chunk::empty(Form::Pseudonym, 0);
    for group in &opened.groups {
        opened.read(*group, "pseudonym", 0..opened.rows(*group), &mut chunk, &[])?;
    }
    Ok(match chunk.cells {
        Cells::Pseudonyms(persons) => persons,
        _ => Vec::new(),
    })
}

/// Lines that rows were gathered from, as the bytes of a file: row, file, line.
pub(super) fn encode_origins(origins: &[(u32, u32, u32)]) -> Result<Encoded, TableFileError> {
    let column = |name: &str, pick: fn(&(u32, u32, u32)) -> u32| {
        let numbers = origins.iter().map(|origin| Some(whole(pick(origin))));
        (Field::whole(name, Form::Number), Chunk::numbers(numbers))
    };
    write(&[column("row", |of| of.0), column("piece", |of| of.1), column("line", |of| of.2)])
}

/// The lines of rows from one to another (end excluded).
pub(super) fn decode_origins(
    path: &Path,
    hashes: &Hashes,
    rows: (u32, u32),
) -> Result<Vec<(u32, u32, u32)>, StoreError> {
    let opened = Opened::open(path, hashes, Some(rows), |_| true)?;
    let [row, piece, line] = ["row", "piece", "line"].map(|name| opened.numbers(name));
    let number = |number: i32| u32::try_from(number).unwrap_or(0);
    let all = row?.into_iter().zip(piece?).zip(line?);
    let all = all.map(|((row, piece), line)| (number(row), number(piece), number(line)));
    Ok(all.filter(|(row, ..)| (rows.0..rows.1).contains(row)).collect())
}

/// The groups whose first column has values from one to another (end excluded).
fn groups_of(groups: &[RowGroupMetaData], range: (u32, u32)) -> Vec<usize> {
    let meets = |group: &RowGroupMetaData| match group.columns().first().and_then(|column| column.statistics()) {
        Some(Statistics::Int32(bounds)) => match (bounds.min_opt(), bounds.max_opt()) {
            (Some(least), Some(most)) => *least < whole(range.1) && *most >= whole(range.0),
            _ => true,
        },
        _ => true,
    };
    groups.iter().enumerate().filter(|(_, group)| meets(group)).map(|(place, _)| place).collect()
}

/// What of a file is wanted.
pub(super) struct Wanted<'w> {
    /// The columns to be decoded, among those.
    pub columns: &'w BTreeSet<String>,
    /// The columns of the file with cells that could not be read.
    pub unread: &'w BTreeSet<String>,
    /// The words of the file.
    pub words: &'w Words,
    /// The number of rows of the whole file.
    pub rows: usize,
    /// The only person.
    pub only: Option<u32>,
}

/// Reads the columns wanted; also the number of the first row read, where only one person is wanted.
pub(super) fn decode(
    table: &'static TableSchema,
    path: &Path,
    hashes: &Hashes,
    wanted: &Wanted,
) -> Result<(TableColumns, u32), StoreError> {
    let keys = keys(table);
    let unread = present(table, wanted.columns).filter(|column| wanted.unread.contains(column.name));
    let names = present(table, wanted.columns).map(stored_name).chain(unread.map(|column| unread_field(column).name));
    let names: BTreeSet<String> = names.collect();
    let only = wanted.only.filter(|_| table.person);
    let range = only.map(|person| (person, person + 1));
    let is_key = |name: &str| keys.iter().any(|key| key.name == name);
    let opened = Opened::open(path, hashes, range, |name| names.contains(name) || is_key(name))?;
    let mut filling = Filling::new(table, wanted, if only.is_none() { wanted.rows } else { 0 });
    let mut first_row = None;
    let mut before = opened.groups.first().map_or(0, |first| (0..*first).map(|group| opened.rows(group)).sum());
    for group in &opened.groups {
        let rows = match only {
            None => 0..opened.rows(*group),
            Some(person) => rows_of(&opened, *group, person)?,
        };
        if first_row.is_none() && !rows.is_empty() {
            first_row = Some(before + rows.start);
        }
        before += opened.rows(*group);
        if !rows.is_empty() {
            filling.take(&opened, *group, rows)?;
        }
    }
    let first_row = first_row.filter(|_| only.is_some()).unwrap_or(0);
    Ok((filling.finish(), u32::try_from(first_row).unwrap_or(u32::MAX)))
}

/// The rows of a group that are about a person.
fn rows_of(opened: &Opened<'_>, group: usize, person: u32) -> Result<Range<usize>, StoreError> {
    let mut persons = Chunk::empty(Form::Number, 0);
    opened.read(group, "person", 0..opened.rows(group), &mut persons, &[])?;
    let Cells::Numbers(persons) = persons.cells else { return Ok(0..0) };
    let person = whole(person);
    Ok(persons.partition_point(|other| *other < person)..persons.partition_point(|other| *other <= person))
}
