//! The parts of an explanation: values, conditions, steps, lines of evidence, what would change the determination.
//!
//! Codes and expressions of the contract are quoted as they are; everything around them is in the reader's language.

use std::collections::BTreeMap;

use contract::calendar::Date;
use contract::determination::Reason;
use contract::facts::{Origin, Period};
use contract::money::{Decimal, Money};
use contract::trace::{Change, ConditionTrace, EstimateCause, Explanation, PieceTrace, StepTrace, Told};
use contract::unit::{Currency, Unit};
use maud::{Markup, html};
use presentation::account::{brief, cause, change, is_advice, near, truth};
use presentation::chart::{Cascade, Frame, Step, StepKind};
use presentation::names::Names as Named;
use presentation::quantity::of_period as period;
use presentation::words as w;
use presentation::words::marks::{List, word};
use presentation::{Language, Quantity, Rendered, quantity};

use super::commitment::confidence_code;
use super::frame::code;
use super::mark::{draw, marked, named};
use super::words::{label, name_of, said};
use office::answer::Names;

/// An amount of a number.
fn money(number: Decimal) -> Option<Money> {
    number.at_scale(2).and_then(|centimes| i64::try_from(centimes).ok()).map(Money::from_centimes)
}

/// A value; a fraction without end as a decimal, with the fraction behind it.
fn shown(language: Language, told: &Told, is_rate: bool, names: &Names) -> Markup {
    let words = said(&brief(language, told, is_rate, &Named::given(names, language)));
    match told {
        Told::Number { exact, unit } if near(exact, unit.as_deref()).is_some() => {
            html! { abbr title=(exact) { (words) } }
        }
        _ => words,
    }
}

/// Conditions with what they read.
#[must_use]
pub fn conditions(language: Language, names: &Names, conditions: &[ConditionTrace]) -> Markup {
    html! { ul.conditions { @for condition in conditions { li {
        (draw(&truth(language, condition.truth)))
        div {
            p { @if condition.labels.is_empty() { (code(&condition.expression)) } @else { (label(language, &condition.labels, &names.authoritative)) } }
            @if !condition.labels.is_empty() { p.quiet { (code(&condition.expression)) } }
            @for read in &condition.reads { p.quiet { (code(&read.what)) " = " (shown(language, &read.value, false, names))
                @if let Some(moment) = read.read_on { " · " (said(&presentation::account::moment(language, moment))) }
            } }
            @if let Some(one) = &condition.reason { (reason(language, names, one)) }
            @if condition.confidence.is_estimate() { p.quiet { (marked(language, List::Confidence, confidence_code(condition.confidence))) } }
        }
    } } } }
}

/// A reason with what to do about it.
#[must_use]
pub fn reason(language: Language, names: &Names, reason: &Reason) -> Markup {
    let told = presentation::reason(language, reason, &|id: &str| name_of(names, language, id));
    html! {
        p { (said(&told.what)) }
        @if let Some(cure) = &told.cure { p.quiet { (said(cure)) } }
    }
}

/// Steps as a table: what each does, from what, and what it gives.
#[must_use]
pub fn steps(language: Language, names: &Names, steps: &[StepTrace]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(w::trace_steps(language).text()) { table.steps {
            thead { tr {
                th scope="col" { (said(&w::heading_step(language))) }
                th scope="col" { (said(&w::trace_operands(language))) }
                th.figure scope="col" { (said(&w::trace_gives(language))) }
            } }
            tbody { @for step in steps { (step_row(language, names, step)) } }
        } }
    }
}

fn step_row(language: Language, names: &Names, step: &StepTrace) -> Markup {
    let is_rate = presentation::account::is_rate(step);
    let operands = html! { @for operand in &step.operands {
        div.operand {
            @if !operand.expression.is_empty() && operand.expression.parse::<Decimal>().is_err() { (operand_name(language, &operand.expression)) " = " }
            (shown(language, &in_unit_of(&operand.value, step), operand.name == "rate" || is_rate && operand.name == "scale", names))
        }
    } };
    html! { tr {
        th scope="row" { (code(&step.id)) p.quiet { (mechanism(language, &step.mechanism)) } }
        td {
            @if step.operands.len() > 4 { div.operands { (operands) } } @else { (operands) }
            @for read in &step.reads {
                @if let Some(moment) = read.read_on {
                    p.quiet { (code(&read.what)) " · " (said(&presentation::account::moment(language, moment))) }
                }
            }
            @for parameter in &step.parameters {
                p.quiet {
                    (said(&name_of(names, language, &parameter.id))) " · "
                    (said(&w::trace_in_effect(language, Quantity::Interval(parameter.in_effect))))
                    " · " (said(&presentation::account::moment(language, parameter.read_on)))
                    " · " (marked(language, List::Confidence, confidence_code(parameter.confidence)))
                }
            }
        }
        td.figure { (shown(language, &step.value, is_rate, names)) }
    } }
}

/// A cell that is summed has the unit of the sum.
fn in_unit_of(operand: &Told, step: &StepTrace) -> Told {
    match (operand, &step.value) {
        (Told::Number { exact, unit: None }, Told::Number { unit, .. }) if step.mechanism == "sum" => {
            Told::Number { exact: exact.clone(), unit: unit.clone() }
        }
        _ => operand.clone(),
    }
}

