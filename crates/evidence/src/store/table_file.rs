//! One table of one submission as a Parquet file: writing and reading back.
//!
//! Files are small and many, so they carry no statistics, no page index and no compression; only columns of words have
//! a dictionary. Amounts are whole centimes in columns named `…_centimes`. Persons are the two pseudonyms of the row as
//! declared: which of them are one person is decided when loading (`crate::store::links`).

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use contract::calendar::Interval;
use contract::facts::{Cell, Period};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::chunk::{self, Cells, Chunk, Field, Form, Words};
use crate::pseudonym::Sighting;
use crate::schema::{ColumnKind, ColumnSchema, PeriodKey, TableSchema};

/// Rows of a group: as many as a file ever has, but for the largest.
const GROUP_ROWS: usize = 1 << 20;

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
}

/// The columns of a file that say where a row stands and of what it tells. A document may give a column of its own one of these
/// names.
const OWN: &[&str] = &[
    "piece",
    "line",
    "person",
    "person_cnss",
    "person_cin",
    "month",
    "quarter",
    "year",
    "date",
    "valid_from",
    "valid_to",
];

/// The name of a column in the file: another one than the file's own columns have, and what stands beside columns.
pub(super) fn stored_name(column: &ColumnSchema) -> String {
    let name = column.name;
    let is_taken = OWN.contains(&name)
        || name.starts_with("of_")
        || name.starts_with("unread_")
        || (name.ends_with("_centimes") && column.kind != ColumnKind::Amount);
    match column.kind {
        ColumnKind::Amount => format!("{name}_centimes"),
        _ if is_taken => format!("of_{name}"),
        _ => name.to_owned(),
    }
}

/// The column beside a column that has cells which could not be read: 1 where it is so, else 0.
pub(super) fn unread_field(column: &ColumnSchema) -> Field {
    Field::whole(&format!("unread_{}", column.name), Form::Number)
}

/// How the values of a column are stored.
pub(super) fn stored_form(kind: ColumnKind) -> Form {
    match kind {
        ColumnKind::Amount | ColumnKind::Count(_) => Form::Long,
        ColumnKind::Date => Form::Day,
        ColumnKind::Word(_) | ColumnKind::Identifier => Form::Word,
    }
}

/// The schema's columns that any row has a cell for, in the schema's order.
pub(crate) fn columns_present(table: &TableSchema, rows: &[StoredRow]) -> Vec<&'static ColumnSchema> {
    let named = |name: &str| rows.iter().any(|row| row.cells.iter().any(|(column, _)| *column == name));
    table.columns.iter().filter(|column| named(column.name)).collect()
}

/// The columns of which a row has a cell that could not be read, among those, in their order.
pub(crate) fn columns_unread(columns: &[&'static ColumnSchema], rows: &[StoredRow]) -> Vec<&'static ColumnSchema> {
    let unread = |name: &'static str| rows.iter().any(|row| row.cells.contains(&(name, Cell::Unread)));
    columns.iter().copied().filter(|column| unread(column.name)).collect()
}

/// The fields of the file: place of origin, keys, then the columns, then what of them could not be read.
fn fields(table: &TableSchema, columns: &[&'static ColumnSchema], unread: &[&'static ColumnSchema]) -> Vec<Field> {
    let mut fields = vec![Field::whole("piece", Form::Number), Field::whole("line", Form::Number)];
    if table.person {
        fields.push(Field::optional("person_cnss", Form::Pseudonym));
        fields.push(Field::optional("person_cin", Form::Pseudonym));
    }
    match table.period {
        Some(key @ (PeriodKey::Month | PeriodKey::Day)) => fields.push(Field::whole(key.name(), Form::Day)),
        Some(key @ (PeriodKey::Year | PeriodKey::Quarter)) => fields.push(Field::whole(key.name(), Form::Number)),
        None => {}
    }
    if table.dated {
        fields.push(Field::whole("valid_from", Form::Day));
        fields.push(Field::optional("valid_to", Form::Day));
    }
    fields.extend(columns.iter().map(|column| Field::optional(&stored_name(column), stored_form(column.kind))));
    fields.extend(unread.iter().map(|column| unread_field(column)));
    fields
}

/// The rows as the bytes of a Parquet file, in the order given.
pub(crate) fn encode(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    unread: &[&'static ColumnSchema],
    rows: &[StoredRow],
) -> Result<Vec<u8>, TableFileError> {
    let whole = |number: u32| Some(i32::try_from(number).unwrap_or(i32::MAX));
    let mut chunks = vec![
        Chunk::numbers(rows.iter().map(|row| whole(row.piece))),
        Chunk::numbers(rows.iter().map(|row| whole(row.line))),
    ];
    if table.person {
        chunks.push(Chunk::pseudonyms(rows.iter().map(|row| row.sighting.number)));
        chunks.push(Chunk::pseudonyms(rows.iter().map(|row| row.sighting.card)));
    }
    if let Some(key) = table.period {
        chunks.push(periods(table, key, rows)?);
    }
    if table.dated {
        let first: Option<Vec<i32>> = rows.iter().map(|row| row.valid.map(|valid| valid.first.days())).collect();
        let first = first.ok_or(TableFileError::NoKey { table: table.name, key: "valid" })?;
        let last = rows.iter().map(|row| row.valid.and_then(|valid| valid.last).map(contract::calendar::Date::days));
        chunks.push(Chunk::whole(Cells::Numbers(first)));
        chunks.push(Chunk::numbers(last));
    }
    chunks.extend(cells(table, columns, rows)?);
    chunks.extend(unread.iter().map(|column| {
        let is_unread = |row: &StoredRow| row.cells.contains(&(column.name, Cell::Unread));
        Chunk::numbers(rows.iter().map(|row| Some(i32::from(is_unread(row)))))
    }));
    let columns_of_file: Vec<(Field, Chunk)> = fields(table, columns, unread).into_iter().zip(chunks).collect();
    Ok(chunk::write(Vec::new(), &columns_of_file, GROUP_ROWS, properties(columns))?)
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
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(stored_name(column)), true);
        }
    }
    properties.build()
}

