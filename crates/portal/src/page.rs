//! The screens: each is a function of a typed view and a language. Nothing here queries or computes a figure.

pub mod commitments;
pub mod contract;
pub mod register;
