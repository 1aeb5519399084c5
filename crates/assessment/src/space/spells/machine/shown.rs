//! What the rows of one month of a person show: days of hire, exits, and one job after another.

use std::ops::Range;

use super::super::{End, MonthState};
use super::{Machine, NOBODY, Run};
use crate::program::SourceProgram;
use crate::space::table::TableView;
use crate::space::{first_day, last_day};

/// The end of one job and the start of the next, in one month.
pub(super) struct Renewed {
    pub(super) ended: End,
    pub(super) hired: i32,
}

/// What rows of a range of persons say, source by source.
pub(super) struct Looking<'l> {
    pub(super) persons: &'l Range<u32>,
    pub(super) told: &'l [Vec<MonthState>],
}

impl Machine<'_> {
    /// The rows of a person and a month in a table.
    pub(super) fn rows_at(table: &TableView<'_>, person: u32, month: i32) -> Range<usize> {
        if !table.covers(month) { 0..0 } else { table.rows_within(person, month, month) }
    }

    /// The days of hire that a month shows, in order and once each.
    pub(super) fn hired(&self, person: u32, month: i32) -> Vec<i32> {
        let Some((table, column)) = self.hired_in else { return Vec::new() };
        let rows = Self::rows_at(table, person, month);
        let mut days: Vec<i32> = rows.filter_map(|row| table.date(column, row)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether the rows with days of hire are known in a month: a blank is then a blank.
    pub(super) fn knows_hired(&self, person: u32, month: i32) -> bool {
        self.hired_in.is_none_or(|(table, column)| {
            let rows = Self::rows_at(table, person, month);
            table.knowledge(person, month).is_known() && !rows.into_iter().any(|row| table.is_unread(column, row))
        })
    }

    /// The day of hire of the months from one on, before the person is absent or leaves.
    pub(super) fn hired_of_run(&self, person: u32, from: i32) -> Option<i32> {
        for month in from..=self.last {
            let state = self.state(month);
            if state == MonthState::Absent {
                return None;
            }
            if let Some(day) = self.hired(person, month).first() {
                return Some(*day);
            }
            if state == MonthState::Ends {
                return None;
            }
        }
        None
    }

    /// Of a month that no source covers, in which some of several files came: whether a row goes on under the hire date with
    /// which the open job began. What other files may add takes nothing from that.
    pub(super) fn goes_on_in_part(&self, open: Option<&Run>, person: u32, month: i32, looking: &Looking<'_>) -> bool {
        let Some(run) = open.filter(|run| run.spell.end.is_none()) else { return false };
        let (Some((hired_in, column)), NOBODY) = (self.hired_in, self.source[self.place(month)]) else { return false };
        let mut first = None;
        let mut began = false;
        for (source, told) in self.program.sources.iter().zip(looking.told) {
            let table = &self.ground.tables[source.table];
            let base = table.rows_of_persons(looking.persons).start;
            let rows = table.rows_within(person, month, month).map(|row| (row, told[row - base]));
            let is_kept = |state: MonthState| matches!(state, MonthState::Present | MonthState::Counting);
            first = first.or_else(|| rows.clone().map(|(_, state)| is_kept(state)).reduce(|one, other| one || other));
            if table.index == hired_in.index {
                let mut going_on = rows.filter(|(_, state)| state.goes_on());
                began |= going_on
                    .any(|(row, _)| table.date(column, row).is_some_and(|day| run.hires.first_shown() == Some(day)));
            }
        }
        began && first == Some(true)
    }

    /// The last exit that the rows of a month show.
    pub(super) fn last_exit(&self, person: u32, month: i32, looking: &Looking<'_>) -> Option<End> {
        let index = usize::from(self.source[self.place(month)]);
        let source = self.program.sources.get(index)?;
        let table = &self.ground.tables[source.table];
        let base = table.rows_of_persons(looking.persons).start;
        let rows = Self::rows_at(table, person, month);
        let exits = rows.filter(|row| looking.told[index][row - base] == MonthState::Ends).map(|row| {
            let left = source.left.and_then(|column| table.date(column, row)).filter(|left| *left <= last_day(month));
            let day = left.or_else(|| self.day_of_leaving(person, month));
            day.map_or(End { earliest: first_day(month), latest: last_day(month) }, End::on)
        });
        exits.reduce(|one, other| End {
            earliest: one.earliest.max(other.earliest),
            latest: one.latest.max(other.latest),
        })
    }

    /// The days of hire of rows that go on beside one that ends: read where both stand, in the table of days of hire.
    pub(super) fn beside_exit(&self, person: u32, month: i32, looking: &Looking<'_>) -> Vec<i32> {
        let Some((table, column)) = self.hired_in.filter(|_| self.has_parts) else { return Vec::new() };
        let tells = |source: &SourceProgram| self.ground.tables[source.table].index == table.index;
        let Some(index) = self.program.sources.iter().position(tells) else { return Vec::new() };
        let base = table.rows_of_persons(looking.persons).start;
        let rows = Self::rows_at(table, person, month);
        let told = |row: usize| looking.told[index][row - base];
        if !rows.clone().any(|row| told(row) == MonthState::Ends) {
            return Vec::new();
        }
        rows.filter(|row| told(*row).goes_on()).filter_map(|row| table.date(column, row)).collect()
    }

    /// The days of hire of rows that do not follow an exit, in order: who is paid after one stays no longer.
    pub(super) fn staying(&self, person: u32, month: i32) -> Vec<i32> {
        let Some((table, column)) = self.hired_in else { return Vec::new() };
        let source = self.program.sources.iter().find(|source| self.ground.tables[source.table].index == table.index);
        let left = source.and_then(|source| source.left);
        let mut days: Vec<i32> =
            Self::rows_staying(table, left, person, month).filter_map(|row| table.date(column, row)).collect();
        days.sort_unstable();
        days
    }

    /// Whether a month shows the person under other affiliations than the month before.
    pub(super) fn has_moved(&self, person: u32, month: i32) -> bool {
        let (before, now) = (self.under(person, month - 1), self.under(person, month));
        !before.is_empty() && !now.is_empty() && before.iter().all(|affiliation| !now.contains(affiliation))
    }

    /// The affiliations of rows that do not follow an exit, in the source that tells a month; none where one does not say.
    fn under(&self, person: u32, month: i32) -> Vec<u32> {
        let source = self.program.sources.get(usize::from(self.source[self.place(month)]));
        let all = source.and_then(|source| {
            let table = &self.ground.tables[source.table];
            let named =
                |row| Some(table.word(source.under?, row)).filter(|(_, why)| why.is_known()).map(|(word, _)| word);
            Self::rows_staying(table, source.left, person, month).map(named).collect()
        });
        all.unwrap_or_default()
    }

    fn rows_staying(
        table: &TableView<'_>,
        left: Option<usize>,
        person: u32,
        month: i32,
    ) -> impl Iterator<Item = usize> {
        let before =
            move |row: &usize| left.and_then(|left| table.date(left, *row)).is_some_and(|left| left < first_day(month));
        Self::rows_at(table, person, month).filter(move |row| !before(row))
    }

    /// Whether the source that tells a month has a row of the person in it.
    pub(super) fn has_row(&self, person: u32, month: i32) -> bool {
        let source = self.program.sources.get(usize::from(self.source[self.place(month)]));
        source.is_some_and(|source| !Self::rows_at(&self.ground.tables[source.table], person, month).is_empty())
    }

    /// The day of leaving that any row of a month names, in whatever source.
    pub(super) fn day_of_leaving(&self, person: u32, month: i32) -> Option<i32> {
        self.exits(person, month).into_iter().filter(|day| first_day(month) <= *day).max()
    }

    /// The days of leaving, up to the end of a month, that its rows name in whatever source.
    pub(super) fn exits(&self, person: u32, month: i32) -> Vec<i32> {
        let days = self.program.sources.iter().flat_map(|source| {
            let table = &self.ground.tables[source.table];
            let rows = Self::rows_at(table, person, month);
            rows.filter_map(move |row| table.date(source.left?, row))
        });
        days.filter(|day| *day <= last_day(month)).collect()
    }

    /// Some rows of a month end and others go on: a new job, when all those were hired for more than a day after the last exit.
    pub(super) fn renewed(&self, person: u32, month: i32, looking: &Looking<'_>) -> Option<Renewed> {
        if !self.has_parts || !self.state(month).goes_on() {
            return None;
        }
        let (table, _) = self.hired_in?;
        let ended = self.last_exit(person, month, looking)?;
        let source = &self.program.sources[usize::from(self.source[self.place(month)])];
        let is_elsewhere = self.ground.tables[source.table].index != table.index;
        let elsewhere = || self.hired(person, month).last().copied().filter(|_| is_elsewhere);
        let hired = self.beside_exit(person, month, looking).into_iter().min().or_else(elsewhere)?;
        (hired > ended.latest + 1 && hired <= last_day(month)).then_some(Renewed { ended, hired })
    }
}
