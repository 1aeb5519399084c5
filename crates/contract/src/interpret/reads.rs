//! What an expression reads, with the lines it stands on: asked again of the same functions that evaluate it.

use super::answer::{Answer, Value, exact_text};
use super::lookup::{Evidence, cell};
use super::told_steps;
use super::world::{Scene, World};
use super::write::Names;
use super::{parameter, place, walk};
use crate::calendar::{Date, Month};
use crate::facts::{Origin, Period, Row};
use crate::identity::Pseudonym;
use crate::model::{At, ColumnType, DefinitionKind, Expr, ParameterValue, PeriodKey, ReadAt, Step, ValueType};
use crate::trace::{Moment, ParameterUse, Read, Told};
use crate::unit::Unit;

/// An answer as the trace tells it.
pub(crate) fn told(answer: Answer, unit: Option<Unit>) -> Told {
    match answer {
        Answer::Known(Value::Number(number)) => {
            Told::Number { exact: exact_text(&number), unit: unit.map(|unit| unit.to_string()) }
        }
        Answer::Known(Value::Date(day)) => Told::Date { day },
        Answer::Known(Value::Word(word)) => Told::Word { word },
        Answer::Known(Value::Truth(holds)) => Told::Truth { holds },
        Answer::Between(bounds, reason) => Told::Between {
            least: bounds.least.as_ref().map(exact_text),
            most: bounds.most.as_ref().map(exact_text),
            unit: unit.map(|unit| unit.to_string()),
            reason,
        },
        Answer::Absent(reason) => Told::Absent { reason },
        Answer::Unknown(reason) => Told::Unknown { reason },
        Answer::Pending(reason) => Told::Pending { reason },
    }
}

/// The unit of a number, where an expression shows it.
pub(crate) fn unit_of(names: Names<'_>, expr: &Expr) -> Option<Unit> {
    match expr {
        Expr::Step(index) => names.steps.get(*index).and_then(unit_of_step),
        Expr::Parameter(id) => parameter_unit(names.world, id),
        Expr::Column { table, column, .. } => match names.world.table(table)?.columns.get(column)? {
            ColumnType::Number(unit) => Some(*unit),
            _ => None,
        },
        Expr::Series { definition, step, .. } => match &names.world.definition(definition)?.kind {
            DefinitionKind::Series(series) => series.steps.get(*step).and_then(unit_of_step),
            DefinitionKind::Spells(_) => None,
        },
        Expr::Add(one, other) | Expr::Subtract(one, other) => unit_of(names, one).or_else(|| unit_of(names, other)),
        _ => None,
    }
}

/// The unit of a step's value.
pub(crate) fn unit_of_step(step: &Step) -> Option<Unit> {
    match step.value_type {
        ValueType::Number(unit) => Some(unit),
        _ => None,
    }
}

fn parameter_unit(world: &World<'_>, id: &str) -> Option<Unit> {
    world.contract.parameters.iter().find(|parameter| parameter.id == id).map(|parameter| parameter.unit)
}

/// A parameter as it is read on the scene's day for parameters.
pub(crate) fn parameter_use(scene: Scene<'_>, id: &str) -> Option<ParameterUse> {
    let (world, day) = (scene.world, *scene.parameter_day().known()?);
    let (_, dated) = parameter::in_effect(world.contract, id, day, world.as_known_on)?;
    Some(ParameterUse {
        id: id.to_owned(),
        value: value_text(&dated.value),
        unit: parameter_unit(world, id).map(|unit| unit.to_string()).unwrap_or_default(),
        in_effect: dated.in_effect,
        published: dated.published,
        basis: dated.basis.clone(),
        confidence: dated.confidence,
        read_on: moment(scene, day, scene.subject.months_of_rule),
    })
}

/// A day on which something was read; of a piece of several months, each month by itself.
fn moment(scene: Scene<'_>, day: Date, by_months: bool) -> Moment {
    let rows = scene.subject.own_rows.iter().flat_map(|(_, rows)| rows);
    let several = rows.filter_map(|row| row.period).any(|period| period != Period::of(period.key(), day));
    let by_days =
        || scene.subject.own_rows.iter().any(|(table, _)| scene.world.period_of(table) == Some(PeriodKey::Day));
    match scene.subject.read_at {
        _ if by_months && several && by_days() => Moment::DayOfEachRow,
        ReadAt::FirstDay if by_months && several => Moment::FirstDayOfMonths,
        ReadAt::LastDay if by_months && several => Moment::LastDayOfMonths,
        _ => Moment::Day(day),
    }
}

