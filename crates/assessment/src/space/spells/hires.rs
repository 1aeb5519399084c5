//! When a job began: what the hire dates of its months say together, as in `contract::interpret::hires`.

use crate::space::{first_day, last_day};

/// The hire dates of one run.
pub(super) struct Hires {
    /// The first that a month of the run shows.
    first: Option<i32>,
    /// Whether the first month of the run has it.
    in_first_month: bool,
    /// Whether the hire dates of the first month are known, blank or not.
    is_known: bool,
    /// All dates that belong to the job: the first, and those of its later parts.
    accepted: Vec<i32>,
    /// The exits that its months show: a hire on the day after one is no break.
    exits: Vec<i32>,
    /// Whether the first may be that of another job: no month before an exit without its day shows one.
    is_unsettled: bool,
    /// A date that contradicts them, with its month: the first itself where it goes on after an exit.
    restated: Option<(i32, i32)>,
    /// The earliest date that its months show.
    earliest: Option<i32>,
}

/// A start that the months of a job contradict: the first hire date, the other, and the month that shows it.
pub(crate) type Restated = (i32, i32, i32);

impl Hires {
    /// Of a run that begins in a month; a date of the next job may stand in the same month. Dates are in order.
    pub(super) fn first(hired: &[i32], is_known: bool, exits: Vec<i32>, next: Option<i32>) -> Hires {
        let accepted: Vec<i32> = hired.iter().copied().filter(|day| Some(*day) != next).collect();
        let first = accepted.first().copied();
        Hires {
            first,
            in_first_month: first.is_some(),
            is_known,
            accepted,
            exits,
            is_unsettled: false,
            restated: None,
            earliest: first,
        }
    }

    /// Of a run that begins on a day, in a month in which another ended.
    pub(super) fn on(hired: i32, accepted: Vec<i32>, mut exits: Vec<i32>) -> Hires {
        exits.retain(|exit| *exit >= hired - 1);
        let first = Some(hired);
        Hires {
            first,
            in_first_month: true,
            is_known: true,
            accepted,
            exits,
            is_unsettled: false,
            restated: None,
            earliest: first,
        }
    }

    /// Whether a date is one of the job's own.
    pub(super) fn has(&self, day: i32) -> bool {
        self.accepted.contains(&day)
    }

    /// The earliest date that the months of the run show.
    pub(super) fn earliest(&self) -> Option<i32> {
        self.earliest
    }

    /// A date that may be the day after an exit of which nobody knows the day: the same job, or another.
    pub(super) fn doubt(&mut self, day: i32, month: i32) {
        self.is_unsettled |= self.first.is_none();
        self.contradict(day, month);
        self.exits.push(day - 1);
    }

    /// A date that contradicts the start.
    pub(super) fn contradict(&mut self, day: i32, month: i32) {
        self.first.get_or_insert(day);
        self.restated.get_or_insert((day, month));
    }

    /// The first hire date that a month showed.
    pub(super) fn first_shown(&self) -> Option<i32> {
        self.first
    }

    /// The exits that a month shows.
    pub(super) fn leave(&mut self, exits: Vec<i32>) {
        self.exits.extend(exits);
    }

    /// Whether a hire on the day is no break after an exit of the run.
    pub(super) fn resumes(&self, hired: i32) -> bool {
        self.exits.contains(&(hired - 1))
    }

    /// The dates of a later month of the run; `beside_exit` are those of rows that go on beside one that ends.
    pub(super) fn meet(&mut self, month: i32, hired: &[i32], beside_exit: &[i32]) {
        let Some(earliest) = hired.first() else { return };
        let fits = |day: &i32| self.has(*day) || self.resumes(*day) || beside_exit.contains(day);
        if self.first.is_none() {
            self.first = Some(*earliest);
        } else if !hired.iter().any(fits) {
            self.restated.get_or_insert((*earliest, month));
        }
        self.earliest = self.earliest.map_or(Some(*earliest), |before| Some(before.min(*earliest)));
        for day in hired {
            if !self.accepted.contains(day) {
                self.accepted.push(*day);
            }
        }
    }

    /// The start of the run, or what contradicts it. `is_begun`: the month before the first is known without the person.
    pub(super) fn start(&self, first_month: i32, is_begun: bool) -> (Option<i32>, Option<Restated>) {
        match (self.first, self.restated) {
            _ if self.is_unsettled => (None, None),
            (Some(first), Some((other, month))) => (None, Some((first, other, month))),
            (Some(first), None) => {
                let fits = self.in_first_month || first <= last_day(first_month);
                (fits.then_some(first), None)
            }
            (None, _) => ((self.is_known && is_begun).then(|| first_day(first_month)), None),
        }
    }
}
