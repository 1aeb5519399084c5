//! How amounts of a currency are written in words.

use std::collections::BTreeMap;

use super::{Confidence, Labels};
use crate::source::Span;
use crate::unit::Currency;

/// The nouns with which amounts of a currency are written in words: *two dirhams and fifty centimes*. Number words are the
/// language's own, and stand in no document.
#[derive(Debug, Clone, PartialEq)]
pub struct CurrencyWords {
    /// The currency.
    pub id: Currency,
    /// Name by language.
    pub labels: Labels,
    /// How far the words may be trusted.
    pub confidence: Confidence,
    /// The nouns of the whole and of its hundredth, by language.
    pub words: BTreeMap<String, (Noun, Noun)>,
    /// Where it stands in the document.
    pub span: Span,
}

/// A noun after numbers, by the plural categories of Unicode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noun {
    forms: BTreeMap<&'static str, String>,
    other: String,
}

impl Noun {
    /// The categories that a language may tell apart beside `other`.
    pub const CATEGORIES: [&'static str; 4] = ["one", "two", "few", "many"];

    /// A noun of its forms: the one that stands wherever no other is written, and those beside it.
    #[must_use]
    pub fn new(other: &str, forms: BTreeMap<&'static str, String>) -> Noun {
        Noun { forms, other: other.to_owned() }
    }

    /// Its form of a category; that of `other` where none is written.
    #[must_use]
    pub fn form(&self, category: &str) -> &str {
        self.forms.get(category).unwrap_or(&self.other)
    }
}
