//! Reading evidence: cells by key or by row, spells and series.

use std::rc::Rc;

use super::operate::coerced;
use super::road::{road, road_of_rows};
use super::several::{agreed, total};
use super::truth::where_absent;
use super::{Scope, evaluate};
use crate::assess::AssessError;
use crate::column::{Column, Digits, Values};
use crate::number::Fraction;
use crate::program::{Absence, Kind, Lookup, Operation, When};
use crate::space::frame::{At, Found, Frame, Own};
use crate::space::table::{TableView, at};
use crate::space::{first_day, last_day, month_of};
use crate::state::{Kind as StateKind, State};

/// A lookup with what an absent row gives.
pub(super) fn lookup(
    scope: Scope<'_, '_>,
    kind: Kind,
    lookup: &Lookup,
    absence: &Absence,
) -> Result<Rc<Column>, AssessError> {
    let raw = raw(scope, kind, lookup)?;
    if raw.is_all_known() {
        // What stands for an absent row may be finer than the cells.
        return Ok(if kind.is_number() && raw.values.kind() != kind {
            Rc::new(coerced(&raw, kind, scope.length()).into_owned())
        } else {
            raw
        });
    }
    let restated = |change: fn(State) -> State| {
        let states = raw.states.iter().map(|state| change(*state)).collect();
        Rc::new(Column { values: raw.values.clone(), states, uniform: raw.uniform, bounds: Vec::new() })
    };
    Ok(match absence {
        Absence::Unknown => restated(State::absent_as_unknown),
        Absence::Fails => restated(State::without_blank),
        Absence::Value(value) => {
            let value = evaluate(value, scope)?;
            Rc::new(where_absent(scope.length(), kind, &raw, &value))
        }
    })
}

/// Whether a cell is blank; no row at all is a matter of the absence rule.
pub(super) fn is_blank(scope: Scope<'_, '_>, lookup: &Lookup, absence: &Absence) -> Result<Column, AssessError> {
    let raw = raw(scope, kind_of(scope, lookup), lookup)?;
    let length = if raw.uniform { 1 } else { scope.length() };
    let mut truths = vec![false; length];
    if raw.is_all_known() {
        return Ok(Column {
            values: Values::Truth(truths),
            states: Vec::new(),
            uniform: raw.uniform,
            bounds: Vec::new(),
        });
    }
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
    Ok(Column { uniform: raw.uniform, ..Column::tidied(Values::Truth(truths), states) })
}

