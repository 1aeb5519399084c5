//! An operator. Question of its reader: what did it declare, what is missing, and what would it receive, and why?

use contract::determination::{NeverFiled, Reason, Status};
use contract::unit::Currency;
use maud::{Markup, html};
use presentation::fault;
use presentation::names::place;
use presentation::quantity::{amount_among, amount_heading, common};
use presentation::words as w;
use presentation::words::marks::List;
use presentation::{Language, Quantity, Rendered, Unit};

use crate::address::{self, Screen};
use crate::element::damage;
use crate::element::doubt;
use crate::element::enrolment;
use crate::element::filing;
use crate::element::frame::{Matter, NONE, Page, code, crumbs, day, known_on, leads};
use crate::element::mark::{marked, named};
use crate::element::reconciliation;
use crate::element::tally::{self, status_mark};
use crate::element::undecided;
use crate::element::words::{decider, figure, label, said};
use crate::view::View;
use office::answer::TableNames;
use office::answer::amount::short;
use office::answer::clause::Kind;
use office::answer::evidence::{Handed, Submission};
use office::answer::operator::{AmountOrder, DeterminationRow, Narrowed, OperatorView};

/// The page.
#[must_use]
pub fn page(view: &View<OperatorView>, language: Language) -> Markup {
    let crumb = [(Screen::Operators, "/operators".to_owned(), said(&w::page_operators(language)))];
    let content = html! {
        (crumbs(language, &view.setting, &crumb))
        (own(view, language))
        header.head {
            h1 { bdi translate="no" { (view.id) } }
            @if let Some(created) = view.created { p.lead { (said(&w::page_created_on(language, Quantity::Date(created)))) } }
            (known_on(language, &view.setting, NONE))
            (filing::silence(&view.filings, &view.setting.tables, language))
        }
        (damage::files(&view.damaged, false, language))
        @if let Some(name) = &view.party { (of_party(view, name, language)) } @else { div.sections {
            section { h2 { (said(&w::page_amounts_by_head(language))) } (amounts(view, Kind::Payment, language)) }
            section { h2 { (said(&w::page_missing(language))) } (missing(view, language)) }
            section id="waits" { h2 { (said(&w::waiting_title(language))) }
                @if view.amounts.iter().any(|one| one.head.is_some() && one.never_filed.is_some()) { p { (said(&w::waiting_never_filed(language))) } }
                (undecided::waits(&view.waits, &view.setting.tables, &view.waits_command, language)) }
            @if !view.doubts.is_empty() { section id="doubts" { h2 { (said(&w::doubt_title(language))) } (doubt::lists(&view.doubts, &view.doubts_command, &view.setting, language)) } }
            (enrolment::of(&view.enrolment, &view.setting, language))
            section { h2 { (said(&w::page_sites(language))) } (sites(view, language)) }
            section id="amounts" { h2 { (said(&w::page_single_amounts(language))) } (determinations(view, language)) }
            section { h2 { (said(&w::page_controls(language))) } (amounts(view, Kind::Control, language)) }
            (reconciliation::list(&view.reconciled, &view.setting.tables, language))
            section { h2 { (said(&w::page_submissions(language))) }
                @for submission in &view.submissions { (submission_of(submission, view, language)) }
            }
        } }
    };
    let title = Rendered::quoted(&view.id);
    Page { setting: &view.setting, language, screen: Screen::Operator, title, matter: Matter::Evidence, content }.draw()
}

/// What a party files that is no operator: nothing is computed of it.
fn of_party(view: &View<OperatorView>, name: &contract::model::Labels, language: Language) -> Markup {
    html! { div.sections {
        p.lead { (label(language, name, "")) }
        section { h2 { (said(&w::page_missing(language))) } (filing::missing(&view.filings, &view.setting.tables, language)) }
        (reconciliation::list(&view.reconciled, &view.setting.tables, language))
        section { h2 { (said(&w::page_submissions(language))) }
            @for submission in &view.submissions { (submission_of(submission, view, language)) }
        }
    } }
}

/// The way to the others, for whoever reads for several operators and has no list of all.
fn own(view: &View<OperatorView>, language: Language) -> Markup {
    let setting = &view.setting;
    html! { @if setting.own.len() > 1 && !setting.opens(Screen::Operators) {
        nav.crumbs aria-label=(w::page_own_operators(language).text()) { ol { @for one in &setting.own { li {
            a href=(address::link(language, setting, &address::operator(one))) aria-current=[(*one == view.id).then_some("page")] { bdi { (one) } }
        } } } }
    } }
}

