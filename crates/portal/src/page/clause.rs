//! A clause: its verdict in one sentence, the text, the formula with its values, and what it gives to whom.

use contract::calendar::Date;
use contract::determination::Status;
use contract::money::Decimal;
use maud::{Markup, html};
use presentation::chart::{BarRow, Bars, Measure};
use presentation::names::place;
use presentation::quantity::{amount_heading, amount_in};
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, Unit, quantity};

use crate::address::{self, Screen};
use crate::element::agreed::{Ties, agreed};
use crate::element::commitment::confidence_code;
use crate::element::frame::{Matter, NONE, Page, code, crumbs, known_on, leads, restated};
use crate::element::mark::marked;
use crate::element::picture::{frame_of, picture};
use crate::element::waiting::waiting;
use crate::element::words::{direction, figure, label, label_words, name_of, said};
use crate::element::{tally, told};
use crate::view::View;
use office::answer::FEWEST;
use office::answer::clause::{ClauseView, Group, GroupRow, GroupedBy, Kind};

/// The page.
#[must_use]
pub fn page(view: &View<ClauseView>, language: Language) -> Markup {
    let tag = view.contract.authoritative.as_str();
    let crumb = [(Screen::Contract, address::contract(&view.contract.id), label(language, &view.contract.titles, tag))];
    let content = html! {
        (crumbs(language, &view.setting, &crumb))
        header.head {
            h1 { (label(language, &view.card.labels, tag)) (restated(language, &view.contract)) }
            p.lead { (said(&sentence(view, language))) @if view.card.tally.estimated.centimes() != 0 { " " (tally::estimate(language)) } }
            (tally::counts(language, &view.card.tally, Kind::of(view.card.head.as_ref())))
            (tally::ties(language, &view.card.tally))
            (waiting(language, &view.waiting, tag, &|id| name_of(&view.names, language, id)))
            @if view.card.confidence.is_estimate() { p.quiet { (marked(language, List::Confidence, confidence_code(view.card.confidence))) } }
            (known_on(language, &view.setting, NONE))
        }
        div.sections {
            section { h2 { (said(&w::page_article_text(language))) }
                @let article = html! { bdi lang=(tag) dir=(direction(tag)) { (view.article_title) } };
                @let path = format!("{}#{}", address::contract(&view.contract.id), view.article);
                h3 { (leads(language, &view.setting, (Screen::Contract, &path), &article)) }
                @for text in &view.agreed { (agreed(language, text, tag, Ties { executed: &[view.card.quote.as_str()], ..Ties::default() })) }
            }
            @if !view.is_protected { (formula(view, language)) }
            @if view.readings.len() > 1 { (readings(view, language)) }
            @for group in &view.groups { @if !group.rows.is_empty() { (group_of(view, group, language)) } }
            @if !view.reasons.is_empty() || view.not_yet.is_some() { section { h2 { (said(&w::page_why_not(language))) }
                ul.plain {
                    @if let Some((day, count)) = view.not_yet { li { (said(&not_yet(language, count, day, view.setting.day))) } } @for (reason, count) in &view.reasons { li {
                    (figure(language, &Quantity::Counted(*count, Unit::Determinations)))
                    (told::reason(language, &view.names, reason))
                } } }
            } }
            @if !view.is_protected { (evidence(view, language)) }
            @if !view.is_protected { (reproduce(view, language)) }
        }
    };
    let title = label_words(language, &view.card.labels, tag);
    Page { setting: &view.setting, language, screen: Screen::Clause, title, matter: Matter::Evidence, content }.draw()
}

/// How many are pending, and when the first will be known; a day that is over is not announced.
fn not_yet(language: Language, count: i64, first: Date, known_on: Date) -> Rendered {
    let pending = Quantity::Counted(count, Unit::Determinations);
    if first > known_on { w::page_not_yet(language, pending, first) } else { w::page_not_yet_open(language, pending) }
}

