//! A contract: the text is the page. In the margin of each article stand the commitments that it makes, the clauses that
//! execute it and the values that it states.

use contract::calendar::Date;
use contract::money::{Decimal, Money};
use maud::{Markup, PreEscaped, html};
use presentation::chart::{Measure, Palette, Spark};
use presentation::quantity::in_unit;
use presentation::words as w;
use presentation::words::marks::List;
use presentation::{Language, Quantity, Rendered, say};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::address::{self, Screen};
use crate::element::agreed::{Ties, agreed};
use crate::element::commitment::{card as commitment_card, confidence_code, value, who};
use crate::element::frame::{
    Matter, NONE, Page, code, crumbs, drafted, drawn, entry_of, known_on, leads, notice, restated,
};
use crate::element::mark::{marked, named};
use crate::element::tally;
use crate::element::waiting::waiting;
use crate::element::words::{direction, figure, label, label_words, name_of, said};
use crate::view::View;
use office::answer::clause::{ClauseCard, Kind};
use office::answer::contract::{ArticleView, Body, ContractView, ParameterView, Part, ReadBy};
use office::answer::texts::{How, Proposal, Stage};

/// The page.
#[must_use]
pub fn page(view: &View<ContractView>, language: Language) -> Markup {
    let authoritative = view.card.authoritative.as_str();
    let content = html! {
        (crumbs(language, &view.setting, &[]))
        header.head {
            h1 { (label(language, &view.card.titles, authoritative)) (restated(language, &view.card)) (drafted(language, &view.card)) }
            p.quiet {
                (said(&w::page_version(language, view.card.version.as_str()))) " · "
                (figure(language, &Quantity::Interval(view.in_effect))) " · "
                (said(&w::page_published_on(language, Quantity::Date(view.published))))
                @if let Some(parent) = &view.parent { " · " (leads(language, &view.setting, (Screen::Contract, &address::contract(parent)), &said(&w::page_framework(language)))) }
            }
            p.who { (who(language, &view.parties, authoritative)) }
            (known_on(language, &view.setting, NONE))
        }
        @for proposal in &view.proposals { (signatures(view, proposal, language)) }
        @if let Some(entry) = view.recorded { section.signatures {
            h2 { (said(&w::page_standing(language))) }
            p { (said(&w::page_recorded(language))) " " (entry_of(language, &view.setting, entry)) }
        } }
        @if view.card.text_status == contract::model::TextStatus::Restated { (notice(language, presentation::table::Notice::Restated)) }
        (noticed(view, language))
        @if view.card.draft { p.notice role="note" { (said(&say(language, "withheld-draft", &[]).what)) } }
        div.document {
            (rail(view, language))
            div.text { @for part in &view.parts { (part_of(view, part, language)) } }
        }
        (packs(view, language))
        (terms(view, language))
    };
    let title = label_words(language, &view.card.titles, authoritative);
    Page { setting: &view.setting, language, screen: Screen::Contract, title, matter: Matter::Both, content }.draw()
}

/// How the text came into force, or is going to: who has signed.
fn signatures(view: &View<ContractView>, proposal: &Proposal, language: Language) -> Markup {
    let signed = |party: &str| proposal.signatures.iter().find(|one| one.party == party);
    html! {
        section.signatures {
            h2 { (said(&w::page_signatures(language))) }
            p { @match (&proposal.stage, proposal.how) {
                (Stage::InForce { from, reference, .. }, How::Unilateral) => (said(&w::page_unilateral(language, *from, reference.as_str()))),
                (Stage::InForce { from, .. }, How::Agreement) => (said(&w::page_signed_by_acts(language, *from))),
                _ => (said(&w::page_proposed(language, proposal.version.as_str()))),
            } }
            p.quiet {
                (said(&w::page_by_entries(language))) " " (entry_of(language, &view.setting, proposal.entry))
                @if let Stage::InForce { entry, .. } = &proposal.stage { " · " (entry_of(language, &view.setting, *entry)) }
            }
            ul { @for party in &proposal.parties { li {
                (name_of(&view.names, language, party)) " · "
                @match (signed(party), proposal.how) {
                    (Some(one), _) => { (named(language, List::Signed, "signed")) @if let Some(day) = one.signed_on { " · " (figure(language, &Quantity::Date(day))) } " · " (entry_of(language, &view.setting, one.entry)) },
                    (None, How::Unilateral) => (named(language, List::Signed, "author")),
                    (None, How::Agreement) => (named(language, List::Signed, "missing")),
                }
            } } }
            p.quiet { (said(&w::heading_hash(language))) " " code { (proposal.agreement) } }
        }
    }
}

