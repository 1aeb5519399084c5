//! When a job began: what the hire dates of its months say together.
//!
//! A hire date that changes inside a run of months, without an exit, is no new job: the start is then contradicted. Where
//! the first month tells no hire date, the first later month of the run that has one does, if it fits. A hire on the day
//! after an exit is no break, whichever source shows the exit.

use std::collections::BTreeSet;

use super::presence::{History, Shown, State};
use crate::calendar::{Date, Month};
use crate::determination::Reason;

/// The hire dates of one run.
#[derive(Debug, Clone)]
pub(crate) struct Hires {
    /// The first that a month of the run shows.
    first: Option<Date>,
    /// Whether the first month of the run has it.
    in_first_month: bool,
    /// Whether the hire dates of the first month are known, blank or not.
    is_known: bool,
    /// All dates that belong to the job: the first, and those of its later parts.
    accepted: BTreeSet<Date>,
    /// The days after the exits that its months show: who is hired on one had no day's break.
    next_days: BTreeSet<Date>,
    /// Whether the first may be that of another job: no month before an exit without its day shows one.
    is_unsettled: bool,
    /// A date that contradicts them, with its month: the first itself where it goes on after an exit.
    restated: Option<(Date, Month)>,
    /// The earliest date that its months show.
    earliest: Option<Date>,
}

impl Hires {
    /// Of a run that begins in a month; a date of the next job may stand in the same month.
    pub(crate) fn first(shown: &Shown, next: Option<Date>) -> Hires {
        let accepted: BTreeSet<Date> = shown.hired.iter().copied().filter(|day| Some(*day) != next).collect();
        let first = accepted.first().copied();
        let (in_first_month, next_days) = (first.is_some(), next_days(shown));
        Hires {
            first,
            in_first_month,
            is_known: shown.knows_hired,
            accepted,
            next_days,
            is_unsettled: false,
            restated: None,
            earliest: first,
        }
    }

    /// Of a run that begins on a day, in a month in which another ended.
    pub(crate) fn on(hired: Date, shown: &Shown) -> Hires {
        let (accepted, next_days) = (shown.hired.clone(), next_days(shown).split_off(&hired));
        let first = Some(hired);
        Hires {
            first,
            in_first_month: true,
            is_known: true,
            accepted,
            next_days,
            is_unsettled: false,
            restated: None,
            earliest: first,
        }
    }

    /// The first hire date that a month showed.
    pub(crate) fn first_shown(&self) -> Option<Date> {
        self.first
    }

    /// Whether a date is one of the job's own.
    pub(crate) fn has(&self, day: Date) -> bool {
        self.accepted.contains(&day)
    }

    /// The earliest date that the months of the run show.
    pub(crate) fn earliest(&self) -> Option<Date> {
        self.earliest
    }

    /// A date that may be the day after an exit of which nobody knows the day: the same job, or another.
    pub(crate) fn doubt(&mut self, day: Date, month: Month) {
        self.is_unsettled |= self.first.is_none();
        self.contradict(day, month);
        self.next_days.insert(day);
    }

    /// A date that contradicts the start.
    pub(crate) fn contradict(&mut self, day: Date, month: Month) {
        self.first.get_or_insert(day);
        self.restated.get_or_insert((day, month));
    }

    /// The exits of a month that does not show the person for sure.
    pub(crate) fn leave(&mut self, shown: &Shown) {
        self.next_days.extend(next_days(shown));
    }

    /// Whether a hire on the day is no break after an exit of the run.
    pub(crate) fn resumes(&self, hired: Date) -> bool {
        self.next_days.contains(&hired)
    }

    /// The dates of a later month of the run.
    pub(crate) fn meet(&mut self, month: Month, shown: &Shown) {
        self.leave(shown);
        let Some(earliest) = shown.hired.first() else { return };
        let fits = |day: &Date| self.has(*day) || self.resumes(*day) || shown.beside_exit.contains(day);
        if self.first.is_none() {
            self.first = Some(*earliest);
        } else if !shown.hired.iter().any(fits) {
            self.restated.get_or_insert((*earliest, month));
        }
        self.earliest = self.earliest.map_or(Some(*earliest), |before| Some(before.min(*earliest)));
        self.accepted.extend(&shown.hired);
    }

    /// The start of the run, or why it is not known.
    pub(crate) fn start(&self, history: &History, first_month: Month) -> Result<Date, Reason> {
        let not_shown = Reason::StartNotShown { month: first_month };
        match (self.first, self.restated) {
            _ if self.is_unsettled => Err(not_shown),
            (Some(first), Some((other, month))) => Err(Reason::StartRestated { first, other, month }),
            (Some(first), None) if self.in_first_month || first <= first_month.last_day() => Ok(first),
            (Some(_), None) => Err(not_shown),
            (None, _) if !self.is_known => Err(not_shown),
            // The first month of all evidence is no hire by itself: the month before must be known without the person.
            (None, _) => match history.at(first_month.plus(-1)) {
                State::Absent | State::Ends(_) => Ok(first_month.first_day()),
                _ => Err(not_shown),
            },
        }
    }
}

/// The days after those on which a month shows that the person left.
fn next_days(shown: &Shown) -> BTreeSet<Date> {
    shown.left.iter().map(|day| day.plus_days(1)).collect()
}

/// The hire date of the months from one on: of the first that has one, before the person is absent or leaves.
pub(crate) fn of_run(history: &History, from: Month) -> Option<Date> {
    let months = (from.index()..=history.last().index()).map(Month::from_index);
    for shown in months.filter_map(|month| history.shown(month)) {
        if shown.state == State::Absent {
            return None;
        }
        if let Some(hired) = shown.hired.first() {
            return Some(*hired);
        }
        if matches!(shown.state, State::Ends(_)) {
            return None;
        }
    }
    None
}
