//! Keys: the one that signs checkpoints, in a file of its owner alone, and those that verify, as public text.
//!
//! Ed25519 in the forms of `c2sp.org/signed-note`: the text of a verifying key is `name+key id+base64(type, key)`, type 1
//! for a journal or a plain witness, type 4 for a witness that states the time of its cosignature
//! (`c2sp.org/tlog-cosignature`). The seed comes from the caller, who draws it; it is never printed, and the key has no `Debug`.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};

use crate::note::{Checkpoint, Note, NoteError, Signature, is_name};

const PLAIN: u8 = 1;
const COSIGNATURE: u8 = 4;
const PREFIX: &str = "PRIVATE+KEY+";

/// A key that signs. It is in memory only while an act is recorded.
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

/// A key that verifies. Public.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    kind: u8,
    key: ed25519_dalek::VerifyingKey,
}

/// What was wrong with the file or the text of a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file could not be read or written.
    #[error("the signing key {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key is there already; it is never replaced.
    #[error("the signing key {} is there already, and a key is never replaced", .0.display())]
    Exists(PathBuf),
    /// Others than the owner may read or write the file.
    #[error("the signing key {} is open to others (mode {mode:o}): set its mode to 600", path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// The bits of its mode.
        mode: u32,
    },
    /// The text is not a key.
    #[error("this is no key: {0}")]
    Malformed(&'static str),
}

/// Why a note does not stand under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The text is not a note with a checkpoint.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// No line bears this key's name and id.
    #[error("the note bears no signature of this key")]
    Absent,
    /// A line bears them, and the signature is not of this text and key.
    #[error("the signature is not of this text and key")]
    False,
}

fn key_id(name: &str, kind: u8, key: &[u8]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update(b"\n").chain_update([kind]).chain_update(key).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

impl SigningKey {
    /// The key of a seed.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<SigningKey, KeyError> {
        match is_name(name) {
            true => Ok(SigningKey { name: name.to_owned(), key: ed25519_dalek::SigningKey::from_bytes(&seed) }),
            false => Err(KeyError::Malformed("a name has no spaces and no `+`")),
        }
    }

    /// Writes a new key into a file of mode 600, where none may be, and synced before it is given.
    pub fn create(path: &Path, name: &str, seed: [u8; 32]) -> Result<SigningKey, KeyError> {
        let key = SigningKey::from_seed(name, seed)?;
        let failed = |source| KeyError::File { path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(|fault| match fault.kind() {
            std::io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => failed(fault),
        })?;
        let public = key.key.verifying_key();
        let id = hex(&key_id(name, PLAIN, public.as_bytes()));
        let secret = STANDARD.encode([[PLAIN].as_slice(), &seed].concat());
        file.write_all(format!("{PREFIX}{name}+{id}+{secret}\n").as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The name of the file must last too, not only its content.
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(key)
    }

    /// Reads a key from a file that is its owner's alone.
    pub fn open(path: &Path) -> Result<SigningKey, KeyError> {
        let failed = |source| KeyError::File { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(failed)?;
        #[cfg(unix)]
        {
            let permissions = file.metadata().map_err(failed)?.permissions();
            let mode = std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777;
            if mode & 0o077 != 0 {
                return Err(KeyError::Open { path: path.to_owned(), mode });
            }
        }
        let mut text = String::new();
        std::io::Read::by_ref(&mut file).take(1000).read_to_string(&mut text).map_err(failed)?;
        // From the left: a name has no `+`, and base64 may.
        let mut parts = text.trim_end().strip_prefix(PREFIX).unwrap_or_default().splitn(3, '+');
        let (Some(name), Some(id), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed("the file of a signing key has another form"));
        };
        let secret = STANDARD.decode(secret).map_err(|_| KeyError::Malformed("its seed is not base64"))?;
        let seed = secret.strip_prefix(&[PLAIN]).and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        let key = SigningKey::from_seed(name, seed.ok_or(KeyError::Malformed("its seed has not 32 bytes"))?)?;
        match key.verifying().key_id() == id {
            true => Ok(key),
            false => Err(KeyError::Malformed("its id is not that of its seed")),
        }
    }

    /// The key that verifies what this one signs.
    #[must_use]
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey { name: self.name.clone(), kind: PLAIN, key: self.key.verifying_key() }
    }

    /// The signature line for a text.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        let key_id = key_id(&self.name, PLAIN, self.key.verifying_key().as_bytes());
        Signature { name: self.name.clone(), key_id, bytes: self.key.sign(text.as_bytes()).to_bytes().to_vec() }
    }

    /// A checkpoint as a note that this key has signed.
    #[must_use]
    pub fn note(&self, checkpoint: &Checkpoint) -> Note {
        let text = checkpoint.text();
        Note { signatures: vec![self.sign(&text)], text }
    }
}

