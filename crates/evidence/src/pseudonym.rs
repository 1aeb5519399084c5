//! Keyed hashes of official numbers, and the pseudonyms under which persons are known.
//!
//! An official number enters here, normalised, and a hash leaves under which whoever knows is asked for the person's
//! [`Pseudonym`] (`crate::numbers`). The key is a file apart from the store: without it nobody comes to a hash by trying
//! all numbers. Which pseudonyms are one person is the matter of `crate::store`.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use contract::identity::Pseudonym;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::piece::RawPerson;

mod reference;

/// The number that stands for occasional labour in CNSS files: not a person.
pub const OCCASIONAL_LABOUR: &str = "999999999";

/// The scheme of CNSS registrations.
pub const CNSS: &str = "cnss";
/// The scheme of identity cards.
pub const CIN: &str = "cin";

/// The secret under which numbers are hashed. Deliberately without `Debug`, `Display`, `Serialize` or `PartialEq`.
#[derive(Clone)]
pub struct Key {
    keyed: Hmac<Sha256>,
}

/// Why a key file was not created or not used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file could not be created, written or read.
    #[error("key file {path}: {source}")]
    File {
        /// The key file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system gave no random bytes.
    #[error("no random bytes from the system: {0}")]
    NoChance(getrandom::Error),
    /// The file does not hold 64 hexadecimal digits.
    #[error("key file {0} does not hold 64 hexadecimal digits")]
    NotAKey(PathBuf),
    /// Other users of the machine may read or write the file.
    #[error("key file {path} is open to other users (mode {mode:03o}); give it mode 600")]
    OpenToOthers {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
}

/// What tells a key from others, and is no secret: it stands in the store and on receipts.
///
/// It is the keyed hash of nothing, in a domain that no number has. Who has it cannot have the key: from an HMAC nobody
/// goes back to its key but by trying keys, and of those there are as many as 256 throws of a coin give. Nor does it help
/// with pseudonyms, which are hashes of other texts under that key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a row says about who it is, as pseudonyms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sighting {
    /// From the number that says who it is.
    pub number: Option<Pseudonym>,
    /// From the number of a card, which stands in for it.
    pub card: Option<Pseudonym>,
}

impl Sighting {
    /// Whether two rows give one number or one card.
    #[must_use]
    pub(crate) fn shares(&self, other: &Sighting) -> bool {
        let same = |one: Option<Pseudonym>, other: Option<Pseudonym>| one.is_some() && one == other;
        same(self.number, other.number) || same(self.card, other.card)
    }
}

impl Key {
    /// Creates a key file with 32 random bytes, readable by its owner only. An existing file is never replaced: with it
    /// would go the way from new submissions to old ones.
    pub fn create(path: &Path) -> Result<Key, KeyError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(KeyError::NoChance)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = format!("{}\n", hexadecimal(&secret));
        options
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|source| KeyError::File { path: path.to_owned(), source })?;
        Ok(Key::from_bytes(secret))
    }

    /// Reads a key file; refused when other users may read it.
    pub fn open(path: &Path) -> Result<Key, KeyError> {
        let failed = |source| KeyError::File { path: path.to_owned(), source };
        let mut file = std::fs::File::open(path).map_err(failed)?;
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().map_err(failed)?.permissions()) & 0o777;
            if mode & 0o077 != 0 {
                return Err(KeyError::OpenToOthers { path: path.to_owned(), mode });
            }
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        secret_bytes(text.trim()).map(Key::from_bytes).ok_or_else(|| KeyError::NotAKey(path.to_owned()))
    }

    /// A key from its bytes: for tests and for generated data, where the seed gives it.
    #[must_use]
    pub fn from_bytes(secret: [u8; 32]) -> Key {
        // HMAC fills a key shorter than a block of 64 bytes with zeros.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&secret);
        Key { keyed: Hmac::new(&block.into()) }
    }

    /// What workspaces of before have for a person's numbers: the hashes themselves.
    #[must_use]
    pub fn sighting(&self, person: &RawPerson) -> Sighting {
        Sighting {
            number: person.number.as_deref().map(|number| self.hash_of(person.schemes.number, number)),
            card: person.card.as_deref().map(|number| self.hash_of(person.schemes.card, number)),
        }
    }

    /// The keyed hash under which a person is asked for who is named by an official number of a scheme.
    #[must_use]
    pub fn person(&self, scheme: &str, number: &str) -> [u8; 32] {
        self.person_of(self.hash_of(scheme, number))
    }

    /// The same, for the number that a person had before there was a vault: so that everybody stays who he is.
    #[must_use]
    pub fn person_of(&self, former: Pseudonym) -> [u8; 32] {
        let mut keyed = self.keyed.clone();
        keyed.update(b"vault:person:");
        keyed.update(&former.to_bytes());
        keyed.finalize().into_bytes().into()
    }

    /// 32 bytes that nobody can guess who has not the key, other ones after other bytes: chance of fictitious workspaces, which
    /// is the same whenever the same is done.
    #[must_use]
    pub fn chance_after(&self, bytes: &[u8]) -> [u8; 32] {
        let mut keyed = self.keyed.clone();
        keyed.update(b"chance:");
        keyed.update(bytes);
        keyed.finalize().into_bytes().into()
    }

    /// The keyed hash of what is sealed, in a domain that no number has; parts hold no NUL.
    pub(crate) fn sealed(&self, parts: &[&str]) -> [u8; 32] {
        let mut keyed = self.keyed.clone();
        keyed.update(b"sealed:");
        for part in parts {
            keyed.update(part.as_bytes());
            keyed.update(&[0]);
        }
        keyed.finalize().into_bytes().into()
    }

    /// The keyed hash under which the vault knows an official number of a scheme; the same number, written with other spaces
    /// or small letters, has the same one. It is no pseudonym, and leads to none.
    #[must_use]
    pub fn keyed(&self, scheme: &str, number: &str) -> [u8; 32] {
        let mut keyed = self.keyed.clone();
        for part in ["vault:", scheme, ":"] {
            keyed.update(part.as_bytes());
        }
        let letters = number.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase);
        keyed.update(letters.collect::<String>().as_bytes());
        keyed.finalize().into_bytes().into()
    }

    /// What tells this key from others.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(hexadecimal(&self.hash_of("key", "").to_bytes()))
    }

    /// The hash of an official number of a scheme.
    pub(crate) fn hash_of(&self, scheme: &str, number: &str) -> Pseudonym {
        let mut keyed = self.keyed.clone();
        keyed.update(scheme.as_bytes());
        keyed.update(b":");
        for byte in number.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
            keyed.update(&[byte.to_ascii_uppercase()]);
        }
        let hash = keyed.finalize().into_bytes();
        let mut first = [0; 16];
        first.copy_from_slice(&hash[..16]);
        Pseudonym::from_bytes(first)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

fn secret_bytes(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut secret = [0; 32];
    for (place, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(secret)
}
