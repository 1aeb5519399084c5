//! Person-years: persons with rows in a calendar year, their months, quarters or days in reach cut into
//! pieces where place or rule changes.

use std::ops::Range;
use std::rc::Rc;

use contract::determination::Status;
use contract::model::PeriodKey;

use super::errand::Errand;
use super::fold::Runs;
use super::frame::{Frame, Own, Reading};
use super::keys::{Keys, Said, Settled};
use super::table::TableView;
use super::{Ground, first_day, month_of, year_days};
use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::evaluate::{agreed, own_lookup, value_on};
use crate::program::{ClauseProgram, Mode, OwnLookup, YearRule, decider};
use crate::state::{Kind as StateKind, State};

mod cut;

use cut::Cut;

fn empty<'g>(ground: &'g Ground<'g>) -> Keys<'g> {
    Keys {
        person: Vec::new(),
        period: Vec::new(),
        start: Vec::new(),
        anniversary: Vec::new(),
        settled: None,
        missing: Vec::new(),
        first_piece: Vec::new(),
        pieces: Frame::new(ground, 0),
    }
}

/// Keys over a yearly table: one row is one piece, and it cannot be cut.
pub(crate) fn yearly<'g>(
    ground: &'g Ground<'g>,
    clause: &ClauseProgram,
    persons: &Range<u32>,
    table: usize,
    rule: YearRule,
) -> Keys<'g> {
    let view = &ground.tables[table];
    let mut keys = empty(ground);
    let reach = (clause.reach_first, clause.in_effect.1);
    // What keeps a key from being looked at: a part of its year is out of reach, or nobody knows all of it.
    let mut unknown: Vec<Option<State>> = Vec::new();
    for row in view.rows_of_persons(persons) {
        let (person, year) = (view.person[row], view.period[row]);
        let seen = keys.person.last() == Some(&person) && keys.period.last() == Some(&year);
        let (first, last) = year_days(year);
        if seen || last < reach.0 || first > reach.1 || reach.0 > reach.1 {
            continue;
        }
        let whole = reach.0 <= first && last <= reach.1;
        keys.person.push(person);
        keys.period.push(year);
        let unfiled = || (!view.covers(year)).then(|| view.knowledge_of(person, year, year));
        unknown.push(if whole { unfiled() } else { Some(State::partial_year(year)) });
        if unknown.last() == Some(&None) {
            keys.pieces.person.push(person);
            keys.pieces.period.push((first, last));
            keys.pieces.parameter_day.push(if rule == YearRule::LastDay { last } else { first });
        }
    }
    if unknown.iter().any(Option::is_some) {
        let mut said = Said::nothing(unknown.len());
        let mut pieces = 0;
        keys.first_piece.push(0);
        for (key, unknown) in unknown.into_iter().enumerate() {
            match unknown {
                Some(state) => {
                    let is_pending = state.kind() == StateKind::Pending;
                    let status = if is_pending { Status::Pending } else { Status::NotEvaluated };
                    said.set(key, Settled::new(status, decider::PERIOD, state));
                }
                None => pieces += 1,
            }
            keys.first_piece.push(pieces);
        }
        keys.settled = Some(said);
    }
    keys.pieces.length = keys.pieces.person.len();
    keys.pieces.own = Own::Years;
    keys.pieces.reading = if rule == YearRule::Unchanged { Reading::Unchanged } else { Reading::AtDay };
    keys
}