/// What is missing. Where nothing is and cases wait all the same, that is told in the same breath.
fn missing(view: &View<OperatorView>, language: Language) -> Markup {
    let keys = view.waits.keys;
    if view.filings.missing() > 0 || keys == 0 {
        return filing::missing(&view.filings, &view.setting.tables, language);
    }
    let keys = Quantity::Counted(i64::try_from(keys).unwrap_or(i64::MAX), Unit::Determinations);
    html! { p { (said(&w::waiting_apart(language, keys))) } (filing::older(&view.filings, &view.setting.tables, language)) }
}

fn amounts(view: &View<OperatorView>, kind: Kind, language: Language) -> Markup {
    let title = match kind {
        Kind::Payment => w::page_amounts_by_head(language),
        Kind::Control => w::page_controls(language),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.named {
            thead { tr {
                th scope="col" { (said(&w::heading_clause(language))) }
                @if kind == Kind::Payment { th.figure scope="col" { (said(&w::page_theme_amounts(language))) } }
                @for status in Status::ALL { th.figure scope="col" { (status_mark(language, status, kind)) } }
            } }
            tbody { @for one in view.amounts.iter().filter(|one| Kind::of(one.head.as_ref()) == kind) { tr {
                th scope="row" {
                    @let path = address::clause(&one.contract.id, &one.clause);
                    (leads(language, &view.setting, (Screen::Clause, &path), &label(language, &one.labels, &one.contract.authoritative)))
                    @if let Some(head) = &one.head { p.quiet { (named(language, List::Head, head)) } }
                    p.quiet { (label(language, &one.contract.titles, &one.contract.authoritative)) }
                    @if let Some(never) = &one.never_filed { (never_filed(never, view, language)) }
                    @if let Some(reason) = &one.unknown { (unknown(reason, view, language)) }
                    (tally::ties(language, &one.tally))
                }
                @if kind == Kind::Payment { td.figure { (tally::sum(language, &one.tally)) } }
                @for status in Status::ALL { td.figure { (narrowed(view, one.contract.id.as_str(), &one.clause, status, one.tally.of(status), language)) } }
            } } }
        } }
    }
}

/// Why a file was refused, each reason once, and what to do.
fn refused_for(language: Language, names: &TableNames, piece: &Handed) -> Markup {
    let mut told = Vec::new();
    for finding in &piece.refusals {
        let values = finding.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let said = presentation::fault::finding(language, names, &finding.code, &values.collect::<Vec<_>>());
        if !told.contains(&said) {
            told.push(said);
        }
    }
    html! { @for one in &told {
        p { (said(&one.what)) }
        @if let Some(cure) = &one.cure { p.quiet { (said(&w::fault_cure(language, cure.clone()))) } }
    } }
}

/// Why the clause speaks of nobody.
fn never_filed(never: &NeverFiled, view: &View<OperatorView>, language: Language) -> Markup {
    let told =
        fault::never_filed(language, never, &|table| presentation::names::table(language, &view.setting.tables, table));
    html! { p { (status_mark(language, Status::NotEvaluated, Kind::Payment)) " " (said(&told.what)) } }
}

/// Why nothing is known of anybody.
fn unknown(reason: &Reason, view: &View<OperatorView>, language: Language) -> Markup {
    let told =
        fault::reason(language, reason, &|table| presentation::names::table(language, &view.setting.tables, table));
    html! { p { (status_mark(language, Status::NotEvaluated, Kind::Payment)) " " (said(&told.what)) } }
}

/// A count that leads to the determinations behind it.
fn narrowed(
    view: &View<OperatorView>,
    contract: &str,
    clause: &str,
    status: Status,
    count: i64,
    language: Language,
) -> Markup {
    let said_count = figure(language, &Quantity::Count(count));
    if count == 0 {
        return html! { span.missing { (said_count) } };
    }
    let path =
        format!("{}?clause={contract}/{clause}&status={}#amounts", address::operator(&view.id), tally::code(status));
    html! { a href=(address::link(language, &view.setting, &path)) { (said_count) } }
}

