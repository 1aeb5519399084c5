//! The index of editions: for which submissions of which operator each was made, and whether it still stands.
//!
//! An operator's folder changes whenever a submission is put there. The index keeps the time of that change and the number
//! of folders; while both are the same, nobody needs to list the folder or to read a manifest.

use std::collections::{BTreeMap, BTreeSet};
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
const FORM: u32 = 4;

/// Which editions there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Index {
    form: u32,
    /// The last day on which anything was received, from anybody: editions answer for that day and later ones.
    pub since: i32,
    /// SHA-256 of the header of the national list of names.
    pub names: String,
    /// By operator.
    pub operators: BTreeMap<OperatorId, Entry>,
    /// The operators whose folders are not as they were.
    #[serde(skip)]
    changed: BTreeSet<OperatorId>,
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
    pub(super) fn new(since: Date, names: String, operators: BTreeMap<OperatorId, Entry>) -> Index {
        Index { form: FORM, since: since.days(), names, operators, changed: BTreeSet::new() }
    }

    /// Reads the index of a store, and looks which operators' folders are as they were. Nothing without an index, or with
    /// one of another form.
    pub(super) fn read(root: &Path) -> Result<Option<Index>, StoreError> {
        let path = root.join(INDEX);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let Some(mut index) = serde_json::from_slice::<Index>(&bytes).ok().filter(|index| index.form == FORM) else {
            return Ok(None);
        };
        let stands =
            |(operator, entry): &(&OperatorId, &Entry)| Stamp::of(&root.join(operator.as_str())) == Some(entry.stamp);
        let changed = index.operators.iter().filter(|entry| !stands(entry)).map(|(operator, _)| operator.clone());
        index.changed = changed.collect();
        Ok(Some(index))
    }

    /// Whether an operator has an edition and a folder that is as it was.
    pub(super) fn stands(&self, operator: &OperatorId) -> bool {
        self.operators.contains_key(operator) && !self.changed.contains(operator)
    }
}
