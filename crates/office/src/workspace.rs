//! A workspace: contracts, published statistics, the store of evidence, the key apart.
//!
//! ```text
//! mithaq-workspace/
//!   workspace.json                what the workspace says of itself
//!   contracts/ma/…/contract.md    the documents in use
//!   contracts/ma/statistics.csv   published statistics
//!   evidence/                     immutable submissions
//!   results/                      derived: what was computed, see `results`
//!   keys/pseudonym.key            the key of the pseudonyms: kept apart, never in a backup of the evidence
//! ```
//!
//! How one is made, whole or not at all, stands in `creation`.

mod creation;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use contract::calendar::Date;
use contract::verdict::Figure;
use evidence::private;
use evidence::pseudonym::{Fingerprint, Key, KeyError};
use evidence::store::{Bound, Store, StoreError};

use crate::files;
use crate::statistics::{self, StatisticsError};

/// Submissions of one operator in so many may stand beside editions while figures are computed.
const ONE_IN: usize = 20;

/// The file that makes a folder a workspace.
const CARD: &str = "workspace.json";

/// Where the key lies in a workspace.
pub const KEY: &str = "keys/pseudonym.key";

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

/// A workspace that exists.
pub struct Workspace {
    root: PathBuf,
    /// The store of evidence.
    pub store: Store,
    /// The key of the pseudonyms.
    pub key: Key,
    /// What the workspace says of itself.
    pub card: Card,
    /// What holding the key against the store found.
    bound: Bound,
}

/// What a workspace says of itself, in `workspace.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Card {
    /// Version of this form.
    form: u32,
    /// Whether the evidence was generated: then every output says so.
    pub fictitious: bool,
    /// The one day that the public is told of, once it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_day: Option<Date>,
}

impl Card {
    /// Writes the card of a workspace, whole or not at all: whoever opens it meanwhile reads the former one.
    fn write(self, root: &Path) -> Result<(), WorkspaceError> {
        let path = root.join(CARD);
        let text = serde_json::to_string_pretty(&self)
            .map_err(|source| WorkspaceError::Card { path: path.clone(), source })?;
        private::replace(&path, text + "\n").map_err(at(&path))
    }
}

impl Workspace {
    /// Opens a workspace.
    ///
    /// # Errors
    /// No workspace there, or one that cannot be read.
    pub fn open(root: &Path) -> Result<Workspace, WorkspaceError> {
        let path = root.join(CARD);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(WorkspaceError::NotAWorkspace(root.to_owned()));
            }
            Err(source) => return Err(WorkspaceError::File { path, source }),
        };
        let card = serde_json::from_str(&text).map_err(|source| WorkspaceError::Card { path, source })?;
        let store = Store::open(&root.join("evidence"))?;
        let key = Key::open(&root.join(KEY))?;
        // Before anything is read: under another key everybody would be somebody else.
        let bound = store.bind(&key)?;
        Ok(Workspace { root: root.to_owned(), store, key, card, bound })
    }

    /// Makes a workspace with the shipped contracts, in a folder that has none.
    ///
    /// # Errors
    /// The folder cannot be written, or holds a workspace already.
    pub fn create(root: &Path, fictitious: bool) -> Result<Workspace, WorkspaceError> {
        creation::create(root, Card { form: 1, fictitious, public_day: None })?;
        Workspace::open(root)
    }

    /// Writes what the workspace says of itself.
    pub(crate) fn write_card(&self) -> Result<(), WorkspaceError> {
        self.card.write(&self.root)
    }

    /// Opens the workspace, or makes it.
    ///
    /// # Errors
    /// As [`Workspace::open`] and [`Workspace::create`].
    pub fn open_or_create(root: &Path) -> Result<Workspace, WorkspaceError> {
        match Workspace::open(root) {
            Err(WorkspaceError::NotAWorkspace(_)) => match Workspace::create(root, false) {
                // Somebody else made it meanwhile.
                Err(WorkspaceError::Store(StoreError::AlreadyAStore(_))) => Workspace::open(root),
                made => made,
            },
            done => done,
        }
    }

    /// The same workspace, which no longer waits until each file is on the disk: for evidence that can be generated again.
    #[must_use]
    pub fn without_waiting_for_disk(self) -> Workspace {
        Workspace { store: self.store.without_waiting_for_disk(), ..self }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the workspace, of an earlier version, was bound to its key just now.
    #[must_use]
    pub fn bound_now(&self) -> Option<Fingerprint> {
        (self.bound == Bound::Noted).then(|| self.key.fingerprint())
    }

    /// The folder of the contracts.
    #[must_use]
    pub fn contracts_folder(&self) -> PathBuf {
        self.root.join("contracts")
    }

    /// The published figures that lie beside the contracts.
    pub(crate) fn statistics_file(&self) -> PathBuf {
        self.root.join("contracts/ma/statistics.csv")
    }

    /// Gathers what was received into editions, from which evidence is read fast, unless it is so little that it may stand
    /// beside them: figures come first, and whoever takes files in gathers them afterwards (`Workspace::gather`).
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn gather_much(&self) -> Result<(), WorkspaceError> {
        let (waiting, all) = self.store.waiting()?;
        if waiting * ONE_IN > all { self.gather() } else { Ok(()) }
    }

    /// Gathers what was received into editions, from which evidence is read fast. Where nobody may write, evidence is read
    /// from the submissions: the answers are the same.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn gather(&self) -> Result<(), WorkspaceError> {
        match self.store.compact(|_| {}) {
            Err(StoreError::File { source, .. }) if is_closed(&source) => Ok(()),
            done => Ok(done?),
        }
    }

    /// The published figures that lie beside the contracts; none where there is no such file.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn figures(&self) -> Result<Vec<Figure>, WorkspaceError> {
        let path = self.statistics_file();
        if !path.exists() {
            return Ok(Vec::new());
        }
        let text = read(&path)?;
        Ok(statistics::read(&path, &text)?)
    }

    /// The last day on which something was received; nothing in an empty store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn last_received(&self) -> Result<Option<Date>, WorkspaceError> {
        Ok(self.store.last_received()?)
    }
}

/// Whether the system lets nobody write there.
fn is_closed(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
}

/// The text of a document or of statistics.
///
/// # Errors
/// It is no file, too large, not UTF-8, or the system refuses.
pub(crate) fn read(path: &Path) -> Result<String, WorkspaceError> {
    let bytes = files::read(path, files::TEXT_BYTES_MAX).map_err(|fault| match fault {
        files::Fault::Missing => at(path)(ErrorKind::NotFound.into()),
        files::Fault::Unreadable(source) => at(path)(source),
        files::Fault::Special => WorkspaceError::Special(path.to_owned()),
        files::Fault::TooLarge(bytes_max) => WorkspaceError::TooLarge { path: path.to_owned(), bytes_max },
    })?;
    String::from_utf8(bytes).map_err(|fault| at(path)(std::io::Error::new(ErrorKind::InvalidData, fault.utf8_error())))
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

/// Names the file or folder that the system refused.
pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> WorkspaceError {
    let path = path.to_owned();
    move |source| WorkspaceError::File { path, source }
}
