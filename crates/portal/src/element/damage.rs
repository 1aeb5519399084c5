//! Damaged files of submissions: which, since when they were there, and what to do.

use maud::{Markup, html};
use office::answer::evidence::{DamagedFile, Harm};
use presentation::words as w;
use presentation::{Language, Quantity, Rendered};

use super::words::said;

/// The files; nothing where all are whole. `names` says whether each is told with its operator.
#[must_use]
pub fn files(all: &[DamagedFile], names: bool, language: Language) -> Markup {
    html! { @if !all.is_empty() { section.notice.damaged id="damaged" role="note" {
        h2 { (said(&w::page_damaged_title(language))) }
        p { (said(&w::page_damaged_lead(language))) }
        ul { @for one in all { li {
            @if names { @match &one.damage.operator {
                Some(operator) => { bdi { (operator) } " · " },
                None => { (said(&w::page_damaged_nobody(language))) " · " },
            } }
            (said(&file(one, language)))
        } } }
        p { (said(&w::command_damaged_cure(language, Rendered::code("mithaq submit --replace")))) }
    } } }
}

fn file(one: &DamagedFile, language: Language) -> Rendered {
    let harm = match one.damage.what {
        Harm::Missing => w::harm_missing(language),
        Harm::Altered => w::harm_altered(language),
        Harm::Unreadable => w::harm_unreadable(language),
    };
    let [submission, file] = [&one.damage.submission, &one.damage.file].map(|text| Rendered::code(text));
    let day = one.received.map(|day| presentation::quantity(language, &Quantity::Date(day)));
    w::page_damaged_file(language, submission, day.unwrap_or_else(|| Rendered::plain("—")), file, harm)
}

/// A word beside an operator's name in a list.
#[must_use]
pub fn tag(all: &[DamagedFile], operator: &str, language: Language) -> Markup {
    let is_of = |one: &DamagedFile| one.damage.operator.as_ref().is_some_and(|of| of.as_str() == operator);
    html! { @if all.iter().any(is_of) { " " span.tag { (said(&w::page_damaged_tag(language))) } } }
}
