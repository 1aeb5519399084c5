//! A checkpoint that is newer than the journal: an older copy was brought back, and until somebody says what was lost, nothing
//! is recorded. Going on without a word would make two journals under one key.

use std::fs;
use std::io::ErrorKind;

use evidence::private;
use register::note::Note;
use register::tables::LOST;

use super::{Workspace, WorkspaceError, at};

/// The file with the note of that checkpoint.
pub(super) const FILE: &str = "newer.checkpoint";

/// Entries of which somebody holds a checkpoint, and which are not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The first of them: the number of the next entry.
    pub from: u64,
    /// The last one of which anybody knows.
    pub to: u64,
    /// The note of the checkpoint over all of them.
    pub note: String,
}

impl Workspace {
    /// What was lost and is not said so yet.
    ///
    /// # Errors
    /// The file or the journal cannot be read.
    pub fn newer(&self) -> Result<Option<Newer>, WorkspaceError> {
        let path = self.root.join(FILE);
        let note = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.map_err(at(&path))?,
        };
        let invalid = |_| at(&path)(ErrorKind::InvalidData.into());
        let signed = Note::parse(&note).and_then(|note| note.checkpoint()).map_err(invalid)?;
        let (root, to) = (signed.root.hex(), signed.entries.to_string());
        let said = !self.journal.rows(&LOST, None, &[("last", &to), ("root", &root)])?.is_empty();
        let from = self.journal.head()?.entries + 1;
        Ok((!said).then_some(Newer { from, to: signed.entries, note }))
    }

    /// It was said: the file has served.
    pub(crate) fn said_lost(&self) -> Result<(), WorkspaceError> {
        let path = self.root.join(FILE);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(at(&path)(error)),
            _ => private::settle(&self.root).map_err(at(&self.root)),
        }
    }
}
