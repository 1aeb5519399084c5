//! What is in doubt about persons of an operator: kind by kind, the first of many, each leading to a determination that waits
//! for it.

use maud::{Markup, html};
use office::answer::amount::short;
use office::answer::doubts::{Doubt, Kind, SHOWN, What};
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, Unit};

use super::frame::{code, leads};
use super::words::{figure, said};
use crate::address::{self, Screen};
use crate::view::Setting;

/// The lists; `command` gives all of them.
#[must_use]
pub fn lists(all: &[Doubt], command: &str, setting: &Setting, language: Language) -> Markup {
    let of_kinds = Kind::ALL.map(|kind| (kind, all.iter().filter(|one| one.what.kind() == kind).collect::<Vec<_>>()));
    html! {
        p.quiet { (said(&w::doubt_lead(language))) }
        @for (kind, list) in &of_kinds { @if !list.is_empty() {
            @let title = w::doubt_kind(language, word(language, List::Cause, kind.code()), count(list.len()));
            h3 { (said(&title)) }
            (table(list, &title, setting, language))
            @if list.len() > SHOWN { p.quiet { (said(&w::doubt_more_lines(language, count(list.len() - SHOWN)))) " · " (code(command)) } }
        } }
    }
}

fn table(list: &[&Doubt], title: &Rendered, setting: &Setting, language: Language) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.listed {
        thead { tr {
            th scope="col" { (said(&w::heading_person(language))) }
            th scope="col" { (said(&w::heading_shown(language))) }
            th.figure scope="col" { (said(&w::heading_not_evaluated(language))) }
        } }
        tbody { @for one in list.iter().take(SHOWN) { tr {
            th scope="row" { (person(one, setting, language)) }
            td { (told(&one.what, setting, language)) }
            td.figure { (figure(language, &count(usize::try_from(one.determinations).unwrap_or(usize::MAX)))) }
        } } }
    } } }
}

fn person(one: &Doubt, setting: &Setting, language: Language) -> Markup {
    let named = html! { code dir="ltr" { (short(one.person)) } };
    let Some((contract, row)) = &one.opens else { return named };
    let path = address::amount(contract, &row.clause, row.operator.as_str(), &row.key);
    leads(language, setting, (Screen::Amount, &path), &named)
}

fn told(what: &What, setting: &Setting, language: Language) -> Markup {
    let named = |table: &str| presentation::names::table(language, &setting.tables, table);
    match what {
        What::Hole { table, first, months: 1, .. } => said(&w::doubt_hole_month(language, named(table), *first)),
        What::Hole { table, first, last, months } => {
            let months = Quantity::Counted(i64::from(*months), Unit::Months);
            said(&w::doubt_hole(language, named(table), *first, *last, months))
        }
        What::StartRestated { table, first, other, month } if first == other => {
            said(&w::doubt_after_exit(language, named(table), *first, *month))
        }
        What::StartRestated { table, first, other, month } => {
            said(&w::doubt_restated(language, named(table), *first, *other, *month))
        }
        What::Identity { number_taken, card_taken, with, lines } => {
            let what = match (number_taken, card_taken) {
                (true, true) => w::doubt_both_taken(language),
                (true, false) => w::doubt_number_taken(language),
                (false, _) => w::doubt_card_taken(language),
            };
            let with: Vec<String> = with.iter().map(|person| short(*person)).collect();
            html! {
                (said(&w::doubt_identity_elsewhere(language, what, Rendered::quoted(&with.join(", ")))))
                @if let Some(line) = lines.first() { p.quiet {
                    (code(line)) @if lines.len() > 1 { " " (said(&w::doubt_more_lines(language, count(lines.len() - 1)))) }
                } }
            }
        }
    }
}

fn count(number: usize) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
