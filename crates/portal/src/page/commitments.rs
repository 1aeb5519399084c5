//! Commitments of both sides in one table. Question of its reader: who owes what, by when, and how far is it?

use std::cmp::Reverse;

use contract::verdict::Verdict;
use maud::{Markup, html};
use presentation::chart::Trajectory;
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Unit};

use crate::address::{self, Screen};
use crate::element::commitment::{
    bullet, code, compares, count, measure, name, perimeter_name, published, value, who, why,
};
use crate::element::frame::{Matter, NONE, Page, day, known_on, leads};
use crate::element::mark::{marked, named};
use crate::element::picture::{frame_of, picture};
use crate::element::words::{direction, label, said};
use crate::view::View;
use office::answer::commitments::{CommitmentView, CommitmentsView};

/// The page.
#[must_use]
pub fn page(view: &View<CommitmentsView>, language: Language) -> Markup {
    let sorted = worst_first(&view.commitments);
    let content = html! {
        header.head {
            h1 { (said(&w::page_commitments_title(language))) }
            p.lead { (said(&w::page_commitments_lead(language, count(language, sorted.len(), Unit::Commitments)))) }
            (known_on(language, &view.setting, NONE))
        }
        div.scroll tabindex="0" role="region" aria-label=(w::page_commitments_title(language).text()) {
            table.commitments {
                thead { tr {
                    th scope="col" { (said(&w::heading_commitment(language))) }
                    th scope="col" { (said(&w::heading_party(language))) }
                    th scope="col" { (said(&w::heading_verdict(language))) }
                    th scope="col" { (said(&w::heading_target(language))) }
                    th scope="col" { (said(&w::heading_actual(language))) }
                    th scope="col" { (said(&w::heading_due_date(language))) }
                } }
                tbody { @for commitment in &sorted { (row(view, commitment, language)) } }
            }
        }
        @for commitment in &sorted { @if commitment.points.len() > 1 { (trajectory(view, commitment, language)) } }
    };
    let title = w::page_commitments_title(language);
    Page { setting: &view.setting, language, screen: Screen::Commitments, title, matter: Matter::Published, content }
        .draw()
}

/// Worst verdict first; among equals, the largest share of the target that is missing.
fn worst_first(commitments: &[CommitmentView]) -> Vec<&CommitmentView> {
    let mut sorted: Vec<&CommitmentView> = commitments.iter().collect();
    sorted.sort_by_key(|commitment| (rank(commitment.judged.verdict), Reverse(missing_permille(commitment))));
    sorted
}

const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::AtRisk => 1,
        Verdict::CannotBeDetermined => 2,
        Verdict::NotYetDue => 3,
        Verdict::Suspended => 4,
        Verdict::OnCourse => 5,
        Verdict::Met => 6,
        Verdict::NoMeasureAgreed => 7,
    }
}

/// How much of the target is missing, in thousandths, where a figure in the agreed perimeter says so.
fn missing_permille(commitment: &CommitmentView) -> i128 {
    let judged = &commitment.judged;
    let (Some(distance), Some(level), Some(_)) = (judged.distance, judged.level, &judged.figure) else { return 0 };
    let scale = distance.scale().max(level.scale());
    match (distance.at_scale(scale), level.at_scale(scale)) {
        (Some(distance), Some(level)) => distance.saturating_mul(1000).checked_div(level).unwrap_or(0),
        _ => 0,
    }
}

fn row(view: &View<CommitmentsView>, commitment: &CommitmentView, language: Language) -> Markup {
    let (judged, unit, tag) = (&commitment.judged, commitment.unit, commitment.names.authoritative.as_str());
    let link = format!("{}#{}", address::contract(&commitment.contract), commitment.article);
    html! {
        tr {
            th scope="row" {
                (leads(language, &view.setting, (Screen::Contract, &link), &label(language, &commitment.labels, tag)))
                p.quiet { span lang=(tag) dir=(direction(tag)) { (commitment.article_title) } " · " (label(language, &commitment.contract_titles, tag)) }
            }
            td { @for side in sides(commitment) { (named(language, List::Side, &side)) br; }
                span.quiet { (who(language, &commitment.parties, tag)) } }
            td { (marked(language, List::Verdict, &code(judged.verdict))) p.quiet { (said(&why(language, commitment))) } }
            td { @match judged.level {
                Some(level) => { (value(language, unit, level)) @if compares(commitment) { div { (bullet(language, commitment)) } } },
                None => span.missing { "—" },
            } }
            td { @match (&judged.figure, &judged.last_known) {
                (Some(figure), _) => (published(language, &commitment.names, unit, figure)),
                (None, Some(figure)) => { span.quiet { (said(&w::page_last_published(language))) } br; (published(language, &commitment.names, unit, figure)) },
                (None, None) => span.missing { "—" },
            } }
            td { @match judged.by { Some(by) => (day(language, by)), None => span.missing { "—" } } }
        }
    }
}

fn sides(commitment: &CommitmentView) -> Vec<String> {
    let mut sides: Vec<String> = commitment.parties.iter().map(|party| party.side.clone()).collect();
    sides.sort();
    sides.dedup();
    sides
}

/// Published figures against the path agreed, in one perimeter. Generated figures never stand here.
fn trajectory(view: &View<CommitmentsView>, commitment: &CommitmentView, language: Language) -> Markup {
    let judged = &commitment.judged;
    let label = commitment.indicator.as_ref().map_or_else(
        || name(language, commitment),
        |labels| crate::element::words::label_words(language, labels, &commitment.names.authoritative),
    );
    let source = judged.figure.as_ref().map_or("", |figure| figure.perimeter.as_str());
    let chart = Trajectory {
        frame: frame_of(
            language,
            &view.setting,
            &format!("path-{}-{}", commitment.contract, commitment.id),
            w::page_trajectory_title(
                language,
                name(language, commitment),
                word(language, List::Verdict, &code(judged.verdict)),
            ),
            label,
            w::page_trajectory_source(language, perimeter_name(language, &commitment.names, source)),
            false,
        ),
        measure: measure(commitment.unit),
        actual: commitment.points.clone(),
        path: commitment.path.clone(),
        path_is_linear: false,
        forecast: Vec::new(),
    };
    picture(language, chart.svg(), &chart.table())
}
