//! An older copy was brought back, and somebody holds a newer checkpoint: which entries were lost is an entry, and every checkpoint
//! after it says so. Only then is anything else recorded.

use register::canonical::Value;
use register::journal::Recorded;
use register::projection::LOST;
use register::signing::VerifyingKey;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError};

/// Records that the entries of these numbers were lost; a preview only looks.
///
/// # Errors
/// An actor who may not, entries of which no checkpoint is known, a workspace that cannot be written.
pub fn lost(
    workspace: &Workspace,
    actor: &Actor,
    (from, to): (u64, u64),
    (request, preview): (&str, bool),
    now: Now,
) -> Result<Option<Recorded>, Fault> {
    actor.begins(Matter::Keep)?;
    let mut writing = workspace.writing()?;
    if let Some(known) = writing.again(request, LOST)? {
        workspace.said_lost()?;
        return Ok(Some(known));
    }
    let newer = workspace.newer()?.filter(|newer| (newer.from, newer.to) == (from, to));
    let newer = newer.ok_or(Fault::NotLost { from, to })?;
    let signer = workspace.journal.signer().map_err(WorkspaceError::from)?;
    let signer: VerifyingKey = signer.parse().map_err(|error| Fault::NotGiven(format!("{error}")))?;
    signer.verify(&newer.note).map_err(|error| Fault::NotGiven(error.to_string()))?;
    if preview {
        return Ok(None);
    }
    let body = [("from", from.to_string()), ("to", to.to_string()), ("checkpoint", newer.note)];
    let recorded = writing.record(actor, now, Intent::new(LOST, request.to_owned(), Value::texts(body)))?;
    workspace.said_lost()?;
    Ok(Some(recorded))
}
