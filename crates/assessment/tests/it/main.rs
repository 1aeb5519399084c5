//! Tests of the engine against naive references and against the reference interpreter.

mod agreement;
mod arithmetic;
mod columns;
mod conformance;
mod random;
mod receipt;
mod shipped;
mod spells;
