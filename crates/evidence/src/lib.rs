//! Evidence: intake of the administrative files, and the store of what was accepted.

pub mod answer;
pub mod catalogue;
pub mod chunk;
pub mod columns;
pub mod finding;
pub mod formats;
pub mod identifiers;
pub mod intake;
pub mod manifest;
pub mod numbers;
pub mod piece;
pub mod private;
pub mod pseudonym;
pub mod read;
pub mod schema;
mod sealing;
pub mod store;
