//! All operators in one table.

use contract::determination::Status;
use maud::{Markup, html};
use presentation::chart::region_name;
use presentation::words as w;
use presentation::{Language, Quantity, Unit};

use crate::address::{self, Screen};
use crate::element::commitment::count;
use crate::element::filing;
use crate::element::frame::{Matter, Page, day, known_on};
use crate::element::words::{figure, label, said};
use crate::element::{tally, undecided};
use crate::view::View;
use office::answer::operator::OperatorsView;

/// The page.
#[must_use]
pub fn page(view: &View<OperatorsView>, language: Language) -> Markup {
    let content = html! {
        header.head {
            h1 { (said(&w::page_operators_title(language))) }
            p.lead { (said(&w::page_operators_lead(language, count(language, view.operators.len(), Unit::Operators)))) }
            (known_on(language, &view.setting, &[]))
        }
        div.sections { (filing::sector(&view.filings, view.setting.known_on, language))
        section { h2 { (said(&w::waiting_title(language))) } (undecided::waits(&view.waits, &view.waits_command, language)) }
        @if !view.ties.is_empty() { (ties(view, language)) }
        section { h2 { (said(&w::page_operators_title(language))) }
        div.scroll tabindex="0" role="region" aria-label=(w::page_operators_title(language).text()) { table.operators {
            thead { tr {
                th scope="col" { (said(&w::heading_operator(language))) }
                th scope="col" { (said(&w::heading_region(language))) }
                th scope="col" { (said(&w::page_last_received(language))) }
                th.figure scope="col" { (said(&w::heading_missing_periods(language))) }
                th.figure scope="col" { (said(&w::page_theme_amounts(language))) }
                th.figure scope="col" { (said(&w::heading_not_evaluated(language))) }
            } }
            tbody { @for operator in &view.operators { tr {
                th scope="row" { a href=(address::link(language, &view.setting, &address::operator(&operator.id))) { bdi { (operator.id) } } }
                td { @for (index, code) in operator.regions.iter().enumerate() { @if index > 0 { br; } (said(&region_name(language, code))) } }
                td { @match operator.last_received { Some(date) => (day(language, date)), None => span.missing { "—" } } }
                td.figure { (figure(language, &Quantity::Count(missing(operator.filings.missing())))) (filing::silent_tag(&operator.filings, language)) }
                td.figure { (tally::sum(language, &operator.tally)) }
                td.figure { (figure(language, &Quantity::Count(operator.tally.of(Status::NotEvaluated)))) }
            } } }
        } } } }
    };
    let title = w::page_operators_title(language);
    Page { setting: &view.setting, language, screen: Screen::Operators, title, matter: Matter::Evidence, content }
        .draw()
}

/// What hangs on hires that the text does not order, clause by clause.
fn ties(view: &View<OperatorsView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::ties_title(language))) }
        @for (contract, clause) in &view.ties { div {
            h3 { a href=(address::link(language, &view.setting, &address::clause(&contract.id, &clause.id))) { (label(language, &clause.labels, &contract.authoritative)) } }
            (tally::ties(language, &clause.tally))
        } }
    } }
}

fn missing(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