fn sites(view: &View<OperatorView>, language: Language) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(w::page_sites(language).text()) { table {
            thead { tr {
                th scope="col" { (said(&w::page_site(language))) }
                th scope="col" { (said(&w::page_platform(language))) }
                th scope="col" { (said(&w::heading_region(language))) }
                th scope="col" { (said(&w::heading_period(language))) }
            } }
            tbody { @for site in &view.sites { tr {
                th scope="row" { (code(&site.code)) }
                td { @match &site.platform { Some((id, names)) => { @if names.is_empty() { (code(id)) } @else { (label(language, names, "fr")) } }, None => span.quiet { (said(&w::page_outside_platforms(language))) } } }
                td { @match &site.region { Some(region) => (said(&place(language, &view.setting.atlas, region))), None => span.missing { "—" } } }
                td { @if let Some(valid) = site.valid { (figure(language, &Quantity::Interval(valid))) } }
            } } }
        } }
    }
}

fn determinations(view: &View<OperatorView>, language: Language) -> Markup {
    let title = w::page_single_amounts(language);
    html! {
        @if let Some((contract, clause)) = &view.narrowed.clause { p.quiet {
            (code(&format!("{contract} · {clause}")))
            @if let Some(status) = view.narrowed.status { " · " (marked(language, List::Status, &tally::code(status))) }
            " · " a href=(address::link(language, &view.setting, &format!("{}#amounts", address::operator(&view.id)))) { (said(&w::page_all(language))) }
        } }
        (search(view, language))
        div.scroll tabindex="0" role="region" aria-label=(title.text()) { table.listed {
            thead { tr {
                (heading(view, language, AmountOrder::Person, &w::heading_person(language)))
                th scope="col" { (said(&w::heading_clause(language))) }
                th scope="col" { (said(&w::heading_period(language))) }
                th scope="col" { (said(&w::heading_status(language))) }
                (heading(view, language, AmountOrder::DueDay, &w::heading_due_date(language)))
                (heading(view, language, AmountOrder::Amount, &amount_heading(language, of_column(view))))
            } }
            tbody { @for row in &view.determinations { (determination(view, row, language)) } }
        } }
        (pages(view, language))
    }
}

/// The currency of the amounts that are listed.
fn of_column(view: &View<OperatorView>) -> Option<Currency> {
    common(view.determinations.iter().filter(|row| row.amount.is_some()).map(|row| row.currency))
}

fn determination(view: &View<OperatorView>, row: &DeterminationRow, language: Language) -> Markup {
    let (one, key) = (&row.determination, &row.determination.key);
    let link = address::amount(&row.contract, &one.clause, one.operator.as_str(), key);
    html! { tr {
        th scope="row" { (leads(language, &view.setting, (Screen::Amount, &link), &html! { code dir="ltr" { (short(key.person)) } })) }
        td { (label(language, &row.labels, "fr")) }
        td {
            @if let Some(year) = key.year { (figure(language, &Quantity::Year(year))) }
            @if let Some(start) = key.start { (figure(language, &Quantity::Date(start))) }
            @else if let Some(month) = key.first_month { (figure(language, &Quantity::Month(month))) }
            @if let Some(number) = key.anniversary { " · " (said(&w::page_anniversary(language, i64::from(number)))) }
        }
        td { (status_mark(language, one.status, row.kind))
            @if let Some(by) = &one.decided_by { p.quiet { (said(&decider(language, by, row.decided_by.as_ref(), "fr"))) } } }
        td { @match row.due_on { Some(date) => (day(language, date)), None => span.missing { "—" } } }
        td.figure { @match row.amount { Some(amount) => { (figure(language, &amount_among(amount, row.currency, of_column(view)))) @if row.estimate { " " (tally::estimate(language)) } }, None => span.missing { "—" } } }
    } }
}

/// A form that looks for a person by the first digits, and the way back to all.
fn search(view: &View<OperatorView>, language: Language) -> Markup {
    let narrowed = &view.narrowed;
    let all = path(view, &Narrowed { person: None, ..narrowed.clone() }, 1);
    let clause = narrowed.clause.as_ref().map(|(contract, clause)| format!("{contract}/{clause}"));
    html! { form.known method="get" action=(format!("/{}{}#amounts", language.tag(), address::operator(&view.id))) {
        label for="find" { (said(&w::page_find_person(language))) }
        input id="find" type="search" name="find" value=[narrowed.person.as_deref()] maxlength="32" pattern="[0-9A-Za-z]*";
        @if let Some(clause) = &clause { input type="hidden" name="clause" value=(clause); }
        @if let Some(status) = narrowed.status { input type="hidden" name="status" value=(tally::code(status)); }
        @if narrowed.order != AmountOrder::default() { input type="hidden" name="order" value=(narrowed.order.word()); }
        @for (name, value) in address::moment(view.setting.when) { input type="hidden" name=(name) value=(value); }
        button type="submit" { (said(&w::page_show(language))) }
        @if narrowed.person.is_some() { a href=(address::link(language, &view.setting, &all)) { (said(&w::page_all(language))) } }
    } }
}

