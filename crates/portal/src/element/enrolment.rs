//! How an operator is enrolled: by which acts, from when to when, with which affiliations; or assumed, in words.

use maud::{Markup, html};
use office::answer::enrolments::{Enrolled, EnrolmentRow};
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity};

use super::frame::{day, entry_of};
use super::mark::named;
use super::words::{figure, said};
use crate::view::Setting;

/// The code of a standing.
#[must_use]
pub const fn code(standing: Enrolled) -> &'static str {
    match standing {
        Enrolled::Enrolled => "enrolled",
        Enrolled::Ended => "ended",
        Enrolled::Assumed => "assumed",
    }
}

/// The standing in a list: its word, and since when.
#[must_use]
pub fn brief(standing: Enrolled, since: Option<contract::calendar::Date>, language: Language) -> Markup {
    html! {
        @match standing {
            Enrolled::Assumed => span.tag title=(w::command_enrolment_assumed(language).text()) { (said(&w::page_assumed(language))) },
            standing => (named(language, List::Enrolled, code(standing))),
        }
        @if let Some(since) = since { p.quiet { (day(language, since)) } }
    }
}

/// The section of an operator's page.
#[must_use]
pub fn of(row: &EnrolmentRow, setting: &Setting, language: Language) -> Markup {
    html! { section id="enrolment" { h2 { (said(&w::heading_enrolled(language))) }
        @if row.standing == Enrolled::Assumed { p { (said(&w::command_enrolment_assumed(language))) } }
        dl.facts {
            dt { (said(&w::heading_status(language))) }
            dd { @match row.standing { Enrolled::Assumed => (said(&w::page_assumed(language))), standing => (named(language, List::Enrolled, code(standing))) }
                @for time in &row.times { div { (figure(language, &Quantity::Interval(*time))) } } }
            @if let Some(facts) = &row.facts {
                @if !facts.contracts.is_empty() { dt { (said(&w::heading_contract(language))) } dd { @for one in &facts.contracts { div { bdi translate="no" { (one) } } } } }
                @if !facts.ecosystems.is_empty() { dt { (said(&w::heading_ecosystems(language))) } dd { @for one in &facts.ecosystems { div { (said(&word(language, List::Ecosystem, one))) } } } }
                dt { (said(&w::heading_affiliations(language))) }
                dd { @for one in &facts.affiliations { div { bdi translate="no" { (one.affiliation) } " · " (figure(language, &Quantity::Interval(one.valid))) } }
                    @if facts.affiliations.is_empty() { span.missing { "—" } } }
                @if !facts.source.is_empty() { dt { (said(&w::heading_hint_source(language))) } dd { bdi translate="no" { (facts.source) } } }
            }
            @if !row.entries.is_empty() { dt { (said(&w::page_by_entries(language))) }
                dd { @for entry in &row.entries { div { (entry_of(language, setting, *entry)) } } } }
        }
    } }
}
