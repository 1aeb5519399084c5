//! The screens: each is a function of a typed view and a language. Nothing here queries or computes a figure.

pub mod amount;
pub mod clause;
pub mod commitments;
pub mod contract;
pub mod entry;
pub mod fault;
pub mod journal;
pub mod method;
pub mod operator;
pub mod operators;
pub mod register;
pub mod territories;
