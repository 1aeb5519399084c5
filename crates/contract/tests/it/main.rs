//! The tests of the contract crate: conformance documents and properties.

mod conformance;
mod syntax;