/// Keys over a table of months, quarters or days.
pub(crate) fn divided<'g>(
    ground: &'g Ground<'g>,
    clause: &ClauseProgram,
    errand: &Errand,
    (table, reads_first_day): (usize, bool),
    (place, rule): (Mode, Mode),
) -> Result<Keys<'g>, AssessError> {
    let (view, persons) = (&ground.tables[table], &errand.persons);
    let mut keys = empty(ground);
    keys.pieces.own = Own::Pieces { table, rows: Rc::default() };
    let nothing = || Rc::new(Column::new(Values::Word(Vec::new()), Vec::new()));
    keys.pieces.own_values = clause.own.iter().map(|_| nothing()).collect();
    let in_reach = (clause.reach_first, clause.in_effect.1);
    let months = months_in(in_reach.0, in_reach.1);
    // A day lies in reach or not by itself; months and quarters with their first day.
    let reach = match (view.key, months) {
        (Some(PeriodKey::Day), _) => in_reach,
        (Some(PeriodKey::Quarter), Some((from, to))) => view.of_months(from, to).rows,
        (_, Some(months)) => months,
        (_, None) => return Ok(keys),
    };
    let Some(shown) = view.row_range().filter(|_| reach.0 <= reach.1) else { return Ok(keys) };
    let (from, to) = (reach.0.max(shown.0), reach.1.min(shown.1));
    let person_years = errand.person_years(ground, table, from, to);
    keys.missing = missing(view, &person_years, reach);
    keys.settled = without_rows(&person_years, &keys.missing);
    let base = view.rows_of_persons(persons).start;
    keys.pieces.reads_first_day = reads_first_day;
    keys.pieces.window_cut = months.unwrap_or((1, 0));
    let seen = seen(ground, clause, persons, (table, reads_first_day))?;
    let read_on = |period| view.read_on(period, reads_first_day);
    let rules = if rule == Mode::Split { rules_by_period(ground, clause, (from, to), read_on) } else { Vec::new() };
    let one_rule = rules.iter().all(|rule| Some(rule) == rules.first());
    let cut = Cut {
        seen: if place == Mode::Split { &seen } else { &[] },
        base: base as u32,
        periods: view.period,
        from,
        rules: if one_rule { &[] } else { &rules },
    };
    let pieces = cut.pieces(&person_years);
    let frame = &mut keys.pieces;
    frame.length = pieces.first_row.len();
    frame.period.reserve(frame.length);
    frame.person.reserve(frame.length);
    frame.parameter_day.reserve(frame.length);
    let mut places = Vec::with_capacity(if seen.is_empty() { 0 } else { frame.length });
    for (key, (person, year)) in person_years.person.iter().zip(&person_years.year).enumerate() {
        let own_pieces = match pieces.first_piece.get(key..key + 2) {
            Some(bounds) => bounds[0] as usize..bounds[1] as usize,
            None => key..key + 1,
        };
        let days = year_days(*year);
        for piece in own_pieces {
            let read = |mode| match mode {
                Mode::Split => pieces.first_row[piece],
                Mode::First => person_years.rows.of(key).first().map_or(0, |(from, _)| *from),
                Mode::Last => person_years.rows.of(key).last().map_or(0, |(from, to)| (*to).max(*from + 1) - 1),
            };
            frame.person.push(*person);
            frame.period.push(days);
            frame.parameter_day.push(read_on(view.period[read(rule) as usize]));
            if !seen.is_empty() {
                places.push(read(place) - base as u32);
            }
        }
    }
    let own_value = |(lookup, column): (&OwnLookup, &Column)| {
        let value = column.gather(&places);
        // Each row stands at its own place; a key that is read in one month has what all rows of that month say.
        let value = if place == Mode::Split { value } else { beside(view, lookup, column, value, (&places, base)) };
        Rc::new(value)
    };
    frame.own_values = clause.own.iter().zip(&seen).map(own_value).collect();
    if !pieces.first_piece.is_empty() {
        let of_key = |key: usize| (pieces.first_piece[key + 1] - pieces.first_piece[key]) as usize;
        let alone = (0..person_years.person.len()).flat_map(|key| std::iter::repeat_n(of_key(key) == 1, of_key(key)));
        frame.alone = alone.collect();
        if !view.is_distinct {
            frame.shared = cut.shared(&pieces, &clause.own, view);
        }
    }
    frame.own = Own::Pieces { table, rows: pieces.rows };
    keys.first_piece = pieces.first_piece;
    (keys.person, keys.period) = (person_years.person.clone(), person_years.year.clone());
    Ok(keys)
}

/// What the rows of some persons see of the lookups of a clause, each at its own place.
fn seen(
    ground: &Ground<'_>,
    clause: &ClauseProgram,
    persons: &Range<u32>,
    table: (usize, bool),
) -> Result<Vec<Column>, AssessError> {
    let read: Vec<u32> = ground.tables[table.0].rows_of_persons(persons).map(|row| row as u32).collect();
    clause.own.iter().map(|lookup| own_lookup(ground, lookup, table, &read)).collect()
}

/// What all rows of a period say of a lookup, where one row of each (at `places`, from the row `base` on) was read.
fn beside(
    view: &TableView<'_>,
    lookup: &OwnLookup,
    seen: &Column,
    read: Column,
    (places, base): (&[u32], usize),
) -> Column {
    if view.is_distinct {
        return read;
    }
    let (mut of, mut others) = (Vec::new(), Vec::new());
    for (piece, place) in places.iter().enumerate() {
        let row = *place as usize + base;
        for other in view.rows_beside(row).filter(|other| *other != row) {
            of.push(piece as u32);
            others.push((other - base) as u32);
        }
    }
    let disagree = |piece: usize| {
        let row = places[piece] as usize + base;
        State::rows_disagree(view.number_of(lookup.column()), view.period.get(row).copied())
    };
    agreed(read, &seen.gather(&others), &of, disagree)
}

