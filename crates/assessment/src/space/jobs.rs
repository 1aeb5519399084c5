//! Jobs as keys: one a spell, or one a spell and anniversary year.

use std::ops::Range;

use contract::determination::Status;

use super::frame::{Frame, Own};
use super::keys::{Keys, Said, Settled};
use super::{Ground, first_day, month_of};
use crate::assess::AssessError;
use crate::evaluate::{Scope, evaluate, plus_months};
use crate::program::{ClauseProgram, decider};
use crate::state::{Kind, State};

/// Anniversary years that a clause asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Years {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) acquired_by_start: bool,
}

/// Keys over the spells of a definition. What the date of the fact decides is settled here.
pub(crate) fn jobs<'g>(
    ground: &'g Ground<'g>,
    clause: &'g ClauseProgram,
    persons: &Range<u32>,
    definition: usize,
    years: Option<Years>,
) -> Result<Keys<'g>, AssessError> {
    let spells = ground.spells(definition)?;
    let mut frame = Frame::new(ground, 0).with_steps(clause.steps.iter().map(|step| &step.node));
    frame.definition = definition;
    for index in spells.of_persons(persons) {
        let spell = &spells.list[index];
        let mut add = |number: u32, period: (i32, i32)| {
            frame.person.push(spell.person);
            frame.spell.push(index as u32);
            frame.anniversary.push(number);
            frame.period.push(period);
        };
        match (years, spell.start) {
            (None, _) => add(0, (0, 0)),
            (Some(years), None) => add(years.first, (0, 0)),
            (Some(years), Some(start)) => {
                let end = spells.latest_end(index).unwrap_or(i32::MAX);
                for number in years.first..=years.last {
                    let begins = anniversary(start, number);
                    let in_time = years.acquired_by_start || begins <= clause.in_effect.1;
                    // Whether a year that is out of time has begun changes nothing: the day is not asked.
                    if begins > end || in_time && !ground.clock.has_come(begins) {
                        break;
                    }
                    if in_time {
                        add(number, (begins, anniversary(start, number + 1) - 1));
                    }
                }
            }
        }
    }
    frame.length = frame.person.len();
    if years.is_some() {
        frame.own = Own::Anniversaries;
    }
    if let Some(Years { acquired_by_start: false, .. }) = years {
        frame.window_cut = months_inside(clause.in_effect);
    }
    let settled = fact_dates(clause, &mut frame)?;
    let each_spell = || frame.spell.iter().map(|spell| &spells.list[*spell as usize]);
    let mut keys = Keys {
        person: frame.person.clone(),
        period: each_spell().map(|spell| spell.first_month).collect(),
        start: each_spell().map(|spell| spell.start).collect(),
        anniversary: if years.is_some() { frame.anniversary.clone() } else { Vec::new() },
        missing: Vec::new(),
        settled: None,
        first_piece: Vec::new(),
        pieces: frame,
    };
    let going_on: Vec<u32> =
        (0..settled.status.len() as u32).filter(|key| settled.status[*key as usize].is_none()).collect();
    if going_on.len() < keys.person.len() {
        keys.first_piece.push(0);
        let mut pieces = 0;
        for status in &settled.status {
            pieces += u32::from(status.is_none());
            keys.first_piece.push(pieces);
        }
        keys.pieces = keys.pieces.select(&going_on);
        keys.settled = Some(settled);
    }
    Ok(keys)
}

/// The first day of an anniversary year; beyond all calendars there is none, and the job's own start stands for it.
fn anniversary(start: i32, number: u32) -> i32 {
    plus_months(start, 12 * (i64::from(number) - 1)).unwrap_or(start)
}

/// Months whose first day lies in the interval.
fn months_inside((first, last): (i32, i32)) -> (i32, i32) {
    let month = month_of(first);
    let from = if first_day(month) >= first { month } else { month + 1 };
    (from, if last == i32::MAX { i32::MAX } else { month_of(last) })
}

/// What the date of the fact decides; where it lies in reach, parameters are read on it.
fn fact_dates(clause: &ClauseProgram, frame: &mut Frame<'_>) -> Result<Said, AssessError> {
    let node = clause.fact_date.as_ref().ok_or(AssessError::Inconsistent("a job without a date of the fact"))?;
    let dates = evaluate(node, Scope { frame, rows: None })?;
    let mut said = Said::nothing(frame.length);
    let mut days = vec![0; frame.length];
    for (key, fact_day) in days.iter_mut().enumerate() {
        let state = dates.state(key);
        let settled = match state.kind() {
            Kind::Known => {
                let day = dates.dates()[dates.position(key)];
                *fact_day = day;
                if day < clause.in_effect.0 || day > clause.in_effect.1 {
                    Settled::new(Status::NotApplicable, decider::IN_EFFECT, State::KNOWN)
                } else if day < clause.reach_first {
                    Settled::new(Status::NotApplicable, decider::APPLIES_TO_FACTS, State::KNOWN)
                } else {
                    continue;
                }
            }
            Kind::Pending => Settled::new(Status::Pending, decider::FACT_DATE, state),
            _ if state.latest_start().is_some_and(|latest| latest < clause.reach_first) => {
                Settled::new(Status::NotApplicable, decider::IN_EFFECT, State::KNOWN)
            }
            _ => Settled::new(Status::NotEvaluated, decider::FACT_DATE, state),
        };
        said.set(key, settled);
    }
    frame.parameter_day = days;
    Ok(said)
}
