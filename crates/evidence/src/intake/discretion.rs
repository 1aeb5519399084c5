//! Discretion: the last look at a manifest's texts before they are written.
//!
//! Readers keep official numbers out of their findings. A file's name, or a sum that happens to equal a number, may
//! still repeat one; such a word is blotted out.

use std::collections::{BTreeSet, HashMap, HashSet};

use contract::facts::Cell;
use contract::model::{Bearer, Scheme};
use contract::spelling::digit;

use super::codes;
use crate::finding::codes::FILE_FINDINGS_CUT;
use crate::finding::{Finding, Place};
use crate::piece::RawRow;

const BLOT: &str = "█████";
/// How many such cells are told one by one: a column that slipped, slipped in every row.
const CELLS_MAX: usize = 20;
/// A shorter number of a person may well be a code of something else.
const LENGTH_MIN: usize = 5;
/// A number of so many signs is found in a longer run of digits too.
const LENGTH_SURE: usize = 8;

/// Blots out of a file's texts every official number of one of its persons.
pub(crate) fn blot(name: &mut String, findings: &mut [Finding], rows: &[RawRow]) {
    let mut texts =
        std::iter::once(&*name).chain(findings.iter().flat_map(|one| one.values.iter().map(|(_, text)| text)));
    if !texts.any(|text| text.contains(|letter: char| letter.is_ascii_digit())) {
        return;
    }
    blot_out(name, findings, numbers(rows));
}

/// The numbers of the persons of rows, as they were filed.
fn numbers(rows: &[RawRow]) -> impl Iterator<Item = &str> + Clone {
    let persons = rows.iter().filter_map(|row| row.person.as_ref());
    persons.flat_map(|person| [person.number.as_deref(), person.card.as_deref()]).flatten()
}

