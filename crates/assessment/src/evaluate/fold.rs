//! Sums and counts: what the rows of each key's window come to.

use super::filter::{held, of_truths};
use super::{Rows, Scope, evaluate};
use crate::assess::AssessError;
use crate::column::{Column, Digits, Values};
use crate::program::{Kind, Node, Over};
use crate::space::fold::Fold;
use crate::space::frame::{Frame, Own};
use crate::state::{Kind as StateKind, State};

/// A sum or a count of the rows of each key's window that satisfy the filter.
pub(super) fn fold(
    frame: &Frame<'_>,
    table: usize,
    column: Option<usize>,
    filter: Option<&Node>,
    over: Over,
    kind: Kind,
) -> Result<Column, AssessError> {
    let Kind::Fixed(scale) = kind else { return Err(AssessError::Inconsistent("a fold without a scale")) };
    let view = &frame.ground.tables[table];
    let whole = matches!(frame.own, Own::Months { table: own, .. } if own == table && over == Over::Own);
    let fold = if whole { None } else { Some(frame.fold(table, over)?) };
    let cells = match column {
        Some(column) => match view.numbers(column) {
            Some(cells) => Some(cells),
            // The file has no such column: every cell is blank, and blanks add nothing.
            None => Some((&[][..], None)),
        },
        None => None,
    };
    let tally = Tally { frame, table, column, cells, fold: fold.as_deref() };
    let is_of_heads = whole && column.is_none() && view.by_person;
    let wrap = |digits: Vec<i128>| Values::Fixed(scale, Digits::from_iter(digits));
    let span = match (&fold, filter) {
        (Some(fold), Some(_)) => fold.rows.span(),
        _ => (0, view.rows),
    };
    let held = match filter {
        Some(filter) => match held(frame, filter, table, span.0..span.1)? {
            Some(held) => Some(held),
            None if is_of_heads => return tally.heads_by_key(filter, scale),
            None => return tally.by_key(filter).map(|(sums, states)| Column::tidied(wrap(sums), states)),
        },
        None => None,
    };
    let is_unread = column.is_some_and(|column| view.unread(column).is_some());
    let is_counted_apart = column.is_none() && !view.is_distinct && !view.is_dated();
    let is_doubtful = view.has_unnamed() || frame.ground.has_doubtful_persons();
    if is_of_heads && (is_doubtful || is_counted_apart || held.as_ref().is_some_and(|held| !held.is_all_known())) {
        return Ok(tally.heads(scale, |_, row| match &held {
            Some(held) => (held.holds(row - span.0), held.state(row - span.0)),
            None => (true, State::KNOWN),
        }));
    }
    if is_unread || is_counted_apart || held.as_ref().is_some_and(|held| !held.is_all_known()) {
        let (sums, states) = tally.of(|_, row| match &held {
            Some(held) => (held.holds(row - span.0), held.state(row - span.0)),
            None => (true, State::KNOWN),
        });
        return Ok(Column::tidied(wrap(sums), states));
    }
    let counts = |row: usize| held.as_ref().is_none_or(|held| held.holds(row - span.0));
    let Some(fold) = &fold else {
        let mut sums = vec![0; frame.length];
        for row in (0..view.rows).filter(|row| counts(*row)) {
            if let Some(key) = month_key(frame, table, row) {
                sums[key] += i128::from(tally.cell(row));
            }
        }
        return Ok(Column::tidied(wrap(sums), doubts(frame, table)));
    };
    let states = fold.states.clone();
    let narrow = match (&held, column) {
        (None, None) => Some(fold.rows.sums(|from, to| i64::from(to - from))),
        (None, Some(column)) => view
            .running_sums(column)
            .map(|running| fold.rows.sums(|from, to| running[to as usize] - running[from as usize])),
        _ => None,
    };
    if let Some(sums) = narrow {
        return Ok(Column::new(Values::Fixed(scale, Digits::narrow(sums)), states));
    }
    // 64-bit cells cannot exhaust 128 bits: a table has less than 2^32 rows.
    let of_run = |(from, to): &(u32, u32)| {
        let rows = (*from as usize..*to as usize).filter(|row| counts(*row));
        rows.map(|row| i128::from(tally.cell(row))).sum::<i128>()
    };
    let sums = (0..frame.length).map(|key| fold.rows.of(key).iter().map(of_run).sum());
    Ok(Column::new(Values::Fixed(scale, sums.collect()), states))
}

/// The cells of a column, and which are filled; of a count nothing.
type NumberCells<'c> = Option<(&'c [i64], Option<&'c [bool]>)>;

/// Sums and counts row by row: the general way, where cells could not be read, a key has several rows, or a filter reads
/// keys.
pub(super) struct Tally<'t> {
    pub(super) frame: &'t Frame<'t>,
    pub(super) table: usize,
    column: Option<usize>,
    cells: NumberCells<'t>,
    fold: Option<&'t Fold>,
}

