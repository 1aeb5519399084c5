//! Discretion: the last look at a manifest's texts before they are written.
//!
//! Readers keep official numbers out of their findings. A file's name, or a sum that happens to equal a number, may
//! still repeat one; such a word is blotted out.

use std::collections::{BTreeSet, HashSet};

use contract::facts::Cell;

use super::codes;
use crate::finding::codes::FILE_FINDINGS_CUT;
use crate::finding::{Finding, Place};
use crate::piece::RawRow;

const BLOT: &str = "█████";
/// How many such cells are told one by one: a column that slipped, slipped in every row.
const CELLS_MAX: usize = 20;
/// A shorter number of a person may well be a code of something else.
const LENGTH_MIN: usize = 5;

/// Blots out of a file's texts every official number of one of its persons.
pub(crate) fn blot(name: &mut String, findings: &mut [Finding], rows: &[RawRow]) {
    let mut texts =
        std::iter::once(&*name).chain(findings.iter().flat_map(|one| one.values.iter().map(|(_, text)| text)));
    if !texts.any(|text| text.contains(|letter: char| letter.is_ascii_digit())) {
        return;
    }
    let persons = rows.iter().filter_map(|row| row.person.as_ref());
    let numbers: HashSet<&str> =
        persons.flat_map(|person| [person.number.as_deref(), person.card.as_deref()]).flatten().collect();
    blot_out(name, findings, &numbers);
}

/// Leaves unread every cell of a code or a text in which a number of one of the file's persons stands: a column slipped, and
/// what is kept beside a person's number of the vault would say who it is.
pub(super) fn unread_numbers(rows: &mut [RawRow]) -> Vec<Finding> {
    let persons = rows.iter().filter_map(|row| row.person.as_ref());
    let numbers: HashSet<String> = persons
        .flat_map(|person| [person.number.as_deref(), person.card.as_deref()])
        .flatten()
        .map(bare)
        .filter(|number| number.len() >= LENGTH_MIN)
        .collect();
    let mut found = Vec::new();
    if numbers.is_empty() {
        return found;
    }
    for row in rows {
        for (column, cell) in &mut row.cells {
            if let Cell::Code(text) = cell
                && numbers.contains(&bare(text))
            {
                *cell = Cell::Unread;
                found.push(codes::NUMBER_ELSEWHERE.at(Place::field(row.line, column)));
            }
        }
    }
    if let Some(more @ 1..) = found.len().checked_sub(CELLS_MAX) {
        found.truncate(CELLS_MAX);
        found.push(
            FILE_FINDINGS_CUT.at(Place::default()).with("code", codes::NUMBER_ELSEWHERE.name()).with("more", more),
        );
    }
    found
}

/// Blots numbers, in large letters, out of a file's name and of what was found in it.
pub(crate) fn blot_out(name: &mut String, findings: &mut [Finding], numbers: &HashSet<&str>) {
    let known = Known::of(numbers);
    if known.lengths.is_empty() {
        return;
    }
    let values = findings.iter_mut().flat_map(|finding| finding.values.iter_mut().map(|(_, value)| value));
    for text in std::iter::once(name).chain(values) {
        *text = known.blotted(text);
    }
}

/// Numbers as they are looked for: letters and digits alone, in large letters.
struct Known {
    numbers: HashSet<String>,
    /// How long they are, the longest first.
    lengths: Vec<usize>,
}

/// A letter or digit of a text, and where it stands.
struct Sign {
    letter: u8,
    at: usize,
}

impl Known {
    fn of(numbers: &HashSet<&str>) -> Known {
        let numbers: HashSet<String> = numbers.iter().map(|number| bare(number)).filter(|one| one.len() > 1).collect();
        let lengths: BTreeSet<usize> = numbers.iter().map(String::len).collect();
        Known { numbers, lengths: lengths.into_iter().rev().collect() }
    }

    /// The text without the numbers, however they are parted or glued: `paie-QX 770009.csv`, `QX770009paie.csv`. Digits that
    /// are part of a longer run of digits are another number.
    fn blotted(&self, text: &str) -> String {
        let signs: Vec<Sign> = text
            .bytes()
            .enumerate()
            .filter(|(_, letter)| letter.is_ascii_alphanumeric())
            .map(|(at, letter)| Sign { letter: letter.to_ascii_uppercase(), at })
            .collect();
        let mut kept = String::with_capacity(text.len());
        let (mut from, mut place) = (0, 0);
        while place < signs.len() {
            let found = self.lengths.iter().find(|length| self.stands(text, signs.get(place..place + **length)));
            let Some(length) = found else {
                place += 1;
                continue;
            };
            kept.push_str(&text[from..signs[place].at]);
            kept.push_str(BLOT);
            place += length;
            from = signs[place - 1].at + 1;
        }
        kept.push_str(&text[from..]);
        kept
    }

    fn stands(&self, text: &str, signs: Option<&[Sign]>) -> bool {
        let Some(signs @ [first, .., last]) = signs else { return false };
        // Between two parts of a number stands one sign at most.
        if signs.windows(2).any(|pair| pair[1].at - pair[0].at > 2) {
            return false;
        }
        let is_beside =
            |at: Option<usize>, is: fn(&u8) -> bool| at.and_then(|at| text.as_bytes().get(at)).is_some_and(is);
        // A short one may well be a part of something else.
        let is_short = signs.len() < LENGTH_MIN;
        let goes_on: fn(&u8) -> bool = if is_short { u8::is_ascii_alphanumeric } else { u8::is_ascii_digit };
        let is_longer =
            |sign: &Sign, at: Option<usize>| (is_short || sign.letter.is_ascii_digit()) && is_beside(at, goes_on);
        if is_longer(first, first.at.checked_sub(1)) || is_longer(last, Some(last.at + 1)) {
            return false;
        }
        let is_parted = last.at - first.at + 1 > signs.len();
        let word: String = signs.iter().map(|sign| char::from(sign.letter)).collect();
        !(is_short && is_parted) && self.numbers.contains(&word)
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_blotted_out_however_they_are_parted_or_glued() {
        let known = Known::of(&HashSet::from(["AB123456", "123456785", "QX770009", "A1"]));
        let blotted = |text: &str| known.blotted(text);
        assert_eq!(blotted("paie_ab123456 (123456785).csv"), format!("paie_{BLOT} ({BLOT}).csv"));
        assert_eq!(blotted("QX-770009.csv"), format!("{BLOT}.csv"));
        assert_eq!(blotted("paieQX770009mars.csv"), format!("paie{BLOT}mars.csv"));
        assert_eq!(blotted("n123456785x 123.456.785"), format!("n{BLOT}x {BLOT}"));
        assert_eq!(blotted("2025-123456785-07"), format!("2025-{BLOT}-07"));
        assert_eq!(blotted("A1 é A1é"), format!("{BLOT} é {BLOT}é"));
    }

    #[test]
    fn other_numbers_stay() {
        let known = Known::of(&HashSet::from(["AB123456", "123456785", "A1"]));
        for text in ["1234567850 — AB12345", "0123456785", "AB1234567", "A10, BA1, A-1", "123, 456, 785", "é", ""] {
            assert_eq!(known.blotted(text), text);
        }
    }
}
