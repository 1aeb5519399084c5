//! The machine that walks the months of one person and makes spells of them.

use std::ops::Range;

use super::{End, MonthState, Spell, last_known};
use crate::program::SpellsProgram;
use crate::space::table::TableView;
use crate::space::{Ground, first_day, last_day};

/// No source.
const NOBODY: u8 = u8::MAX;

pub(super) struct Machine<'m> {
    ground: &'m Ground<'m>,
    program: &'m SpellsProgram,
    hired_in: Option<(&'m TableView<'m>, usize)>,
    first: i32,
    last: i32,
    last_known: i32,
    pub(super) spells: Vec<Spell>,
    /// By month: the source that tells it, and what a month without a row is.
    source: Vec<u8>,
    without_row: Vec<MonthState>,
    /// Whether rows that name nobody were refused in some month.
    has_doubts: bool,
    /// By source and month: how many months before are not told by it.
    others_before: Vec<Vec<u32>>,
    /// Of the person at hand, by month.
    states: Vec<MonthState>,
    /// The one day of hire that all rows of the person at hand show.
    hired_always: Option<i32>,
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
            source.push(tells.and_then(|tells| u8::try_from(tells).ok()).unwrap_or(NOBODY));
            without_row.push(match tells.and_then(|tells| tables().nth(tells)) {
                Some(table) if !table.is_doubtful(month) => MonthState::Absent,
                _ => MonthState::Unknown,
            });
        }
        let others_before = |index: usize| {
            let mut others = 0;
            let each = source.iter().map(|tells| {
                others += u32::from(usize::from(*tells) != index);
                others
            });
            std::iter::once(0).chain(each).collect()
        };
        Machine {
            ground,
            program,
            hired_in: program.hired.map(|(table, column)| (&ground.tables[table], column)),
            first,
            last,
            last_known: last_known(ground, last),
            spells: Vec::new(),
            others_before: (0..program.sources.len()).map(others_before).collect(),
            states: vec![MonthState::Unknown; source.len()],
            has_doubts: program.sources.iter().any(|source| ground.tables[source.table].doubts_any(first, last)),
            source,
            without_row,
            hired_always: None,
            seen: None,
        }
    }

    /// Lays out what sources say of a person, month by month.
    pub(super) fn look(&mut self, person: u32, persons: &Range<u32>, told: &[Vec<MonthState>]) {
        self.states.copy_from_slice(&self.without_row);
        for (place, state) in self.states.iter_mut().enumerate().filter(|_| self.has_doubts) {
            let source = self.program.sources.get(usize::from(self.source[place]));
            let Some(table) = source.map(|source| &self.ground.tables[source.table]) else { continue };
            if *state == MonthState::Unknown && !table.may_be_refused(person, self.first + place as i32) {
                *state = MonthState::Absent;
            }
        }
        self.seen = None;
        for (index, source) in self.program.sources.iter().enumerate() {
            let table = &self.ground.tables[source.table];
            let base = table.rows_of_persons(persons).start;
            let rows = table.rows_of(person);
            let periods = &table.period[rows.clone()];
            let told = &told[index][rows.start - base..rows.end - base];
            let (Some(first), Some(last)) = (periods.first(), periods.last()) else { continue };
            self.seen = Some(self.seen.map_or((*first, *last), |seen| (seen.0.min(*first), seen.1.max(*last))));
            let others = &self.others_before[index];
            if let (Ok(from), Ok(to)) = (usize::try_from(first - self.first), usize::try_from(last - self.first))
                && to < self.states.len()
                && table.is_distinct
                && to - from + 1 == rows.len()
                && others[to + 1] == others[from]
            {
                self.states[from..=to].copy_from_slice(told);
                continue;
            }
            // The first row of a month tells it: it comes last here.
            for (month, state) in periods.iter().zip(told).rev() {
                let place = usize::try_from(month - self.first).unwrap_or(usize::MAX);
                if self.source.get(place).is_some_and(|tells| usize::from(*tells) == index) {
                    self.states[place] = *state;
                }
            }
        }
        self.hired_always = self.hired_in.and_then(|(table, column)| {
            let (days, filled) = table.dates(column)?;
            let rows = table.rows_of(person);
            let day = *days[rows.clone()].first()?;
            let is_filled = filled.is_none_or(|filled| filled[rows.clone()].iter().all(|filled| *filled));
            let differs = days[rows].iter().fold(0, |differs, other| differs | (other ^ day));
            (is_filled && differs == 0).then_some(day)
        });
    }

    pub(super) fn walk(&mut self, person: u32) {
        let from = self.spells.len();
        let Some((first, last_row)) = self.seen else { return };
        let mut open: Option<(Spell, u32)> = None;
        let mut month = first.max(self.first);
        // Without an open spell only a row can change anything.
        while month <= self.last && (open.is_some() || month <= last_row) {
            if let Some((spell, gap)) = &mut open {
                let more = self.going_on(spell, month);
                if more > 0 {
                    *gap = 0;
                    (spell.last_month, spell.unknown_after) = (month + more as i32 - 1, None);
                    spell.kept_max += more;
                    spell.kept_min += if spell.first_unknown.is_none() { more } else { 0 };
                    month += more as i32;
                    continue;
                }
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

    /// How many months from one on are simply more of an open spell.
    fn going_on(&self, spell: &Spell, month: i32) -> u32 {
        let months = self.states[self.place(month)..].iter();
        let counting = months.take_while(|state| matches!(state, MonthState::Present | MonthState::Counting));
        // Where every row shows the hire that opened the spell, or an earlier one, none shows a later.
        if self.hired_always.is_some_and(|hired| spell.start.is_none_or(|start| hired <= start)) {
            return counting.count() as u32;
        }
        let months = counting.zip(month..).take_while(|(_, month)| self.hired_anew(spell, *month).is_none());
        months.count() as u32
    }

    /// The day of hire that a month shows.
    fn hired(&self, person: u32, month: i32) -> Option<i32> {
        let (table, column) = self.hired_in?;
        if !table.covers(month) {
            return None;
        }
        table.date(column, table.row_at(person, month)?)
    }

    /// The day of a later hire, when the month shows one.
    fn hired_anew(&self, spell: &Spell, month: i32) -> Option<i32> {
        let start = spell.start?;
        self.hired(spell.person, month).filter(|hired| *hired > start && *hired <= last_day(month))
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
            start: self.hired(person, month).or_else(shown),
            end: None,
            kept_min: kept,
            kept_max: kept,
            first_unknown: None,
            unknown_after: None,
            nth: 0,
        }
    }

    /// The day of leaving in the row that tells a month.
    fn left(&self, person: u32, month: i32) -> Option<i32> {
        let source = self.program.sources.get(usize::from(self.source[self.place(month)]))?;
        let table = &self.ground.tables[source.table];
        table.date(source.left?, table.row_at(person, month)?)
    }

    fn without_spell(&mut self, person: u32, month: i32) -> Option<(Spell, u32)> {
        match self.state(month) {
            MonthState::Present | MonthState::Counting => Some((self.opened(person, month, 1), 0)),
            MonthState::Ends => {
                let left = self.left(person, month);
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
                let day = self.left(spell.person, month).unwrap_or_else(|| last_day(month));
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
