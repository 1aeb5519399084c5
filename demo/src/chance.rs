//! Chance that can be repeated: a seeded sequence of integers, one stream for each purpose.
//!
//! Not for keys or secrets. The sequence is a published one (xorshift), so the same seed writes the same bytes on every
//! machine and with every version of this crate.

use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;

/// One stream of chance.
pub(crate) struct Chance(XorShiftRng);

impl Chance {
    /// The stream of that number under the seed. Streams do not influence each other.
    pub(crate) fn new(seed: u64, stream: u64) -> Chance {
        let mixed = seed.rotate_left(32) ^ stream.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Chance(XorShiftRng::seed_from_u64(mixed))
    }

    /// A whole number below `bound`; 0 when the bound is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        // The high half of a product: no modulo bias worth the name for bounds this small.
        let product = u64::from(self.0.next_u32()) * u64::from(bound);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// A whole number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = last.saturating_sub(first).max(0).unsigned_abs();
        first.saturating_add_unsigned(self.below(span.saturating_add(1)))
    }

    /// True `share` times in a thousand.
    pub(crate) fn per_mille(&mut self, share: u32) -> bool {
        self.below(1000) < share
    }

    /// One of the items (at least one), each as likely as its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(u32, T)]) -> T {
        let mut drawn = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            if drawn < *weight {
                return *item;
            }
            drawn -= weight;
        }
        items[0].1
    }

    /// A random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
            items.swap(last, usize::try_from(other).unwrap_or(0));
        }
    }
}
