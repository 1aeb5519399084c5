//! Making a workspace: whole or not at all, whatever stops it.
//!
//! Everything is built in a hidden folder within the workspace's own, which needs no right beside it, and may be the root
//! of a disk. It is brought to the disk, and the card, which says that it is whole, is written last. Then its parts are
//! moved to their places, the card last again: without it there is no workspace. Who is stopped before the first card
//! leaves a folder that the next one removes; who is stopped after it, one that the next one finishes.
//!
//! What lies in the folder already is left alone: a store, a key or contracts without a card are somebody's, and refused.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use evidence::private;
use evidence::pseudonym::Key;
use evidence::store::{Store, StoreError};

use super::{CARD, Card, KEY, WorkspaceError, at};

/// The folder in which it is built.
const UNFINISHED: &str = ".new-workspace";

/// What a workspace is made of, but for its card.
const PARTS: [&str; 3] = ["contracts", "evidence", "keys"];

/// Makes the folder of a workspace.
pub(super) fn create(root: &Path, card: Card) -> Result<(), WorkspaceError> {
    private::lasting_folders(root).map_err(at(root))?;
    // One at a time. The lock is on the folder, so that no file of it stays.
    let folder = File::open(root).map_err(at(root))?;
    folder.lock().map_err(at(root))?;
    if root.join(CARD).exists() {
        return Err(StoreError::AlreadyAStore(root.to_owned()).into());
    }
    let unfinished = root.join(UNFINISHED);
    if !unfinished.join(CARD).exists() {
        if let Some(part) = PARTS.iter().map(|part| root.join(part)).find(|part| part.exists()) {
            return Err(StoreError::AlreadyAStore(part).into());
        }
        remove(&unfinished)?;
        build(&unfinished, card)?;
        // Its name too, before anything is taken out of it.
        private::settle(root).map_err(at(root))?;
    }
    for part in PARTS {
        take(&unfinished, root, part)?;
    }
    settle_both(&unfinished, root)?;
    take(&unfinished, root, CARD)?;
    settle_both(&unfinished, root)?;
    remove(&unfinished)
}

/// Builds a workspace, its card last, and brings it to the disk.
fn build(root: &Path, card: Card) -> Result<(), WorkspaceError> {
    for part in PARTS {
        private::folders(&root.join(part)).map_err(at(root))?;
    }
    // All of it is brought to the disk below.
    let store = Store::create(&root.join("evidence"))?.without_waiting_for_disk();
    store.bind(&Key::create(&root.join(KEY))?)?;
    for shipped in crate::shipped::FILES {
        let path = root.join("contracts").join(shipped.path);
        let folder = path.parent().unwrap_or(root);
        private::folders(folder).and_then(|()| private::write(&path, shipped.text)).map_err(at(&path))?;
    }
    private::settle_all(root).map_err(at(root))?;
    card.write(root)
}

/// Moves a part to its place, unless that was done before.
fn take(unfinished: &Path, root: &Path, part: &str) -> Result<(), WorkspaceError> {
    match fs::rename(unfinished.join(part), root.join(part)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(&root.join(part))(error)),
        _ => Ok(()),
    }
}

fn settle_both(unfinished: &Path, root: &Path) -> Result<(), WorkspaceError> {
    private::settle(unfinished).map_err(at(unfinished))?;
    private::settle(root).map_err(at(root))
}

fn remove(folder: &Path) -> Result<(), WorkspaceError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}
