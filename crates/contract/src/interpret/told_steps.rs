//! Steps as the trace tells them: what each was given and what came out.

use super::answer::{Answer, Value};
use super::lookup::cell;
use super::ranks::Place;
use super::reads::{parameter_use, reads, told, unit_of, unit_of_step};
use super::world::{Scene, World};
use super::write::{self, Names};
use super::{mechanism, series, walk, window};
use crate::calendar::{Date, Month};
use crate::facts::{Origin, Period, Row};
use crate::model::{DefinitionKind, Expr, Mechanism, ParameterValue, Series, Step, Window};
use crate::money::Decimal;
use crate::trace::{Operand, StepTrace, Told};
use num_bigint::BigInt;
use num_rational::BigRational;

/// A step of a clause; `value` is what came out, and the scene holds the steps before it.
pub(crate) fn of_step(scene: Scene<'_>, names: Names<'_>, step: &Step, value: &Answer) -> StepTrace {
    let mut trace = StepTrace {
        id: step.id.clone(),
        mechanism: write::mechanism(&step.mechanism).to_owned(),
        mode: None,
        operands: operands(scene, names, &step.mechanism, value),
        value: told(value.clone(), unit_of_step(step)),
        parameters: Vec::new(),
        reads: Vec::new(),
        rows: Vec::new(),
    };
    let expressions = walk::operands(&step.mechanism);
    match &step.mechanism {
        Mechanism::Sum { table, filter, over, .. } | Mechanism::Count { table, filter, over } => {
            trace.rows = folded_lines(scene, table, *over, filter.as_ref());
        }
        mechanism => {
            if let Mechanism::Round { mode, .. } = mechanism {
                trace.mode = Some(write::mode(*mode).to_owned());
            }
            let reads = expressions.iter().flat_map(|(_, expr)| reads(scene, names, expr));
            trace.reads = reads.filter(|read| read.parameter.is_none()).collect();
            trace.rows = trace.reads.iter().flat_map(|read| read.rows.clone()).collect();
        }
    }
    trace.parameters = parameters(scene, &step.mechanism);
    trace
}

/// The parameters that a mechanism reads.
fn parameters(scene: Scene<'_>, mechanism: &Mechanism) -> Vec<crate::trace::ParameterUse> {
    let mut ids: Vec<&str> = Vec::new();
    for (_, expr) in walk::operands(mechanism) {
        walk::walk(expr, &mut |inner| {
            if let Expr::Parameter(id) = inner {
                ids.push(id);
            }
        });
    }
    if let Mechanism::Brackets { scale: id, .. } | Mechanism::Table { parameter: id, .. } = mechanism {
        ids.push(id);
    }
    ids.dedup();
    ids.into_iter().filter_map(|id| parameter_use(scene, id)).collect()
}

fn folded_lines(scene: Scene<'_>, table: &str, over: Window, filter: Option<&Expr>) -> Vec<Origin> {
    // A series folds everybody: the total is told, not the lines of others.
    if scene.subject.person.is_none() {
        return Vec::new();
    }
    let rows = window::rows(scene, table, over, filter);
    rows.known().into_iter().flat_map(window::Folded::certain).flat_map(|row| row.origins.clone()).collect()
}

fn operand(name: &str, expression: String, value: Told) -> Operand {
    Operand { name: name.to_owned(), expression, step: None, value }
}

fn number(name: &str, number: Decimal) -> Operand {
    let value = told(Answer::Known(Value::Number(number.to_exact())), None);
    operand(name, number.to_string(), value)
}

fn operands(scene: Scene<'_>, names: Names<'_>, mechanism: &Mechanism, value: &Answer) -> Vec<Operand> {
    let given = |name: &str, expr: &Expr| {
        let step = match expr {
            Expr::Step(index) => names.steps.get(*index).map(|step| step.id.clone()),
            _ => None,
        };
        let value = told(scene.evaluate(expr), unit_of(names, expr));
        Operand { step, ..operand(name, names.text(expr), value) }
    };
    let all = || walk::operands(mechanism).into_iter().map(|(name, expr)| given(name, expr));
    match mechanism {
        Mechanism::Sum { table, column, filter, over } => {
            let rows = window::rows(scene, table, *over, filter.as_ref());
            let summed = |row: &Row| {
                let value = cell(row, column)?;
                Some(operand("row", row_text(row), told(Answer::Known(value), None)))
            };
            rows.known().into_iter().flat_map(window::Folded::certain).filter_map(summed).collect()
        }
        // Where the rows of others are not at hand, their number is: it is what came out.
        Mechanism::Count { table, .. } if scene.world.others.are_given() && scene.subject.person.is_none() => {
            let rows =
                value.known().map(|rows| operand("rows", table.clone(), told(Answer::Known(rows.clone()), None)));
            rows.into_iter().collect()
        }
        Mechanism::Count { table, filter, over } => {
            let counted = window::count(scene, table, *over, filter.as_ref());
            let rows = counted.known().cloned();
            rows.map(|rows| operand("rows", table.clone(), told(Answer::Known(rows), None))).into_iter().collect()
        }
        Mechanism::TiedShare { rank, .. } => {
            let place = scene.place(*rank);
            let of = |name: &str, (least, most): (u32, u32)| {
                let value = match place.known() {
                    Some(place) => between(place, least, most),
                    None => count(least),
                };
                operand(name, String::new(), value)
            };
            let places = place.known().map(|known| [of("first", known.first), of("equals", known.equals)]);
            places.into_iter().flatten().chain(all()).collect()
        }
        Mechanism::Choose { cases, otherwise } => chosen(scene, cases, otherwise, given),
        Mechanism::Ratio { if_zero, .. } => all().chain(if_zero.map(|value| number("if_zero", value))).collect(),
        Mechanism::Round { to, .. } => all().chain([number("to", *to)]).collect(),
        Mechanism::Brackets { scale, .. } => all().chain(slices(scene, scale)).collect(),
        Mechanism::Table { .. } => {
            let found = told(mechanism::apply(scene, mechanism), None);
            all().chain([operand("found", String::new(), found)]).collect()
        }
        _ => all().collect(),
    }
}

