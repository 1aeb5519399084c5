//! A day that is only ever asked what has come by it, and the days on which all its answers are the same.
//!
//! Whoever computes something on a day takes a [`Clock`] instead: it does not tell which day it is, it answers questions, and
//! remembers the nearest ones on both sides. On every day of its [`Horizon`] each of these questions has the same answer, and
//! so has whatever was computed from them and from nothing else. No list of dates that "may matter" is kept anywhere: what
//! was not asked does not matter.

use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use crate::calendar::{Date, Month};

/// An interval of days, on all of which an answer is the same. Both ends are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Horizon {
    first: i32,
    last: i32,
}

impl Horizon {
    /// Every day there is: of what reads no day.
    pub const ALWAYS: Horizon = Horizon { first: i32::MIN, last: i32::MAX };

    /// From one day number to another.
    #[must_use]
    pub const fn of(first: i32, last: i32) -> Horizon {
        Horizon { first, last }
    }

    /// The numbers of its first and last day.
    #[must_use]
    pub const fn days(self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.first <= day.days() && day.days() <= self.last
    }

    /// The days of both: of what rests on two answers.
    #[must_use]
    pub fn and(self, other: Horizon) -> Horizon {
        Horizon { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

/// A day that does not say which one it is.
#[derive(Debug)]
pub struct Clock {
    day: i32,
    month: i32,
    /// The latest day asked for that has come.
    came: AtomicI32,
    /// The earliest day asked for that has not.
    comes: AtomicI32,
    /// The latest month asked for that is over.
    over: AtomicI32,
    /// The earliest month asked for that is not.
    open: AtomicI32,
}

impl Clock {
    /// A clock that stands at a day.
    #[must_use]
    pub fn at(day: Date) -> Clock {
        Clock {
            day: day.days(),
            month: day.month().index(),
            came: AtomicI32::new(i32::MIN),
            comes: AtomicI32::new(i32::MAX),
            over: AtomicI32::new(i32::MIN),
            open: AtomicI32::new(i32::MAX),
        }
    }

    /// Whether a day number has come: the day itself has.
    #[inline]
    pub fn has_come(&self, day: i32) -> bool {
        let has_come = day <= self.day;
        if has_come {
            raise(&self.came, day)
        } else {
            lower(&self.comes, day)
        }
        has_come
    }

    /// Whether a day is past: another one has come since.
    #[inline]
    pub fn is_past(&self, day: Date) -> bool {
        self.has_come(day.days().saturating_add(1))
    }

    /// Whether a month, by its index, is over.
    #[inline]
    pub fn is_month_over(&self, month: i32) -> bool {
        let is_over = month < self.month;
        if is_over {
            raise(&self.over, month)
        } else {
            lower(&self.open, month)
        }
        is_over
    }

    /// Whether a calendar year is over.
    #[inline]
    pub fn is_year_over(&self, year: i32) -> bool {
        self.is_month_over(year.saturating_mul(12).saturating_add(11))
    }

    /// The last month that is over, unless a given one is later.
    pub fn last_month_over(&self, or: Option<i32>) -> i32 {
        if let Some(or) = or
            && !self.is_month_over(or.saturating_add(1))
        {
            return or;
        }
        let last = self.month - 1;
        // Of all months these two alone say which is the last.
        self.is_month_over(last);
        self.is_month_over(self.month);
        last
    }

    /// The days on which everything that was asked so far has the same answer.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        let first_day = |month: i32| Month::from_index(month).first_day().days();
        let of = |bound: &AtomicI32| bound.load(Relaxed);
        let mut horizon = Horizon { first: of(&self.came), last: of(&self.comes).saturating_sub(1) };
        if of(&self.comes) == i32::MAX {
            horizon.last = i32::MAX;
        }
        if of(&self.over) != i32::MIN {
            // Months out of all calendars are as far as the calendar goes.
            horizon.first = horizon.first.max(first_day(of(&self.over).max(FIRST_MONTH) + 1));
        }
        if of(&self.open) != i32::MAX {
            horizon.last = horizon.last.min(first_day(of(&self.open).min(LAST_MONTH) + 1) - 1);
        }
        horizon
    }
}

/// The first month of the calendar that is looked at, and the last.
const FIRST_MONTH: i32 = 12;
const LAST_MONTH: i32 = 9000 * 12;

fn raise(bound: &AtomicI32, to: i32) {
    if bound.load(Relaxed) < to {
        bound.fetch_max(to, Relaxed);
    }
}

fn lower(bound: &AtomicI32, to: i32) {
    if bound.load(Relaxed) > to {
        bound.fetch_min(to, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn what_was_never_asked_stands_always() {
        assert_eq!(Clock::at(day("2026-11-29")).horizon(), Horizon::ALWAYS);
        let clock = Clock::at(day("2026-11-29"));
        assert!(clock.has_come(i32::MIN) && !clock.is_month_over(i32::MAX) && clock.is_month_over(i32::MIN + 1));
        let horizon = clock.horizon();
        assert!(horizon.holds(day("0002-01-01")) && horizon.holds(day("8999-12-31")), "{horizon:?}");
    }

    #[test]
    fn every_day_of_the_horizon_answers_alike_and_the_next_ones_do_not() {
        let today = day("2026-11-29");
        let asks: [fn(&Clock) -> Vec<i32>; 5] = [
            |clock| ["2026-11-01", "2026-12-24"].iter().map(|one| i32::from(clock.has_come(day(one).days()))).collect(),
            |clock| vec![i32::from(clock.is_past(day("2026-11-29")))],
            |clock| vec![i32::from(clock.is_month_over(day("2026-11-01").month().index()))],
            |clock| vec![i32::from(clock.is_year_over(2026)), i32::from(clock.is_year_over(2025))],
            |clock| vec![clock.last_month_over(Some(day("2026-10-01").month().index())), clock.last_month_over(None)],
        ];
        for ask in asks {
            let clock = Clock::at(today);
            let said = ask(&clock);
            let (first, last) = clock.horizon().days();
            assert!(clock.horizon().holds(today));
            for number in today.days() - 800..=today.days() + 800 {
                let other = ask(&Clock::at(Date::from_days(number)));
                assert_eq!(other == said, first <= number && number <= last, "day {}", Date::from_days(number));
            }
        }
    }
}
