//! The day of an entry: the later of the clock and the last entry's day, so that days never decrease and *known on a day*
//! is a prefix of the journal. A clock that runs wild is asked about before it draws all later days after it.

use contract::calendar::Date;

use super::{Draft, RecordError};
use crate::projection::PASS;

/// How many days the clock may be behind the last entry: midnight, and two machines that differ.
const BEHIND_MAX: i32 = 1;

/// How many days the clock may be after the last entry before somebody names the day.
const AHEAD_MAX: i32 = 31;

/// The day of the next entry.
pub fn of(draft: &Draft, last_day: Date, fictitious: bool) -> Result<Date, RecordError> {
    if draft.moment.is_some() == fictitious {
        return Err(RecordError::Moment { fictitious });
    }
    if draft.kind == PASS {
        return passed(draft, last_day, fictitious);
    }
    if fictitious {
        return Ok(last_day);
    }
    let clock = draft.clock;
    let after = clock.days() - last_day.days();
    if after < -BEHIND_MAX {
        return Err(RecordError::ClockBehind { clock, last_day });
    }
    if after > AHEAD_MAX && draft.day_named != Some(clock) {
        return Err(RecordError::ClockAhead { clock, last_day });
    }
    Ok(clock.max(last_day))
}

fn passed(draft: &Draft, last_day: Date, fictitious: bool) -> Result<Date, RecordError> {
    let to = draft.body.get("to").and_then(crate::Value::as_text).unwrap_or_default();
    let day = to.parse::<Date>().ok().filter(|day| fictitious && *day > last_day);
    day.ok_or_else(|| RecordError::Pass { to: to.to_owned(), last_day, fictitious })
}