impl Tally<'_> {
    fn cell(&self, row: usize) -> i64 {
        match self.cells {
            Some((values, filled)) if filled.is_none_or(|filled| filled[row]) => values.get(row).copied().unwrap_or(0),
            Some(_) => 0,
            None => 1,
        }
    }

    /// The rows that fall to keys, key after key.
    pub(super) fn listed(&self) -> (Vec<u32>, Vec<u32>) {
        let (mut key, mut row): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        match self.fold {
            Some(fold) => {
                for of in 0..self.frame.length {
                    row.extend(fold.rows.of(of).iter().flat_map(|(from, to)| *from..*to));
                    key.resize(row.len(), of as u32);
                }
            }
            None => {
                let rows = 0..self.frame.ground.tables[self.table].rows;
                let of = |row| Some((month_key(self.frame, self.table, row)? as u32, row as u32));
                (key, row) = rows.filter_map(of).unzip();
            }
        }
        (key, row)
    }

    /// A filter that reads keys: a row is asked for each key that it falls to.
    fn by_key(&self, filter: &Node) -> Result<(Vec<i128>, Vec<State>), AssessError> {
        let (key, row) = self.listed();
        let rows = Rows { table: self.table, key: &key, row: &row };
        let truths = evaluate(filter, Scope { frame: self.frame, rows: Some(rows) })?;
        let held = of_truths(&truths, row.len());
        Ok(self.of(|place, _| (held.holds(place), held.state(place))))
    }

    /// Head counts with a filter that reads keys.
    fn heads_by_key(&self, filter: &Node, scale: u8) -> Result<Column, AssessError> {
        let (key, row) = self.listed();
        let rows = Rows { table: self.table, key: &key, row: &row };
        let truths = evaluate(filter, Scope { frame: self.frame, rows: Some(rows) })?;
        let held = of_truths(&truths, row.len());
        Ok(self.heads(scale, |place, _| (held.holds(place), held.state(place))))
    }

    /// The sum or the count of each key, and why it has none. `holds` says of a row, given its place among those listed,
    /// whether it counts, or why nobody can say.
    fn of(&self, holds: impl Fn(usize, usize) -> (bool, State)) -> (Vec<i128>, Vec<State>) {
        let view = &self.frame.ground.tables[self.table];
        let (keys, rows) = self.listed();
        let before = match self.fold {
            Some(fold) => fold.states.clone(),
            None => doubts(self.frame, self.table),
        };
        // What rows do not say stays unknown when more rows may come.
        let open_before = |key: usize| {
            before.get(key).is_none_or(|state| matches!(state.kind(), StateKind::Known | StateKind::Pending))
        };
        let mut sums = vec![0; self.frame.length];
        let mut states = if before.is_empty() { vec![State::KNOWN; self.frame.length] } else { before.clone() };
        // A person, or a month of a person, counts once, whatever the number of his rows: these stand together.
        let person_of = |place: usize| {
            let row = rows[place] as usize;
            (keys[place], view.person.get(row), view.period.get(row))
        };
        let counts_apart = self.column.is_none() && !view.is_dated();
        let mut place = 0;
        while place < rows.len() {
            let mut end = place + 1;
            while counts_apart && end < rows.len() && person_of(end) == person_of(place) {
                end += 1;
            }
            let key = keys[place] as usize;
            let (mut certain, mut doubt) = (false, State::KNOWN);
            for (at, row) in rows.iter().enumerate().take(end).skip(place) {
                let (holds, mut state) = holds(at, *row as usize);
                if holds && let Some(column) = self.column.filter(|column| view.is_unread(*column, *row as usize)) {
                    state = view.unread_state(column, *row as usize);
                } else {
                    certain |= holds;
                }
                doubt = doubt.and(state);
            }
            if certain {
                sums[key] += i128::from(self.cell(rows[place] as usize));
            } else if open_before(key) {
                states[key] = states[key].and(doubt);
            }
            place = end;
        }
        (sums, states)
    }
}

/// The month of a series to which a row falls.
fn month_key(frame: &Frame<'_>, table: usize, row: usize) -> Option<usize> {
    let view = &frame.ground.tables[table];
    usize::try_from(view.period[row] - frame.month(0)).ok().filter(|key| *key < frame.length)
}

/// Who was refused in a month of a series is not counted: how many there are is not known.
fn doubts(frame: &Frame<'_>, table: usize) -> Vec<State> {
    let view = &frame.ground.tables[table];
    let each = (0..frame.length).map(|key| {
        let period = frame.month(key);
        if view.is_doubtful(period) { State::rows_refused(view.index, period) } else { State::KNOWN }
    });
    each.collect()
}
