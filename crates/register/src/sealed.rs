//! Sealing: bytes that only the holder of a key can open, which is kept off line.
//!
//! ```text
//! MITHAQO1 | public key of one use, 32 bytes | ChaCha20-Poly1305 of the bytes, its tag last
//! ```
//!
//! The key of the cipher is HMAC-SHA-256 of a domain and both public keys under what X25519 makes of the key of one use and
//! the public key; it is used once, under a nonce of zeros. Chance is a parameter: the secret of one use is 32 bytes that
//! nobody can guess, another for each sealing.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use curve25519_dalek::montgomery::MontgomeryPoint;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What sealed bytes begin with.
const HEAD: &[u8; 8] = b"MITHAQO1";
/// What a file with a key begins with.
const PREFIX: &str = "MITHAQ-OPENING-KEY-1 ";
/// As many bytes as sealing adds.
pub const OVERHEAD: u64 = 8 + 32 + 16;

/// The key that seals. Public.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealingKey([u8; 32]);

/// The key that opens what was sealed. It is in memory only while something is opened.
pub struct OpeningKey([u8; 32]);

/// What went wrong with a key, or with what was sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The file could not be read or written.
    #[error("the opening key {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Others than the owner may read or write the file.
    #[error("the opening key {} is open to others (mode {mode:o}): set its mode to 600", path.display())]
    OpenToOthers {
        /// Which.
        path: PathBuf,
        /// The bits of its mode.
        mode: u32,
    },
    /// The text is not a key.
    #[error("this is no key that seals or opens")]
    NotAKey,
    /// It was not sealed to this key, or was altered since.
    #[error("it was not sealed to this key, or was altered since")]
    NotOpened,
}

impl SealingKey {
    /// Seals bytes, with 32 bytes that nobody can guess and that seal nothing else.
    pub fn seal(&self, bytes: &[u8], once: [u8; 32]) -> Result<Vec<u8>, SealError> {
        let public = MontgomeryPoint::mul_base_clamped(once).0;
        let shared = MontgomeryPoint(self.0).mul_clamped(once).0;
        let sealed = cipher(&shared, &public, &self.0)?.encrypt(&Nonce::from([0; 12]), bytes);
        let sealed = sealed.map_err(|_| SealError::NotOpened)?;
        Ok([HEAD.as_slice(), &public, &sealed].concat())
    }
}

