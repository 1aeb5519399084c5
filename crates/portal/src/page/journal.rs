//! What was recorded, act by act, last first: narrowed to a kind or a day where the reader asks for it.

use contract::calendar::Date;
use maud::{Markup, html};
use office::answer::journal::{EntryView, JournalView};
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Rendered};

use crate::address::{self, Screen};
use crate::element::frame::{Matter, Page, code, day, known_on, whole};
use crate::element::words::{figure, said};
use crate::view::{Setting, View};

/// The page.
#[must_use]
pub fn page(view: &View<JournalView>, language: Language) -> Markup {
    let title = w::page_journal(language);
    let content = html! {
        header.head {
            h1 { (said(&title)) }
            p.lead { (said(&w::page_journal_lead(language, whole(view.all)))) }
            (known_on(language, &view.setting, &kept(view)))
        }
        div.sections {
            section { h2 { (said(&w::page_journal_acts(language))) }
                (narrowing(view, language))
                @if view.shown.is_empty() { p { (said(&w::command_journal_none(language))) } } @else { (list(view, language)) (pages(view, language)) }
            }
            section { h2 { (said(&w::page_journal_stands(language))) }
                p { (said(&w::page_journal_root(language, whole(view.all)))) " " (code(&view.root)) }
                p.quiet { (said(&w::page_journal_verify(language))) " " (code("mithaq verify")) }
            }
        }
    };
    Page { setting: &view.setting, language, screen: Screen::Journal, title, matter: Matter::Evidence, content }.draw()
}

/// A form that narrows the list, and the way back to all of it.
fn narrowing(view: &View<JournalView>, language: Language) -> Markup {
    html! { form.known method="get" action=(format!("/{}/journal", language.tag())) {
        span.field {
            label for="kind" { (said(&w::heading_act(language))) }
            select id="kind" name="kind" {
                option value="" { (said(&w::page_all(language))) }
                @for (kind, count) in &view.kinds {
                    option value=(kind) selected[view.kind.as_ref() == Some(kind)] {
                        (said(&word(language, List::Act, kind))) " (" (figure(language, &whole(*count))) ")"
                    }
                }
            }
        }
        span.field {
            label for="day" { (said(&w::heading_day(language))) }
            input id="day" type="date" name="day" value=[view.day.map(|day| day.to_string())];
        }
        @for (name, value) in address::moment(view.setting.when) { input type="hidden" name=(name) value=(value); }
        button type="submit" { (said(&w::page_show(language))) }
        @if view.kind.is_some() || view.day.is_some() {
            a href=(address::link(language, &view.setting, "/journal")) { (said(&w::page_all(language))) }
        }
    } }
}

fn list(view: &View<JournalView>, language: Language) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(w::page_journal_acts(language).text()) { table.journal {
        thead { tr {
            th.figure scope="col" { (said(&w::heading_entry(language))) }
            th scope="col" { (said(&w::heading_day(language))) }
            th scope="col" { (said(&w::heading_act(language))) }
            th scope="col" { (said(&w::heading_about(language))) }
            th scope="col" { (said(&w::heading_acted_by(language))) }
            th scope="col" { (said(&w::heading_stated(language))) }
        } }
        tbody { @for entry in &view.shown { tr {
            th.figure scope="row" { a href=(address::link(language, &view.setting, &address::entry(entry.number))) { (figure(language, &whole(entry.number))) } }
            td { (day_of(entry, &view.setting, language)) }
            td { (said(&word(language, List::Act, &entry.kind))) }
            td { (about(entry, language)) }
            td { (who(entry, language)) }
            td { @for stated in &entry.stated { div { (value(stated, language)) } } }
        } } }
    } } }
}

/// The day of an entry; where the clock was wrong, what it said is struck, beside the day and the entry that says so.
pub fn day_of(entry: &EntryView, setting: &Setting, language: Language) -> Markup {
    html! { @match entry.wrong_clock {
        None => { (day(language, entry.day)) }
        Some((true_day, by)) => {
            s { (day(language, entry.day)) } " " (day(language, true_day)) " "
            a href=(address::link(language, setting, &address::entry(by))) { (said(&word(language, List::Act, "clock-was-wrong"))) }
        }
    } }
}

/// What an entry is about, each value with its name.
pub fn about(entry: &EntryView, language: Language) -> Markup {
    html! { @for (name, text) in &entry.about { div { span.quiet { (said(&word(language, List::About, name))) } " " (value(text, language)) } } }
}

/// A value of an entry: a day as days are written, anything else as it stands.
pub fn value(text: &str, language: Language) -> Markup {
    match text.parse::<Date>() {
        Ok(date) => day(language, date),
        // Names of files, operators and submissions, and what people wrote.
        Err(_) => html! { bdi translate="no" { (said(&Rendered::quoted(text))) } },
    }
}

/// Who acted.
pub fn who(entry: &EntryView, language: Language) -> Markup {
    let named = entry.actor.iter().find(|(name, _)| name == "who").map_or("", |(_, value)| value.as_str());
    said_of(named, language)
}

/// The office itself has a word of each language; anybody else is called by the name that the entry bears.
pub fn said_of(value: &str, language: Language) -> Markup {
    said(&word(language, List::Actor, value))
}

fn pages(view: &View<JournalView>, language: Language) -> Markup {
    let at = |page: u64| address::link(language, &view.setting, &path(view, page));
    html! { @if view.pages > 1 { nav.pages aria-label=(w::page_journal_acts(language).text()) {
        @if view.page > 1 { a href=(at(view.page - 1)) rel="prev" { (said(&w::page_previous(language))) } }
        span { (said(&w::page_of_pages(language, whole(view.page), whole(view.pages)))) }
        @if view.page < view.pages { a href=(at(view.page + 1)) rel="next" { (said(&w::page_next(language))) } }
    } } }
}

/// What the choice of another moment keeps of the list.
fn kept(view: &JournalView) -> Vec<(&'static str, String)> {
    let kind = view.kind.clone().map(|kind| ("kind", kind));
    kind.into_iter().chain(view.day.map(|day| ("day", day.to_string()))).collect()
}

/// The path of a part of the list.
fn path(view: &JournalView, page: u64) -> String {
    let mut fields: Vec<String> = kept(view).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    if page > 1 {
        fields.push(format!("page={page}"));
    }
    if fields.is_empty() { "/journal".to_owned() } else { format!("/journal?{}", fields.join("&")) }
}
