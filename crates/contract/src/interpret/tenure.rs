//! What is asked of a spell: how long it was kept, whether it stands on a day, which months it holds.

use super::answer::Answer;
use super::presence::State;
use super::spells::Spell;
use super::world::World;
use crate::calendar::{Date, EndOfMonth, Interval, Month};
use crate::determination::Reason;
use crate::facts::Period;

/// A day `count` months after another, the last of the month where it has no such day.
pub(crate) fn plus_months(day: Date, count: i32) -> Date {
    day.add_months(count, EndOfMonth::Clamp).unwrap_or(day)
}

/// A number of months as months are counted.
pub(crate) fn months(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 64).min(i32::MAX / 64)
}

/// The day the job began.
pub(crate) fn start(spell: &Spell) -> Answer<Date> {
    match &spell.start {
        Ok(start) => Answer::Known(*start),
        Err(why) => Answer::Unknown(why.clone()),
    }
}

/// Why the state of a month is unknown: what the file that covers it says cannot be known, or no file does.
pub(super) fn missing(spell: &Spell, month: Month) -> Answer<bool> {
    let why = spell.history.shown(month).and_then(|shown| shown.why.clone());
    let missing = || Reason::Missing { table: spell.source.clone(), period: Some(Period::Month(month)) };
    Answer::Unknown(why.unwrap_or_else(missing))
}

/// Whether the person is employed on the day `count` months after the start. What the month of that day says is not changed
/// by what comes after it.
pub(crate) fn present_after(world: &World<'_>, spell: &Spell, count: u32) -> Answer<bool> {
    start(spell).then(|start| {
        // A day beyond all calendars rests on an absurd start.
        let Some(day) = start.add_months(months(count), EndOfMonth::Clamp) else {
            return Answer::Unknown(Reason::TooLarge);
        };
        match spell.ended {
            _ if day.month() < spell.first_month => present_before(world, spell, day.month()),
            Some(ended) if day > ended.latest => Answer::Known(false),
            Some(ended) if day > ended.earliest => hidden_end(spell, day.month()),
            _ => present_on(spell, day, world.as_known_on),
        }
    })
}

/// Before its first month a job was not there, unless nobody knows what a month was.
fn present_before(world: &World<'_>, spell: &Spell, month: Month) -> Answer<bool> {
    let is_known = match spell.history.shown(month) {
        Some(shown) => shown.state != State::Unknown,
        None => spell.history.owes_none(world, month),
    };
    if is_known { Answer::Known(false) } else { missing(spell, month) }
}

/// Why the day of a month cannot be told before or after the end of the spell, which lies between two bounds.
fn hidden_end(spell: &Spell, month: Month) -> Answer<bool> {
    match (spell.history.at(month), spell.unknown_since.first()) {
        (State::Unknown, _) => missing(spell, month),
        (_, Some(first)) => missing(spell, *first),
        (_, None) => Answer::Unknown(Reason::ExitDayNotShown { month }),
    }
}

/// Whether the person is employed on a day up to the last that is known of the spell.
fn present_on(spell: &Spell, day: Date, as_known_on: Date) -> Answer<bool> {
    let month = day.month();
    let later = spell.ended.is_none() && month > spell.last_month;
    if later && (day > as_known_on || month.last_day() >= as_known_on) {
        return Answer::Pending(Reason::NotYet { until: day });
    }
    match spell.history.at(month) {
        State::Present | State::Counting | State::Bridging => Answer::Known(true),
        State::Ends(_) => Answer::Known(spell.ended.is_some_and(|ended| ended.latest.month() == month)),
        State::Absent => Answer::Known(false),
        State::Unknown => missing(spell, month),
    }
}

/// Whether at least `count` months were kept.
pub(crate) fn kept_at_least(spell: &Spell, count: u32) -> Answer<bool> {
    if spell.kept_min >= count {
        return Answer::Known(true);
    }
    if spell.kept_max >= count {
        return missing(spell, spell.first_unknown.unwrap_or(spell.last_month));
    }
    if spell.ended.is_some() {
        return Answer::Known(false);
    }
    let until = spell.history.last().plus(months(count - spell.kept_max));
    if until.year() >= 9999 {
        return Answer::Unknown(Reason::TooLarge);
    }
    Answer::Pending(Reason::NotYet { until: until.last_day() })
}

/// The months of the spell from `skip` months after the month of its start, `count` of them, as far as it lasts;
/// without those whose first day lies outside `cut`. Nobody knows what a month of a hole held: a window with one has none.
pub(crate) fn window(spell: &Spell, skip: u32, count: u32, cut: Option<Interval>) -> Answer<Vec<Month>> {
    start(spell).then(|start| {
        let last = spell.ended.map(|ended| ended.latest.month());
        let months: Vec<Month> = (0..count)
            .map(|place| start.month().plus(months(skip + place)))
            .filter(|month| last.is_none_or(|last| *month <= last))
            .filter(|month| cut.is_none_or(|cut| cut.contains(month.first_day())))
            .collect();
        match spell.holes.iter().find(|hole| months.contains(hole)) {
            Some(hole) => missing(spell, *hole).map(|_| Vec::new()),
            None => Answer::Known(months),
        }
    })
}
