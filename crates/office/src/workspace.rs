//! A workspace: the journal of what was recorded, and beside it what entries name.
//!
//! ```text
//! mithaq-workspace/
//!   workspace.json                what the workspace says of itself
//!   journal.sqlite                every act, and the tables that follow from them (unless they are in PostgreSQL)
//!   contents/                     texts and statistics as they were recorded, by hash
//!   originals/                    files as they were handed in, sealed: see `originals`
//!   evidence/                     immutable submissions
//!   contracts/                    working copies of the texts: what is changed here counts once it is recorded
//!   results/                      derived: what was computed, see `results`
//!   keys/pseudonym.key            the key of the pseudonyms: kept apart, never in a backup of the evidence
//!   vault/                        who a number is, and by which secrets people are recognised: backed up apart
//!   keys/signing.key              in a fictitious workspace alone; else this key is kept elsewhere
//!   keys/opening.key              the same: what opens originals, to be kept off line
//! ```
//!
//! How one is made, whole or not at all, stands in `creation`; how it is changed, in `writing`.

pub mod carried;
pub mod contents;
mod creation;
mod error;
mod list;
pub mod newer;
mod originals;
pub(crate) mod persons;
mod signs;
mod tables;
mod vault;
pub mod writing;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use contract::calendar::Date;
use evidence::private;
use evidence::pseudonym::{Fingerprint, Key};
use evidence::store::{Bound, Damage, Position, Recorded, Store, StoreError};
use register::Receipt;
use register::entry::Entry;
use register::journal::{Head, Journal};
use register::store::Location;

use crate::files;
use crate::moment::Moment;
use crate::now::Now;

pub use creation::{Birth, Chance, Shipped};
pub use error::WorkspaceError;

/// Submissions of one operator in so many may stand beside editions while figures are computed.
const ONE_IN: usize = 20;

/// Where the key of the pseudonyms lies in a workspace.
pub const KEY: &str = "keys/pseudonym.key";
/// The file that makes a folder a workspace.
const CARD: &str = "workspace.json";
/// The journal, where it is a file of the workspace.
const JOURNAL: &str = "journal.sqlite";
/// Where the journal is, where it is in another place; it may hold a password.
const JOURNAL_PLACE: &str = "keys/journal.url";
/// The form of the card. Form 1 had no journal.
const FORM: u32 = 2;

/// A workspace that exists.
pub struct Workspace {
    root: PathBuf,
    pub(crate) journal: Journal,
    /// The store of evidence.
    pub store: Store,
    /// The key of the pseudonyms.
    pub key: Key,
    card: Card,
    /// The last entry whose submissions the store knows of.
    seen: AtomicU64,
    /// What holding the key against the store found.
    bound: Bound,
    /// Whom the vault was asked for.
    remembered: Mutex<persons::Remembered>,
    /// The documents that declare tables, as the store knows them.
    declared: Mutex<tables::Declared>,
}

/// What a workspace says of itself, in `workspace.json`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Card {
    /// Version of this form.
    form: u32,
    /// Where the key lies that signs its checkpoints.
    #[serde(default)]
    signing_key: PathBuf,
    /// Where the vault is, if it is not in the folder of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vault: Option<PathBuf>,
    /// The key that originals are sealed to; a workspace of before keeps none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    originals: Option<String>,
    /// The key that copies of the vault are sealed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vault_copies: Option<String>,
}

/// What the card of a workspace without a journal said.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub(crate) struct Former {
    /// Whether its evidence was generated.
    pub fictitious: bool,
    /// The day that the public is told of.
    #[serde(default)]
    pub public_day: Option<Date>,
}

impl Card {
    fn read(root: &Path) -> Result<Card, WorkspaceError> {
        let path = root.join(CARD);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(WorkspaceError::NotAWorkspace(root.to_owned()));
            }
            Err(source) => return Err(WorkspaceError::File { path, source }),
        };
        let card: Card =
            serde_json::from_str(&text).map_err(|source| WorkspaceError::Card { path: path.clone(), source })?;
        match card.form {
            FORM => Ok(card),
            1 => Err(WorkspaceError::Former(root.to_owned())),
            form => Err(WorkspaceError::Later { path, form }),
        }
    }

    /// Writes the card of a workspace, whole or not at all: whoever opens it meanwhile reads the former one.
    fn write(&self, root: &Path) -> Result<(), WorkspaceError> {
        let path = root.join(CARD);
        let text =
            serde_json::to_string_pretty(self).map_err(|source| WorkspaceError::Card { path: path.clone(), source })?;
        private::replace(&path, text + "\n").map_err(at(&path))
    }
}