impl VerifyingKey {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it verifies signatures of the text alone (type 1), as a journal's key does.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.kind == PLAIN
    }

    /// The first four bytes of the hash of name and key, as eight hexadecimal digits.
    #[must_use]
    pub fn key_id(&self) -> String {
        hex(&key_id(&self.name, self.kind, self.key.as_bytes()))
    }

    /// The checkpoint of a note that this key has signed.
    pub fn verify(&self, note: &str) -> Result<Checkpoint, SignatureError> {
        let note = Note::parse(note)?;
        self.verify_note(&note)?;
        Ok(note.checkpoint()?)
    }

    /// Whether one of the signatures of a note is this key's; one that bears its name and id and is false refuses the note.
    pub fn verify_note(&self, note: &Note) -> Result<(), SignatureError> {
        let id = key_id(&self.name, self.kind, self.key.as_bytes());
        let mut found = Err(SignatureError::Absent);
        for line in note.signatures.iter().filter(|line| line.name == self.name && line.key_id == id) {
            if !self.signed(&note.text, &line.bytes) {
                return Err(SignatureError::False);
            }
            found = Ok(());
        }
        found
    }

    fn signed(&self, text: &str, bytes: &[u8]) -> bool {
        let (message, signature) = match self.kind {
            PLAIN => (text.to_owned(), bytes),
            _ => {
                let Some((time, signature)) = bytes.split_first_chunk::<8>() else { return false };
                (format!("cosignature/v1\ntime {}\n{text}", u64::from_be_bytes(*time)), signature)
            }
        };
        let signature = ed25519_dalek::Signature::from_slice(signature);
        // Strictly: neither the key nor the point of the signature may be of small order, under which one signature fits many
        // texts; `docs/journal.md` says it for verifiers elsewhere.
        signature.is_ok_and(|signature| self.key.verify_strict(message.as_bytes(), &signature).is_ok())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([[self.kind].as_slice(), self.key.as_bytes()].concat());
        write!(f, "{}+{}+{key}", self.name, self.key_id())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<VerifyingKey, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (name, id, encoded) = (parts.next(), parts.next(), parts.next());
        let (Some(name), Some(id), Some(encoded)) = (name.filter(|name| is_name(name)), id, encoded) else {
            return Err(KeyError::Malformed("a verifying key is name+id+key"));
        };
        let bytes = STANDARD.decode(encoded).map_err(|_| KeyError::Malformed("it is not base64"))?;
        let (kind, key) = bytes.split_first().ok_or(KeyError::Malformed("it is empty"))?;
        if ![PLAIN, COSIGNATURE].contains(kind) {
            return Err(KeyError::Malformed("a kind of key that this version does not know"));
        }
        let bytes = <[u8; 32]>::try_from(key).ok();
        let key = bytes.and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok());
        // One spelling of a point, and none of small order.
        let key = key.filter(|key| !key.is_weak() && Some(key.to_edwards().compress().to_bytes()) == bytes);
        let key = key.ok_or(KeyError::Malformed("no point of the curve that may be a key"))?;
        let key = VerifyingKey { name: name.to_owned(), kind: *kind, key };
        if key.key_id() == id { Ok(key) } else { Err(KeyError::Malformed("its id is not that of its name and key")) }
    }
}