/// Whoever has rows in periods alone that only one of two files covers: what is missing decides. Nothing where nobody is so.
fn without_rows(keys: &PersonYears, missing: &[State]) -> Option<Said> {
    let mut said = None;
    for (key, state) in
        missing.iter().enumerate().filter(|(key, _)| keys.rows.of(*key).iter().all(|(from, to)| from == to))
    {
        let said = said.get_or_insert_with(|| Said::nothing(missing.len()));
        let status = if state.kind() == StateKind::Pending { Status::Pending } else { Status::NotEvaluated };
        said.set(key, Settled::new(status, decider::PERIOD, *state));
    }
    said
}

/// Persons and calendar years with rows in a window. Rows of periods of which it is not known what they hold do not count.
pub(crate) struct PersonYears {
    person: Vec<u32>,
    year: Vec<i32>,
    rows: Rc<Runs>,
}

impl PersonYears {
    pub(crate) fn new(view: &TableView<'_>, persons: &Range<u32>, from: i32, to: i32) -> PersonYears {
        let (mut keys, mut years) = (Vec::new(), Vec::new());
        let (mut first, mut runs) = (vec![0], Vec::new());
        let covered = view.covering_both((from, to));
        let every_period = view.covers_all(covered.0, covered.1);
        for person in persons.clone() {
            let mut rows = view.rows_within(person, from, to);
            while !rows.is_empty() {
                let year = view.month_of_row(view.period[rows.start]).div_euclid(12);
                let end = view.rows_before(rows.clone(), view.first_of_year(year + 1));
                let runs_before = runs.len();
                if every_period {
                    runs.push((rows.start as u32, end as u32));
                } else {
                    for row in (rows.start..end).filter(|row| view.covers(view.covering(view.period[*row]))) {
                        match runs[runs_before..].last_mut() {
                            Some((_, last)) if *last == row as u32 => *last += 1,
                            _ => runs.push((row as u32, row as u32 + 1)),
                        }
                    }
                }
                if runs.len() == runs_before {
                    runs.push((rows.start as u32, rows.start as u32));
                }
                keys.push(person);
                years.push(year);
                first.push(runs.len() as u32);
                rows.start = end;
            }
        }
        let single = runs.len() == keys.len();
        let rows = if single { Runs::single(runs) } else { Runs::several(first, runs) };
        PersonYears { person: keys, year: years, rows: Rc::new(rows) }
    }
}

/// A number for each period such that those with the same number see the same values of every parameter.
fn rules_by_period(
    ground: &Ground<'_>,
    clause: &ClauseProgram,
    (from, to): (i32, i32),
    read_on: impl Fn(i32) -> i32,
) -> Vec<u32> {
    let mut kinds: Vec<Vec<Option<usize>>> = Vec::new();
    (from..=to)
        .map(|period| {
            let day = read_on(period);
            let parameters = clause.parameters.iter().map(|parameter| &ground.program.parameters[*parameter]);
            let seen: Vec<Option<usize>> = parameters.map(|parameter| value_on(parameter, day, ground.clock)).collect();
            let place = kinds.iter().position(|kind| *kind == seen).unwrap_or_else(|| {
                kinds.push(seen);
                kinds.len() - 1
            });
            place as u32
        })
        .collect()
}

/// Months whose first day lies between two days.
fn months_in(first: i32, last: i32) -> Option<(i32, i32)> {
    let month = month_of(first);
    let from = if first_day(month) >= first { month } else { month + 1 };
    // An open end reaches past every month of the calendar.
    let to = if last == i32::MAX { 9999 * 12 } else { month_of(last) };
    (from <= to).then_some((from, to))
}

/// Per key: known when it is known what every period of its year in reach holds, else what is unknown or not yet over.
/// Empty when known of all.
fn missing(view: &TableView<'_>, keys: &PersonYears, reach: (i32, i32)) -> Vec<State> {
    let window = |year: i32| {
        let rows = (view.first_of_year(year), view.first_of_year(year + 1) - 1);
        view.covering_both((rows.0.max(reach.0), rows.1.min(reach.1)))
    };
    let years = keys.year.iter().copied().min().zip(keys.year.iter().copied().max());
    let Some((first, last)) = years else { return Vec::new() };
    // Unless rows were refused, what is known of a year is known of everybody.
    let of_all = |year: i32| {
        let (from, to) = window(year);
        (!view.doubts_any(from, to)).then(|| view.knowledge_of(0, from, to))
    };
    let of_year: Vec<Option<State>> = (first..=last).map(of_all).collect();
    if of_year.iter().all(|state| *state == Some(State::KNOWN)) {
        return Vec::new();
    }
    let of_key = |(person, year): (&u32, &i32)| {
        of_year[(year - first) as usize].unwrap_or_else(|| {
            let (from, to) = window(*year);
            view.knowledge_of(*person, from, to)
        })
    };
    keys.person.iter().zip(&keys.year).map(of_key).collect()
}
