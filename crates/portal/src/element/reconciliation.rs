//! Sums held against each other: those that differ with what to do, then all of them in a table.

use maud::{Markup, html};
use office::answer::reconciliation::{Reconciled, ReconciledSide};
use presentation::Language;
use presentation::reconciliation::{figure as figure_of, named, standing, told, wrong};
use presentation::words as w;

use super::words::{figure, said};

/// The list; nothing where documents ask for none.
#[must_use]
pub fn list(all: &[Reconciled], language: Language) -> Markup {
    html! { @if !all.is_empty() { section id="reconciliations" {
        h2 { (said(&w::reconciliation_title(language))) }
        p { (said(&w::reconciliation_lead(language))) }
        @for one in all.iter().filter(|one| one.differs()) {
            @let told = told(language, one);
            p { (said(&told.what)) }
            @if let Some(cure) = &told.cure { p.quiet { (said(&w::fault_cure(language, cure.clone()))) } }
        }
        div.scroll tabindex="0" role="region" aria-label=(w::reconciliation_title(language).text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_check(language))) }
                th.figure scope="col" { (said(&w::heading_found(language))) }
                th.figure scope="col" { (said(&w::heading_held_against(language))) }
                th.figure scope="col" { (said(&w::heading_tolerated(language))) }
                th.figure scope="col" { (said(&w::heading_difference(language))) }
                th scope="col" { (said(&w::heading_status(language))) }
            } }
            tbody { @for one in all { (row(one, language)) } }
        } }
    } } }
}

fn row(one: &Reconciled, language: Language) -> Markup {
    let sum = |side: &ReconciledSide| html! { @if let Some(sum) = side.sum { (figure(language, &figure_of(one, sum))) } @else { "–" } };
    html! { tr {
        th scope="row" {
            (said(&named(language, &one.found)))
            p.quiet { (said(&named(language, &one.against))) }
        }
        td.figure { (sum(&one.found)) }
        td.figure { (sum(&one.against)) }
        td.figure { @if let Some(outcome) = one.outcome {
            (said(&w::filing_range(language, figure_of(one, outcome.least), figure_of(one, outcome.most)))) } @else { "–" } }
        td.figure { @if let Some(outcome) = one.outcome { (figure(language, &figure_of(one, outcome.difference))) } @else { "–" } }
        td {
            (said(&standing(language, one)))
            @if one.differs() { p.quiet { (said(&wrong(language, one))) } }
            @if one.outcome.is_none() { p.quiet { (said(&told(language, one).what)) } }
        }
    } }
}
