//! A vault as bytes: to be sealed and kept apart, and put back where none is.

use std::io::Write as _;
use std::path::Path;

use super::{Vault, VaultError};

impl Vault {
    /// All of it as it stands now, as the bytes of its file. Whoever keeps them seals them first.
    pub fn bytes(&self) -> Result<Vec<u8>, VaultError> {
        let mut connection = self.connection();
        Ok(connection.serialize("main")?.to_vec())
    }

    /// Puts a vault back from its bytes, mode 600, whole or not at all; the folder is the caller's, and nobody else makes one
    /// there meanwhile.
    pub fn put(path: &Path, workspace: &str, bytes: &[u8]) -> Result<Vault, VaultError> {
        if path.exists() {
            return Err(VaultError::Exists(path.to_owned()));
        }
        let at = |source| VaultError::File { path: path.to_owned(), source };
        let unfinished = super::unfinished(path)?;
        std::fs::OpenOptions::new()
            .write(true)
            .open(&unfinished)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .map_err(at)?;
        // It is looked at before it counts: of another workspace, or no vault, it is not put anywhere.
        let opened = Vault::open(&unfinished, workspace).map(drop);
        if let Err(fault) = opened {
            // What is no vault of ours is not left lying; the first fault is the one to tell.
            let _ = std::fs::remove_file(&unfinished);
            return Err(fault);
        }
        super::settle(&unfinished, path)?;
        Vault::open(path, workspace)
    }
}
