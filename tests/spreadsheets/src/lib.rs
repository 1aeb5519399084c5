//! Spreadsheets as people make them, by code: titles above the table, totals below, merged headings, lost zeros, hidden rows …
//! All of it is made up. [`all`] gives them with what some of their cells say; [`parts`] makes the files.
//!
//! Tests use it. Where next: what they are read with, `crates/sheet`.

mod files;
pub mod parts;
pub mod people;

pub use files::all;

/// A file.
pub struct Spreadsheet {
    /// What is remarkable about it.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Cells that were written: sheet from 0, address, text as it must be read.
    pub says: &'static [(usize, &'static str, &'static str)],
}

/// The file of a name.
///
/// # Panics
///
/// Where there is none.
#[must_use]
pub fn named(name: &str) -> Spreadsheet {
    all().into_iter().find(|file| file.name == name).expect("a file of that name")
}
