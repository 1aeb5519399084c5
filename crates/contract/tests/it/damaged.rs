//! Damaged contracts: a character or a word of a whole contract is changed, and the checker tells what is wrong, with
//! places inside the text; what still loads is computed without panic.

use crate::conformance::check;
use contract::scenario;
use contract::source::Source;
use proptest::prelude::*;

use crate::conformance;

/// Characters and words that a slip of the pen puts somewhere.
const SLIPS: &[&str] = &[
    "",
    "",
    " ",
    "\n",
    "-",
    ":",
    ",",
    ".",
    "..",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "%",
    "=",
    ">",
    "<=",
    "0",
    "9",
    "é",
    "م",
    "\t",
    "\u{202e}",
    "MAD",
    "month",
    "person",
    "2025-02-30",
    "2025-02",
    "999999999999999999999999999999999999999",
    "0.000000001",
    "not",
    "and",
    "in",
    "at",
    "first",
    "is blank",
    "job",
    "payroll",
    "payroll.contract",
    "payroll.gross_taxable",
    "steps",
    "choose",
    "value",
    "round",
    "unknown",
    "yes",
    "#",
    "id",
    "art-1",
    "2025-01-01 .. 2024-01-01",
    "1200 months",
    "operator, person, year",
];

fn assert_sound(text: &str, run: bool) {
    let checked = check(text);
    let source = Source::new(text);
    for one in &checked.diagnostics {
        assert!(text.get(one.span.range()).is_some(), "{} lies outside the text", one.code);
        assert_eq!(source.position(one.span.start.offset), one.span.start, "{}", one.code);
    }
    assert_eq!(checked.contract.is_none(), checked.diagnostics.has_errors(), "a contract loads, or it is told why not");
    if let Some(contract) = checked.contract.filter(|_| run) {
        for one in &contract.scenarios {
            let _ = scenario::run(&contract, one);
        }
    }
}

/// The words of a text, with what stands between them left out.
fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric() || "_-.".contains(*letter)) {
        let end = at + letter.len_utf8();
        match words.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

fn damaged_character(text: &str, at: prop::sample::Index, slip: &str) -> String {
    let (from, letter) = text.char_indices().nth(at.index(text.chars().count())).expect("a character");
    format!("{}{slip}{}", &text[..from], &text[from + letter.len_utf8()..])
}

fn damaged_word(text: &str, at: prop::sample::Index, instead: &str) -> String {
    let words = words(text);
    let word = words[at.index(words.len())].clone();
    format!("{}{instead}{}", &text[..word.start], &text[word.end..])
}

fn conforming() -> impl Strategy<Value = String> {
    let documents: Vec<String> = conformance::good_documents().into_iter().map(|(_, text)| text).collect();
    prop::sample::select(documents)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_character_changed_is_told_or_computed(text in conforming(), at: prop::sample::Index, slip in prop::sample::select(SLIPS)) {
        assert_sound(&damaged_character(&text, at, slip), true);
    }

    #[test]
    fn a_word_changed_is_told_or_computed(text in conforming(), at: prop::sample::Index, slip in prop::sample::select(SLIPS)) {
        assert_sound(&damaged_word(&text, at, slip), true);
    }

    #[test]
    fn two_words_exchanged_are_told_or_computed(text in conforming(), one: prop::sample::Index, other: prop::sample::Index) {
        let words = words(&text);
        let word = text[words[other.index(words.len())].clone()].to_owned();
        assert_sound(&damaged_word(&text, one, &word), true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_ships_stands_damage(first: bool, at: prop::sample::Index, other: prop::sample::Index, slip in prop::sample::select(SLIPS)) {
        let texts = conformance::shipped_contracts();
        let text = &texts[usize::from(first)].1;
        assert_sound(&damaged_character(text, at, slip), false);
        assert_sound(&damaged_word(text, other, slip), false);
    }
}
