//! Which rows fall to which key: the index through which sums and counts go from rows to keys.
//!
//! Rows of a person stand together in order of period, so what falls to a key is a run of rows, now and then several.

use std::rc::Rc;

use contract::model::PeriodKey;

use super::frame::{Frame, Own};
use super::month_of;
use super::table::{Span, TableView};
use crate::assess::AssessError;
use crate::program::Over;
use crate::state::{Kind, State};

/// Runs of rows (the end excluded), key after key.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// Where the runs of each key begin, and where the last ends; empty when every key has exactly one, maybe without a row.
    first: Vec<u32>,
    runs: Vec<(u32, u32)>,
}

impl Runs {
    /// One run a key.
    pub(crate) fn single(runs: Vec<(u32, u32)>) -> Runs {
        Runs { first: Vec::new(), runs }
    }

    /// Runs of each key, with where they begin and the last ends.
    pub(crate) fn several(first: Vec<u32>, runs: Vec<(u32, u32)>) -> Runs {
        Runs { first, runs }
    }

    #[inline]
    pub(crate) fn of(&self, key: usize) -> &[(u32, u32)] {
        if self.first.is_empty() {
            &self.runs[key..=key]
        } else {
            &self.runs[self.first[key] as usize..self.first[key + 1] as usize]
        }
    }

    /// What the runs of each key come to.
    pub(crate) fn sums(&self, of_run: impl Fn(u32, u32) -> i64) -> Vec<i64> {
        let of_run = |(from, to): &(u32, u32)| of_run(*from, *to);
        if self.first.is_empty() {
            return self.runs.iter().map(of_run).collect();
        }
        let bounds = self.first.iter().zip(self.first.iter().skip(1));
        bounds.map(|(first, end)| self.runs[*first as usize..*end as usize].iter().map(of_run).sum()).collect()
    }

    pub(crate) fn select(&self, keys: &[u32]) -> Runs {
        if self.first.is_empty() {
            return Runs::single(crate::column::pick(&self.runs, keys));
        }
        let mut selected = Runs { first: vec![0], runs: Vec::with_capacity(keys.len()) };
        for key in keys {
            selected.runs.extend(self.of(*key as usize));
            selected.first.push(selected.runs.len() as u32);
        }
        selected
    }

    /// The first row of any key and the end of the last.
    pub(crate) fn span(&self) -> (usize, usize) {
        let some = || self.runs.iter().filter(|(from, to)| from < to);
        let first = some().map(|(from, _)| *from).min().unwrap_or(0);
        (first as usize, some().map(|(_, to)| *to).max().unwrap_or(0) as usize)
    }
}

/// Rows of keys, and whether it is known what every period of a key's window holds.
#[derive(Debug)]
pub(crate) struct Fold {
    pub(crate) rows: Rc<Runs>,
    /// Empty when all are known.
    pub(crate) states: Vec<State>,
}

/// A fold with one run a key, under construction.
struct Windows {
    runs: Vec<(u32, u32)>,
    states: Vec<State>,
}

impl Windows {
    fn new(length: usize) -> Windows {
        Windows { runs: vec![(0, 0); length], states: Vec::new() }
    }

    fn set(&mut self, key: usize, state: State) {
        if self.states.is_empty() {
            self.states = vec![State::KNOWN; self.runs.len()];
        }
        self.states[key] = state;
    }

    /// The rows of a key's person in a window, where it is known what its periods hold.
    fn take(&mut self, view: &TableView<'_>, frame: &Frame<'_>, key: usize, span: Span) {
        if span.covered.0 > span.covered.1 {
            return;
        }
        let state = view.knowledge_of(frame.person[key], span.covered.0, span.covered.1);
        if let Some(rows) = rows_so_far(view, frame.person[key], span, state) {
            self.runs[key] = rows;
        }
        if !state.is_known() {
            self.set(key, state);
        }
    }

    fn finish(self) -> Fold {
        Fold { rows: Rc::new(Runs::single(self.runs)), states: self.states }
    }
}

/// The rows of a window of which it is known what it holds, or that is not yet over: then those before the first period that
/// is not. What these do not say, no later file tells.
fn rows_so_far(view: &TableView<'_>, person: u32, span: Span, state: State) -> Option<(u32, u32)> {
    let (from, to) = span.rows;
    let to = match state.kind() {
        Kind::Known => to,
        Kind::Pending => view.last_before_gap(span).unwrap_or(to),
        _ => return None,
    };
    let rows = view.rows_within(person, from, to);
    Some((rows.start as u32, rows.end as u32))
}

pub(crate) fn fold(frame: &Frame<'_>, table: usize, over: Over) -> Result<Fold, AssessError> {
    match (&frame.own, over) {
        (_, Over::FirstMonths(months)) => spell_windows(frame, table, Some(months)),
        (Own::Anniversaries, Over::Own) => spell_windows(frame, table, None),
        (Own::Pieces { table: own, rows }, Over::Own) if *own == table => {
            Ok(Fold { rows: rows.clone(), states: Vec::new() })
        }
        (Own::Pieces { table: own, rows }, Over::Own) => Ok(other_table(frame, *own, rows, table)),
        (Own::Years, Over::Own) => Ok(years(frame, table)),
        (Own::None | Own::Months { .. }, Over::Own) => {
            Err(AssessError::Inconsistent("a fold over a key without a period of its own"))
        }
    }
}

