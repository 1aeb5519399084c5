//! Discretion: the last look at a manifest's texts before they are written.
//!
//! Readers keep official numbers out of their findings. A file's name, or a sum that happens to equal a number, may
//! still repeat one; such a word is blotted out.

use std::collections::HashSet;

use contract::facts::Cell;

use super::codes;
use crate::finding::codes::FILE_FINDINGS_CUT;
use crate::finding::{Finding, Place};
use crate::manifest::StoredPiece;
use crate::piece::RawRow;

const BLOT: &str = "█████";
/// How many such cells are told one by one: a column that slipped, slipped in every row.
const CELLS_MAX: usize = 20;
/// A shorter number of a person may well be a code of something else.
const LENGTH_MIN: usize = 5;

/// Blots out of a file's texts every word that is an official number of one of its persons.
pub(super) fn blot(stored: &mut StoredPiece, rows: &[RawRow]) {
    let values = stored.findings.iter().flat_map(|finding| finding.values.iter().map(|(_, value)| value));
    let candidates = std::iter::once(&stored.name).chain(values).flat_map(|text| words(text));
    let words: HashSet<String> =
        candidates.filter(|word| could_be_a_number(word)).map(str::to_ascii_uppercase).collect();
    if words.is_empty() {
        return;
    }
    let mut found: HashSet<&str> = HashSet::new();
    for person in rows.iter().filter_map(|row| row.person.as_ref()) {
        let numbers = [person.number.as_deref(), person.card.as_deref()];
        found.extend(numbers.into_iter().flatten().filter(|number| words.contains(*number)));
    }
    blot_out(&mut stored.name, &mut stored.findings, &found);
}

/// Leaves unread every cell of a code or a text in which a number of one of the file's persons stands: a column slipped, and
/// what is kept beside a person's number of the vault would say who it is.
pub(super) fn unread_numbers(rows: &mut [RawRow]) -> Vec<Finding> {
    let bare = |text: &str| {
        text.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_uppercase()).collect::<String>()
    };
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

/// Blots words, in large letters, out of a file's name and of what was found in it.
pub(crate) fn blot_out(name: &mut String, findings: &mut [Finding], words: &HashSet<&str>) {
    if words.is_empty() {
        return;
    }
    let values = findings.iter_mut().flat_map(|finding| finding.values.iter_mut().map(|(_, value)| value));
    for text in std::iter::once(name).chain(values) {
        *text = without(text, words);
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric())
}

/// A CNSS number has nine digits, a CIN one or two letters and digits.
fn could_be_a_number(word: &str) -> bool {
    (2..=9).contains(&word.len()) && word.ends_with(|last: char| last.is_ascii_digit())
}

fn without(text: &str, found: &HashSet<&str>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        kept.push_str(if found.contains(word.to_ascii_uppercase().as_str()) { BLOT } else { word });
        let next = after.chars().next().map_or(0, char::len_utf8);
        let (gap, after) = after.split_at(next);
        kept.push_str(gap);
        rest = after;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_blotted_out() {
        let found = HashSet::from(["AB123456", "123456785"]);
        assert_eq!(without("paie_ab123456 (123456785).csv", &found), format!("paie_{BLOT} ({BLOT}).csv"));
        assert_eq!(without("1234567850 — AB12345", &found), "1234567850 — AB12345");
    }
}
