//! The tests of the contract crate: conformance documents and properties.

mod build;
mod checks;
mod conformance;
mod damaged;
mod expected;
mod jobs;
mod language_doc;
mod laws;
mod mutations;
mod scenarios;
mod schemas;
mod series;
mod shipped;
mod slips;
mod spells;
mod syntax;
mod together;
mod told;
mod traces;
mod unfiled;
mod verdicts;
mod working_days;
mod years;
