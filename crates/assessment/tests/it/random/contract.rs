//! A contract with the shipped tables and everything else drawn: parameters, places, definitions, clauses, controls.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval, Month};
use contract::model::{
    Band, Clause, Condition, Confidence, Contract, Crossing, CrossingMode, Dated, Expr, Labels, Mechanism, Outcome,
    Parameter, ParameterValue, Place, ReadAt, Slice, Space, Step, ValueType,
};
use contract::source::Span;
use contract::unit::Unit;

use super::definition::{job, posts};
use super::expression::{Keys, Scene, decimal, fact_date, truth};
use super::mechanism::{mechanism, round};
use super::{Draws, divided};

fn month(index: i32) -> Month {
    Month::from_index(2025 * 12 + index)
}

/// Values one after another, with holes, some published late.
fn dated<T>(draws: &mut Draws<'_>, mut value: impl FnMut(&mut Draws<'_>) -> T) -> Vec<Dated<T>> {
    let mut values = Vec::new();
    let mut from = draws.one_of(&[-60, 0, 6]);
    for _ in 0..1 + draws.below(3) {
        let length = draws.one_of(&[60, 12, 7, 18]);
        let interval = Interval { first: month(from).first_day(), last: Some(month(from + length - 1).last_day()) };
        let published = if draws.once_in(6) { month(20).first_day() } else { month(-70).first_day() };
        values.push(Dated {
            in_effect: interval,
            published,
            value: value(draws),
            basis: None,
            confidence: Confidence::Assumed,
            span: Span::START,
        });
        from += length + draws.one_of(&[0, 0, 0, 2]);
    }
    values
}

fn parameter(draws: &mut Draws<'_>, id: &str, value: impl FnMut(&mut Draws<'_>) -> ParameterValue) -> Parameter {
    let values = dated(draws, value);
    Parameter { id: id.to_owned(), labels: Labels::new(), unit: Unit::NONE, by_unit: None, values, span: Span::START }
}

fn parameters(draws: &mut Draws<'_>) -> Vec<Parameter> {
    let number = |digits: &[i128], scale: u8| {
        let digits = digits.to_vec();
        move |draws: &mut Draws<'_>| ParameterValue::Number(decimal(draws.one_of(&digits), scale))
    };
    vec![
        parameter(draws, "rate", number(&[17, 10, 35, 0], 2)),
        parameter(draws, "cap", number(&[12_000, 125, 999_999], 1)),
        parameter(draws, "deadline", |draws| {
            ParameterValue::Date(month(draws.between(0, 30)).first_day().plus_days(draws.between(0, 27)))
        }),
        parameter(draws, "by_class", |draws| {
            let value = |draws: &mut Draws<'_>| Some(decimal(draws.one_of(&[2, 1, 15]), 1));
            let words = [("primary", value(draws)), ("secondary", value(draws)), ("outside", None)];
            ParameterValue::Words(words.into_iter().map(|(word, value)| (word.to_owned(), value)).collect())
        }),
        parameter(draws, "scale", |draws| {
            let slice = |above, rate| Slice { above: decimal(above, 0), rate: decimal(rate, 2) };
            let top = draws.one_of(&[30, 38]);
            ParameterValue::Scale(vec![slice(0, 0), slice(3_333, 10), slice(60_000, top)])
        }),
        parameter(draws, "bands", |draws| {
            let band = |up_to, value| Band { up_to, value: decimal(value, 1) };
            let last = draws.one_of(&[40, 0]);
            ParameterValue::Bands(vec![
                band(Some(decimal(3, 0)), 10),
                band(Some(decimal(800_003, 2)), 20),
                band(None, last),
            ])
        }),
    ]
}

fn places(draws: &mut Draws<'_>) -> Vec<Place> {
    let places = ["casanearshore", "fes-shore", "MA-09", "MA-03"];
    let place = |id: &str, draws: &mut Draws<'_>| Place {
        id: id.to_owned(),
        labels: Labels::new(),
        kind: String::new(),
        region: None,
        outline: None,
        classes: dated(draws, |draws| draws.one_of(&["primary", "secondary", "outside", "unheard_of"]).to_owned()),
        span: Span::START,
    };
    places.into_iter().map(|id| place(id, draws)).collect()
}

/// The contract; `base` gives the tables.
pub fn contract(base: &Contract, draws: &mut Draws<'_>) -> Contract {
    let mut contract = base.clone();
    let covers = divided::covers(draws);
    divided::declare(&mut contract, covers);
    contract.parameters = parameters(draws);
    contract.places = places(draws);
    contract.definitions = vec![job(draws), posts(draws)];
    contract.readings = BTreeMap::new();
    contract.scenarios = Vec::new();
    contract.clauses = (0..1 + draws.below(3)).map(|index| clause(draws, &format!("clause-{index}"), false)).collect();
    contract.controls = (0..draws.below(2)).map(|index| clause(draws, &format!("control-{index}"), true)).collect();
    contract
}

