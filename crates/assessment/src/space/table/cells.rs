//! The cells of a table: one by one, or columns of them with their states.

use evidence::columns::Values as CellValues;

use super::{ColumnView, TableView};
use crate::assess::AssessError;
use crate::column::{Column, Digits, NARROW_MAX, Values, pick};
use crate::program::Kind;
use crate::state::State;

/// A column of words as it is stored.
pub(crate) struct Codes<'v> {
    /// Per row: the place of its word.
    pub(crate) codes: &'v [u32],
    /// The numbers of the words.
    pub(crate) words: &'v [u32],
    /// Which rows are filled; nothing when all are.
    pub(crate) filled: Option<&'v [bool]>,
}

impl<'a> TableView<'a> {
    fn is_filled(&self, column: usize, row: usize) -> bool {
        self.columns[column].as_ref().is_some_and(|view| view.cells.filled.as_ref().is_none_or(|filled| filled[row]))
    }

    /// Why a row holds nothing in a column: its cell is blank, or could not be read.
    fn wanting(&self, column: usize, row: usize) -> State {
        let period = self.period.get(row).copied();
        match &self.columns[column] {
            Some(view) if view.cells.is_unread(row) => State::cell_unread(self.number_of(column), period),
            _ => State::absent(self.index, period, true),
        }
    }