/// The months of each key in another table: all that are in reach, or those of the rows of one of several pieces.
fn other_table(frame: &Frame<'_>, own: usize, rows: &Runs, table: usize) -> Fold {
    let view = &frame.ground.tables[table];
    if view.key == Some(PeriodKey::Year) {
        return years(frame, table);
    }
    let own = &frame.ground.tables[own];
    let (mut first, mut runs) = (vec![0], Vec::with_capacity(frame.length));
    let mut states = Vec::new();
    for key in 0..frame.length {
        let person = frame.person[key];
        let mut set = |key: usize, state: State| {
            if states.is_empty() {
                states = vec![State::KNOWN; frame.length];
            }
            states[key] = state;
        };
        if let Some(shared) = frame.shared.get(key).filter(|shared| !shared.is_known()) {
            set(key, *shared);
            first.push(runs.len() as u32);
            continue;
        }
        if frame.alone.is_empty() || frame.alone[key] {
            // A key of one piece: another table is read in all its months, whether or not it has rows of its own there.
            let january = month_of(frame.period[key].0);
            let (from, to) = (january.max(frame.window_cut.0), (january + 11).min(frame.window_cut.1));
            let span = view.of_months(from, to);
            let state = view.knowledge_of(person, span.covered.0, span.covered.1);
            runs.extend(rows_so_far(view, person, span, state));
            if !state.is_known() {
                set(key, state);
            }
            first.push(runs.len() as u32);
            continue;
        }
        if let [(from, to)] = rows.of(key)
            && from < to
        {
            let (first_month, last_month) = (own.period[*from as usize], own.period[*to as usize - 1]);
            // Every month of the window has a row of the piece, and it is known what all of them hold.
            let is_monthly = own.key == Some(PeriodKey::Month) && view.key == Some(PeriodKey::Month);
            let unbroken = is_monthly && own.is_distinct && last_month - first_month == (to - from) as i32 - 1;
            if unbroken && view.knows_all(first_month, last_month) {
                let found = view.rows_within(person, first_month, last_month);
                runs.push((found.start as u32, found.end as u32));
                first.push(runs.len() as u32);
                continue;
            }
        }
        // A piece's rows come in month order; two rows in a month are one month.
        let mut last = i32::MIN;
        let mut whole = State::KNOWN;
        for row in rows.of(key).iter().flat_map(|(from, to)| *from..*to) {
            let month = own.month_of_row(own.period[row as usize]);
            if month == last {
                continue;
            }
            last = month;
            let span = view.of_months(month, month);
            let state = view.knowledge_of(person, span.covered.0, span.covered.1);
            match state.kind() {
                Kind::Known if !whole.is_known() => {}
                Kind::Known => {
                    let found = view.rows_within(person, span.rows.0, span.rows.1);
                    runs.push((found.start as u32, found.end as u32));
                }
                stronger if stronger > whole.kind() => whole = state,
                _ => {}
            }
        }
        first.push(runs.len() as u32);
        if !whole.is_known() {
            let end = || view.coverage_end(view.of_months(last, last).covered.1);
            set(key, if whole.kind() == Kind::Pending { end() } else { whole });
        }
    }
    Fold { rows: Rc::new(Runs::several(first, runs)), states }
}

/// The calendar year of each key: its row in a yearly table, its twelve months in another.
fn years(frame: &Frame<'_>, table: usize) -> Fold {
    let view = &frame.ground.tables[table];
    let mut windows = Windows::new(frame.length);
    for key in 0..frame.length {
        let first_month = month_of(frame.period[key].0);
        let year = first_month.div_euclid(12);
        let span = match view.key {
            Some(PeriodKey::Year) => Span { rows: (year, year), covered: (year, year) },
            _ => view.of_months(first_month, first_month + 11),
        };
        windows.take(view, frame, key, span);
    }
    windows.finish()
}

/// Months of a spell: the first ones, or those of the anniversary year, as far as the spell lasts.
fn spell_windows(frame: &Frame<'_>, table: usize, first_months: Option<u32>) -> Result<Fold, AssessError> {
    let spells = frame.ground.spells(frame.definition)?;
    let view = &frame.ground.tables[table];
    let mut windows = Windows::new(frame.length);
    for key in 0..frame.length {
        let spell = frame.spell[key] as usize;
        let Some(start) = spells.start(spell) else {
            windows.set(key, spells.start_state(spell));
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
        if let Some(hole) = spells.hole_within(frame.ground, spell, from, to) {
            windows.set(key, hole);
            continue;
        }
        if from <= to {
            windows.take(view, frame, key, view.of_months(from, to));
        }
    }
    Ok(windows.finish())
}
