//! Sums that documents ask to be held against each other, as they stand.

pub use evidence::store::{Compared, Reconciled, ReconciledSide, SumUnknown};
