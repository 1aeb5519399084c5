//! Calendars of working days: the week's days of rest, feasts of a fixed day, and feasts that follow the moon.
//!
//! The moon's feasts are announced days before. Until a year of the calendar records their day they are *estimated* by the
//! arithmetical Islamic calendar, whole days and no observation, and marked so; a year that nobody recorded is *unknown*.
//! Nothing here decides what a deadline is.

use std::collections::BTreeMap;

use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic, tabular_islamic_from_fixed};
use calendrical_calculations::rata_die::RataDie;

use super::{Confidence, Labels};
use crate::calendar::{Date, Interval};
use crate::source::Span;

/// The number of 1970-01-01 among the fixed days of the library.
const FIXED_OF_1970: i64 = 719_163;
/// How far an estimate may be from the day that is announced, in days.
const ESTIMATE_ERROR_DAYS: i32 = 1;

/// A calendar of working days.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// The week's days of rest.
    pub rest: Vec<WeekDay>,
    /// The feasts.
    pub feasts: Vec<Feast>,
    /// The years that are recorded; at most one each.
    pub years: Vec<RecordedYear>,
    /// Where it stands in the document.
    pub span: Span,
}

/// A day of the week, from Monday, which is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekDay(pub u8);

/// A feast.
#[derive(Debug, Clone, PartialEq)]
pub struct Feast {
    /// Identifier.
    pub id: String,
    /// Name by language.
    pub labels: Labels,
    /// When it begins.
    pub begins: FeastDay,
    /// How many days it lasts.
    pub days: u8,
    /// When it is a day of rest at all.
    pub in_effect: Interval,
    /// How far that may be trusted.
    pub confidence: Confidence,
}

/// When a feast begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeastDay {
    /// On a day of each year.
    Fixed {
        /// Month, from 1.
        month: u8,
        /// Day of the month.
        day: u8,
    },
    /// On a day of each Islamic year.
    Lunar {
        /// Month, from 1: Muharram.
        month: u8,
        /// Day of the month.
        day: u8,
    },
    /// Only on days that a year records.
    Recorded,
}

/// A year whose calendar was made public.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedYear {
    /// The year.
    pub year: i32,
    /// When it was made public: it is not used before.
    pub published: Date,
    /// The first days of feasts, where they are known: these, and no others, in that year.
    pub days: BTreeMap<String, Vec<Date>>,
    /// How far they may be trusted.
    pub confidence: Confidence,
}

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOf {
    /// People work.
    Working,
    /// They rest.
    Rest {
        /// The feast; nothing for a day of the week.
        feast: Option<String>,
        /// Whether that day is only estimated.
        estimated: bool,
    },
    /// The year is not recorded.
    Unknown,
}

/// A day that was counted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedDay {
    /// The day.
    Day {
        /// The day itself.
        day: Date,
        /// Whether an estimated feast on the way, or beside its ends, may move it.
        estimated: bool,
    },
    /// A year on the way is not recorded.
    Unknown {
        /// The first such year.
        year: i32,
    },
}

/// One run of days of a feast.
struct FeastRun<'c> {
    feast: &'c Feast,
    first: Date,
    estimated: bool,
}

impl WeekDay {
    /// That of a date.
    #[must_use]
    pub fn of(date: Date) -> WeekDay {
        // 1970-01-01 was a Thursday.
        WeekDay(u8::try_from((date.days() + 3).rem_euclid(7)).unwrap_or_default())
    }
}

impl Calendar {
    /// What a day is, as known on another.
    #[must_use]
    pub fn day(&self, date: Date, as_known_on: Date) -> DayOf {
        if self.recorded(date.year(), as_known_on).is_none() {
            return DayOf::Unknown;
        }
        // A recorded feast goes before an estimated one, and any before a day of the week.
        let mut runs: Vec<FeastRun<'_>> = self.runs_on(date, as_known_on).collect();
        runs.sort_by_key(|run| run.estimated);
        match runs.first() {
            Some(run) => DayOf::Rest { feast: Some(run.feast.id.clone()), estimated: run.estimated },
            None if self.rest.contains(&WeekDay::of(date)) => DayOf::Rest { feast: None, estimated: false },
            None => DayOf::Working,
        }
    }

