//! The tree of RFC 6962 over the leaves of the journal: hashing, growing, and proofs.
//!
//! Only hashes of *complete* subtrees are kept, by level and place; they never change, so that the store is append-only,
//! and any root or proof is made from O(log n) of them. `tree/proof.rs` verifies, without any store.
//!
//! ```text
//! level 2         (2,0)                    complete: leaves 0 to 3
//! level 1     (1,0)     (1,1)    (1,2)
//! level 0   (0,0)(0,1)(0,2)(0,3)(0,4)(0,5)(0,6)      seven leaves; the root is H(H(2,0), H(H(1,2), (0,6)))
//! ```

use std::fmt;

use sha2::{Digest, Sha256};

mod proof;

pub use proof::{verify_consistency, verify_inclusion};

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// A complete subtree: the 2^level leaves from `place` × 2^level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// How many times it was joined: 0 is a leaf.
    pub level: u8,
    /// Which one of its level, from 0.
    pub place: u64,
}

/// Where complete subtrees are read from.
pub type Nodes<'a, E> = &'a mut dyn FnMut(Node) -> Result<Hash, E>;

impl Hash {
    /// 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Reads 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Hash> {
        let digits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let mut hash = [0; 32];
        for (index, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2).filter(|_| digits)?, 16).ok()?;
        }
        Some(Hash(hash))
    }

    /// From the 32 bytes of a hash.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// The root of a tree without leaves.
#[must_use]
pub fn empty() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// The hash of a leaf: SHA-256 of a zero byte and its content.
#[must_use]
pub fn leaf(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// The hash of two subtrees joined: SHA-256 of a one byte and both.
#[must_use]
pub fn join(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// What a leaf adds to a tree of `size` leaves: itself and each subtree that it completes, lowest first.
pub fn append<E>(size: u64, leaf: Hash, nodes: Nodes<'_, E>) -> Result<Vec<(Node, Hash)>, E> {
    let (mut node, mut hash) = (Node { level: 0, place: size }, leaf);
    let mut added = vec![(node, hash)];
    // A subtree at an odd place is the right half of the one above it, whose left half has stood for long.
    while node.place % 2 == 1 {
        let left = nodes(Node { level: node.level, place: node.place - 1 })?;
        node = Node { level: node.level + 1, place: node.place / 2 };
        hash = join(&left, &hash);
        added.push((node, hash));
    }
    Ok(added)
}

/// The root of the first `size` leaves.
pub fn root<E>(size: u64, nodes: Nodes<'_, E>) -> Result<Hash, E> {
    if size == 0 { Ok(empty()) } else { range(0, size, nodes) }
}

/// The proof that leaf `index` (from 0) stands in the tree of `size` leaves. Empty if it does not.
pub fn inclusion<E>(index: u64, size: u64, nodes: Nodes<'_, E>) -> Result<Vec<Hash>, E> {
    let mut proof = Vec::new();
    let (mut low, mut high) = (0, size);
    if index >= size {
        return Ok(proof);
    }
    while high - low > 1 {
        let middle = low + half(high - low);
        if index < middle {
            proof.push(range(middle, high, nodes)?);
            high = middle;
        } else {
            proof.push(range(low, middle, nodes)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `new` leaves begins with that of `old` leaves. Empty if old is 0, or not before new.
pub fn consistency<E>(old: u64, new: u64, nodes: Nodes<'_, E>) -> Result<Vec<Hash>, E> {
    let mut proof = Vec::new();
    if old == 0 || old >= new {
        return Ok(proof);
    }
    let (mut low, mut high, mut whole) = (0, new, true);
    // Goes down to where the old tree ends; what stands beside the road proves the new root, what the road ends at the old.
    while old < high {
        let middle = low + half(high - low);
        if old <= middle {
            proof.push(range(middle, high, nodes)?);
            high = middle;
        } else {
            proof.push(range(low, middle, nodes)?);
            (low, whole) = (middle, false);
        }
    }
    if !whole {
        proof.push(range(low, high, nodes)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The greatest power of two below a size of at least 2.
fn half(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}

/// The hash over the leaves from `low` to before `high`, where `low` is a multiple of the least power of two ≥ the length:
/// every range that a root or a proof needs is one, and its left halves are complete subtrees.
fn range<E>(low: u64, high: u64, nodes: Nodes<'_, E>) -> Result<Hash, E> {
    let length = high - low;
    if length.is_power_of_two() {
        let level = length.trailing_zeros();
        return nodes(Node { level: u8::try_from(level).unwrap_or(u8::MAX), place: low >> level });
    }
    let middle = low + half(length);
    let left = range(low, middle, nodes)?;
    let right = range(middle, high, nodes)?;
    Ok(join(&left, &right))
}
