//! Columns of Parquet files, written from plain vectors and read straight into them.
//!
//! The Parquet library decodes pages; nothing of Arrow lies between its values and ours. Words come as numbers: the pages of
//! a column of texts are turned into pages of numbers before they are decoded (see [`pages`]), so that no text is made for a row.

mod pages;
mod read;
mod write;

use std::sync::Arc;

use contract::identity::Pseudonym;
use parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use parquet::errors::ParquetError;

/// Why a file of rows was not written or read.
pub use parquet::errors::ParquetError as Error;
use parquet::schema::types::{Type, TypePtr};

pub(crate) use read::{Words, read};
pub use write::Writer;
pub(crate) use write::write;

/// How the values of a column are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 32 bits.
    Number,
    /// 32 bits, not below zero.
    Unsigned,
    /// Days since 1 January 1970.
    Day,
    /// 64 bits.
    Long,
    /// Texts with a dictionary.
    Word,
    /// 16 bytes.
    Pseudonym,
}

impl Form {
    fn physical(self) -> PhysicalType {
        match self {
            Form::Number | Form::Unsigned | Form::Day => PhysicalType::INT32,
            Form::Long => PhysicalType::INT64,
            Form::Word => PhysicalType::BYTE_ARRAY,
            Form::Pseudonym => PhysicalType::FIXED_LEN_BYTE_ARRAY,
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How its values are stored.
    pub form: Form,
    /// Whether rows may be blank.
    pub optional: bool,
}

impl Field {
    /// A column in which every row has a value.
    #[must_use]
    pub fn whole(name: &str, form: Form) -> Field {
        Field { name: name.to_owned(), form, optional: false }
    }

    /// A column with blanks.
    #[must_use]
    pub fn optional(name: &str, form: Form) -> Field {
        Field { name: name.to_owned(), form, optional: true }
    }

    fn described(&self) -> Result<TypePtr, ParquetError> {
        let logical = match self.form {
            Form::Day => Some(LogicalType::Date),
            Form::Unsigned => Some(LogicalType::integer(32, false)),
            Form::Word => Some(LogicalType::String),
            Form::Number | Form::Long | Form::Pseudonym => None,
        };
        let repetition = if self.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let column = Type::primitive_type_builder(&self.name, self.form.physical())
            .with_repetition(repetition)
            .with_logical_type(logical)
            .with_length(if self.form == Form::Pseudonym { 16 } else { -1 });
        Ok(Arc::new(column.build()?))
    }
}

/// The values of a column; at blank rows zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cells {
    /// Numbers and days.
    Numbers(Vec<i32>),
    /// Amounts and counts.
    Longs(Vec<i64>),
    /// Indexes into words.
    Words {
        /// One a row.
        codes: Vec<i32>,
        /// The words.
        words: Vec<String>,
    },
    /// Pseudonyms.
    Pseudonyms(Vec<Pseudonym>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Cells::Numbers(values) | Cells::Words { codes: values, .. } => values.len(),
            Cells::Longs(values) => values.len(),
            Cells::Pseudonyms(values) => values.len(),
        }
    }
}

/// A column, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The values.
    pub cells: Cells,
    /// Which rows hold one; `None` when all do.
    pub filled: Option<Vec<bool>>,
}

impl Chunk {
    /// A column in which every row has a value.
    #[must_use]
    pub fn whole(cells: Cells) -> Chunk {
        Chunk { cells, filled: None }
    }

    /// No row yet of a column of that form, with room for some.
    #[must_use]
    pub fn empty(form: Form, rows: usize) -> Chunk {
        Chunk::whole(match form {
            Form::Number | Form::Unsigned | Form::Day => Cells::Numbers(Vec::with_capacity(rows)),
            Form::Long => Cells::Longs(Vec::with_capacity(rows)),
            Form::Word => Cells::Words { codes: Vec::with_capacity(rows), words: Vec::new() },
            Form::Pseudonym => Cells::Pseudonyms(Vec::with_capacity(rows)),
        })
    }

    /// Values, nothing where a row is blank.
    #[must_use]
    pub fn numbers(values: impl Iterator<Item = Option<i32>>) -> Chunk {
        let (cells, filled) = parted(values);
        Chunk { cells: Cells::Numbers(cells), filled }
    }

