//! Clauses compiled to a columnar program and run over the evidence of operators; receipts of what was computed.
//!
//! [`compile::compile`] turns a checked contract into a [`program::Program`]; [`assess::assess_operator`] runs it over one operator's
//! columns; [`nation::assess_nation`] runs many operators in parallel, with totals and a receipt that are the same whatever
//! the number of threads. Nothing here knows users, languages, clocks or files. Semantics are those of the reference
//! interpreter, and [`agree`] compares the two before anything is recorded.

pub mod across;
pub mod agree;
pub mod assess;
mod column;
pub mod compile;
pub mod determinations;
pub mod doubts;
mod evaluate;
pub mod exports;
mod givens;
pub mod nation;
pub mod number;
pub mod program;
pub mod receipt;
mod space;
mod state;
pub mod totals;
pub mod unfiled;

/// The version of this engine, as receipts name it.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
