//! The keys that sign, one after the other: `open` names the first, and each rotation, signed by the key that goes, the next.

use crate::note::Checkpoint;
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

    /// The checkpoint of a note that any of the keys has signed.
    pub fn verify(&self, note: &str) -> Result<Checkpoint, SignatureError> {
        let given = self.given.verify(note);
        match given {
            Ok(checkpoint) => Ok(checkpoint),
            Err(fault) => self.named.iter().find_map(|(_, key)| key.verify(note).ok()).ok_or(fault),
        }
    }
}
