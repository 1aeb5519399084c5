//! Parts of a Parquet file: the footer and the chunks of columns that are wanted, each checked against its hash.
//!
//! A reader takes from a file what it needs and no more; what it takes is verified before it is decoded.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{ChunkReader, Length};
use serde::{Deserialize, Serialize};

use super::super::shelf::sha256;
use super::super::{StoreError, at};

/// The hashes of the parts of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hashes {
    /// The length of the file.
    length: u64,
    /// Where the footer begins, and its hash.
    footer: (u64, String),
    /// By group of rows, by column.
    chunks: Vec<Vec<String>>,
}

impl Hashes {
    /// The hashes of a file's parts.
    pub(super) fn of(file: &[u8], metadata: &ParquetMetaData) -> Hashes {
        let part = |start: u64, length: u64| {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length));
            end.and_then(|end| file.get(start..end)).map(sha256).unwrap_or_default()
        };
        let length = u64::try_from(file.len()).unwrap_or(u64::MAX);
        let (mut footer, mut chunks) = (0, Vec::new());
        for group in metadata.row_groups() {
            let ranges = group.columns().iter().map(|column| column.byte_range());
            let of_group = ranges.map(|(start, length)| {
                footer = footer.max(start + length);
                part(start, length)
            });
            chunks.push(of_group.collect());
        }
        Hashes { length, footer: (footer, part(footer, length.saturating_sub(footer))), chunks }
    }
}

/// The parts of a file that were read.
#[derive(Debug)]
pub(super) struct Spans {
    path: PathBuf,
    length: u64,
    /// Where each part begins, sorted, and its bytes.
    parts: Vec<(u64, Bytes)>,
}

impl Spans {
    /// The footer of a file.
    pub(super) fn footer(file: &File, path: &Path, hashes: &Hashes) -> Result<Spans, StoreError> {
        let mut spans = Spans { path: path.to_owned(), length: hashes.length, parts: Vec::new() };
        let (start, hash) = &hashes.footer;
        spans.add(file, *start, hashes.length.saturating_sub(*start), hash)?;
        Ok(spans)
    }

    /// Adds the columns for which `wanted` holds, of some groups of rows.
    pub(super) fn chunks(
        &mut self,
        file: &File,
        hashes: &Hashes,
        metadata: &ParquetMetaData,
        groups: &[usize],
        wanted: impl Fn(usize) -> bool,
    ) -> Result<(), StoreError> {
        let altered = || StoreError::Altered { path: self.path.clone() };
        let mut parts = Vec::new();
        for group in groups {
            let columns = metadata.row_groups().get(*group).ok_or_else(altered)?.columns();
            let hashes = hashes.chunks.get(*group).ok_or_else(altered)?;
            for (column, hash) in
                columns.iter().zip(hashes).enumerate().filter(|(place, _)| wanted(*place)).map(|(_, part)| part)
            {
                let (start, length) = column.byte_range();
                parts.push((start, length, hash));
            }
        }
        parts.into_iter().try_for_each(|(start, length, hash)| self.add(file, start, length, hash))
    }

    fn add(&mut self, file: &File, start: u64, length: u64, hash: &str) -> Result<(), StoreError> {
        // A length that is not so would ask for any memory: the file cannot be longer than it is.
        if start.checked_add(length).is_none_or(|end| end > self.length) {
            return Err(StoreError::Altered { path: self.path.clone() });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(usize::MAX));
        let mut reader = file;
        let read = reader.seek(SeekFrom::Start(start)).and_then(|_| reader.take(length).read_to_end(&mut bytes));
        read.map_err(at(&self.path))?;
        if sha256(&bytes) != hash {
            return Err(StoreError::Altered { path: self.path.clone() });
        }
        let place = self.parts.partition_point(|(other, _)| *other < start);
        self.parts.insert(place, (start, bytes.into()));
        Ok(())
    }

    /// The bytes from a position to the end of the part that holds it.
    fn from(&self, start: u64) -> Option<Bytes> {
        let (first, bytes) =
            self.parts.get(self.parts.partition_point(|(other, _)| *other <= start).checked_sub(1)?)?;
        let skipped = usize::try_from(start - first).ok().filter(|skipped| *skipped <= bytes.len())?;
        Some(bytes.slice(skipped..))
    }
}

fn not_read() -> ParquetError {
    ParquetError::General("a part of the file that was not read".to_owned())
}

impl Length for Spans {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Spans {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> Result<Box<dyn Read>, ParquetError> {
        Ok(Box::new(Cursor::new(self.from(start).ok_or_else(not_read)?)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let bytes = self.from(start).filter(|bytes| bytes.len() >= length).ok_or_else(not_read)?;
        Ok(bytes.slice(..length))
    }
}
