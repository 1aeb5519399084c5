//! Sums and counts: what the rows of each key's window come to.

use super::filter::{holds as held, is_held};
use super::{Rows, Scope, evaluate};
use crate::assess::AssessError;
use crate::column::{Column, Digits, Values};
use crate::program::{Kind, Node, Over};
use crate::space::fold::Fold;
use crate::space::frame::{Frame, Own};
use crate::state::State;

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
    let whole = matches!(frame.own, Own::Months { table: own } if own == table && over == Over::Own);
    let fold = if whole { None } else { Some(frame.fold(table, over)?) };
    let cells = match column {
        Some(column) => match view.numbers(column) {
            Some(cells) => Some(cells),
            // The file has no such column: every cell is blank, and blanks add nothing.
            None => Some((&[][..], None)),
        },
        None => None,
    };
    let cell = |row: usize| match cells {
        Some((values, filled)) if filled.is_none_or(|filled| filled[row]) => values.get(row).copied().unwrap_or(0),
        Some(_) => 0,
        None => 1,
    };
    let wrap = |digits: Vec<i128>| Values::Fixed(scale, Digits::from_iter(digits));
    let span = match (&fold, filter) {
        (Some(fold), Some(_)) => fold.rows.span(),
        _ => (0, view.rows),
    };
    let held = match filter {
        Some(filter) => match held(frame, filter, table, span.0..span.1)? {
            Some(held) => Some(held),
            None => {
                let sums = by_key(frame, table, filter, fold.as_deref(), cell)?;
                let states = fold.map_or_else(|| doubts(frame, table), |fold| fold.states.clone());
                return Ok(Column::tidied(wrap(sums), states));
            }
        },
        None => None,
    };
    let counts = |row: usize| held.as_ref().is_none_or(|held| is_held(held[row - span.0]));
    let Some(fold) = fold else {
        let mut sums = vec![0; frame.length];
        for row in (0..view.rows).filter(|row| counts(*row)) {
            if let Some(key) = month_key(frame, table, row) {
                sums[key] += i128::from(cell(row));
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
        rows.map(|row| i128::from(cell(row))).sum::<i128>()
    };
    let sums = (0..frame.length).map(|key| fold.rows.of(key).iter().map(of_run).sum());
    Ok(Column::new(Values::Fixed(scale, sums.collect()), states))
}

/// A filter that reads keys: a row is asked for each key that it falls to.
fn by_key(
    frame: &Frame<'_>,
    table: usize,
    filter: &Node,
    fold: Option<&Fold>,
    cell: impl Fn(usize) -> i64,
) -> Result<Vec<i128>, AssessError> {
    let view = &frame.ground.tables[table];
    let (mut key, mut row): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    match fold {
        Some(fold) => {
            for of in 0..frame.length {
                row.extend(fold.rows.of(of).iter().flat_map(|(from, to)| *from..*to));
                key.resize(row.len(), of as u32);
            }
        }
        None => {
            let listed = (0..view.rows).filter_map(|row| Some((month_key(frame, table, row)? as u32, row as u32)));
            (key, row) = listed.unzip();
        }
    }
    let truths = evaluate(filter, Scope { frame, rows: Some(Rows { table, key: &key, row: &row }) })?;
    let mut sums = vec![0; frame.length];
    for (place, (key, row)) in key.iter().zip(&row).enumerate() {
        if truths.holds(place) {
            sums[*key as usize] += i128::from(cell(*row as usize));
        }
    }
    Ok(sums)
}

/// The month of a series to which a row falls.
fn month_key(frame: &Frame<'_>, table: usize, row: usize) -> Option<usize> {
    let view = &frame.ground.tables[table];
    usize::try_from(view.period[row] - view.first).ok().filter(|key| *key < frame.length)
}

/// Who was refused in a month of a series is not counted: how many there are is not known.
fn doubts(frame: &Frame<'_>, table: usize) -> Vec<State> {
    let view = &frame.ground.tables[table];
    let each = (0..frame.length).map(|key| {
        let period = view.first + key as i32;
        if view.is_doubtful(period) { State::rows_refused(view.index, period) } else { State::KNOWN }
    });
    each.collect()
}
