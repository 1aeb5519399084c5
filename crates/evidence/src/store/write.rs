//! Writing a submission: whole or not at all.
//!
//! Everything is written to a hidden folder beside its place, brought to the disk, and renamed. Half a submission can
//! thus never be read; what is left of one after a crash is removed by the next submission.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use contract::calendar::Date;

use super::shelf::{Shelf, Shelved, sha256};
use super::sightings::SIGHTINGS;
use super::{Position, Store, StoreError, at};
use crate::manifest::Manifest;
use crate::private;

/// Where a submission is recorded, and the day on which it was received.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivered {
    pub at: Position,
    pub received: Date,
}

/// The files of a submission beside its manifest.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Keeps other processes away from an operator's folder while it is written; the lock ends when the value is dropped.
pub(crate) fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(".lock");
    let open = || private::lock_file(&path);
    let file = match open() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            private::folders(folder).map_err(at(folder))?;
            open()
        }
        opened => opened,
    };
    let file = file.map_err(at(&path))?;
    file.lock().map_err(at(&path))?;
    Ok(file)
}

/// Writes a submission into a folder under its identifier.
pub(crate) fn submission(
    store: &Store,
    folder: &Path,
    manifest: Manifest,
    text: &[u8],
    files: &Files,
    delivered: Delivered,
) -> Result<Shelved, StoreError> {
    private::folders(folder).map_err(at(folder))?;
    if manifest.serial <= 1 {
        // The first of an operator: what is acknowledged must not be lost with the name of its folder.
        settle(store, store.root())?;
    }
    let unfinished = folder.join(format!(".new-{}", manifest.submission));
    match private::folder(&unfinished) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
            private::folder(&unfinished).map_err(at(&unfinished))?;
        }
        Err(error) => return Err(at(&unfinished)(error)),
    }
    for (name, bytes) in files {
        write(store, &unfinished.join(name), bytes)?;
    }
    write(store, &unfinished.join("manifest.json"), text)?;
    settle(store, &unfinished)?;
    let finished = folder.join(&manifest.submission);
    // Nothing counts there under this name: somebody was stopped before it was recorded.
    match fs::remove_dir_all(&finished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(at(&finished)(error)),
        _ => {}
    }
    fs::rename(&unfinished, &finished).map_err(at(&finished))?;
    settle(store, folder)?;
    Ok(Shelved { manifest, hash: sha256(text), at: delivered.at, received: delivered.received, withdrawn: Vec::new() })
}

/// Replaces the derived file of sightings. Should that fail, or not reach the disk, the file stands for other submissions than
/// there are, or is not what its hash says, and is made again.
pub(crate) fn sightings(shelf: &mut Shelf) -> Result<(), StoreError> {
    let bytes = shelf.sightings_encoded()?;
    if shelf.lacks {
        // Of a damaged file the list that lies there may say more.
        return Ok(());
    }
    let unfinished = shelf.folder().join(".new-sightings");
    let finished = shelf.folder().join(SIGHTINGS);
    private::write(&unfinished, bytes).map_err(at(&unfinished))?;
    fs::rename(&unfinished, &finished).map_err(at(&finished))
}

fn write(store: &Store, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = private::create(path).map_err(at(path))?;
    file.write_all(bytes).map_err(at(path))?;
    if store.is_durable() {
        file.sync_all().map_err(at(path))?;
    }
    Ok(())
}

/// Brings a folder's own list of files to the disk.
fn settle(store: &Store, folder: &Path) -> Result<(), StoreError> {
    if store.is_durable() {
        private::settle(folder).map_err(at(folder))?;
    }
    Ok(())
}
