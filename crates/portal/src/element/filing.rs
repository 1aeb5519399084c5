//! What is expected of operators and what came of it: who is silent, what is missing, the sector in sum.

use contract::facts::Period;
use maud::{Markup, html};
use office::answer::TableNames;
use office::answer::waiting::{Filings, Gap, Standing, TableFilings, TableSum};
use presentation::names::table as table_name;
use presentation::quantity::{of_period as period, unit_of_periods};
use presentation::words as w;
use presentation::{Language, Quantity, Rendered};

use super::words::{figure, said};

/// The tables that the operator never filed, or files no more: told before anything else.
#[must_use]
pub fn silence(filings: &Filings, names: &TableNames, language: Language) -> Markup {
    html! { @if filings.silent().next().is_some() { ul.silence { @for table in filings.silent() {
        @if let Some(line) = silent(table, names, language) { li { (said(&line)) } }
    } } } }
}

fn silent(table: &TableFilings, names: &TableNames, language: Language) -> Option<Rendered> {
    let name = table_name(language, names, table.table);
    match table.standing {
        Standing::Never { since, periods } => {
            Some(w::filing_never(language, name, period(since), counted(periods, since)))
        }
        Standing::Stopped { last, since, periods } => {
            Some(w::filing_stopped(language, name, period(last), counted(periods, since), period(since)))
        }
        Standing::NothingExpected | Standing::Filing => None,
    }
}

/// A table that is silent, in a word.
#[must_use]
pub fn silent_tag(filings: &Filings, language: Language) -> Markup {
    let never = filings.silent().any(|table| matches!(table.standing, Standing::Never { .. }));
    let words = if never { w::heading_never_filed(language) } else { w::heading_stopped(language) };
    html! { @if filings.silent().next().is_some() { " " span.tag { (said(&words)) } } }
}

/// So many months, quarters or years, as the period is one.
fn counted(periods: usize, like: Period) -> Quantity {
    let unit = unit_of_periods(like);
    Quantity::Counted(whole(periods), unit)
}

/// Periods that are missing, months in a row in one line.
#[must_use]
pub fn missing(filings: &Filings, names: &TableNames, language: Language) -> Markup {
    let expected: Vec<_> = stretches(filings, |table| &table.missing);
    html! {
        @if expected.is_empty() && filings.tables.iter().all(|table| table.damaged.is_empty()) { p { (said(&w::filing_complete(language))) } }
        @else if !expected.is_empty() { (table(&w::filing_missing_title(language), &expected, names, language)) }
        (damaged(filings, names, language))
        (older(filings, names, language))
    }
}

/// Periods that a damaged file may cover.
#[must_use]
pub fn damaged(filings: &Filings, names: &TableNames, language: Language) -> Markup {
    let damaged = stretches(filings, |table| &table.damaged);
    html! { @if !damaged.is_empty() {
        h3 { (said(&w::page_damaged_periods(language))) }
        (table(&w::page_damaged_periods(language), &damaged, names, language))
    } }
}

/// Gaps that no clause in force reads.
#[must_use]
pub fn older(filings: &Filings, names: &TableNames, language: Language) -> Markup {
    let older = stretches(filings, |table| &table.older);
    html! { @if !older.is_empty() { details {
        summary { (said(&w::filing_older_title(language))) }
        (table(&w::filing_older_title(language), &older, names, language))
    } } }
}

fn stretches(filings: &Filings, of: fn(&TableFilings) -> &[Gap]) -> Vec<(&str, &[Gap])> {
    let tables = filings.tables.iter();
    tables
        .flat_map(move |table| runs(of(table)).into_iter().map(|run| (table.table, run)).collect::<Vec<_>>())
        .collect()
}

fn table(title: &Rendered, runs: &[(&str, &[Gap])], names: &TableNames, language: Language) -> Markup {
    html! { div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.named {
        thead { tr {
            th scope="col" { (said(&w::heading_kind(language))) }
            th scope="col" { (said(&w::heading_period(language))) }
            th.figure scope="col" { (said(&w::heading_missing_periods(language))) }
            th scope="col" { (said(&w::heading_due_date(language))) }
        } }
        tbody { @for (name, run) in runs { @if let (Some(first), Some(last)) = (run.first(), run.last()) { tr {
            th scope="row" { (said(&table_name(language, names, name))) }
            td { @if run.len() > 1 { (said(&w::filing_range(language, period(first.period), period(last.period)))) }
                @else { (figure(language, &period(first.period))) } }
            td.figure { (figure(language, &Quantity::Count(whole(run.len())))) }
            td { (said(&state(first, language))) }
        } } } }
    } } }
}

/// Gaps that follow each other and stand alike.
fn runs(gaps: &[Gap]) -> Vec<&[Gap]> {
    gaps.chunk_by(|one, next| {
        number(one.period) + 1 == number(next.period)
            && (one.overdue, one.due.is_some()) == (next.overdue, next.due.is_some())
    })
    .collect()
}

fn number(period: Period) -> i32 {
    period.number()
}

fn state(gap: &Gap, language: Language) -> Rendered {
    match gap.due {
        Some(due) if gap.overdue => w::filing_state_overdue(language, Quantity::Date(due)),
        Some(due) => w::filing_state_due(language, Quantity::Date(due)),
        None => w::filing_state_undated(language),
    }
}

/// The filings of the sector, table by table.
#[must_use]
pub fn sector(sums: &[TableSum], names: &TableNames, day: contract::calendar::Date, language: Language) -> Markup {
    let title = w::filing_expected_title(language, Quantity::Date(day));
    let headings = [
        w::heading_operators(language),
        w::heading_expected(language),
        w::heading_covered(language),
        w::heading_late(language),
        w::heading_missing_periods(language),
        w::heading_overdue(language),
        w::heading_never_filed(language),
        w::heading_stopped(language),
    ];
    let figures = |sum: &TableSum| {
        let counted = [sum.operators, sum.expected, sum.covered, sum.late, sum.missing, sum.overdue];
        counted.into_iter().chain([sum.never.len(), sum.stopped.len()]).collect::<Vec<_>>()
    };
    html! { section { h2 { (said(&title)) }
        div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_kind(language))) }
                @for heading in &headings { th.figure scope="col" { (said(heading)) } }
            } }
            tbody { @for sum in sums { tr {
                th scope="row" { (said(&table_name(language, names, sum.table))) }
                @for number in figures(sum) { td.figure { (figure(language, &Quantity::Count(whole(number)))) } }
            } } }
        } }
    } }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
