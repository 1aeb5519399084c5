//! The one day that the public is told of, fixed once: whoever may choose two days subtracts one from the other, and finds
//! the hire in between.

use contract::calendar::Date;
use register::canonical::Value;
use register::tables::PUBLIC_DAY;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError};

/// Fixes the day where none is fixed, and gives the one that is.
///
/// # Errors
/// An actor who may not, another day than the one that is fixed, no day at all, one that is not over, a workspace that
/// cannot be written.
pub fn fix_public_day(workspace: &Workspace, actor: &Actor, day: Option<Date>, now: Now) -> Result<Date, Fault> {
    actor.scope(Matter::Publish)?;
    let mut writing = workspace.writing()?;
    match (fixed(workspace)?, day) {
        (Some(fixed), None) => Ok(fixed),
        (Some(fixed), Some(day)) if fixed == day => Ok(fixed),
        (Some(fixed), Some(_)) => Err(Fault::PublicDayIsFixed(fixed)),
        // Of a day that is not over every file that comes in would change what is told.
        (None, Some(day)) if day >= workspace.today(now)? => Err(Fault::PublicDayIsNotOver(day)),
        (None, Some(day)) => {
            let body = Value::texts([("day", day.to_string())]);
            writing.record(actor, now, Intent::new("fix-public-day", format!("fix-public-day-{day}"), body))?;
            Ok(day)
        }
        (None, None) => Err(Fault::NoPublicDay),
    }
}

fn fixed(workspace: &Workspace) -> Result<Option<Date>, WorkspaceError> {
    let rows = workspace.journal.rows(&PUBLIC_DAY, None, &[])?;
    Ok(rows.last().and_then(|row| row.get("day")?.parse().ok()))
}
