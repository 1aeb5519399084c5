//! Official numbers that contradict each other: a CNSS number with two cards, a card with two CNSS numbers.
//!
//! Such a link joins nobody (see `links`): two persons never melt into one. Whom it concerns, and who said so since when, is
//! told here, by pseudonym.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::calendar::Date;
use contract::identity::{OperatorId, Pseudonym};
use rayon::prelude::*;

use super::links::Links;
use super::{Store, StoreError, locked};
use crate::pseudonym::Sighting;

/// A CNSS number and a card that files named together, though one of them was known with another before.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Contradiction {
    /// The person known by the CNSS number.
    pub by_number: Pseudonym,
    /// The person known by the card.
    pub by_card: Pseudonym,
    /// Whether the CNSS number was known with another card.
    pub number_taken: bool,
    /// Whether the card was known with another CNSS number.
    pub card_taken: bool,
    /// Who named the two together, and since when.
    pub named_by: Vec<(OperatorId, Date)>,
}

impl Store {
    /// Numbers that contradict each other, as known on a day, in order of the day on which that became known.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn contradictions(&self, as_known_on: Date) -> Result<Vec<Contradiction>, StoreError> {
        let links = match self.crossed()? {
            Some(crossed) => Arc::new(Links::known_on(as_known_on, crossed.iter())),
            None => self.links(as_known_on)?,
        };
        let conflicts: BTreeSet<Sighting> = links.conflicts().iter().copied().collect();
        if conflicts.is_empty() {
            return Ok(Vec::new());
        }
        let named = |operator: OperatorId| {
            let shelf = self.shelf_unread(&operator);
            let mut named = locked(&shelf).named_among(&conflicts)?;
            named.retain(|(_, since)| *since <= as_known_on);
            Ok(named.into_iter().map(|(sighting, since)| (sighting, operator.clone(), since)).collect())
        };
        let all = self.every_operator()?.into_par_iter().with_max_len(1).map(named);
        let mut named_by: BTreeMap<Sighting, Vec<(OperatorId, Date)>> = BTreeMap::new();
        for (sighting, operator, since) in all.collect::<Result<Vec<Vec<_>>, StoreError>>()?.into_iter().flatten() {
            named_by.entry(sighting).or_default().push((operator, since));
        }
        let halves = conflicts.iter().flat_map(|sighting| [sighting.cnss, sighting.cin]).flatten();
        let linked = links.linked(&halves.collect());
        let told = links.conflicts().iter().filter_map(|sighting| {
            let (cnss, cin) = (sighting.cnss?, sighting.cin?);
            Some(Contradiction {
                by_number: links.person(cnss),
                by_card: links.person(cin),
                number_taken: linked.contains(&cnss),
                card_taken: linked.contains(&cin),
                named_by: named_by.get(sighting).cloned().unwrap_or_default(),
            })
        });
        Ok(told.collect())
    }
}
