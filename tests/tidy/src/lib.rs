//! The order of the house, read off the repository itself: a test of the code base, not of the product.
//!
//! Each file under `rule/` holds a few rules. A rule says why it stands, finds its faults in a [`Repository`], and
//! carries small repositories on which it must fire and others on which it must stay silent: a rule that cannot fail is
//! refused by the test that runs them. [`RULES`] is the list; `tests/it` runs it on the real repository.

pub mod code;
pub mod licence;
pub mod manifest;
pub mod markdown;
pub mod repository;
pub mod rule;

pub use repository::{File, Repository};
pub use rule::{Fault, RULES, Rule};
