//! e-BDS files written by hand after the exchange specification, field by field, and each field broken in turn.

mod again;
pub mod file;
mod filler;
mod tests;