/// What stands in the contract; a period of a row in words.
fn operand_name(language: Language, expression: &str) -> Markup {
    let read: Option<Period> = expression
        .parse()
        .map(Period::Month)
        .ok()
        .or_else(|| expression.parse().ok().filter(|_| expression.len() == 4).map(Period::Year))
        .or_else(|| expression.parse().map(Period::Quarter).ok());
    match read {
        Some(known) => said(&quantity(language, &period(known))),
        None => code(expression),
    }
}

fn mechanism(language: Language, mechanism: &str) -> Markup {
    if mechanism == "pieces" {
        said(&w::trace_sum_of_pieces(language))
    } else {
        named(language, List::Mechanism, mechanism)
    }
}

/// The runs through a clause, each with its conditions and steps, then what follows once they are summed.
#[must_use]
pub fn pieces(language: Language, names: &Names, explanation: &Explanation) -> Markup {
    let several = explanation.pieces.len() > 1;
    html! {
        @for piece in &explanation.pieces {
            @if several { h3 { (said(&span(language, piece))) } }
            @if !piece.counts { @if let Some(by) = &piece.stopped_by { p.quiet { (said(&w::trace_not_counted(language, name_of(names, language, by)))) } } }
            @if !piece.applies_when.is_empty() { h3 { (said(&w::trace_applies(language))) } (conditions(language, names, &piece.applies_when)) }
            @if !piece.conditions.is_empty() { @if !several { h3 { (said(&w::trace_conditions(language))) } } (conditions(language, names, &piece.conditions)) }
            @if !piece.steps.is_empty() { @if !several { h3 { (said(&w::trace_steps(language))) } } (steps(language, names, &piece.steps)) }
        }
        @if !explanation.steps.is_empty() {
            @if several { h3 { (said(&w::trace_together(language))) } }
            (steps(language, names, &explanation.steps))
        }
        @if let Some(holds) = &explanation.holds { (conditions(language, names, std::slice::from_ref(holds))) }
    }
}

fn span(language: Language, piece: &PieceTrace) -> Rendered {
    match (piece.periods.first(), piece.periods.last()) {
        (Some(first), Some(last)) if first != last => w::trace_piece(language, period(*first), period(*last)),
        (Some(one), _) => quantity(language, &period(*one)),
        _ => Rendered::default(),
    }
}

/// The way to the amount: every step that gives money. Nothing where there are fewer than two.
#[must_use]
pub fn cascade(language: Language, explanation: &Explanation, frame: Frame) -> Option<Cascade> {
    let alone = explanation.pieces.len() == 1;
    let inner = explanation.pieces.iter().filter(|_| alone).flat_map(|piece| &piece.steps);
    let steps: Vec<(Currency, Step)> = inner
        .chain(&explanation.steps)
        .filter(|step| step.mechanism != "pieces" || !alone)
        .filter_map(|step| {
            let Told::Number { exact, unit: Some(unit) } = &step.value else { return None };
            let currency = Unit::parse(unit).filter(|unit| unit.is_money())?.currency()?;
            let amount = exact.parse().ok().and_then(money)?;
            let words = if step.mechanism == "pieces" {
                w::trace_sum_of_pieces(language)
            } else {
                word(language, List::Mechanism, &step.mechanism)
            };
            Some((currency, Step { label: words, basis: None, kind: StepKind::Level(amount) }))
        })
        .collect();
    // The last is what is paid: amounts of other currencies lead to none of its levels.
    let currency = steps.last()?.0;
    let steps: Vec<Step> = steps.into_iter().filter(|(of, _)| *of == currency).map(|(_, step)| step).collect();
    (steps.len() > 1).then_some(Cascade { frame, currency, steps })
}

/// The lines of evidence, by submission and file.
#[must_use]
pub fn origins(language: Language, rows: &[Origin]) -> Markup {
    let mut grouped: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for row in rows {
        grouped.entry((&row.submission, &row.piece)).or_default().push(row.line);
    }
    html! { ul.origins { @for ((submission, piece), mut lines) in grouped {
        ({ lines.sort_unstable(); lines.dedup(); html! {} })
        @let listed = lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        li { bdi translate="no" { (piece) } ", " (said(&w::place_line(language, listed))) p.quiet { (said(&w::trace_submission(language, Rendered::code(submission)))) } }
    } } }
}

/// Why the amount is an estimate.
#[must_use]
pub fn estimates(language: Language, names: &Names, causes: &[EstimateCause]) -> Markup {
    let names = Named::given(names, language);
    html! { ul.plain { @for one in causes { li { (said(&cause(language, one, &names))) } } } }
}

/// What would change the determination.
#[must_use]
pub fn changes(language: Language, names: &Names, changes: &[Change], known_on: Date) -> Markup {
    let names = Named::given(names, language);
    html! { ul.changes { @for one in changes.iter().filter(|one| is_advice(one, known_on)) { li { (said(&change(language, one, &names))) } } } }
}
