//! The sums that the files of a delivery are part of, held against each other once the files count.

use std::collections::BTreeSet;

use contract::facts::Period;
use contract::identity::OperatorId;

use super::{PieceReport, SubmissionReport};
use crate::manifest::StoredPiece;
use crate::store::{Position, Store, StoreError};

impl SubmissionReport {
    /// What became of files of which nothing was stored.
    pub(super) fn untaken(operator: Option<OperatorId>, pieces: Vec<PieceReport>) -> SubmissionReport {
        SubmissionReport { operator, submission: None, sha256: None, key: None, pieces, reconciled: Vec::new() }
    }

    /// Holds the sums that its files are part of against each other.
    pub(super) fn reconcile(&mut self, store: &Store, at: Position) -> Result<(), StoreError> {
        let Some(operator) = self.operator.as_ref().filter(|_| self.submission.is_some()) else { return Ok(()) };
        let accepted = self.pieces.iter().map(|piece| &piece.piece).filter(|piece| piece.is_accepted());
        let slots = accepted.flat_map(StoredPiece::slots);
        let touched: BTreeSet<(&str, Period)> = slots.filter_map(|slot| Some((slot.table, slot.period?))).collect();
        self.reconciled = store.reconciled_of(operator, &touched, at)?;
        Ok(())
    }
}
