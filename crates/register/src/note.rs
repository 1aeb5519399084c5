//! Checkpoints and signed notes in the public text forms `c2sp.org/signed-note` and `c2sp.org/tlog-checkpoint`, so that
//! witness software that exists can read and cosign them. Who signs, and whether a signature is good, `signing` says.
//!
//! ```text
//! mithaq/2f6c…                                     the origin: which journal
//! 1482                                             how many entries
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     the root over them
//!                                                  an empty line; before it extension lines may stand
//! — mithaq/2f6c… Az3grlgtzPICa5OS8…                a line for each signature
//! ```

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::entry::count;
use crate::tree::Hash;

/// How many bytes a note may have, whoever wrote it.
pub const NOTE_BYTES_MAX: usize = 100_000;

/// How many signatures a note may bear.
pub const SIGNATURES_MAX: usize = 100;

/// What a journal was at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which journal: `mithaq/` and the id of the workspace.
    pub origin: String,
    /// How many entries.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Lines after the root, none of them empty: what a journal that was restored says of the one it goes on from.
    pub extensions: Vec<String>,
}

/// A text and the signatures under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is signed, ending in a line feed.
    pub text: String,
    /// The signatures, in the order of their lines.
    pub signatures: Vec<Signature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The first four bytes of a hash of name and key.
    pub key_id: [u8; 4],
    /// The bytes of the signature, whose meaning the kind of the key decides.
    pub bytes: Vec<u8>,
}

/// Why a text is no note, or no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text is not a signed note.
    #[error("not a signed note: {0}")]
    Note(&'static str),
    /// The signed text is not a checkpoint.
    #[error("not a checkpoint: {0}")]
    Checkpoint(&'static str),
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.entries, STANDARD.encode(self.root.0));
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Reads the text of a checkpoint, which must be written as [`Checkpoint::text`] writes it.
    pub fn parse(text: &str) -> Result<Checkpoint, NoteError> {
        let fault = NoteError::Checkpoint;
        let lines = text.strip_suffix('\n').ok_or(fault("it does not end in a line feed"))?;
        let mut lines = lines.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(fault("no origin"))?;
        let entries = lines.next().and_then(count).ok_or(fault("no count of entries"))?;
        let root = lines.next().and_then(|line| STANDARD.decode(line).ok());
        let root = root.and_then(|root| Hash::from_bytes(&root)).ok_or(fault("no root"))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(fault("an empty line"));
        }
        let checkpoint = Checkpoint { origin: origin.to_owned(), entries, root, extensions };
        if checkpoint.text() == text {
            Ok(checkpoint)
        } else {
            Err(fault("written in another way than the form allows"))
        }
    }
}

/// The line by which every checkpoint after it says that entries were lost, and what was signed over them.
#[must_use]
pub fn lost_line(first: u64, last: u64, root: &Hash) -> String {
    format!("lost from {first} to {last} {}", STANDARD.encode(root.0))
}

/// Whether a line is one that says that entries were lost.
#[must_use]
pub fn is_lost_line(line: &str) -> bool {
    let parts = line.strip_prefix("lost from ").and_then(|rest| rest.split_once(" to "));
    let Some((first, (last, root))) = parts.and_then(|(first, rest)| Some((first, rest.split_once(' ')?))) else {
        return false;
    };
    let read = STANDARD.decode(root).ok().and_then(|root| Hash::from_bytes(&root));
    match (count(first), count(last), read) {
        (Some(first), Some(last), Some(root)) => first > 0 && last > 0 && lost_line(first, last, &root) == line,
        _ => false,
    }
}

impl Note {
    /// Reads a signed note.
    pub fn parse(note: &str) -> Result<Note, NoteError> {
        let fault = NoteError::Note;
        if note.len() > NOTE_BYTES_MAX {
            return Err(fault("too long"));
        }
        if note.chars().any(|character| character < ' ' && character != '\n') {
            return Err(fault("a control character"));
        }
        // The last empty line parts text and signatures: a text may itself have empty lines.
        let at = note.rfind("\n\n").ok_or(fault("no empty line before the signatures"))?;
        let (text, lines) = (&note[..=at], &note[at + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(fault("it does not end in a line feed"))?;
        let signatures: Option<Vec<Signature>> = lines.split('\n').map(Signature::parse).collect();
        let signatures = signatures.ok_or(fault("a line that is no signature"))?;
        match signatures.len() > SIGNATURES_MAX {
            true => Err(fault("too many signatures")),
            false => Ok(Note { text: text.to_owned(), signatures }),
        }
    }

    /// The checkpoint that is signed.
    pub fn checkpoint(&self) -> Result<Checkpoint, NoteError> {
        Checkpoint::parse(&self.text)
    }
}

impl Signature {
    fn parse(line: &str) -> Option<Signature> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        let decoded = STANDARD.decode(encoded).ok()?;
        let (key_id, bytes) = decoded.split_first_chunk::<4>()?;
        let whole = is_name(name) && !bytes.is_empty();
        whole.then(|| Signature { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let bytes = [signature.key_id.as_slice(), &signature.bytes].concat();
            writeln!(f, "— {} {}", signature.name, STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}

/// Whether a text can name a key: not empty, no spaces, no `+`.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let plain = |character: char| !character.is_whitespace() && !character.is_control() && character != '+';
    !name.is_empty() && name.len() <= 200 && name.chars().all(plain)
}