fn value_text(value: &ParameterValue) -> String {
    let parts: Vec<String> = match value {
        ParameterValue::Number(number) => return number.to_string(),
        ParameterValue::Date(date) => return date.to_string(),
        ParameterValue::Words(words) => {
            let number = |number: &Option<_>| number.as_ref().map_or("unknown".to_owned(), ToString::to_string);
            words.iter().map(|(word, value)| format!("{word}: {}", number(value))).collect()
        }
        ParameterValue::Scale(slices) => {
            slices.iter().map(|slice| format!("above {}: {}", slice.above, slice.rate)).collect()
        }
        ParameterValue::Bands(bands) => bands
            .iter()
            .map(|band| match band.up_to {
                Some(up_to) => format!("up to {up_to}: {}", band.value),
                None => format!("beyond: {}", band.value),
            })
            .collect(),
    };
    parts.join("; ")
}

/// Everything that an expression reads, in order and once each.
pub(crate) fn reads(scene: Scene<'_>, names: Names<'_>, expr: &Expr) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    walk::walk(expr, &mut |inner| {
        if let Some(read) = read(scene, names, inner)
            && !reads.iter().any(|known| known.what == read.what)
        {
            reads.push(read);
        }
    });
    reads
}

/// One thing that is read; nothing for what is computed or stands in the contract.
fn read(scene: Scene<'_>, names: Names<'_>, expr: &Expr) -> Option<Read> {
    let read = |rows| Read {
        what: names.text(expr),
        value: told(scene.evaluate(expr), unit_of(names, expr)),
        read_on: None,
        rows,
        parameter: None,
        steps: Vec::new(),
    };
    match expr {
        Expr::Column { .. } => Some(read(lines(scene, expr))),
        Expr::Road { table, at, .. } => {
            let day = scene.rows_on_road(table, at).known().map(|(_, day)| *day);
            let by_months = *at == At::Own && scene.subject.months_of_place;
            Some(Read { read_on: day.map(|day| moment(scene, day, by_months)), ..read(lines(scene, expr)) })
        }
        Expr::Spell(_) => Some(read(spell_lines(scene, scene.spell().first_month))),
        Expr::PresentAfter(count) => {
            let spell = scene.spell();
            let day = spell.began().map(|start| super::tenure::plus_months(start, super::tenure::months(*count)));
            Some(read(spell_lines(scene, day.map_or(spell.last_month, Date::month).min(spell.last_month))))
        }
        Expr::KeptAtLeast(_) => Some(read(spell_lines(scene, scene.spell().last_month))),
        Expr::Step(_) | Expr::AnniversaryNumber | Expr::PeriodStart | Expr::PeriodEnd => Some(read(Vec::new())),
        Expr::Parameter(id) => Some(Read { parameter: parameter_use(scene, id), ..read(Vec::new()) }),
        Expr::Series { definition, step, at } => {
            let month = scene.day(at).known().map(|day| day.month());
            let steps = month.map(|month| told_steps::of_series(scene.world, definition, *step, month));
            Some(Read { steps: steps.unwrap_or_default(), ..read(Vec::new()) })
        }
        _ => None,
    }
}

/// The lines of a lookup, or of all rows on a road.
fn lines(scene: Scene<'_>, expr: &Expr) -> Vec<Origin> {
    let origins = |rows: Answer<Vec<&Row>>| -> Vec<Origin> {
        rows.known().into_iter().flatten().flat_map(|row| row.origins.clone()).collect()
    };
    match expr {
        Expr::Column { table, at, .. } => origins(scene.rows_of(table, at)),
        Expr::Road { table, column, at, .. } => {
            let Answer::Known((rows, day)) = scene.rows_on_road(table, at) else { return Vec::new() };
            let codes = rows.iter().filter_map(|row| cell(row, column));
            let sites = codes.map(|code| place::sites(&scene.world.evidence, &code.to_string(), day));
            let sites: Vec<Origin> = sites.flat_map(origins).collect();
            let mut lines: Vec<Origin> = origins(Answer::Known(rows.clone()));
            for line in sites {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            lines
        }
        _ => Vec::new(),
    }
}

/// The lines that show the person of a spell in a month, in whichever table covers it.
fn spell_lines(scene: Scene<'_>, month: Month) -> Vec<Origin> {
    let spell = scene.spell();
    let tables = scene.world.contract.tables.iter().filter(|table| table.by_person && table.id == spell.source);
    let own = tables.map(|table| table.id.as_str());
    let others = scene.world.contract.tables.iter().filter(|table| table.by_person && table.id != spell.source);
    let all = own.chain(others.map(|table| table.id.as_str()));
    all.map(|table| rows_at(&scene.world.evidence, table, spell.person, month))
        .find(|lines| !lines.is_empty())
        .unwrap_or_default()
}

fn rows_at(evidence: &Evidence<'_>, table: &str, person: Pseudonym, month: Month) -> Vec<Origin> {
    let rows = evidence.rows(table, Some(person), Some(Period::Month(month)));
    rows.known().into_iter().flatten().flat_map(|row| row.origins.clone()).collect()
}
