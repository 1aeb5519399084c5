//! The keys that sign, one after the other: `open` names the first, and each rotation, signed by the key that goes, the next.

use crate::note::{Checkpoint, Note};
use crate::signing::{SignatureError, VerifyingKey};

/// Keys with the size of the first checkpoint that each signs.
pub struct Keys {
    given: VerifyingKey,
    named: Vec<(u64, VerifyingKey)>,
}

impl Keys {
    /// Until an entry names one, the key that was given.
    pub fn new(given: &VerifyingKey) -> Keys {
        Keys { given: given.clone(), named: Vec::new() }
    }

    /// From this size on another key signs.
    pub fn name(&mut self, from: u64, key: VerifyingKey) {
        self.named.push((from, key));
    }

    /// Whether the key that was given signs one of the checkpoints up to a size: only then do the others follow from it.
    pub fn holds(&self, entries: u64) -> bool {
        self.named.iter().any(|(from, key)| *from <= entries && *key == self.given)
    }

    /// The key that signs the checkpoint of a size.
    pub fn at(&self, size: u64) -> &VerifyingKey {
        self.named.iter().rev().find(|(from, _)| *from <= size).map_or(&self.given, |(_, key)| key)
    }

    /// The origin of the journal.
    pub fn origin(&self) -> &str {
        self.given.name()
    }

    /// The checkpoint of a note that somebody holds, signed by the key of its size; beyond the last entry that is the last key
    /// that an entry names, or the one that was given, as nothing here tells who came after.
    pub fn verify(&self, note: &str, entries: u64) -> Result<Checkpoint, SignatureError> {
        let size = Note::parse(note)?.checkpoint()?.entries;
        match self.at(size).verify(note) {
            Err(SignatureError::Absent) if size > entries => self.given.verify(note),
            found => found,
        }
    }
}
