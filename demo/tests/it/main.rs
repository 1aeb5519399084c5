//! Tests of the generated files: what a reader may rely on.

mod ebds;
mod payroll;
mod reading;
mod sector;
mod statement;
