//! One entry of the journal: what was done, by whom, and all that proves it, down to its bytes.

use maud::{Markup, html};
use office::answer::journal::EntryPage;
use presentation::Language;
use presentation::words as w;
use presentation::words::marks::{List, word};

use super::journal::{about, day_of, said_of, value};
use crate::address::{self, Screen};
use crate::element::frame::{Matter, Page, code, leads, whole};
use crate::element::table::file;
use crate::element::words::{figure, said};
use crate::view::View;

/// How many digits of a hash a drawing shows.
const SHORT: usize = 12;

/// The page.
#[must_use]
pub fn page(view: &View<EntryPage>, language: Language) -> Markup {
    let title = w::page_entry(language, whole(view.entry.number));
    let content = html! {
        header.head {
            nav.crumbs aria-label=(w::page_way(language).text()) { ol {
                li { (leads(language, &view.setting, (Screen::Journal, "/journal"), &said(&w::page_journal(language)))) }
            } }
            h1 { (said(&title)) }
            p.lead { (said(&word(language, List::Act, &view.entry.kind))) }
            (beside(view, language))
        }
        div.sections {
            section { h2 { (said(&w::page_entry_done(language))) } (done(view, language)) }
            section { h2 { (said(&w::page_entry_proof(language))) } (proof(view, language)) }
            section { h2 { (said(&w::page_entry_bytes(language))) }
                p.quiet { (said(&w::page_entry_bytes_lead(language))) }
                pre.bytes dir="ltr" translate="no" tabindex="0" { (presentation::rendered::visible(&view.bytes)) }
            }
        }
    };
    Page { setting: &view.setting, language, screen: Screen::Entry, title, matter: Matter::Evidence, content }.draw()
}

/// The entries before and after, and everything as it was known at this one.
fn beside(view: &View<EntryPage>, language: Language) -> Markup {
    let number = view.entry.number;
    let at = |number: u64| address::link(language, &view.setting, &address::entry(number));
    let then = office::known::When { at: Some(number), ..office::known::When::default() };
    html! { nav.pages aria-label=(w::page_journal(language).text()) {
        @if number > 1 { a href=(at(number - 1)) rel="prev" { (said(&w::page_entry_previous(language))) } }
        a href=(address::link_when(language, then, &view.setting.home)) { (said(&w::page_entry_known(language))) }
        @if number < view.known { a href=(at(number + 1)) rel="next" { (said(&w::page_entry_next(language))) } }
    } }
}

fn done(view: &View<EntryPage>, language: Language) -> Markup {
    let entry = &view.entry;
    html! { dl.facts {
        dt { (said(&w::heading_day(language))) }
        dd { (day_of(entry, &view.setting, language)) @if let Some(moment) = &entry.moment { " " (code(moment)) } }
        @for (name, said_there) in who_first(&entry.actor) {
            dt { (said(&word(language, List::ActorField, name))) }
            dd { (said_of(said_there, language)) }
        }
        @if !entry.about.is_empty() { dt { (said(&w::heading_about(language))) } dd { (about(entry, language)) } }
        @if !entry.stated.is_empty() {
            dt { (said(&w::heading_stated(language))) }
            dd { @for stated in &entry.stated { div { (value(stated, language)) } } }
        }
        dt { (said(&w::heading_request(language))) }
        dd { (code(&entry.request)) }
    } }
}

/// Who acted stands before how that was recognised.
fn who_first(actor: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    let is_who = |field: &&(String, String)| field.0 == "who";
    actor.iter().filter(is_who).chain(actor.iter().filter(move |field| !is_who(field)))
}

/// The way from the leaf to the signed root, and the receipt that holds all of it.
fn proof(view: &View<EntryPage>, language: Language) -> Markup {
    let name = format!("receipt-{}.json", view.entry.number);
    html! {
        p { (said(&w::page_entry_proof_lead(language, whole(view.entries)))) }
        ol.path {
            li { span.quiet { (said(&w::page_entry_leaf(language))) } " " code dir="ltr" title=(view.leaf) { (short(&view.leaf)) } }
            @for (step, hash) in view.proof.iter().enumerate() {
                li { span.quiet { (figure(language, &whole(step as u64 + 1))) } " " code dir="ltr" title=(hash) { (short(hash)) } }
            }
            li { span.quiet { (said(&w::page_entry_root(language))) } " " code dir="ltr" title=(view.root) { (short(&view.root)) } }
        }
        p.quiet { (said(&w::page_entry_checkpoint(language))) }
        pre.bytes dir="ltr" translate="no" tabindex="0" { @for line in view.checkpoint.lines() { (presentation::rendered::visible(line)) br; } }
        p.file { (file("application/json", &name, &view.receipt, &w::page_entry_receipt(language))) }
        p.quiet { (said(&w::page_journal_verify(language))) " " bdi dir="ltr" { (code("mithaq verify")) " " (code(&format!("--receipt {name}"))) } }
    }
}

fn short(hash: &str) -> String {
    hash.get(..SHORT).map_or_else(|| hash.to_owned(), |first| format!("{first}…"))
}
