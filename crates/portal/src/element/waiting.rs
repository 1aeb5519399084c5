//! What no total holds yet, under its article and beside the totals that lack it.

use maud::{Markup, html};
use office::answer::contract::Waiting;
use presentation::waiting::{on, what};
use presentation::{Language, Rendered};

use super::words::{label, said};

/// Each with what is the matter, what it says, and on what it is decided.
#[must_use]
pub fn waiting(language: Language, all: &[Waiting], authoritative: &str, name: &dyn Fn(&str) -> Rendered) -> Markup {
    html! { @if !all.is_empty() { ul.waiting { @for one in all { li {
        strong { (said(&what(one, language, name))) } " "
        (label(language, one.labels(), authoritative))
        @if let Some(decided) = on(one, language, authoritative) { span.quiet { " " (said(&decided)) } }
    } } } } }
}
