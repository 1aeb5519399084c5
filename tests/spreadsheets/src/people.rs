//! Files as people make them, of one and the same list: two persons, what they were paid in a quarter, and since when they are
//! employed. Whatever is done to a file, the list says the same; so whoever reads it reads this, or asks.

mod layouts;
mod looks;
mod texts;

use crate::parts::{C, C::N, C::S, C::T, C::Z, Grid, grid, workbook};

/// A file.
pub struct Made {
    /// What it is called in the table of files.
    pub name: &'static str,
    /// How it was made.
    pub how: &'static str,
    /// The name under which it is handed in.
    pub file: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// The account of its employer: what numbers lose is seen by it.
    pub account: &'static str,
}

/// The account of all files but those about lost zeros.
pub const ACCOUNT: &str = "1234567";

/// Every file.
#[must_use]
pub fn made() -> Vec<Made> {
    let mut all = layouts::all();
    all.extend(looks::all());
    all.extend(texts::all());
    all
}

/// The headings, as they are asked for.
const HEADINGS: [C; 11] = [
    T("Account"),
    T("Qtr"),
    T("Employee ID"),
    T("Name"),
    T("County"),
    T("Insured"),
    T("Hired"),
    T("Left"),
    T("Born"),
    T("Wages"),
    T("Hours"),
];

/// Where columns stand.
const QUARTER: usize = 1;
const PERSON: usize = 2;
const HIRED: usize = 6;
const WAGES: usize = 9;

/// The two persons, as a spreadsheet stores them.
fn persons() -> [Vec<C>; 2] {
    let one = |person, name, county, insured, hired, born, wages, hours| {
        vec![
            N(ACCOUNT),
            T("2025-Q3"),
            T(person),
            T(name),
            T(county),
            T(insured),
            S(1, hired),
            Z,
            N(born),
            N(wages),
            N(hours),
        ]
    };
    [
        one("AB-1", "Somebody", "north", "Yes", "44958", "1990", "6500.1", "520"),
        one("AB-2", "Else", "south", "No", "45413", "1999", "8000", "160"),
    ]
}

/// The list with other cells in a column.
fn with(column: usize, cells: [C; 2]) -> Vec<Vec<C>> {
    let mut rows = vec![HEADINGS.to_vec()];
    for (mut row, cell) in persons().into_iter().zip(cells) {
        row[column] = cell;
        rows.push(row);
    }
    rows
}

/// The list with a third person, and these days of hire; the third was hired on 31 May 2024.
fn three(hired: [C; 3]) -> Vec<Vec<C>> {
    let mut rows = with(HIRED, [hired[0], hired[1]]);
    let [_, mut third] = persons();
    (third[PERSON], third[HIRED]) = (T("AB-3"), hired[2]);
    rows.push(third);
    rows
}

/// The list.
fn plain() -> Vec<Vec<C>> {
    std::iter::once(HEADINGS.to_vec()).chain(persons()).collect()
}

fn sheets(name: &'static str, how: &'static str, grids: &[Grid]) -> Made {
    Made { name, how, file: "list.xlsx", bytes: workbook(grids), account: ACCOUNT }
}

/// A file of one sheet.
fn one(name: &'static str, how: &'static str, rows: Vec<Vec<C>>) -> Made {
    sheets(name, how, &[grid("Sheet1", rows)])
}
