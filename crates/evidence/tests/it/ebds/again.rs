//! Lines that say the same as an earlier one of their person: the recap tells how often they count, as far as it can be asked.

use crate::tables::read;
use contract::facts::Cell;
use evidence::piece::Piece;

use super::file::{self, number, overwrite, person, text};
use super::tests::{NAME, place, read_main};
use crate::account::codes;

/// The wage of the first row, in centimes.
fn wage(piece: &Piece) -> i64 {
    match piece.rows[0].cells.iter().find(|(name, _)| *name == "wage") {
        Some((_, Cell::Amount(wage))) => wage.centimes(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_recap_tells_whether_a_line_that_is_there_twice_counts_twice() {
    let first = person(&number(1));
    let piece = read_main(&[first.clone(), first.clone()], &[]);
    assert_eq!((codes(&piece), piece.accounting.used), (vec!["ebds-person-twice"], 2), "the recap counts both");
    // Two rows equal in everything would be taken for one: what both sum up stands in the first.
    assert_eq!((piece.rows.len(), wage(&piece)), (1, 2 * wage(&read_main(std::slice::from_ref(&first), &[]))));
    let mut lines = file::main_declaration(std::slice::from_ref(&first), &[]);
    lines.insert(3, lines[2].clone());
    let piece = read(NAME, text(&lines).as_bytes());
    assert_eq!((piece.rows.len(), piece.accounting.unread), (1, 0), "the recap counts one");
    let recap = lines[4].clone();
    lines[4] = overwrite(&recap, 22, "7");
    let piece = read(NAME, text(&lines).as_bytes());
    assert_eq!(place(&piece, "ebds-repeated"), (Some(4), None));
    assert_eq!((piece.rows.len(), piece.accounting.unread), (1, 1), "the recap counts neither");
    let piece = read_main(std::slice::from_ref(&first), std::slice::from_ref(&first));
    assert_eq!((codes(&piece), piece.rows.len()), (vec![], 2), "insured and entrant lines of one person add up");
}

#[test]
fn another_line_of_which_a_cell_cannot_be_used_leaves_the_rest_of_the_recap_to_tell() {
    let (first, second) = (person(&number(1)), person(&number(2)));
    for (column, with) in [(114, "X".repeat(13)), (25, "0".to_owned())] {
        for counts_both in [false, true] {
            let all = if counts_both {
                vec![first.clone(), first.clone(), second.clone()]
            } else {
                vec![first.clone(), second.clone()]
            };
            let mut lines = file::main_declaration(&all, &[]);
            if !counts_both {
                lines.insert(3, lines[2].clone());
            }
            lines[4] = overwrite(&lines[4], column, &with);
            let piece = read(NAME, text(&lines).as_bytes());
            let wages = if counts_both { 2 } else { 1 } * wage(&read_main(std::slice::from_ref(&first), &[]));
            assert!(!codes(&piece).contains(&"ebds-repeated"), "{column} {counts_both}: {:?}", piece.findings);
            assert_eq!(wage(&piece), wages, "{column} {counts_both}");
        }
    }
}
