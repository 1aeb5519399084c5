//! The text that the slices of a block make, and the place in the document of each of its characters.

use std::ops::Range;

use crate::source::{Source, Span};

/// The joined slices. Tabs and refused characters stand in the joined text as spaces, so that nothing is cut off there.
pub(super) struct Joined<'a> {
    source: &'a Source<'a>,
    text: String,
    characters: Vec<(usize, char)>,
    end: usize,
}

/// Characters that would cut or disguise a text: controls, and marks that turn the direction of what follows.
pub(crate) const fn is_refused(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl<'a> Joined<'a> {
    pub(super) fn new(source: &'a Source<'a>, slices: &[Range<usize>]) -> Joined<'a> {
        let start = slices.first().map_or(0, |slice| slice.start);
        let mut joined = Joined { source, text: String::new(), characters: Vec::new(), end: start };
        for slice in slices {
            for (offset, character) in source.text().get(slice.clone()).unwrap_or_default().char_indices() {
                joined.characters.push((slice.start + offset, character));
                joined.text.push(if character == '\t' || is_refused(character) { ' ' } else { character });
            }
            joined.end = slice.end;
        }
        joined
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The document's text at a span.
    pub(super) fn written(&self, span: Span) -> &'a str {
        self.source.text().get(span.range()).unwrap_or_default()
    }

    /// The span between two offsets of the document.
    pub(super) fn between(&self, start: usize, end: usize) -> Span {
        self.source.span(start..end)
    }

    /// The span of characters `from..to`, without the blanks at its end.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let characters = self.characters.get(from..to.min(self.characters.len())).unwrap_or_default();
        let start = self.characters.get(from).map_or(self.end, |(offset, _)| *offset);
        let last = characters.iter().rev().find(|(_, character)| !character.is_whitespace());
        self.source.span(start..last.map_or(start, |(offset, character)| offset + character.len_utf8()))
    }

    /// From a character to the next blank, comma or closing bracket, that character included.
    pub(super) fn word(&self, from: usize) -> Span {
        let rest = self.characters.get(from..).unwrap_or_default();
        let ends = |character: char| character.is_whitespace() || matches!(character, ',' | ']' | '}');
        let length = rest.iter().position(|(_, character)| ends(*character)).unwrap_or(rest.len());
        self.span(from, from + length.max(1))
    }

    /// The character at an index, if there is one.
    pub(super) fn character(&self, index: usize) -> Option<char> {
        self.characters.get(index).map(|(_, character)| *character)
    }

    /// The next character behind a span that is no blank.
    pub(super) fn behind(&self, span: Span) -> Option<char> {
        let behind = self.characters.iter().skip_while(|(offset, _)| *offset < span.end.offset);
        behind.map(|(_, character)| *character).find(|character| !character.is_whitespace())
    }

    /// Whether the bracket at a span is closed before the text ends. Brackets inside quotation marks count as well.
    pub(super) fn closes(&self, bracket: Span) -> bool {
        let mut depth = 0_usize;
        let behind = self.characters.iter().skip_while(|(offset, _)| *offset < bracket.end.offset);
        for (_, character) in behind {
            match character {
                '[' | '{' => depth += 1,
                ']' | '}' if depth == 0 => return true,
                ']' | '}' => depth -= 1,
                _ => {}
            }
        }
        false
    }

    /// Every tab.
    pub(super) fn tabs(&self) -> impl Iterator<Item = Span> {
        let tabs = self.characters.iter().filter(|(_, character)| *character == '\t');
        tabs.map(|(offset, _)| self.source.span(*offset..offset + 1))
    }

    /// The first `---`, `...` or `%` that begins a line: behind it another document would begin.
    pub(super) fn document_mark(&self) -> Option<Span> {
        let mut index = 0;
        for line in self.text.split_inclusive('\n') {
            let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
            let mark = ["---", "..."].into_iter().any(|mark| line.strip_prefix(mark).is_some_and(ends));
            if mark || line.starts_with('%') {
                return Some(self.word(index));
            }
            index += line.chars().count();
        }
        None
    }
}
