//! One table of one operator: coverage, rows by person and period, cells with their state. Rows stay where the store put
//! them; this only finds them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use contract::facts::Period;
use contract::horizon::Clock;
use contract::model::PeriodKey;
use evidence::columns::{Column as Cells, TableColumns, Values as CellValues};

use crate::assess::AssessError;
use crate::column::bound_of;
use crate::program::TableProgram;

mod cells;
mod coverage;
mod order;
mod periods;

pub(crate) use cells::Codes;
use order::{first_from, offsets, order};
pub(crate) use periods::{Span, at};

pub(crate) struct TableView<'a> {
    pub(crate) index: u16,
    /// The number of its first column, counted through all tables.
    first_column: u16,
    names: &'a [String],
    pub(crate) by_person: bool,
    /// The period in the key of rows.
    pub(crate) key: Option<PeriodKey>,
    /// The period that files cover.
    covers_by: Option<PeriodKey>,
    pub(crate) rows: usize,
    pub(crate) present: bool,
    pub(crate) person: &'a [u32],
    pub(crate) period: &'a [i32],
    valid: &'a [(i32, i32)],
    columns: Vec<Option<ColumnView<'a>>>,
    /// Row ranges of persons; one range when the table has no persons.
    offsets: Vec<u32>,
    /// The first period that a file covers.
    first: i32,
    /// Of it and those after it: whether a file covers each.
    filed: Vec<bool>,
    /// Of the same: whether it is known which rows each has.
    covered: Vec<bool>,
    /// The stretches of periods for which files are owed; nothing where they always are.
    owed: Option<Vec<(i32, i32)>>,
    /// Covered periods in which rows that name nobody were refused, sorted.
    doubtful: Vec<i32>,
    /// How many rows that name nobody were refused, by period.
    unnamed: Option<&'a BTreeMap<Option<Period>, u32>>,
    /// Whether such rows were refused of a table without periods.
    pub(crate) is_doubtful_whole: bool,
    /// How many periods before each are not covered, for windows.
    gaps_before: Vec<u32>,
    /// How many periods before each are covered and in no doubt.
    settled_before: Vec<u32>,
    /// Says which periods are over.
    clock: &'a Clock,
    /// Whether no person has two rows in a period.
    pub(crate) is_distinct: bool,
    /// The first and last period with a row.
    row_range: OnceLock<Option<(i32, i32)>>,
}

struct ColumnView<'a> {
    cells: &'a Cells,
    /// How far from zero numbers are at most.
    bound: u64,
    /// Sums of numbers over the rows before each, where they were asked for.
    running: OnceLock<Vec<i64>>,
    words: Vec<u32>,
}

