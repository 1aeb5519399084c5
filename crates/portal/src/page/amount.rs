//! One amount, explained down to its rows. Question of its reader: why this figure?

use contract::determination::Status;
use maud::{Markup, html};
use presentation::quantity::amount_in;
use presentation::words as w;
use presentation::words::marks::List;
use presentation::{Language, Rendered};

use crate::address::{self, Screen};
use crate::element::agreed::{Ties, agreed};
use crate::element::frame::{Matter, NONE, Page, code, crumbs, known_on, restated};
use crate::element::mark::named;
use crate::element::picture::{frame_of, picture};
use crate::element::tally;
use crate::element::told;
use crate::element::words::{decider, direction, label, label_words, said};
use crate::view::View;
use office::answer::amount::{AmountView, short};
use office::answer::clause::Kind;

/// The page.
#[must_use]
pub fn page(view: &View<AmountView>, language: Language) -> Markup {
    let (names, explanation) = (&view.names, &view.explanation);
    let determination = &explanation.determination;
    let tag = view.contract.authoritative.as_str();
    let operator = determination.operator.as_str();
    let steps = [
        (Screen::Contract, address::contract(&view.contract.id), label(language, &view.contract.titles, tag)),
        (Screen::Clause, address::clause(&view.contract.id, &determination.clause), label(language, &view.labels, tag)),
        (Screen::Operator, address::operator(operator), html! { bdi { (operator) } }),
    ];
    let content = html! {
        (crumbs(language, &view.setting, &steps))
        header.head {
            h1 { (said(&title(view, language))) }
            @if let Some(words) = in_words(view, language) { p.words { (said(&words)) } }
            p.lead { (said(&w::page_amount_of(language, label_words(language, &view.labels, tag), operator, Rendered::code(&short(determination.key.person))))) }
            @if let Some(head) = &view.head { p.quiet { (named(language, List::Head, head)) } }
            p { (tally::status_mark(language, determination.status, Kind::of(view.head.as_ref())))
                @if !explanation.estimate_because.is_empty() { " " (tally::estimate(language)) }
                (restated(language, &view.contract))
            }
            @if let Some(by) = &determination.decided_by { p { (said(&w::trace_decided_by(language, decider(language, by, names.labels.get(by), tag)))) } }
            @if let Some(due) = &explanation.due_on { p { (said(&w::trace_due_on(language, presentation::account::brief(language, due, false, &presentation::names::Names::given(names, language))))) } }
            @if let Some(recovers) = view.recovers { p { (said(&presentation::account::after_payment(language, recovers))) } }
            p.quiet { (said(&known_by(language, determination.key.person))) }
            (known_on(language, &view.setting, NONE))
        }
        div.sections {
            section { h2 { (said(&w::page_article_text(language))) }
                h3 { bdi lang=(tag) dir=(direction(tag)) { (view.article_title) } }
                @for text in &view.agreed { (agreed(language, text, tag, Ties { executed: &[explanation.quote.as_str()], ..Ties::default() })) }
            }
            section { h2 { (said(&w::page_formula_bare(language))) }
                (told::pieces(language, names, explanation))
                (cascade(view, language))
            }
            @if is_open(determination.status) && !explanation.reasons.is_empty() { section { h2 { (said(&w::page_why_not(language))) }
                ul.plain { @for one in &explanation.reasons { li { (told::reason(language, names, one)) } } }
            } }
            @if explanation.what_would_change.iter().any(|one| presentation::account::is_advice(one, view.setting.day)) { section { h2 { (said(&w::trace_would_change(language))) }
                (told::changes(language, names, &explanation.what_would_change, view.setting.day))
            } }
            @if !explanation.estimate_because.is_empty() { section { h2 { (said(&w::trace_estimate_because(language))) }
                (told::estimates(language, names, &explanation.estimate_because))
            } }
            @if !explanation.rows.is_empty() { section { h2 { (said(&w::page_evidence(language))) }
                (told::origins(language, &explanation.rows))
            } }
            section { h2 { (said(&w::page_reproduce(language))) }
                p.quiet { (said(&w::page_reproduce_lead(language))) }
                pre tabindex="0" { (code(&view.command)) }
            }
        }
    };
    let title = title(view, language);
    Page { setting: &view.setting, language, screen: Screen::Amount, title, matter: Matter::Evidence, content }.draw()
}

/// The amount that is due in words, as a letter would write it.
fn in_words(view: &View<AmountView>, language: Language) -> Option<Rendered> {
    let determination = &view.explanation.determination;
    let due = determination.amount.filter(|_| determination.status == Status::Due)?;
    presentation::quantity::spelled(language, due, view.currency.as_ref()?)
}

/// How the person is known to whoever reads.
fn known_by(language: Language, person: contract::identity::Pseudonym) -> Rendered {
    if person.is_reference() { w::page_reference(language) } else { w::page_pseudonym(language) }
}

/// Whether something still stands in the way of an answer: what is settled, zero among it, has nothing that does.
const fn is_open(status: Status) -> bool {
    matches!(status, Status::Pending | Status::NotEvaluated)
}

fn title(view: &View<AmountView>, language: Language) -> Rendered {
    let determination = &view.explanation.determination;
    match (determination.status, determination.amount) {
        (Status::Due, Some(amount)) => w::page_amount_title(language, amount_in(amount, view.contract.currency)),
        (status, _) => {
            let kind = Kind::of(view.head.as_ref());
            w::page_status_title(language, tally::status_of(language, status, kind).word)
        }
    }
}

fn cascade(view: &View<AmountView>, language: Language) -> Markup {
    let Some(total) = view.explanation.total.filter(|total| total.centimes() > 0) else { return html! {} };
    let frame = frame_of(
        language,
        &view.setting,
        "cascade",
        w::page_cascade_title(language, amount_in(total, view.contract.currency)),
        w::page_cascade_measure(language),
        w::page_computed_by(language, label_words(language, &view.labels, &view.contract.authoritative)),
        true,
    );
    match told::cascade(language, &view.explanation, frame) {
        Some(cascade) => picture(language, cascade.svg(), &cascade.table()),
        None => html! {},
    }
}
