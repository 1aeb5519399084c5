//! Reading evidence: cells by key or by row, roads through sites, spells, series, and folds of rows.

use std::collections::HashMap;

use contract::model::PeriodKey;

use super::truth::where_absent;
use super::{Rows, Scope, evaluate};
use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::program::{Absence, Attribute, Kind, Lookup, Node, Operation, Over, OwnLookup, When};
use crate::space::frame::{Frame, Own};
use crate::space::{Ground, last_day, month_of};
use crate::state::{Kind as StateKind, State};

/// A lookup with what an absent row gives.
pub(super) fn lookup(
    scope: Scope<'_, '_>,
    kind: Kind,
    lookup: &Lookup,
    absence: &Absence,
) -> Result<Column, AssessError> {
    let mut raw = raw(scope, kind, lookup)?;
    match absence {
        Absence::Unknown => raw.states.iter_mut().for_each(|state| *state = state.absent_as_unknown()),
        Absence::Fails => raw.states.iter_mut().for_each(|state| *state = state.without_blank()),
        Absence::Value(value) => {
            let value = evaluate(value, scope)?;
            return Ok(where_absent(scope.length(), kind, &raw, &value));
        }
    }
    Ok(raw)
}

/// Whether a cell is blank; no row at all is a matter of the absence rule.
pub(super) fn is_blank(scope: Scope<'_, '_>, lookup: &Lookup, absence: &Absence) -> Result<Column, AssessError> {
    let raw = raw(scope, kind_of(scope, lookup), lookup)?;
    let length = scope.length();
    let mut truths = vec![false; length];
    let mut states = vec![State::KNOWN; length];
    for index in 0..length {
        let state = raw.state(index);
        if state.is_blank() {
            truths[index] = true;
        } else if state.kind() == StateKind::Absent {
            states[index] = match absence {
                // What stands for an absent row is not blank.
                Absence::Value(_) => State::KNOWN,
                Absence::Unknown => state.absent_as_unknown(),
                Absence::Fails => state,
            };
        } else {
            states[index] = state;
        }
    }
    Ok(Column::new(Values::Truth(truths), states))
}

fn kind_of(scope: Scope<'_, '_>, lookup: &Lookup) -> Kind {
    match lookup {
        Lookup::Row { table, column } | Lookup::Column { table, column, .. } => {
            scope.frame.ground.program.tables[*table].kinds[*column]
        }
        Lookup::Own(slot) => match &scope.frame.own_values[*slot].values {
            Values::Date(_) => Kind::Date,
            _ => Kind::Word,
        },
        Lookup::RowRoad { .. } | Lookup::Road { .. } => Kind::Word,
    }
}

/// The cells themselves, with *absent* and *blank* told apart.
fn raw(scope: Scope<'_, '_>, kind: Kind, lookup: &Lookup) -> Result<Column, AssessError> {
    let ground = scope.frame.ground;
    // The lookup's own kind: what stands for an absent row may be finer.
    let kind = match lookup {
        Lookup::Row { .. } | Lookup::Column { .. } => kind_of(scope, lookup),
        _ => kind,
    };
    match lookup {
        Lookup::Own(slot) => Ok(scope.frame.own_values[*slot].clone()),
        Lookup::Row { table, column } => row_cells(scope, kind, *table, *column),
        Lookup::RowRoad { table, column, attribute } => {
            let sites = row_cells(scope, Kind::Word, *table, *column)?;
            let rows = scope.rows.map_or(&[][..], |rows| rows.row);
            let table = &ground.tables[*table];
            let monthly = table.key == Some(PeriodKey::Month);
            let days = rows.iter().map(|row| if monthly { Some(last_day(table.period[*row as usize])) } else { None });
            road(scope, &sites, *attribute, days)
        }
        Lookup::Column { table, column, when } => {
            let (rows, _) = rows_when(scope, *table, when)?;
            ground.tables[*table].cells(kind, *column, &rows)
        }
        Lookup::Road { table, column, attribute, when } => {
            let (rows, days) = rows_when(scope, *table, when)?;
            let sites = ground.tables[*table].cells(Kind::Word, *column, &rows)?;
            road(scope, &sites, *attribute, days.into_iter())
        }
    }
}

