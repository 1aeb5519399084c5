//! The files of one slot in the order in which they came, and which of them are in force on a day.

use std::sync::Arc;

use super::{InForce, Shelved};
use crate::manifest::{Slot, StoredPiece};
use crate::store::Position;

/// One accepted file for a slot.
#[derive(Debug)]
pub(in crate::store) struct Version {
    /// The submission it came in.
    pub(super) shelved: Arc<Shelved>,
    pub(super) piece: usize,
    /// Where its rows lie: elsewhere, for a file received again.
    pub(super) rows: (Arc<Shelved>, usize),
}

impl Version {
    /// The order in which versions follow each other: the day received, then the order of deliveries on that day.
    pub(super) fn rank(&self) -> (Position, u32, u32, &str, usize) {
        let manifest = &self.shelved.manifest;
        let same_day = manifest.pieces[self.piece].same_day;
        (self.shelved.at, manifest.serial, same_day, &manifest.submission, self.piece)
    }

    pub(in crate::store) fn at(&self) -> Position {
        self.shelved.at
    }

    /// Where it was withdrawn.
    fn withdrawn(&self) -> Option<Position> {
        self.shelved.withdrawn.iter().find(|(piece, _)| *piece == self.piece).map(|(_, at)| *at)
    }

    /// Whether it is known on a day, and not withdrawn.
    pub(super) fn stands(&self, day: Position) -> bool {
        self.at() <= day && self.withdrawn().is_none_or(|withdrawn| withdrawn > day)
    }

    fn adds(&self) -> bool {
        self.shelved.manifest.pieces[self.piece].adds
    }

    /// The days on which what counts may change by it.
    pub(in crate::store) fn days(&self) -> impl Iterator<Item = Position> + use<> {
        std::iter::once(self.at()).chain(self.withdrawn())
    }

    /// Its rows in the slot, wherever they lie.
    pub(in crate::store) fn held(&self, slot: &Slot) -> InForce {
        let (shelved, piece) = &self.rows;
        InForce { shelved: Arc::clone(shelved), piece: *piece, slot: slot.clone() }
    }

    fn content(&self) -> &StoredPiece {
        &self.rows.0.manifest.pieces[self.rows.1]
    }
}

/// The files in force on a day: from the last that replaced what was before it, with those that were added since. A file
/// that is there already adds nothing; one that was withdrawn is as if it had not come, and what it replaced counts again.
pub(super) fn current(slot: &Slot, versions: &[Version], day: Position) -> Vec<InForce> {
    let known: Vec<&Version> = versions.iter().filter(|version| version.stands(day)).collect();
    let first = known.iter().rposition(|version| !version.adds()).unwrap_or(0);
    let mut current: Vec<&Version> = Vec::new();
    for version in known.into_iter().skip(first) {
        let same = |other: &&Version| {
            let (one, other) = (version.content(), other.content());
            std::ptr::eq(one, other) || (!one.part && one.sha256 == other.sha256)
        };
        if !current.iter().any(same) {
            current.push(version);
        }
    }
    current.into_iter().map(|version| version.held(slot)).collect()
}
