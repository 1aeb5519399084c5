//! What is wrong with a contract document, and where: codes with values, never words.
//!
//! A [`Diagnostic`] names its fault by a code of [`CODES`] and carries the values that a sentence needs. The sentences
//! stand in the locale files of the crate `presentation`, which also draws the underlined line of an [`Excerpt`].

mod codes;

use std::ops::Deref;

use serde::Serialize;

pub use codes::CODES;

use crate::source::{Source, Span};

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The contract does not load.
    Error,
    /// The contract loads; somebody should look.
    Warning,
}

/// One fault of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Diagnostic {
    /// The code, one of [`CODES`].
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The text at fault.
    pub span: Span,
    /// The values that the sentence names, in the order they were given.
    pub values: Vec<(&'static str, String)>,
}

/// The faults of a document, in the order they were found until [`Diagnostics::sorted`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics(Vec<Diagnostic>);

/// The line that a diagnostic speaks of, with the columns to underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, from 1.
    pub line_number: usize,
    /// Its text, without the line break.
    pub text: String,
    /// The first column underlined, in characters, from 1.
    pub from_column: usize,
    /// The column after the last one underlined; always beyond `from_column`.
    pub to_column: usize,
}

impl Diagnostic {
    /// A fault that keeps the contract from loading.
    #[must_use]
    pub fn error(code: &'static str, span: Span) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, span)
    }

    /// A fault that somebody should look at.
    #[must_use]
    pub fn warning(code: &'static str, span: Span) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, span)
    }

    fn new(code: &'static str, severity: Severity, span: Span) -> Diagnostic {
        debug_assert!(value_names(code).is_some(), "the code {code} is not in the table of codes");
        Diagnostic { code, severity, span, values: Vec::new() }
    }

    /// The same fault with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Diagnostic {
        debug_assert!(
            value_names(self.code).is_none_or(|names| names.contains(&name)),
            "the code {} has no value named {name} in the table of codes",
            self.code
        );
        self.values.push((name, value.to_string()));
        self
    }

    /// The value of that name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl Diagnostics {
    /// No fault.
    #[must_use]
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes back the fault that was told last.
    pub fn pop(&mut self) -> Option<Diagnostic> {
        self.0.pop()
    }

    /// Adds all faults of another collection.
    pub fn append(&mut self, others: Diagnostics) {
        self.0.extend(others.0);
    }

    /// Whether one of them keeps the contract from loading.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The same faults in reading order, each told once.
    #[must_use]
    pub fn sorted(mut self) -> Diagnostics {
        self.0.sort_by(|a, b| (a.span, a.code, &a.values).cmp(&(b.span, b.code, &b.values)));
        self.0.dedup();
        self
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, others: I) {
        self.0.extend(others);
    }
}

/// The names of the values that a code carries, if the code is known.
#[must_use]
pub fn value_names(code: &str) -> Option<&'static [&'static str]> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, names)| *names)
}

/// The first line of a span with the columns to underline: to the end of the line when the span goes on below, and one
/// column at least.
#[must_use]
pub fn excerpt(source: &Source<'_>, span: Span) -> Excerpt {
    let text = source.line(span.start.line).unwrap_or_default().to_owned();
    let line_end = text.chars().count() + 1;
    let end = if span.end.line > span.start.line { line_end } else { span.end.column };
    let from_column = span.start.column.min(line_end);
    Excerpt { line_number: span.start.line, text, from_column, to_column: end.max(from_column + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_codes_is_sound() {
        for (index, (code, names)) in CODES.iter().enumerate() {
            assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{code} is not kebab-case");
            assert!(CODES[..index].iter().all(|(other, _)| other != code), "{code} stands twice");
            assert!(
                names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')),
                "{code}"
            );
        }
    }

    #[test]
    fn an_excerpt_underlines_one_line() {
        let source = Source::new("a\nنسبة المنحة: x\nb");
        let start = source.text().find("المنحة").expect("the word");
        let one = excerpt(&source, source.span(start..start + "المنحة".len()));
        assert_eq!(one, Excerpt { line_number: 2, text: "نسبة المنحة: x".to_owned(), from_column: 6, to_column: 12 });
        let on = excerpt(&source, source.span(start..source.text().len()));
        assert_eq!((on.from_column, on.to_column), (6, 15));
        let end = excerpt(&source, source.span(source.text().len()..source.text().len()));
        assert_eq!((end.line_number, end.from_column, end.to_column), (3, 2, 3));
    }

    #[test]
    fn faults_are_told_in_reading_order_and_once() {
        let source = Source::new("ab");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::error("yaml-tab", source.span(1..2)));
        diagnostics.push(Diagnostic::warning("key-repeated", source.span(0..1)).with("key", "a").with("first_line", 1));
        diagnostics.push(Diagnostic::error("yaml-tab", source.span(1..2)));
        let sorted = diagnostics.sorted();
        assert_eq!(sorted.iter().map(|one| one.code).collect::<Vec<_>>(), ["key-repeated", "yaml-tab"]);
        assert_eq!(sorted[0].value("first_line"), Some("1"));
        assert!(sorted.has_errors());
    }
}
