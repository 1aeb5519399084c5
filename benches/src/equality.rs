//! Whether a peer came to the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::contestant::{Told, Total};
use crate::record::Equality;

/// Holds a peer's totals against ours.
#[must_use]
pub fn compared(peer: &str, ours: &Told, theirs: &Told, keys: Option<Told>, of: &dyn Fn(&Total) -> bool) -> Equality {
    let by_key = |told: &Told| -> BTreeMap<(String, String, String), (u64, i128)> {
        let totals = told.totals.iter().filter(|total| of(total)).cloned();
        totals.map(|total| ((total.operator, total.clause, total.status), (total.keys, total.due_centimes))).collect()
    };
    let (ours, of_peer) = (by_key(ours), by_key(theirs));
    let all: BTreeSet<_> = ours.keys().chain(of_peer.keys()).collect();
    let different = all.iter().filter(|key| ours.get(**key) != of_peer.get(**key)).count();
    Equality {
        peer: peer.to_owned(),
        totals: all.len() as u64,
        totals_different: different as u64,
        keys: keys.as_ref().map(|keys| keys.compared),
        keys_different: keys.map_or(0, |keys| keys.different),
    }
}
