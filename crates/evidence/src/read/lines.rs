//! Lines of a text file: where each begins, and its characters whatever the encoding.
//!
//! Knows nothing of what the lines say. UTF-8 is read as such; a line that is not UTF-8 is read as Windows-1252, in which
//! every byte is one character, so that columns stay true.

use std::borrow::Cow;

/// The byte offset of each line. A final line feed does not begin a line.
pub(super) fn line_starts(bytes: &[u8]) -> Vec<u64> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        starts.push(start);
        start += line.len() as u64;
    }
    starts
}

/// Lines with their number from 1, without LF or CRLF.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> + Clone {
    bytes.split_inclusive(|byte| *byte == b'\n').enumerate().map(|(index, line)| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        (u32::try_from(index + 1).unwrap_or(u32::MAX), line)
    })
}

/// Whether a line holds nothing but spaces and tabs.
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// The characters of a line, and whether it had to be read as Windows-1252.
pub(super) fn decode(line: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(line) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(line.iter().map(|byte| windows_1252(*byte)).collect()), true),
    }
}

/// The character of a byte in Windows-1252; the five bytes without one become U+FFFD.
fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
        '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_either_way_and_keep_their_place() {
        let text = b"one\r\ntwo\n\nfour";
        let read: Vec<(u32, &[u8])> = lines(text).collect();
        assert_eq!(read, [(1, &b"one"[..]), (2, b"two"), (3, b""), (4, b"four")]);
        assert_eq!(line_starts(text), [0, 5, 9, 10]);
        assert_eq!(line_starts(b"one\n"), [0]);
        assert_eq!(line_starts(b""), [0_u64; 0]);
    }

    #[test]
    fn what_is_not_utf_8_is_windows_1252() {
        assert_eq!(decode("Séfrioui".as_bytes()), (Cow::Borrowed("Séfrioui"), false));
        assert_eq!(decode(b"S\xE9frioui \x80"), (Cow::Owned("Séfrioui €".to_owned()), true));
    }
}
