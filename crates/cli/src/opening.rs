//! Opening a workspace for a command, and saying what its reader must know of its key.

use std::path::Path;

use office::workspace::{KEY, Workspace, WorkspaceError};
use presentation::{Rendered, words};

use crate::screen::Screen;

/// Opens a workspace.
pub fn open(root: &Path, screen: &Screen) -> Result<Workspace, WorkspaceError> {
    Ok(told(Workspace::open(root)?, screen))
}

/// Opens a workspace, or makes it.
pub fn open_or_create(root: &Path, screen: &Screen) -> Result<Workspace, WorkspaceError> {
    Ok(told(Workspace::open_or_create(root)?, screen))
}

fn told(workspace: Workspace, screen: &Screen) -> Workspace {
    if let Some(fingerprint) = workspace.bound_now() {
        let fingerprint = Rendered::quoted(&fingerprint.to_string());
        screen.warn(&words::command_key_bound(screen.language(), fingerprint));
    }
    workspace
}

/// What is the matter with the key of a workspace that was not opened, and what to do.
pub fn another_key(error: &anyhow::Error, screen: &Screen) -> Option<Rendered> {
    let [expected, found] = error.downcast_ref::<WorkspaceError>()?.keys()?;
    let [expected, found] = [expected, found].map(|key| Rendered::quoted(&key.to_string()));
    Some(words::command_key_other(screen.language(), Rendered::quoted(KEY), expected, found))
}
