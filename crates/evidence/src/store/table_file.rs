//! One table of one submission as a Parquet file: writing and reading back.
//!
//! Files are small and many, so they carry no statistics, no page index and no compression; only columns of words have
//! a dictionary. Amounts are whole centimes in columns named `…_centimes`. Persons are the two pseudonyms of the row as
//! declared: which of them are one person is decided when loading (`crate::store::links`).

use std::sync::Arc;

use arrow_array::builder::{FixedSizeBinaryBuilder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, Int32Array, Int64Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use contract::calendar::Interval;
use contract::facts::{Cell, Period};
use contract::identity::Pseudonym;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::pseudonym::Sighting;
use crate::schema::{ColumnKind, ColumnSchema, PeriodKey, TableSchema};

/// A row ready to be stored.
pub(crate) struct StoredRow {
    /// Position of its file in the manifest.
    pub piece: u32,
    /// Line or ordinal in that file.
    pub line: u32,
    /// Who it is about.
    pub sighting: Sighting,
    /// Its period.
    pub period: Option<Period>,
    /// Its validity.
    pub valid: Option<Interval>,
    /// Its cells.
    pub cells: Vec<(&'static str, Cell)>,
}

/// Why a table was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum TableFileError {
    /// A row has a column that the table lacks, or a value of another kind.
    #[error("table {table}: column {column} is not of this table, or holds another kind of value")]
    WrongCell {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
    },
    /// A row lacks its period or its validity.
    #[error("table {table}: a row without its {key}")]
    NoKey {
        /// The table.
        table: &'static str,
        /// The key.
        key: &'static str,
    },
    /// The Parquet library refused.
    #[error("table file: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The Arrow library refused.
    #[error("table file: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
}

/// The name of a column in the file.
fn stored_name(column: &ColumnSchema) -> String {
    match column.kind {
        ColumnKind::Amount => format!("{}_centimes", column.name),
        _ => column.name.to_owned(),
    }
}

fn stored_type(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Amount | ColumnKind::Count(_) => DataType::Int64,
        ColumnKind::Date => DataType::Date32,
        ColumnKind::Word(_) | ColumnKind::Identifier => {
            DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
        }
    }
}

/// The schema's columns that any row has a cell for, in the schema's order.
pub(crate) fn columns_present(table: &TableSchema, rows: &[StoredRow]) -> Vec<&'static ColumnSchema> {
    let named = |name: &str| rows.iter().any(|row| row.cells.iter().any(|(column, _)| *column == name));
    table.columns.iter().filter(|column| named(column.name)).collect()
}

/// The fields of the file: place of origin, keys, then the columns.
fn fields(table: &TableSchema, columns: &[&'static ColumnSchema]) -> SchemaRef {
    let mut fields = vec![Field::new("piece", DataType::Int32, false), Field::new("line", DataType::Int32, false)];
    if table.person {
        fields.push(Field::new("person_cnss", DataType::FixedSizeBinary(16), true));
        fields.push(Field::new("person_cin", DataType::FixedSizeBinary(16), true));
    }
    match table.period {
        Some(PeriodKey::Month) => fields.push(Field::new("month", DataType::Date32, false)),
        Some(PeriodKey::Year) => fields.push(Field::new("year", DataType::Int32, false)),
        None => {}
    }
    if table.dated {
        fields.push(Field::new("valid_from", DataType::Date32, false));
        fields.push(Field::new("valid_to", DataType::Date32, true));
    }
    fields.extend(columns.iter().map(|column| Field::new(stored_name(column), stored_type(column.kind), true)));
    Arc::new(Schema::new(fields))
}

/// The rows as the bytes of a Parquet file, in the order given.
pub(crate) fn encode(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    rows: &[StoredRow],
) -> Result<Vec<u8>, TableFileError> {
    let schema = fields(table, columns);
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    arrays.push(Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| whole(row.piece)))));
    arrays.push(Arc::new(Int32Array::from_iter_values(rows.iter().map(|row| whole(row.line)))));
    if table.person {
        arrays.push(pseudonyms(rows.iter().map(|row| row.sighting.cnss))?);
        arrays.push(pseudonyms(rows.iter().map(|row| row.sighting.cin))?);
    }
    if let Some(key) = table.period {
        arrays.push(periods(table, key, rows)?);
    }
    if table.dated {
        let first: Option<Vec<i32>> = rows.iter().map(|row| row.valid.map(|valid| valid.first.days())).collect();
        let first = first.ok_or(TableFileError::NoKey { table: table.name, key: "valid" })?;
        let last = rows.iter().map(|row| row.valid.and_then(|valid| valid.last).map(contract::calendar::Date::days));
        arrays.push(Arc::new(Date32Array::from(first)));
        arrays.push(Arc::new(Date32Array::from_iter(last)));
    }
    arrays.extend(cells(table, columns, rows)?);
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let options = ArrowWriterOptions::new().with_properties(properties(columns)).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options)?;
    writer.write(&batch)?;
    Ok(writer.into_inner()?)
}