/// What the rows of a monthly key table see of a lookup; *absent* and *blank* stay apart.
pub(crate) fn own_lookup(
    ground: &Ground<'_>,
    own: &OwnLookup,
    key_table: usize,
    rows: &[u32],
) -> Result<Column, AssessError> {
    let (table, kind, lookup) = match *own {
        OwnLookup::Column { table, column } => {
            (table, ground.program.tables[table].kinds[column], Lookup::Row { table, column })
        }
        OwnLookup::Road { table, column, attribute } => {
            (table, Kind::Word, Lookup::RowRoad { table, column, attribute })
        }
    };
    if table != key_table {
        return Err(AssessError::Inconsistent("a lookup by row in another table than the key's"));
    }
    let nobody = Frame::new(ground, 0);
    raw(Scope { frame: &nobody, rows: Some(Rows { table, key: &[], row: rows }) }, kind, &lookup)
}

fn row_cells(scope: Scope<'_, '_>, kind: Kind, table: usize, column: usize) -> Result<Column, AssessError> {
    let Some(rows) = scope.rows.filter(|rows| rows.table == table) else {
        return Err(AssessError::Inconsistent("a row at hand where there is none"));
    };
    let rows: Vec<Result<u32, State>> = rows.row.iter().map(|row| Ok(*row)).collect();
    scope.frame.ground.tables[table].cells(kind, column, &rows)
}

/// What is asked of each site on its day.
fn road(
    scope: Scope<'_, '_>,
    sites: &Column,
    attribute: Attribute,
    days: impl Iterator<Item = Option<i32>>,
) -> Result<Column, AssessError> {
    let mut known: HashMap<(u32, i32), (u32, State)> = HashMap::new();
    let mut last: Option<((u32, i32), (u32, State))> = None;
    let (mut words, mut states) = (Vec::new(), Vec::new());
    for (index, day) in days.enumerate() {
        let state = sites.state(index);
        let (word, state) = match day {
            // A row without a site is no site without a platform.
            _ if !state.is_known() => (0, state.without_blank()),
            None => return Err(AssessError::Inconsistent("a road without a day")),
            Some(day) => {
                let key = (sites.words()[sites.position(index)], day);
                match last {
                    Some((same, found)) if same == key => found,
                    _ => {
                        let found =
                            *known.entry(key).or_insert_with(|| scope.frame.ground.of_site(key.0, attribute, day));
                        last = Some((key, found));
                        found
                    }
                }
            }
        };
        words.push(word);
        states.push(state);
    }
    Ok(Column::new(Values::Word(words), states))
}

type Found = (Vec<Result<u32, State>>, Vec<Option<i32>>);

/// The row that each key reads at its time, or why none; and the day of reading, for what lies behind the row.
fn rows_when(scope: Scope<'_, '_>, table: usize, when: &When) -> Result<Found, AssessError> {
    let (frame, length) = (scope.frame, scope.length());
    let view = &frame.ground.tables[table];
    let days: Vec<Result<i32, State>> = match when {
        When::Always => {
            let found = (0..length).map(|place| {
                if !view.present {
                    return Err(State::missing_table(view.index));
                }
                row_or_absent(view.row_valid_on(scope.person(place), None), view.index, None)
            });
            return Ok((found.collect(), vec![None; length]));
        }
        When::OwnYear => frame.period.iter().map(|(first, _)| Ok(*first)).collect(),
        When::FirstMonth => {
            let spells = frame.ground.spells(frame.definition)?;
            frame.spell.iter().map(|spell| Ok(last_day(spells.list[*spell as usize].first_month))).collect()
        }
        When::Day(day) => {
            let days = evaluate(day, scope)?;
            let each = (0..length).map(|place| {
                let state = days.state(place);
                if state.is_known() { Ok(days.dates()[days.position(place)]) } else { Err(state) }
            });
            each.collect()
        }
    };
    let mut found = Vec::with_capacity(length);
    for (place, day) in days.iter().enumerate() {
        found.push(match *day {
            Err(state) => Err(state),
            Ok(day) => match view.key {
                Some(key) => {
                    let month = month_of(day);
                    let period = if key == PeriodKey::Year { month.div_euclid(12) } else { month };
                    let knowledge = view.knowledge(scope.person(place), period);
                    if knowledge.is_known() {
                        row_or_absent(view.row_at(scope.person(place), period), view.index, Some(period))
                    } else {
                        Err(knowledge)
                    }
                }
                None if !view.present => Err(State::missing_table(view.index)),
                None => row_or_absent(view.row_valid_on(scope.person(place), Some(day)), view.index, None),
            },
        });
    }
    Ok((found, days.into_iter().map(Result::ok).collect()))
}

