//! The marks that programs leave around a value: [`bare`] takes off a cell what is not part of its value, and says what that was.

use std::borrow::Cow;

use contract::spelling::digit;
pub(crate) use contract::spelling::key;

/// What was taken off a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Marks without width or direction.
    pub(super) invisible: bool,
    /// Arabic-Indic or Persian digits, written as 0–9.
    pub(super) digits: bool,
    /// The apostrophe before, or the formula around, a number that is a text.
    pub(super) text_mark: bool,
}

/// The value in a cell, and what was taken off it.
pub(super) fn bare(text: &str) -> (Cow<'_, str>, Taken) {
    let mut taken = Taken::default();
    let mut text = if text.is_ascii() { Cow::Borrowed(text.trim()) } else { unmarked(text, &mut taken) };
    let inside = formula(&text).or_else(|| text.strip_prefix('\'')).map(|inside| inside.trim().to_owned());
    if let Some(inside) = inside {
        taken.text_mark = true;
        text = Cow::Owned(inside);
    }
    (text, taken)
}

/// The text without invisible marks and with digits 0–9; its ends trimmed of every blank.
fn unmarked<'a>(text: &'a str, taken: &mut Taken) -> Cow<'a, str> {
    if !text.chars().any(|character| is_invisible(character) || (digit(character).is_some() && !character.is_ascii())) {
        return Cow::Borrowed(text.trim());
    }
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            taken.invisible = true;
        } else if let Some(digit) = digit(character) {
            taken.digits |= digit != character;
            plain.push(digit);
        } else {
            plain.push(character);
        }
    }
    Cow::Owned(plain.trim().to_owned())
}

/// The text in `="…"`, which spreadsheets write to keep leading zeros.
fn formula(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('=')?;
    inside.strip_prefix('"').and_then(|inside| inside.strip_suffix('"')).filter(|inside| !inside.contains('"'))
}

/// Zero-width blanks and joiners, directions, isolates, the byte order mark, the soft hyphen and end-of-file marks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{061C}')
}

/// Whether it is a blank that people put between groups of digits.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_bared_and_told() {
        let read = |text: &str| {
            let (text, taken) = bare(text);
            (text.into_owned(), taken.invisible, taken.digits, taken.text_mark)
        };
        assert_eq!(read(" 12 "), ("12".to_owned(), false, false, false));
        assert_eq!(read("\u{200E}12\u{202C}"), ("12".to_owned(), true, false, false));
        assert_eq!(read("١۲"), ("12".to_owned(), false, true, false));
        assert_eq!(read("'012"), ("012".to_owned(), false, false, true));
        assert_eq!(read("=\"012\""), ("012".to_owned(), false, false, true));
        assert_eq!(read("=A1"), ("=A1".to_owned(), false, false, false));
        assert_eq!(read("\u{A0}é\u{202F}"), ("é".to_owned(), false, false, false));
    }
}