/// Leaves unread every cell of a code or a text in which a number of one of the file's persons stands, alone or among other
/// signs, or a number that is a person's by its control digits: a column slipped, and what is kept beside a person's number of
/// the vault would say who it is.
///
/// Columns that hold numbers of a scheme of their own (`of_schemes`) may have such a number by chance.
pub(super) fn unread_numbers(rows: &mut [RawRow], schemes: &[&Scheme], of_schemes: &[&str]) -> Vec<Finding> {
    let slipped = slipped(rows, schemes);
    let mut found = Vec::new();
    if slipped.is_empty() {
        return found;
    }
    for row in rows {
        for (column, cell) in &mut row.cells {
            let Cell::Code(text) = &*cell else { continue };
            let is_slipped = slipped.get(text).is_some_and(|as_known| *as_known || !of_schemes.contains(column));
            if is_slipped {
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

/// The codes in which a number of one of the file's persons stands (true), or that are somebody's by control digits alone.
fn slipped(rows: &[RawRow], schemes: &[&Scheme]) -> HashMap<String, bool> {
    // Codes repeat from row to row: each is looked at once.
    let (mut codes, mut above) = (HashSet::new(), Vec::new());
    for row in rows {
        above.resize(above.len().max(row.cells.len()), "");
        for ((_, cell), above) in row.cells.iter().zip(&mut above) {
            if let Cell::Code(text) = cell
                && text != above
            {
                *above = text;
                codes.insert(text.as_str());
            }
        }
    }
    let known = Known::of(numbers(rows).filter(|number| number.len() >= LENGTH_MIN), codes.iter().copied());
    let proved: Vec<&&Scheme> = schemes.iter().filter(|scheme| scheme.check_digits.is_some()).collect();
    let is_proved = |text: &str| {
        let bare = bare(text);
        proved.iter().any(|scheme| scheme.check(&bare).is_ok_and(|read| read.names == Bearer::One))
    };
    let looked = codes.into_iter().map(|text| (text, known.is_in(text)));
    looked
        .filter(|(text, as_known)| *as_known || is_proved(text))
        .map(|(text, as_known)| (text.to_owned(), as_known))
        .collect()
}

/// Blots numbers, in large letters, out of a file's name and of what was found in it.
pub(crate) fn blot_out<'a>(
    name: &mut String,
    findings: &mut [Finding],
    numbers: impl Iterator<Item = &'a str> + Clone,
) {
    let values = findings.iter().flat_map(|finding| finding.values.iter().map(|(_, value)| value.as_str()));
    let known = Known::of(numbers, std::iter::once(name.as_str()).chain(values));
    if known.lengths.is_empty() {
        return;
    }
    let values = findings.iter_mut().flat_map(|finding| finding.values.iter_mut().map(|(_, value)| value));
    for text in std::iter::once(name).chain(values) {
        *text = known.blotted(text);
    }
}

/// Blots out of the name of a file what has the form of a person's number: the row that would say so may be refused, or its
/// file. Six digits that are a month stay, as names of files have them.
pub(crate) fn blot_forms(name: &mut String, schemes: &[&Scheme]) {
    *name = blotted(name, |rest| {
        let longest = (FORM_MIN..=FORM_MAX.min(rest.len())).rev();
        longest.into_iter().find(|length| has_form(name, &rest[..*length], schemes) && !is_part(name, &rest[..*length]))
    });
}

/// A text in which each number is blotted out: `number` says how many of the signs from a place on are one.
fn blotted(text: &str, number: impl Fn(&[Sign]) -> Option<usize>) -> String {
    let signs = signs(text);
    let mut kept = String::with_capacity(text.len());
    let (mut from, mut place) = (0, 0);
    while place < signs.len() {
        let Some(length) = number(&signs[place..]) else {
            place += 1;
            continue;
        };
        kept.push_str(&text[from..signs[place].at]);
        kept.push_str(BLOT);
        place += length;
        from = signs[place - 1].end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// How long a number is that is known by its form alone.
const FORM_MIN: usize = 7;
/// No scheme has longer numbers.
const FORM_MAX: usize = 20;

/// Whether a word is a number of a person by some scheme, from its first sign to its last.
pub(crate) fn is_number(word: &str, schemes: &[&Scheme]) -> bool {
    let signs = signs(word);
    (FORM_MIN..=FORM_MAX).contains(&signs.len()) && has_form(word, &signs, schemes)
}

/// Whether signs of a text that stand beside each other are a number of a person by some scheme; also signs in groups of three at
/// most, all parted alike, where control digits say that they are one number (`181 234 595`).
fn has_form(whole: &str, signs: &[Sign], schemes: &[&Scheme]) -> bool {
    // Asked of every stretch of every name: what costs comes last.
    let together = signs.windows(2).all(|pair| pair[0].end == pair[1].at);
    if !(together || is_grouped(whole, signs))
        || signs.iter().filter(|sign| sign.letter.is_ascii_digit()).count() < LENGTH_MIN
    {
        return false;
    }
    let text: String = signs.iter().map(|sign| char::from(sign.letter)).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_month = |text: &str| {
        let of = |year: &str, month: &str| {
            let (year, month): (u32, u32) = (year.parse().unwrap_or(0), month.parse().unwrap_or(0));
            (1990..2100).contains(&year) && (1..=12).contains(&month)
        };
        text.len() == 6 && (of(&text[..4], &text[4..]) || of(&text[2..], &text[..2]))
    };
    let names_one = |scheme: &&Scheme| {
        (together || scheme.check_digits.is_some())
            && scheme.check(&text).is_ok_and(|read| read.names == Bearer::One && read.text.len() == text.len())
    };
    !is_month(&digits) && schemes.iter().any(names_one)
}

/// Whether signs stand in groups of three at most, with the same sign between all of them.
fn is_grouped(text: &str, signs: &[Sign]) -> bool {
    let groups: Vec<&[Sign]> = signs.chunk_by(|one, other| one.end == other.at).collect();
    let between = |pair: &[&[Sign]]| match pair {
        [[.., last], [first, ..]] => &text[last.end..first.at],
        _ => "",
    };
    let gaps: Vec<&str> = groups.windows(2).map(between).collect();
    let is_alike = gaps.iter().all(|gap| *gap == gaps[0] && gap.chars().count() == 1);
    is_alike && groups.iter().all(|group| group.len() <= 3)
}

/// Whether signs are part of a longer run of digits, where they begin or end with one.
fn is_part(text: &str, signs: &[Sign]) -> bool {
    let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return true };
    let before = text[..first.at].chars().next_back();
    let after = text[last.end..].chars().next();
    let goes_on = |sign: &Sign, beside: Option<char>| {
        sign.letter.is_ascii_digit() && beside.is_some_and(|beside| digit(beside).is_some())
    };
    goes_on(first, before) || goes_on(last, after)
}

/// Numbers as they are looked for: letters and digits alone, in large letters.
struct Known {
    numbers: HashSet<String>,
    /// How long they are, the longest first.
    lengths: Vec<usize>,
}

/// A letter or digit of a text, in a large letter or as 0–9, and where it stands.
struct Sign {
    letter: u8,
    at: usize,
    end: usize,
}

fn signs(text: &str) -> Vec<Sign> {
    let sign = |(at, character): (usize, char)| {
        let plain = digit(character).unwrap_or(character);
        let letter = u8::try_from(plain).ok().filter(u8::is_ascii_alphanumeric)?.to_ascii_uppercase();
        Some(Sign { letter, at, end: at + character.len_utf8() })
    };
    text.char_indices().filter_map(sign).collect()
}

impl Known {
    /// The numbers that stand in one of the texts: a file has few texts and many persons, so that each number is looked for among
    /// the stretches of the texts, and most are kept nowhere.
    fn of<'n, 't>(numbers: impl Iterator<Item = &'n str> + Clone, texts: impl Iterator<Item = &'t str>) -> Known {
        let lengths: BTreeSet<usize> =
            numbers.clone().map(|number| bare_bytes(number).count()).filter(|length| *length > 1).collect();
        let mut stretches: HashSet<Vec<u8>> = HashSet::new();
        for text in texts {
            let signs = signs(text);
            let places = (0..signs.len()).flat_map(|place| lengths.iter().map(move |length| place..place + length));
            let standing = places.filter_map(|place| signs.get(place).filter(|stretch| may_stand(text, stretch)));
            stretches.extend(standing.map(|stretch| stretch.iter().map(|sign| sign.letter).collect()));
        }
        let (mut known, mut number_bare) = (HashSet::new(), Vec::new());
        for number in numbers.filter(|_| !stretches.is_empty()) {
            number_bare.clear();
            number_bare.extend(bare_bytes(number));
            if stretches.contains(&number_bare) {
                known.insert(bare(number));
            }
        }
        let lengths: BTreeSet<usize> = known.iter().map(String::len).collect();
        Known { numbers: known, lengths: lengths.into_iter().rev().collect() }
    }

    /// The text without the numbers, however they are parted or glued: `paie-QX 770009.csv`, `QX770009paie.csv`. A few digits of
    /// a longer run of digits are another number.
    fn blotted(&self, text: &str) -> String {
        blotted(text, |rest| self.lengths.iter().copied().find(|length| self.stands(text, rest.get(..*length))))
    }

    /// Whether one of the numbers stands in a text.
    fn is_in(&self, text: &str) -> bool {
        let signs = signs(text);
        let at = |place: usize| self.lengths.iter().any(|length| self.stands(text, signs.get(place..place + length)));
        !self.lengths.is_empty() && (0..signs.len()).any(at)
    }

    fn stands(&self, text: &str, signs: Option<&[Sign]>) -> bool {
        let Some(signs) = signs.filter(|signs| may_stand(text, signs)) else { return false };
        let word: String = signs.iter().map(|sign| char::from(sign.letter)).collect();
        self.numbers.contains(&word)
    }
}

/// Whether signs of a text are a number where one has these signs, and not a part of something else by chance.
fn may_stand(text: &str, signs: &[Sign]) -> bool {
    let [first, .., last] = signs else { return false };
    // Between two parts of a number stands one sign at most.
    let gap = |pair: &[Sign]| text[pair[0].end..pair[1].at].chars().count();
    let (is_loose, is_parted) =
        (signs.windows(2).any(|pair| gap(pair) > 1), signs.windows(2).any(|pair| gap(pair) > 0));
    // A short one may well be a part of something else.
    let is_short = signs.len() < LENGTH_MIN;
    let beside = [text[..first.at].chars().next_back(), text[last.end..].chars().next()];
    let is_inside = is_short && beside.iter().flatten().any(char::is_ascii_alphanumeric);
    // One that is long enough is no chance, also among other digits: `202506123456785`.
    let is_chance = signs.len() < LENGTH_SURE && is_part(text, signs);
    !(is_loose || is_inside || is_chance || (is_short && is_parted))
}

fn bare(text: &str) -> String {
    bare_bytes(text).map(char::from).collect()
}

/// Letters and digits of a text, in large letters.
fn bare_bytes(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|one| one.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_blotted_out_however_they_are_parted_or_glued() {
        let numbers = ["AB123456", "123456785", "QX770009", "A1"];
        let blotted = |text: &str| Known::of(numbers.into_iter(), std::iter::once(text)).blotted(text);
        assert_eq!(blotted("paie_ab123456 (123456785).csv"), format!("paie_{BLOT} ({BLOT}).csv"));
        assert_eq!(blotted("QX-770009.csv"), format!("{BLOT}.csv"));
        assert_eq!(blotted("paieQX770009mars.csv"), format!("paie{BLOT}mars.csv"));
        assert_eq!(blotted("n123456785x 123.456.785"), format!("n{BLOT}x {BLOT}"));
        assert_eq!(blotted("2025-123456785-07"), format!("2025-{BLOT}-07"));
        assert_eq!(blotted("A1 é A1é"), format!("{BLOT} é {BLOT}é"));
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        let blotted = |text: &str| Known::of(std::iter::once("123456785"), std::iter::once(text)).blotted(text);
        assert_eq!(blotted("١٢٣٤٥٦٧٨٥.csv"), format!("{BLOT}.csv"));
        assert_eq!(blotted("202506123456785"), format!("202506{BLOT}"));
    }

    #[test]
    fn other_numbers_stay() {
        let numbers = ["AB12345", "1234567", "A1"];
        for text in ["12345670 — AB1234", "01234567", "AB123456", "A10, BA1, A-1", "123, 45, 67", "é", ""] {
            assert_eq!(Known::of(numbers.into_iter(), std::iter::once(text)).blotted(text), text);
        }
    }
}
