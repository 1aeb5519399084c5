//! The contract: a literate document whose clauses execute.
//!
//! This crate holds the types of the trade (money, dates, parties), the clause language (document, syntax, checked
//! model) and the slow, obvious reference interpreter. It knows no clock, no file, no network: the same document, the
//! same facts and the same dates give the same answer. Evidence enters as [`facts::Facts`]; the fast engine lives in
//! the crate `assessment`.

pub mod calendar;
pub mod check;
pub mod determination;
pub mod diagnostic;
pub mod document;
pub mod expected;
pub mod expression;
pub mod facts;
pub mod horizon;
pub mod identity;
pub mod interpret;
pub mod model;
pub mod money;
pub mod mutation;
pub mod scenario;
pub mod source;
pub mod spelling;
pub mod trace;
pub mod unit;
pub mod verdict;
pub mod yaml;
