//! A person who is shown again: after an exit, after absent or unknown months, or by a row that could not be read. Whether the
//! same job goes on is for hire dates and exits to tell. Here a month missing inside a job parts its shortest length from its
//! longest, as in `contract::interpret::spells`.

use super::super::hires::Hires;
use super::super::{End, MonthState};
use super::shown::Looking;
use super::{Machine, Run};
use crate::space::{first_day, last_day};

impl Machine<'_> {
    /// A row of the person is there, and what it says is unknown: a job goes on or begins with an unknown month.
    pub(super) fn unread(&mut self, open: Option<Run>, person: u32, month: i32, looking: &Looking<'_>) -> Option<Run> {
        let (hired, exits) = (self.hired(person, month), self.exits(person, month));
        let run = match open {
            None if self.is_settlement(person, &hired) => return None,
            None => self.reopened(person, month, &hired),
            Some(run)
                if run.spell.end.is_none()
                    && hired.first().is_none_or(|day| *day <= last_day(run.spell.last_month)) =>
            {
                Some(run)
            }
            Some(run) => self.across_absence(run, month).map(|mut run| {
                // It was not over, and nothing tells of what day on the person was gone.
                let there_until = run.there_until;
                run.seen(month, hired.first().copied());
                Run { there_until, ..run }
            }),
        };
        let run = match run {
            Some(mut run) => {
                run.hires.leave(exits);
                run.hires.meet(month, &hired, &self.beside_exit(person, month, looking));
                run
            }
            None => {
                let hires = Hires::first(&hired, self.knows_hired(person, month), exits, None);
                Run { there_until: first_day(month), ..self.begin(person, month, hires) }
            }
        };
        Some(self.not_shown(run, month))
    }

    /// Whether a row that cannot be read stands after an exit under hire dates from before it: pay that was still owed, and no
    /// job, as where its day of leaving can be read.
    fn is_settlement(&self, person: u32, hired: &[i32]) -> bool {
        let Some(last) = self.last_closed.as_ref().filter(|last| last.spell.person == person) else { return false };
        !hired.is_empty() && hired.iter().all(|day| last.is_hired_before_exit(*day))
    }

    /// The job that ended the day before the hire date of this month: without a day's break it goes on, and nobody left. Where
    /// the day of leaving is not shown, and may be that day, nobody knows whether it is one job: its start is contradicted.
    pub(super) fn reopened(&mut self, person: u32, month: i32, hired: &[i32]) -> Option<Run> {
        let closed = self.last_closed.as_ref().filter(|last| last.spell.person == person)?;
        let end = closed.spell.end.filter(|_| closed.spell.last_month + 1 == month)?;
        let may_be_next = |day: &&i32| {
            end.earliest < **day && **day <= end.latest + 1 && (end.is_known() || !closed.hires.has(**day))
        };
        let hired = *hired.iter().find(may_be_next)?;
        let mut run = self.open_again(person, end)?;
        if !end.is_known() {
            run.hires.doubt(hired, month);
        }
        Some(run)
    }

    /// The job that ended in the month before, where this one goes on under a hire date from before that exit. Who left on the
    /// last day of a month and stands under another affiliation in the next had no day's break, and the start stands; else
    /// exit and hire date contradict each other, and it is not known.
    pub(super) fn taken_up(&mut self, person: u32, month: i32, hired: &[i32]) -> Option<Run> {
        let closed = self.last_closed.as_ref().filter(|last| last.spell.person == person)?;
        let end = closed.spell.end.filter(|_| closed.spell.last_month + 1 == month)?;
        let is_old = |day: &i32| closed.is_hired_before_exit(*day);
        let staying = self.staying(person, month);
        let hired = match [&staying[..], hired].into_iter().find(|days| !days.is_empty()) {
            Some(days) => days.iter().copied().find(is_old),
            None => self.hired_of_run(person, month).filter(is_old),
        }?;
        let is_no_break = end == End::on(last_day(month - 1)) && self.has_moved(person, month);
        let mut run = self.open_again(person, end)?;
        if !is_no_break {
            run.hires.contradict(hired, month);
        }
        Some(run)
    }

    /// The job that was closed last had not ended, or nobody knows: its month of leaving is one of presence, or unknown where it
    /// shows no day.
    fn open_again(&mut self, person: u32, end: End) -> Option<Run> {
        let mut run = self.last_closed.take()?;
        self.spells.pop();
        run.spell.end = None;
        let left_in = run.spell.last_month;
        if end.is_known() {
            run.spell.kept_max += 1;
            run.spell.kept_min += u32::from(run.is_one);
            self.mend(person, left_in, MonthState::Present);
        } else {
            run.doubt(end.earliest);
            self.mend(person, left_in, MonthState::Unknown);
        }
        Some(run)
    }

    /// A month of which some files came shows that the open job goes on.
    pub(super) fn there_in_part(&mut self, open: Option<Run>, person: u32, month: i32) -> Option<Run> {
        let mut run = open?;
        self.mend(person, month, MonthState::Present);
        run.seen(month, run.hires.first_shown());
        run.spell.kept_max += 1;
        run.spell.kept_min += u32::from(run.is_one);
        Some(run)
    }

    /// A month is another than its rows say.
    fn mend(&mut self, person: u32, month: i32, state: MonthState) {
        let place = self.place(month);
        self.states[place] = state;
        self.mended.push((person, month, state));
    }

    /// The person is shown again after absent or unknown months: the hire date tells whether the same job went on.
    pub(super) fn across_absence(&mut self, mut run: Run, month: i32) -> Option<Run> {
        let last_shown = last_day(run.spell.last_month);
        match self.hired_of_run(run.spell.person, month) {
            Some(hired) if hired > last_shown && (run.spell.end.is_some() || !run.hires.resumes(hired)) => {
                if run.spell.end.is_none() {
                    // Where nobody knows the months between, the job may have lasted until the eve of the next.
                    let is_hidden = run.spell.unknown_after.is_some() || self.state(month) == MonthState::Unknown;
                    let latest = if is_hidden { hired - 1 } else { last_shown };
                    run.spell.end = Some(End { earliest: run.there_until, latest });
                }
                self.close(run);
                None
            }
            None if run.spell.end.is_some() => {
                self.close(run);
                None
            }
            _ => {
                if run.spell.end.take().is_some() {
                    self.puncture(&mut run, month);
                }
                Some(run)
            }
        }
    }

    /// The months between are a hole: all of them may have been kept, none is known to.
    fn puncture(&mut self, run: &mut Run, until: i32) {
        let from = run.spell.last_month + 1;
        for month in from..until {
            let place = self.place(month);
            if self.states[place] == MonthState::Absent {
                self.states[place] = MonthState::Unknown;
                self.holes.push((run.spell.person, month));
                run.spell.has_hole = true;
            }
        }
        run.spell.kept_max += (until - from) as u32 - run.unknown_counted;
        run.spell.unknown_after = None;
        run.spell.first_unknown = Some(run.spell.first_unknown.map_or(from, |first| first.min(from)));
    }
}
