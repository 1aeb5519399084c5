//! The web pages: the signed text with its margin of figures, what was promised, and why each amount is what it is.
//!
//! A page is a function of an answer of the office in its setting ([`view`]) and a language ([`page`]); it never queries.
//! [`server`] turns an address into one question. Every address stands in one table ([`address`]). Nobody signs in here and nothing is
//! changed here: reading only.

pub mod address;
pub mod asset;
mod compression;
pub mod element;
pub mod page;
pub mod server;
pub mod view;
