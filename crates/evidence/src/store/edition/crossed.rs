//! Numbers named together with more than one other: found in the national list, without holding it.

use std::collections::BTreeSet;

use contract::identity::Pseudonym;
use rayon::prelude::*;

use super::super::links::Sightings;
use super::super::{Store, StoreError};
use super::names::{Seen, halves};

impl Store {
    /// Everything said of the numbers that were ever named together with more than one other, and of those whom these were
    /// named together with: whatever contradicts something is among it. Nothing where there is no list.
    pub(in crate::store) fn crossed(&self) -> Result<Option<Sightings>, StoreError> {
        let current = self.editions()?;
        let Some((index, changes)) = &current.0 else { return Ok(None) };
        let seen = Seen::open(self.root(), &index.names)?;
        let crossed = (0..seen.sections()).into_par_iter().map(|section| seen.crossed(section));
        let mut waiting: Vec<Pseudonym> = crossed.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        waiting.extend(changes.said().keys().flat_map(halves));
        let mut met: BTreeSet<Pseudonym> = waiting.iter().copied().collect();
        let mut all = changes.said().clone();
        while !waiting.is_empty() {
            let asked = std::mem::take(&mut waiting);
            for (sighting, received) in seen.with_each(&asked)?.into_iter().flatten() {
                waiting.extend(halves(&sighting).filter(|half| met.insert(*half)));
                let first = all.entry(sighting).or_insert(received);
                *first = (*first).min(received);
            }
        }
        Ok(Some(all))
    }
}
