//! A frame: the keys over which expressions are evaluated, with what each key carries (person, dates, spell), and the
//! steps already computed over them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::Ground;
use super::fold::{Fold, Runs};
use crate::column::{Column, pick};
use crate::program::{Node, Over};
use crate::state::State;

/// Where a key's own rows are.
#[derive(Debug, Clone)]
pub(crate) enum Own {
    None,
    /// Rows of the monthly key table, piece by piece.
    Pieces {
        table: usize,
        rows: Rc<Runs>,
    },
    /// Calendar years.
    Years,
    /// Months of a series over all rows of the table.
    Months {
        table: usize,
        first: i32,
    },
    /// Anniversary years of spells.
    Anniversaries,
}

/// How parameters are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    AtDay,
    /// On the day, provided that nothing changes from it to the end of the key's period.
    Unchanged,
}

impl Found {
    /// The day on which a key reads.
    pub(crate) fn day(&self, place: usize) -> Option<i32> {
        let days = self.days.as_ref()?;
        days.dates().get(days.position(place)).copied()
    }
}

/// What was computed of tables before, each at some time or over some window.
type Known<When, What> = RefCell<Vec<((usize, When), Rc<What>)>>;

pub(crate) struct Frame<'g> {
    pub(crate) ground: &'g Ground<'g>,
    pub(crate) length: usize,
    /// Empty when keys have no person.
    pub(crate) person: Vec<u32>,
    /// The day on which parameters are read.
    pub(crate) parameter_day: Vec<i32>,
    pub(crate) reading: Reading,
    /// First and last day of the key's own period.
    pub(crate) period: Vec<(i32, i32)>,
    /// The definition and, per key, the spell.
    pub(crate) definition: usize,
    pub(crate) spell: Vec<u32>,
    pub(crate) anniversary: Vec<u32>,
    pub(crate) own: Own,
    pub(crate) own_values: Vec<Rc<Column>>,
    /// Months outside are left out of own windows of anniversaries, and of the years in which other tables are read.
    pub(crate) window_cut: (i32, i32),
    /// Whether a piece is the only one of its key; empty when all are.
    pub(crate) alone: Vec<bool>,
    /// Why nobody knows which piece another table speaks of, where a month lies in several; empty when none does.
    pub(crate) shared: Vec<State>,
    /// Whether places are read on the first day of a month.
    pub(crate) reads_first_day: bool,
    steps: Vec<(&'g Node, OnceCell<Rc<Column>>)>,
    folds: Known<Over, Fold>,
    pub(crate) found: Known<At, Found>,
    days: OnceCell<Option<(i32, i32)>>,
}

/// Times at which every lookup of a frame finds the same rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    OwnYear,
    FirstMonth,
    Always,
}

/// The row that each key reads of a table at its time, or why none.
#[derive(Debug)]
pub(crate) struct Found {
    /// Zero where there is none; the first where there are several.
    pub(crate) row: Vec<u32>,
    /// The other rows on the keys of several, with the place of each, in order.
    pub(crate) others: Vec<(u32, u32)>,
    /// Empty when every key reads a row.
    pub(crate) states: Vec<State>,
    /// The days of reading, for what lies behind the row.
    pub(crate) days: Option<Rc<Column>>,
    /// One row for every key.
    pub(crate) uniform: bool,
}

impl<'g> Frame<'g> {
    /// A frame without keys' particulars; the caller fills in what its space has.
    pub(crate) fn new(ground: &'g Ground<'g>, length: usize) -> Frame<'g> {
        Frame {
            ground,
            length,
            person: Vec::new(),
            parameter_day: Vec::new(),
            reading: Reading::AtDay,
            period: Vec::new(),
            definition: 0,
            spell: Vec::new(),
            anniversary: Vec::new(),
            own: Own::None,
            own_values: Vec::new(),
            window_cut: (i32::MIN, i32::MAX),
            alone: Vec::new(),
            shared: Vec::new(),
            reads_first_day: false,
            steps: Vec::new(),
            folds: RefCell::default(),
            found: RefCell::default(),
            days: OnceCell::new(),
        }
    }

    /// The first and the last day on which a key reads parameters.
    pub(crate) fn parameter_days(&self) -> Option<(i32, i32)> {
        *self.days.get_or_init(|| {
            let first = self.parameter_day.iter().copied().min();
            first.zip(self.parameter_day.iter().copied().max())
        })
    }

    pub(crate) fn with_steps(mut self, steps: impl IntoIterator<Item = &'g Node>) -> Frame<'g> {
        self.steps = steps.into_iter().map(|node| (node, OnceCell::new())).collect();
        self
    }

    /// The keys at the indexes, in that order, each at most once; steps are to be computed anew.
    pub(crate) fn select(&self, indexes: &[u32]) -> Frame<'g> {
        let pick_some = |items: &Vec<u32>| if items.is_empty() { Vec::new() } else { pick(items, indexes) };
        let own = match &self.own {
            Own::Pieces { table, rows } => Own::Pieces { table: *table, rows: Rc::new(rows.select(indexes)) },
            other => other.clone(),
        };
        Frame {
            ground: self.ground,
            length: indexes.len(),
            person: pick_some(&self.person),
            parameter_day: if self.parameter_day.is_empty() { Vec::new() } else { pick(&self.parameter_day, indexes) },
            reading: self.reading,
            period: if self.period.is_empty() { Vec::new() } else { pick(&self.period, indexes) },
            definition: self.definition,
            spell: pick_some(&self.spell),
            anniversary: pick_some(&self.anniversary),
            own,
            own_values: self.own_values.iter().map(|column| Rc::new(column.gather(indexes))).collect(),
            window_cut: self.window_cut,
            alone: if self.alone.is_empty() { Vec::new() } else { pick(&self.alone, indexes) },
            shared: if self.shared.is_empty() { Vec::new() } else { pick(&self.shared, indexes) },
            reads_first_day: self.reads_first_day,
            steps: self.steps.iter().map(|(node, _)| (*node, OnceCell::new())).collect(),
            folds: RefCell::default(),
            found: RefCell::default(),
            days: OnceCell::new(),
        }
    }

    /// The month of a key of a series.
    pub(crate) fn month(&self, key: usize) -> i32 {
        let first = if let Own::Months { first, .. } = self.own { first } else { 0 };
        first + key as i32
    }

    pub(crate) fn step_node(&self, step: usize) -> Option<&'g Node> {
        self.steps.get(step).map(|(node, _)| *node)
    }

    pub(crate) fn known_step(&self, step: usize) -> Option<Rc<Column>> {
        self.steps.get(step).and_then(|(_, cell)| cell.get().cloned())
    }

    /// Gives a step its column; a step keeps the first it was given.
    pub(crate) fn set_step(&self, step: usize, column: Rc<Column>) -> Rc<Column> {
        match self.steps.get(step) {
            Some((_, cell)) => cell.get_or_init(|| column).clone(),
            None => column,
        }
    }

    /// Rows that fall to each key in a table over a window, computed once.
    pub(crate) fn fold(&self, table: usize, over: Over) -> Result<Rc<Fold>, crate::assess::AssessError> {
        if let Some((_, fold)) = self.folds.borrow().iter().find(|(known, _)| *known == (table, over)) {
            return Ok(fold.clone());
        }
        let fold = Rc::new(super::fold::fold(self, table, over)?);
        self.folds.borrow_mut().push(((table, over), fold.clone()));
        Ok(fold)
    }
}