/// The titles, with a dot for each article that does something.
fn rail(view: &View<ContractView>, language: Language) -> Markup {
    let tag = view.card.authoritative.as_str();
    html! {
        nav.rail aria-label=(w::page_articles(language).text()) {
            details open {
                summary { (said(&w::page_articles(language))) }
                ol lang=(tag) dir=(direction(tag)) { @for part in &view.parts { @match part {
                    Part::Heading { level: 2, title } => li.part { (title) },
                    Part::Article(article) => li { a href={ "#" (article.anchor) } {
                        @let live = !article.clauses.is_empty() || !article.commitments.is_empty();
                        span class=(if live { "dot live" } else { "dot" }) aria-hidden="true" {} (article.title)
                    } },
                    _ => {},
                } } }
            }
        }
    }
}

fn part_of(view: &View<ContractView>, part: &Part, language: Language) -> Markup {
    match part {
        Part::Heading { level: 1, .. } => html! {},
        Part::Heading { title, .. } => html! { h2.part { (written(view, title)) } },
        Part::Comment(markdown) => html! { div.row { div.said { (comment(view, markdown, language)) } } },
        Part::Article(article) => article_of(view, article, language),
    }
}

fn article_of(view: &View<ContractView>, article: &ArticleView, language: Language) -> Markup {
    let executed: Vec<&str> = article.clauses.iter().map(|clause| clause.quote.as_str()).collect();
    let ties = Ties { figures: &view.used_figures, terms: &view.terms, executed: &executed };
    let empty = article.clauses.is_empty() && article.commitments.is_empty() && article.parameters.is_empty();
    html! {
        section.row id=(article.anchor) {
            div.said {
                h2.article { a href={ "#" (article.anchor) } { (written(view, &article.title)) } }
                @for body in &article.body { @match body {
                    Body::Agreed(text) => (agreed(language, text, &view.card.authoritative, ties)),
                    Body::Comment(markdown) => (comment(view, markdown, language)),
                    Body::Note(_) => {},
                } }
                (waiting(language, &article.waiting, &view.card.authoritative, &|id| name_of(&view.names, language, id)))
                (notes(view, article, language))
            }
            @if !empty { aside.margin aria-label=(w::page_margin(language, article.title.as_str()).text()) {
                @for commitment in &article.commitments { (commitment_card(language, commitment)) }
                @for clause in &article.clauses { (clause_card(view, clause, language)) }
                @if !article.parameters.is_empty() { (parameters(view, article, language)) }
            } }
        }
    }
}

/// Words of the document in its own language.
fn written(view: &View<ContractView>, text: &str) -> Markup {
    let tag = view.card.authoritative.as_str();
    html! { bdi lang=(tag) dir=(direction(tag)) { (text) } }
}

/// A comment: our words, not agreed text; folded for readers of another language.
fn comment(view: &View<ContractView>, markdown: &str, language: Language) -> Markup {
    let tag = view.card.authoritative.as_str();
    let text = html! { div.comment lang=(tag) dir=(direction(tag)) { (PreEscaped(isolated(&plain_html(markdown)))) } };
    if tag == language.tag() {
        return text;
    }
    html! { details { summary.quiet { (said(&w::page_comment(language))) } (text) } }
}

/// Comments on clauses and worked cases, folded together.
fn notes(view: &View<ContractView>, article: &ArticleView, language: Language) -> Markup {
    let tag = view.card.authoritative.as_str();
    let notes: Vec<&str> = article
        .body
        .iter()
        .filter_map(|body| match body {
            Body::Note(markdown) => Some(markdown.as_str()),
            _ => None,
        })
        .collect();
    html! { @if !notes.is_empty() { details {
        summary.quiet { (said(&w::page_notes(language))) }
        div.comment lang=(tag) dir=(direction(tag)) { @for markdown in notes { (PreEscaped(isolated(&plain_html(markdown)))) } }
    } } }
}

