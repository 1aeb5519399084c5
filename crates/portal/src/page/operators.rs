//! All operators in one table.

use contract::determination::Status;
use maud::{Markup, html};
use presentation::names::place;
use presentation::words as w;
use presentation::{Language, Quantity, Rendered, Unit};

use crate::address::{self, Screen};
use crate::element::commitment::count;
use crate::element::damage;
use crate::element::enrolment;
use crate::element::filing;
use crate::element::frame::{Matter, Page, day, known_on, leads};
use crate::element::words::{figure, label, said};
use crate::element::{tally, undecided};
use crate::view::View;
use office::answer::operator::{Listed, OperatorsView, Order};

/// The page.
#[must_use]
pub fn page(view: &View<OperatorsView>, language: Language) -> Markup {
    let content = html! {
        header.head {
            h1 { (said(&w::page_operators_title(language))) }
            p.lead { (said(&w::page_operators_lead(language, count(language, view.all, Unit::Operators)))) }
            (known_on(language, &view.setting, &kept(&view.listed)))
        }
        (damage::files(&view.damaged, true, language))
        div.sections { (filing::sector(&view.filings, &view.setting.tables, view.setting.day, language))
        section { h2 { (said(&w::waiting_title(language))) } (undecided::waits(&view.waits, &view.setting.tables, &view.waits_command, language)) }
        @if !view.ties.is_empty() { (ties(view, language)) }
        section id="list" { h2 { (said(&w::page_operators_title(language))) }
        (search(view, language))
        div.scroll tabindex="0" role="region" aria-label=(w::page_operators_title(language).text()) { table.operators {
            thead { tr {
                (heading(view, language, Order::Name, false, &w::heading_operator(language)))
                th scope="col" { (said(&w::heading_region(language))) }
                th scope="col" { (said(&w::heading_enrolled(language))) }
                (heading(view, language, Order::Received, false, &w::page_last_received(language)))
                (heading(view, language, Order::Missing, true, &w::heading_missing_periods(language)))
                (heading(view, language, Order::Due, true, &w::page_theme_amounts(language)))
                (heading(view, language, Order::Open, true, &w::heading_not_evaluated(language)))
            } }
            tbody { @for operator in &view.operators { tr {
                th scope="row" { (leads(language, &view.setting, (Screen::Operator, &address::operator(&operator.id)), &html! { bdi { (operator.id) } })) (damage::tag(&view.damaged, &operator.id, language)) }
                td { @for (index, code) in operator.regions.iter().enumerate() { @if index > 0 { br; } (said(&place(language, &view.setting.atlas, code))) } }
                td { (enrolment::brief(operator.enrolled.0, operator.enrolled.1, language)) }
                td { @match operator.last_received { Some(date) => (day(language, date)), None => span.missing { "—" } } }
                td.figure { (figure(language, &Quantity::Count(whole(operator.filings.missing())))) (filing::silent_tag(&operator.filings, language)) }
                td.figure { (tally::sum(language, &operator.tally)) }
                td.figure { (figure(language, &Quantity::Count(operator.tally.of(Status::NotEvaluated)))) }
            } } }
            tfoot { tr {
                th scope="row" colspan="4" { (said(&w::page_operators_sum(language, count(language, view.found, Unit::Operators)))) }
                td.figure { (figure(language, &Quantity::Count(whole(view.missing)))) }
                td.figure { (tally::sum(language, &view.sum)) }
                td.figure { (figure(language, &Quantity::Count(view.sum.of(Status::NotEvaluated)))) }
            } }
        } }
        (pages(view, language)) }
        (parties(view, language)) }
    };
    let title = w::page_operators_title(language);
    Page { setting: &view.setting, language, screen: Screen::Operators, title, matter: Matter::Evidence, content }
        .draw()
}

