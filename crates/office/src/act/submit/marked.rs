//! Files as they lie before whoever hands them in, for a copy in which what was found is marked. Only the files are looked at, and
//! nothing of them is kept.

pub use evidence::read::Laid;

use crate::workspace::{Workspace, contents};

/// A file as it lies.
pub struct LaidFile<'f> {
    /// Its name as it was handed in.
    pub name: &'f str,
    /// The hash of its bytes, as reports give it.
    pub sha256: String,
    /// Its sheets and columns.
    pub laid: Laid,
}

/// Those of the files that are tables of a known kind.
#[must_use]
pub fn laid<'f>(workspace: &Workspace, files: &'f [(String, Vec<u8>)]) -> Vec<LaidFile<'f>> {
    let tables = workspace.store.tables();
    let one = |(name, bytes): &'f (String, Vec<u8>)| {
        let laid = evidence::read::laid(&tables, bytes)?;
        Some(LaidFile { name, sha256: contents::sha256(bytes), laid })
    };
    files.iter().filter_map(one).collect()
}