/// A heading that orders the list by its column.
fn heading(view: &View<OperatorView>, language: Language, order: AmountOrder, words: &Rendered) -> Markup {
    let is_current = view.narrowed.order == order;
    let direction = if order == AmountOrder::Amount { "descending" } else { "ascending" };
    let link = path(view, &Narrowed { order, ..view.narrowed.clone() }, 1);
    html! {
        th.figure[order == AmountOrder::Amount] scope="col" aria-sort=[is_current.then_some(direction)] {
            a href=(address::link(language, &view.setting, &link)) { (said(words)) @if is_current { " " span aria-hidden="true" { "▾" } } }
        }
    }
}

/// The path of a part of the list, its fields in the order of the route.
fn path(view: &View<OperatorView>, narrowed: &Narrowed, page: usize) -> String {
    let mut fields = Vec::new();
    if let Some((contract, clause)) = &narrowed.clause {
        fields.push(format!("clause={contract}/{clause}"));
    }
    if let Some(status) = narrowed.status {
        fields.push(format!("status={}", tally::code(status)));
    }
    if let Some(person) = &narrowed.person {
        fields.push(format!("find={person}"));
    }
    if narrowed.order != AmountOrder::default() {
        fields.push(format!("order={}", narrowed.order.word()));
    }
    if page > 1 {
        fields.push(format!("page={page}"));
    }
    let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
    format!("{}{query}#amounts", address::operator(&view.id))
}

fn pages(view: &View<OperatorView>, language: Language) -> Markup {
    let path = |page: usize| address::link(language, &view.setting, &path(view, &view.narrowed, page));
    let number = |page: usize| i64::try_from(page).unwrap_or(i64::MAX);
    html! { @if view.pages > 1 { nav.pages aria-label=(w::page_single_amounts(language).text()) {
        @if view.page > 1 { a href=(path(view.page - 1)) rel="prev" { (said(&w::page_previous(language))) } }
        span { (said(&w::page_of_pages(language, number(view.page), number(view.pages)))) }
        @if view.page < view.pages { a href=(path(view.page + 1)) rel="next" { (said(&w::page_next(language))) } }
    } } }
}

fn submission_of(submission: &Submission, view: &View<OperatorView>, language: Language) -> Markup {
    html! { details {
        summary { (said(&w::page_received_on(language, Quantity::Date(submission.received)))) " · "
            (said(&crate::element::commitment::count(language, submission.pieces.len(), presentation::Unit::Pieces))) }
        p.quiet { (said(&w::trace_submission(language, Rendered::code(&submission.id)))) }
        div.scroll tabindex="0" role="region" aria-label=(submission.id) { table {
            thead { tr {
                th scope="col" { (said(&w::heading_file(language))) }
                th scope="col" { (said(&w::heading_kind(language))) }
                th scope="col" { (said(&w::heading_status(language))) }
                th.figure scope="col" { (said(&w::heading_rows_in(language))) }
                th.figure scope="col" { (said(&w::heading_rows_used(language))) }
                th.figure scope="col" { (said(&w::heading_rows_refused(language))) }
                th scope="col" { (said(&w::heading_to_look_at(language))) }
            } }
            tbody { @for piece in &submission.pieces { tr {
                th scope="row" { bdi translate="no" { (piece.name) } }
                td { (said(&presentation::names::kind(language, &view.setting.tables, piece.kind.unwrap_or_default()))) }
                td { (named(language, List::Standing, piece.standing)) }
                @for number in [piece.rows_in, piece.used, piece.refused] { td.figure { (figure(language, &count(number))) } }
                td { (refused_for(language, &view.setting.tables, piece)) @for (finding, number) in &piece.findings { div { (code(finding)) " × " (figure(language, &count(*number))) } } }
            } } }
        } }
    } }
}

fn count(number: u64) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