/// Parties that file without being operators, each with the way to its files.
fn parties(view: &View<OperatorsView>, language: Language) -> Markup {
    let title = w::party_evidence_title(language);
    html! { @if !view.parties.is_empty() { section id="parties" { h2 { (said(&title)) }
        div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_party(language))) }
                th.figure scope="col" { (said(&w::heading_missing_periods(language))) }
                th.figure scope="col" { (said(&w::heading_overdue(language))) }
            } }
            tbody { @for party in &view.parties { tr {
                th scope="row" {
                    (leads(language, &view.setting, (Screen::Operator, &address::operator(&party.id)), &html! { bdi translate="no" { (party.id) } }))
                    p.quiet { (label(language, &party.labels, "")) }
                }
                td.figure { (figure(language, &Quantity::Count(whole(party.missing)))) }
                td.figure { (figure(language, &Quantity::Count(whole(party.overdue)))) }
            } } }
        } }
    } } }
}

/// What hangs on hires that the text does not order, clause by clause.
fn ties(view: &View<OperatorsView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::ties_title(language))) }
        @for (contract, clause) in &view.ties { div {
            @let path = address::clause(&contract.id, &clause.id);
            h3 { (leads(language, &view.setting, (Screen::Clause, &path), &label(language, &clause.labels, &contract.authoritative))) }
            (tally::ties(language, &clause.tally))
        } }
    } }
}

/// A form that looks for a part of an identifier; what was found of how many, and the way back to all.
fn search(view: &View<OperatorsView>, language: Language) -> Markup {
    let listed = &view.listed;
    html! { form.known method="get" action=(format!("/{}/operators", language.tag())) {
        label for="find" { (said(&w::page_find_operator(language))) }
        input id="find" type="search" name="find" value=[listed.find.as_deref()] maxlength="40" pattern="[A-Za-z0-9._\\-]*";
        @if listed.order != Order::default() { input type="hidden" name="order" value=(listed.order.word()); }
        @for (name, value) in address::moment(view.setting.when) { input type="hidden" name=(name) value=(value); }
        button type="submit" { (said(&w::page_show(language))) }
        @if listed.find.is_some() {
            span { (said(&w::page_found_of(language, whole(view.found), whole(view.all)))) }
            a href=(address::link(language, &view.setting, &path(&Listed { find: None, page: 1, ..listed.clone() }))) { (said(&w::page_all(language))) }
        }
    } }
}

/// A heading that orders the list by its column.
fn heading(view: &View<OperatorsView>, language: Language, order: Order, is_figure: bool, words: &Rendered) -> Markup {
    let is_current = view.listed.order == order;
    let direction = if matches!(order, Order::Name | Order::Received) { "ascending" } else { "descending" };
    let link = address::link(language, &view.setting, &path(&Listed { order, page: 1, ..view.listed.clone() }));
    html! {
        th.figure[is_figure] scope="col" aria-sort=[is_current.then_some(direction)] {
            a href=(link) { (said(words)) @if is_current { " " span aria-hidden="true" { "▾" } } }
        }
    }
}

fn pages(view: &View<OperatorsView>, language: Language) -> Markup {
    let listed = &view.listed;
    let at = |page: usize| address::link(language, &view.setting, &path(&Listed { page, ..listed.clone() }));
    html! { @if view.pages > 1 { nav.pages aria-label=(w::page_operators_title(language).text()) {
        @if listed.page > 1 { a href=(at(listed.page - 1)) rel="prev" { (said(&w::page_previous(language))) } }
        span { (said(&w::page_of_pages(language, whole(listed.page), whole(view.pages)))) }
        @if listed.page < view.pages { a href=(at(listed.page + 1)) rel="next" { (said(&w::page_next(language))) } }
    } } }
}

/// What the choice of another day keeps of the list.
fn kept(listed: &Listed) -> Vec<(&'static str, &str)> {
    let find = listed.find.as_deref().map(|find| ("find", find));
    let order = (listed.order != Order::default()).then(|| ("order", listed.order.word()));
    find.into_iter().chain(order).collect()
}

/// The path of a part of the list.
fn path(listed: &Listed) -> String {
    let mut fields = Vec::new();
    if let Some(find) = &listed.find {
        fields.push(format!("find={find}"));
    }
    if listed.order != Order::default() {
        fields.push(format!("order={}", listed.order.word()));
    }
    if listed.page > 1 {
        fields.push(format!("page={}", listed.page));
    }
    let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
    format!("/operators{query}#list")
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