fn row_or_absent(row: Option<usize>, table: u16, period: Option<i32>) -> Result<u32, State> {
    row.map(|row| row as u32).ok_or(State::absent(table, period, false))
}

pub(super) fn spell(frame: &Frame<'_>, operation: &Operation) -> Result<Column, AssessError> {
    let spells = frame.ground.spells(frame.definition)?;
    let places = frame.spell.iter().map(|spell| *spell as usize);
    Ok(match operation {
        Operation::SpellStart => {
            let days = places.clone().map(|spell| spells.start(spell).unwrap_or(0)).collect();
            Column::new(Values::Date(days), places.map(|spell| spells.start_state(spell)).collect())
        }
        Operation::SpellNth => {
            let ranks = places.map(|spell| i128::from(spells.list[spell].nth)).collect();
            Column::new(Values::Fixed(0, ranks), Vec::new())
        }
        Operation::SpellRank(rank) => frame.ground.rank(frame.definition, *rank)?.gather(&frame.spell),
        _ => return Err(AssessError::Inconsistent("a field that spells do not have")),
    })
}

/// A bound of the key's own period; an anniversary year of a job whose start is not shown has none.
pub(super) fn period(frame: &Frame<'_>, bound: impl Fn((i32, i32)) -> i32) -> Result<Column, AssessError> {
    let days = frame.period.iter().map(|period| bound(*period)).collect();
    let mut states = Vec::new();
    if matches!(frame.own, Own::Anniversaries) {
        let spells = frame.ground.spells(frame.definition)?;
        states = frame.spell.iter().map(|spell| spells.start_state(*spell as usize)).collect();
    }
    Ok(Column::new(Values::Date(days), states))
}

/// A step of a series at the month of each day.
pub(super) fn series(
    scope: Scope<'_, '_>,
    kind: Kind,
    series: usize,
    step: usize,
    at: &Column,
) -> Result<Column, AssessError> {
    let ground = scope.frame.ground;
    let values = ground.series(series)?;
    let length = if at.uniform { 1 } else { scope.length() };
    let (mut places, mut states) = (Vec::with_capacity(length), Vec::with_capacity(length));
    for index in 0..length {
        let state = at.state(index);
        let found = if state.is_known() {
            values.at(ground, step, month_of(at.dates()[at.position(index)]))
        } else {
            Err(state)
        };
        states.push(found.err().unwrap_or(State::KNOWN));
        places.push(found.unwrap_or(0) as u32);
    }
    let column = values.step(step);
    let is_empty = matches!(&column.values, Values::Fixed(_, digits) if digits.is_empty())
        || states.iter().all(|state| !state.is_known());
    let values = if is_empty { Values::zeros(kind, length) } else { column.gather(&places).values };
    Ok(Column { values, states, uniform: at.uniform })
}

/// A sum or a count of the rows of each key's window that satisfy the filter.
pub(super) fn fold(
    frame: &Frame<'_>,
    table: usize,
    column: Option<usize>,
    filter: Option<&Node>,
    over: Over,
    kind: Kind,
) -> Result<Column, AssessError> {
    let fold = frame.fold(table, over)?;
    let counted = match filter {
        Some(filter) => {
            let rows = Rows { table, key: &fold.key, row: &fold.row };
            Some(evaluate(filter, Scope { frame, rows: Some(rows) })?)
        }
        None => None,
    };
    let Kind::Fixed(scale) = kind else { return Err(AssessError::Inconsistent("a fold without a scale")) };
    let mut digits = vec![0i128; frame.length];
    let cells = match column {
        Some(column) => match frame.ground.tables[table].numbers(column) {
            Some(cells) => Some(cells),
            // The file has no such column: every cell is blank, and blanks add nothing.
            None => return Ok(Column::new(Values::Fixed(scale, digits), fold.states.clone())),
        },
        None => None,
    };
    for (place, (key, row)) in fold.key.iter().zip(&fold.row).enumerate() {
        if counted.as_ref().is_some_and(|counted| !counted.holds(place)) {
            continue;
        }
        let row = *row as usize;
        // 64-bit cells cannot exhaust 128 bits: a table has less than 2^32 rows.
        digits[*key as usize] += match cells {
            Some((values, filled)) if filled.is_none_or(|filled| filled[row]) => i128::from(values[row]),
            Some(_) => 0,
            None => 1,
        };
    }
    Ok(Column::new(Values::Fixed(scale, digits), fold.states.clone()))
}
