//! A store beside another: what counts in the other is read where it lies, and what is written here is in nobody's way.
//!
//! Whoever wants to know what files would change takes them in here, asks, and removes the folder. Nothing of the other store
//! is copied, changed or locked: it is pointed at. Where the system has no such pointers, there is no store beside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use contract::identity::OperatorId;

use super::{Recorded, Store, StoreError, UNASSIGNED, at};
use crate::private;

impl Store {
    /// A store in a folder of its own, which is not there yet, in which the same counts. Files may be taken in of these operators
    /// and of nobody; it does not wait for the disk.
    ///
    /// # Errors
    /// The system refuses.
    pub fn beside(&self, folder: &Path, of: &BTreeSet<OperatorId>) -> Result<Store, StoreError> {
        let root = self.root().canonicalize().map_err(at(self.root()))?;
        private::folder(folder).map_err(at(folder))?;
        let is_written = |name: &str| name == UNASSIGNED || of.iter().any(|operator| operator.as_str() == name);
        point(&root, folder, |name| !is_written(name))?;
        for name in of.iter().map(OperatorId::as_str).chain([UNASSIGNED]) {
            let (there, here) = (root.join(name), folder.join(name));
            private::folder(&here).map_err(at(&here))?;
            if there.is_dir() {
                point(&there, &here, |_| true)?;
            }
        }
        Ok(self.same_in(folder, Recorded::clone(&self.recorded()))?.without_waiting_for_disk())
    }
}

/// Points from one folder at what lies in another, but for locks and what somebody is writing.
fn point(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text == ".lock" || text.starts_with(".new-") || !wanted(&text) {
            continue;
        }
        let place = to.join(&name);
        pointer(&entry.path(), &place).map_err(at(&place))?;
    }
    Ok(())
}

#[cfg(unix)]
fn pointer(at: &Path, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(at, place)
}

#[cfg(not(unix))]
fn pointer(_at: &Path, _place: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