fn kind_of(scope: Scope<'_, '_>, lookup: &Lookup) -> Kind {
    match lookup {
        Lookup::Row { table, column } | Lookup::Column { table, column, .. } | Lookup::Total { table, column } => {
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
fn raw(scope: Scope<'_, '_>, kind: Kind, lookup: &Lookup) -> Result<Rc<Column>, AssessError> {
    let ground = scope.frame.ground;
    // The lookup's own kind: what stands for an absent row may be finer.
    let kind = match lookup {
        Lookup::Row { .. } | Lookup::Column { .. } | Lookup::Total { .. } => kind_of(scope, lookup),
        _ => kind,
    };
    match lookup {
        Lookup::Own(slot) => Ok(scope.frame.own_values[*slot].clone()),
        Lookup::Row { table, column } => Ok(Rc::new(row_cells(scope, kind, *table, *column)?)),
        Lookup::RowRoad { table, column, attribute } => {
            let sites = row_cells(scope, Kind::Word, *table, *column)?;
            let rows = scope.rows.map_or(&[][..], |rows| rows.row);
            let read_at = (*table, scope.frame.reads_first_day);
            Ok(Rc::new(road_of_rows(ground, &sites, read_at, *attribute, rows)?))
        }
        Lookup::Column { table, column, when } => {
            let found = rows_when(scope, *table, when)?;
            let view = &ground.tables[*table];
            let cells = view.cells(kind, *column, &found.row, &found.states)?;
            let cells = found.agreed(cells, view, *column, |others, _| view.cells(kind, *column, others, &[]))?;
            Ok(Rc::new(Column { uniform: found.uniform, ..cells }))
        }
        Lookup::Total { table, column } => {
            let found = rows_when(scope, *table, &When::FirstMonth)?;
            let view = &ground.tables[*table];
            let cells = view.cells(kind, *column, &found.row, &found.states)?;
            let (places, rows): (Vec<u32>, Vec<u32>) = found.others.iter().copied().unzip();
            let cells =
                if rows.is_empty() { cells } else { total(&cells, &view.cells(kind, *column, &rows, &[])?, &places) };
            Ok(Rc::new(Column { uniform: found.uniform, ..cells }))
        }
        Lookup::Road { table, column, attribute, when } => {
            let found = rows_when(scope, *table, when)?;
            let (view, uniform) = (&ground.tables[*table], found.uniform);
            let sites = view.cells(Kind::Word, *column, &found.row, &found.states)?;
            let places = road(ground, &sites, *attribute, |place| found.day(place))?;
            let places = found.agreed(places, view, *column, |others, places| {
                let sites = view.cells(Kind::Word, *column, others, &[])?;
                road(ground, &sites, *attribute, |place| found.day(places[place] as usize))
            })?;
            Ok(Rc::new(Column { uniform, ..places }))
        }
    }
}

fn row_cells(scope: Scope<'_, '_>, kind: Kind, table: usize, column: usize) -> Result<Column, AssessError> {
    let Some(rows) = scope.rows.filter(|rows| rows.table == table) else {
        return Err(AssessError::Inconsistent("a row at hand where there is none"));
    };
    scope.frame.ground.tables[table].cells(kind, column, rows.row, &[])
}

/// The row that each key reads at its time, or why none; the same for every lookup of the frame at that time.
fn rows_when(scope: Scope<'_, '_>, table: usize, when: &When) -> Result<Rc<Found>, AssessError> {
    let at = match when {
        When::OwnYear => At::OwnYear,
        When::FirstMonth => At::FirstMonth,
        When::Always => At::Always,
        When::Day(_) => return Ok(Rc::new(find(scope, table, when)?)),
    };
    if scope.rows.is_some() {
        return Ok(Rc::new(find(scope, table, when)?));
    }
    if let Some((_, found)) = scope.frame.found.borrow().iter().find(|(known, _)| *known == (table, at)) {
        return Ok(found.clone());
    }
    let found = Rc::new(find(scope, table, when)?);
    scope.frame.found.borrow_mut().push(((table, at), found.clone()));
    Ok(found)
}

fn find(scope: Scope<'_, '_>, table: usize, when: &When) -> Result<Found, AssessError> {
    let (frame, length) = (scope.frame, scope.length());
    let view = &frame.ground.tables[table];
    let no_states = Column::new(Values::Date(Vec::new()), Vec::new());
    let days = match when {
        When::Always => {
            let uniform = !view.by_person;
            let length = if uniform { 1 } else { length };
            let found = (0..length).map(|place| {
                if !view.present {
                    return Err(State::missing_table(view.index));
                }
                let person = if uniform { 0 } else { scope.person(place) };
                valid(view, person, None)
            });
            return Ok(told(length, found, None, uniform));
        }
        When::OwnYear => {
            let days = frame.period.iter().map(|(first, _)| *first).collect();
            Rc::new(Column { values: Values::Date(days), ..no_states })
        }
        When::FirstMonth => {
            let spells = frame.ground.spells(frame.definition)?;
            let days = frame.spell.iter().map(|spell| last_day(spells.list[*spell as usize].first_month)).collect();
            Rc::new(Column { values: Values::Date(days), ..no_states })
        }
        When::Day(day) => evaluate(day, scope)?,
    };
    // One day for all, in a table without persons, is one row for all.
    let uniform = days.uniform && !view.by_person;
    let length = if uniform { 1 } else { length };
    let dates = days.dates();
    let found = (0..length).map(|place| {
        let state = days.state(place);
        if !state.is_known() {
            return Err(state);
        }
        let day = dates[days.position(place)];
        let person = if uniform { 0 } else { scope.person(place) };
        match view.key {
            Some(key) => {
                let period = at(key, day);
                let knowledge = view.knowledge(person, view.covering(period));
                let row = view.row_at(person, period).filter(|_| knowledge.is_known());
                match row {
                    Some(row) if view.is_distinct => Ok((row, Vec::new())),
                    Some(row) => Ok((row, view.rows_beside(row).skip(1).collect())),
                    None if knowledge.is_known() => Err(State::absent(view.index, Some(period), false)),
                    None => Err(knowledge),
                }
            }
            None if !view.present => Err(State::missing_table(view.index)),
            None => valid(view, person, Some(day)),
        }
    });
    Ok(told(length, found, Some(Rc::clone(&days)), uniform))
}

/// The first row of a key and the others, or why there is none.
type Rowed = Result<(usize, Vec<usize>), State>;

/// The rows of a table without periods that are valid on a day.
fn valid(view: &TableView<'_>, person: u32, day: Option<i32>) -> Rowed {
    let mut rows = view.rows_valid_on(person, day);
    match rows.next() {
        Some(row) => Ok((row, rows.collect())),
        None if view.is_doubtful_whole => Err(State::rows_refused_table(view.index)),
        None => Err(State::absent(view.index, None, false)),
    }
}

/// Rows, and states where some keys have none.
fn told(length: usize, found: impl Iterator<Item = Rowed>, days: Option<Rc<Column>>, uniform: bool) -> Found {
    let (mut row, mut others) = (Vec::with_capacity(length), Vec::new());
    let mut states = Vec::new();
    for (place, found) in found.enumerate() {
        match found {
            Ok((first, more)) => {
                row.push(first as u32);
                others.extend(more.into_iter().map(|other| (place as u32, other as u32)));
            }
            Err(state) => {
                row.push(0);
                if states.is_empty() {
                    states = vec![State::KNOWN; length];
                }
                states[place] = state;
            }
        }
    }
    Found { row, others, states, days, uniform }
}

impl Found {
    /// What the rows of each key say together: `first` says what the first row does, `ask` what others do, of which it is
    /// given row and place.
    fn agreed(
        &self,
        first: Column,
        view: &TableView<'_>,
        column: usize,
        ask: impl Fn(&[u32], &[u32]) -> Result<Column, AssessError>,
    ) -> Result<Column, AssessError> {
        if self.others.is_empty() {
            return Ok(first);
        }
        let (places, rows): (Vec<u32>, Vec<u32>) = self.others.iter().copied().unzip();
        let others = ask(&rows, &places)?;
        let period = |place: usize| view.period.get(self.row[place] as usize).copied();
        Ok(agreed(first, &others, &places, |place| State::rows_disagree(view.number_of(column), period(place))))
    }
}

pub(super) fn spell(frame: &Frame<'_>, operation: &Operation) -> Result<Column, AssessError> {
    let spells = frame.ground.spells(frame.definition)?;
    let places = frame.spell.iter().map(|spell| *spell as usize);
    Ok(match operation {
        Operation::SpellStart => {
            let days = places.clone().map(|spell| spells.start(spell).unwrap_or(0)).collect();
            Column::tidied(Values::Date(days), places.map(|spell| spells.start_state(spell)).collect())
        }
        Operation::SpellNth => {
            let ranks = places.map(|spell| i64::from(spells.list[spell].nth)).collect();
            Column::new(Values::Fixed(0, Digits::narrow(ranks)), Vec::new())
        }
        Operation::SpellCounted if frame.ground.program.spells[frame.definition].counts_first_month => {
            let days = places.map(|spell| first_day(spells.list[spell].first_month)).collect();
            Column::new(Values::Date(days), Vec::new())
        }
        Operation::SpellCounted => return spell(frame, &Operation::SpellStart),
        Operation::SpellRank(rank) => frame.ground.rank(frame.definition, *rank)?.rank.gather(&frame.spell),
        _ => return Err(AssessError::Inconsistent("a field that spells do not have")),
    })
}

/// The part of the places left that falls to the spell of each key.
pub(super) fn tied_share(frame: &Frame<'_>, rank: usize, within: &Column) -> Result<Column, AssessError> {
    let ranking = frame.ground.rank(frame.definition, rank)?;
    let shares = frame.spell.iter().enumerate().map(|(key, spell)| ranking.share(*spell as usize, within, key));
    let (mut values, mut states) = (Vec::with_capacity(frame.length), Vec::with_capacity(frame.length));
    for share in shares {
        values.push(share.unwrap_or(Fraction::ZERO));
        states.push(share.err().unwrap_or(State::KNOWN));
    }
    Ok(Column::tidied(Values::Fraction(values), states))
}

/// A bound of the key's own period; an anniversary year of a job whose start is not shown has none.
pub(super) fn period(frame: &Frame<'_>, bound: impl Fn((i32, i32)) -> i32) -> Result<Column, AssessError> {
    let days = frame.period.iter().map(|period| bound(*period)).collect();
    let mut states = Vec::new();
    if matches!(frame.own, Own::Anniversaries) {
        let spells = frame.ground.spells(frame.definition)?;
        states = frame.spell.iter().map(|spell| spells.start_state(*spell as usize)).collect();
    }
    Ok(Column::tidied(Values::Date(days), states))
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
    let mut values = ground.series(series)?;
    let length = if at.uniform { 1 } else { scope.length() };
    let month_at = |index: usize| at.state(index).is_known().then(|| month_of(at.dates()[at.position(index)]));
    if (0..length).filter_map(month_at).any(|month| values.lacks(ground, month)) {
        values = ground.series_of_all_months(series)?;
    }
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
    let is_empty = matches!(&column.values, Values::Fixed(_, digits) if digits.len() == 0)
        || states.iter().all(|state| !state.is_known());
    let read = if is_empty { Values::zeros(kind, length) } else { column.gather(&places).values };
    let mut out = Column { uniform: at.uniform, ..Column::tidied(read, states) };
    for index in 0..out.states.len() {
        if at.state(index).is_known() && !out.states[index].is_known() {
            let month = month_of(at.dates()[at.position(index)]);
            if let Some(bound) = values.bound_at(ground, step, month) {
                out.put_bound(index, bound);
            }
        }
    }
    Ok(out)
}
