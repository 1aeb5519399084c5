//! Sums held against each other: those that differ with what to do, those that cannot be compared yet, then all in a table.

use maud::{Markup, html};
use office::answer::TableNames;
use office::answer::reconciliation::{Reconciled, ReconciledSide};
use presentation::Language;
use presentation::reconciliation::{figure as figure_of, named, standing, told};
use presentation::words as w;

use super::words::{figure, said};

/// The list; nothing where documents ask for none.
#[must_use]
pub fn list(all: &[Reconciled], names: &TableNames, language: Language) -> Markup {
    html! { @if !all.is_empty() { section id="reconciliations" {
        h2 { (said(&w::reconciliation_title(language))) }
        p { (said(&w::reconciliation_lead(language))) }
        @for one in all.iter().filter(|one| one.differs() || one.outcome.is_none()) {
            @let told = told(language, names, one);
            p { (said(&told.what)) }
            @if let Some(cure) = &told.cure { p.quiet { (said(&w::fault_cure(language, cure.clone()))) } }
        }
        div.scroll tabindex="0" role="region" aria-label=(w::reconciliation_title(language).text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_check(language))) }
                th.figure scope="col" { (said(&w::heading_found(language))) }
                th.figure scope="col" { (said(&w::heading_held_against(language))) }
                th.figure scope="col" { (said(&w::heading_difference(language))) }
                th scope="col" { (said(&w::heading_status(language))) }
            } }
            tbody { @for one in all { (row(one, names, language)) } }
        } }
    } } }
}

fn row(one: &Reconciled, names: &TableNames, language: Language) -> Markup {
    let sum = |side: &ReconciledSide| html! { @if let Some(sum) = side.sum { (figure(language, &figure_of(one, sum))) } @else { "–" } };
    html! { tr {
        th scope="row" {
            (said(&named(language, names, &one.found)))
            p.quiet { (said(&named(language, names, &one.against))) }
        }
        td.figure { (sum(&one.found)) }
        td.figure { (sum(&one.against)) }
        td.figure { @if let Some(outcome) = one.outcome { (figure(language, &figure_of(one, outcome.difference))) } @else { "–" } }
        td { (said(&standing(language, one))) }
    } }
}