fn periods(table: &'static TableSchema, key: PeriodKey, rows: &[StoredRow]) -> Result<Chunk, TableFileError> {
    let number = |row: &StoredRow| match (key, row.period) {
        (PeriodKey::Month, Some(Period::Month(month))) => Some(month.first_day().days()),
        (_, Some(period)) if period.key() == key => Some(period.number()),
        _ => None,
    };
    let numbers: Option<Vec<i32>> = rows.iter().map(number).collect();
    let numbers = numbers.ok_or(TableFileError::NoKey { table: table.name, key: key.name() })?;
    Ok(Chunk::whole(Cells::Numbers(numbers)))
}

/// A column while it is being filled.
enum Filling<'r> {
    Long(Vec<Option<i64>>),
    Day(Vec<Option<i32>>),
    Text(Vec<Option<&'r str>>),
}

fn cells(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    rows: &[StoredRow],
) -> Result<Vec<Chunk>, TableFileError> {
    let mut filling: Vec<Filling<'_>> = columns
        .iter()
        .map(|column| match column.kind {
            ColumnKind::Amount | ColumnKind::Count(_) => Filling::Long(Vec::with_capacity(rows.len())),
            ColumnKind::Date => Filling::Day(Vec::with_capacity(rows.len())),
            ColumnKind::Word(_) | ColumnKind::Identifier => Filling::Text(Vec::with_capacity(rows.len())),
        })
        .collect();
    for row in rows {
        let mut used = 0;
        for (column, filling) in columns.iter().zip(&mut filling) {
            let cell = row.cells.iter().find(|(name, _)| *name == column.name).map(|(_, cell)| cell);
            used += usize::from(cell.is_some());
            match (column.kind, filling, cell.unwrap_or(&Cell::Blank)) {
                (_, Filling::Long(values), Cell::Blank | Cell::Unread) => values.push(None),
                (_, Filling::Day(values), Cell::Blank | Cell::Unread) => values.push(None),
                (_, Filling::Text(values), Cell::Blank | Cell::Unread) => values.push(None),
                (ColumnKind::Amount, Filling::Long(values), Cell::Amount(money)) => values.push(Some(money.centimes())),
                (ColumnKind::Count(_), Filling::Long(values), Cell::Count(count)) => values.push(Some(*count)),
                (_, Filling::Day(values), Cell::Date(date)) => values.push(Some(date.days())),
                (ColumnKind::Identifier, Filling::Text(values), Cell::Code(code)) => values.push(Some(code)),
                (ColumnKind::Word(words), Filling::Text(values), Cell::Code(code))
                    if column.sealed || words.contains(&code.as_str()) =>
                {
                    values.push(Some(code));
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
    let chunk = |filling| match filling {
        Filling::Long(values) => Chunk::longs(values.into_iter()),
        Filling::Day(values) => Chunk::numbers(values.into_iter()),
        Filling::Text(values) => Chunk::texts(values.into_iter()),
    };
    Ok(filling.into_iter().map(chunk).collect())
}

/// The columns of a file written by [`encode`], by name.
pub(crate) fn decode(
    table: &'static TableSchema,
    columns: &[&'static ColumnSchema],
    unread: &[&'static ColumnSchema],
    bytes: Vec<u8>,
) -> Result<HashMap<String, Chunk>, TableFileError> {
    let bytes = Arc::new(Bytes::from(bytes));
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&*bytes)?;
    let stored = metadata.file_metadata().schema_descr();
    let mut chunks = HashMap::new();
    for field in fields(table, columns, unread) {
        let place = stored.columns().iter().position(|column| column.name() == field.name);
        let place = place.ok_or_else(|| ParquetError::General(format!("column {} is not there", field.name)))?;
        let mut chunk = Chunk::empty(field.form, 0);
        for (group, rows) in metadata.row_groups().iter().enumerate() {
            let rows = 0..usize::try_from(rows.num_rows()).unwrap_or(0);
            chunk::read(&bytes, &metadata, (group, place), rows, &mut chunk, &Words::Any)?;
        }
        chunks.insert(field.name, chunk);
    }
    Ok(chunks)
}
