//! The tables of the shipped packs, by which the files of these tests are read; and what a reader fills of what is declared.

#[path = "../../../../tests/support/shipped.rs"]
mod shipped;

use contract::check::{Packs, check};
use contract::model::RowSource;
use evidence::catalogue::{Catalogue, Clash};
use evidence::piece::Piece;
use evidence::read::read_by;
use evidence::schema::READERS;

pub use shipped::{packs, tables};

/// Reads a file by the tables of the shipped packs.
pub fn read(name: &str, bytes: &[u8]) -> Piece {
    read_by(&tables(), name, bytes)
}

#[test]
fn a_store_without_documents_knows_only_what_readers_of_their_own_fill() {
    let names: Vec<&str> = Catalogue::native().tables().iter().map(|table| table.name).collect();
    assert_eq!(names, ["bds", "annual_tax"]);
    let piece = read_by(&Catalogue::native(), crate::payroll::NAME, crate::registers::OPERATORS.as_bytes());
    assert_eq!(piece.kind, None, "no table of columns is known");
}

#[test]
fn the_readers_that_a_document_may_name_are_those_that_there_are() {
    assert_eq!(READERS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), RowSource::READERS);
}

#[test]
fn a_reader_fills_a_table_only_as_it_knows_it() {
    let good = include_str!("../../../../contracts/ma/packs/social-security/pack.md");
    let clashes = |text: &str| {
        let checked = check(text, &Packs::none());
        let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
        Catalogue::native().with([&contract]).1
    };
    assert_eq!(clashes(good), []);
    for (from, to) in [
        ("  capped_wage: MAD\n", "  capped: MAD\n"),
        ("  days: day\n", "  days: MAD\n"),
        ("situation: one of normal SO", "situation: one of normal XX"),
        ("keys: operator, person, month", "keys: operator, month"),
        ("expected: by day 10", "expected: by day 11"),
        ("filed_by: affiliation", "filed_by: register"),
    ] {
        assert!(good.contains(from), "{from}");
        let text = good
            .replace(from, to)
            .replace("capped_wage: sum", if to.contains("capped:") { "capped: sum" } else { "capped_wage: sum" });
        let clash = Clash::Reader { table: "bds".to_owned(), reader: "e-bds".to_owned() };
        assert_eq!(clashes(&text), [clash], "{to}");
    }
}
