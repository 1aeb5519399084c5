//! The index of editions: for which submissions of which operator each was made, and whether it still stands.
//!
//! Each stands for a list of submissions, which the index knows by its mark; while the list of those that count has the
//! same mark, nobody needs to read a manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use contract::identity::OperatorId;
use serde::{Deserialize, Serialize};

use super::super::recorded::{self, Recorded};
use super::super::{Position, StoreError, at};
use super::RowsHandedIn;
use crate::schema::{Shape, TableSchema};

/// The name of the file, beside the operators' folders.
pub(super) const INDEX: &str = "editions.json";
const FORM: u32 = 6;

/// Which editions there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Index {
    form: u32,
    /// The last day on which anything was received, from anybody: editions answer for that day and later ones.
    pub since: Position,
    /// SHA-256 of the header of the national list of names.
    pub names: String,
    /// By operator.
    pub operators: BTreeMap<OperatorId, Entry>,
    /// The operators of whom other submissions count.
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
    pub first_received: Option<Position>,
    /// What became of the rows handed in.
    pub rows: RowsHandedIn,
    /// The mark of the submissions that it stands for.
    pub mark: [u8; 32],
    /// The tables that it holds, each with its shape: it says nothing of others.
    pub tables: BTreeMap<String, Shape>,
}

impl Entry {
    /// Whether it holds tables as they are known now.
    pub fn holds<'t>(&self, tables: impl IntoIterator<Item = &'t &'static TableSchema>) -> bool {
        tables.into_iter().all(|table| self.tables.get(table.name) == Some(&table.shape()))
    }
}

impl Index {
    /// An index of these editions.
    pub(super) fn new(since: Position, names: String, operators: BTreeMap<OperatorId, Entry>) -> Index {
        Index { form: FORM, since, names, operators, changed: BTreeSet::new() }
    }

    /// Reads the index of a store, and looks for which operators it stands. Nothing without an index, or with one of another
    /// form.
    pub(super) fn read(root: &Path, recorded: &Recorded) -> Result<Option<Index>, StoreError> {
        let path = root.join(INDEX);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let Some(mut index) = serde_json::from_slice::<Index>(&bytes).ok().filter(|index| index.form == FORM) else {
            return Ok(None);
        };
        let stands = |(operator, entry): &(&OperatorId, &Entry)| recorded::mark(recorded.of(operator)) == entry.mark;
        let changed = index.operators.iter().filter(|entry| !stands(entry)).map(|(operator, _)| operator.clone());
        index.changed = changed.collect();
        Ok(Some(index))
    }

    /// Whether an operator has an edition and a folder that is as it was.
    pub(super) fn stands(&self, operator: &OperatorId) -> bool {
        self.operators.contains_key(operator) && !self.changed.contains(operator)
    }
}
