//! Determinations by status: a segmented line of counts, and the sum that is due.

use contract::determination::Status;
use maud::{Markup, html};
use presentation::quantity::amount_in;
use presentation::words as w;
use presentation::words::marks::{List, Mark, mark};
use presentation::{Language, Quantity, Unit};

use super::mark::{draw, tone};
use super::words::{figure, said};
use office::answer::clause::{Kind, Tally};

/// The sum that is due, marked as an estimate where it is one; nothing, and no zero, where no determination was made, or
/// where nothing is due and it is not evaluated whether something would be.
#[must_use]
pub fn sum(language: Language, tally: &Tally) -> Markup {
    if tally.is_secret {
        return html! { span.hatched { (said(&w::chart_secret(language))) } };
    }
    let is_open = tally.of(Status::Due) == 0 && tally.of(Status::NotEvaluated) > 0;
    if is_open || (tally.all() == 0 && tally.never_filed > 0) {
        return html! { span.missing { "—" } };
    }
    html! {
        span.sum { (figure(language, &amount_in(tally.due, tally.currency)))
            @for (currency, due) in &tally.others { " + " (figure(language, &amount_in(*due, Some(*currency)))) } }
        @if tally.estimated.centimes() != 0 { " " (estimate(language)) }
    }
}

/// The word that marks an estimate.
#[must_use]
pub fn estimate(language: Language) -> Markup {
    html! { span.tag title=(w::notice_estimate(language).text()) { (said(&w::page_estimate(language))) } }
}

/// The status as a mark; a control agrees or does not.
#[must_use]
pub fn status_mark(language: Language, status: Status, kind: Kind) -> Markup {
    draw(&status_of(language, status, kind))
}

/// The sign and word of a status; a control agrees or does not.
#[must_use]
pub fn status_of(language: Language, status: Status, kind: Kind) -> Mark {
    match (kind, status) {
        (Kind::Payment, _) => mark(language, List::Status, &code(status)),
        (Kind::Control, Status::Due) => mark(language, List::ControlStatus, "holds"),
        (Kind::Control, Status::ZeroByRule) => mark(language, List::ControlStatus, "gap"),
        (Kind::Control, _) => mark(language, List::ControlStatus, &code(status)),
    }
}

/// How many determinations stand where.
#[must_use]
pub fn counts(language: Language, tally: &Tally, kind: Kind) -> Markup {
    if tally.is_secret {
        return html! {};
    }
    html! {
        @if tally.never_filed > 0 {
            @let operators = Quantity::Counted(tally.never_filed, Unit::Operators);
            p.quiet { (said(&w::filing_not_evaluated(language, operators))) }
        }
        @if tally.all() == 0 { p.quiet { (said(&w::page_nothing_computed(language))) } }
        @else {
            (segments(tally))
            ul.counts { @for status in Status::ALL { @if tally.of(status) > 0 {
                li { (status_mark(language, status, kind)) " " (figure(language, &Quantity::Count(tally.of(status)))) }
            } } }
        }
    }
}

/// A bar of shares, one segment a status; the counts stand beside it in words.
fn segments(tally: &Tally) -> Markup {
    let all = tally.all().max(1);
    let mut begin = 0;
    let parts: Vec<(Status, i64, i64)> = Status::ALL
        .into_iter()
        .filter(|&status| tally.of(status) > 0)
        .map(|status| {
            let width = (tally.of(status) * 1000 / all).max(4);
            let part = (status, begin, width);
            begin += width;
            part
        })
        .collect();
    html! {
        svg.shares viewBox={ "0,0," (begin.max(1)) ",10" } preserveAspectRatio="none" aria-hidden="true" {
            @for (status, x, width) in parts { rect class=(tone_of(status)) x=(x) y="0" width=(width) height="10" {} }
        }
    }
}

/// What hangs on hires that the text does not order; nothing where nothing does.
#[must_use]
pub fn ties(language: Language, tally: &Tally) -> Markup {
    let ties = tally.ties;
    let counted = |number| Quantity::Counted(number, Unit::Determinations);
    html! {
        @if ties.shared > 0 { p.quiet { (said(&w::ties_shared(language, counted(ties.shared), amount_in(ties.shared_due, tally.currency)))) } }
        @if ties.open > 0 { p.quiet { (said(&w::ties_open(language, counted(ties.open)))) } }
    }
}

/// The code of a status in word lists.
#[must_use]
pub fn code(status: Status) -> String {
    status.word().replace(' ', "_")
}

fn tone_of(status: Status) -> &'static str {
    tone(presentation::words::marks::mark(Language::En, List::Status, &code(status)).tone)
}
