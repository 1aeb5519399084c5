//! One line of an e-BDS file as a fixed-width record: its characters by column, whatever the encoding.
//!
//! A character outside ASCII is remembered by its column and stands as `?`, so that one column is always one byte. Blanks
//! that an editor or a mail gateway cut off at the end, or added there, are put back or taken off where nothing but filler
//! is concerned. What the fields must hold is said in `detail` and `recap`.

use std::borrow::Cow;

use super::layout::{Field, WIDTH, last_column};
use crate::finding::Place;

/// Characters of an overlong line that are looked at.
const CHARACTERS_MAX: usize = 4 * WIDTH;
/// Runs of strange characters that are told apart on one line.
const RUNS_MAX: usize = 3;

/// A record.
pub(super) struct Record<'a> {
    /// The line, from 1.
    pub(super) line: u32,
    /// How many characters the line has, once its filler is whole.
    pub(super) width: usize,
    /// Whether filler was put back or blanks too many were taken off.
    pub(super) is_refilled: bool,
    /// How many characters stand in the file.
    pub(super) found_width: usize,
    text: Cow<'a, str>,
}

impl<'a> Record<'a> {
    /// The record on a line.
    pub(super) fn new(line: u32, text: &'a str) -> Record<'a> {
        // An end-of-file mark behind the last record is not part of it.
        let text = text.trim_end_matches(['\u{1A}', '\0']);
        let (width, text) = if text.is_ascii() {
            (text.len(), Cow::Borrowed(text))
        } else {
            let plain = |character: char| if character.is_ascii() { character } else { '?' };
            (text.chars().count(), Cow::Owned(text.chars().take(CHARACTERS_MAX).map(plain).collect()))
        };
        Record { line, width, is_refilled: false, found_width: width, text }.refilled()
    }

    /// The same with 260 characters, where all that is missing, or too much, is blanks behind the last field.
    fn refilled(mut self) -> Record<'a> {
        let short = self.width < WIDTH && last_column(self.kind()).is_some_and(|last| self.width >= last);
        let long =
            self.width > WIDTH && self.text.get(WIDTH..).is_some_and(|rest| rest.bytes().all(|byte| byte == b' '));
        if short || (long && self.width == self.text.len()) {
            self.text = Cow::Owned(format!("{:<WIDTH$}", self.text.get(..WIDTH).unwrap_or(&self.text)));
            (self.width, self.is_refilled) = (WIDTH, true);
        }
        self
    }

    /// The record type: the first three characters, or fewer.
    pub(super) fn kind(&self) -> &str {
        self.text.get(..3).unwrap_or(&self.text)
    }

    /// The characters of a field, short where the line is.
    pub(super) fn text(&self, field: Field) -> &str {
        let end = self.text.len().min(field.last as usize);
        self.text.get(field.first as usize - 1..end).unwrap_or("")
    }

    /// A numeric field, where every character is a digit and none is missing.
    pub(super) fn number(&self, field: Field) -> Option<u64> {
        let text = self.text(field);
        let whole = text.len() == (field.last - field.first + 1) as usize;
        (whole && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    }

    /// Whether a field holds only spaces.
    pub(super) fn is_blank(&self, field: Field) -> bool {
        self.text(field).trim_ascii().is_empty()
    }

    /// The place of a field on this line.
    pub(super) fn place(&self, field: Field) -> Place {
        Place { line: Some(self.line), columns: Some((field.first, field.last)), field: Some(field.name.to_owned()) }
    }

    /// First and last columns of the characters that the specification does not allow.
    pub(super) fn strange_columns(&self) -> Vec<(u32, u32)> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (index, byte) in self.text.bytes().take(CHARACTERS_MAX).enumerate() {
            if matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'\t') {
                continue;
            }
            let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let full = runs.len() == RUNS_MAX;
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == column => *last = column,
                _ if full => break,
                _ => runs.push((column, column)),
            }
        }
        runs
    }
}