fn sentence(view: &View<ClauseView>, language: Language) -> Rendered {
    let tally = &view.card.tally;
    let all = Quantity::Counted(tally.all(), Unit::Determinations);
    if tally.is_secret {
        return w::page_small(language, FEWEST);
    }
    if view.is_protected && tally.all() > 0 {
        return w::page_clause_due_alone(language, tally.of(Status::Due), amount_in(tally.due, view.contract.currency));
    }
    match (tally.all(), &view.card.head) {
        (0, _) => w::page_clause_unread(language),
        (_, Some(_)) => {
            w::page_clause_due(language, all, tally.of(Status::Due), amount_in(tally.due, view.contract.currency))
        }
        (_, None) => w::page_control_held(language, all, tally.of(Status::Due)),
    }
}

fn formula(view: &View<ClauseView>, language: Language) -> Markup {
    let Some(example) = &view.example else {
        return html! { section { h2 { (said(&w::page_formula_bare(language))) } p.quiet { (said(&w::page_no_example(language))) } } };
    };
    let determination = &example.determination;
    let link = address::amount(&view.contract.id, &view.card.id, determination.operator.as_str(), &determination.key);
    let cascade = example.total.filter(|total| total.centimes() > 0).and_then(|total| {
        let frame = frame_of(
            language,
            &view.setting,
            "cascade",
            w::page_cascade_title(language, amount_in(total, view.contract.currency)),
            w::page_cascade_measure(language),
            w::page_computed_by(language, label_words(language, &view.card.labels, &view.contract.authoritative)),
            true,
        );
        told::cascade(language, example, frame)
    });
    html! {
        section { h2 { (said(&w::page_formula(language))) }
            (told::pieces(language, &view.names, example))
            @if let Some(cascade) = cascade { (picture(language, cascade.svg(), &cascade.table())) }
            @if view.setting.opens(Screen::Amount) { p { a href=(address::link(language, &view.setting, &link)) { (said(&w::page_full_explanation(language))) } } }
        }
    }
}

fn readings(view: &View<ClauseView>, language: Language) -> Markup {
    let tag = view.contract.authoritative.as_str();
    html! { section { h2 { (said(&w::page_readings(language))) } p.quiet { (said(&w::page_readings_lead(language))) }
        div.scroll tabindex="0" role="region" aria-label=(w::page_readings(language).text()) { table {
            thead { tr { th scope="col" { (said(&w::heading_reading(language))) } th.figure scope="col" { (said(&w::page_determinations(language))) } th.figure scope="col" { (said(&amount_heading(language, view.contract.currency))) } } }
            tbody { @for reading in &view.readings { tr {
                th scope="row" { (label(language, &reading.labels, tag)) @if reading.in_use { " " span.tag { (said(&w::page_in_use(language))) } }
                    @if let Some(code_of) = &reading.reading { p.quiet { (code(code_of)) } } }
                td.figure { (figure(language, &Quantity::Count(reading.tally.of(Status::Due)))) }
                td.figure { (figure(language, &Quantity::Amount(reading.tally.due))) }
            } } }
        } }
    } }
}

fn group_of(view: &View<ClauseView>, group: &Group, language: Language) -> Markup {
    let title = match group.by {
        GroupedBy::Region => w::page_amounts_by_region(language),
        GroupedBy::Ecosystem => w::page_amounts_by_ecosystem(language),
        GroupedBy::Operator => w::page_amounts_by_operator(language),
    };
    let named = |row: &GroupRow| match &row.code {
        None => w::page_not_told(language),
        Some(code) => match group.by {
            GroupedBy::Region => place(language, &view.setting.atlas, code),
            GroupedBy::Ecosystem => word(language, List::Ecosystem, code),
            GroupedBy::Operator => Rendered::quoted(code),
        },
    };
    if group.by == GroupedBy::Operator {
        return operators(view, group, language, &title);
    }
    let shown = || group.rows.iter().filter(|row| row.persons > 0);
    let secret = || group.rows.iter().filter(|row| row.tally.is_secret);
    let waiting = || group.rows.iter().filter(|row| row.persons_waiting > 0);
    let bars = Bars {
        frame: frame_of(
            language,
            &view.setting,
            match group.by {
                GroupedBy::Region => "regions",
                _ => "ecosystems",
            },
            title.clone(),
            amount_heading(language, view.contract.currency),
            w::page_computed_by(language, label_words(language, &view.card.labels, &view.contract.authoritative)),
            true,
        ),
        category: match group.by {
            GroupedBy::Region => ("region", w::heading_region(language)),
            _ => ("ecosystem", w::heading_ecosystem(language)),
        },
        measure: view.contract.currency.map_or(Measure::Number, Measure::Money),
        rows: shown().map(|row| BarRow { label: named(row), value: Some(decimal(row)) }).collect(),
    };
    html! { section { h2 { (said(&title)) }
        @if shown().next().is_some() { (picture(language, bars.svg(), &bars.table())) }
        @if waiting().next().is_some() {
            p { (said(&w::page_not_evaluated_beside(language))) }
            ul.counts { @for row in waiting() { li { (said(&named(row))) " "
                (figure(language, &Quantity::Count(row.tally.of(Status::NotEvaluated))))
            } } }
        }
        @if secret().next().is_some() {
            ul.counts { @for row in secret() { li { (said(&named(row))) " " span.hatched { (said(&w::chart_secret(language))) } } } }
            p.quiet { (said(&w::page_small(language, FEWEST))) }
        }
    } }
}

