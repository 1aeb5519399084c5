//! The keys that sign, one after the other: `open` names the first, and each rotation, signed by the key that goes, the next.

use crate::note::{Checkpoint, Note, lost_line};
use crate::signing::{SignatureError, VerifyingKey};
use crate::tree::Hash;

/// Keys with the size of the first checkpoint that each signs.
pub struct Keys {
    given: VerifyingKey,
    named: Vec<(u64, VerifyingKey)>,
    lost: Vec<Lost>,
}

/// Entries that were lost, as an entry says.
struct Lost {
    /// The entry.
    entry: u64,
    /// How many entries there were once.
    entries: u64,
    /// The root that was signed over them.
    root: Hash,
}

impl Keys {
    /// Until an entry names one, the key that was given.
    pub fn new(given: &VerifyingKey) -> Keys {
        Keys { given: given.clone(), named: Vec::new(), lost: Vec::new() }
    }

    /// From this size on another key signs.
    pub fn name(&mut self, from: u64, key: VerifyingKey) {
        self.named.push((from, key));
    }

    /// Entries were lost, an entry says; whether the key that signs it has signed what is left of them.
    pub fn lose(&mut self, entry: u64, checkpoint: &str) -> bool {
        let signed = self.at(entry).verify(checkpoint).ok().filter(|signed| signed.origin == self.origin());
        if let Some(Checkpoint { entries, root, .. }) = &signed {
            self.lost.push(Lost { entry, entries: *entries, root: *root });
        }
        signed.is_some()
    }

    /// Whether a checkpoint is what an entry says was lost.
    pub fn is_lost(&self, checkpoint: &Checkpoint) -> bool {
        self.lost.iter().any(|lost| lost.entries == checkpoint.entries && lost.root == checkpoint.root)
    }

    /// The checkpoint of a size, with the lines that say what was lost before.
    pub fn checkpoint(&self, entries: u64, root: Hash) -> Checkpoint {
        let lost = self.lost.iter().filter(|lost| lost.entry <= entries);
        let extensions = lost.map(|lost| lost_line(lost.entry, lost.entries, &lost.root)).collect();
        Checkpoint { origin: self.origin().to_owned(), entries, root, extensions }
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
