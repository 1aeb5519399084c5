//! Which tables a store knows: those that have readers of their own, and those that documents declare.

use std::sync::Arc;

use contract::identity::OperatorId;

use super::{Position, Store, StoreError, locked};
use crate::catalogue::Catalogue;
use crate::schema::TableSchema;

impl Store {
    /// The same store with the tables that are known to it.
    #[must_use]
    pub fn knowing(self, tables: Arc<Catalogue>) -> Store {
        self.learn(tables);
        self
    }

    /// Takes up other tables. What was read with the former ones is read again.
    pub fn learn(&self, tables: Arc<Catalogue>) {
        let former = std::mem::replace(&mut *locked(&self.tables), Arc::clone(&tables));
        if !Arc::ptr_eq(&former, &tables) {
            locked(&self.shelves).clear();
            self.forget_derived();
        }
    }

    /// The tables that it knows.
    #[must_use]
    pub fn tables(&self) -> Arc<Catalogue> {
        Arc::clone(&locked(&self.tables))
    }

    /// Whether files of a wished table lie there that the operator's edition does not know the table of: a document came to
    /// declare it after the edition was made.
    pub(super) fn knows_more(
        &self,
        operator: &OperatorId,
        tables: &[&'static TableSchema],
        as_known_on: Position,
    ) -> Result<bool, StoreError> {
        let declared = |table: &&'static TableSchema| crate::schema::table(table.name).is_none();
        let declared: Vec<_> = tables.iter().copied().filter(declared).collect();
        if declared.is_empty() {
            return Ok(false);
        }
        let shelf = self.shelf(operator)?;
        let shelf = locked(&shelf);
        Ok(declared.iter().any(|table| !shelf.in_force(table, as_known_on).is_empty()))
    }
}
