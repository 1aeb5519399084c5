//! Which tables a store knows: those that have readers of their own, and those that documents declare.

use std::sync::Arc;

use super::{Store, locked};
use crate::catalogue::Catalogue;

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
}