impl Workspace {
    /// Opens a workspace.
    ///
    /// # Errors
    /// No workspace there, or one that cannot be read.
    pub fn open(root: &Path) -> Result<Workspace, WorkspaceError> {
        Workspace::open_under(root, &root.join(KEY))
    }

    /// Opens a workspace whose key of the pseudonyms lies elsewhere, as that of a copy does.
    pub(crate) fn open_under(root: &Path, key: &Path) -> Result<Workspace, WorkspaceError> {
        let card = Card::read(root)?;
        let journal = Journal::open(location(root)?)?;
        let head = journal.head()?;
        let store = Store::open_taking(&root.join("evidence"), list::recorded(&journal)?)?;
        let key = Key::open(key)?;
        // Before anything is read: under another key everybody would be somebody else.
        let bound = store.bind(&key)?;
        let store = store.opening_by(key.clone());
        let (seen, remembered) = (AtomicU64::new(head.entries), Mutex::default());
        let root = root.to_owned();
        let workspace =
            Workspace { root, journal, store, key, card, seen, bound, remembered, declared: Mutex::default() };
        workspace.learn_tables()?;
        Ok(workspace)
    }

    /// Makes a workspace with the shipped contracts, in a folder that has none.
    ///
    /// # Errors
    /// The folder cannot be written, or holds a workspace already.
    pub fn create(root: &Path, birth: &Birth, now: Now) -> Result<Workspace, WorkspaceError> {
        creation::create(root, birth, now)?;
        Workspace::open(root)
    }

    /// What a workspace of an earlier version says of itself; nothing of one that has a journal.
    pub(crate) fn former(root: &Path) -> Result<Option<Former>, WorkspaceError> {
        match Card::read(root) {
            Err(WorkspaceError::Former(_)) => {}
            other => return other.map(|_| None),
        }
        let path = root.join(CARD);
        let bytes = std::fs::read(&path).map_err(at(&path))?;
        serde_json::from_slice(&bytes).map(Some).map_err(|source| WorkspaceError::Card { path, source })
    }

    /// Gives a workspace of an earlier version a journal, in which nothing stands yet.
    pub(crate) fn adopt(root: &Path, birth: &Birth, now: Now) -> Result<Workspace, WorkspaceError> {
        creation::adopt(root, birth, now)?;
        Workspace::open(root)
    }

