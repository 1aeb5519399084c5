//! Reading: rows of one column of one group, added to what is there.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use contract::identity::Pseudonym;
use parquet::basic::{Repetition, Type as PhysicalType};
use parquet::column::page::{Page, PageReader};
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{DataType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor, Type};

use super::pages::{Pages, fault, numbered, without_levels};
use super::{Cells, Chunk};

/// What words may occur.
pub(crate) enum Words<'w> {
    /// These, sorted; codes are places in the list.
    Sorted(&'w [String]),
    /// Any; numbered by first appearance, after those that the chunk has.
    Any,
}

/// Adds rows of the column at a place (group, column) to a chunk.
pub(crate) fn read<R: ChunkReader + 'static>(
    reader: &Arc<R>,
    metadata: &ParquetMetaData,
    (group, column): (usize, usize),
    rows: Range<usize>,
    into: &mut Chunk,
    known: &Words<'_>,
) -> Result<(), ParquetError> {
    let absent = || fault("a column that the file does not have");
    let group = metadata.row_groups().get(group).ok_or_else(absent)?;
    let stored = group.columns().get(column).ok_or_else(absent)?;
    let mut pages = pages(reader, stored, usize::try_from(group.num_rows()).unwrap_or(0))?;
    let descriptor = stored.column_descr_ptr();
    if descriptor.max_def_level() > 1 || descriptor.max_rep_level() > 0 {
        return Err(fault("a column of lists or records"));
    }
    let mut optional = descriptor.max_def_level() == 1;
    if let Cells::Words { words, .. } = &mut into.cells {
        expect(&descriptor, PhysicalType::BYTE_ARRAY)?;
        number_words(&mut pages, optional, words, known)?;
    }
    let all_filled = stored.statistics().and_then(parquet::file::statistics::Statistics::null_count_opt) == Some(0);
    if optional && all_filled && without_levels(&mut pages)? {
        optional = false;
    }
    let before = into.rows();
    let filled = match &mut into.cells {
        Cells::Numbers(values) => {
            expect(&descriptor, PhysicalType::INT32)?;
            typed::<Int32Type>(pages, &read_as(&descriptor, PhysicalType::INT32, optional)?, rows, values)?
        }
        Cells::Words { codes, .. } => {
            typed::<Int32Type>(pages, &read_as(&descriptor, PhysicalType::INT32, optional)?, rows, codes)?
        }
        Cells::Longs(values) => {
            expect(&descriptor, PhysicalType::INT64)?;
            typed::<Int64Type>(pages, &read_as(&descriptor, PhysicalType::INT64, optional)?, rows, values)?
        }
        Cells::Pseudonyms(values) => {
            expect(&descriptor, PhysicalType::FIXED_LEN_BYTE_ARRAY)?;
            let descriptor = read_as(&descriptor, PhysicalType::FIXED_LEN_BYTE_ARRAY, optional)?;
            let mut found = Vec::new();
            let filled = typed::<FixedLenByteArrayType>(pages, &descriptor, rows, &mut found)?;
            let bytes = |value: &parquet::data_type::FixedLenByteArray| value.data().try_into().unwrap_or([0; 16]);
            let blank = |row: usize| filled.as_ref().is_some_and(|filled| !filled[row]);
            values.extend(
                found
                    .iter()
                    .enumerate()
                    .map(|(row, value)| Pseudonym::from_bytes(if blank(row) { [0; 16] } else { bytes(value) })),
            );
            filled
        }
    };
    match (&mut into.filled, filled) {
        (None, None) => {}
        (Some(all), None) => all.resize(into.cells.len(), true),
        (Some(all), Some(filled)) => all.extend(filled),
        (none @ None, Some(filled)) => {
            let mut all = vec![true; before];
            all.extend(filled);
            *none = Some(all);
        }
    }
    Ok(())
}

