//! How the periods of a table are numbered, and where a window of months lies among them: the rows' own, and those that
//! files cover, which are coarser where rows have days.

use contract::model::PeriodKey;

use super::TableView;
use crate::space::{first_day, last_day, month_of, year_days};

/// A window of months among the periods of a table, first and last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// As rows are numbered.
    pub(crate) rows: (i32, i32),
    /// As files cover them.
    pub(crate) covered: (i32, i32),
}

/// The number of the period of a kind that holds a day.
#[inline]
pub(crate) fn at(key: PeriodKey, day: i32) -> i32 {
    match key {
        PeriodKey::Month => month_of(day),
        PeriodKey::Year => month_of(day).div_euclid(12),
        PeriodKey::Quarter => month_of(day).div_euclid(3),
        PeriodKey::Day => day,
    }
}

/// The first and last day of a period of a kind.
#[inline]
pub(crate) fn days(key: PeriodKey, number: i32) -> (i32, i32) {
    match key {
        PeriodKey::Month => (first_day(number), last_day(number)),
        PeriodKey::Year => year_days(number),
        PeriodKey::Quarter => (first_day(number * 3), last_day(number * 3 + 2)),
        PeriodKey::Day => (number, number),
    }
}

impl TableView<'_> {
    /// The number of the period that a file covers, of that of a row.
    #[inline]
    pub(crate) fn covering(&self, row_period: i32) -> i32 {
        match (self.key, self.covers_by) {
            (Some(PeriodKey::Day), Some(covers)) => at(covers, row_period),
            _ => row_period,
        }
    }

    /// The first and last number that rows may have in a period that a file covers.
    #[inline]
    pub(super) fn rows_in_covered(&self, covered: i32) -> (i32, i32) {
        match (self.key, self.covers_by) {
            (Some(PeriodKey::Day), Some(covers)) => days(covers, covered),
            _ => (covered, covered),
        }
    }

    /// A window of months among the table's periods; a quarter lies in it with its first month.
    #[inline]
    pub(crate) fn of_months(&self, from: i32, to: i32) -> Span {
        match self.key {
            Some(PeriodKey::Quarter) => {
                let quarters = ((from + 2).div_euclid(3), to.div_euclid(3));
                Span { rows: quarters, covered: quarters }
            }
            Some(PeriodKey::Day) => {
                let rows = (first_day(from), last_day(to));
                Span { rows, covered: self.covering_both(rows) }
            }
            _ => Span { rows: (from, to), covered: (from, to) },
        }
    }

    /// The same of a stretch of the rows' own periods.
    #[inline]
    pub(crate) fn covering_both(&self, rows: (i32, i32)) -> (i32, i32) {
        if rows.0 > rows.1 { rows } else { (self.covering(rows.0), self.covering(rows.1)) }
    }

    /// The month of a row, of its own number: of a quarter, its first.
    #[inline]
    pub(crate) fn month_of_row(&self, row_period: i32) -> i32 {
        match self.key {
            Some(PeriodKey::Day) => month_of(row_period),
            Some(PeriodKey::Quarter) => row_period * 3,
            Some(PeriodKey::Year) => row_period * 12,
            _ => row_period,
        }
    }

    /// The first number that a row of a calendar year may have.
    #[inline]
    pub(crate) fn first_of_year(&self, year: i32) -> i32 {
        match self.key {
            Some(PeriodKey::Day) => year_days(year).0,
            Some(PeriodKey::Quarter) => year * 4,
            Some(PeriodKey::Year) => year,
            _ => year * 12,
        }
    }

    /// The day on which what stands in a row is read: the first or last of its period, or its own.
    #[inline]
    pub(crate) fn read_on(&self, row_period: i32, reads_first_day: bool) -> i32 {
        let (first, last) = days(self.key.unwrap_or(PeriodKey::Month), row_period);
        if reads_first_day && self.key != Some(PeriodKey::Year) { first } else { last }
    }

    /// The last day of a period that files cover.
    #[inline]
    pub(super) fn end_of(&self, covered: i32) -> i32 {
        days(self.covers_by.unwrap_or(PeriodKey::Month), covered).1
    }
}
