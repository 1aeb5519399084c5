//! What is asked of a spell: how long it was kept, whether it stands on a day, which months it holds.

use super::answer::Answer;
use super::presence::State;
use super::spells::Spell;
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
    match spell.start {
        Some(start) => Answer::Known(start),
        None => Answer::Unknown(Reason::StartNotShown { month: spell.first_month }),
    }
}

/// Why the state of a month is unknown: rows of the file that covers it were refused, or no file does.
fn missing(spell: &Spell, month: Month) -> Answer<bool> {
    let period = Period::Month(month);
    Answer::Unknown(match spell.history.refused.get(&month) {
        Some(table) => Reason::RowsRefused { table: table.clone(), period: Some(period) },
        None => Reason::Missing { table: spell.source.clone(), period: Some(period) },
    })
}

/// Whether the person is employed on the day `count` months after the start.
pub(crate) fn present_after(spell: &Spell, count: u32, as_known_on: Date) -> Answer<bool> {
    start(spell).then(|start| {
        let day = plus_months(start, months(count));
        match spell.ended {
            Some(ended) if day <= ended.earliest => Answer::Known(true),
            Some(ended) if day > ended.latest => Answer::Known(false),
            Some(_) => missing(spell, unknown_at(spell, day.month())),
            None => present_on(spell, day, as_known_on),
        }
    })
}

/// The month to ask for, when the end of the spell lies between two bounds.
fn unknown_at(spell: &Spell, month: Month) -> Month {
    match spell.history.at(month) {
        State::Unknown => month,
        _ => spell.unknown_since.first().copied().unwrap_or(month),
    }
}

/// Whether the person of an open spell is employed on a day.
fn present_on(spell: &Spell, day: Date, as_known_on: Date) -> Answer<bool> {
    let month = day.month();
    let later = month > spell.last_month;
    if later && (day > as_known_on || month.last_day() >= as_known_on) {
        return Answer::Pending(Reason::NotYet { until: day });
    }
    match spell.history.at(month) {
        State::Present | State::Counting | State::Bridging => Answer::Known(true),
        State::Ends(_) | State::Absent => Answer::Known(false),
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
    let last = spell.history.first.plus(i32::try_from(spell.history.states.len()).unwrap_or(0) - 1);
    Answer::Pending(Reason::NotYet { until: last.plus(months(count - spell.kept_max)).last_day() })
}

/// The months of the spell from `skip` months after the month of its start, `count` of them, as far as it lasts;
/// without those whose first day lies outside `cut`.
pub(crate) fn window(spell: &Spell, skip: u32, count: u32, cut: Option<Interval>) -> Answer<Vec<Month>> {
    start(spell).map(|start| {
        let last = spell.ended.map(|ended| ended.latest.month());
        (0..count)
            .map(|place| start.month().plus(months(skip + place)))
            .filter(|month| last.is_none_or(|last| *month <= last))
            .filter(|month| cut.is_none_or(|cut| cut.contains(month.first_day())))
            .collect()
    })
}