    /// Which rows of a column hold a cell that could not be read; nothing when there is none.
    pub(crate) fn unread(&self, column: usize) -> Option<&'a [bool]> {
        self.columns[column].as_ref()?.cells.unread.as_deref()
    }

    /// Whether a cell could not be read.
    pub(crate) fn is_unread(&self, column: usize, row: usize) -> bool {
        self.columns[column].as_ref().is_some_and(|view| view.cells.is_unread(row))
    }

    /// Why a cell that could not be read is not known.
    pub(crate) fn unread_state(&self, column: usize, row: usize) -> State {
        State::cell_unread(self.number_of(column), self.period.get(row).copied())
    }

    /// The word in a cell, or why there is none.
    pub(crate) fn word(&self, column: usize, row: usize) -> (u32, State) {
        match self.columns[column].as_ref().map(|view| (&view.cells.values, &view.words)) {
            Some((CellValues::Code { codes, .. }, words)) if self.is_filled(column, row) => {
                (words[codes[row] as usize], State::KNOWN)
            }
            _ => (0, self.wanting(column, row)),
        }
    }

    /// The day in a cell, if it is filled.
    pub(crate) fn date(&self, column: usize, row: usize) -> Option<i32> {
        match self.columns[column].as_ref().map(|view| &view.cells.values) {
            Some(CellValues::Date(days)) if self.is_filled(column, row) => Some(days[row]),
            _ => None,
        }
    }

    /// A number cell added to a sum; blanks add nothing.
    pub(crate) fn numbers(&self, column: usize) -> Option<(&'a [i64], Option<&'a [bool]>)> {
        let view = self.columns[column].as_ref()?;
        match &view.cells.values {
            CellValues::Amount(values) | CellValues::Count(values) => Some((values, view.cells.filled.as_deref())),
            _ => None,
        }
    }

    /// How far from zero the sum of all numbers of a column is at most, where that is proved to fit 64 bits.
    fn bound_of_sums(&self, column: usize) -> Option<u64> {
        let bound = self.columns[column].as_ref()?.bound.checked_mul(self.rows as u64)?;
        (bound <= NARROW_MAX).then_some(bound)
    }

    /// Sums of a column of numbers over the rows before each row, and over all; blanks add nothing. Nothing where it is not
    /// proved that they fit 64 bits.
    pub(crate) fn running_sums(&self, column: usize) -> Option<&[i64]> {
        self.bound_of_sums(column)?;
        let (values, filled) = self.numbers(column)?;
        let view = self.columns[column].as_ref()?;
        let computed = || {
            let mut sums = vec![0; values.len() + 1];
            let mut sum = 0;
            match filled {
                None => sums[1..].iter_mut().zip(values).for_each(|(slot, value)| {
                    sum += value;
                    *slot = sum;
                }),
                Some(filled) => {
                    for ((slot, value), filled) in sums[1..].iter_mut().zip(values).zip(filled) {
                        sum += if *filled { *value } else { 0 };
                        *slot = sum;
                    }
                }
            }
            sums
        };
        Some(view.running.get_or_init(computed))
    }

    /// The cells of a column at rows, as values with states; a row with a state of its own is not looked at.
    pub(crate) fn cells(
        &self,
        kind: Kind,
        column: usize,
        rows: &[u32],
        states: &[State],
    ) -> Result<Column, AssessError> {
        let Some(view) = self.columns[column].as_ref() else {
            let state = |place: usize| states.get(place).copied().filter(|state| !state.is_known());
            let states =
                rows.iter().enumerate().map(|(place, row)| state(place).unwrap_or(self.wanting(column, *row as usize)));
            return Ok(Column::new(Values::zeros(kind, rows.len()), states.collect()));
        };
        let mut states = states.to_vec();
        if let Some(filled) = &view.cells.filled {
            for (place, row) in rows.iter().enumerate() {
                if !filled[*row as usize] && states.get(place).is_none_or(|state| state.is_known()) {
                    if states.is_empty() {
                        states = vec![State::KNOWN; rows.len()];
                    }
                    states[place] = self.wanting(column, *row as usize);
                }
            }
        }
        if states.is_empty() {
            return Ok(Column::new(view.picked(kind, rows)?, states));
        }
        let known = |place: usize| states[place].is_known();
        let each = rows.iter().enumerate().map(|(place, row)| known(place).then_some(*row as usize));
        let values = match (kind, &view.cells.values) {
            (Kind::Fixed(scale), CellValues::Amount(cells) | CellValues::Count(cells)) => {
                Values::Fixed(scale, Digits::narrow(each.map(|row| row.map_or(0, |row| cells[row])).collect()))
            }
            (Kind::Date, CellValues::Date(cells)) => {
                Values::Date(each.map(|row| row.map_or(0, |row| cells[row])).collect())
            }
            (Kind::Word, CellValues::Code { codes, .. }) => {
                Values::Word(each.map(|row| row.map_or(0, |row| view.words[codes[row] as usize])).collect())
            }
            _ => return Err(AssessError::Inconsistent("a column of another kind than the contract declares")),
        };
        Ok(Column::new(values, states))
    }

    /// The codes of a column of words, with the word of each code, and which rows are filled.
    pub(crate) fn codes(&self, column: usize) -> Option<Codes<'_>> {
        let view = self.columns[column].as_ref()?;
        match &view.cells.values {
            CellValues::Code { codes, .. } => {
                Some(Codes { codes, words: &view.words, filled: view.cells.filled.as_deref() })
            }
            _ => None,
        }
    }

    /// The days of a column, and which rows are filled.
    pub(crate) fn dates(&self, column: usize) -> Option<(&'a [i32], Option<&'a [bool]>)> {
        let view = self.columns[column].as_ref()?;
        match &view.cells.values {
            CellValues::Date(days) => Some((days, view.cells.filled.as_deref())),
            _ => None,
        }
    }

    /// Which rows of a column are filled; nothing when all are, or when there is no such column.
    pub(crate) fn filled(&self, column: usize) -> Option<&'a [bool]> {
        self.columns[column].as_ref()?.cells.filled.as_deref()
    }

    /// Whether the file has the column at all.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.columns[column].is_some()
    }

    pub(super) fn is_of_kind(&self, column: usize, kind: Kind) -> bool {
        let Some(view) = self.columns[column].as_ref() else { return true };
        matches!(
            (&view.cells.values, kind),
            (CellValues::Amount(_), Kind::Fixed(2))
                | (CellValues::Count(_), Kind::Fixed(0))
                | (CellValues::Date(_), Kind::Date)
                | (CellValues::Code { .. }, Kind::Word)
        )
    }
}

impl ColumnView<'_> {
    /// The values at rows that are all filled.
    fn picked(&self, kind: Kind, rows: &[u32]) -> Result<Values, AssessError> {
        Ok(match (kind, &self.cells.values) {
            (Kind::Fixed(scale), CellValues::Amount(cells) | CellValues::Count(cells)) => {
                Values::Fixed(scale, Digits::narrow(pick(cells, rows)))
            }
            (Kind::Date, CellValues::Date(cells)) => Values::Date(pick(cells, rows)),
            (Kind::Word, CellValues::Code { codes, .. }) => {
                Values::Word(rows.iter().map(|row| self.words[codes[*row as usize] as usize]).collect())
            }
            _ => return Err(AssessError::Inconsistent("a column of another kind than the contract declares")),
        })
    }
}