    /// Values, nothing where a row is blank.
    #[must_use]
    pub fn longs(values: impl Iterator<Item = Option<i64>>) -> Chunk {
        let (cells, filled) = parted(values);
        Chunk { cells: Cells::Longs(cells), filled }
    }

    /// Values, nothing where a row is blank.
    #[must_use]
    pub fn pseudonyms(values: impl Iterator<Item = Option<Pseudonym>>) -> Chunk {
        let blank = Pseudonym::from_bytes([0; 16]);
        let (cells, filled): (Vec<Pseudonym>, Vec<bool>) =
            values.map(|value| (value.unwrap_or(blank), value.is_some())).unzip();
        let filled = filled.contains(&false).then_some(filled);
        Chunk { cells: Cells::Pseudonyms(cells), filled }
    }

    /// Texts numbered by first appearance, nothing where a row is blank.
    #[must_use]
    pub fn texts<'t>(values: impl Iterator<Item = Option<&'t str>>) -> Chunk {
        let mut numbers = std::collections::HashMap::new();
        let mut words = Vec::new();
        let (codes, filled) = parted(values.map(|text| {
            let text = text?;
            Some(*numbers.entry(text).or_insert_with(|| {
                words.push(text.to_owned());
                i32::try_from(words.len() - 1).unwrap_or(i32::MAX)
            }))
        }));
        Chunk { cells: Cells::Words { codes, words }, filled }
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.len()
    }

    /// Whether a row holds a value.
    #[must_use]
    pub fn is_filled(&self, row: usize) -> bool {
        self.filled.as_ref().is_none_or(|filled| filled[row])
    }
}

