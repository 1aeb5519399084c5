//! Person-years: persons with rows in a calendar year, their months in reach cut into pieces where place or rule changes.

use contract::determination::Status;

use super::frame::{Frame, Own, Reading};
use super::keys::{Keys, Settled};
use super::{Ground, first_day, month_of, year_days};
use crate::assess::AssessError;
use crate::column::{Column, Values};
use crate::evaluate::{own_lookup, value_on};
use crate::program::{ClauseProgram, Mode, YearRule, decider};
use crate::state::{Kind, State};

fn empty<'g>(ground: &'g Ground<'g>) -> Keys<'g> {
    Keys {
        person: Vec::new(),
        period: Vec::new(),
        start: Vec::new(),
        anniversary: Vec::new(),
        settled: Vec::new(),
        missing: Vec::new(),
        first_piece: vec![0],
        pieces: Frame::new(ground, 0),
    }
}

/// Keys over a yearly table: one row is one piece, and it cannot be cut.
pub(crate) fn yearly<'g>(ground: &'g Ground<'g>, clause: &ClauseProgram, table: usize, rule: YearRule) -> Keys<'g> {
    let view = &ground.tables[table];
    let mut keys = empty(ground);
    let reach = (clause.reach_first, clause.in_effect.1);
    for row in 0..view.rows {
        let (person, year) = (view.person[row], view.period[row]);
        let seen = keys.person.last() == Some(&person) && keys.period.last() == Some(&year);
        let (first, last) = year_days(year);
        if seen || !view.covers(year) || last < reach.0 || first > reach.1 || reach.0 > reach.1 {
            continue;
        }
        let whole = reach.0 <= first && last <= reach.1;
        keys.person.push(person);
        keys.period.push(year);
        let partial = Settled::new(Status::NotEvaluated, decider::PERIOD, State::partial_year(year));
        keys.settled.push((!whole).then_some(partial));
        keys.missing.push(State::KNOWN);
        if whole {
            keys.pieces.person.push(person);
            keys.pieces.period.push((first, last));
            keys.pieces.parameter_day.push(if rule == YearRule::LastDay { last } else { first });
        }
        keys.first_piece.push(keys.pieces.person.len() as u32);
    }
    keys.pieces.length = keys.pieces.person.len();
    keys.pieces.own = Own::Years;
    keys.pieces.reading = if rule == YearRule::Unchanged { Reading::Unchanged } else { Reading::AtDay };
    keys
}

/// Keys over a monthly table.
pub(crate) fn monthly<'g>(
    ground: &'g Ground<'g>,
    clause: &ClauseProgram,
    table: usize,
    place: Mode,
    rule: Mode,
) -> Result<Keys<'g>, AssessError> {
    let view = &ground.tables[table];
    let mut keys = empty(ground);
    keys.pieces.own = Own::Pieces { table, piece: Vec::new(), row: Vec::new() };
    keys.pieces.own_values = vec![Column::new(Values::Word(Vec::new()), Vec::new()); clause.own.len()];
    let (Some(reach), Some(covered)) = (months_in(clause.reach_first, clause.in_effect.1), view.covered_range()) else {
        return Ok(keys);
    };
    let (from, to) = (reach.0.max(covered.0), reach.1.min(covered.1));
    let mut rows = Vec::new();
    let mut row_keys = Vec::new();
    for (row, month) in view.period.iter().enumerate() {
        if *month < from || *month > to || !view.covers(*month) {
            continue;
        }
        let (person, year) = (view.person[row], month.div_euclid(12));
        if keys.person.last() != Some(&person) || keys.period.last() != Some(&year) {
            keys.person.push(person);
            keys.period.push(year);
        }
        rows.push(row as u32);
        row_keys.push(keys.person.len() as u32 - 1);
    }
    keys.settled = vec![None; keys.person.len()];
    keys.missing = missing_months(ground, table, &keys.person, &keys.period, reach);
    let read = first_of_month(ground, table, &rows);
    let seen = clause.own.iter().map(|lookup| own_lookup(ground, lookup, table, &read));
    let seen = seen.collect::<Result<Vec<_>, _>>()?;
    let rules = if rule == Mode::Split { rules_by_month(ground, clause, from, to) } else { Vec::new() };
    let mut cut = Cut {
        seen: if place == Mode::Split { &seen } else { &[] },
        month_of_row: &|place| (view.period[rows[place] as usize] - from) as usize,
        rules: &rules,
        first_rows: Vec::new(),
        piece_of_row: Vec::with_capacity(rows.len()),
    };
    let mut bounds = Vec::with_capacity(keys.person.len());
    let mut begin = 0;
    while begin < rows.len() {
        let length = row_keys[begin..].iter().take_while(|key| **key == row_keys[begin]).count();
        cut.key(begin, begin + length);
        bounds.push((begin, begin + length - 1));
        keys.first_piece.push(cut.first_rows.len() as u32);
        begin += length;
    }
    let pieces = &mut keys.pieces;
    pieces.length = cut.first_rows.len();
    let mut places = Vec::with_capacity(pieces.length);
    for first in &cut.first_rows {
        let key = row_keys[*first as usize] as usize;
        let read = |mode| match mode {
            Mode::Split => *first,
            Mode::First => bounds[key].0 as u32,
            Mode::Last => bounds[key].1 as u32,
        };
        pieces.person.push(keys.person[key]);
        pieces.period.push(year_days(keys.period[key]));
        pieces.parameter_day.push(first_day(view.period[rows[read(rule) as usize] as usize]));
        places.push(read(place));
    }
    pieces.own_values = seen.iter().map(|column| column.gather(&places)).collect();
    pieces.own = Own::Pieces { table, piece: cut.piece_of_row, row: rows.clone() };
    Ok(keys)
}

