//! Why a workspace was not opened, made or read.

use std::path::PathBuf;

use evidence::pseudonym::{Fingerprint, KeyError};
use evidence::store::StoreError;
use register::journal::{JournalError, RecordError};
use register::vault::VaultError;

use crate::statistics::StatisticsError;

/// Why a workspace was not opened, made or read.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// Nothing there.
    #[error("{0}: no workspace here; `mithaq submit` or `mithaq demo` makes one")]
    NotAWorkspace(PathBuf),
    /// The system refused.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No regular file.
    #[error("{0} is no file")]
    Special(PathBuf),
    /// A text that is larger than any.
    #[error("{path} has more than {bytes_max} bytes")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read.
        bytes_max: u64,
    },
    /// The card is not one.
    #[error("{path}: {source}")]
    Card {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// It is of a version that had no journal.
    #[error("{0} is a workspace of an earlier version, without a journal; `mithaq import` takes it over")]
    Former(PathBuf),
    /// It is of a later version.
    #[error("{path} has form {form}, which this program does not know")]
    Later {
        /// The card.
        path: PathBuf,
        /// Its form.
        form: u32,
    },
    /// A content that is not what its name says.
    #[error("{0} is not the content that was recorded: it was altered or cut short")]
    Altered(PathBuf),
    /// A signing key within the workspace.
    #[error("{0} lies in the workspace: whoever may write there could sign; a signing key is kept elsewhere")]
    SigningKeyInside(PathBuf),
    /// The key that seals or opens originals.
    #[error(transparent)]
    Sealing(#[from] register::sealed::SealError),
    /// More entries than there are numbers.
    #[error("the journal holds as many entries as there are numbers")]
    Full,
    /// The clock or the time zone.
    #[error("the clock or the time zone: {0}")]
    Clock(#[from] jiff::Error),
    /// What a delivery was told cannot be written or read.
    #[error("the report of a delivery: {source}")]
    Report {
        /// Why.
        source: serde_json::Error,
    },
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal was not made.
    #[error(transparent)]
    Opening(Box<RecordError>),
    /// The signing key is not there, or cannot be read.
    #[error("the signing key {path}: {cause}")]
    NoSigningKey {
        /// Where it should be.
        path: PathBuf,
        /// Why.
        cause: register::signing::KeyError,
    },
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The statistics.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
}

impl WorkspaceError {
    /// The key under which the workspace was filled and the one that lies there, where these are two.
    #[must_use]
    pub fn keys(&self) -> Option<[&Fingerprint; 2]> {
        match self {
            WorkspaceError::Store(StoreError::AnotherKey { expected, found, .. }) => Some([expected, found]),
            _ => None,
        }
    }
}
