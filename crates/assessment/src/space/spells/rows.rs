//! What each row of a source says of its month, column by column: the first half of making spells.

use std::ops::Range;

use super::MonthState;
use crate::assess::AssessError;
use crate::evaluate::held;
use crate::program::SourceProgram;
use crate::space::frame::Frame;
use crate::space::table::Codes;
use crate::space::{Ground, MonthEnds};
use crate::state::State;

/// What rows say, and those of which that is not known, with why.
pub(super) type RowStates = (Vec<MonthState>, Vec<(usize, State)>);

/// What each row of a source says of its month, for a range of persons: ends, suspended, present, else absent; and the rows
/// of which that is not known.
pub(super) fn row_states(
    ground: &Ground<'_>,
    source: &SourceProgram,
    persons: &Range<u32>,
) -> Result<RowStates, AssessError> {
    let table = &ground.tables[source.table];
    let rows = table.rows_of_persons(persons);
    let nobody = Frame::new(ground, 0);
    let present = held(&nobody, &source.present, source.table, rows.clone())?;
    let present = present.ok_or(AssessError::Inconsistent("presence that reads keys"))?;
    let state = |place| if present.holds(place) { MonthState::Present } else { MonthState::Absent };
    let mut states: Vec<MonthState> = (0..rows.len()).map(state).collect();
    if let Some(Codes { codes, words, filled }) = source.situation.and_then(|column| table.codes(column)) {
        let of_word = |word: &u32| {
            if source.ending.contains(word) {
                Some(MonthState::Ends)
            } else if source.counting.contains(word) {
                Some(MonthState::Counting)
            } else if source.bridging.contains(word) {
                Some(MonthState::Bridging)
            } else {
                None
            }
        };
        let of_code: Vec<Option<MonthState>> = words.iter().map(of_word).collect();
        if of_code.iter().any(Option::is_some) {
            for (state, row) in states.iter_mut().zip(rows.clone()) {
                let is_filled = filled.is_none_or(|filled| filled[row]);
                match of_code.get(codes[row] as usize).copied().flatten().filter(|_| is_filled) {
                    Some(MonthState::Ends) => *state = MonthState::Ends,
                    Some(suspended) if *state == MonthState::Absent => *state = suspended,
                    _ => {}
                }
            }
        }
    }
    if let Some((days, filled)) = source.left.and_then(|column| table.dates(column)) {
        let ends = MonthEnds::new();
        let each = days[rows.clone()].iter().zip(&table.period[rows.clone()]).zip(states.iter_mut());
        for (row, ((day, month), state)) in rows.clone().zip(each) {
            if filled.is_none_or(|filled| filled[row]) && *day <= ends.of(*month) {
                *state = MonthState::Ends;
            }
        }
    }
    let mut unread = Vec::new();
    let cells = [source.situation, source.left].into_iter().flatten().filter(|column| table.unread(*column).is_some());
    let cells: Vec<usize> = cells.collect();
    if !cells.is_empty() || !present.is_all_known() {
        for (place, row) in rows.enumerate() {
            let cell = cells.iter().find(|column| table.is_unread(**column, row));
            let why = match cell {
                Some(column) => table.unread_state(*column, row),
                None => present.state(place),
            };
            // An exit that one cell shows stands, and so does a suspension where only presence is in doubt.
            let stands = match cell {
                Some(_) => states[place] == MonthState::Ends,
                None => states[place] != MonthState::Absent,
            };
            if !why.is_known() && !stands {
                states[place] = MonthState::Unknown;
                unread.push((row, why));
            }
        }
    }
    Ok((states, unread))
}