/// Markdown as HTML: without any HTML of its own, and without links, which lead to files that are not served.
fn plain_html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => None,
        other => Some(other),
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Digits joined by a blank hold together.
fn isolated(html: &str) -> String {
    let letters: Vec<char> = html.chars().collect();
    letters
        .iter()
        .enumerate()
        .map(|(index, &letter)| {
            let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
            let between = digit(index.checked_sub(1)) && digit(Some(index + 1));
            if letter == ' ' && between { '\u{202F}' } else { letter }
        })
        .collect()
}

fn clause_card(view: &View<ContractView>, clause: &ClauseCard, language: Language) -> Markup {
    let authoritative = view.card.authoritative.as_str();
    let link = address::clause(&view.card.id, &clause.id);
    let name = label(language, &clause.labels, authoritative);
    html! {
        section.card {
            // Of a draft nothing is computed: there is no page of its clauses.
            h3 { @if view.card.draft { (name) } @else { (leads(language, &view.setting, (Screen::Clause, &link), &name)) } }
            @if let Some(head) = &clause.head {
                @if clause.tally.all() > 0 || clause.tally.is_secret {
                    p.amount { (tally::sum(language, &clause.tally)) }
                    p.quiet { (named(language, List::Head, head)) }
                }
            }
            @if !view.card.draft { (tally::counts(language, &clause.tally, Kind::of(clause.head.as_ref()))) }
            @if clause.course.len() > 1 { (drawn(spark(view, clause, language))) }
            @if clause.readings > 1 { p.quiet { (said(&w::page_readings_compared(language, i64::try_from(clause.readings).unwrap_or(i64::MAX)))) } }
            @if clause.confidence.is_estimate() { p.quiet { (marked(language, List::Confidence, confidence_code(clause.confidence))) } }
        }
    }
}

fn spark(view: &View<ContractView>, clause: &ClauseCard, language: Language) -> String {
    let decimal = |amount: Money| Decimal::new(i128::from(amount.centimes()), 2);
    let points: Vec<(Date, Decimal)> = clause.course.iter().map(|&(day, amount)| (day, decimal(amount))).collect();
    let label = label_words(language, &clause.labels, &view.card.authoritative);
    Spark {
        id: format!("spark-{}", clause.id),
        label,
        measure: view.card.currency.map_or(Measure::Number, Measure::Money),
        points,
        target: None,
    }
    .svg(language, Palette::Css)
}

fn parameters(view: &View<ContractView>, article: &ArticleView, language: Language) -> Markup {
    html! {
        details.card {
            summary { (said(&w::page_values_stated(language, i64::try_from(article.parameters.len()).unwrap_or(i64::MAX)))) }
            @for parameter in &article.parameters { (parameter_of(view, parameter, language)) }
        }
    }
}

fn parameter_of(view: &View<ContractView>, parameter: &ParameterView, language: Language) -> Markup {
    html! {
        h3 id={ "term-" (parameter.id) } { (label(language, &parameter.labels, &view.card.authoritative)) }
        @for dated in &parameter.values {
            dl.facts {
                dt { (figure(language, &Quantity::Interval(dated.in_effect))) }
                @for (by, number) in &dated.numbers { dd {
                    (read_by(language, parameter, by))
                    @match number {
                        Some(number) => (parameter_value(language, parameter, *number)),
                        None if matches!(by, ReadBy::Day(_)) => {},
                        None => span.missing { (said(&w::chart_unknown(language))) },
                    }
                } }
                dd.quiet { (marked(language, List::Confidence, confidence_code(dated.confidence)))
                    @if let Some((_, article)) = dated.basis.as_deref().and_then(|basis| basis.split_once('#')) { " · " (said(&w::page_article_of_pack(language, Rendered::code(article)))) }
                    @if dated.known_later { " · " (said(&w::page_known_later(language))) } }
            }
        }
    }
}

fn read_by(language: Language, parameter: &ParameterView, by: &ReadBy) -> Markup {
    let bound = |number: &Decimal| in_unit(*number, parameter.by_unit);
    let words = match by {
        ReadBy::Nothing => return html! {},
        ReadBy::Day(day) => return figure(language, &Quantity::Date(*day)),
        ReadBy::Word(word) => presentation::names::cell(language, word),
        ReadBy::Above(number) => w::page_above(language, bound(number)),
        ReadBy::UpTo(number) => w::page_up_to(language, bound(number)),
        ReadBy::Beyond => w::page_beyond(language),
    };
    html! { span.quiet { (said(&words)) } " · " }
}

