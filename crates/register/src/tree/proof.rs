//! Verifies proofs from themselves, as RFC 9162 (2.1.3.2 and 2.1.4.2) describes it for the same tree. No store is asked.

use super::{Hash, join};

/// Whether the proof shows that `leaf` is leaf `index` (from 0) of the tree of `size` leaves with this root.
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for beside in proof {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            hash = join(beside, &hash);
            // At the right edge levels are skipped at which nothing stands beside.
            while place.is_multiple_of(2) && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = join(&hash, beside);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the proof shows that the tree of `new` leaves with `new_root` begins with that of `old` leaves and `old_root`.
#[must_use]
pub fn verify_consistency(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 || old > new {
        return old == 0 && proof.is_empty() && *old_root == super::empty();
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    // A whole old tree is a subtree of the new one, and its root is not repeated in the proof.
    let seeded = [*old_root];
    let mut path = if old.is_power_of_two() { seeded.iter().chain(proof) } else { [].iter().chain(proof) };
    let (mut place, mut last) = (old - 1, new - 1);
    while place % 2 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let Some(first) = path.next() else { return false };
    let (mut before, mut after) = (*first, *first);
    for beside in path {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            (before, after) = (join(beside, &before), join(beside, &after));
            while place.is_multiple_of(2) && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            after = join(&after, beside);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && before == *old_root && after == *new_root
}
