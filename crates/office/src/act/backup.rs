//! A backup while others go on: the journal as it stands now, and every file that it names. What was carried is verified where it
//! lies; a backup that ends without a fault can be brought back.

use std::fs;
use std::path::Path;

use evidence::private;

use crate::actor::{Actor, Matter};
use crate::answer::journal::Verification;
use crate::fault::Fault;
use crate::question::verify::{Asked, recorded};
use crate::workspace::{KEY, Workspace, at, carried};

/// Carries a workspace into a folder that is not there or empty, and verifies what it carried.
///
/// # Errors
/// An actor who may not, a folder that is occupied, a system that refuses, a copy that is not what was recorded: then it is
/// left where it is, to be looked at.
pub fn backup(workspace: &Workspace, actor: &Actor, to: &Path) -> Result<Verification, Fault> {
    actor.scope(Matter::Keep)?;
    private::lasting_folders(to).map_err(at(to))?;
    let inside = |to: &Path| Some(to.canonicalize().ok()?.starts_with(workspace.root().canonicalize().ok()?));
    let empty = fs::read_dir(to).map_err(at(to))?.next().is_none();
    if !empty || inside(to) != Some(false) {
        return Err(Fault::Occupied(to.to_owned()));
    }
    carried::away(workspace, to)?;
    let copy = Workspace::open_under(to, &workspace.root().join(KEY))?;
    let (mut found, _) = recorded(&copy, &Asked::default())?;
    found.wrong += found.faults.len() as u64;
    match found.faults.first() {
        Some(wrong) => Err(Fault::NotSound {
            path: to.to_owned(),
            detail: format!("{} {}: {}", wrong.part, wrong.place, wrong.detail),
        }),
        None => Ok(found),
    }
}
