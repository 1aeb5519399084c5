//! Who files: operators, and parties that are none.

use std::collections::BTreeSet;

use contract::identity::OperatorId;
use rayon::prelude::*;

use super::{Position, Store, StoreError};

impl Store {
    /// The operators of whom something was accepted or refused by then, or that an act enrolled, sorted.
    pub fn operators(&self, as_known_on: impl Into<Position>) -> Result<Vec<OperatorId>, StoreError> {
        let as_known_on = as_known_on.into();
        let known = |operator: OperatorId| {
            let first = self.first_received(&operator)?;
            Ok(first.is_some_and(|first| first <= as_known_on).then_some(operator))
        };
        let operators = self.every_operator().into_par_iter().filter(|one| one.party().is_none());
        let known = operators.map(known).collect::<Result<Vec<_>, StoreError>>()?;
        let mut all: BTreeSet<OperatorId> = known.into_iter().flatten().collect();
        let recorded = self.recorded();
        let enrolled = recorded.enrolled().iter().filter(|one| one.at <= as_known_on);
        all.extend(enrolled.map(|one| one.operator.clone()));
        Ok(all.into_iter().collect())
    }

    /// The parties that are no operators of whom something was accepted or refused by then, sorted.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn parties(&self, as_known_on: impl Into<Position>) -> Result<Vec<OperatorId>, StoreError> {
        let as_known_on = as_known_on.into();
        let mut known = Vec::new();
        for party in self.every_operator().into_iter().filter(|one| one.party().is_some()) {
            if self.first_received(&party)?.is_some_and(|first| first <= as_known_on) {
                known.push(party);
            }
        }
        Ok(known)
    }
}
