//! The restricted YAML of blocks and front matter: maps, lists and texts, each with its place in the document.
//!
//! Every scalar is a text, typed later by our own grammar. What a reader could take for something else is refused with
//! its place: anchors, aliases, tags, merge keys, repeated keys, tabs, several documents. Reading never fails: see
//! [`parse`]. What the keys mean is not known here.

mod build;
mod fault;
mod joined;

use std::ops::Range;

pub(crate) use joined::is_refused;

use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span, Spanned};

/// How deep lists and maps may stand in one another.
pub const DEPTH_MAX: usize = 32;

/// How many entries a list, or keys a map, may have. Each is held against those before it, so that their number counts twice.
pub const ENTRIES_MAX: usize = 1_000;

/// A piece of YAML and where it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The text it covers, quotation marks and brackets included.
    pub span: Span,
    /// What it says.
    pub value: Value,
    /// Whether the text of a scalar stands in the document as it is, on one line and without escapes.
    verbatim: bool,
}

/// What a piece of YAML says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and their values, in the order written; no key stands twice.
    Map(Vec<(Spanned<String>, Node)>),
    /// Nothing where something should stand. A diagnostic has told it already: say nothing more.
    Missing,
}

impl Node {
    /// Nothing, at that place.
    #[must_use]
    pub const fn missing(span: Span) -> Node {
        Node { span, value: Value::Missing, verbatim: false }
    }

    /// The value of a key, when this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(known, _)| known.value == key).map(|(_, node)| node)
    }

    /// The text, when this is a scalar.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The text with its place, when this is a scalar.
    #[must_use]
    pub fn as_spanned(&self) -> Option<Spanned<&str>> {
        self.as_scalar().map(|text| Spanned::new(text, self.span))
    }

    /// The items, when this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The keys and values, when this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&[(Spanned<String>, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The keys and values of a map; none when this is not a map.
    #[must_use]
    pub fn entries(&self) -> &[(Spanned<String>, Node)] {
        self.as_map().unwrap_or_default()
    }

    /// Whether nothing stands here, and a diagnostic has told it.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self.value, Value::Missing)
    }

    /// The place of a part (in bytes) of the scalar's text; the whole scalar where the text is folded or escaped.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Span {
        let Some(text) = self.as_scalar().filter(|_| self.verbatim) else {
            return self.span;
        };
        let (Some(before), Some(part)) = (text.get(..range.start), text.get(range)) else {
            return self.span;
        };
        let quotation = if self.span.end.offset - self.span.start.offset == text.len() { "" } else { "\"" };
        let start = self.span.start.after(quotation).after(before);
        Span { start, end: start.after(part) }
    }
}

/// Reads the YAML that the given slices of the source make when joined (one slice a line, where a block is indented).
///
/// Gives nothing when there is nothing to read, or when the text cannot be read whole, which a diagnostic then tells.
/// Characters that no block may hold are the document's to report; here they count as spaces.
#[must_use]
pub fn parse(source: &Source<'_>, slices: &[Range<usize>]) -> (Option<Node>, Diagnostics) {
    build::read(&joined::Joined::new(source, slices))
}
