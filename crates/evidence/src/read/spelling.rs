//! Spellings: what is left of a word when its writing is taken away, and the marks that programs leave around a value.
//!
//! [`key`] makes equal what people hold to be one word (`N° CNSS`, `numéro_cnss`; `مغربيّة`, `مغربية`). [`bare`] takes off
//! a cell what is not part of its value, and says what that was.

use std::borrow::Cow;

/// A word without case, accents, blanks and signs; Arabic without vowels and with one form of each letter.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => key.push('a'),
            'ç' => key.push('c'),
            'è' | 'é' | 'ê' | 'ë' => key.push('e'),
            'ì' | 'í' | 'î' | 'ï' => key.push('i'),
            'ñ' => key.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => key.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => key.push('u'),
            'ý' | 'ÿ' => key.push('y'),
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'أ' | 'إ' | 'آ' | 'ٱ' => key.push('ا'),
            'ى' => key.push('ي'),
            'ة' => key.push('ه'),
            // Kashida, vowels and superscript alef; ordinal signs; combining accents.
            '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | 'º' | 'ª' | '\u{0300}'..='\u{036F}' => {}
            _ => match digit(character) {
                Some(digit) => key.push(digit),
                None if character.is_alphanumeric() => key.push(character),
                None => {}
            },
        }
    }
    key
}

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

/// The digit 0–9 of a European, Arabic-Indic, Persian or full-width digit.
fn digit(character: char) -> Option<char> {
    let value = match character {
        '0'..='9' => return Some(character),
        '\u{0660}'..='\u{0669}' => u32::from(character) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(character) - 0x06F0,
        '\u{FF10}'..='\u{FF19}' => u32::from(character) - 0xFF10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether it is a blank that people put between groups of digits.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_whatever_their_writing() {
        for text in ["numéro_cnss", "Numero CNSS", "NUMÉRO-CNSS ", "nume\u{301}ro cnss"] {
            assert_eq!(key(text), "numerocnss", "{text}");
        }
        assert_eq!(key("N° CNSS"), "ncnss");
        assert_eq!(key("مغربيّـة"), key("مغربية"));
        assert_eq!(key("الإجمالي"), key("الاجمالي"));
    }

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
