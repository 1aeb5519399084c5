//! Numbers named together with more than one other: found in the national list, without holding it.

use std::collections::BTreeSet;

use contract::identity::Pseudonym;
use rayon::prelude::*;

use super::super::links::Links;
use super::super::{Position, Store, StoreError};
use super::changes::add_changed;
use super::names::{Said, Seen, halves};

impl Store {
    /// The links among the numbers that files in force name together with more than one other, and among those whom these
    /// are named together with: every contradiction is among them. Nothing where there is no list for that day.
    pub(in crate::store) fn crossed(&self, as_known_on: Position) -> Result<Option<Links>, StoreError> {
        let current = self.editions()?;
        let Some((_, changes)) = &current.0 else { return Ok(None) };
        let Some((index, _)) = current.0.as_ref().filter(|_| as_known_on >= changes.known_from) else {
            return Ok(None);
        };
        let seen = Seen::open(self.root(), &index.names)?;
        let crossed = (0..seen.sections()).into_par_iter().map(|section| seen.crossed(section));
        let mut waiting: Vec<Pseudonym> = crossed.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        waiting.extend(changes.said().keys().flat_map(halves));
        let mut met: BTreeSet<Pseudonym> = waiting.iter().copied().collect();
        let mut all = Said::new();
        while !waiting.is_empty() {
            let asked = std::mem::take(&mut waiting);
            for (sighting, times) in seen.with_each(&asked)?.into_iter().flatten() {
                waiting.extend(halves(&sighting).filter(|half| met.insert(*half)));
                all.insert(sighting, times);
            }
        }
        add_changed(&mut all, changes.said());
        Ok(Some(Links::of(all.keys())))
    }
}
