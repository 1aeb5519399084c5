//! What is known of the periods that files of a table cover: which a file covers, which owe none, in which rows that name nobody were refused.

use contract::calendar::{Date, Interval, Month};
use contract::facts::{FIRST_YEAR, Period};
use contract::model::PeriodKey;
use evidence::columns::TableColumns;

use super::{Span, TableView};
use crate::state::{Kind as StateKind, State};

impl TableView<'_> {
    /// Periods that files cover, as they are numbered, sorted.
    pub(super) fn numbers_of(&self, periods: &[Period]) -> Vec<i32> {
        let of_kind = periods.iter().filter(|period| Some(period.key()) == self.covers_by);
        let mut numbers: Vec<i32> = of_kind.map(|period| period.number()).collect();
        numbers.sort_unstable();
        numbers
    }

    pub(super) fn cover(&mut self, periods: &[Period]) {
        let covered = self.numbers_of(periods);
        let (Some(first), Some(last)) = (covered.first().copied(), covered.last().copied()) else { return };
        self.first = first;
        self.filed = vec![false; (last - first + 1) as usize];
        // A month may be declared before its last day, once its wages are paid; a quarter or a year that is not over is
        // nobody's to close.
        let is_month = matches!(self.covers_by, None | Some(PeriodKey::Month));
        for period in covered {
            self.filed[(period - first) as usize] = is_month || self.is_over(period);
        }
        self.covered = (first..=last).map(|period| self.is_filed(period) || self.owes_nothing(period)).collect();
        let mut gaps = 0;
        self.gaps_before = Vec::with_capacity(self.covered.len() + 1);
        for covered in &self.covered {
            self.gaps_before.push(gaps);
            gaps += u32::from(!covered);
        }
        self.gaps_before.push(gaps);
    }

    /// Counts the periods of which it is known of everybody whether they show him, once it is known which are in doubt.
    pub(super) fn settle(&mut self) {
        let range = self.filed_range().map_or(0..0, |(first, last)| first..last + 1);
        let mut settled = 0;
        let each = range.map(|period| {
            settled += u32::from(self.covers(period) && !self.is_doubtful(period));
            settled
        });
        self.settled_before = std::iter::once(0).chain(each).collect();
    }

    /// Whether of every period from one to another, all between the first and last that files cover, nobody knows who of
    /// those without a row was there: rows that name nobody were refused, or a file is owed and missing.
    fn hides_all(&self, from: i32, to: i32) -> bool {
        if to < from {
            return true;
        }
        let place = |period: i32| usize::try_from(period - self.first).ok();
        let settled = |place: usize| self.settled_before.get(place);
        match (place(from).and_then(settled), place(to + 1).and_then(settled)) {
            (Some(before), Some(after)) => before == after,
            _ => false,
        }
    }

    /// When files are owed, in periods of the table.
    pub(super) fn stretches(&self, table: &TableColumns) -> Option<Vec<(i32, i32)>> {
        let covers = self.covers_by.unwrap_or(PeriodKey::Month);
        let number = |day: Date| Period::of(covers, day).number();
        let stretch = |owed: &Interval| (number(owed.first), owed.last.map_or(i32::MAX, number));
        table.owed().map(|owed| owed.iter().map(stretch).collect())
    }

    /// Whether the period is known to have no rows without any file, as `contract::facts::Table::owes_nothing` says.
    fn owes_nothing(&self, period: i32) -> bool {
        let owes = |owed: &Vec<(i32, i32)>| owed.iter().any(|(first, last)| *first <= period && period <= *last);
        let is_late = || match self.covers_by {
            Some(PeriodKey::Year) => period >= FIRST_YEAR,
            Some(PeriodKey::Quarter) => period.div_euclid(4) >= FIRST_YEAR,
            _ => period.div_euclid(12) >= FIRST_YEAR,
        };
        self.owed.as_ref().is_some_and(|owed| !owes(owed)) && is_late() && self.is_over(period)
    }

    /// The first and last period that a file covers.
    #[inline]
    pub(crate) fn filed_range(&self) -> Option<(i32, i32)> {
        let length = i32::try_from(self.filed.len()).unwrap_or(i32::MAX);
        (length > 0).then(|| (self.first, self.first + length - 1))
    }

    /// The first and last period with a row.
    pub(crate) fn row_range(&self) -> Option<(i32, i32)> {
        *self.row_range.get_or_init(|| {
            let first = self.period.iter().min().copied();
            first.zip(self.period.iter().max().copied())
        })
    }

    /// Whether a file says what the period holds: it covers it, and more cannot come.
    #[inline]
    pub(crate) fn is_filed(&self, period: i32) -> bool {
        usize::try_from(period - self.first).is_ok_and(|index| self.filed.get(index).copied().unwrap_or(false))
    }

    /// Whether it is known which rows the period has: a file covers it, or none is owed.
    #[inline]
    pub(crate) fn covers(&self, period: i32) -> bool {
        match usize::try_from(period - self.first).ok().and_then(|index| self.covered.get(index)) {
            Some(covered) => *covered,
            None => self.owes_nothing(period),
        }
    }

    /// Whether rows that name nobody were refused at all.
    pub(crate) fn has_unnamed(&self) -> bool {
        self.unnamed.is_some_and(|unnamed| !unnamed.is_empty())
    }

    /// How many refused rows that name nobody may belong to a month.
    pub(crate) fn unnamed_in(&self, month: i32) -> u32 {
        let count =
            |period: Option<Period>| self.unnamed.and_then(|unnamed| unnamed.get(&period)).copied().unwrap_or(0);
        count(Some(Period::Month(Month::from_index(month)))).saturating_add(count(None))
    }

    /// Whether rows of a covered period that name nobody were refused; a row that does not say its period may be of any.
    #[inline]
    pub(crate) fn is_doubtful(&self, period: i32) -> bool {
        self.doubtful.binary_search(&period).is_ok() || (self.is_doubtful_whole && self.covers(period))
    }

    /// Whether rows of some period from one to another were refused.
    #[inline]
    pub(crate) fn doubts_any(&self, from: i32, to: i32) -> bool {
        if self.is_doubtful_whole {
            let filed = self.filed_range().map_or(i32::MIN, |(_, last)| last);
            let known = |period: &i32| *period <= filed || self.is_over(*period);
            return (from..=to).take_while(known).any(|period| self.covers(period));
        }
        if self.doubtful.is_empty() {
            return false;
        }
        let first = self.doubtful.partition_point(|period| *period < from);
        self.doubtful.get(first).is_some_and(|period| *period <= to)
    }

    /// Whether every period from one to another is covered.
    #[inline]
    pub(crate) fn covers_all(&self, from: i32, to: i32) -> bool {
        if to < from {
            return true;
        }
        let outside = |from: i32, to: i32| (from..=to).all(|period| self.owes_nothing(period));
        let Some((first, last)) = self.filed_range() else { return outside(from, to) };
        let within = (from.max(first), to.min(last));
        let is_within = within.0 > within.1 || {
            let (from, to) = ((within.0 - first) as usize, (within.1 - first) as usize);
            self.gaps_before[to + 1] == self.gaps_before[from]
        };
        is_within && outside(from, to.min(first - 1)) && outside(from.max(last + 1), to)
    }

    #[inline]
    pub(crate) fn is_over(&self, period: i32) -> bool {
        match self.covers_by {
            Some(PeriodKey::Year) => self.clock.is_year_over(period),
            Some(PeriodKey::Quarter) => self.clock.is_month_over(period * 3 + 2),
            _ => self.clock.is_month_over(period),
        }
    }

    /// The last number that a row may have before the first period of a window of which it is not known which rows it has.
    pub(crate) fn last_before_gap(&self, span: Span) -> Option<i32> {
        let gap = (span.covered.0..=span.covered.1).find(|period| !self.covers(*period))?;
        Some(self.rows_in_covered(gap).0 - 1)
    }

    /// Whether it is known of everybody what every period from one to another holds.
    #[inline]
    pub(crate) fn knows_all(&self, from: i32, to: i32) -> bool {
        self.covers_all(from, to) && !self.doubts_any(from, to)
    }

    /// Known when the period is covered; else why not, or not yet.
    #[inline]
    pub(crate) fn coverage(&self, period: i32) -> State {
        if self.covers(period) {
            State::KNOWN
        } else if self.is_over(period) {
            State::missing(self.index, period)
        } else {
            State::not_yet(self.end_of(period))
        }
    }

    /// Known when it is known what the period holds for a person: it is covered, and the person has a row or no row of
    /// it was refused; else why not, or not yet.
    #[inline]
    pub(crate) fn knowledge(&self, person: u32, period: i32) -> State {
        let coverage = self.coverage(period);
        if coverage.is_known() && self.is_doubtful(period) && self.may_be_refused(person, period) {
            return State::rows_refused(self.index, period);
        }
        coverage
    }

    /// Whether a refused row of the period that names nobody may be the person's: who has a row there, or is shown neither
    /// before nor after, is not sought among them. Periods of which nobody knows who was there are passed over. Of days
    /// there may be more than those shown.
    pub(crate) fn may_be_refused(&self, person: u32, period: i32) -> bool {
        let has_days = self.key == Some(PeriodKey::Day);
        if !self.by_person {
            return has_days || self.row_at(person, period).is_none();
        }
        let rows = self.rows_of(person);
        let next = self.rows_before(rows.clone(), self.rows_in_covered(period).0);
        let before = (rows.start < next).then(|| self.covering(self.period[next - 1]));
        let after = (next < rows.end).then(|| self.covering(self.period[next]));
        if after == Some(period) {
            return has_days;
        }
        before.is_some_and(|before| self.hides_all(before + 1, period - 1))
            || after.is_some_and(|after| self.hides_all(period + 1, after - 1))
    }

    /// The same of every period of a window: the first that is unknown, else not yet until the end of the window.
    #[inline]
    pub(crate) fn knowledge_of(&self, person: u32, from: i32, to: i32) -> State {
        if from > to || self.knows_all(from, to) {
            return State::KNOWN;
        }
        let mut whole = State::KNOWN;
        for period in from..=to {
            let state = self.knowledge(person, period);
            match state.kind() {
                StateKind::Unknown => return state,
                StateKind::Known => {}
                _ => whole = self.coverage_end(to),
            }
        }
        whole
    }

    /// Not yet until the end of a period that files cover.
    pub(crate) fn coverage_end(&self, period: i32) -> State {
        State::not_yet(self.end_of(period))
    }
}
