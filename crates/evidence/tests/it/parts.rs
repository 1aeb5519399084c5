//! Several lines of one person in a month: what becomes one row, what stays apart, what cannot be read.

use std::collections::BTreeMap;

use contract::facts::{Cell, Row};
use contract::money::Money;
use evidence::piece::Piece;

use crate::bench::*;

const ANNA: &str = "123456700";
const BILAL: &str = "123456701";

/// Who is paid how many dirham, and the cells that are others than usual.
type Line<'a> = (&'a str, i64, &'a [(&'a str, Cell)]);

/// A register of March 2025 with other cells in some lines.
fn march(affiliation: &str, lines: &[Line<'_>]) -> Piece {
    let paid: Vec<Paid> = lines.iter().map(|(who, dirham, _)| paid(who, *dirham)).collect();
    let mut piece = payroll(affiliation, "2025-03", &paid);
    for (row, (_, _, others)) in piece.rows.iter_mut().zip(lines) {
        for (name, cell) in others.iter() {
            row.cells.iter_mut().filter(|(known, _)| known == name).for_each(|(_, known)| *known = cell.clone());
        }
    }
    let rows = std::mem::take(&mut piece.rows);
    declaration(evidence::piece::PieceKind::of_table("payroll"), &piece.name, affiliation, "2025-03", rows)
}

fn at(site: &str) -> Vec<(&'static str, Cell)> {
    vec![("site", Cell::Code(site.to_owned()))]
}

fn rows(bench: &Bench) -> Vec<Row> {
    bench.facts("beta", &["payroll"], "2025-12-31").tables.remove("payroll").expect("the payroll").rows
}

fn without_origins(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().map(|row| Row { origins: Vec::new(), ..row }).collect()
}

/// The rows as an edition, and what is newer beside it, say them.
fn through_edition(bench: &Bench) -> Vec<Row> {
    let payroll = crate::tables::tables().table("payroll").expect("the table");
    let columns = payroll.columns.iter().map(|column| column.name.to_owned()).collect();
    let needed = BTreeMap::from([("payroll".to_owned(), columns)]);
    let read = bench.reopened().load_columns(&id("beta"), &needed, date("2025-12-31")).expect("columns");
    read.to_facts(None).tables.remove("payroll").expect("the payroll").rows
}

/// Site, gross and the number of lines of each row.
fn told(rows: &[Row]) -> Vec<(String, Option<i64>, usize)> {
    let told = |row: &Row| {
        let site = match &row.cells["site"] {
            Cell::Code(site) => site.clone(),
            cell => format!("{cell:?}"),
        };
        let gross = match &row.cells["gross_taxable"] {
            Cell::Amount(amount) => Some(amount.centimes() / 100),
            Cell::Unread => None,
            cell => panic!("{cell:?}"),
        };
        (site, gross, row.origins.len())
    };
    rows.iter().map(told).collect()
}

#[test]
fn lines_that_agree_are_one_row_and_lines_that_differ_are_parts() {
    let lines: [Line<'_>; 4] =
        [(ANNA, 4_000, &at("S2")), (ANNA, 3_000, &at("S1")), (ANNA, 500, &at("S2")), (BILAL, 6_000, &at("S1"))];
    let bench = Bench::with_registers();
    bench.submit("2025-04-05", vec![march(BETA_1, &lines)]);
    let whole = rows(&bench);
    let expected = [("S1", 3_000, 1), ("S2", 4_500, 2), ("S1", 6_000, 1)];
    let mut of_all = told(&whole);
    of_all.sort();
    let mut expected: Vec<_> = expected.map(|(site, gross, lines)| (site.to_owned(), Some(gross), lines)).into();
    expected.sort();
    assert_eq!(of_all, expected);
    // Whatever the order of the lines, the rows and their order are the same.
    let mut reversed = lines;
    reversed.reverse();
    let other = Bench::with_registers();
    other.submit("2025-04-05", vec![march(BETA_1, &reversed)]);
    assert_eq!(without_origins(rows(&other)), without_origins(whole.clone()));
    // An edition holds parts of months as submissions do.
    bench.store.compact(|_| {}).expect("editions");
    assert_eq!(through_edition(&bench), without_origins(whole));
}

#[test]
fn two_equal_lines_of_one_file_are_nobody_knows_what() {
    let half: (&str, i64, &[(&str, Cell)]) = (ANNA, 4_000, &[]);
    let nothing: (&str, i64, &[(&str, Cell)]) = (BILAL, 0, &[]);
    let bench = Bench::with_registers();
    bench.submit("2025-04-05", vec![march(BETA_1, &[half, nothing, half, nothing])]);
    let mut told = told(&rows(&bench));
    told.sort();
    // The person is there, on the contract that both lines name; nothing twice is nothing.
    assert_eq!(told, [("casa-1".to_owned(), None, 2), ("casa-1".to_owned(), Some(0), 2)]);
    let permanent = Cell::Code("permanent".to_owned());
    assert!(rows(&bench).iter().all(|row| row.cells["contract"] == permanent));
    // Halves that differ are two payments.
    let other = Bench::with_registers();
    other.submit("2025-04-05", vec![march(BETA_1, &[half, (ANNA, 3_999, &[])])]);
    assert_eq!(self::told(&rows(&other)), [("casa-1".to_owned(), Some(7_999), 2)]);
}

#[test]
fn cells_that_were_not_read_stay_so_in_store_and_edition() {
    let unread: [(&str, Cell); 3] = [("gross_taxable", Cell::Unread), ("hired", Cell::Unread), ("site", Cell::Unread)];
    let bench = Bench::with_registers();
    bench.submit("2025-04-05", vec![march(BETA_1, &[(ANNA, 4_000, &unread), (BILAL, 6_000, &[])])]);
    let plain = rows(&bench);
    let unread_of = |rows: &[Row]| -> Vec<String> {
        let cells = rows.iter().flat_map(|row| row.cells.iter());
        cells.filter(|(_, cell)| **cell == Cell::Unread).map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(unread_of(&plain), ["gross_taxable", "hired", "site"]);
    bench.store.compact(|_| {}).expect("editions");
    assert_eq!(through_edition(&bench), without_origins(plain));
    // And beside what is newer.
    bench.submit("2025-05-05", vec![payroll(BETA_1, "2025-04", &[paid(BILAL, 6_000)])]);
    assert_eq!(unread_of(&through_edition(&bench)), ["gross_taxable", "hired", "site"]);
    assert_eq!(through_edition(&bench).len(), 3);
}

#[test]
fn a_sum_beyond_all_money_is_not_known_and_the_rest_is() {
    let most = Cell::Amount(Money::from_centimes(i64::MAX));
    let absurd: [(&str, Cell); 1] = [("gross_taxable", most)];
    let bench = Bench::with_registers();
    bench.submit("2025-04-05", vec![march(BETA_1, &[(ANNA, 1, &absurd), (ANNA, 2, &[]), (BILAL, 6_000, &[])])]);
    let mut told = told(&rows(&bench));
    told.sort();
    assert_eq!(told, [("casa-1".to_owned(), None, 2), ("casa-1".to_owned(), Some(6_000), 1)]);
}
