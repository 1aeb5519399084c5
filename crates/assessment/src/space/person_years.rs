//! Person-years: persons with rows in a calendar year, their months in reach cut into pieces where place or rule changes.

use std::ops::Range;
use std::rc::Rc;

use contract::determination::Status;

use super::fold::Runs;
use super::frame::{Frame, Own, Reading};
use super::keys::{Keys, Said, Settled};
use super::table::TableView;
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
    let mut partial: Vec<Option<i32>> = Vec::new();
    for row in view.rows_of_persons(persons) {
        let (person, year) = (view.person[row], view.period[row]);
        let seen = keys.person.last() == Some(&person) && keys.period.last() == Some(&year);
        let (first, last) = year_days(year);
        if seen || !view.covers(year) || last < reach.0 || first > reach.1 || reach.0 > reach.1 {
            continue;
        }
        let whole = reach.0 <= first && last <= reach.1;
        keys.person.push(person);
        keys.period.push(year);
        partial.push((!whole).then_some(year));
        if whole {
            keys.pieces.person.push(person);
            keys.pieces.period.push((first, last));
            keys.pieces.parameter_day.push(if rule == YearRule::LastDay { last } else { first });
        }
    }
    if partial.iter().any(Option::is_some) {
        let mut said = Said::nothing(partial.len());
        let mut pieces = 0;
        keys.first_piece.push(0);
        for (key, partial) in partial.into_iter().enumerate() {
            match partial {
                Some(year) => {
                    said.set(key, Settled::new(Status::NotEvaluated, decider::PERIOD, State::partial_year(year)));
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

/// Keys over a monthly table.
pub(crate) fn monthly<'g>(
    ground: &'g Ground<'g>,
    clause: &ClauseProgram,
    persons: &Range<u32>,
    table: usize,
    place: Mode,
    rule: Mode,
) -> Result<Keys<'g>, AssessError> {
    let view = &ground.tables[table];
    let mut keys = empty(ground);
    keys.pieces.own = Own::Pieces { table, rows: Rc::default() };
    keys.pieces.own_values = vec![Rc::new(Column::new(Values::Word(Vec::new()), Vec::new())); clause.own.len()];
    let (Some(reach), Some(covered)) = (months_in(clause.reach_first, clause.in_effect.1), view.covered_range()) else {
        return Ok(keys);
    };
    let (from, to) = (reach.0.max(covered.0), reach.1.min(covered.1));
    let person_years = PersonYears::new(view, persons, from, to);
    keys.missing = missing_months(view, &person_years, reach);
    // Lookups are read where they may cut; else at one row a key.
    let read = if clause.own.is_empty() { Vec::new() } else { first_of_month(view, &person_years.rows) };
    let seen = clause.own.iter().map(|lookup| own_lookup(ground, lookup, table, &read));
    let seen = seen.collect::<Result<Vec<_>, _>>()?;
    let rules = if rule == Mode::Split { rules_by_month(ground, clause, from, to) } else { Vec::new() };
    let one_rule = rules.iter().all(|rule| Some(rule) == rules.first());
    let cut = Cut {
        seen: if place == Mode::Split { &seen } else { &[] },
        periods: view.period,
        rows: &person_years.rows,
        from,
        rules: if one_rule { &[] } else { &rules },
    };
    let pieces = cut.pieces(&person_years);
    let frame = &mut keys.pieces;
    frame.length = pieces.first_place.len();
    let mut places = Vec::with_capacity(frame.length);
    for (key, (person, year)) in person_years.person.iter().zip(&person_years.year).enumerate() {
        let of_key = person_years.first[key]..person_years.first[key + 1];
        let own_pieces = match pieces.first_piece.get(key..key + 2) {
            Some(bounds) => bounds[0] as usize..bounds[1] as usize,
            None => key..key + 1,
        };
        let days = year_days(*year);
        for piece in own_pieces {
            let read = |mode| match mode {
                Mode::Split => pieces.first_place[piece],
                Mode::First => of_key.start,
                Mode::Last => of_key.end - 1,
            };
            frame.person.push(*person);
            frame.period.push(days);
            let row = person_years.rows[read(rule) as usize];
            frame.parameter_day.push(first_day(view.period[row as usize]));
            if !seen.is_empty() {
                places.push(read(place));
            }
        }
    }
    frame.own_values = seen.iter().map(|column| Rc::new(column.gather(&places))).collect();
    frame.own = Own::Pieces { table, rows: Rc::new(pieces.runs) };
    keys.first_piece = pieces.first_piece;
    (keys.person, keys.period) = (person_years.person, person_years.year);
    Ok(keys)
}

/// Persons and calendar years with rows in covered months of a window.
struct PersonYears {
    person: Vec<u32>,
    year: Vec<i32>,
    /// Where the rows of each begin, and where the last end.
    first: Vec<u32>,
    rows: Vec<u32>,
}

impl PersonYears {
    fn new(view: &TableView<'_>, persons: &Range<u32>, from: i32, to: i32) -> PersonYears {
        let mut all = PersonYears { person: Vec::new(), year: Vec::new(), first: Vec::new(), rows: Vec::new() };
        let range = view.rows_of_persons(persons);
        all.rows.reserve(range.len());
        // The first month that is of another year than the key at hand.
        let (mut person, mut next_year) = (None, i32::MIN);
        for row in range {
            let month = view.period[row];
            if month < from || month > to || !view.covers(month) {
                continue;
            }
            if person != Some(view.person[row]) || month >= next_year {
                let year = month.div_euclid(12);
                (person, next_year) = (Some(view.person[row]), (year + 1) * 12);
                all.person.push(view.person[row]);
                all.year.push(year);
                all.first.push(all.rows.len() as u32);
            }
            all.rows.push(row as u32);
        }
        all.first.push(all.rows.len() as u32);
        all
    }
}

/// For each row the one that lookups read: the first of the person's month.
fn first_of_month(view: &TableView<'_>, rows: &[u32]) -> Vec<u32> {
    if view.is_distinct {
        return rows.to_vec();
    }
    let key = |row: u32| (view.person[row as usize], view.period[row as usize]);
    let mut read: Vec<u32> = Vec::with_capacity(rows.len());
    for row in rows {
        let before = read.last().copied().filter(|before| key(*before) == key(*row));
        read.push(before.unwrap_or(*row));
    }
    read
}

/// What cuts a key's rows into pieces: what they see, and the rules of their months.
struct Cut<'c> {
    seen: &'c [Column],
    periods: &'c [i32],
    rows: &'c [u32],
    from: i32,
    rules: &'c [u32],
}

/// Pieces, key after key.
struct Pieces {
    /// Where the pieces of each key begin, and the last ends; empty when every key is one piece.
    first_piece: Vec<u32>,
    /// The place of each piece's first row among the rows.
    first_place: Vec<u32>,
    runs: Runs,
}

impl Cut<'_> {
    fn pieces(&self, keys: &PersonYears) -> Pieces {
        let bounds = || keys.first.iter().zip(keys.first.iter().skip(1)).map(|(begin, end)| (*begin, *end));
        let unbroken =
            |begin: u32, end: u32| self.rows[end as usize - 1] - self.rows[begin as usize] == end - begin - 1;
        let whole = |(begin, end): (u32, u32)| unbroken(begin, end) && self.is_one(begin as usize, end as usize);
        if bounds().all(whole) {
            let run = |(begin, end): (u32, u32)| (self.rows[begin as usize], self.rows[end as usize - 1] + 1);
            return Pieces {
                first_piece: Vec::new(),
                first_place: keys.first[..keys.person.len()].to_vec(),
                runs: Runs::single(bounds().map(run).collect()),
            };
        }
        let (mut first_piece, mut first_place) = (vec![0], Vec::with_capacity(keys.person.len()));
        let (mut first_run, mut runs) = (vec![0], Vec::with_capacity(keys.person.len()));
        let mut piece_of_row: Vec<u32> = Vec::new();
        for (begin, end) in bounds() {
            let (begin, end) = (begin as usize, end as usize);
            let first_of_key = first_place.len();
            piece_of_row.clear();
            if self.is_one(begin, end) {
                first_place.push(begin as u32);
                piece_of_row.resize(end - begin, first_of_key as u32);
            } else {
                self.key(begin, end, &mut first_place, &mut piece_of_row);
            }
            for piece in first_of_key..first_place.len() {
                let first = runs.len();
                for (place, of) in (begin..end).zip(&piece_of_row) {
                    let row = self.rows[place];
                    match runs[first..].last_mut() {
                        _ if *of as usize != piece => {}
                        Some((_, last)) if *last == row => *last += 1,
                        _ => runs.push((row, row + 1)),
                    }
                }
                first_run.push(runs.len() as u32);
            }
            first_piece.push(first_place.len() as u32);
        }
        Pieces { first_piece, first_place, runs: Runs::several(first_run, runs) }
    }

    /// Rows of a key grouped by what they see; groups are numbered by first row.
    fn key(&self, begin: usize, end: usize, first_place: &mut Vec<u32>, piece_of_row: &mut Vec<u32>) {
        let first_piece = first_place.len();
        for row in begin..end {
            let before = piece_of_row.last().map(|piece| *piece as usize);
            let piece = before.filter(|piece| self.same(first_place[*piece] as usize, row)).or_else(|| {
                (first_piece..first_place.len()).find(|piece| self.same(first_place[*piece] as usize, row))
            });
            let piece = piece.unwrap_or_else(|| {
                first_place.push(row as u32);
                first_place.len() - 1
            });
            piece_of_row.push(piece as u32);
        }
    }

    /// Whether all rows from one place to another are one piece.
    fn is_one(&self, begin: usize, end: usize) -> bool {
        let same_rule = || (begin + 1..end).all(|place| self.rule(begin) == self.rule(place));
        let same_sight = |column: &Column| match &column.values {
            Values::Word(words) if column.is_all_known() && !column.uniform => {
                words[begin + 1..end].iter().all(|word| *word == words[begin])
            }
            _ => (begin + 1..end).all(|place| sees_the_same(column, begin, place)),
        };
        (self.rules.is_empty() || same_rule()) && self.seen.iter().all(same_sight)
    }

    fn rule(&self, place: usize) -> Option<&u32> {
        self.rules.get((self.periods[self.rows[place] as usize] - self.from) as usize)
    }

    fn same(&self, left: usize, right: usize) -> bool {
        self.rule(left) == self.rule(right) && self.seen.iter().all(|column| sees_the_same(column, left, right))
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
/// Empty when known of all.
fn missing_months(view: &TableView<'_>, keys: &PersonYears, reach: (i32, i32)) -> Vec<State> {
    let window = |year: i32| ((year * 12).max(reach.0), (year * 12 + 11).min(reach.1));
    let years = keys.year.iter().copied().min().zip(keys.year.iter().copied().max());
    let plain = years.is_none_or(|(first, last)| {
        (first..=last).all(|year| {
            let (from, to) = window(year);
            view.knows_all(from, to)
        })
    });
    if plain {
        return Vec::new();
    }
    let of_key = |(person, year): (&u32, &i32)| {
        let (from, to) = window(*year);
        view.knowledge_of(*person, from, to)
    };
    keys.person.iter().zip(&keys.year).map(of_key).collect()
}
