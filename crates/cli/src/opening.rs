//! Opening a workspace for a command, and saying what its reader must know of its key.

use std::path::Path;

use office::workspace::{KEY, Workspace, WorkspaceError};
use presentation::{Rendered, words};

use crate::command::submit::mebibytes;
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

/// What is the matter with a workspace or a document that was not read, and what to do, where there are words for it.
pub fn fault(error: &anyhow::Error, screen: &Screen) -> Option<Rendered> {
    let (error, language) = (error.downcast_ref::<WorkspaceError>()?, screen.language());
    if let Some([expected, found]) = error.keys() {
        let [expected, found] = [expected, found].map(|key| Rendered::quoted(&key.to_string()));
        return Some(words::command_key_other(language, Rendered::quoted(KEY), expected, found));
    }
    match error {
        WorkspaceError::Special(path) => Some(words::command_text_special(language, path.display().to_string())),
        WorkspaceError::TooLarge { path, bytes_max } => {
            let path = path.display().to_string();
            Some(words::command_text_large(language, path, mebibytes(*bytes_max)))
        }
        _ => None,
    }
}
