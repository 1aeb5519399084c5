//! The index of editions: for which submissions of which operator each was made, and whether it still stands.
//!
//! An operator's folder changes whenever a submission is put there. The index keeps the time of that change and the number
//! of folders; while both are the same, nobody needs to list the folder or to read a manifest.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use contract::calendar::Date;
use contract::identity::OperatorId;
use serde::{Deserialize, Serialize};

use super::super::{StoreError, at};
use super::RowsHandedIn;

/// The name of the file, beside the operators' folders.
pub(super) const INDEX: &str = "editions.json";
const FORM: u32 = 1;

/// Which editions there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Index {
    form: u32,
    /// The last day on which anything was received, from anybody: editions answer for that day and later ones.
    pub since: i32,
    /// By operator.
    pub operators: BTreeMap<OperatorId, Entry>,
    /// Whether every operator's folder is as it was: if not, links between official numbers may have changed.
    #[serde(skip)]
    pub whole: bool,
}

/// The edition of one operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The folder of the edition.
    pub edition: String,
    /// SHA-256 of its header.
    pub sha256: String,
    /// What the evidence rests on, as one hash.
    pub fingerprint: String,
    /// The day something was first received.
    pub first_received: Option<Date>,
    /// What became of the rows handed in.
    pub rows: RowsHandedIn,
    /// When the operator's folder changed, and how many folders it has.
    pub stamp: Stamp,
}

/// When a folder changed (seconds and nanoseconds of the file system), and its number of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp(i64, i64, u64);

impl Stamp {
    /// The stamp of a folder; nothing when it is not there.
    pub(super) fn of(folder: &Path) -> Option<Stamp> {
        let stamp = |metadata: Metadata| Stamp(metadata.mtime(), metadata.mtime_nsec(), metadata.nlink());
        fs::metadata(folder).ok().map(stamp)
    }
}

impl Index {
    /// An index of these editions.
    pub(super) fn new(since: Date, operators: BTreeMap<OperatorId, Entry>) -> Index {
        Index { form: FORM, since: since.days(), operators, whole: true }
    }

    /// Reads the index of a store, and looks which operators' folders are as they were. Without an index, or with one of
    /// another form, there are no editions.
    pub(crate) fn read(root: &Path, everybody: &[OperatorId]) -> Result<Index, StoreError> {
        let path = root.join(INDEX);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Index::default()),
            Err(error) => return Err(at(&path)(error)),
        };
        let Ok(mut index) = serde_json::from_slice::<Index>(&bytes) else { return Ok(Index::default()) };
        if index.form != FORM {
            return Ok(Index::default());
        }
        let known = index.operators.len();
        index.operators.retain(|operator, entry| Stamp::of(&root.join(operator.as_str())) == Some(entry.stamp));
        index.whole = index.operators.len() == known && everybody.iter().all(|one| index.operators.contains_key(one));
        Ok(index)
    }

    /// The edition of an operator, if it stands for what is known on a day.
    pub(crate) fn current(&self, operator: &OperatorId, as_known_on: Date) -> Option<&Entry> {
        if !self.whole || as_known_on.days() < self.since {
            return None;
        }
        self.operators.get(operator)
    }
}
