//! The vault: who a number is. A file of `SQLite` of its own, outside the journal, the store and their backups.
//!
//! Journal and evidence know persons by random numbers and accounts by their handles. What leads from an official number
//! to a random one, what people are called, and by which secrets they are recognised stands here alone, so that whoever
//! empties the vault has made everybody else's knowledge of them numbers. Unlike the journal, a vault forgets: rows change
//! and go, and what goes is overwritten.
//!
//! `vault/numbers.rs` gives numbers, `vault/accounts.rs` keeps people's secrets,
//! `vault/secret.rs` says what a secret is worth, `vault/whole.rs` makes bytes of all of it.
//! Who may ask for what, the office decides.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};

mod accounts;
mod numbers;
pub mod secret;
mod whole;

pub use accounts::Kept;
pub use numbers::Number;

/// The form of the file. Form 1 had no marks.
const FORM: i64 = 2;

/// How long one waits for whoever writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Random bytes, from whoever has chance.
pub type Source<'a> = &'a mut dyn FnMut(&mut [u8]) -> Result<(), NoChance>;

/// The system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("no random bytes: {0}")]
pub struct NoChance(pub String);

/// What went wrong with a vault.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// It is not where it should be.
    #[error("the vault {0} is not there")]
    Absent(PathBuf),
    /// A file is there already.
    #[error("{0} is there already: a vault is never made over another")]
    Exists(PathBuf),
    /// It belongs to another workspace.
    #[error("the vault {path} belongs to the workspace {found}, not to {expected}")]
    OfAnother {
        /// The file.
        path: PathBuf,
        /// The workspace that was opened.
        expected: String,
        /// The one that it was made for.
        found: String,
    },
    /// Other users of the machine may read or write it.
    #[error("the vault {path} is open to other users (mode {mode:03o}); give it mode 600")]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is no vault, or of a later version.
    #[error("{0} is no vault that this version of Mithaq knows")]
    Foreign(PathBuf),
    /// No chance.
    #[error(transparent)]
    NoChance(#[from] NoChance),
    /// The file could not be made.
    #[error("the vault {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database.
    #[error("the vault: {0}{hint}", hint = hint(.0))]
    Database(#[from] rusqlite::Error),
    /// A secret that is kept cannot be read.
    #[error("the vault holds a secret of a form that it never writes")]
    Secret,
}

/// An open vault.
pub struct Vault {
    connection: Mutex<Connection>,
}

impl Vault {
    /// Makes an empty vault for a workspace, mode 600, whole or not at all; the folder is the caller's, and nobody else makes
    /// one there meanwhile.
    pub fn create(path: &Path, workspace: &str) -> Result<Vault, VaultError> {
        if path.exists() {
            return Err(VaultError::Exists(path.to_owned()));
        }
        let unfinished = unfinished(path)?;
        {
            let connection = connect(&unfinished)?;
            connection.execute_batch(TABLES)?;
            connection.execute_batch(MARKS)?;
            connection.execute("INSERT INTO vault (form, workspace) VALUES (?1, ?2)", params![FORM, workspace])?;
            connection.execute_batch("COMMIT")?;
        }
        settle(&unfinished, path)?;
        Vault::open(path, workspace)
    }

    /// Opens the vault of a workspace.
    pub fn open(path: &Path, workspace: &str) -> Result<Vault, VaultError> {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
                return Err(VaultError::Absent(path.to_owned()));
            }
            Err(source) => return Err(VaultError::File { path: path.to_owned(), source }),
        };
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777;
            if mode & 0o077 != 0 {
                return Err(VaultError::OpenToOthers { path: path.to_owned(), mode });
            }
        }
        let foreign = |fault: rusqlite::Error| match fault.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::Unknown) => {
                VaultError::Foreign(path.to_owned())
            }
            _ => fault.into(),
        };
        let connection = connect(path).map_err(foreign)?;
        let card = connection.query_row("SELECT form, workspace FROM vault", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (form, found): (i64, String) = card.map_err(foreign)?;
        if found != workspace {
            return Err(VaultError::OfAnother { path: path.to_owned(), expected: workspace.to_owned(), found });
        }
        if form == 1 {
            // Also where somebody else does so meanwhile.
            let marked = format!("BEGIN IMMEDIATE; {MARKS}; UPDATE vault SET form = {FORM}; COMMIT");
            connection.execute_batch(&marked)?;
        } else if form != FORM {
            return Err(VaultError::Foreign(path.to_owned()));
        }
        Ok(Vault { connection: Mutex::new(connection) })
    }

    /// The connection; a thread that panicked with it left nothing half-done that `SQLite` would not undo.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What may be the matter where `SQLite` says only that a file could not be made or written.
fn hint(fault: &rusqlite::Error) -> &'static str {
    match fault.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::SystemIoFailure) => {
            "; the disk is full, or nobody may write in its folder"
        }
        _ => "",
    }
}

/// An empty file, its owner's alone, beside the place where a vault is to be.
fn unfinished(path: &Path) -> Result<PathBuf, VaultError> {
    let at = |source| VaultError::File { path: path.to_owned(), source };
    let unfinished = path.with_extension("new");
    // Left by a creation that was cut short.
    match std::fs::remove_file(&unfinished) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(at(fault)),
        _ => {}
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&unfinished).map_err(at)?;
    Ok(unfinished)
}

/// Puts a vault that is whole in its place, and that on the disk.
fn settle(unfinished: &Path, path: &Path) -> Result<(), VaultError> {
    let at = |source| VaultError::File { path: path.to_owned(), source };
    std::fs::rename(unfinished, path).map_err(at)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(at)
}

/// The tables, within a transaction that whoever makes them ends.
const TABLES: &str = "BEGIN IMMEDIATE;
CREATE TABLE vault (form INTEGER NOT NULL, workspace TEXT NOT NULL) STRICT;
CREATE TABLE person (keyed BLOB PRIMARY KEY, number BLOB NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE account (
  handle TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  step INTEGER NOT NULL DEFAULT 0,
  wrong INTEGER NOT NULL DEFAULT 0,
  wrong_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE secret (
  handle TEXT NOT NULL,
  seal TEXT NOT NULL,
  kept BLOB NOT NULL,
  PRIMARY KEY (handle, seal)
) STRICT, WITHOUT ROWID;";

/// The marks of the times that numbers were given.
const MARKS: &str = "CREATE TABLE IF NOT EXISTS mark (place INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE) STRICT";

fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    // Without CREATE: a vault that vanished must be missed, not made anew and empty.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // A rollback journal, not a write-ahead log: in a log what was forgotten would stand for a while.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    for (pragma, value) in [
        ("synchronous", "EXTRA"),
        ("secure_delete", "ON"),
        ("trusted_schema", "OFF"),
        // Kilobytes: a batch of numbers goes everywhere in the file.
        ("cache_size", "-65536"),
    ] {
        connection.pragma_update(None, pragma, value)?;
    }
    Ok(connection)
}
