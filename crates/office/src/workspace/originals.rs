//! Originals: each file handed in, sealed to a key that is kept off line, named by the hash of its sealed bytes.
//!
//! ```text
//! <workspace>/originals/<first two digits>/<SHA-256>
//! ```
//!
//! The entry of a delivery names them (`act::submit`); whoever opens one leaves an entry too (`act::open_original`). With the
//! workspace alone nobody reads them: the card has the key that seals, and no other.

use std::path::PathBuf;

use evidence::private;
use register::canonical::Value;
use register::sealed::{OVERHEAD, SealingKey};

use super::{Workspace, WorkspaceError, at, contents};
use crate::files::{self, FILE_BYTES_MAX};

/// The folder.
pub(super) const FOLDER: &str = "originals";
/// Where a fictitious workspace keeps the key that opens.
pub(super) const OPENING_KEY: &str = "keys/opening.key";

impl Workspace {
    /// The key that originals are sealed to; nothing in a workspace of before, which keeps none.
    #[must_use]
    pub fn seals_to(&self) -> Option<SealingKey> {
        self.card.originals.as_ref()?.parse().ok()
    }

    /// The key to which originals were sealed last, and the entry that says so; nothing where none were.
    pub(crate) fn last_sealed_to(&self) -> Result<Option<(u64, String)>, WorkspaceError> {
        let mut until = self.head()?.entries;
        while until > 0 {
            // Most entries of an office are deliveries: the last ones tell.
            let from = until.saturating_sub(63).max(1);
            let entries = self.journal.entries(from, until).collect::<Result<Vec<_>, _>>()?;
            let found = entries.iter().rev().find_map(|entry| {
                let to = entry.body.get("sealed_to").and_then(Value::as_text)?;
                Some((entry.number, to.to_owned()))
            });
            if found.is_some() {
                return Ok(found);
            }
            until = from - 1;
        }
        Ok(None)
    }

    fn original_path(&self, sha256: &str) -> PathBuf {
        self.root.join(FOLDER).join(sha256.get(..2).unwrap_or("00")).join(sha256)
    }

    /// Seals a file and keeps it: the hash under which it is found. It is on the disk then.
    pub(crate) fn keep_original(&self, to: SealingKey, bytes: &[u8], once: [u8; 32]) -> Result<String, WorkspaceError> {
        let sealed = to.seal(bytes, once)?;
        let name = contents::sha256(&sealed);
        let path = self.original_path(&name);
        let folder = path.parent().unwrap_or(&self.root);
        private::lasting_folders(folder).and_then(|()| private::replace(&path, &sealed)).map_err(at(&path))?;
        Ok(name)
    }

    /// The sealed bytes of an original.
    ///
    /// # Errors
    /// They are not there, or not what was recorded.
    pub(crate) fn original(&self, sha256: &str) -> Result<Vec<u8>, WorkspaceError> {
        let path = self.original_path(sha256);
        let bytes = files::read(&path, FILE_BYTES_MAX + OVERHEAD).map_err(super::unread(&path))?;
        if contents::sha256(&bytes) == *sha256 { Ok(bytes) } else { Err(WorkspaceError::Altered(path)) }
    }

    /// Every original that an entry names, with the number of the entry.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(crate) fn originals_named(&self) -> Result<Vec<(String, u64)>, WorkspaceError> {
        let mut named = Vec::new();
        for entry in self.journal.entries(1, self.head()?.entries) {
            // An entry that cannot be read is told elsewhere.
            let Ok(entry) = entry else { continue };
            let rows = if entry.kind == "open-original" { None } else { entry.body.get("originals") };
            let rows = rows.and_then(Value::as_list).into_iter().flatten();
            named.extend(rows.filter_map(|row| Some((row.get("sealed")?.as_text()?.to_owned(), entry.number))));
        }
        Ok(named)
    }

    /// The originals that an entry names and that are gone, or altered.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn originals_lost(&self) -> Result<Vec<String>, WorkspaceError> {
        let named = self.originals_named()?.into_iter().map(|(sha256, _)| sha256);
        Ok(named.filter(|sha256| self.original(sha256).is_err()).collect())
    }
}
