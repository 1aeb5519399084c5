//! The machine that walks the months of one person and makes spells of them.

use std::ops::Range;

use super::{End, MonthState, Spell, last_known};
use crate::program::SpellsProgram;
use crate::space::table::TableView;
use crate::space::{Ground, first_day, last_day};

/// No row.
const NO_ROW: u32 = u32::MAX;

pub(super) struct Machine<'m> {
    ground: &'m Ground<'m>,
    program: &'m SpellsProgram,
    hired_in: Option<(&'m TableView<'m>, usize)>,
    first: i32,
    last: i32,
    last_known: i32,
    pub(super) spells: Vec<Spell>,
    /// By month: the source that tells it, and what a month without a row is.
    source: Vec<Option<u8>>,
    without_row: Vec<MonthState>,
    /// Of the person at hand, by month.
    states: Vec<MonthState>,
    rows: Vec<u32>,
    hired: Vec<Option<i32>>,
    /// Of the person at hand: the first and last month in which some source has a row.
    seen: Option<(i32, i32)>,
}

impl<'m> Machine<'m> {
    pub(super) fn new(ground: &'m Ground<'m>, program: &'m SpellsProgram, (first, last): (i32, i32)) -> Machine<'m> {
        let mut source = Vec::new();
        let mut without_row = Vec::new();
        for month in first..=last {
            let tables = || program.sources.iter().map(|source| &ground.tables[source.table]);
            let tells = tables().position(|table| table.covers(month));
            source.push(tells.and_then(|tells| u8::try_from(tells).ok()));
            without_row.push(match tells.and_then(|tells| tables().nth(tells)) {
                Some(table) if !table.is_doubtful(month) => MonthState::Absent,
                _ => MonthState::Unknown,
            });
        }
        let months = source.len();
        Machine {
            ground,
            program,
            hired_in: program.hired.map(|(table, column)| (&ground.tables[table], column)),
            first,
            last,
            last_known: last_known(ground, last),
            spells: Vec::new(),
            source,
            without_row,
            states: vec![MonthState::Unknown; months],
            rows: vec![NO_ROW; months],
            hired: vec![None; months],
            seen: None,
        }
    }

    /// Lays out what sources say of a person, month by month.
    pub(super) fn look(&mut self, person: u32, persons: &Range<u32>, told: &[Vec<MonthState>]) {
        self.states.copy_from_slice(&self.without_row);
        self.rows.fill(NO_ROW);
        self.hired.fill(None);
        self.seen = None;
        for (index, source) in self.program.sources.iter().enumerate() {
            let table = &self.ground.tables[source.table];
            let base = table.rows_of_persons(persons).start;
            let rows = table.rows_of(person);
            let (Some(first), Some(last)) = (table.period.get(rows.start), table.period.get(rows.end.wrapping_sub(1)))
            else {
                continue;
            };
            if rows.is_empty() {
                continue;
            }
            self.seen = Some(self.seen.map_or((*first, *last), |seen| (seen.0.min(*first), seen.1.max(*last))));
            let mut before = i32::MIN;
            for row in rows {
                let month = table.period[row];
                // The first row of a month tells it.
                if month == before {
                    continue;
                }
                before = month;
                let place = usize::try_from(month - self.first).unwrap_or(usize::MAX);
                if self.source.get(place).copied().flatten().is_some_and(|tells| usize::from(tells) == index) {
                    self.states[place] = told[index][row - base];
                    self.rows[place] = row as u32;
                }
            }
        }
        if let Some((table, column)) = self.hired_in
            && let Some((days, filled)) = table.dates(column)
        {
            let mut before = i32::MIN;
            for row in table.rows_of(person) {
                let month = table.period[row];
                if month == before {
                    continue;
                }
                before = month;
                let place = usize::try_from(month - self.first).unwrap_or(usize::MAX);
                if place < self.hired.len() && table.covers(month) && filled.is_none_or(|filled| filled[row]) {
                    self.hired[place] = Some(days[row]);
                }
            }
        }
    }

    pub(super) fn walk(&mut self, person: u32) {
        let from = self.spells.len();
        let Some((first, last_row)) = self.seen else { return };
        let mut open: Option<(Spell, u32)> = None;
        let mut month = first.max(self.first);
        // Without an open spell only a row can change anything.
        while month <= self.last && (open.is_some() || month <= last_row) {
            if let Some((spell, gap)) = &mut open
                && self.goes_on(spell, month)
            {
                *gap = 0;
                (spell.last_month, spell.unknown_after) = (month, None);
                spell.kept_max += 1;
                spell.kept_min += u32::from(spell.first_unknown.is_none());
                month += 1;
                continue;
            }
            open = match open {
                None => self.without_spell(person, month),
                Some((spell, gap)) => self.within_spell(spell, gap, month),
            };
            month += 1;
        }
        if let Some((mut spell, _)) = open {
            if self.last_known > self.last {
                spell.kept_max += (self.last_known - self.last) as u32;
                spell.first_unknown = spell.first_unknown.or(Some(self.last + 1));
            }
            self.spells.push(spell);
        }
        for (index, spell) in self.spells[from..].iter_mut().enumerate() {
            spell.nth = index as u32 + 1;
        }
    }

    fn place(&self, month: i32) -> usize {
        (month - self.first) as usize
    }

    fn state(&self, month: i32) -> MonthState {
        self.states[self.place(month)]
    }

    /// Whether a month is simply one more of an open spell.
    fn goes_on(&self, spell: &Spell, month: i32) -> bool {
        let counts = matches!(self.state(month), MonthState::Present | MonthState::Counting);
        counts && self.hired_anew(spell, month).is_none()
    }

    /// The day of a later hire, when the month shows one.
    fn hired_anew(&self, spell: &Spell, month: i32) -> Option<i32> {
        let hired = self.hired[self.place(month)]?;
        (spell.start.is_some_and(|start| hired > start) && hired <= last_day(month)).then_some(hired)
    }

    fn opened(&self, person: u32, month: i32, kept: u32) -> Spell {
        let before = month - 1;
        let shown = || {
            let known = before >= self.first && matches!(self.state(before), MonthState::Absent | MonthState::Ends);
            known.then(|| first_day(month))
        };
        Spell {
            person,
            first_month: month,
            last_month: month,
            start: self.hired[self.place(month)].or_else(shown),
            end: None,
            kept_min: kept,
            kept_max: kept,
            first_unknown: None,
            unknown_after: None,
            nth: 0,
        }
    }

    /// The day of leaving in the row that tells a month.
    fn left(&self, month: i32) -> Option<i32> {
        let place = self.place(month);
        let row = self.rows[place];
        let source = self.program.sources.get(usize::from(self.source[place]?))?;
        if row == NO_ROW { None } else { self.ground.tables[source.table].date(source.left?, row as usize) }
    }

    fn without_spell(&mut self, person: u32, month: i32) -> Option<(Spell, u32)> {
        match self.state(month) {
            MonthState::Present | MonthState::Counting => Some((self.opened(person, month, 1), 0)),
            MonthState::Ends => {
                let left = self.left(month);
                // A settlement paid after the exit is not a new job.
                if left.is_none_or(|left| left >= first_day(month)) {
                    let mut spell = self.opened(person, month, 0);
                    let day = left.unwrap_or_else(|| last_day(month));
                    spell.end = Some(End { earliest: day, latest: day });
                    self.spells.push(spell);
                }
                None
            }
            MonthState::Unknown | MonthState::Absent | MonthState::Bridging => None,
        }
    }

    fn within_spell(&mut self, mut spell: Spell, gap: u32, month: i32) -> Option<(Spell, u32)> {
        let state = self.state(month);
        match state {
            MonthState::Present | MonthState::Counting | MonthState::Bridging => {
                let kept = u32::from(state != MonthState::Bridging);
                if let Some(hired) = self.hired_anew(&spell, month) {
                    let latest = hired - 1;
                    // The hire may have happened before the last month seen: then the bounds meet on its eve.
                    let seen = spell.unknown_after.map_or(latest, |_| last_day(spell.last_month));
                    let earliest = seen.min(latest);
                    spell.end = Some(End { earliest, latest });
                    self.spells.push(spell);
                    return Some((self.opened(spell.person, month, kept), 0));
                }
                (spell.last_month, spell.unknown_after) = (month, None);
                spell.kept_max += kept;
                spell.kept_min += if spell.first_unknown.is_none() { kept } else { 0 };
                Some((spell, 0))
            }
            MonthState::Ends => {
                let day = self.left(month).unwrap_or_else(|| last_day(month));
                (spell.last_month, spell.end) = (month, Some(End { earliest: day, latest: day }));
                self.spells.push(spell);
                None
            }
            MonthState::Absent if gap + 1 > self.program.gap_months => {
                let earliest = last_day(spell.last_month);
                let latest = spell.unknown_after.map_or(earliest, |(_, last)| last_day(last));
                spell.end = Some(End { earliest, latest });
                self.spells.push(spell);
                None
            }
            MonthState::Absent => Some((spell, gap + 1)),
            MonthState::Unknown => {
                spell.kept_max += 1;
                spell.first_unknown = spell.first_unknown.or(Some(month));
                spell.unknown_after = Some((spell.unknown_after.map_or(month, |(first, _)| first), month));
                Some((spell, gap))
            }
        }
    }
}
