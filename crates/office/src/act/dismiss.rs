//! An account ends: its person acts no more from this entry on, and its secrets go. The handle is never anybody else's.

use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::change_mandate::{active, another_administers};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::{Workspace, WorkspaceError};

/// Dismisses an account, for a reason that the journal tells.
///
/// # Errors
/// An actor who may not, an account that is not or no more there, the last administrator.
pub fn dismiss(
    workspace: &Workspace,
    actor: &Actor,
    (account, reason): (&str, &str),
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::People, asking, now)?;
    let body = Value::texts([("account", account), ("reason", reason)]);
    if let Some(entry) = acting.again("dismiss", |entry| entry.body == body)? {
        return Ok(Some(entry));
    }
    let entry = acting.record("dismiss", body, &|read| {
        active(read, account)?;
        another_administers(read, account)
    })?;
    if entry.is_some() {
        workspace.vault()?.keep_only(account, ["", ""]).map_err(WorkspaceError::from)?;
    }
    Ok(entry)
}
