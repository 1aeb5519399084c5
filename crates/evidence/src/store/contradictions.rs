//! Official numbers that contradict each other: a CNSS number with two cards, a card with two CNSS numbers.
//!
//! While files in force say so, nobody can tell who the persons are (see `links`): nothing of them is evaluated. Whom it
//! concerns, and which lines say it, is told here, by pseudonym.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Date;
use contract::facts::Origin;
use contract::identity::{OperatorId, Pseudonym};
use rayon::prelude::*;

use super::{Position, Store, StoreError, locked};
use crate::pseudonym::Sighting;

/// A CNSS number and a card that files in force name together, though one of them stands with another too.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Contradiction {
    /// The person known by the CNSS number.
    pub by_number: Pseudonym,
    /// The person known by the card.
    pub by_card: Pseudonym,
    /// Whether the CNSS number stands with another card.
    pub number_taken: bool,
    /// Whether the card stands with another CNSS number.
    pub card_taken: bool,
    /// Who names the two together, and since when.
    pub named_by: Vec<(OperatorId, Date)>,
    /// The first line that does so in each file, by operator.
    pub files: Vec<(OperatorId, Origin)>,
}

/// Who says it since when, and the lines.
type Said = (Vec<(OperatorId, Date)>, Vec<(OperatorId, Origin)>);

impl Store {
    /// Numbers that contradict each other, as known on a day, in order of the day since which it is said, of operator and
    /// line.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn contradictions(&self, as_known_on: impl Into<Position>) -> Result<Vec<Contradiction>, StoreError> {
        let as_known_on = as_known_on.into();
        let conflicts: BTreeSet<Sighting> = match self.crossed(as_known_on)? {
            Some(links) => links.conflicts().clone(),
            None => self.links(as_known_on)?.conflicts().clone(),
        };
        if conflicts.is_empty() {
            return Ok(Vec::new());
        }
        let named = |operator: OperatorId| {
            let shelf = self.shelf_unread(&operator);
            let mut shelf = locked(&shelf);
            let mut since = Vec::new();
            for (sighting, spans) in shelf.named_among(&conflicts)? {
                let span = spans.iter().find(|span| span.contains(as_known_on));
                since.extend(span.map(|span| (sighting, span.from.day())));
            }
            let lines = if since.is_empty() {
                Vec::new()
            } else {
                shelf.list_once()?;
                shelf.lines_that_say(&conflicts, as_known_on)?
            };
            Ok((operator, since, lines))
        };
        let all = self.every_operator().into_par_iter().with_max_len(1).map(named);
        let mut said: BTreeMap<Sighting, Said> = BTreeMap::new();
        for (operator, since, lines) in all.collect::<Result<Vec<_>, StoreError>>()? {
            for (sighting, day) in since {
                said.entry(sighting).or_default().0.push((operator.clone(), day));
            }
            for (sighting, origin) in lines {
                said.entry(sighting).or_default().1.push((operator.clone(), origin));
            }
        }
        let times = |half: fn(&Sighting) -> Option<Pseudonym>, of: Option<Pseudonym>| {
            conflicts.iter().filter(|other| half(other) == of).count()
        };
        let told = conflicts.iter().filter_map(|sighting| {
            let (named_by, files) = said.remove(sighting).unwrap_or_default();
            Some(Contradiction {
                by_number: sighting.number?,
                by_card: sighting.card?,
                number_taken: times(|one| one.number, sighting.number) > 1,
                card_taken: times(|one| one.card, sighting.card) > 1,
                named_by,
                files,
            })
        });
        let mut told: Vec<Contradiction> = told.collect();
        let since = |one: &Contradiction| one.named_by.iter().map(|(_, day)| *day).min();
        told.sort_by_cached_key(|one| {
            (since(one), one.named_by.clone(), one.files.clone(), one.by_number, one.by_card)
        });
        Ok(told)
    }
}
