//! A person who is shown again: after an exit, after absent or unknown months, by a row that could not be read, or by a file
//! that came where others are missing. Whether the same job goes on is for hire dates and exits to tell. Here a
//! month missing inside a job parts its shortest length from its longest.

use super::super::hires::{self, Hires};
use super::super::presence::{Ended, Shown, State};
use super::{Run, Runs};
use crate::calendar::{Date, Month};

impl Runs {
    /// Whether a file that came shows that the open job goes on, in a month of which others are missing: a row under the hire
    /// date with which it began goes on, and no other row can end the job.
    pub(super) fn goes_on_in_part(&self, shown: &Shown) -> bool {
        let open = self.open.as_ref().filter(|open| open.ended.is_none());
        open.is_some_and(|open| shown.in_part.iter().any(|day| open.hires.first_shown() == Some(*day)))
    }

    pub(super) fn there_in_part(&mut self, month: Month) {
        self.history.stay(month);
        if let Some(open) = &mut self.open {
            open.seen(month, open.hires.first_shown());
            open.count(State::Present);
        }
    }

    /// A row of the person is there, and what it says is unknown: a job goes on or begins with an unknown month.
    pub(super) fn unread(&mut self, month: Month, shown: &Shown) {
        let run = match self.open.take() {
            None if self.is_settlement(shown) => return,
            None => self.reopened(month, shown),
            Some(open)
                if open.ended.is_none() && shown.hired.first().is_none_or(|day| *day <= open.last_month.last_day()) =>
            {
                Some(open)
            }
            Some(open) => self.across_absence(open, month).map(|mut run| {
                // It was not over, and nothing tells of what day on the person was gone.
                let there_until = run.there_until;
                run.seen(month, shown.hired.first().copied());
                Run { there_until, ..run }
            }),
        };
        let mut run = match run {
            Some(mut run) => {
                run.hires.meet(month, shown);
                run
            }
            None => Run { there_until: month.first_day(), ..Run::begin(month, Hires::first(shown, None)) },
        };
        run.not_shown(month, State::Unknown, self.gap_months);
        self.open = Some(run);
    }

    /// Whether a row that cannot be read stands after an exit under hire dates from before it: pay that was still owed, and no
    /// job, as where its day of leaving can be read.
    fn is_settlement(&self, shown: &Shown) -> bool {
        let Some(last) = self.closed.last() else { return false };
        !shown.hired.is_empty() && shown.hired.iter().all(|day| last.is_hired_before_exit(*day))
    }

    /// The job that ended the day before the hire date of this month: without a day's break it goes on, and nobody left. Where
    /// the day of leaving is not shown, and may be that day, nobody knows whether it is one job: its start is contradicted.
    pub(super) fn reopened(&mut self, month: Month, shown: &Shown) -> Option<Run> {
        let last = self.closed.last().filter(|last| last.last_month.plus(1) == month)?;
        let ended = last.ended?;
        let may_be_next = |day: &&Date| {
            ended.earliest < **day && **day <= ended.latest.plus_days(1) && (ended.is_known() || !last.hires.has(**day))
        };
        let hired = *shown.hired.iter().find(may_be_next)?;
        let mut run = self.open_again(ended)?;
        if !ended.is_known() {
            run.hires.doubt(hired, month);
        }
        Some(run)
    }

    /// The job that ended in the month before, where this one goes on under a hire date from before that exit. Who left on the
    /// last day of a month and stands under another affiliation in the next had no day's break, and the start stands; else
    /// exit and hire date contradict each other, and it is not known.
    pub(super) fn taken_up(&mut self, month: Month, shown: &Shown) -> Option<Run> {
        let last = self.closed.last().filter(|last| last.last_month.plus(1) == month)?;
        let ended = last.ended?;
        let is_old = |day: &Date| last.is_hired_before_exit(*day);
        let hired = match [&shown.staying, &shown.hired].into_iter().find(|days| !days.is_empty()) {
            Some(days) => days.iter().copied().find(is_old),
            None => hires::of_run(&self.history, month).filter(is_old),
        }?;
        let left_under = self.history.shown(last.last_month).map(|left| &left.under);
        let has_moved = left_under
            .is_some_and(|left| !left.is_empty() && !shown.under.is_empty() && left.is_disjoint(&shown.under));
        let is_no_break = ended == Ended::on(last.last_month.last_day()) && has_moved;
        let mut run = self.open_again(ended)?;
        if !is_no_break {
            run.hires.contradict(hired, month);
        }
        Some(run)
    }

    /// The job that was closed last had not ended, or nobody knows: its month of leaving is one of presence, or unknown where it
    /// shows no day.
    fn open_again(&mut self, ended: Ended) -> Option<Run> {
        let mut run = self.closed.pop()?;
        run.ended = None;
        if ended.is_known() {
            run.count(State::Present);
            self.history.stay(run.last_month);
        } else {
            run.doubt(ended.earliest);
            self.history.doubt(run.last_month);
        }
        Some(run)
    }

    /// The person is shown again after absent or unknown months: the hire date tells whether the same job went on.
    pub(super) fn across_absence(&mut self, mut open: Run, month: Month) -> Option<Run> {
        let last_shown = open.last_month.last_day();
        let hired = hires::of_run(&self.history, month);
        match hired {
            Some(hired) if hired > last_shown && (open.ended.is_some() || !open.hires.resumes(hired)) => {
                if open.ended.is_none() {
                    // Where nobody knows the months between, the job may have lasted until the eve of the next.
                    let is_hidden = !open.unknown_since.is_empty() || self.history.at(month) == State::Unknown;
                    let latest = if is_hidden { hired.plus_days(-1) } else { last_shown };
                    open.ended = Some(Ended { earliest: open.there_until, latest });
                }
                self.closed.push(open);
                None
            }
            None if open.ended.is_some() => {
                self.closed.push(open);
                None
            }
            _ => {
                if open.ended.take().is_some() {
                    self.puncture(&mut open);
                }
                Some(open)
            }
        }
    }

    /// The months between are a hole: all of them may have been kept, none is known to.
    fn puncture(&mut self, open: &mut Run) {
        for month in &open.since {
            if self.history.at(*month) == State::Absent {
                self.history.puncture(*month);
                open.holes.push(*month);
            }
            if !open.unknown_since.contains(month) {
                open.kept_max += 1;
            }
        }
        open.unknown_since.clear();
        let first = open.since.first().copied();
        open.first_unknown = open.first_unknown.min(first).or(open.first_unknown).or(first);
    }
}
