//! A submission that counts: its manifest, and what was withdrawn of it.

use contract::calendar::Date;

use crate::manifest::Manifest;
use crate::store::Position;

/// A manifest, and the hash of the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// The manifest.
    pub manifest: Manifest,
    /// SHA-256 of the manifest file, hexadecimal: through it, of everything it names.
    pub hash: String,
    /// Where it was recorded.
    pub at: Position,
    /// The day on which it was received: that of recording, unless somebody stated another.
    pub received: Date,
    /// Files of it that were withdrawn: the place of each in the manifest, and where that was recorded.
    pub withdrawn: Vec<(usize, Position)>,
}

impl Shelved {
    /// Whether a file of it was withdrawn by a position.
    #[must_use]
    pub fn is_withdrawn(&self, piece: usize, by: Position) -> bool {
        self.withdrawn.iter().any(|(known, at)| *known == piece && *at <= by)
    }

    /// What it says at a position, as one word: its hash, and which of its files were withdrawn by then.
    pub(crate) fn mark(&self, by: Position) -> String {
        let withdrawn = self.withdrawn.iter().filter(|(_, at)| *at <= by).map(|(piece, _)| format!(" -{piece}"));
        std::iter::once(self.hash.clone()).chain(withdrawn).collect()
    }

    /// The files that were withdrawn since it had a mark; nothing where that was the mark of something else.
    pub(crate) fn withdrawn_since(&self, mark: &str) -> Option<Vec<(usize, Position)>> {
        let mut words = mark.split(' ');
        let known: Vec<&str> = words.by_ref().skip(1).collect();
        if !mark.starts_with(&self.hash) || known.len() > self.withdrawn.len() {
            return None;
        }
        let (before, since) = self.withdrawn.split_at(known.len());
        let same = before.iter().zip(known).all(|((piece, _), known)| known == format!("-{piece}"));
        same.then(|| since.to_vec())
    }

    /// Where it was last added to or taken from.
    pub(crate) fn last_changed(&self) -> Position {
        self.withdrawn.iter().map(|(_, at)| *at).fold(self.at, Position::max)
    }
}
