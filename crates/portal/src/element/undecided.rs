//! What waits for evidence, by head and by who can cure it. Counts, and beside them, where it was computed, the estimate of
//! what waits; never among amounts due.

use contract::facts::Period;
use maud::{Markup, html};
use office::answer::TableNames;
use office::answer::waiting::{InSum, Wait, Waits};
use presentation::words as w;
use presentation::words::marks::List;
use presentation::{Language, Quantity, Rendered, Unit};

use super::frame::code;
use super::mark::named;
use super::tally::estimate;
use super::words::{figure, said};
use presentation::quantity::{of_period as period, sums};

/// The rows with their sum; `command` computes the estimate where it is not known here.
#[must_use]
pub fn waits(waits: &InSum, names: &TableNames, command: &str, language: Language) -> Markup {
    let InSum { rows, keys, wait: known } = waits;
    if *keys == 0 {
        return html! { p { (said(&w::waiting_none(language))) } };
    }
    html! {
        @match known {
            Some(wait) => {
                p { (said(&sum(language, wait))) @if wait.said > 0 { " " (estimate(language)) } }
                @if wait.said > 0 { p.quiet { (said(&w::waiting_lead(language))) } }
            }
            None => p { (said(&w::waiting_counted(language, counted(*keys)))) }
        }
        (table(rows, names, known.is_some(), language))
        p.quiet { (code(command)) }
    }
}

fn sum(language: Language, wait: &Wait) -> Rendered {
    if wait.said == 0 {
        return w::waiting_sum_unsaid(language, counted(wait.keys));
    }
    let (said, pending) = (Quantity::Count(whole(wait.said)), Quantity::Count(whole(wait.pending)));
    w::waiting_sum(language, counted(wait.keys), said, amount(language, wait), pending)
}

fn table(rows: &[Waits], names: &TableNames, with_estimate: bool, language: Language) -> Markup {
    let title = w::waiting_by_cure_title(language);
    html! { div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.named.waits {
        thead { tr {
            th scope="col" { (said(&w::heading_head(language))) }
            th scope="col" { (said(&w::heading_reason(language))) }
            th scope="col" { (said(&w::waiting_by_cure_title(language))) }
            th.figure scope="col" { (said(&w::heading_not_evaluated(language))) }
            @if with_estimate {
                th.figure scope="col" { (said(&w::heading_said(language))) }
                th.figure scope="col" { (said(&w::heading_waits(language))) }
            }
        } }
        tbody { @for row in rows { tr {
            th scope="row" { (named(language, List::Head, &row.head)) }
            td { (named(language, List::Cause, row.cause.code)) (of_what(row, names, language)) }
            td { (named(language, List::Who, row.cause.who.code())) }
            td.figure { (figure(language, &Quantity::Count(whole(row.keys)))) }
            @if with_estimate { @if let Some(wait) = &row.wait {
                td.figure { (figure(language, &Quantity::Count(whole(wait.said)))) }
                td.figure { @if wait.said > 0 { (said(&amount(language, wait))) } @else { span.missing { "—" } } }
            } }
        } } }
    } } }
}

/// The table and the periods that reasons name.
fn of_what(row: &Waits, names: &TableNames, language: Language) -> Markup {
    let range = |(first, last): (Period, Period)| {
        let one = first == last;
        html! { @if one { (figure(language, &period(first))) } @else { (said(&w::filing_range(language, period(first), period(last)))) } }
    };
    html! { @if row.cause.table.is_some() || row.periods.is_some() { p.quiet {
        @if let Some(table) = &row.cause.table { (said(&presentation::names::table(language, names, table))) }
        @if row.cause.table.is_some() && row.periods.is_some() { " · " }
        @if let Some(periods) = row.periods { (range(periods)) }
    } } }
}

fn counted(keys: u64) -> Quantity {
    Quantity::Counted(whole(keys), Unit::Determinations)
}

fn amount(language: Language, wait: &Wait) -> Rendered {
    sums(language, wait.centimes.iter())
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
