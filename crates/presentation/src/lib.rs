//! Everything a person reads: words, numbers, dates, tables, bars and charts, in French, Arabic and English.
//!
//! Other crates hand over codes with values; nothing here computes, reads evidence or knows who is asking. Begin at
//! [`locale`] (languages and messages), [`quantity`] (the one place that prints a figure) and [`words`] (the messages
//! that code may ask for). [`terminal`] lays a [`table::Table`] out as plain text.

pub mod account;
pub mod chart;
pub mod fault;
pub mod formats;
pub mod locale;
pub mod names;
pub mod quantity;
pub mod reconciliation;
pub mod rendered;
pub mod table;
pub mod terminal;
pub mod verdict;
pub mod waiting;
pub mod words;

pub use fault::{Spot, reason};
pub use locale::Language;
pub use locale::catalogue::{Said, Value, has_message, message, say};
pub use quantity::{Quantity, Unit, quantity};
pub use rendered::Rendered;
pub use verdict::because;
