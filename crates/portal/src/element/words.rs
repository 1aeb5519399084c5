//! Words and figures as markup, and labels that a contract gives in its own languages.

use contract::model::Labels;
use maud::{Markup, PreEscaped, html};
use presentation::words;
use presentation::words::marks::{DECIDED, List, word};
use presentation::{Language, Quantity, Rendered, quantity};

use office::answer::Names;

/// Words that are ready to be shown.
#[must_use]
pub fn said(words: &Rendered) -> PreEscaped<String> {
    PreEscaped(words.html())
}

/// A figure or a date.
#[must_use]
pub fn figure(language: Language, value: &Quantity) -> PreEscaped<String> {
    said(&quantity(language, value))
}

/// A label in the reader's language, else in the language that prevails, else in any, marked as such.
#[must_use]
pub fn label(language: Language, labels: &Labels, authoritative: &str) -> Markup {
    let Some((tag, text)) = pick(language, labels, authoritative) else { return html! {} };
    if tag == language.tag() {
        return said(&Rendered::quoted(text));
    }
    html! { bdi lang=(tag) dir=(direction(tag)) { (said(&Rendered::quoted(text))) } }
}

/// A label as words for a sentence or a picture.
#[must_use]
pub fn label_words(language: Language, labels: &Labels, authoritative: &str) -> Rendered {
    pick(language, labels, authoritative).map_or_else(Rendered::default, |(_, text)| Rendered::quoted(text))
}

fn pick<'l>(language: Language, labels: &'l Labels, authoritative: &str) -> Option<(&'l str, &'l str)> {
    [language.tag(), authoritative]
        .into_iter()
        .find_map(|tag| labels.get_key_value(tag))
        .or_else(|| labels.first_key_value())
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
}

/// What decided: a condition by its name, a fixed word, or a step, which has no name but its identifier.
#[must_use]
pub fn decider(language: Language, by: &str, labels: Option<&Labels>, authoritative: &str) -> Rendered {
    match labels.filter(|labels| !labels.is_empty()) {
        Some(labels) => label_words(language, labels, authoritative),
        None if DECIDED.contains(&by) => word(language, List::Decided, by),
        None => words::command_step_named(language, Rendered::code(by)),
    }
}

/// The direction of a language by its tag.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    if tag == "ar" { "rtl" } else { "ltr" }
}

/// The name of an identifier; the identifier itself where the contract gives none.
#[must_use]
pub fn name_of(names: &Names, language: Language, id: &str) -> Rendered {
    match names.labels.get(id) {
        Some(labels) if !labels.is_empty() => label_words(language, labels, &names.authoritative),
        _ => word(language, List::Table, id),
    }
}
