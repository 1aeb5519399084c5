//! Which rows fall to which key: the index through which sums and counts go from rows to keys.

use contract::model::PeriodKey;

use super::frame::{Frame, Own};
use super::{last_day, month_of};
use crate::assess::AssessError;
use crate::program::Over;
use crate::state::{Kind, State};

/// Pairs of key and row, and whether it is known what every period of a key's window holds.
#[derive(Debug, Default)]
pub(crate) struct Fold {
    pub(crate) key: Vec<u32>,
    pub(crate) row: Vec<u32>,
    /// Empty when all are known.
    pub(crate) states: Vec<State>,
}

impl Fold {
    fn take(&mut self, key: usize, rows: std::ops::Range<usize>) {
        for row in rows {
            self.key.push(key as u32);
            self.row.push(row as u32);
        }
    }

    fn set(&mut self, key: usize, state: State, length: usize) {
        if self.states.is_empty() {
            self.states = vec![State::KNOWN; length];
        }
        self.states[key] = state;
    }
}

pub(crate) fn fold(frame: &Frame<'_>, table: usize, over: Over) -> Result<Fold, AssessError> {
    match (&frame.own, over) {
        (_, Over::FirstMonths(months)) => spell_windows(frame, table, Some(months)),
        (Own::Anniversaries, Over::Own) => spell_windows(frame, table, None),
        (Own::Pieces { table: own, piece, row }, Over::Own) if *own == table => {
            Ok(Fold { key: piece.clone(), row: row.clone(), states: Vec::new() })
        }
        (Own::Pieces { table: own, piece, row }, Over::Own) => Ok(other_table(frame, *own, piece, row, table)),
        (Own::Years, Over::Own) => Ok(years(frame, table)),
        (Own::Months { table: own }, Over::Own) if *own == table => {
            let view = &frame.ground.tables[table];
            let mut fold = Fold::default();
            for (row, period) in view.period.iter().enumerate() {
                let key = usize::try_from(*period - view.first).ok().filter(|key| *key < frame.length);
                if let Some(key) = key {
                    fold.take(key, row..row + 1);
                }
            }
            // Who was refused is not counted: how many there are is not known.
            for key in 0..frame.length {
                let period = view.first + key as i32;
                if view.is_doubtful(period) {
                    fold.set(key, State::rows_refused(view.index, period), frame.length);
                }
            }
            Ok(fold)
        }
        (Own::None | Own::Months { .. }, Over::Own) => {
            Err(AssessError::Inconsistent("a fold over a key without a period of its own"))
        }
    }
}

/// The months of each piece's rows, looked for in another table.
fn other_table(frame: &Frame<'_>, own: usize, piece: &[u32], row: &[u32], table: usize) -> Fold {
    let view = &frame.ground.tables[table];
    if view.key == Some(PeriodKey::Year) {
        return years(frame, table);
    }
    let own = &frame.ground.tables[own];
    let mut fold = Fold::default();
    // A piece's rows come in month order; two rows in a month are one month.
    let mut last = vec![i32::MIN; frame.length];
    for (piece, row) in piece.iter().zip(row) {
        let (key, month) = (*piece as usize, own.period[*row as usize]);
        if last[key] == month {
            continue;
        }
        last[key] = month;
        let state = view.knowledge(frame.person[key], month);
        let before = fold.states.get(key).map_or(Kind::Known, |before| before.kind());
        match state.kind() {
            Kind::Known => fold.take(key, view.rows_within(frame.person[key], month, month)),
            stronger if stronger > before => fold.set(key, state, frame.length),
            _ => {}
        }
    }
    for (state, last) in fold.states.iter_mut().zip(last) {
        if state.kind() == Kind::Pending {
            *state = State::not_yet(last_day(last));
        }
    }
    fold
}

/// The calendar year of each key: its row in a yearly table, its twelve months in a monthly one.
fn years(frame: &Frame<'_>, table: usize) -> Fold {
    let view = &frame.ground.tables[table];
    let mut fold = Fold::default();
    for key in 0..frame.length {
        let first_month = month_of(frame.period[key].0);
        let (from, to) = match view.key {
            Some(PeriodKey::Year) => (first_month.div_euclid(12), first_month.div_euclid(12)),
            _ => (first_month, first_month + 11),
        };
        window(frame, &mut fold, table, key, from, to);
    }
    fold
}

fn window(frame: &Frame<'_>, fold: &mut Fold, table: usize, key: usize, from: i32, to: i32) {
    if from > to {
        return;
    }
    let view = &frame.ground.tables[table];
    let state = view.knowledge_of(frame.person[key], from, to);
    if state.is_known() {
        fold.take(key, view.rows_within(frame.person[key], from, to));
    } else {
        fold.set(key, state, frame.length);
    }
}

/// Months of a spell: the first ones, or those of the anniversary year, as far as the spell lasts.
fn spell_windows(frame: &Frame<'_>, table: usize, first_months: Option<u32>) -> Result<Fold, AssessError> {
    let spells = frame.ground.spells(frame.definition)?;
    let mut fold = Fold::default();
    for key in 0..frame.length {
        let spell = frame.spell[key] as usize;
        let Some(start) = spells.start(spell) else {
            fold.set(key, spells.start_state(spell), frame.length);
            continue;
        };
        let start = month_of(start);
        let (mut from, mut to) = match first_months {
            Some(months) => (start, i64::from(start) + i64::from(months) - 1),
            None => {
                let years = i64::from(frame.anniversary[key]);
                let from = i64::from(start) + 12 * (years - 1);
                (
                    i32::try_from(from)
                        .map_err(|_| AssessError::Inconsistent("an anniversary beyond all calendars"))?,
                    from + 11,
                )
            }
        };
        if let Some(end) = spells.latest_end(spell) {
            to = to.min(i64::from(month_of(end)));
        }
        if first_months.is_none() {
            from = from.max(frame.window_cut.0);
            to = to.min(i64::from(frame.window_cut.1));
        }
        let to = i32::try_from(to).map_err(|_| AssessError::Inconsistent("a window beyond all calendars"))?;
        window(frame, &mut fold, table, key, from, to);
    }
    Ok(fold)
}