/// A number of places, or between what it lies.
fn between(place: &Place, least: u32, most: u32) -> Told {
    match &place.why {
        Some(reason) if least != most => Told::Between {
            least: Some(least.to_string()),
            most: Some(most.to_string()),
            unit: None,
            reason: reason.clone(),
        },
        _ => count(least),
    }
}

fn row_text(row: &Row) -> String {
    row.period.map(|period| period.to_string()).unwrap_or_default()
}

/// The cases as far as they were asked, then the branch taken.
fn chosen(
    scene: Scene<'_>,
    cases: &[(Expr, Expr)],
    otherwise: &Expr,
    given: impl Fn(&str, &Expr) -> Operand,
) -> Vec<Operand> {
    let mut told = Vec::new();
    for (when, then) in cases {
        told.push(given("when", when));
        match scene.condition_holds(when) {
            Answer::Known(false) => {}
            Answer::Known(true) => {
                told.push(given("then", then));
                return told;
            }
            _ => return told,
        }
    }
    told.push(given("otherwise", otherwise));
    told
}

/// The slices of a scale.
fn slices(scene: Scene<'_>, scale: &str) -> Vec<Operand> {
    let day = scene.parameter_day().known().copied();
    let value = day.and_then(|day| {
        super::parameter::in_effect(scene.world.contract, scale, day, scene.world.as_known_on).map(|(_, dated)| dated)
    });
    match value.map(|dated| &dated.value) {
        Some(ParameterValue::Scale(slices)) => {
            slices.iter().flat_map(|slice| [number("above", slice.above), number("rate", slice.rate)]).collect()
        }
        _ => Vec::new(),
    }
}

/// The steps of a series in a month, up to the one that was read.
pub(crate) fn of_series(world: &World<'_>, definition: &str, last: usize, month: Month) -> Vec<StepTrace> {
    let Some(DefinitionKind::Series(kind)) = world.definition(definition).map(|definition| &definition.kind) else {
        return Vec::new();
    };
    // A month without evidence has no steps to tell.
    if world.evidence.coverage(&kind.table, Some(Period::Month(month))).known().is_none() {
        return Vec::new();
    }
    let subject = series::subject(month);
    let values: Vec<Answer> = (0..=last).map(|step| series::value(world, definition, step, month)).collect();
    let names = Names { world, steps: &kind.steps, definition: None };
    let trace = |index: usize| {
        let step = kind.steps.get(index)?;
        let scene = Scene::step(world, &subject, &values[..index]);
        Some(match &step.mechanism {
            Mechanism::AtMonth { step: of, month } => {
                let value = told(values[index].clone(), unit_of_step(step));
                let given = vec![operand("value", at_month(kind, *of, *month), value)];
                series_only(step, &values[index], given)
            }
            Mechanism::RunningExcess { of, above, from } => {
                let mut given = vec![operand("from", names.text(from), told(scene.evaluate(from), None))];
                if let Some(from) = scene.day(from).known() {
                    given.extend(levels(world, definition, kind, *of, from, month));
                }
                given.push(operand("above", names.text(above), told(scene.evaluate(above), None)));
                series_only(step, &values[index], given)
            }
            _ => of_step(scene, names, step, &values[index]),
        })
    };
    (0..=last).filter_map(trace).collect()
}

fn at_month(series: &Series, step: usize, month: Month) -> String {
    format!("{} at {month}", series.steps.get(step).map(|step| step.id.as_str()).unwrap_or_default())
}

/// The level of every month after that of `from`, up to this one.
fn levels(world: &World<'_>, definition: &str, kind: &Series, of: usize, from: &Date, month: Month) -> Vec<Operand> {
    let months = (from.month().index() + 1..=month.index()).map(Month::from_index);
    months
        .map(|month| {
            operand("level", at_month(kind, of, month), told(series::value(world, definition, of, month), None))
        })
        .collect()
}

fn series_only(step: &Step, value: &Answer, operands: Vec<Operand>) -> StepTrace {
    StepTrace {
        id: step.id.clone(),
        mechanism: write::mechanism(&step.mechanism).to_owned(),
        mode: None,
        operands,
        value: told(value.clone(), unit_of_step(step)),
        parameters: Vec::new(),
        reads: Vec::new(),
        rows: Vec::new(),
    }
}

/// The sum of a step over the pieces that count.
pub(crate) fn of_pieces(step: &Step, given: Vec<(String, Answer)>, sum: &Answer) -> StepTrace {
    let number = matches!(sum, Answer::Known(Value::Number(_)));
    let operands = given.into_iter().map(|(piece, value)| operand("piece", piece, told(value, unit_of_step(step))));
    let mut trace = series_only(step, sum, operands.collect());
    trace.mechanism = if number { "pieces".to_owned() } else { "value".to_owned() };
    if !number {
        trace.operands.truncate(1);
        for operand in &mut trace.operands {
            operand.name = "value".to_owned();
        }
    }
    trace
}

/// A number as the trace prints it.
pub(crate) fn count(number: u32) -> Told {
    told(Answer::Known(Value::Number(BigRational::from(BigInt::from(number)))), None)
}
