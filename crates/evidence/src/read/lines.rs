//! Lines of a text file: where each begins and what it holds.
//!
//! Knows nothing of what the lines say. A line ends in LF, CRLF or a lone CR, as the systems of three makers have it.

/// The byte offset of each line. A final line end does not begin a line.
pub(super) fn line_starts(bytes: &[u8]) -> Vec<u64> {
    let mut starts = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        starts.push(start as u64);
        start = end_of_line(&bytes[start..]).map_or(bytes.len(), |(_, next)| start + next);
    }
    starts
}

/// Lines with their number from 1, without their ends.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines { rest: text, number: 0 }
}

/// The lines of a text that are left.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    rest: &'a str,
    number: u32,
}

impl Lines<'_> {
    /// The number of the last line given.
    pub(super) fn number(&self) -> u32 {
        self.number
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (u32, &'a str);

    fn next(&mut self) -> Option<(u32, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        self.number = self.number.saturating_add(1);
        let (end, next) = end_of_line(self.rest.as_bytes()).unwrap_or((self.rest.len(), self.rest.len()));
        let line = &self.rest[..end];
        self.rest = &self.rest[next..];
        Some((self.number, line))
    }
}

/// Where the first line ends and where the next begins.
fn end_of_line(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let both = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
    Some((end, end + 1 + usize::from(both)))
}

/// Whether a line holds nothing but spaces and tabs.
pub(super) fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways_and_keep_their_place() {
        let text = "one\r\ntwo\n\nfour\rfive\r";
        let read: Vec<(u32, &str)> = lines(text).collect();
        assert_eq!(read, [(1, "one"), (2, "two"), (3, ""), (4, "four"), (5, "five")]);
        assert_eq!(line_starts(text.as_bytes()), [0, 5, 9, 10, 15]);
        assert_eq!(line_starts(b"one\n"), [0]);
        assert_eq!(line_starts(b""), [0_u64; 0]);
    }
}
