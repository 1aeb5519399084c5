//! The characters of a file, whatever its encoding, and where each line begins in its bytes.
//!
//! UTF-8 is read as such. UTF-16 is read where a mark says so, or where every other byte of the beginning is zero, which
//! nothing else is. A line that is neither is Windows-1252, or Windows-1256 where the file holds Arabic words that the
//! other would turn into rows of accented capitals. No line break changes: lines are counted as an editor counts them.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

use super::lines::line_starts;

/// Bytes looked at to tell UTF-16 without a mark.
const SAMPLE_BYTES: usize = 256;
/// Arabic letters in a row that no French text shows when read as Windows-1252.
const ARABIC_RUN: usize = 3;

/// How the characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
    Windows1252,
    Windows1256,
}

impl Encoding {
    /// The name that messages show.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Little | Encoding::Utf16Big => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Windows1256 => "Windows-1256",
        }
    }
}

/// A file as text.
pub(super) struct Source<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Encoding,
    /// Whether a byte order mark stood before the text.
    pub(super) has_mark: bool,
    /// Of the lines that are not UTF-8: the first, and how many.
    pub(super) other_lines: Option<(u32, u64)>,
    /// The byte offset of each line.
    pub(super) line_starts: Vec<u64>,
}

/// Reads the characters.
pub(super) fn open(bytes: &[u8]) -> Source<'_> {
    if let Some((encoding, body)) = utf_16(bytes) {
        let decoder = if encoding == Encoding::Utf16Little { UTF_16LE } else { UTF_16BE };
        let (text, _) = decoder.decode_without_bom_handling(body);
        let offset = bytes.len() - body.len();
        let line_starts = starts_in_pairs(body, encoding, offset);
        return Source { text, encoding, has_mark: offset > 0, other_lines: None, line_starts };
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let has_mark = body.len() < bytes.len();
    let line_starts = line_starts(bytes);
    match std::str::from_utf8(body) {
        Ok(text) => {
            Source { text: Cow::Borrowed(text), encoding: Encoding::Utf8, has_mark, other_lines: None, line_starts }
        }
        Err(_) => {
            let (text, encoding, other_lines) = line_by_line(body);
            Source { text: Cow::Owned(text), encoding, has_mark, other_lines, line_starts }
        }
    }
}

/// UTF-16 and what follows its mark.
fn utf_16(bytes: &[u8]) -> Option<(Encoding, &[u8])> {
    if let Some(body) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some((Encoding::Utf16Little, body));
    }
    if let Some(body) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some((Encoding::Utf16Big, body));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let pairs = || sample.as_chunks::<2>().0.iter();
    if sample.len() < 16 {
        None
    } else if pairs().all(|[low, high]| *low != 0 && *high == 0) {
        Some((Encoding::Utf16Little, bytes))
    } else if pairs().all(|[high, low]| *low != 0 && *high == 0) {
        Some((Encoding::Utf16Big, bytes))
    } else {
        None
    }
}

/// Where lines begin in text of two bytes a character.
fn starts_in_pairs(body: &[u8], encoding: Encoding, offset: usize) -> Vec<u64> {
    let units: Vec<u8> = body
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| {
            let [low, high] = if encoding == Encoding::Utf16Little { *pair } else { [pair[1], pair[0]] };
            if high == 0 { low } else { b'?' }
        })
        .collect();
    let place = |start: u64| if start == 0 { 0 } else { start * 2 + offset as u64 };
    line_starts(&units).into_iter().map(place).collect()
}

/// Lines that are UTF-8 as such, the others in the one encoding that fits all of them.
fn line_by_line(body: &[u8]) -> (String, Encoding, Option<(u32, u64)>) {
    let lines: Vec<&[u8]> = body.split_inclusive(|byte| *byte == b'\n' || *byte == b'\r').collect();
    let is_other = |line: &&&[u8]| std::str::from_utf8(line).is_err();
    let encoding =
        if is_arabic(lines.iter().filter(is_other).copied()) { Encoding::Windows1256 } else { Encoding::Windows1252 };
    let decoder = if encoding == Encoding::Windows1256 { WINDOWS_1256 } else { WINDOWS_1252 };
    let mut text = String::with_capacity(body.len() + body.len() / 8);
    let mut others: Option<(u32, u64)> = None;
    let (mut number, mut last) = (0_u32, b'\n');
    for line in lines {
        // The line feed of a CRLF is a piece of its own here, but no line of its own.
        let begins = !(last == b'\r' && line == b"\n");
        number = number.saturating_add(u32::from(begins));
        last = line.last().copied().unwrap_or(b'\n');
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                others.get_or_insert((number, 0)).1 += 1;
                text.push_str(&decoder.decode_without_bom_handling(line).0);
            }
        }
    }
    (text, encoding, others)
}

/// Whether lines hold runs of Arabic letters of Windows-1256, and none of them stands inside a Latin word.
fn is_arabic<'a>(lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut runs = 0;
    for line in lines {
        let (text, _) = WINDOWS_1256.decode_without_bom_handling(line);
        let mut length = 0;
        let mut before = ' ';
        for character in text.chars() {
            let arabic = ('\u{0600}'..='\u{06FF}').contains(&character);
            let latin_before = before.is_ascii_alphabetic();
            if (arabic && latin_before) || (character.is_ascii_alphabetic() && length > 0) {
                return false;
            }
            length = if arabic { length + 1 } else { 0 };
            runs += usize::from(length == ARABIC_RUN);
            before = character;
        }
    }
    runs > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_characters() {
        let text = "nom;Séfrioui\r\nville;Fès\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let latin: Vec<u8> = text.chars().map(|character| u8::try_from(character).expect("Latin")).collect();
        for (bytes, encoding, marked) in [
            (text.as_bytes().to_vec(), Encoding::Utf8, false),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8, true),
            ([b"\xFF\xFE", little.as_slice()].concat(), Encoding::Utf16Little, true),
            ([b"\xFE\xFF", big.as_slice()].concat(), Encoding::Utf16Big, true),
            (little, Encoding::Utf16Little, false),
            (big, Encoding::Utf16Big, false),
            (latin, Encoding::Windows1252, false),
        ] {
            let source = open(&bytes);
            assert_eq!((source.text.as_ref(), source.encoding, source.has_mark), (text, encoding, marked));
            assert_eq!(source.line_starts.len(), 2, "{encoding:?}");
            assert_eq!(source.line_starts[0], 0);
        }
    }

    #[test]
    fn arabic_words_are_told_from_accented_capitals() {
        let arabic = WINDOWS_1256.encode("الجنسية;مغربي\n").0.into_owned();
        assert_eq!(open(&arabic).encoding, Encoding::Windows1256);
        assert_eq!(open(&arabic).text, "الجنسية;مغربي\n");
        let french = WINDOWS_1252.encode("HÉLÈNE;ÉÈÉ;Française\n").0.into_owned();
        assert_eq!((open(&french).encoding, open(&french).other_lines), (Encoding::Windows1252, Some((1, 1))));
    }
}
