//! The day of an entry: the later of the clock and the last entry's day, so that days never decrease and *known on a day*
//! is a prefix of the journal. A clock that runs wild is asked about before it draws all later days after it; one that did
//! all the same is said to have been wrong ([`super::days`]), and the days go on from before it.

use contract::calendar::Date;

use super::days::Days;
use super::{Draft, Read, RecordError};
use crate::entry::count;
use crate::projection::{CLOCK_WAS_WRONG, PASS};

/// How many days the clock may be behind the last entry: midnight, and two machines that differ.
const BEHIND_MAX: i32 = 1;

/// How many days the clock may be after the last entry before somebody names the day.
const AHEAD_MAX: i32 = 31;

/// The day of the next entry.
pub fn of(draft: &Draft, read: &mut dyn Read, last_day: Date, fictitious: bool) -> Result<Date, RecordError> {
    if draft.moment.is_some() == fictitious {
        return Err(RecordError::Moment { fictitious });
    }
    if draft.kind == PASS {
        return passed(draft, last_day, fictitious);
    }
    if fictitious {
        return Ok(last_day);
    }
    let from = draft.body.get("from").and_then(crate::Value::as_text).and_then(count);
    match from.filter(|_| draft.kind == CLOCK_WAS_WRONG) {
        Some(from) => true_day(read, from, draft.clock, draft.day_named),
        None => next_day(last_day, draft.clock, draft.day_named),
    }
}

/// The day of the entry that says that the clock was wrong from an entry on: it goes by the entry before that one. Whether there is
/// anything to say, the office looks.
pub fn true_day(read: &mut dyn Read, from: u64, clock: Date, day_named: Option<Date>) -> Result<Date, RecordError> {
    let before = from.checked_sub(1).map_or(Ok(None), |before| read.entry(before))?;
    match before {
        Some(before) => next_day(Days::of(read)?.day(before.number, before.day), clock, day_named),
        None => Ok(clock),
    }
}

/// The day of an act by the clock after an entry of a day, in a real workspace.
pub fn next_day(last_day: Date, clock: Date, day_named: Option<Date>) -> Result<Date, RecordError> {
    let after = clock.days() - last_day.days();
    if after < -BEHIND_MAX {
        return Err(RecordError::ClockBehind { clock, last_day });
    }
    if after > AHEAD_MAX && day_named != Some(clock) {
        return Err(RecordError::ClockAhead { clock, last_day });
    }
    Ok(clock.max(last_day))
}

fn passed(draft: &Draft, last_day: Date, fictitious: bool) -> Result<Date, RecordError> {
    let to = draft.body.get("to").and_then(crate::Value::as_text).unwrap_or_default();
    let day = to.parse::<Date>().ok().filter(|day| fictitious && *day > last_day);
    day.ok_or_else(|| RecordError::Pass { to: to.to_owned(), last_day, fictitious })
}