impl<'a> TableView<'a> {
    pub(crate) fn new(
        (index, first_column): (u16, u16),
        program: &'a TableProgram,
        columns: Option<&'a TableColumns>,
        persons: usize,
        clock: &'a Clock,
    ) -> Result<TableView<'a>, AssessError> {
        let mut view = TableView {
            index,
            first_column,
            names: &program.columns,
            by_person: program.by_person,
            key: program.period,
            covers_by: program.covers,
            rows: 0,
            present: false,
            person: &[],
            period: &[],
            valid: &[],
            columns: program.columns.iter().map(|_| None).collect(),
            offsets: vec![0; if program.by_person { persons + 1 } else { 2 }],
            first: 0,
            filed: Vec::new(),
            covered: Vec::new(),
            owed: None,
            doubtful: Vec::new(),
            unnamed: None,
            is_doubtful_whole: false,
            gaps_before: vec![0],
            settled_before: vec![0],
            clock,
            is_distinct: true,
            row_range: OnceLock::new(),
        };
        let Some(table) = columns else { return Ok(view) };
        let malformed = |what| AssessError::Malformed { table: program.id.clone(), what };
        let keyed = |length: usize, wanted: bool| length == if wanted { table.rows } else { 0 };
        if !keyed(table.person.len(), program.by_person) || !keyed(table.period.len(), program.period.is_some()) {
            return Err(malformed("keys are not those the contract declares"));
        }
        if !table.valid.is_empty() && table.valid.len() != table.rows {
            return Err(malformed("validity does not stand beside every row"));
        }
        let order = order(&table.person, &table.period);
        if table.person.last().is_some_and(|last| *last as usize >= persons) && order.is_ok() {
            return Err(malformed("a row of a person who is not listed"));
        }
        view.is_distinct = order.map_err(|()| malformed("rows are not in order of person and period"))?;
        (view.rows, view.present) = (table.rows, table.present);
        (view.person, view.period, view.valid) = (&table.person, &table.period, &table.valid);
        if program.by_person {
            view.offsets = offsets(&table.person, persons);
        } else {
            view.offsets[1] = u32::try_from(table.rows).map_err(|_| malformed("too many rows"))?;
        }
        view.owed = view.stretches(table);
        view.cover(&table.covered);
        view.unnamed = Some(&table.unnamed);
        view.is_doubtful_whole = table.unnamed.contains_key(&None);
        let unnamed: Vec<Period> = table.unnamed.keys().copied().flatten().collect();
        let mut doubtful = view.numbers_of(&unnamed);
        doubtful.retain(|period| view.covers(*period));
        view.doubtful = doubtful;
        view.settle();
        for (slot, name) in view.columns.iter_mut().zip(&program.columns) {
            let Some(cells) = table.columns.get(name) else { continue };
            let length = match &cells.values {
                CellValues::Amount(values) | CellValues::Count(values) => values.len(),
                CellValues::Date(values) => values.len(),
                CellValues::Code { codes, .. } => codes.len(),
            };
            let beside = [&cells.filled, &cells.unread];
            if length != table.rows || beside.into_iter().flatten().any(|beside| beside.len() != table.rows) {
                return Err(malformed("a column is not as long as the table"));
            }
            if let CellValues::Code { codes, words } = &cells.values {
                let is_filled = |row: usize| cells.filled.as_ref().is_none_or(|filled| filled[row]);
                // No code is beyond all their bits together.
                let largest = codes.iter().fold(0, |bits, code| bits | code) as usize;
                let is_outside = |(row, code): (usize, &u32)| is_filled(row) && *code as usize >= words.len();
                if largest >= words.len() && codes.iter().enumerate().any(is_outside) {
                    return Err(malformed("a code without its word"));
                }
            }
            let bound = match &cells.values {
                CellValues::Amount(values) | CellValues::Count(values) => bound_of(values),
                _ => 0,
            };
            *slot = Some(ColumnView { cells, bound, running: OnceLock::new(), words: Vec::new() });
        }
        if !program.kinds.iter().enumerate().all(|(column, kind)| view.is_of_kind(column, *kind)) {
            return Err(malformed("a column is of another kind than the contract declares"));
        }
        Ok(view)
    }

    /// Numbers the words of every column.
    pub(crate) fn number_words(&mut self, number: &mut impl FnMut(&'a str) -> u32) {
        for view in self.columns.iter_mut().flatten() {
            if let CellValues::Code { words, .. } = &view.cells.values {
                view.words = words.iter().map(|word| number(word)).collect();
            }
        }
    }

    /// The rows of persons in a range; all of them when the table has no persons.
    pub(crate) fn rows_of_persons(&self, persons: &Range<u32>) -> Range<usize> {
        if !self.by_person {
            return 0..self.rows;
        }
        let offset = |person: u32| self.offsets.get(person as usize).map_or(self.rows, |offset| *offset as usize);
        offset(persons.start)..offset(persons.end)
    }

    /// The number of a column, counted through all tables.
    pub(crate) fn number_of(&self, column: usize) -> u16 {
        self.first_column.saturating_add(u16::try_from(column).unwrap_or(u16::MAX))
    }

    /// The name of a column.
    pub(crate) fn column_name(&self, column: usize) -> &'a str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// The rows of a row's person in its period.
    pub(crate) fn rows_beside(&self, row: usize) -> Range<usize> {
        let person = self.person.get(row).copied().unwrap_or(0);
        match self.period.get(row) {
            Some(period) => self.rows_within(person, *period, *period),
            None => row..row + 1,
        }
    }

    /// Whether rows are states with a validity: each counts.
    pub(crate) fn is_dated(&self) -> bool {
        !self.valid.is_empty()
    }

    /// The rows of a person (of the operator, when the table has no persons).
    #[inline]
    pub(crate) fn rows_of(&self, person: u32) -> Range<usize> {
        let person = if self.by_person { person as usize } else { 0 };
        match (self.offsets.get(person), self.offsets.get(person + 1)) {
            (Some(first), Some(end)) => *first as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// The rows of a person in a window of periods.
    #[inline]
    pub(crate) fn rows_within(&self, person: u32, from: i32, to: i32) -> Range<usize> {
        let rows = self.rows_of(person);
        let periods = &self.period[rows.clone()];
        let first = first_from(periods, from);
        let end = if to == i32::MAX { periods.len() } else { first_from(periods, to + 1) };
        rows.start + first..rows.start + end.max(first)
    }

    /// Where, among rows of one person, those before a period end.
    #[inline]
    pub(crate) fn rows_before(&self, rows: Range<usize>, period: i32) -> usize {
        rows.start + first_from(&self.period[rows], period)
    }

    /// The first row of a person in a period.
    #[inline]
    pub(crate) fn row_at(&self, person: u32, period: i32) -> Option<usize> {
        let rows = self.rows_of(person);
        let first = *self.period.get(rows.start).filter(|_| !rows.is_empty())?;
        // Most people have every month between their first and last: try there before searching.
        let guess = rows.start + usize::try_from(period - first).ok()?;
        if guess < rows.end && self.period[guess] == period && (guess == rows.start || self.period[guess - 1] < period)
        {
            return Some(guess);
        }
        let found = rows.start + self.period[rows.clone()].partition_point(|other| *other < period);
        (found < rows.end && self.period[found] == period).then_some(found)
    }

    /// The rows of a person that are valid on a day (all rows, when the table has no validity).
    pub(crate) fn rows_valid_on(&self, person: u32, day: Option<i32>) -> impl Iterator<Item = usize> {
        self.rows_of(person).filter(move |row| day.is_none_or(|day| self.is_valid(*row, day)))
    }

    #[inline]
    pub(crate) fn is_valid(&self, row: usize, day: i32) -> bool {
        self.valid.get(row).is_none_or(|(first, last)| *first <= day && day <= *last)
    }
}
