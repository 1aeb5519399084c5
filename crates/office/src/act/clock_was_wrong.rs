//! A clock ran ahead, and entries bear its days: two administrators say so, and the office goes on with the true day at once.
//!
//! Knowledge goes by the order of entries, which stays; the days of those are marked, and from now on they have the day of the
//! entry that says so ([`register::journal::Days`]). Nothing of the office stands in the way of it but the table of rights:
//! mandates that ended by the wrong clock did not end.

use contract::calendar::Date;
use register::canonical::Value;
use register::entry::Entry;
use register::journal::{Days, Read, RecordError, Refused, true_day};
use register::projection::CLOCK_WAS_WRONG;

use super::asking::Asking;
use super::submit::{Entered, entered};
use crate::actor::Actor;
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::rights::{self, Doing};
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError};

/// What is said of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongClock {
    /// The first entry that bears a day of it.
    pub from: u64,
    /// The last one: the last entry there is.
    pub to: u64,
    /// What was the matter with it.
    pub reason: String,
}

/// Says that the clock was wrong; a preview only looks, and gives nothing.
///
/// # Errors
/// Fewer than two administrators, entries whose days are not after the true one, others recorded since, a workspace that
/// cannot be written.
pub fn clock_was_wrong(
    workspace: &Workspace,
    actor: &Actor,
    said: &WrongClock,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let now = now.naming(asking.day_named);
    let mut writing = if asking.preview { None } else { Some(workspace.writing()?) };
    let number = |entry: &Entry, field: &str| entry.body_text(field).and_then(register::entry::count);
    if let Some(writing) = &writing
        && let Some(known) = writing.known(&asking.request)?
    {
        if known.kind != CLOCK_WAS_WRONG
            || (number(&known, "from"), number(&known, "to")) != (Some(said.from), Some(said.to))
        {
            let (request, number) = (asking.request.clone(), known.number);
            return Err(Fault::NotRecorded(Box::new(RecordError::OtherRequest { request, number })));
        }
        return entered(&workspace.receipt_then(known.number)?, true).map(Some);
    }
    let body = Value::texts([
        ("from", said.from.to_string()),
        ("to", said.to.to_string()),
        ("reason", said.reason.trim().to_owned()),
    ]);
    let fictitious = workspace.is_fictitious();
    let clock = now.day(&workspace.journal.opening().zone).map_err(WorkspaceError::Clock)?;
    // Before anything is touched too: of a refusal and of a preview the same is told.
    let looked = workspace.journal.read(|read| {
        let day = if fictitious { clock } else { true_day(read, said.from, clock, now.named())? };
        rights::may(read, actor, Doing { kind: CLOCK_WAS_WRONG, body: &body, day })?;
        holds(read, said, day, fictitious).map_err(RecordError::from)
    });
    looked.map_err(|error| match error {
        RecordError::Fault(fault) => Fault::Workspace(fault.into()),
        refused => Fault::NotRecorded(Box::new(refused)),
    })?;
    let Some(writing) = &mut writing else { return Ok(None) };
    // Editions stand for positions, which move: they are made anew.
    workspace.store.abandon_editions().map_err(WorkspaceError::from)?;
    let intent = Intent::new(CLOCK_WAS_WRONG, asking.request.clone(), body);
    let recorded = writing.record_if(actor, now, intent, &|read, entry| holds(read, said, entry.day, fictitious))?;
    writing.look_again()?;
    if workspace.store.recorded().last().is_some() {
        // Should that fail, they are made by whoever gathers next.
        let _ = writing.gather();
    }
    entered(&recorded.receipt, recorded.again).map(Some)
}

/// Whether there is something to say, and of all entries since.
fn holds(read: &mut dyn Read, said: &WrongClock, day: Date, fictitious: bool) -> Result<(), Refused> {
    if fictitious {
        return Err(refused("clock-fictitious", &[]));
    }
    if said.reason.trim().is_empty() {
        return Err(refused("clock-no-reason", &[]));
    }
    let last = match read.last()? {
        // Within the act its own entry is not there yet.
        (last, _) if last == said.to => last,
        (last, _) => {
            let (to, last) = (said.to.to_string(), last.to_string());
            return Err(refused("clock-upto", &[("to", &to), ("last", &last)]));
        }
    };
    let (from, first) = (said.from.to_string(), read.entry(said.from.min(last))?);
    let first = first.filter(|_| said.from <= last);
    let first = first.ok_or_else(|| refused("clock-upto", &[("to", &from), ("last", &last.to_string())]))?;
    let bears = Days::of(read)?.day(first.number, first.day);
    match bears > day {
        true => Ok(()),
        false => {
            let (bears, day) = (bears.to_string(), day.to_string());
            Err(refused("clock-right", &[("entry", &from), ("bears", &bears), ("day", &day)]))
        }
    }
}
