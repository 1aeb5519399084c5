//! What came of a document's own worked cases, kept by the text, its packs and the engine.
//!
//! ```text
//! <workspace>/results/<contract>/cases       32 bytes of hash over the rest, 32 bytes of key, loads, failed, all
//! ```
//!
//! Cases are most of a text and most of the time that reading it takes, and come out the same as long as text and engine
//! are the same, and the packs that it borrows from: the key is the hash of all. As with all results nothing is trusted: a file that is not what it says, or
//! has another key, is as if it were not there, and the cases are tried again.

use std::fs;
use std::path::{Path, PathBuf};

use contract::check::{Packs, check};
use contract::scenario;
use evidence::private;
use sha2::{Digest, Sha256};

use super::Paper;
use crate::results;

/// The version of the form of this file; it begins every key.
const FORM: &[u8; 8] = b"MITHAQC2";
const FILE: &str = "cases";
const LENGTH: usize = 32 + 32 + 1 + 8 + 8;

/// What came of the cases of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it loads with them: a case may be written wrongly.
    pub loads: bool,
    /// How many come out otherwise than they expect.
    pub failed: usize,
    /// How many there are.
    pub all: usize,
}

impl Verdict {
    /// Tries the cases of a text.
    #[must_use]
    pub fn of(text: &str, packs: &Packs) -> Verdict {
        let Some(contract) = check(text, packs).contract else { return Verdict { loads: false, failed: 0, all: 0 } };
        let failed = contract.scenarios.iter().filter(|one| !scenario::run(&contract, one).is_empty()).count();
        Verdict { loads: true, failed, all: contract.scenarios.len() }
    }
}

/// What came of the cases: what is kept, else what comes out now, which is kept.
#[must_use]
pub fn verdict(workspace: &Path, contract: &str, paper: &Paper) -> Verdict {
    let folder = results::folder(workspace, contract);
    let key = key(&paper.identity());
    if let Some(kept) = fs::read(folder.join(FILE)).ok().and_then(|bytes| decode(&bytes, &key)) {
        return kept;
    }
    let verdict = Verdict::of(&paper.text, &paper.packs);
    // Where nobody may write, the cases are tried every time.
    let _kept = private::folders(&folder).and_then(|()| results::replace(&folder, FILE, &encode(&key, verdict)));
    verdict
}

/// The file of a document's cases, where it is not what was written.
pub(crate) fn altered(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(FILE);
    let bytes = fs::read(&path).ok()?;
    (bytes.len() != LENGTH || !is_whole(&bytes)).then_some(path)
}

/// Whether the rest has the hash that stands before it.
fn is_whole(bytes: &[u8]) -> bool {
    bytes.split_first_chunk::<32>().is_some_and(|(hash, rest)| <[u8; 32]>::from(Sha256::digest(rest)) == *hash)
}

fn key(identity: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(FORM);
    results::part(&mut hasher, env!("ENGINE_SOURCES").as_bytes());
    results::part(&mut hasher, identity.as_bytes());
    hasher.finalize().into()
}

fn encode(key: &[u8; 32], verdict: Verdict) -> Vec<u8> {
    let mut rest = key.to_vec();
    rest.push(u8::from(verdict.loads));
    rest.extend((verdict.failed as u64).to_le_bytes());
    rest.extend((verdict.all as u64).to_le_bytes());
    [Sha256::digest(&rest).as_slice(), &rest].concat()
}

fn decode(bytes: &[u8], key: &[u8; 32]) -> Option<Verdict> {
    if bytes.len() != LENGTH {
        return None;
    }
    let (known, rest) = bytes.get(32..)?.split_first_chunk::<32>()?;
    if !is_whole(bytes) || known != key {
        return None;
    }
    let (loads, rest) = rest.split_first()?;
    let (failed, rest) = rest.split_first_chunk::<8>()?;
    let all = rest.first_chunk::<8>()?;
    let number = |bytes: &[u8; 8]| usize::try_from(u64::from_le_bytes(*bytes)).ok();
    Some(Verdict { loads: *loads == 1, failed: number(failed)?, all: number(all)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_verdict_is_read_back_and_no_other() {
        let verdict = Verdict { loads: true, failed: 2, all: 61 };
        let (key, other) = (key("a text"), key("another"));
        let bytes = encode(&key, verdict);
        assert_eq!(decode(&bytes, &key), Some(verdict));
        assert_eq!(decode(&bytes, &other), None);
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert_eq!(decode(&damaged, &key), None, "byte {place}");
        }
        assert_eq!(decode(&bytes[..LENGTH - 1], &key), None);
    }
}
