//! What would change a determination: evidence to supply, a day to wait for, a condition that would have to hold.

use super::answer::{Answer, Value};
use super::explain::Teller;
use super::reads::{told, unit_of};
use super::tenure;
use super::told_steps::count;
use super::world::Scene;
use super::write;
use crate::determination::{Determination, Reason, Status, decided};
use crate::facts::Period;
use crate::model::{Condition, Expr};
use crate::trace::{Change, Told};

/// The changes, the first thing to do first; empty when an amount is due.
pub(super) fn changes(teller: Teller<'_>, determination: &Determination) -> Vec<Change> {
    match determination.status {
        Status::Due => Vec::new(),
        Status::NotEvaluated | Status::Pending => {
            let mut changes: Vec<Change> = Vec::new();
            for change in teller.case.reasons().iter().filter_map(of_reason) {
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
            changes
        }
        Status::ZeroByRule | Status::NotApplicable => {
            let by = determination.decided_by.as_deref().unwrap_or_default();
            match by {
                decided::IN_EFFECT | decided::APPLIES_TO_FACTS => vec![fact_within(teller)],
                _ => failing(teller, by).or_else(|| zero_step(teller, by)).into_iter().collect(),
            }
        }
    }
}

fn of_reason(reason: &Reason) -> Option<Change> {
    Some(match reason.clone() {
        Reason::Missing { table, period } => Change::SupplyPeriod { table, period },
        Reason::Damaged { table, period } => Change::RestoreFile { table, period },
        Reason::Absent { table, period } => Change::SupplyRow { table, period },
        Reason::RowsRefused { table, period } => Change::CorrectRows { table, period },
        Reason::CellUnread { table, period, column } => Change::CorrectCell { table, period, column },
        Reason::RowsDisagree { table, period, column } => Change::ReconcileRows { table, period, column },
        Reason::NoSite { site } => Change::RegisterSite { site },
        Reason::StartNotShown { month } => Change::ShowStart { month },
        Reason::StartRestated { first, other, .. } => Change::SettleStart { first, other },
        Reason::Hole { table, month } => Change::SupplyRow { table, period: Some(Period::Month(month)) },
        Reason::ExitDayNotShown { month } => Change::ShowExit { month },
        Reason::Tie { equals, .. } => Change::OrderTie { equals },
        Reason::PartialYear { year } => Change::SupplyMonths { year },
        Reason::NotYet { until } => Change::Wait { until },
        Reason::NoValue { parameter, word } => Change::StateParameter { parameter, word },
        Reason::NoClass { place } => Change::StateClass { place },
        Reason::DividedByZero => return None,
        Reason::TooLarge => Change::CorrectAmounts,
        Reason::Identity => Change::SettleIdentity,
    })
}

fn fact_within(teller: Teller<'_>) -> Change {
    let clause = teller.clause;
    let fact = teller.case.fact_date;
    Change::FactWithin { fact, in_effect: clause.in_effect, from: clause.applies_to_facts.unwrap_or(clause.published) }
}

/// The condition that decided, and what would make it hold.
fn failing(teller: Teller<'_>, by: &str) -> Option<Change> {
    let stopped = |piece: &&super::piece::Piece<'_>| {
        piece.stops.as_ref().is_some_and(|settled| settled.decided_by.as_deref() == Some(by))
    };
    let piece = teller.case.pieces.iter().find(stopped)?;
    let scene = Scene::condition(teller.world, &piece.subject, &piece.steps);
    let conditions = teller.clause.applies_when.iter().chain(&teller.clause.conditions);
    conditions.filter(|condition: &&Condition| condition.id == by).find_map(|condition| {
        let unmet = unmet(teller, scene, &condition.is)?;
        Some(Change::Otherwise {
            condition: by.to_owned(),
            what: unmet.what,
            is: Box::new(unmet.is),
            relation: unmet.relation.to_owned(),
            to: Box::new(unmet.to),
        })
    })
}

/// A step of zero that made the amount zero.
fn zero_step(teller: Teller<'_>, by: &str) -> Option<Change> {
    let index = teller.clause.steps.iter().position(|step| step.id == by)?;
    let value = teller.case.totals.get(index)?.clone();
    Some(Change::Otherwise {
        condition: by.to_owned(),
        what: by.to_owned(),
        is: Box::new(told(value, super::reads::unit_of_step(&teller.clause.steps[index]))),
        relation: ">".to_owned(),
        to: Box::new(count(0)),
    })
}

struct Unmet {
    what: String,
    is: Told,
    relation: &'static str,
    to: Told,
}

/// The first part of a condition that does not hold, and what it would have to be.
fn unmet(teller: Teller<'_>, scene: Scene<'_>, expr: &Expr) -> Option<Unmet> {
    if scene.holds(expr) {
        return None;
    }
    let names = teller.names();
    let value = |expr: &Expr| told(scene.evaluate(expr), unit_of(names, expr));
    let word = |text: String| Told::Word { word: text };
    Some(match expr {
        Expr::And(parts) => return parts.iter().find_map(|part| unmet(teller, scene, part)),
        Expr::Or(parts) => return parts.iter().find_map(|part| unmet(teller, scene, part)),
        Expr::Compare(one, how, other) => {
            Unmet { what: names.text(one), is: value(one), relation: write::comparison(*how), to: value(other) }
        }
        Expr::In(of, words) => {
            Unmet { what: names.text(of), is: value(of), relation: "in", to: word(words.join(", ")) }
        }
        Expr::Within(of, interval) => {
            Unmet { what: names.text(of), is: value(of), relation: "in", to: word(interval.to_string()) }
        }
        Expr::PresentAfter(after) => {
            let spell = scene.spell();
            let until =
                tenure::start(spell).map(|start| Value::Date(tenure::plus_months(start, tenure::months(*after))));
            let ended = spell.ended.map_or(spell.last_month.last_day(), |ended| ended.latest);
            let is = told(Answer::Known(Value::Date(ended)), None);
            Unmet { what: names.text(expr), is, relation: "present until", to: told(until, None) }
        }
        Expr::KeptAtLeast(months) => {
            Unmet { what: names.text(expr), is: count(scene.spell().kept_max), relation: ">=", to: count(*months) }
        }
        Expr::Not(inner) => {
            Unmet { what: names.text(inner), is: value(inner), relation: "=", to: Told::Truth { holds: false } }
        }
        other => Unmet { what: names.text(other), is: value(other), relation: "=", to: Told::Truth { holds: true } },
    })
}