    /// The `count`-th working day after a date, as known on a day; the date itself for none.
    #[must_use]
    pub fn working_days_after(&self, date: Date, count: u32, as_known_on: Date) -> CountedDay {
        let (mut day, mut left) = (date, count);
        let mut estimated = self.is_near_estimate(date, as_known_on);
        while left > 0 {
            day = day.plus_days(1);
            estimated |= self.is_near_estimate(day, as_known_on);
            match self.day(day, as_known_on) {
                DayOf::Unknown => return CountedDay::Unknown { year: day.year() },
                DayOf::Working => left -= 1,
                DayOf::Rest { .. } => {}
            }
        }
        CountedDay::Day { day, estimated: estimated && count > 0 }
    }

    /// The first days of the feasts of a year, recorded or not, in order, each with whether it is estimated: for whoever shows
    /// a calendar.
    #[must_use]
    pub fn feasts_of(&self, year: i32, as_known_on: Date) -> Vec<(Date, &Feast, bool)> {
        let mut found: Vec<(Date, &Feast, bool)> =
            self.runs_of(year, as_known_on).map(|run| (run.first, run.feast, run.estimated)).collect();
        found.sort_by(|one, other| (one.0, &one.1.id).cmp(&(other.0, &other.1.id)));
        found
    }

    fn recorded(&self, year: i32, as_known_on: Date) -> Option<&RecordedYear> {
        self.years.iter().find(|known| known.year == year && known.published <= as_known_on)
    }

    /// Whether an estimated feast may fall on the day once it is announced, or may leave it.
    fn is_near_estimate(&self, date: Date, as_known_on: Date) -> bool {
        (-ESTIMATE_ERROR_DAYS..=ESTIMATE_ERROR_DAYS)
            .any(|days| self.runs_on(date.plus_days(days), as_known_on).any(|run| run.estimated))
    }

    fn runs_on(&self, date: Date, as_known_on: Date) -> impl Iterator<Item = FeastRun<'_>> {
        // A feast of the last days of a year may reach into the next.
        let years = [date.year() - 1, date.year()];
        let runs = years.into_iter().flat_map(move |year| self.runs_of(year, as_known_on));
        runs.filter(move |run| {
            let last = run.first.plus_days(i32::from(run.feast.days) - 1);
            run.first <= date && date <= last && run.feast.in_effect.contains(date)
        })
    }

    /// The feasts that begin in a year.
    fn runs_of(&self, year: i32, as_known_on: Date) -> impl Iterator<Item = FeastRun<'_>> {
        let recorded = self.recorded(year, as_known_on);
        self.feasts.iter().flat_map(move |feast| {
            let said = recorded.and_then(|recorded| recorded.days.get(&feast.id));
            let (days, estimated) = match (said, feast.begins) {
                (Some(days), _) => (days.clone(), false),
                (None, FeastDay::Fixed { month, day }) => {
                    let year = i16::try_from(year).ok();
                    (year.and_then(|year| Date::new(year, month, day)).into_iter().collect(), false)
                }
                (None, FeastDay::Lunar { month, day }) => (estimates(year, month, day), true),
                (None, FeastDay::Recorded) => (Vec::new(), false),
            };
            days.into_iter().map(move |first| FeastRun { feast, first, estimated })
        })
    }
}

/// The days of a year on which a day of the Islamic year falls by arithmetic: one, sometimes two, sometimes none.
fn estimates(year: i32, month: u8, day: u8) -> Vec<Date> {
    let Ok(narrow) = i16::try_from(year) else { return Vec::new() };
    let ends = (Date::new(narrow, 1, 1), Date::new(narrow, 12, 31));
    let (Some(first), Some(last)) = ends else { return Vec::new() };
    let islamic_year = |date: Date| {
        let fixed = RataDie::new(i64::from(date.days()) + FIXED_OF_1970);
        tabular_islamic_from_fixed(fixed, ISLAMIC_EPOCH_FRIDAY).0
    };
    let days = (islamic_year(first)..=islamic_year(last)).filter_map(|year| {
        let fixed = fixed_from_tabular_islamic(year, month, day, ISLAMIC_EPOCH_FRIDAY).to_i64_date();
        i32::try_from(fixed - FIXED_OF_1970).ok().map(Date::from_days)
    });
    days.filter(|date| first <= *date && *date <= last).collect()
}
