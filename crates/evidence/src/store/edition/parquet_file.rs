//! One gathered table of one operator as a Parquet file: written sorted, in groups of rows that can be skipped, and read
//! back column by column.
//!
//! Columns: `person` (position in the list of persons), `month` or `year`, `valid_from` and `valid_to`, then those of
//! the schema; amounts in centimes under `…_centimes`. Words are dictionaries. Anyone can read these files without us.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, Date32Array, DictionaryArray, FixedSizeBinaryArray, Int32Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use contract::identity::Pseudonym;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::Compression;
use parquet::file::metadata::{ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::statistics::Statistics;

use super::super::table_file::TableFileError;
use super::super::{StoreError, at};
use super::filling::Filling;
use super::spans::{Hashes, Spans};
use crate::columns::{Column, TableColumns, Values};
use crate::schema::{ColumnKind, ColumnSchema, PeriodKey, TableSchema};

/// Rows of a group: small enough to skip what one person does not need, large enough to decode in one go.
pub(super) const GROUP_ROWS: usize = 32_768;

/// The words of each column of words, sorted: codes refer to them.
pub(super) type Words = BTreeMap<String, Vec<String>>;

/// The name of a column in the file.
fn stored_name(column: &ColumnSchema) -> String {
    match column.kind {
        ColumnKind::Amount => format!("{}_centimes", column.name),
        _ => column.name.to_owned(),
    }
}

fn word_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

pub(super) fn present<'c>(
    table: &'static TableSchema,
    names: &'c BTreeSet<String>,
) -> impl Iterator<Item = &'static ColumnSchema> + 'c {
    table.columns.iter().filter(|column| names.contains(column.name))
}

/// The fields of a file that holds the columns named.
fn fields(table: &'static TableSchema, names: &BTreeSet<String>) -> SchemaRef {
    let mut fields = Vec::new();
    if table.person {
        fields.push(Field::new("person", DataType::Int32, false));
    }
    if let Some(key) = table.period {
        fields.push(Field::new(key.name(), DataType::Int32, false));
    }
    if table.dated {
        fields.push(Field::new("valid_from", DataType::Date32, false));
        fields.push(Field::new("valid_to", DataType::Date32, true));
    }
    for column in present(table, names) {
        let kind = match column.kind {
            ColumnKind::Amount | ColumnKind::Count(_) => DataType::Int64,
            ColumnKind::Date => DataType::Date32,
            ColumnKind::Word(_) | ColumnKind::Identifier => word_type(),
        };
        fields.push(Field::new(stored_name(column), kind, true));
    }
    Arc::new(Schema::new(fields))
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

fn write(schema: SchemaRef, arrays: Vec<ArrayRef>) -> Result<Encoded, TableFileError> {
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let options = ArrowWriterOptions::new().with_properties(properties()).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options)?;
    writer.write(&batch)?;
    let file: Bytes = writer.into_inner()?.into();
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file)?;
    let hashes = Hashes::of(&file, &metadata);
    Ok((file.into(), hashes))
}

/// A file opened for reading the columns for which `wanted` holds, of the groups whose first column meets a range.
fn open(
    path: &Path,
    hashes: &Hashes,
    options: ArrowReaderOptions,
    range: Option<(u32, u32)>,
    wanted: impl Fn(&str) -> bool,
) -> Result<ParquetRecordBatchReaderBuilder<Spans>, StoreError> {
    let fault = |source: TableFileError| StoreError::Table { path: path.to_owned(), source };
    let file = File::open(path).map_err(at(path))?;
    let mut spans = Spans::footer(&file, path, hashes)?;
    let metadata = ArrowReaderMetadata::load(&spans, options).map_err(|source| fault(source.into()))?;
    let all = metadata.metadata().row_groups();
    let groups = range.map_or_else(|| (0..all.len()).collect(), |range| groups_of(all, range));
    let columns: Vec<bool> = metadata.parquet_schema().columns().iter().map(|column| wanted(column.name())).collect();
    spans.chunks(&file, hashes, metadata.metadata(), &groups, |place| {
        columns.get(place).is_some_and(|wanted| *wanted)
    })?;
    let leaves = columns.iter().enumerate().filter(|(_, wanted)| **wanted).map(|(place, _)| place);
    let mask = ProjectionMask::leaves(metadata.parquet_schema(), leaves);
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(spans, metadata);
    Ok(builder.with_projection(mask).with_row_groups(groups).with_batch_size(GROUP_ROWS))
}

/// Calls for each batch of rows.
fn each_batch(
    path: &Path,
    builder: ParquetRecordBatchReaderBuilder<Spans>,
    mut take: impl FnMut(&RecordBatch),
) -> Result<(), StoreError> {
    let fault = |source: TableFileError| StoreError::Table { path: path.to_owned(), source };
    for batch in builder.build().map_err(|source| fault(source.into()))? {
        take(&batch.map_err(|source| fault(source.into()))?);
    }
    Ok(())
}

/// A table as the bytes of a file, and its words.
pub(super) fn encode(table: &'static TableSchema, columns: &TableColumns) -> Result<(Encoded, Words), TableFileError> {
    let names: BTreeSet<String> = columns.columns.keys().cloned().collect();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    if table.person {
        arrays.push(Arc::new(Int32Array::from_iter_values(columns.person.iter().copied().map(whole))));
    }
    if table.period.is_some() {
        arrays.push(Arc::new(Int32Array::from(columns.period.clone())));
    }
    if table.dated {
        arrays.push(Arc::new(Date32Array::from_iter_values(columns.valid.iter().map(|valid| valid.0))));
        let last = columns.valid.iter().map(|(_, last)| (*last != i32::MAX).then_some(*last));
        arrays.push(Arc::new(Date32Array::from_iter(last)));
    }
    let mut words = Words::new();
    for schema in present(table, &names) {
        let column = &columns.columns[schema.name];
        arrays.push(array(column)?);
        if let Values::Code { words: list, .. } = &column.values {
            words.insert(schema.name.to_owned(), list.clone());
        }
    }
    Ok((write(fields(table, &names), arrays)?, words))
}

