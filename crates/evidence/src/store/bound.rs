//! The key to which a store is bound: its fingerprint, beside the submissions.
//!
//! Another key makes other numbers of the same persons. Nothing would fail, and every job would break in two; so whoever
//! opens a store holds his key against this file before he reads anything.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::{Store, StoreError, at};
use crate::private;
use crate::pseudonym::{Fingerprint, Key};

/// The file, in the store's folder.
const FILE: &str = "key.json";

/// What holding a key against a store found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The store was filled under this key.
    Same,
    /// The store, of an earlier version, did not say under which key it was filled; from now on it says this one.
    Noted,
    /// It does not say, and nobody may write there.
    Unknown,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Form {
    form: u32,
    fingerprint: Fingerprint,
}

impl Store {
    /// Holds a key against the one under which the store was filled; a store that does not say is bound to this one.
    ///
    /// # Errors
    /// It is another key, or the file cannot be read or written.
    pub fn bind(&self, key: &Key) -> Result<Bound, StoreError> {
        if self.holds_to(key)? {
            return Ok(Bound::Same);
        }
        let form = Form { form: 1, fingerprint: key.fingerprint() };
        let path = self.bound_path();
        let text = serde_json::to_vec(&form).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
        // Whole or not at all: half a file would be another key.
        let written = if self.is_durable() { private::replace(&path, text) } else { private::write(&path, text) };
        match written {
            Ok(()) => Ok(Bound::Noted),
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                Ok(Bound::Unknown)
            }
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// Whether the store says that it was filled under this key; nothing is written.
    ///
    /// # Errors
    /// It says another one, or its file cannot be read.
    pub(crate) fn holds_to(&self, key: &Key) -> Result<bool, StoreError> {
        let path = self.bound_path();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(at(&path)(error)),
        };
        let bound: Form =
            serde_json::from_slice(&bytes).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
        let found = key.fingerprint();
        if bound.form != 1 {
            return Err(StoreError::UnknownForm { path, form: bound.form });
        }
        if bound.fingerprint != found {
            return Err(StoreError::AnotherKey { path, expected: bound.fingerprint, found });
        }
        Ok(true)
    }

    fn bound_path(&self) -> PathBuf {
        self.root().join(FILE)
    }
}
