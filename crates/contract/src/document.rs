//! A contract as it is written: front matter, articles with their agreed text, executable blocks, and prose.
//!
//! [`parse`] reads Markdown and never fails: it gives the document and everything that is wrong with its form, with
//! places. What the blocks mean is not known here; the checker reads [`Block::node`].

mod block;
mod quote;
mod reader;

use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span, Spanned};
use crate::yaml::Node;

pub use block::BlockKind;
pub use quote::fold_blanks;

/// A contract document, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The YAML between the two `---` lines at the head; a map, or missing.
    pub front: Node,
    /// The first heading of the first level that is not an article.
    pub title: Option<Spanned<String>>,
    /// The headings with an anchor, in reading order.
    pub articles: Vec<Article>,
    /// The executable blocks, in reading order.
    pub blocks: Vec<Block>,
    /// Everything after the front matter, in reading order.
    pub items: Vec<Item>,
}

/// A heading with an anchor, and what stands directly under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The anchor, without `#`; unique in a document without errors.
    pub anchor: Spanned<String>,
    /// The level of the heading, from 1 to 6.
    pub level: u8,
    /// The heading's text.
    pub title: String,
    /// The heading.
    pub span: Span,
    /// The agreed text, translations included.
    pub quotes: Vec<Quote>,
    /// The blocks, as indices of [`Document::blocks`].
    pub blocks: Vec<usize>,
}

/// One piece of agreed text: a block quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The language of a translation, from a leading `[ar]`; nothing for the authoritative language.
    pub language: Option<String>,
    /// The text on one line, without emphasis marks.
    pub text: Spanned<String>,
}

/// One executable block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What kind of block it is.
    pub kind: Spanned<BlockKind>,
    /// The anchor of the article it stands in.
    pub article: Option<String>,
    /// Its content: a map, or missing where that could not be read.
    pub node: Node,
    /// The whole block, fences included.
    pub span: Span,
}

/// One thing in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The heading of an article, as index of [`Document::articles`].
    Article(usize),
    /// A heading that is no article.
    Heading {
        /// Its level, from 1 to 6.
        level: u8,
        /// Its text.
        title: Spanned<String>,
    },
    /// Agreed text.
    Quote(Quote),
    /// Comment: Markdown as it was written, to be rendered by whoever shows it.
    Prose(Spanned<String>),
    /// A block, as index of [`Document::blocks`].
    Block(usize),
}

impl Document {
    /// The article with that anchor.
    #[must_use]
    pub fn article(&self, anchor: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.anchor.value == anchor)
    }

    /// The blocks of one kind, in reading order.
    pub fn blocks_of(&self, kind: BlockKind) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.kind.value == kind)
    }
}

impl Article {
    /// Whether the words occur in the agreed text in the authoritative language. Any blank or line break equals any
    /// other; everything else counts, to the apostrophe.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        let words = fold_blanks(words);
        let authoritative = self.quotes.iter().filter(|quote| quote.language.is_none());
        !words.is_empty() && authoritative.into_iter().any(|quote| fold_blanks(&quote.text.value).contains(&words))
    }
}

/// Reads a document. Never fails: what could not be read is told, in reading order, and left out.
#[must_use]
pub fn parse(text: &str) -> (Document, Diagnostics) {
    reader::read(&Source::new(text), true)
}

/// Reads a document apart from its worked cases: blocks of that kind are passed over, whatever they hold.
#[must_use]
pub fn parse_without_cases(text: &str) -> (Document, Diagnostics) {
    reader::read(&Source::new(text), false)
}