impl OpeningKey {
    /// The key of a seed.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> OpeningKey {
        OpeningKey(seed)
    }

    /// The key that seals to this one.
    #[must_use]
    pub fn sealing(&self) -> SealingKey {
        SealingKey(MontgomeryPoint::mul_base_clamped(self.0).0)
    }

    /// Opens what was sealed to this key.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (public, sealed) =
            sealed.strip_prefix(HEAD).and_then(|rest| rest.split_first_chunk::<32>()).ok_or(SealError::NotOpened)?;
        let shared = MontgomeryPoint(*public).mul_clamped(self.0).0;
        let opened = cipher(&shared, public, &self.sealing().0)?.decrypt(&Nonce::from([0; 12]), sealed);
        opened.map_err(|_| SealError::NotOpened)
    }

    /// Writes the key into a file of mode 600, where none may be, and synced before this returns.
    pub fn create(path: &Path, seed: [u8; 32]) -> Result<OpeningKey, SealError> {
        let failed = |source| SealError::File { path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(failed)?;
        file.write_all(format!("{PREFIX}{}\n", hex(&seed)).as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
        Ok(OpeningKey(seed))
    }

    /// Reads a key from a file that is its owner's alone.
    pub fn read(path: &Path) -> Result<OpeningKey, SealError> {
        let failed = |source| SealError::File { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(failed)?;
        #[cfg(unix)]
        {
            let permissions = file.metadata().map_err(failed)?.permissions();
            let mode = std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777;
            if mode & 0o077 != 0 {
                return Err(SealError::OpenToOthers { path: path.to_owned(), mode });
            }
        }
        let mut text = String::new();
        std::io::Read::by_ref(&mut file).take(1000).read_to_string(&mut text).map_err(failed)?;
        let seed = text.trim_end().strip_prefix(PREFIX).and_then(bytes);
        seed.map(OpeningKey).ok_or(SealError::NotAKey)
    }
}

/// The cipher of one sealing.
fn cipher(shared: &[u8; 32], once: &[u8; 32], to: &[u8; 32]) -> Result<ChaCha20Poly1305, SealError> {
    // A point of small order, which no key that was drawn has, makes nothing of any secret.
    if shared.iter().all(|byte| *byte == 0) {
        return Err(SealError::NotOpened);
    }
    let mut block = [0; 64];
    block[..32].copy_from_slice(shared);
    let mut keyed = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
    for part in [b"mithaq original\0".as_slice(), once, to] {
        keyed.update(part);
    }
    let key: [u8; 32] = keyed.finalize().into_bytes().into();
    Ok(ChaCha20Poly1305::new(&key.into()))
}

/// A secret of one use from a seed and a number: none is that of another number.
#[must_use]
pub fn once(seed: &[u8; 32], number: u64) -> [u8; 32] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(seed);
    let mut keyed = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
    keyed.update(b"mithaq once\0");
    keyed.update(&number.to_be_bytes());
    keyed.finalize().into_bytes().into()
}

impl fmt::Display for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SealingKey {
    type Err = SealError;

    fn from_str(text: &str) -> Result<SealingKey, SealError> {
        bytes(text).map(SealingKey).ok_or(SealError::NotAKey)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    crate::tree::Hash::from_hex(text).map(|hash| hash.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_by_its_key_alone_and_whole() {
        let key = OpeningKey::from_seed([7; 32]);
        let to: SealingKey = key.sealing().to_string().parse().expect("a key");
        for length in [0, 1, 16, 1_000_000] {
            let bytes = vec![42; length];
            let sealed = to.seal(&bytes, once(&[9; 32], length as u64)).expect("sealed");
            assert_eq!(sealed.len() as u64, length as u64 + OVERHEAD);
            assert_eq!(key.open(&sealed).expect("opened"), bytes);
            assert!(OpeningKey::from_seed([8; 32]).open(&sealed).is_err());
            assert!(key.open(&sealed[..sealed.len() - 1]).is_err());
            for place in [0, 8, 39, sealed.len() - 1] {
                let mut altered = sealed.clone();
                altered[place] ^= 1;
                assert!(key.open(&altered).is_err(), "byte {place}");
            }
        }
        let same = to.seal(b"one", once(&[9; 32], 1)).expect("sealed");
        assert_ne!(same, to.seal(b"one", once(&[9; 32], 2)).expect("sealed"));
        assert_ne!(same, to.seal(b"one", once(&[8; 32], 1)).expect("sealed"));
        // To a point of small order nothing is sealed.
        assert!("0".repeat(64).parse::<SealingKey>().expect("32 bytes").seal(b"one", [9; 32]).is_err());
    }

    #[test]
    fn the_agreement_is_x25519() {
        // RFC 7748, 6.1.
        let secret = |text: &str| bytes(text).expect("32 bytes");
        let key = OpeningKey::from_seed(secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        assert_eq!(key.sealing().to_string(), "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        let alice = secret("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        let shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
        assert_eq!(hex(&MontgomeryPoint(alice).mul_clamped(key.0).0), shared);
    }

    #[test]
    fn a_key_in_a_file_is_its_owner_s_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("opening.key");
        let made = OpeningKey::create(&path, [5; 32]).expect("a key");
        assert!(OpeningKey::create(&path, [6; 32]).is_err(), "never replaced");
        assert_eq!(OpeningKey::read(&path).expect("read").sealing(), made.sealing());
        #[cfg(unix)]
        {
            let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
            std::fs::set_permissions(&path, open).expect("a mode");
            assert!(matches!(OpeningKey::read(&path), Err(SealError::OpenToOthers { .. })));
        }
    }
}
