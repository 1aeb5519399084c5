//! Tests of the engine against naive references and against the reference interpreter.

mod columns;
mod shipped;
