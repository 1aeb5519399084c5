//! Places in a text: positions, spans, and the source that gives them.
//!
//! Columns count characters, as editors do, so that a place in Arabic text is where a reader sees it; offsets count
//! bytes, so that a slice can be taken. Nothing here knows Markdown or YAML: see [`crate::document`] and [`crate::yaml`].

use std::ops::Range;

use serde::Serialize;

/// A place between two characters of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The offset in bytes, from 0.
    pub offset: usize,
}

/// A stretch of text, from `start` up to, but without, `end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// The place after its last character.
    pub end: Position,
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A text that knows where its lines begin.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
}

impl Position {
    /// The very beginning of a text.
    pub const START: Position = Position { line: 1, column: 1, offset: 0 };

    /// The place after `text`, when `text` stands here and holds no line break.
    #[must_use]
    pub fn after(self, text: &str) -> Position {
        Position { line: self.line, column: self.column + text.chars().count(), offset: self.offset + text.len() }
    }
}

impl Span {
    /// The empty span at the beginning of a text.
    pub const START: Span = Span { start: Position::START, end: Position::START };

    /// The bytes covered.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start.offset..self.end.offset
    }

    /// From the beginning of this span to the end of the other.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end }
    }
}

impl<T> Spanned<T> {
    /// The value at its place.
    pub const fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<'a> Source<'a> {
    /// The source of `text`; lines end with `\n` or `\r\n`.
    #[must_use]
    pub fn new(text: &'a str) -> Source<'a> {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        Source { text, line_starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The whole text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The place of a byte offset; one outside the text or inside a character is moved back to the nearest place.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let line_start = self.line_starts[line - 1];
        Position { line, column: self.text[line_start..offset].chars().count() + 1, offset }
    }

    /// The span of a range of bytes.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { start: self.position(range.start), end: self.position(range.end.max(range.start)) }
    }

    /// The text of a line (from 1) without its line break.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&'a str> {
        let start = *self.line_starts.get(number.checked_sub(1)?)?;
        let end = self.line_starts.get(number).copied().unwrap_or(self.text.len());
        let line = &self.text[start..end];
        Some(line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let source = Source::new("é: x\r\nمنحة: y\n");
        let place = source.position("é: x\r\nمنحة".len());
        assert_eq!((place.line, place.column, place.offset), (2, 5, 15));
        assert_eq!(source.line(1), Some("é: x"));
        assert_eq!(source.line(2), Some("منحة: y"));
        assert_eq!(source.line(3), Some(""));
        assert_eq!(source.line(4), None);
        assert_eq!(source.line(0), None);
    }

    #[test]
    fn an_offset_outside_is_moved_inside() {
        let source = Source::new("é");
        assert_eq!(source.position(1).offset, 0);
        assert_eq!(source.position(99), Position { line: 1, column: 2, offset: 2 });
    }
}
