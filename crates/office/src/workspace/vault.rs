//! Where the vault of a workspace is: in its folder `vault`, or where the card says. It is made when the first account is,
//! or the first files are taken in.

use std::path::{Path, PathBuf};

use evidence::private;
use register::sealed::SealingKey;
use register::tables::ACCOUNT;
use register::vault::{Vault, VaultError};

use super::{Card, Workspace, WorkspaceError, at};

/// The vault, where the card says nothing.
pub(super) const VAULT: &str = "vault/vault.sqlite";

impl Workspace {
    /// The identifier of the workspace.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.journal.opening().workspace
    }

    /// The file of the vault.
    #[must_use]
    pub fn vault_path(&self) -> PathBuf {
        self.root.join(self.card.vault.as_deref().unwrap_or(Path::new(VAULT)))
    }

    /// The vault.
    ///
    /// # Errors
    /// It is not there, or not this workspace's.
    pub(crate) fn vault(&self) -> Result<Vault, WorkspaceError> {
        Ok(Vault::open(&self.vault_path(), &self.journal.opening().workspace)?)
    }

    /// The vault, where it was made already.
    pub(crate) fn vault_if_there(&self) -> Result<Option<Vault>, WorkspaceError> {
        match self.vault() {
            Ok(vault) => Ok(Some(vault)),
            Err(WorkspaceError::Vault(VaultError::Absent(_)))
                if !self.has_accounts()? && self.wants_of_vault()?.mark.is_none() =>
            {
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// The vault; made where nothing was ever kept in one. Whoever calls holds the right to change the workspace.
    pub(crate) fn vault_or_made(&self) -> Result<Vault, WorkspaceError> {
        if let Some(vault) = self.vault_if_there()? {
            return Ok(vault);
        }
        let path = self.vault_path();
        let folder = path.parent().unwrap_or(&self.root);
        private::lasting_folders(folder).map_err(at(folder))?;
        Ok(Vault::create(&path, &self.journal.opening().workspace)?)
    }

    /// The key that copies of the vault are sealed to, where one was made.
    pub(crate) fn vault_seals_to(&self) -> Option<SealingKey> {
        self.card.vault_copies.as_ref()?.parse().ok()
    }

    /// Says which key copies of the vault are sealed to, for whoever opens the workspace from now on.
    pub(crate) fn seal_vault_to(&self, key: &str) -> Result<(), WorkspaceError> {
        Card { vault_copies: Some(key.to_owned()), ..Card::read(&self.root)? }.write(&self.root)
    }

    /// Whether a vault knows the persons of what was handed in last.
    pub(crate) fn serves(&self, vault: &Vault) -> Result<bool, WorkspaceError> {
        Ok(self.wants_of_vault()?.mark.map_or(Ok(true), |mark| vault.had_mark(&mark))?)
    }

    /// Whether anybody was ever appointed: then acts need an account.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn has_accounts(&self) -> Result<bool, WorkspaceError> {
        Ok(!self.journal.rows(&ACCOUNT, None, &[])?.is_empty())
    }
}