fn decimal(row: &GroupRow) -> Decimal {
    Decimal::new(i128::from(row.tally.due.centimes()), 2)
}

/// The operators with the largest amounts.
fn operators(view: &View<ClauseView>, group: &Group, language: Language, title: &Rendered) -> Markup {
    html! { section { h2 { (said(title)) }
        div.scroll tabindex="0" role="region" aria-label=(title.text()) { table {
            thead { tr { th scope="col" { (said(&w::heading_operator(language))) } th.figure scope="col" { (said(&w::page_persons(language))) } th.figure scope="col" { (said(&w::page_determinations(language))) } th.figure scope="col" { (said(&amount_heading(language, view.contract.currency))) } th.figure scope="col" { (said(&w::heading_not_evaluated(language))) } } }
            tbody { @for row in &group.rows { @if let Some(operator) = &row.code { tr {
                @let path = format!("{}?clause={}/{}", address::operator(operator), view.contract.id, view.card.id);
                th scope="row" { (leads(language, &view.setting, (Screen::Operator, &path), &html! { bdi { (operator) } })) }
                td.figure { (figure(language, &Quantity::Count(row.persons))) }
                td.figure { (figure(language, &Quantity::Count(row.tally.of(Status::Due)))) }
                td.figure { (figure(language, &Quantity::Amount(row.tally.due))) }
                td.figure { (figure(language, &Quantity::Count(row.tally.of(Status::NotEvaluated)))) }
            } } } }
        } }
        @if group.left_out > 0 { p {
            (said(&w::page_left_out(language, i64::try_from(group.left_out).unwrap_or(i64::MAX))))
            @if view.setting.opens(Screen::Operators) { " " a href=(address::link(language, &view.setting, "/operators?order=due#list")) { (said(&w::page_all(language))) } }
        } }
    } }
}

fn evidence(view: &View<ClauseView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_evidence(language))) }
        div.scroll tabindex="0" role="region" aria-label=(w::page_evidence(language).text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_kind(language))) }
                th.figure scope="col" { (said(&w::page_operators(language))) }
                th.figure scope="col" { (said(&w::heading_pieces(language))) }
                th.figure scope="col" { (said(&w::heading_rows_used(language))) }
                th.figure scope="col" { (said(&w::heading_rows_refused(language))) }
                th.figure scope="col" { (said(&w::heading_missing_periods(language))) }
            } }
            tbody { @for table in &view.evidence { tr {
                th scope="row" { (said(&presentation::names::table(language, &view.setting.tables, &table.table))) }
                @for number in [table.operators, table.files, table.rows_accepted, table.rows_refused, table.periods_missing] {
                    td.figure { (said(&quantity(language, &Quantity::Count(number)))) }
                }
            } } }
        } }
    } }
}

fn reproduce(view: &View<ClauseView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_reproduce(language))) }
        p.quiet { (said(&w::page_reproduce_lead(language))) }
        pre tabindex="0" { (code(&view.command)) }
        @if let Some(receipt) = &view.receipt { dl.facts.hashes {
            dt { (said(&w::page_receipt_determinations(language))) } dd { (code(&receipt.hash)) }
            dt { (said(&w::page_receipt_document(language))) } dd { (code(&receipt.document)) }
            dt { (said(&w::page_receipt_engine(language))) } dd { (code(&receipt.engine)) }
        } }
    } }
}
