//! Bringing a backup back: whole or not at all, verified before it is in its place, and held against the latest checkpoint that
//! anybody holds. Where that is newer, the workspace is read, and records nothing before it is said what was lost.

use std::path::Path;

use register::signing::VerifyingKey;
use register::verify::{Fault as Found, GivenFault, verify_at};

use crate::actor::{Actor, Matter};
use crate::answer::journal::Verification;
use crate::fault::Fault;
use crate::question::verify::{Asked, recorded};
use crate::workspace::carried::{self, Back};
use crate::workspace::{Workspace, WorkspaceError};

/// Brings a backup back into a folder in which no workspace is. Gives what was found in it.
///
/// # Errors
/// An actor who may not, a backup that is not what was recorded, a checkpoint that is not of this journal, a folder that is
/// occupied, a system that refuses.
pub fn restore(asked: &Back<'_>, root: &Path, latest: Option<&str>, actor: &Actor) -> Result<Verification, Fault> {
    actor.scope(Matter::Keep)?;
    let mut looked = None;
    carried::back(asked, root, |workspace| {
        let (mut found, _) = recorded(workspace, &Asked::default())?;
        found.held_against = latest.is_some();
        if let Some(wrong) = found.faults.first() {
            let detail = format!("{} {}: {}", wrong.part, wrong.place, wrong.detail);
            return Err(Fault::NotSound { path: asked.from.to_owned(), detail });
        }
        looked = Some(found);
        match latest {
            Some(note) if is_newer(workspace, note)? => Ok(Some(note.to_owned())),
            _ => Ok(None),
        }
    })?;
    looked.ok_or_else(|| Fault::Occupied(root.to_owned()))
}

/// Whether a checkpoint of this journal is of more entries than are here.
fn is_newer(workspace: &Workspace, note: &str) -> Result<bool, Fault> {
    let given = |what: String| Fault::NotGiven(what);
    let key: VerifyingKey = workspace.journal.opening().key.parse().map_err(|error| given(format!("{error}")))?;
    let report = verify_at(workspace.journal.location(), &key, &[], &[note.to_owned()]);
    let report = report.map_err(|error| WorkspaceError::Journal(error.into()))?;
    let what = report.faults.into_iter().find_map(|fault| match fault {
        Found::Given { what, .. } => Some(what),
        _ => None,
    });
    match what {
        None => Ok(false),
        Some(GivenFault::Older { .. }) => Ok(true),
        Some(other) => Err(given(other.to_string())),
    }
}
