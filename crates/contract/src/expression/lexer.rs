//! Words, numbers and signs of an expression.

use std::ops::Range;

use super::Fault;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, digits, `_` and inner `-`, dotted.
    Word(String),
    /// Digits, a point, dashes of a date: told apart by the parser.
    Figure(String),
    /// A sign.
    Sign(&'static str),
}

const SIGNS: [&str; 15] = ["!=", "<=", ">=", "..", "=", "<", ">", "+", "-", "(", ")", "{", "}", ",", "%"];

/// Signs of other languages and of word processors, with what is written here instead.
const FOREIGN: [(&str, &str); 22] = [
    ("==", "="),
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("&&", "and"),
    ("&", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("…", ".."),
    ("–", "-"),
    ("—", "-"),
    ("−", "-"),
    ("*", "product: [a, b]"),
    ("×", "product: [a, b]"),
    ("/", "ratio: a, to: b"),
    ("÷", "ratio: a, to: b"),
    ("[", "{"),
    ("]", "}"),
];

/// The foreign sign at the head of a text. Of our own signs the longer ones go first: `!=` is not `!`.
fn foreign(text: &str) -> Option<(&'static str, &'static str)> {
    let own = SIGNS.iter().any(|sign| sign.len() == 2 && text.starts_with(sign));
    FOREIGN.into_iter().find(|(sign, _)| !own && text.starts_with(sign))
}

/// Splits a text into tokens with their places.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        }
        let start = at;
        if character.is_ascii_digit() {
            at += figure_length(&text[at..]);
            found.push((Token::Figure(text[start..at].to_owned()), start..at));
        } else if character.is_ascii_alphabetic() || character == '_' {
            at += word_length(&text[at..]);
            found.push((Token::Word(text[start..at].to_owned()), start..at));
        } else if let Some((sign, expected)) = foreign(&text[at..]) {
            let (range, found) = (start..at + sign.len(), sign.to_owned());
            return Err(Fault { code: "expression-sign", range, found, expected: expected.to_owned() });
        } else if let Some(sign) = SIGNS.iter().find(|sign| text[at..].starts_with(**sign)) {
            at += sign.len();
            found.push((Token::Sign(sign), start..at));
        } else {
            at += character.len_utf8();
            let found = character.to_string();
            return Err(Fault { code: "expression-character", range: start..at, found, expected: String::new() });
        }
    }
    Ok(found)
}

/// Digits, with single points and dashes between digits: `12`, `0.01`, `2025-07-01`. Two points end it.
fn figure_length(text: &str) -> usize {
    inner_length(text, |byte| byte.is_ascii_digit())
}

/// A name: letters, digits, `_`, with single points and dashes between them, and `/` inside units.
fn word_length(text: &str) -> usize {
    inner_length(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn inner_length(text: &str, fits: impl Fn(u8) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while length < bytes.len() {
        let joins = matches!(bytes[length], b'.' | b'-' | b'/')
            && length > 0
            && fits(bytes[length - 1])
            && bytes.get(length + 1).is_some_and(|next| fits(*next));
        if !fits(bytes[length]) && !joins {
            break;
        }
        length += 1;
    }
    length
}
