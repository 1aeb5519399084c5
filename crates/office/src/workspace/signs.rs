//! The keys that sign what is recorded: the card names the first, and each that takes its place lies beside it, under its id.

use std::path::Path;

use register::signing::SigningKey;

use super::{Workspace, WorkspaceError};

impl Workspace {
    /// The text of the key that signs the next entry.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn signs(&self) -> Result<String, WorkspaceError> {
        Ok(self.journal.signer()?)
    }

    /// The key that signs what is recorded now: the one that the card names, or one that took its place and lies beside it.
    pub(super) fn signer(&self) -> Result<SigningKey, WorkspaceError> {
        let expected = self.journal.signer()?;
        let first = self.signing_key();
        let named = self.opened(&first);
        if named.as_ref().is_ok_and(|key| key.verifying().to_string() == expected) {
            return named;
        }
        let beside = first.with_file_name(key_file(&expected));
        if beside.exists() { self.opened(&beside) } else { named }
    }

    fn opened(&self, path: &Path) -> Result<SigningKey, WorkspaceError> {
        let is_inside = || {
            let (root, key) = (self.root.canonicalize(), path.canonicalize());
            matches!((root, key), (Ok(root), Ok(key)) if key.starts_with(&root))
        };
        if !self.is_fictitious() && is_inside() {
            return Err(WorkspaceError::SigningKeyInside(path.to_owned()));
        }
        SigningKey::open(path).map_err(|cause| WorkspaceError::NoSigningKey { path: path.to_owned(), cause })
    }

    /// Makes a key beside the one that signs now, whose place it may take.
    pub(crate) fn next_key(&self, seed: [u8; 32]) -> Result<SigningKey, WorkspaceError> {
        self.signer()?;
        let name = self.journal.opening().origin();
        let first = self.signing_key();
        let failed = |cause| WorkspaceError::NoSigningKey { path: first.clone(), cause };
        let key = SigningKey::from_seed(&name, seed).map_err(failed)?.verifying().to_string();
        let path = first.with_file_name(key_file(&key));
        SigningKey::create(&path, &name, seed).map_err(|cause| WorkspaceError::NoSigningKey { path, cause })
    }
}

/// The file of a key that took the place of another, by its id.
fn key_file(key: &str) -> String {
    format!("signing-{}.key", key.split('+').nth(1).unwrap_or_default())
}