fn expect(descriptor: &ColumnDescPtr, physical: PhysicalType) -> Result<(), ParquetError> {
    let is = descriptor.physical_type() == physical
        && (physical != PhysicalType::FIXED_LEN_BYTE_ARRAY || descriptor.type_length() == 16);
    if is { Ok(()) } else { Err(fault(&format!("column {} holds another kind of value", descriptor.name()))) }
}

fn pages<R: ChunkReader + 'static>(
    reader: &Arc<R>,
    stored: &ColumnChunkMetaData,
    rows: usize,
) -> Result<VecDeque<Page>, ParquetError> {
    let mut source = SerializedPageReader::new(Arc::clone(reader), stored, rows, None)?;
    let mut pages = VecDeque::new();
    while let Some(page) = source.get_next_page()? {
        pages.push_back(page);
    }
    Ok(pages)
}

fn number_words(
    pages: &mut VecDeque<Page>,
    optional: bool,
    words: &mut Vec<String>,
    known: &Words<'_>,
) -> Result<(), ParquetError> {
    let whole = |place: usize| i32::try_from(place).map_err(|_| fault("more words than can be numbered"));
    match known {
        Words::Sorted(list) => numbered(pages, optional, &mut |text| {
            let place = list.binary_search_by(|word| word.as_str().cmp(text));
            whole(place.map_err(|_| fault("a word that the list of words does not have"))?)
        }),
        Words::Any => {
            let mut numbers: HashMap<String, i32> = HashMap::new();
            for (place, word) in words.iter().enumerate() {
                numbers.insert(word.clone(), whole(place)?);
            }
            numbered(pages, optional, &mut |text| {
                if let Some(number) = numbers.get(text) {
                    return Ok(*number);
                }
                let number = whole(words.len())?;
                words.push(text.to_owned());
                numbers.insert(text.to_owned(), number);
                Ok(number)
            })
        }
    }
}

/// The same column, said to hold that type, with blanks or without.
fn read_as(stored: &ColumnDescPtr, physical: PhysicalType, optional: bool) -> Result<ColumnDescPtr, ParquetError> {
    let repetition = if optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let length = if physical == PhysicalType::FIXED_LEN_BYTE_ARRAY { 16 } else { -1 };
    let column = Type::primitive_type_builder(stored.name(), physical)
        .with_repetition(repetition)
        .with_length(length)
        .build()?;
    Ok(Arc::new(ColumnDescriptor::new(Arc::new(column), i16::from(optional), 0, stored.path().clone())))
}

/// Adds rows to values; which of them are filled, where not all are.
fn typed<T: DataType>(
    pages: VecDeque<Page>,
    descriptor: &ColumnDescPtr,
    rows: Range<usize>,
    values: &mut Vec<T::T>,
) -> Result<Option<Vec<bool>>, ParquetError> {
    let short = || fault("fewer rows than the file says");
    let optional = descriptor.max_def_level() > 0;
    let mut reader = ColumnReaderImpl::<T>::new(Arc::clone(descriptor), Box::new(Pages(pages)));
    if reader.skip_records(rows.start)? != rows.start {
        return Err(short());
    }
    let (before, wanted) = (values.len(), rows.len());
    let mut levels = Vec::new();
    let mut read = 0;
    while read < wanted {
        let (records, ..) = reader.read_records(wanted - read, optional.then_some(&mut levels), None, values)?;
        if records == 0 {
            return Err(short());
        }
        read += records;
    }
    if !optional || levels.iter().all(|level| *level == 1) {
        return if values.len() == before + wanted { Ok(None) } else { Err(short()) };
    }
    let filled: Vec<bool> = levels.into_iter().map(|level| level == 1).collect();
    // Values come one after the other: each goes to its row, from the last on.
    let mut from = values.len();
    values.resize(before + wanted, T::T::default());
    for (row, is_filled) in filled.iter().enumerate().rev() {
        if *is_filled {
            from = from.checked_sub(1).filter(|from| *from >= before).ok_or_else(short)?;
            values.swap(before + row, from);
        } else {
            values[before + row] = T::T::default();
        }
    }
    if from == before { Ok(Some(filled)) } else { Err(short()) }
}
