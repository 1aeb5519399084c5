//! What a change puts into the text: pieces replaced, keys and items left out; and the text that is read anew with each.

use std::ops::Range;

use crate::document::{BlockKind, Document, Item};
use crate::source::Spanned;
use crate::yaml::Node;

/// Pieces of a text with what stands there instead, from first to last, none over another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn one(range: Range<usize>, instead: String) -> Edits {
        Edits(vec![(range, instead)])
    }

    /// Two pieces, whichever stands first.
    pub(super) fn two(one: (Range<usize>, String), other: (Range<usize>, String)) -> Edits {
        Edits(if one.0.start <= other.0.start { vec![one, other] } else { vec![other, one] })
    }

    /// The text with the pieces replaced; from last to first, so that each stands where it stood.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut changed = text.to_owned();
        for (range, instead) in self.0.iter().rev() {
            changed.replace_range(range.clone(), instead);
        }
        changed
    }
}

/// A piece of a scalar replaced. Where the text stands in the document as it is, only the piece; else the whole, anew.
pub(super) fn piece(node: &Node, range: Range<usize>, instead: &str) -> Edits {
    let text = node.as_scalar().unwrap_or_default();
    let place = node.part(range.clone());
    if place != node.span || range == (0..text.len()) && place.range().len() == text.len() {
        return Edits::one(place.range(), instead.to_owned());
    }
    let mut whole = text.to_owned();
    whole.replace_range(range, instead);
    Edits::one(node.span.range(), quoted(&whole))
}

/// A whole scalar replaced.
pub(super) fn whole(node: &Node, instead: &str) -> Edits {
    Edits::one(node.span.range(), quoted(instead))
}

fn quoted(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" _-.%/".contains(&byte));
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// A key and its value left out of a map; nothing where the map has no other.
pub(super) fn key_left_out(entries: &[(Spanned<String>, Node)], index: usize) -> Option<Edits> {
    let starts = entries.iter().map(|(key, _)| key.span.start.offset);
    left_out(starts, entries.iter().map(|(_, value)| value.span.end.offset), index)
}

/// An item left out of a list; nothing where the list has no other.
pub(super) fn item_left_out(items: &[Node], index: usize) -> Option<Edits> {
    let starts = items.iter().map(|item| item.span.start.offset);
    left_out(starts, items.iter().map(|item| item.span.end.offset), index)
}

/// Up to the beginning of the next, which then stands in its place; of the last, from the end of the one before. Both hold
/// with brackets and without: the comma, or the line break and the dash, goes with it.
fn left_out(starts: impl Iterator<Item = usize>, ends: impl Iterator<Item = usize>, index: usize) -> Option<Edits> {
    let (starts, ends): (Vec<usize>, Vec<usize>) = (starts.collect(), ends.collect());
    let range = match starts.get(index + 1) {
        Some(next) => *starts.get(index)?..*next,
        None => *ends.get(index.checked_sub(1)?)?..*ends.get(index)?,
    };
    (range.start < range.end).then(|| Edits::one(range, String::new()))
}

/// A text without the pieces that say nothing of clauses: worked cases, which are read once and not with every change, and
/// comment. Places are those of the whole text.
#[derive(Debug)]
pub(super) struct Shortened {
    text: String,
    /// What is left out: where it begins in the whole text, and its length.
    cuts: Vec<Range<usize>>,
}

impl Shortened {
    pub(super) fn whole(text: &str) -> Shortened {
        Shortened { text: text.to_owned(), cuts: Vec::new() }
    }

    pub(super) fn of(text: &str, document: &Document) -> Shortened {
        let spans = document.items.iter().filter_map(|item| match item {
            Item::Prose(prose) => Some(prose.span),
            Item::Quote(quote) => quote.language.is_some().then_some(quote.text.span),
            Item::Block(index) => {
                let block = document.blocks.get(*index)?;
                let aside = matches!(block.kind.value, BlockKind::Scenario | BlockKind::WithoutEffect);
                aside.then_some(block.span)
            }
            Item::Article(_) | Item::Heading { .. } => None,
        });
        let cuts: Vec<Range<usize>> = spans.map(crate::source::Span::range).collect();
        let mut short = String::with_capacity(text.len());
        let mut at = 0;
        for cut in &cuts {
            short.push_str(text.get(at..cut.start).unwrap_or_default());
            at = at.max(cut.end);
        }
        short.push_str(text.get(at..).unwrap_or_default());
        Shortened { text: short, cuts }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The short text with a change of the whole one.
    pub(super) fn with(&self, edits: &Edits) -> String {
        let moved = |at: usize| {
            at - self.cuts.iter().take_while(|cut| cut.end <= at).map(ExactSizeIterator::len).sum::<usize>()
        };
        let moved = edits.0.iter().map(|(range, instead)| (moved(range.start)..moved(range.end), instead.clone()));
        Edits(moved.collect()).apply(&self.text)
    }
}
