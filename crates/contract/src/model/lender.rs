//! What a document read of the packs that it borrows from: which packs, by the hash of their text, and which of their names.

use std::collections::BTreeSet;

use crate::document::BlockKind;
use crate::source::Span;

/// A name of a pack: the kind of its block, and its identifier there.
pub type Lent = (BlockKind, String);

/// A pack that a document borrows from, by its own `uses` or by that of a pack that it uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lender {
    /// Identifier of the pack.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text, hexadecimal.
    pub sha256: String,
    /// Every name that it lends.
    pub lends: BTreeSet<Lent>,
    /// The names that an answer of the document may rest on.
    pub used: BTreeSet<Lent>,
    /// SHA-256, hexadecimal, of the blocks that bear the names used: what is signed with the document.
    pub used_sha256: String,
    /// Where the document names it.
    pub span: Span,
}
