//! Worked cases: the facts beside a clause, and what must come out of them.
//!
//! Reading a scenario from its block is the checker's part.

use crate::identity::Pseudonym;

/// The pseudonym of a person whom a scenario calls by a letter or a word; order is kept for words of up to 16 bytes.
#[must_use]
pub fn person(name: &str) -> Pseudonym {
    let mut bytes = [0u8; 16];
    for (place, byte) in name.bytes().enumerate() {
        let slot = if place < 16 { place } else { 8 + place % 8 };
        bytes[slot] = if place < 16 { byte } else { bytes[slot].wrapping_mul(31).wrapping_add(byte) };
    }
    Pseudonym::from_bytes(bytes)
}