fn parted<T: Default>(values: impl Iterator<Item = Option<T>>) -> (Vec<T>, Option<Vec<bool>>) {
    let (cells, filled): (Vec<T>, Vec<bool>) = values
        .map(|value| {
            let filled = value.is_some();
            (value.unwrap_or_default(), filled)
        })
        .unzip();
    let filled = filled.contains(&false).then_some(filled);
    (cells, filled)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use parquet::file::metadata::ParquetMetaDataReader;
    use parquet::file::properties::{EnabledStatistics, WriterProperties};

    use super::*;

    fn columns(rows: usize) -> Vec<(Field, Chunk)> {
        let blank_at = |every: usize| move |row: usize| row % every != every - 1;
        let (third, never) = (blank_at(3), blank_at(usize::MAX));
        let words = ["un", "deux", "trois", "à la fois", ""];
        let word = |row: usize| words[row * row % 5];
        let person = |row: usize| Pseudonym::from_bytes([row as u8; 16]);
        let over = 0..rows;
        vec![
            (Field::whole("number", Form::Number), Chunk::numbers(over.clone().map(|row| Some(row as i32 - 5)))),
            (
                Field::optional("day", Form::Day),
                Chunk::numbers(over.clone().map(|row| third(row).then_some(row as i32 / 4))),
            ),
            (
                Field::optional("long", Form::Long),
                Chunk::longs(over.clone().map(|row| third(row + 1).then_some(row as i64 * 1_000_000_007))),
            ),
            (Field::optional("full", Form::Long), Chunk::longs(over.clone().map(|row| never(row).then_some(7)))),
            (Field::optional("word", Form::Word), Chunk::texts(over.clone().map(|row| third(row).then(|| word(row))))),
            (Field::optional("known", Form::Word), Chunk::texts(over.clone().map(|row| Some(word(row))))),
            (
                Field::optional("person", Form::Pseudonym),
                Chunk::pseudonyms(over.clone().map(|row| third(row).then(|| person(row)))),
            ),
            (Field::whole("someone", Form::Pseudonym), Chunk::pseudonyms(over.map(|row| Some(person(row))))),
        ]
    }

    fn text(chunk: &Chunk, row: usize) -> Option<&str> {
        let Cells::Words { codes, words } = &chunk.cells else { panic!("words") };
        chunk.is_filled(row).then(|| words[codes[row] as usize].as_str())
    }

    /// Rows written are the rows read, in whatever groups, pages and dictionaries, from whichever row to whichever.
    #[test]
    fn columns_come_back_as_they_went_in() {
        let rows = 1_000;
        for (group, page, dictionary, statistics) in [
            (rows, 20_000, true, EnabledStatistics::Chunk),
            (300, 20_000, true, EnabledStatistics::None),
            (300, 70, true, EnabledStatistics::Chunk),
            (rows, 70, false, EnabledStatistics::Chunk),
        ] {
            let properties = WriterProperties::builder()
                .set_dictionary_enabled(dictionary)
                .set_write_batch_size(10)
                .set_data_page_row_count_limit(page)
                .set_statistics_enabled(statistics)
                .build();
            let columns = columns(rows);
            let bytes = Bytes::from(write(Vec::new(), &columns, group, properties).unwrap());
            let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes).unwrap();
            assert_eq!(metadata.num_row_groups(), rows.div_ceil(group));
            let reader = Arc::new(bytes);
            for (place, (field, chunk)) in columns.iter().enumerate() {
                let mut whole = Chunk::empty(field.form, rows);
                for nth in 0..metadata.num_row_groups() {
                    let all = 0..group.min(rows - nth * group);
                    read(&reader, &metadata, (nth, place), all, &mut whole, &Words::Any).unwrap();
                }
                assert_eq!(whole.rows(), rows);
                for row in 0..rows {
                    assert_eq!(whole.is_filled(row), chunk.is_filled(row), "{} {row}", field.name);
                }
                if field.form == Form::Word {
                    assert!((0..rows).all(|row| text(&whole, row) == text(chunk, row)), "{}", field.name);
                } else {
                    assert_eq!(whole.cells, chunk.cells, "{}", field.name);
                }
                let mut part = Chunk::empty(field.form, 0);
                read(&reader, &metadata, (0, place), 101..205, &mut part, &Words::Any).unwrap();
                assert_eq!(part.rows(), 104);
                assert!((0..104).all(|row| part.is_filled(row) == chunk.is_filled(row + 101)), "{}", field.name);
                if field.form == Form::Word {
                    assert!((0..104).all(|row| text(&part, row) == text(chunk, row + 101)), "{}", field.name);
                }
            }
        }
    }

    /// A file that is written group by group, as determinations are exported.
    #[test]
    fn groups_are_added_one_after_the_other() {
        let columns = columns(40);
        let (fields, chunks): (Vec<Field>, Vec<Chunk>) = columns.into_iter().unzip();
        let mut writer = Writer::create(Vec::new(), fields.clone()).unwrap();
        writer.add(&chunks).unwrap();
        assert!(writer.add(&chunks[1..]).is_err());
        let empty: Vec<Chunk> = fields.iter().map(|field| Chunk::empty(field.form, 0)).collect();
        writer.add(&empty).unwrap();
        writer.add(&chunks).unwrap();
        let bytes = Bytes::from(writer.finish().unwrap());
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes).unwrap();
        assert_eq!(metadata.num_row_groups(), 2);
        let reader = Arc::new(bytes);
        for (place, chunk) in chunks.iter().enumerate() {
            let mut read_back = Chunk::empty(fields[place].form, 0);
            read(&reader, &metadata, (1, place), 0..40, &mut read_back, &Words::Any).unwrap();
            assert_eq!(&read_back, chunk, "{}", fields[place].name);
        }
        let mut other = Writer::create(Vec::new(), fields[1..2].to_vec()).unwrap();
        assert!(other.add(&chunks[2..3]).is_err());
    }

    #[test]
    fn a_column_of_another_kind_and_a_word_that_is_not_listed_are_told() {
        let columns = columns(10);
        let bytes = Bytes::from(write(Vec::new(), &columns, 10, WriterProperties::default()).unwrap());
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes).unwrap();
        let reader = Arc::new(bytes);
        let mut longs = Chunk::empty(Form::Long, 0);
        assert!(read(&reader, &metadata, (0, 0), 0..10, &mut longs, &Words::Any).is_err());
        let mut words = Chunk::empty(Form::Word, 0);
        let list = ["deux".to_owned(), "trois".to_owned()];
        assert!(read(&reader, &metadata, (0, 5), 0..10, &mut words, &Words::Sorted(&list)).is_err());
        let mut longs = Chunk::empty(Form::Long, 0);
        assert!(read(&reader, &metadata, (0, 3), 0..11, &mut longs, &Words::Any).is_err());
    }
}