    /// Opens the workspace, or makes it.
    ///
    /// # Errors
    /// As [`Workspace::open`] and [`Workspace::create`].
    pub fn open_or_create(root: &Path, birth: &Birth, now: Now) -> Result<Workspace, WorkspaceError> {
        match Workspace::open(root) {
            Err(WorkspaceError::NotAWorkspace(_)) => match Workspace::create(root, birth, now) {
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

    /// The same workspace, which reads evidence from submissions alone.
    #[must_use]
    pub(crate) fn without_editions(self) -> Workspace {
        Workspace { store: self.store.without_editions(), ..self }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether its evidence was generated and its days are its own: then every output says so.
    #[must_use]
    pub fn is_fictitious(&self) -> bool {
        self.journal.opening().fictitious
    }

    /// Where the journal stands.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn head(&self) -> Result<Head, WorkspaceError> {
        Ok(self.journal.head()?)
    }

    /// The day that it is in this workspace: by the clock in its zone, or, in a fictitious one, the day that was passed to.
    ///
    /// # Errors
    /// The journal cannot be read, or a clock that is out of all bounds.
    pub fn today(&self, now: Now) -> Result<Date, WorkspaceError> {
        self.day_after(now, self.journal.head()?.last_day)
    }

    /// The day of an act after one of that day: days of recording never decrease.
    pub(crate) fn day_after(&self, now: Now, last_day: Date) -> Result<Date, WorkspaceError> {
        let opening = self.journal.opening();
        if opening.fictitious {
            return Ok(last_day);
        }
        Ok(now.day(&opening.zone)?.max(last_day))
    }

    /// Where an entry stands: on the day that it has now.
    pub(crate) fn position(&self, entry: &Entry) -> Result<Position, WorkspaceError> {
        let day = self.journal.said_of_days()?.day(entry.number, entry.day);
        Ok(Position::of(day, u32::try_from(entry.number).unwrap_or(u32::MAX)))
    }

    /// The submissions that the journal names.
    pub(crate) fn journaled(&self) -> Result<Recorded, WorkspaceError> {
        list::recorded(&self.journal)
    }

    /// Where the next act would stand.
    pub(crate) fn next_position(&self, now: Now) -> Result<Position, WorkspaceError> {
        let head = self.journal.head()?;
        let next = u32::try_from(head.entries + 1).map_err(|_| WorkspaceError::Full)?;
        Ok(Position::of(self.day_after(now, head.last_day)?, next))
    }

    /// The receipt of an entry as it was given when it was recorded.
    pub(crate) fn receipt_then(&self, number: u64) -> Result<Receipt, WorkspaceError> {
        Ok(self.journal.receipt_then(number)?)
    }

    /// The last entry that counts at a moment; 0 where nothing was recorded by then.
    pub(crate) fn entry_at(&self, moment: Moment) -> Result<u64, WorkspaceError> {
        match moment.entry() {
            Some(entry) => Ok(entry),
            None => Ok(self.journal.entries_until_day(moment.at.day())?.unwrap_or(0)),
        }
    }

    /// Where the key lies that signs what is recorded.
    #[must_use]
    pub fn signing_key(&self) -> PathBuf {
        self.root.join(&self.card.signing_key)
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

    /// The damaged files that were met since it was opened: what they said is not known.
    #[must_use]
    pub fn damaged(&self) -> Vec<Damage> {
        self.store.damaged()
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
        // Whoever changes the workspace now gathers afterwards.
        let writing = match self.try_writing() {
            Ok(Some(writing)) => writing,
            Ok(None) => return Ok(()),
            Err(WorkspaceError::File { source, .. }) if is_closed(&source) => return Ok(()),
            Err(error) => return Err(error),
        };
        writing.gather()
    }
}

impl writing::Writing<'_> {
    /// The same, for whoever changes the workspace.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn gather(&self) -> Result<(), WorkspaceError> {
        match self.workspace().store.compact(|_| {}) {
            Err(StoreError::File { source, .. }) if is_closed(&source) => Ok(()),
            done => Ok(done?),
        }
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
    let bytes = files::read(path, files::TEXT_BYTES_MAX).map_err(unread(path))?;
    text(path, bytes)
}

/// Bytes as a text.
pub(crate) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, WorkspaceError> {
    String::from_utf8(bytes).map_err(|fault| at(path)(std::io::Error::new(ErrorKind::InvalidData, fault.utf8_error())))
}

/// Says why a file was not read.
pub(crate) fn unread(path: &Path) -> impl FnOnce(files::Fault) -> WorkspaceError {
    let path = path.to_owned();
    move |fault| match fault {
        files::Fault::Missing => at(&path)(ErrorKind::NotFound.into()),
        files::Fault::Unreadable(source) => at(&path)(source),
        files::Fault::Special => WorkspaceError::Special(path),
        files::Fault::TooLarge(bytes_max) => WorkspaceError::TooLarge { path, bytes_max },
    }
}

/// Where the journal of a workspace is kept.
pub(crate) fn location(root: &Path) -> Result<Location, WorkspaceError> {
    let path = root.join(JOURNAL_PLACE);
    match std::fs::read_to_string(&path) {
        Ok(url) => Ok(Location::Postgres { url: url.trim().to_owned(), schema: None }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Location::Sqlite(root.join(JOURNAL))),
        Err(error) => Err(at(&path)(error)),
    }
}

/// Names the file or folder that the system refused.
pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> WorkspaceError {
    let path = path.to_owned();
    move |source| WorkspaceError::File { path, source }
}
