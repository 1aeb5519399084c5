//! Files of submissions that count and are not what was recorded: told, and never read in part.
//!
//! One operator's damage stops nobody else. What a damaged file spoke of is not known from then on, as if it had not been
//! handed in, and never zero; where a manifest is lost, nobody knows of what it spoke, and nothing of its operator is covered.
//! Editions that were made while the file was whole still say it.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex};

use contract::identity::OperatorId;

use super::{Store, StoreError, locked};

/// A file of a submission that is not what was recorded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Damage {
    /// The operator; nothing for files of no single one.
    pub operator: Option<OperatorId>,
    /// The submission.
    pub submission: String,
    /// The file in its folder.
    pub file: String,
    /// What is the matter.
    pub what: Harm,
}

/// What is the matter with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    /// It is not there.
    Missing,
    /// It is not the one that was recorded: altered or cut short.
    Altered,
    /// The disk does not give it.
    Unreadable,
}

impl Harm {
    /// The word in message codes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Harm::Missing => "missing",
            Harm::Altered => "altered",
            Harm::Unreadable => "unreadable",
        }
    }
}

/// Every damage that was met.
pub(super) type Met = Arc<Mutex<BTreeSet<Damage>>>;

impl StoreError {
    /// The harm of a file of a submission; nothing for faults that say nothing of the file, which the system may give back.
    pub(crate) fn harm(&self) -> Option<Harm> {
        match self {
            StoreError::Altered { .. } | StoreError::Manifest { .. } | StoreError::Table { .. } => Some(Harm::Altered),
            StoreError::File { source, .. } => match source.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => Some(Harm::Missing),
                ErrorKind::PermissionDenied | ErrorKind::OutOfMemory | ErrorKind::Interrupted => None,
                // Too many files are open.
                _ if matches!(source.raw_os_error(), Some(23 | 24)) => None,
                _ => Some(Harm::Unreadable),
            },
            _ => None,
        }
    }
}

/// What was read, or nothing where the file is damaged, which is noted.
pub(super) fn unless_harmed<T>(
    read: Result<T, StoreError>,
    met: &Met,
    (operator, submission, file): (Option<&OperatorId>, &str, &str),
) -> Result<Option<T>, StoreError> {
    let error = match read {
        Ok(read) => return Ok(Some(read)),
        Err(error) => error,
    };
    let Some(what) = error.harm() else { return Err(error) };
    let (submission, file) = (submission.to_owned(), file.to_owned());
    locked(met).insert(Damage { operator: operator.cloned(), submission, file, what });
    Ok(None)
}

impl Store {
    /// The damaged files that were met since the store was opened, or looked at anew.
    #[must_use]
    pub fn damaged(&self) -> Vec<Damage> {
        locked(&self.met).iter().cloned().collect()
    }

    /// Whether what was read of an operator lacks what a damaged file said: then nothing that follows from it is to be kept.
    #[must_use]
    pub fn lacks(&self, operator: &OperatorId) -> bool {
        locked(&self.lacking).contains(operator)
    }

    pub(super) fn note_lack(&self, operator: &OperatorId) {
        locked(&self.lacking).insert(operator.clone());
    }

    /// Whether a file that is derived from submissions was met which is not what it should be: the next who gathers makes it
    /// anew.
    #[must_use]
    pub fn has_unsound(&self) -> bool {
        !locked(&self.unsound).is_empty()
    }

    /// Whether everything of an edition is there, and its header what the index says. Its parts are looked at when read.
    pub(super) fn is_there(folder: &Path, tables: impl Iterator<Item = String>) -> bool {
        let parts = tables.flat_map(|table| [format!("{table}.parquet"), format!("{table}.origins.parquet")]);
        let all = parts.chain(["persons.parquet", "names.bin"].map(str::to_owned));
        all.into_iter().all(|name| folder.join(name).is_file())
    }

    /// Whether every register that counts could be read.
    pub(crate) fn registers_are_whole(&self) -> Result<(), StoreError> {
        for operator in self.every_operator() {
            if !locked(&*self.shelf(&operator)?).is_whole() {
                return Err(StoreError::Altered { path: self.root().join(operator.as_str()) });
            }
        }
        Ok(())
    }
}
