//! The machine that walks the months of one person and makes spells of them.
//!
//! Most people have one row a month, and all their rows show one hire date: whole stretches of months are then taken at a
//! time. Whoever has more goes month by month, as the interpreter does (`contract::interpret::spells`).

use std::ops::Range;

mod again;
mod shown;

use shown::Looking;

use super::hires::Hires;
use super::{End, MonthState, Spell, last_known, telling};
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
    pub(super) spells: Vec<Spell>,
    /// Persons and months that are holes: absent, without an exit, between months that show the person.
    pub(super) holes: Vec<(u32, i32)>,
    /// Persons and months that are another than their rows say: of an exit that was none or may have been none, and those of
    /// which not all files came.
    pub(super) mended: Vec<(u32, i32, MonthState)>,
    /// By month, the one before the first included: the source that tells it, and what a month without a row is.
    source: Vec<u8>,
    without_row: Vec<MonthState>,
    /// Whether rows that name nobody were refused in some month.
    has_doubts: bool,
    /// By source and month: how many months before are not told by it.
    others_before: Vec<Vec<u32>>,
    /// Of the person at hand, by month.
    states: Vec<MonthState>,
    /// What was closed last.
    last_closed: Option<Run>,
    /// The one day of hire that all rows of the person at hand show.
    hired_always: Option<i32>,
    /// Whether the person at hand has several rows in some month.
    has_parts: bool,
    /// Of the person at hand: the first and last month in which some source has a row.
    seen: Option<(i32, i32)>,
}

/// A run of months under way.
struct Run {
    spell: Spell,
    hires: Hires,
    absent_run: u32,
    /// How many unknown months were counted since the last that shows the person.
    unknown_counted: u32,
    /// The last day on which the person was there for sure.
    there_until: i32,
    /// Whether it is one job whatever the unknown months so far were.
    is_one: bool,
}

