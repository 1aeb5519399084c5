//! How cells are called: a column's letters and a row's number, `A1`. Both ways, and ranges.

use crate::workbook::Range;

/// The last row that the format knows.
pub const ROW_MAX: u32 = 1_048_576;
/// The last column that the format knows: `XFD`.
pub const COLUMN_MAX: u32 = 16_384;

/// The letters of a column, from 1: `A`, `Z`, `AA`.
#[must_use]
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The address of a cell, row and column from 1: `B7`.
#[must_use]
pub fn address(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

/// Row and column of an address, from 1. Dollar signs are passed over; what lies outside a sheet is none.
#[must_use]
pub fn place(address: &str) -> Option<(u32, u32)> {
    let plain: String = address.chars().filter(|letter| *letter != '$').collect();
    let digits = plain.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, number) = plain.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || number.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    let row: u32 = number.parse().ok()?;
    ((1..=ROW_MAX).contains(&row) && column <= COLUMN_MAX).then_some((row, column))
}

/// The rectangle between two addresses, `A1:C1`, or one cell.
#[must_use]
pub fn range(text: &str) -> Option<Range> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (place(first)?, place(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some(Range { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (row, column, name) in [(1, 1, "A1"), (7, 26, "Z7"), (8, 27, "AA8"), (ROW_MAX, COLUMN_MAX, "XFD1048576")] {
            assert_eq!(address(row, column), name);
            assert_eq!(place(name), Some((row, column)));
        }
        assert_eq!(place("$B$2"), Some((2, 2)));
        assert_eq!(["", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "é1"].map(place), [None; 8]);
    }

    #[test]
    fn ranges_run_forward() {
        assert_eq!(range("A1:C2").map(|range| range.name()), Some("A1:C2".to_owned()));
        assert_eq!(range("C2:A1"), None);
    }
}