/// For each row the one that lookups read: the first of the person's month.
fn first_of_month(ground: &Ground<'_>, table: usize, rows: &[u32]) -> Vec<u32> {
    let view = &ground.tables[table];
    let key = |row: u32| (view.person[row as usize], view.period[row as usize]);
    let mut read: Vec<u32> = Vec::with_capacity(rows.len());
    for row in rows {
        let before = read.last().copied().filter(|before| key(*before) == key(*row));
        read.push(before.unwrap_or(*row));
    }
    read
}

/// Rows of keys grouped by what they see; groups are numbered key after key, by first row.
struct Cut<'c> {
    seen: &'c [Column],
    month_of_row: &'c dyn Fn(usize) -> usize,
    rules: &'c [u32],
    first_rows: Vec<u32>,
    piece_of_row: Vec<u32>,
}

impl Cut<'_> {
    fn key(&mut self, begin: usize, end: usize) {
        let first_piece = self.first_rows.len();
        for row in begin..end {
            let before = (row > begin).then(|| self.piece_of_row[row - 1] as usize);
            let piece = before.filter(|piece| self.same(self.first_rows[*piece] as usize, row)).or_else(|| {
                (first_piece..self.first_rows.len()).find(|piece| self.same(self.first_rows[*piece] as usize, row))
            });
            let piece = piece.unwrap_or_else(|| {
                self.first_rows.push(row as u32);
                self.first_rows.len() - 1
            });
            self.piece_of_row.push(piece as u32);
        }
    }

    fn same(&self, left: usize, right: usize) -> bool {
        let rule = |row| self.rules.get((self.month_of_row)(row));
        rule(left) == rule(right) && self.seen.iter().all(|column| sees_the_same(column, left, right))
    }
}

/// Two absences are the same, whatever their months; other reasons must be equal.
fn sees_the_same(column: &Column, left: usize, right: usize) -> bool {
    let (one, other) = (column.state(left), column.state(right));
    if one.kind() == Kind::Absent || other.kind() == Kind::Absent {
        return one.kind() == other.kind();
    }
    if one != other {
        return false;
    }
    !one.is_known()
        || match &column.values {
            Values::Word(words) => words[column.position(left)] == words[column.position(right)],
            Values::Date(days) => days[column.position(left)] == days[column.position(right)],
            _ => true,
        }
}

/// A number for each month such that months with the same number see the same values of every parameter.
fn rules_by_month(ground: &Ground<'_>, clause: &ClauseProgram, from: i32, to: i32) -> Vec<u32> {
    let known_on = ground.known_on.days();
    let mut kinds: Vec<Vec<Option<usize>>> = Vec::new();
    (from..=to)
        .map(|month| {
            let day = first_day(month);
            let parameters = clause.parameters.iter().map(|parameter| &ground.program.parameters[*parameter]);
            let seen: Vec<Option<usize>> = parameters.map(|parameter| value_on(parameter, day, known_on)).collect();
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

/// Per key: known when it is known what every month of its year in reach holds, else what is unknown or not yet over.
fn missing_months(ground: &Ground<'_>, table: usize, persons: &[u32], years: &[i32], reach: (i32, i32)) -> Vec<State> {
    let view = &ground.tables[table];
    let of_key = |(person, year): (&u32, &i32)| {
        view.knowledge_of(*person, (year * 12).max(reach.0), (year * 12 + 11).min(reach.1))
    };
    persons.iter().zip(years).map(of_key).collect()
}
