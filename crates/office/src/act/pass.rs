//! The day of a fictitious workspace moves forward: an act like any other, which real workspaces do not have.

use contract::calendar::Date;
use register::canonical::Value;
use register::journal::Recorded;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::Workspace;
use crate::workspace::writing::Intent;

/// Passes to a day; where it is that day already, nothing is recorded.
///
/// # Errors
/// An actor who may not, a real workspace, a day before the present one, a workspace that cannot be written.
pub fn pass(workspace: &Workspace, actor: &Actor, to: Date, now: Now) -> Result<Option<Recorded>, Fault> {
    actor.scope(Matter::Pass)?;
    let mut writing = workspace.writing()?;
    if workspace.is_fictitious() && workspace.today(now)? == to {
        return Ok(None);
    }
    let body = Value::texts([("to", to.to_string())]);
    Ok(Some(writing.record(actor, now, Intent::new("pass", format!("pass-{to}"), body))?))
}
