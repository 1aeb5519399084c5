//! Agreed text: the words of a block quote, and the mark of its language.

use pulldown_cmark::{Event, TagEnd};

use super::Quote;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span, Spanned};

/// The languages a translation may be in.
const LANGUAGES: [&str; 3] = ["fr", "ar", "en"];

/// The words with one space for every run of blanks, no-break spaces and line breaks.
#[must_use]
pub fn fold_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the events on one line. No-break spaces stay: they belong to how a number is written.
pub(super) fn words<'a>(events: impl IntoIterator<Item = &'a Event<'a>>) -> String {
    let mut words = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock,
            ) => {
                words.push(' ');
            }
            _ => {}
        }
    }
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The quote that the events make.
pub(super) fn read(words: &str, span: Span, source: &Source<'_>, diagnostics: &mut Diagnostics) -> Quote {
    let (language, text) = match language_mark(words) {
        Some((language, rest)) => (Some(language.to_owned()), rest),
        None => (None, words),
    };
    if let Some(language) = language.as_deref().filter(|language| !LANGUAGES.contains(language)) {
        let mark = source.text()[span.range()].find('[').map_or(span.range(), |at| {
            let start = span.start.offset + at;
            start..start + language.len() + 2
        });
        let unknown = Diagnostic::error("quote-language-unknown", source.span(mark));
        diagnostics.push(unknown.with("language", language));
    }
    if text.is_empty() {
        diagnostics.push(Diagnostic::error("quote-empty", span));
    }
    Quote { language, text: Spanned::new(text.to_owned(), span) }
}

/// `[xx]` at the beginning: two small letters.
fn language_mark(words: &str) -> Option<(&str, &str)> {
    let (mark, rest) = words.strip_prefix('[')?.split_once(']')?;
    let letters = mark.len() == 2 && mark.bytes().all(|byte| byte.is_ascii_lowercase());
    letters.then(|| (mark, rest.trim_start()))
}
