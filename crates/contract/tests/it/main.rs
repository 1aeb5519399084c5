//! The tests of the contract crate: conformance documents and properties.

mod build;
mod checks;
mod conformance;
mod jobs;
mod laws;
mod scenarios;
mod series;
mod shipped;
mod spells;
mod syntax;
mod traces;
mod verdicts;
mod years;
