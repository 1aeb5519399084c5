//! Data and method: the rules of the house, what is read, what the words mean, where published figures come from.

use maud::{Markup, html};
use presentation::formats::accepted;
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity};

use crate::address::Screen;
use crate::element::commitment::{confidence_code, perimeter};
use crate::element::frame::{Matter, Page, code, day};
use crate::element::mark::{marked, named};
use crate::element::words::{figure, label, said};
use crate::view::View;
use office::answer::method::MethodView;

/// The lists of the trade that the glossary shows.
const LISTS: [List; 6] = [List::Verdict, List::Status, List::Confidence, List::Head, List::Ecosystem, List::Table];

/// The page.
#[must_use]
pub fn page(view: &View<MethodView>, language: Language) -> Markup {
    let content = html! {
        header.head {
            h1 { (said(&w::page_method(language))) }
            p.lead { (said(&w::page_method_lead(language))) }
        }
        div.sections {
            section { h2 { (said(&w::page_rules(language))) } ul.plain {
                li { (said(&w::page_rule_missing(language))) }
                li { (said(&w::page_rule_perimeter(language))) }
                li { (said(&w::page_rule_apart(language))) }
                li { (said(&w::page_rule_two(language))) }
                li { (said(&w::page_rule_small(language, office::answer::FEWEST))) }
            } }
            section { h2 { (said(&w::page_pieces(language))) } ul.plain { @for piece in &view.pieces { li { (said(&presentation::names::kind(language, &view.setting.tables, piece))) } } } }
            (formats(view, language))
            (schemas(view, language))
            (figures(view, language))
            (glossary(language))
            section { h2 { (said(&w::page_licence(language))) } p { (said(&w::page_licence_text(language, view.version.as_str()))) } }
        }
    };
    let title = w::page_method(language);
    Page { setting: &view.setting, language, screen: Screen::Method, title, matter: Matter::Published, content }.draw()
}

/// Every column of every kind of piece, with an example.
fn formats(view: &View<MethodView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_formats(language))) }
        p.quiet { (said(&w::page_formats_lead(language))) }
        @for format in &view.formats { details {
            summary { (said(&presentation::names::kind(language, &format.names, format.kind))) }
            div.scroll tabindex="0" role="region" aria-label=(presentation::names::kind(language, &format.names, format.kind).text()) { table {
                thead { tr {
                    th scope="col" { (said(&w::heading_column(language))) }
                    th scope="col" { (said(&w::heading_contents(language))) }
                    th scope="col" { (said(&w::heading_example(language))) }
                    th scope="col" { (said(&w::heading_may_be_blank(language))) }
                    th scope="col" { (said(&w::heading_spellings(language))) }
                } }
                tbody { @for column in &format.columns { tr {
                    th scope="row" { (code(column.name)) @if let Some((first, last)) = column.characters { p.quiet { (code(&format!("{first}–{last}"))) } } }
                    td { (said(&word(language, List::Holds, column.holds))) @if let Some(unit) = column.unit { " " (code(unit)) }
                        @if let Some(bound) = column.bound { p.quiet { (said(&w::heading_accepted(language))) " " (said(&accepted(language, bound, column.unit))) } }
                        @for (asked, others) in &column.words { div { (code(asked)) @for other in others { " " code.quiet dir="auto" { (other) } } } } }
                    td { bdi dir="ltr" { (code(column.example)) } }
                    td { (said(&blank(language, column))) }
                    td { @for label in column.labels { div { code { (label) } } } }
                } } }
            } }
        } }
    } }
}

fn blank(language: Language, column: &office::answer::formats::FormatColumn) -> presentation::Rendered {
    match (column.may_be_blank, column.required) {
        (_, false) => w::format_column_absent(language),
        (true, true) => w::format_yes(language),
        (false, true) => w::format_no(language),
    }
}

fn schemas(view: &View<MethodView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_schemas(language))) }
        @for (contract, tables) in &view.contracts { details {
            summary { (label(language, &contract.titles, &contract.authoritative)) }
            div.scroll tabindex="0" role="region" aria-label=(contract.id) { table {
                thead { tr { th scope="col" { (said(&w::heading_kind(language))) } th scope="col" { (said(&w::page_keys(language))) } th scope="col" { (said(&w::page_columns(language))) } } }
                tbody { @for table in tables { tr {
                    th scope="row" { (label(language, &table.labels, &contract.authoritative)) p.quiet { (code(&table.id)) } }
                    td { @for key in &table.keys { (code(key)) " " } }
                    td { @for (name, kind) in &table.columns { div { (code(name)) " " span.quiet { (code(kind)) } } } }
                } } }
            } }
        } }
    } }
}

fn figures(view: &View<MethodView>, language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_published_figures(language))) }
        p.quiet { (said(&w::page_rule_perimeter(language))) }
        div.scroll tabindex="0" role="region" aria-label=(w::page_published_figures(language).text()) { table.published {
            thead { tr {
                th scope="col" { (said(&w::page_series(language))) }
                th scope="col" { (said(&w::heading_period(language))) }
                th.figure scope="col" { (said(&w::heading_value(language))) }
                th scope="col" { (said(&w::heading_perimeter(language))) }
                th scope="col" { (said(&w::heading_confidence(language))) }
                th scope="col" { (said(&w::heading_published(language))) }
                th scope="col" { (said(&w::heading_source(language))) }
            } }
            tbody { @for one in &view.figures { tr {
                th scope="row" { (code(&one.series)) }
                td { (said(&presentation::verdict::figure_period(language, one.period))) }
                td.figure { (value(language, one)) }
                td { (perimeter(language, &view.names, &one.perimeter)) }
                td { (marked(language, List::Confidence, confidence_code(one.confidence))) }
                td { @match one.published { Some(date) => (day(language, date)), None => span.missing { "—" } } }
                td.source { @for link in one.source.split_whitespace().filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
                    a href=(link) rel="external noreferrer" { bdi dir="ltr" translate="no" { (host(link)) } } " "
                } }
            } } }
        } }
    } }
}

fn value(language: Language, figure_of: &contract::verdict::Figure) -> Markup {
    let unit = figure_of.unit.as_deref().unwrap_or_default();
    match contract::unit::Unit::parse(unit) {
        Some(known) if unit != "%" => figure(language, &presentation::quantity::in_unit(figure_of.value, known)),
        Some(_) => figure(language, &Quantity::Percent(figure_of.value)),
        None => {
            html! { (figure(language, &Quantity::Number(figure_of.value))) " " (named(language, List::Cell, unit)) }
        }
    }
}

/// The host of an address.
fn host(link: &str) -> &str {
    link.split('/').nth(2).unwrap_or(link)
}

/// The words of the trade in the three languages, side by side.
fn glossary(language: Language) -> Markup {
    html! { section { h2 { (said(&w::page_glossary(language))) }
        div.scroll tabindex="0" role="region" aria-label=(w::page_glossary(language).text()) { table.glossary {
            thead { tr { @for other in Language::ALL { th scope="col" lang=(other.tag()) dir=(other.direction()) { (other.own_name()) } } th scope="col" { (said(&w::heading_code(language))) } } }
            tbody { @for list in LISTS { @for one in codes(list) { tr {
                @for other in Language::ALL { td lang=(other.tag()) dir=(other.direction()) { (said(&word(other, list, one))) } }
                td { (code(one)) }
            } } } }
        } }
    } }
}

fn codes(list: List) -> &'static [&'static str] {
    List::ALL.iter().find(|(known, _)| *known == list).map(|(_, codes)| *codes).unwrap_or_default()
}
