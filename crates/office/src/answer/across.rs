//! What operators show together: findings, to look at.

pub use assessment::across::{Moved, Sources, Together};
pub use evidence::store::Contradiction;
