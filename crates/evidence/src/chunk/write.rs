//! Writing: columns as the bytes of a file, in groups of rows.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::pages::fault;
use super::{Cells, Chunk, Field, Form};

/// A file being written, one group of rows after the other.
pub struct Writer<W: Write + Send> {
    fields: Vec<Field>,
    file: SerializedFileWriter<W>,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file of those columns.
    ///
    /// # Errors
    /// The output cannot be written, or two columns have one name.
    pub fn create(out: W, fields: Vec<Field>) -> Result<Writer<W>, ParquetError> {
        Writer::with_properties(out, fields, WriterProperties::default())
    }

    fn with_properties(out: W, fields: Vec<Field>, properties: WriterProperties) -> Result<Writer<W>, ParquetError> {
        let types = fields.iter().map(Field::described).collect::<Result<Vec<_>, _>>()?;
        let rows: TypePtr = Arc::new(Type::group_type_builder("rows").with_fields(types).build()?);
        Ok(Writer { fields, file: SerializedFileWriter::new(out, rows, Arc::new(properties))? })
    }

    /// Adds a group of rows: a chunk for each column, of equal length.
    ///
    /// # Errors
    /// The output cannot be written; or chunks of different length, of another kind than the column, or with blanks where
    /// the column has none.
    pub fn add(&mut self, chunks: &[Chunk]) -> Result<(), ParquetError> {
        let texts: Vec<Vec<ByteArray>> = chunks.iter().map(texts).collect();
        let all: Vec<_> = chunks.iter().zip(&texts).map(|(chunk, texts)| (chunk, texts.as_slice())).collect();
        let rows = chunks.first().map_or(0, Chunk::rows);
        self.add_rows(&all, 0..rows)
    }

    fn add_rows(&mut self, chunks: &[(&Chunk, &[ByteArray])], rows: Range<usize>) -> Result<(), ParquetError> {
        if chunks.len() != self.fields.len() || chunks.iter().any(|(chunk, _)| chunk.rows() < rows.end) {
            return Err(fault("columns of different length, or too few"));
        }
        if rows.is_empty() {
            return Ok(());
        }
        let mut into = self.file.next_row_group()?;
        for (field, (chunk, texts)) in self.fields.iter().zip(chunks) {
            let mut column = into.next_column()?.ok_or_else(|| fault("a column too many"))?;
            put(&mut column, field, chunk, texts, rows.clone())?;
            column.close()?;
        }
        into.close()?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn finish(self) -> Result<W, ParquetError> {
        self.file.into_inner()
    }
}

/// Writes columns of equal length as a file with at most so many rows in a group.
pub(crate) fn write<W: Write + Send>(
    out: W,
    columns: &[(Field, Chunk)],
    group_rows: usize,
    properties: WriterProperties,
) -> Result<W, ParquetError> {
    let rows = columns.first().map_or(0, |(_, chunk)| chunk.rows());
    if columns.iter().any(|(_, chunk)| chunk.rows() != rows) {
        return Err(fault("columns of different length"));
    }
    let fields = columns.iter().map(|(field, _)| field.clone()).collect();
    let mut writer = Writer::with_properties(out, fields, properties)?;
    let texts: Vec<Vec<ByteArray>> = columns.iter().map(|(_, chunk)| texts(chunk)).collect();
    let chunks: Vec<_> = columns.iter().zip(&texts).map(|((_, chunk), texts)| (chunk, texts.as_slice())).collect();
    for first in (0..rows).step_by(group_rows.max(1)) {
        writer.add_rows(&chunks, first..rows.min(first + group_rows))?;
    }
    writer.finish()
}

fn texts(chunk: &Chunk) -> Vec<ByteArray> {
    match &chunk.cells {
        Cells::Words { words, .. } => words.iter().map(|word| ByteArray::from(word.as_str())).collect(),
        _ => Vec::new(),
    }
}

fn put(
    column: &mut SerializedColumnWriter<'_>,
    field: &Field,
    chunk: &Chunk,
    texts: &[ByteArray],
    rows: Range<usize>,
) -> Result<(), ParquetError> {
    let levels: Option<Vec<i16>> =
        field.optional.then(|| rows.clone().map(|row| i16::from(chunk.is_filled(row))).collect());
    let levels = levels.as_deref();
    if levels.is_none() && rows.clone().any(|row| !chunk.is_filled(row)) {
        return Err(fault("a blank row in a column without blanks"));
    }
    let is_own = match &chunk.cells {
        Cells::Numbers(_) => matches!(field.form, Form::Number | Form::Unsigned | Form::Day),
        Cells::Longs(_) => field.form == Form::Long,
        Cells::Words { .. } => field.form == Form::Word,
        Cells::Pseudonyms(_) => field.form == Form::Pseudonym,
    };
    if !is_own {
        return Err(fault("values of another kind than their column"));
    }
    let has = |row: &usize| chunk.is_filled(*row);
    match &chunk.cells {
        Cells::Numbers(values) => {
            let values: Vec<i32> = rows.filter(has).map(|row| values[row]).collect();
            column.typed::<Int32Type>().write_batch(&values, levels, None)?;
        }
        Cells::Longs(values) => {
            let values: Vec<i64> = rows.filter(has).map(|row| values[row]).collect();
            column.typed::<Int64Type>().write_batch(&values, levels, None)?;
        }
        Cells::Words { codes, .. } => {
            let text = |row: usize| usize::try_from(codes[row]).ok().and_then(|code| texts.get(code)).cloned();
            let values: Option<Vec<ByteArray>> = rows.filter(has).map(text).collect();
            let values = values.ok_or_else(|| fault("a code without its word"))?;
            column.typed::<ByteArrayType>().write_batch(&values, levels, None)?;
        }
        Cells::Pseudonyms(values) => {
            let bytes = |row: usize| FixedLenByteArray::from(values[row].to_bytes().to_vec());
            let values: Vec<FixedLenByteArray> = rows.filter(has).map(bytes).collect();
            column.typed::<FixedLenByteArrayType>().write_batch(&values, levels, None)?;
        }
    }
    Ok(())
}
