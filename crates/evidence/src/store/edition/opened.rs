//! Columns as the assessment reads them: with what is sealed opened.

use std::collections::{BTreeMap, BTreeSet};

use contract::identity::OperatorId;

use crate::columns::OperatorEvidence;
use crate::store::{Position, Store, StoreError};

impl Store {
    /// What is known about an operator on a day: of each table named, the keys, the coverage and the columns named, and
    /// no other. Where rows came from is not told (see [`Store::load_person`]).
    ///
    /// There may be persons without a row in the tables named.
    pub fn load_columns(
        &self,
        operator: &OperatorId,
        needed: &BTreeMap<String, BTreeSet<String>>,
        as_known_on: impl Into<Position>,
    ) -> Result<OperatorEvidence, StoreError> {
        Ok(self.opened(self.columns_as_kept(operator, needed, as_known_on.into())?))
    }
}
