//! The register of contracts. Question of its reader: what has been promised, and does it hold?

use contract::verdict::Verdict;
use maud::{Markup, html};
use presentation::words as w;
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, Unit, say};

use crate::address::{self, Screen};
use crate::element::commitment::{code, count, who};
use crate::element::frame::{Matter, NONE, Page, code as file, day, drafted, known_on, restated};
use crate::element::mark::{marked, named, tone};
use crate::element::tally;
use crate::element::words::{figure, label, said};
use crate::view::View;
use office::answer::contract::ContractCard;
use office::answer::register::{ContractRow, RegisterView};

/// The page.
#[must_use]
pub fn page(view: &View<RegisterView>, language: Language) -> Markup {
    let content = html! {
        h1.sentence { (said(&sentence(view, language))) }
        div.bar { (known_on(language, &view.setting, NONE)) }
        div.contracts { @for contract in &view.contracts { (entry(view, contract, language)) } }
        @if !view.withheld.is_empty() { (withheld(view, language)) }
        (legend(language))
    };
    let title = w::page_register_title(language);
    Page { setting: &view.setting, language, screen: Screen::Register, title, matter: Matter::Both, content }.draw()
}

/// Says how many commitments stand so.
type Say = fn(Language, i64) -> Rendered;

/// The sentence of the day: only what there is.
fn sentence(view: &View<RegisterView>, language: Language) -> Rendered {
    let in_force = view.contracts.iter().filter(|contract| contract.in_force).count();
    let verdicts = || view.contracts.iter().flat_map(|contract| contract.verdicts.iter().flat_map(|(_, all)| all));
    let of = |wanted: &[Verdict]| whole(verdicts().filter(|verdict| wanted.contains(verdict)).count());
    let groups: [(i64, Say); 5] = [
        (of(&[Verdict::Met, Verdict::OnCourse]), w::page_sentence_kept),
        (of(&[Verdict::NotMet, Verdict::AtRisk]), w::page_sentence_late),
        (of(&[Verdict::NotYetDue, Verdict::Suspended]), w::page_sentence_open),
        (of(&[Verdict::CannotBeDetermined]), w::page_sentence_unknown),
        (of(&[Verdict::NoMeasureAgreed]), w::page_sentence_unmeasured),
    ];
    let told = groups.into_iter().filter(|(number, _)| *number > 0).map(|(number, say)| say(language, number));
    let listed = told.reduce(|before, after| w::page_listed(language, before, after)).unwrap_or_default();
    w::page_sentence(language, whole(in_force), count(language, verdicts().count(), Unit::Commitments), listed)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn entry(view: &View<RegisterView>, contract: &ContractRow, language: Language) -> Markup {
    let link = address::link(language, &view.setting, &address::contract(&contract.id));
    let card = ContractCard {
        id: contract.id.clone(),
        titles: contract.titles.clone(),
        version: String::new(),
        text_status: contract.text_status,
        draft: false,
        currency: None,
        authoritative: contract.authoritative.clone(),
    };
    html! {
        article.entry {
            header {
                h2 { a href=(link) { (label(language, &contract.titles, &contract.authoritative)) } (restated(language, &card)) }
                p.quiet {
                    (figure(language, &Quantity::Interval(contract.in_effect))) " · "
                    @if contract.in_force { (said(&w::page_in_force(language))) } @else { (said(&w::page_not_in_force(language))) }
                }
                p.who { (who(language, &contract.parties, &contract.authoritative)) }
            }
            div.sides { @for (side, verdicts) in &contract.verdicts {
                div.side {
                    h3 { (named(language, List::Side, side)) " " span.quiet { (said(&count(language, verdicts.len(), Unit::Commitments))) } }
                    (segments(language, verdicts))
                }
            } }
            dl.facts {
                @if let Some(next) = contract.next_due { dt { (said(&w::page_next_due(language))) } dd { (day(language, next)) } }
                @if contract.tally.all() > 0 || contract.tally.is_secret {
                    dt { (said(&w::page_due_over_evidence(language))) }
                    dd { (tally::sum(language, &contract.tally)) }
                }
                @if contract.notes + contract.judgements > 0 {
                    dt { (said(&w::waits_title(language))) }
                    dd {
                        @if contract.notes > 0 { (said(&w::waits_counted_notes(language, whole(contract.notes)))) }
                        @if contract.notes > 0 && contract.judgements > 0 { " · " }
                        @if contract.judgements > 0 { (said(&w::waits_counted_judgements(language, whole(contract.judgements)))) }
                    }
                }
            }
        }
    }
}

/// The documents that are not assessed, each with why: nothing of them stands above.
fn withheld(view: &View<RegisterView>, language: Language) -> Markup {
    html! {
        section.withheld { h2 { (said(&w::page_withheld(language))) } p.quiet { (said(&w::page_withheld_lead(language))) }
            @for row in &view.withheld { article.entry {
                header {
                    @match &row.named {
                        Some((card, true)) => h3 {
                            a href=(address::link(language, &view.setting, &address::contract(&card.id))) { (label(language, &card.titles, &card.authoritative)) }
                            (drafted(language, card))
                        },
                        Some((card, false)) => h3 { (label(language, &card.titles, &card.authoritative)) },
                        None => {},
                    }
                    p.quiet { (file(&row.path)) }
                }
                ul.plain { @for (message, values) in &row.why {
                    @let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    @let told = say(language, message, &values);
                    li { (said(&told.what)) @if let Some(cure) = &told.cure { br; span.quiet { (said(&w::fault_cure(language, cure.clone()))) } } }
                } }
            } }
        }
    }
}

/// One segment a commitment, each with its sign; the counts follow in words.
fn segments(language: Language, verdicts: &[Verdict]) -> Markup {
    let mut sorted = verdicts.to_vec();
    sorted.sort();
    let present: Vec<(Verdict, usize)> = Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict, sorted.iter().filter(|one| **one == verdict).count()))
        .filter(|(_, number)| *number > 0)
        .collect();
    html! {
        div.segments aria-hidden="true" { @for verdict in &sorted {
            @let mark = mark(language, List::Verdict, &code(*verdict));
            span class={ "segment " (tone(mark.tone)) } { (mark.sign) }
        } }
        ul.counts { @for (verdict, number) in present {
            li { (marked(language, List::Verdict, &code(verdict))) " " (figure(language, &Quantity::Count(whole(number)))) }
        } }
    }
}

/// The words of the verdicts, with their signs.
fn legend(language: Language) -> Markup {
    html! {
        section.legend { h2 { (said(&w::page_legend(language))) }
            ul { @for verdict in Verdict::ALL { li { (marked(language, List::Verdict, &code(verdict))) } } }
        }
    }
}
