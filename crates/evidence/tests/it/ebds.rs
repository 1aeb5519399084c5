//! e-BDS files written by hand after the exchange specification, field by field, and each field broken in turn.

pub mod file;
mod filler;
mod tests;
