//! Contents: texts, statistics and reports as they were recorded, each a file named by the hash of its bytes.
//!
//! ```text
//! <workspace>/contents/<first two digits>/<SHA-256>
//! ```
//!
//! An entry of the journal names a hash; the file is written and on the disk before. Nothing here is ever replaced: the name
//! says what must stand in it, and whoever reads looks.

use std::path::PathBuf;

use evidence::private;
use sha2::{Digest, Sha256};

use super::{Workspace, WorkspaceError, at};
use crate::files::{self, TEXT_BYTES_MAX};

/// The folder.
pub(crate) const FOLDER: &str = "contents";

/// SHA-256, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    assessment::receipt::hexadecimal(&Sha256::digest(bytes))
}

impl Workspace {
    fn content_path(&self, sha256: &str) -> PathBuf {
        self.root.join(FOLDER).join(sha256.get(..2).unwrap_or("00")).join(sha256)
    }

    /// Puts a content where it is found by its hash, and gives the hash; it is on the disk then.
    pub(crate) fn put_content(&self, bytes: &[u8]) -> Result<String, WorkspaceError> {
        let name = sha256(bytes);
        let path = self.content_path(&name);
        // One that was cut short by a fault of the disk is written again.
        if !std::fs::read(&path).is_ok_and(|there| there == bytes) {
            let folder = path.parent().unwrap_or(&self.root);
            private::lasting_folders(folder).and_then(|()| private::replace(&path, bytes)).map_err(at(&path))?;
        }
        Ok(name)
    }

    /// The content of a hash.
    ///
    /// # Errors
    /// It is not there, or not what its name says.
    pub(crate) fn content(&self, sha256: &str) -> Result<Vec<u8>, WorkspaceError> {
        let path = self.content_path(sha256);
        let bytes = files::read(&path, TEXT_BYTES_MAX.max(REPORT_BYTES_MAX)).map_err(super::unread(&path))?;
        if self::sha256(&bytes) == *sha256 { Ok(bytes) } else { Err(WorkspaceError::Altered(path)) }
    }
}

/// The most bytes of a report on files that were handed in: findings are bounded, file by file.
const REPORT_BYTES_MAX: u64 = 256 << 20;