fn properties(columns: &[&'static ColumnSchema]) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by("mithaq".to_owned())
        .set_compression(Compression::UNCOMPRESSED)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false);
    for key in ["piece", "month", "year"] {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(key), true);
    }
    for column in columns {
        if matches!(column.kind, ColumnKind::Word(_) | ColumnKind::Identifier) {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name), true);
        }
    }
    properties.build()
}

fn pseudonyms(values: impl ExactSizeIterator<Item = Option<Pseudonym>>) -> Result<ArrayRef, TableFileError> {
    let mut builder = FixedSizeBinaryBuilder::with_capacity(values.len(), 16);
    for value in values {
        match value {
            Some(pseudonym) => builder.append_value(pseudonym.to_bytes())?,
            None => builder.append_null(),
        }
    }
    Ok(Arc::new(builder.finish()))
}

fn periods(table: &'static TableSchema, key: PeriodKey, rows: &[StoredRow]) -> Result<ArrayRef, TableFileError> {
    let number = |row: &StoredRow| match (key, row.period) {
        (PeriodKey::Month, Some(Period::Month(month))) => Some(month.first_day().days()),
        (PeriodKey::Year, Some(Period::Year(year))) => Some(year),
        _ => None,
    };
    let numbers: Option<Vec<i32>> = rows.iter().map(number).collect();
    let numbers = numbers.ok_or(TableFileError::NoKey { table: table.name, key: key.name() })?;
    Ok(match key {
        PeriodKey::Month => Arc::new(Date32Array::from(numbers)),
        PeriodKey::Year => Arc::new(Int32Array::from(numbers)),
    })
}

/// A column while it is being filled.
enum Filling {
    Long(Vec<Option<i64>>),
    Day(Vec<Option<i32>>),
    Text(Box<StringDictionaryBuilder<Int32Type>>),
}

fn cells(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    rows: &[StoredRow],
) -> Result<Vec<ArrayRef>, TableFileError> {
    let mut filling: Vec<Filling> = columns
        .iter()
        .map(|column| match column.kind {
            ColumnKind::Amount | ColumnKind::Count(_) => Filling::Long(Vec::with_capacity(rows.len())),
            ColumnKind::Date => Filling::Day(Vec::with_capacity(rows.len())),
            ColumnKind::Word(_) | ColumnKind::Identifier => Filling::Text(Box::default()),
        })
        .collect();
    for row in rows {
        let mut used = 0;
        for (column, filling) in columns.iter().zip(&mut filling) {
            let cell = row.cells.iter().find(|(name, _)| *name == column.name).map(|(_, cell)| cell);
            used += usize::from(cell.is_some());
            match (column.kind, filling, cell.unwrap_or(&Cell::Blank)) {
                (_, Filling::Long(values), Cell::Blank) => values.push(None),
                (_, Filling::Day(values), Cell::Blank) => values.push(None),
                (_, Filling::Text(values), Cell::Blank) => values.append_null(),
                (ColumnKind::Amount, Filling::Long(values), Cell::Amount(money)) => values.push(Some(money.centimes())),
                (ColumnKind::Count(_), Filling::Long(values), Cell::Count(count)) => values.push(Some(*count)),
                (_, Filling::Day(values), Cell::Date(date)) => values.push(Some(date.days())),
                (ColumnKind::Identifier, Filling::Text(values), Cell::Code(code)) => values.append_value(code),
                (ColumnKind::Word(words), Filling::Text(values), Cell::Code(code))
                    if words.contains(&code.as_str()) =>
                {
                    values.append_value(code);
                }
                _ => return Err(TableFileError::WrongCell { table: table.name, column: column.name.to_owned() }),
            }
        }
        if used != row.cells.len() {
            let stranger = row.cells.iter().find(|(name, _)| table.column(name).is_none());
            let column = stranger.map_or("(twice)", |(name, _)| name).to_owned();
            return Err(TableFileError::WrongCell { table: table.name, column });
        }
    }
    Ok(filling
        .into_iter()
        .map(|filling| -> ArrayRef {
            match filling {
                Filling::Long(values) => Arc::new(Int64Array::from(values)),
                Filling::Day(values) => Arc::new(Date32Array::from(values)),
                Filling::Text(mut values) => Arc::new(values.finish()),
            }
        })
        .collect())
}

/// The rows of a Parquet file written by [`encode`], in one batch, or nothing when it has none.
pub(crate) fn decode(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    rows: usize,
    bytes: Vec<u8>,
) -> Result<Option<RecordBatch>, TableFileError> {
    let options = ArrowReaderOptions::new().with_schema(fields(table, columns));
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(bytes::Bytes::from(bytes), options)?;
    let mut reader = builder.with_batch_size(rows.max(1)).build()?;
    Ok(reader.next().transpose()?)
}