impl<'m> Machine<'m> {
    pub(super) fn new(ground: &'m Ground<'m>, program: &'m SpellsProgram, (first, last): (i32, i32)) -> Machine<'m> {
        let last = last_known(ground, last);
        let mut source = Vec::new();
        let mut without_row = Vec::new();
        for month in first - 1..=last {
            let tables = || program.sources.iter().map(|source| &ground.tables[source.table]);
            let tells = telling(tables(), month);
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
            spells: Vec::new(),
            holes: Vec::new(),
            mended: Vec::new(),
            others_before: (0..program.sources.len()).map(others_before).collect(),
            states: vec![MonthState::Unknown; source.len()],
            has_doubts: program.sources.iter().any(|source| ground.tables[source.table].doubts_any(first - 1, last)),
            source,
            without_row,
            last_closed: None,
            hired_always: None,
            has_parts: false,
            seen: None,
        }
    }

    /// Lays out what sources say of a person, month by month.
    pub(super) fn look(&mut self, person: u32, persons: &Range<u32>, told: &[Vec<MonthState>]) {
        self.states.copy_from_slice(&self.without_row);
        (self.seen, self.has_parts) = (None, false);
        let before = self.first - 1;
        for (place, state) in self.states.iter_mut().enumerate().filter(|_| self.has_doubts) {
            let source = self.program.sources.get(usize::from(self.source[place]));
            let Some(table) = source.map(|source| &self.ground.tables[source.table]) else { continue };
            if *state == MonthState::Unknown && !table.may_be_refused(person, before + place as i32) {
                *state = MonthState::Absent;
            }
        }
        for (index, source) in self.program.sources.iter().enumerate() {
            let table = &self.ground.tables[source.table];
            let base = table.rows_of_persons(persons).start;
            let rows = table.rows_of(person);
            let periods = &table.period[rows.clone()];
            let told = &told[index][rows.start - base..rows.end - base];
            let (Some(first), Some(last)) = (periods.first(), periods.last()) else { continue };
            self.seen = Some(self.seen.map_or((*first, *last), |seen| (seen.0.min(*first), seen.1.max(*last))));
            let others = &self.others_before[index];
            if let (Ok(from), Ok(to)) = (usize::try_from(first - before), usize::try_from(last - before))
                && to < self.states.len()
                && table.is_distinct
                && to - from + 1 == rows.len()
                && others[to + 1] == others[from]
            {
                self.states[from..=to].copy_from_slice(told);
                continue;
            }
            let mut earlier = None;
            for (month, state) in periods.iter().zip(told) {
                let is_part = earlier == Some(*month);
                self.has_parts |= is_part;
                earlier = Some(*month);
                let place = usize::try_from(month - before).unwrap_or(usize::MAX);
                if self.source.get(place).is_some_and(|tells| usize::from(*tells) == index) {
                    self.states[place] = if is_part { self.states[place].joined(*state) } else { *state };
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

    /// Walks the months of the person at hand. `told` is what rows say, source by source.
    pub(super) fn walk(&mut self, person: u32, persons: &Range<u32>, told: &[Vec<MonthState>]) {
        let from = self.spells.len();
        let Some((first, last_row)) = self.seen else { return };
        let looking = Looking { persons, told };
        let mut open: Option<Run> = None;
        let mut month = first.max(self.first);
        // Only a row begins a job, or shows that one had not ended.
        while month <= self.last && (month <= last_row || open.as_ref().is_some_and(|run| run.spell.end.is_none())) {
            if let Some(run) = &mut open {
                let more = self.going_on(run, month);
                if more > 0 {
                    run.spell.last_month = month + more as i32 - 1;
                    run.spell.kept_max += more;
                    run.spell.kept_min += if run.is_one { more } else { 0 };
                    run.there_until = last_day(run.spell.last_month);
                    month += more as i32;
                    continue;
                }
            }
            open = match self.state(month) {
                MonthState::Unknown if self.goes_on_in_part(open.as_ref(), person, month, &looking) => {
                    self.there_in_part(open, person, month)
                }
                MonthState::Unknown if self.has_row(person, month) => self.unread(open, person, month, &looking),
                MonthState::Unknown | MonthState::Absent => open.map(|mut run| {
                    run.hires.leave(self.exits(person, month));
                    self.not_shown(run, month)
                }),
                _ => self.shown(open, person, month, &looking),
            };
            month += 1;
        }
        if let Some(run) = open {
            self.close(run);
        }
        for (index, spell) in self.spells[from..].iter_mut().enumerate() {
            spell.nth = index as u32 + 1;
        }
    }

    fn place(&self, month: i32) -> usize {
        (month - self.first + 1) as usize
    }

    fn state(&self, month: i32) -> MonthState {
        self.states[self.place(month)]
    }

    /// How many months from one on are simply more of an open spell.
    fn going_on(&self, run: &Run, month: i32) -> u32 {
        let is_plain =
            self.hired_in.is_none() || (self.hired_always.is_some() && self.hired_always == run.hires.first_shown());
        if !is_plain || self.has_parts || run.spell.end.is_some() || !run.is_shown_before(month) {
            return 0;
        }
        let months = self.states[self.place(month)..].iter();
        months.take_while(|state| matches!(state, MonthState::Present | MonthState::Counting)).count() as u32
    }

    fn begin(&self, person: u32, month: i32, hires: Hires) -> Run {
        let spell = Spell {
            person,
            first_month: month,
            last_month: month,
            start: None,
            restated: None,
            earliest_hired: None,
            end: None,
            kept_min: 0,
            kept_max: 0,
            first_unknown: None,
            unknown_after: None,
            has_hole: false,
            nth: 0,
        };
        Run { spell, hires, absent_run: 0, unknown_counted: 0, there_until: last_day(month), is_one: true }
    }

    fn close(&mut self, mut run: Run) {
        let before = self.state(run.spell.first_month - 1);
        let is_begun = matches!(before, MonthState::Absent | MonthState::Ends);
        (run.spell.start, run.spell.restated) = run.hires.start(run.spell.first_month, is_begun);
        run.spell.earliest_hired = run.hires.earliest();
        self.spells.push(run.spell);
        self.last_closed = Some(run);
    }

    /// A month that shows the person, with what is open before.
    fn shown(&mut self, open: Option<Run>, person: u32, month: i32, looking: &Looking<'_>) -> Option<Run> {
        let state = self.state(month);
        let exit = if state == MonthState::Ends { self.last_exit(person, month, looking) } else { None };
        if let Some(exit) = exit {
            // A settlement paid after the exit is no new job, and shows no absence to have been a hole.
            let is_of_job = match &open {
                Some(run) => run.spell.end.is_none() || exit.latest > last_day(run.spell.last_month),
                None => exit.latest >= first_day(month),
            };
            if !is_of_job {
                return open;
            }
        }
        let hired = self.hired(person, month);
        let run = match open {
            None => {
                let run = self.reopened(person, month, &hired);
                run.or_else(|| self.taken_up(person, month, &hired))
            }
            Some(run) if run.is_shown_before(month) => Some(run),
            Some(run) => self.across_absence(run, month),
        };
        let knows_hired = self.knows_hired(person, month);
        let mut run = match (run, self.renewed(person, month, looking)) {
            (Some(mut run), Some(renewed)) => {
                run.seen(month, hired.first().copied());
                run.spell.end = Some(renewed.ended);
                self.close(run);
                self.begin(person, month, Hires::on(renewed.hired, hired, self.exits(person, month)))
            }
            (Some(mut run), None) => {
                run.hires.leave(self.exits(person, month));
                run.hires.meet(month, &hired, &self.beside_exit(person, month, looking));
                run.seen(month, hired.first().copied());
                run
            }
            (None, Some(renewed)) => {
                if renewed.ended.latest >= first_day(month) {
                    let hires = Hires::first(&hired, knows_hired, self.exits(person, month), Some(renewed.hired));
                    let mut before = self.begin(person, month, hires);
                    before.spell.end = Some(renewed.ended);
                    self.close(before);
                }
                self.begin(person, month, Hires::on(renewed.hired, hired, self.exits(person, month)))
            }
            (None, None) if state == MonthState::Bridging => return None,
            (None, None) => {
                let hires = Hires::first(&hired, knows_hired, self.exits(person, month), None);
                self.begin(person, month, hires)
            }
        };
        if exit.is_some() {
            run.spell.end = exit;
            self.close(run);
            return None;
        }
        let kept = u32::from(state != MonthState::Bridging);
        run.spell.kept_max += kept;
        run.spell.kept_min += if run.is_one { kept } else { 0 };
        Some(run)
    }

    /// A month that does not show the person. Once more are absent than are bridged the job has ended, unless a later month
    /// shows that it had not.
    fn not_shown(&self, mut run: Run, month: i32) -> Run {
        let spell = &mut run.spell;
        if spell.end.is_some() {
            return run;
        }
        if self.states[self.place(month)] == MonthState::Absent {
            run.absent_run += 1;
            if run.absent_run > self.program.gap_months {
                let earliest = run.there_until;
                let latest = spell.unknown_after.map_or(earliest, |(_, last)| last_day(last));
                spell.end = Some(End { earliest, latest });
            }
        } else {
            spell.kept_max += 1;
            run.unknown_counted += 1;
            spell.first_unknown = spell.first_unknown.or(Some(month));
            spell.unknown_after = Some((spell.unknown_after.map_or(month, |(first, _)| first), month));
        }
        run
    }
}

impl Run {
    /// Whether the month before shows the person, and nothing of it is unknown.
    fn is_shown_before(&self, month: i32) -> bool {
        self.spell.last_month + 1 == month && self.spell.unknown_after.is_none()
    }

    /// Whether a hire date lies before the exit: one of its own, or not after the first day on which it may have ended.
    fn is_hired_before_exit(&self, day: i32) -> bool {
        self.hires.has(day) || self.spell.end.is_some_and(|end| day <= end.earliest)
    }

    /// The last month shown is unknown: the person was there until a day of it, and nobody knows whether beyond.
    fn doubt(&mut self, there_until: i32) {
        let month = self.spell.last_month;
        self.spell.kept_max += 1;
        self.spell.first_unknown = self.spell.first_unknown.or(Some(month));
        self.spell.unknown_after = Some((month, month));
        self.there_until = there_until;
    }

    /// A month that shows the person. Behind unknown months the hire date tells whether this is the same job whatever they
    /// were; behind a hole it is.
    fn seen(&mut self, month: i32, hired: Option<i32>) {
        if let Some((unknown, _)) = self.spell.unknown_after {
            self.is_one &= hired.is_some_and(|hired| hired < first_day(unknown));
        }
        self.there_until = last_day(month);
        (self.spell.last_month, self.spell.unknown_after) = (month, None);
        (self.absent_run, self.unknown_counted) = (0, 0);
    }
}
