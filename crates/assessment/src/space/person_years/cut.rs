//! How the rows of a person-year are cut into pieces: by what they see of places, and by the rules of their months.

use std::rc::Rc;

use super::PersonYears;
use crate::column::{Column, Values};
use crate::program::OwnLookup;
use crate::space::fold::Runs;
use crate::space::table::TableView;
use crate::state::{Kind, State};

/// What cuts a key's rows into pieces: what they see, and the rules of their months.
pub(super) struct Cut<'c> {
    /// From the row `base` on.
    pub(super) seen: &'c [Column],
    pub(super) base: u32,
    pub(super) periods: &'c [i32],
    pub(super) from: i32,
    pub(super) rules: &'c [u32],
}

/// Pieces, key after key.
pub(super) struct Pieces {
    /// Where the pieces of each key begin, and the last ends; empty when every key is one piece.
    pub(super) first_piece: Vec<u32>,
    /// The first row of each piece.
    pub(super) first_row: Vec<u32>,
    pub(super) rows: Rc<Runs>,
}

impl Cut<'_> {
    pub(super) fn pieces(&self, keys: &PersonYears) -> Pieces {
        let length = keys.person.len();
        let cuts_nothing = self.seen.is_empty() && self.rules.is_empty();
        if cuts_nothing || (0..length).all(|key| self.is_one(keys.rows.of(key))) {
            let first_row = |key| keys.rows.of(key).first().map_or(0, |(from, _)| *from);
            return Pieces {
                first_piece: Vec::new(),
                first_row: (0..length).map(first_row).collect(),
                rows: keys.rows.clone(),
            };
        }
        let (mut first_piece, mut first_row) = (vec![0], Vec::with_capacity(length));
        let (mut first_run, mut runs) = (vec![0], Vec::with_capacity(length));
        let mut piece_of_row: Vec<u32> = Vec::new();
        for key in 0..length {
            let of_key = keys.rows.of(key);
            if self.is_one(of_key) {
                first_row.extend(of_key.first().map(|(from, _)| *from));
                runs.extend_from_slice(of_key);
                first_run.push(runs.len() as u32);
                first_piece.push(first_row.len() as u32);
                continue;
            }
            let first_of_key = first_row.len();
            piece_of_row.clear();
            self.key(of_key, &mut first_row, &mut piece_of_row);
            for piece in first_of_key..first_row.len() {
                let first = runs.len();
                for (row, of) in each_row(of_key).zip(&piece_of_row) {
                    match runs[first..].last_mut() {
                        _ if *of as usize != piece => {}
                        Some((_, last)) if *last == row => *last += 1,
                        _ => runs.push((row, row + 1)),
                    }
                }
                first_run.push(runs.len() as u32);
            }
            first_piece.push(first_row.len() as u32);
        }
        Pieces { first_piece, first_row, rows: Rc::new(Runs::several(first_run, runs)) }
    }

    /// Rows of a key grouped by what they see; groups are numbered by first row.
    fn key(&self, rows: &[(u32, u32)], first_row: &mut Vec<u32>, piece_of_row: &mut Vec<u32>) {
        let first_piece = first_row.len();
        for row in each_row(rows) {
            let before = piece_of_row.last().map(|piece| *piece as usize);
            let piece = before
                .filter(|piece| self.same(first_row[*piece], row))
                .or_else(|| (first_piece..first_row.len()).find(|piece| self.same(first_row[*piece], row)));
            let piece = piece.unwrap_or_else(|| {
                first_row.push(row);
                first_row.len() - 1
            });
            piece_of_row.push(piece as u32);
        }
    }

    /// Whether all rows of a key are one piece.
    fn is_one(&self, rows: &[(u32, u32)]) -> bool {
        let Some((first, _)) = rows.first() else { return true };
        let same_rule = || each_row(rows).all(|row| self.rule(*first) == self.rule(row));
        let same_sight = |column: &Column| match (&column.values, rows) {
            (Values::Word(words), [(from, to)]) if column.is_all_known() && !column.uniform => {
                all_same(&words[(from - self.base) as usize..(to - self.base) as usize])
            }
            (Values::Word(words), [(from, to)]) if !column.uniform => {
                let rows = (from - self.base) as usize..(to - self.base) as usize;
                all_same(&words[rows.clone()]) && all_same(&column.states[rows])
                    || each_row(&[(*from, *to)]).all(|row| self.sees_the_same(column, *first, row))
            }
            _ => each_row(rows).all(|row| self.sees_the_same(column, *first, row)),
        };
        (self.rules.is_empty() || same_rule()) && self.seen.iter().all(same_sight)
    }

    /// Per piece: why nobody knows what another table says of it, where a month of it lies in another piece of its key too.
    pub(super) fn shared(&self, pieces: &Pieces, own: &[OwnLookup], view: &TableView<'_>) -> Vec<State> {
        let mut shared = Vec::new();
        for bounds in pieces.first_piece.windows(2) {
            let of_key = bounds[0] as usize..bounds[1] as usize;
            for piece in of_key.clone() {
                let others = || of_key.clone().filter(|other| *other != piece);
                let rows = each_row(pieces.rows.of(piece));
                let mut met = rows.filter_map(|row| {
                    let period = |row: u32| self.periods[row as usize];
                    let month = |row: u32| view.month_of_row(period(row));
                    let mut others = others().flat_map(|other| each_row(pieces.rows.of(other)));
                    let other = others.find(|other| month(*other) == month(row))?;
                    let parts = |(_, column): &(&OwnLookup, &Column)| !self.sees_the_same(column, row, other);
                    let parting = own.iter().zip(self.seen).filter(parts).map(|(lookup, _)| lookup.column());
                    let column = parting.min_by_key(|column| view.column_name(*column))?;
                    Some(State::rows_disagree(view.number_of(column), Some(period(row))))
                });
                shared.push(met.next().unwrap_or(State::KNOWN));
            }
        }
        shared
    }

    fn rule(&self, row: u32) -> Option<&u32> {
        self.rules.get((self.periods[row as usize] - self.from) as usize)
    }

    fn same(&self, left: u32, right: u32) -> bool {
        self.rule(left) == self.rule(right) && self.seen.iter().all(|column| self.sees_the_same(column, left, right))
    }

    fn sees_the_same(&self, column: &Column, left: u32, right: u32) -> bool {
        sees_the_same(column, (left - self.base) as usize, (right - self.base) as usize)
    }
}

fn all_same<T: PartialEq>(items: &[T]) -> bool {
    items.iter().all(|item| *item == items[0])
}

fn each_row(runs: &[(u32, u32)]) -> impl Iterator<Item = u32> {
    runs.iter().flat_map(|(from, to)| *from..*to)
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