fn array(column: &Column) -> Result<ArrayRef, TableFileError> {
    let filled = |row: usize| column.filled.as_ref().is_none_or(|filled| filled[row]);
    Ok(match &column.values {
        Values::Amount(values) | Values::Count(values) => {
            Arc::new(Int64Array::from_iter(values.iter().enumerate().map(|(row, value)| filled(row).then_some(*value))))
        }
        Values::Date(days) => {
            Arc::new(Date32Array::from_iter(days.iter().enumerate().map(|(row, day)| filled(row).then_some(*day))))
        }
        Values::Code { codes, words } => {
            let keys = codes.iter().enumerate().map(|(row, code)| filled(row).then_some(whole(*code)));
            let texts = StringArray::from_iter_values(words);
            Arc::new(DictionaryArray::<Int32Type>::try_new(Int32Array::from_iter(keys), Arc::new(texts))?)
        }
    })
}

/// Pseudonyms as the bytes of a file.
pub(super) fn encode_persons(persons: &[Pseudonym]) -> Result<Encoded, TableFileError> {
    let schema = Arc::new(Schema::new(vec![Field::new("pseudonym", DataType::FixedSizeBinary(16), false)]));
    let bytes = persons.iter().flat_map(|person| person.to_bytes()).collect::<Vec<u8>>();
    let array = FixedSizeBinaryArray::try_new(16, bytes.into(), None)?;
    write(schema, vec![Arc::new(array)])
}

/// The pseudonyms of such a file.
pub(super) fn decode_persons(path: &Path, hashes: &Hashes) -> Result<Vec<Pseudonym>, StoreError> {
    let mut persons = Vec::new();
    let builder = open(path, hashes, ArrowReaderOptions::new(), None, |_| true)?;
    each_batch(path, builder, |batch| {
        let array = batch.column(0).as_fixed_size_binary();
        persons.extend(array.iter().flatten().filter_map(|bytes| bytes.try_into().ok().map(Pseudonym::from_bytes)));
    })?;
    Ok(persons)
}

/// Lines that rows were gathered from, as the bytes of a file: row, file, line.
pub(super) fn encode_origins(origins: &[(u32, u32, u32)]) -> Result<Encoded, TableFileError> {
    let fields = ["row", "piece", "line"].map(|name| Field::new(name, DataType::Int32, false));
    let column = |pick: fn(&(u32, u32, u32)) -> u32| -> ArrayRef {
        Arc::new(Int32Array::from_iter_values(origins.iter().map(|origin| whole(pick(origin)))))
    };
    let arrays = vec![column(|origin| origin.0), column(|origin| origin.1), column(|origin| origin.2)];
    write(Arc::new(Schema::new(fields.to_vec())), arrays)
}

/// The lines of rows from one to another (end excluded).
pub(super) fn decode_origins(
    path: &Path,
    hashes: &Hashes,
    rows: (u32, u32),
) -> Result<Vec<(u32, u32, u32)>, StoreError> {
    let mut origins = Vec::new();
    let builder = open(path, hashes, ArrowReaderOptions::new(), Some(rows), |_| true)?;
    each_batch(path, builder, |batch| {
        let column = |place: usize| batch.column(place).as_primitive::<Int32Type>().values();
        for ((row, piece), line) in column(0).iter().zip(column(1)).zip(column(2)) {
            let number = |number: i32| u32::try_from(number).unwrap_or(0);
            if (rows.0..rows.1).contains(&number(*row)) {
                origins.push((number(*row), number(*piece), number(*line)));
            }
        }
    })?;
    Ok(origins)
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
    /// All columns of the file.
    pub in_file: &'w BTreeSet<String>,
    /// The columns to be decoded, among those.
    pub columns: &'w BTreeSet<String>,
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
    let options = ArrowReaderOptions::new().with_schema(fields(table, wanted.in_file));
    let keys = fields(table, &BTreeSet::new());
    let names: BTreeSet<String> = present(table, wanted.columns).map(stored_name).collect();
    let only = wanted.only.filter(|_| table.person);
    let range = only.map(|person| (person, person + 1));
    let builder = open(path, hashes, options, range, |name| names.contains(name) || keys.index_of(name).is_ok())?;
    let mut first_row = 0;
    if let Some(range) = range {
        let all = builder.metadata().row_groups();
        let before = groups_of(all, range).first().copied().unwrap_or(0);
        first_row = all[..before].iter().map(|group| u32::try_from(group.num_rows()).unwrap_or(0)).sum();
    }
    let mut filling = Filling::new(table, wanted, if only.is_none() { wanted.rows } else { 0 });
    let mut passed = 0;
    each_batch(path, builder, |batch| {
        let range = match only {
            None => (0, batch.num_rows()),
            Some(person) => {
                let persons = batch.column(0).as_primitive::<Int32Type>().values();
                let start = persons.partition_point(|other| *other < whole(person));
                let end = persons.partition_point(|other| *other <= whole(person));
                if filling.columns.rows == 0 {
                    passed += start;
                }
                (start, end)
            }
        };
        filling.take(&batch.slice(range.0, range.1 - range.0));
    })?;
    Ok((filling.finish(), first_row + u32::try_from(passed).unwrap_or(0)))
}

/// Whether the period is a month.
pub(super) fn is_monthly(table: &TableSchema) -> bool {
    table.period == Some(PeriodKey::Month)
}
