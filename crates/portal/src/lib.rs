//! The web pages: the signed text with its margin of figures, what was promised, and why each amount is what it is.
//!
//! A page is a function of a typed view ([`view`]) and a language ([`page`]); it never queries. [`load`] turns what the
//! office gives into views. Every address stands in one table ([`address`]). Nobody signs in here and nothing is
//! changed here: reading only.

pub mod address;
pub mod asset;
pub mod element;
pub mod load;
pub mod page;
pub mod server;
pub mod view;