fn space(draws: &mut Draws<'_>) -> (Keys, Space) {
    let definition = || "job".to_owned();
    match draws.below(7) {
        0 | 1 => (Keys::Monthly, Space::PersonYears { table: "payroll".to_owned() }),
        5 => (Keys::Monthly, Space::PersonYears { table: "report".to_owned() }),
        6 => (Keys::Monthly, Space::PersonYears { table: "training".to_owned() }),
        2 => (Keys::Yearly, Space::PersonYears { table: "annual_tax".to_owned() }),
        3 => (Keys::Spells, Space::Spells { definition: definition() }),
        _ => {
            let (first, acquired_by_start) = (1 + draws.below(2), draws.once_in(2));
            (Keys::Anniversaries, Space::Anniversaries { definition: definition(), first, last: 3, acquired_by_start })
        }
    }
}

fn crossing(draws: &mut Draws<'_>, keys: Keys, own: &str) -> Option<Crossing> {
    use CrossingMode::{AtFirstDay, AtLastDay, SplitByMonths};
    match keys {
        Keys::Monthly => {
            let split = if own == "report" { AtFirstDay } else { SplitByMonths };
            let modes = [split, split, AtFirstDay, AtLastDay];
            let first = if own == "training" { ReadAt::LastDay } else { ReadAt::FirstDay };
            let read_at = draws.one_of(&[ReadAt::LastDay, ReadAt::LastDay, first]);
            Some(Crossing { place: draws.one_of(&modes), rule: draws.one_of(&modes), read_at })
        }
        Keys::Yearly if draws.once_in(2) => {
            let rule = draws.one_of(&[AtFirstDay, AtLastDay]);
            Some(Crossing { place: rule, rule, read_at: ReadAt::LastDay })
        }
        _ => None,
    }
}

fn condition(draws: &mut Draws<'_>, scene: &Scene, id: String) -> Condition {
    let is = truth(draws, scene, 2);
    Condition { id, is, labels: Labels::new(), confidence: Confidence::Assumed, span: Span::START }
}

fn step(id: usize, mechanism: Mechanism) -> Step {
    let value_type = ValueType::Number(Unit::NONE);
    Step { id: format!("step-{id}"), mechanism, value_type, span: Span::START }
}

fn clause(draws: &mut Draws<'_>, id: &str, is_control: bool) -> Clause {
    let (keys, space) = space(draws);
    let own = match &space {
        Space::PersonYears { table } if table == "report" => "report",
        Space::PersonYears { table } if table == "training" => "training",
        Space::Spells { .. } | Space::Anniversaries { .. } => draws.one_of(&["payroll", "payroll", "training"]),
        Space::PersonYears { .. } => "payroll",
    };
    let crossing = crossing(draws, keys, own);
    let splits = |mode| mode == CrossingMode::SplitByMonths;
    let quarters = !crossing.is_some_and(|crossing| splits(crossing.place) || splits(crossing.rule));
    let mut scene = Scene { keys, own, quarters, numbers: Vec::new(), by_month: keys == Keys::Monthly };
    let last_day = if draws.once_in(3) { Some(month(draws.between(16, 26)).last_day()) } else { None };
    let fact_date = match keys {
        Keys::Monthly | Keys::Yearly => None,
        _ if draws.once_in(4) => Some(fact_date(draws)),
        _ => Some(Expr::Spell(contract::model::SpellField::Start)),
    };
    let applies_when = (0..draws.below(2)).map(|n| condition(draws, &scene, format!("applies-{n}"))).collect();
    let conditions = (0..draws.below(3)).map(|n| condition(draws, &scene, format!("condition-{n}"))).collect();
    let mut steps = Vec::new();
    for _ in 0..1 + draws.below(5) {
        let index = steps.len();
        let rounds = index > 0 && draws.once_in(8);
        let mechanism = if rounds { round(draws, index - 1) } else { mechanism(draws, &scene) };
        steps.push(step(index, mechanism));
        scene.numbers.push(index);
    }
    let outcome = if is_control {
        Outcome::Holds(truth(draws, &scene, 1))
    } else {
        steps.push(step(steps.len(), round(draws, steps.len() - 1)));
        Outcome::Pays { head: "aid".to_owned(), step: steps.len() - 1, recover: false }
    };
    Clause {
        id: id.to_owned(),
        reading: None,
        labels: Labels::new(),
        basis: String::new(),
        quote: String::new(),
        in_effect: Interval { first: month(draws.one_of(&[-12, 0, 6])).first_day(), last: last_day },
        published: month(draws.one_of(&[-12, 3, 10])).first_day(),
        applies_to_facts: draws.once_in(2).then(|| month(draws.one_of(&[-12, 4])).first_day()),
        confidence: Confidence::Assumed,
        space,
        fact_date,
        crossing,
        applies_when,
        conditions,
        steps,
        outcome,
        cumulates: Vec::new(),
        due_on: None,
        span: Span::START,
    }
}

/// A day of knowledge.
pub fn day_of_knowledge(draws: &mut Draws<'_>) -> Date {
    month(draws.one_of(&[30, 24, 16, 36, 8])).first_day().plus_days(draws.between(0, 40))
}
