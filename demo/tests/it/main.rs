//! Tests of the generated files: what a reader may rely on.

mod ebds;
mod intake;
mod payroll;
mod readers;
mod reading;
mod sector;
#[path = "../../../tests/support/shipped.rs"]
mod shipped;
mod statement;