/// A parameter's number: bare numbers of rates are percentages.
fn parameter_value(language: Language, parameter: &ParameterView, number: Decimal) -> Markup {
    if parameter.unit == contract::unit::Unit::NONE {
        let percent = number.digits().checked_mul(100).map(|digits| Decimal::new(digits, number.scale()));
        return figure(language, &Quantity::Percent(percent.unwrap_or(number)));
    }
    value(language, parameter.unit, number)
}

/// What was noticed where the text was held against the others.
fn noticed(view: &View<ContractView>, language: Language) -> Markup {
    html! { @if !view.notes.is_empty() { section.signatures {
        h2 { (said(&w::page_noticed(language))) }
        ul { @for (message, values) in &view.notes {
            @let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            @let told = say(language, message, &values);
            li { (said(&told.what)) @if let Some(cure) = &told.cure { br; span.quiet { (said(&w::fault_cure(language, cure.clone()))) } } }
        } }
    } } }
}

/// The packs that the contract borrows from, each with the values and tables of it that an answer may rest on.
fn packs(view: &View<ContractView>, language: Language) -> Markup {
    html! { @if !view.borrowed.is_empty() { section.signatures id="borrowed" {
        h2 { (said(&w::page_borrowed(language))) }
        p.quiet { (said(&w::page_borrowed_lead(language))) }
        @for pack in &view.borrowed { div id={ "pack-" (pack.id) } {
            h3 { @if pack.titles.is_empty() { (code(&pack.id)) } @else { (label(language, &pack.titles, &pack.authoritative)) } }
            p.quiet { (code(&pack.id)) " · " (said(&w::page_version(language, pack.version.as_str()))) " · " (said(&w::heading_hash(language))) " " code { (pack.sha256.get(..16).unwrap_or(&pack.sha256)) } }
            @if !pack.tables.is_empty() { p {
                (said(&w::page_borrowed_tables(language))) " "
                @for (index, table) in pack.tables.iter().enumerate() { @if index > 0 { " · " } (name_of(&view.names, language, table)) }
            } }
            @if pack.parameters.is_empty() && pack.tables.is_empty() { p.quiet { (said(&w::page_borrowed_nothing(language))) } }
            @if !pack.parameters.is_empty() { details.card {
                summary { (said(&w::page_values_borrowed(language, i64::try_from(pack.parameters.len()).unwrap_or(i64::MAX)))) }
                @for parameter in &pack.parameters { (parameter_of(view, parameter, language)) }
            } }
        } }
    } } }
}

/// The terms that the contract defines: where words of its text lead.
fn terms(view: &View<ContractView>, language: Language) -> Markup {
    html! {
        section.terms {
            h2 { (said(&w::page_terms(language))) }
            dl { @for term in &view.terms { div id=[(!is_shown_above(view, &term.id)).then(|| format!("term-{}", term.id))] {
                dt { (label(language, &term.labels, &view.card.authoritative)) }
                dd { @if let Some((pack, _)) = term.article.as_deref().and_then(|article| article.split_once('#')) { a href={ "#pack-" (pack) } { (said(&w::page_borrowed_term(language))) } }
                    @else if let Some(article) = &term.article { a href={ "#" (article) } { (title_of(view, article)) } } @else { (said(&w::page_declared(language))) } }
            } } }
        }
    }
}

fn is_shown_above(view: &View<ContractView>, id: &str) -> bool {
    let is_borrowed = view.borrowed.iter().flat_map(|pack| &pack.parameters).any(|parameter| parameter.id == id);
    is_borrowed
        || view.parts.iter().any(|part| match part {
            Part::Article(article) => article.parameters.iter().any(|parameter| parameter.id == id),
            _ => false,
        })
}

fn title_of(view: &View<ContractView>, anchor: &str) -> Markup {
    let tag = view.card.authoritative.as_str();
    let title = view.parts.iter().find_map(|part| match part {
        Part::Article(article) if article.anchor == anchor => Some(article.title.as_str()),
        _ => None,
    });
    html! { span lang=(tag) dir=(direction(tag)) { (title.unwrap_or(anchor)) } }
}
