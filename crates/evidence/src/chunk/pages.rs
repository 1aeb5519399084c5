//! Pages of a column: collected, and changed so that the library's decoders give what we hold.
//!
//! Two changes, both of what stands around the encoded values. Where no row of a chunk is blank, the levels that say so are
//! left out: the column is then read as one without blanks. Where a column holds texts, the texts of its dictionary (or of a
//! page without one) are replaced by their numbers: the column is then read as one of numbers.

use std::collections::VecDeque;

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;

/// Pages at hand.
pub(super) struct Pages(pub VecDeque<Page>);

impl Iterator for Pages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.pop_front().map(Ok)
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        Ok(self.0.pop_front())
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        Ok(self.0.front().map(|page| {
            let is_dict = matches!(page, Page::DictionaryPage { .. });
            let levels = usize::try_from(page.num_values()).ok().filter(|_| !is_dict);
            PageMetadata { num_rows: None, num_levels: levels, is_dict }
        }))
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.0.pop_front();
        Ok(())
    }
}

pub(super) fn fault(text: &str) -> ParquetError {
    ParquetError::General(text.to_owned())
}

/// The values of a page of the first version in a column with blanks: after the levels, which come with their length.
fn after_levels(page: &Bytes) -> Result<usize, ParquetError> {
    let (length, rest) = page.split_first_chunk::<4>().ok_or_else(|| fault("a page without its levels"))?;
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if length > rest.len() {
        return Err(fault("levels longer than their page"));
    }
    Ok(4 + length)
}

/// Leaves the levels out, where every page of data has them in the common form; says whether it did.
pub(super) fn without_levels(pages: &mut VecDeque<Page>) -> Result<bool, ParquetError> {
    let common = |page: &Page| match page {
        Page::DictionaryPage { .. } => true,
        Page::DataPage { def_level_encoding, .. } => *def_level_encoding == Encoding::RLE,
        Page::DataPageV2 { .. } => false,
    };
    if !pages.iter().all(common) {
        return Ok(false);
    }
    for page in pages {
        if let Page::DataPage { buf, .. } = page {
            *buf = buf.slice(after_levels(buf)?..);
        }
    }
    Ok(true)
}

/// Puts numbers in the place of texts.
pub(super) fn numbered(
    pages: &mut VecDeque<Page>,
    optional: bool,
    number: &mut dyn FnMut(&str) -> Result<i32, ParquetError>,
) -> Result<(), ParquetError> {
    for page in pages {
        match page {
            Page::DictionaryPage { buf, .. } => *buf = numbers(buf, number)?.into(),
            Page::DataPage { buf, encoding: Encoding::PLAIN, .. } => {
                let values = if optional { after_levels(buf)? } else { 0 };
                let mut changed = buf[..values].to_vec();
                changed.extend(numbers(&buf[values..], number)?);
                *buf = changed.into();
            }
            Page::DataPage { encoding: Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY, .. } => {}
            Page::DataPage { .. } | Page::DataPageV2 { .. } => {
                return Err(fault("texts in a form that this store does not write"));
            }
        }
    }
    Ok(())
}

/// Texts, each with its length before it, as numbers of four bytes.
fn numbers(
    mut texts: &[u8],
    number: &mut dyn FnMut(&str) -> Result<i32, ParquetError>,
) -> Result<Vec<u8>, ParquetError> {
    let mut all = Vec::new();
    while let Some((length, rest)) = texts.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (text, rest) = rest.split_at_checked(length).ok_or_else(|| fault("a text longer than its page"))?;
        let text = std::str::from_utf8(text).map_err(|_| fault("a text that is not UTF-8"))?;
        all.extend(number(text)?.to_le_bytes());
        texts = rest;
    }
    if texts.is_empty() { Ok(all) } else { Err(fault("a page that ends within a text")) }
}
