//! Numbers, texts and columns as bytes, and back. Small numbers take few bytes; values that stand in a row take one entry.
//!
//! Reading never fails loudly and never takes more memory than it was told to: whatever is not of the form is `None`.

/// Bytes in the making.
#[derive(Default)]
pub struct Writer {
    /// What was written.
    pub bytes: Vec<u8>,
}

/// Bytes that are read from front to back.
pub struct Reader<'b> {
    rest: &'b [u8],
}

/// Small numbers around zero as small numbers.
#[expect(clippy::cast_sign_loss, reason = "the bits are moved, not the value")]
const fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

#[expect(clippy::cast_possible_wrap, reason = "the bits are moved, not the value")]
const fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

impl Writer {
    /// A number, seven bits a byte.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A length.
    pub fn length(&mut self, length: usize) {
        self.number(length as u64);
    }

    /// A number that may be below zero.
    pub fn signed(&mut self, number: i64) {
        self.number(folded(number));
    }

    /// A large number, in sixteen bytes.
    pub fn large(&mut self, number: i128) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// Bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A text behind its length.
    pub fn text(&mut self, text: &str) {
        self.length(text.len());
        self.raw(text.as_bytes());
    }

    /// A column: its length, then the steps from each value to the next.
    pub fn steps(&mut self, values: impl ExactSizeIterator<Item = i64>) {
        self.length(values.len());
        let mut last = 0i64;
        for value in values {
            self.signed(value.wrapping_sub(last));
            last = value;
        }
    }

    /// A column in runs: its length, then for each run the step from the value before, and how often it stands.
    pub fn runs(&mut self, mut values: impl ExactSizeIterator<Item = i64>) {
        self.length(values.len());
        let Some(mut run) = values.next() else { return };
        let (mut last, mut length) = (0i64, 1u64);
        for value in values {
            if value == run {
                length += 1;
                continue;
            }
            self.signed(run.wrapping_sub(last));
            self.number(length);
            (last, run, length) = (run, value, 1);
        }
        self.signed(run.wrapping_sub(last));
        self.number(length);
    }
}

/// No column is longer: a longer one is not of ours.
const LONGEST: u64 = 1 << 32;

impl<'b> Reader<'b> {
    /// From the first byte.
    #[must_use]
    pub const fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { rest: bytes }
    }

    /// Nothing is left.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// How many items follow, each of at least one byte.
    pub fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.rest.len()).then_some(length)
    }

    /// A number that may be below zero.
    pub fn signed(&mut self) -> Option<i64> {
        self.number().map(unfolded)
    }

    /// A large number.
    pub fn large(&mut self) -> Option<i128> {
        self.raw().map(i128::from_le_bytes)
    }

    /// Bytes as they are.
    pub fn raw<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*bytes)
    }

    /// A part behind its length, to be read apart.
    pub fn part(&mut self) -> Option<Reader<'b>> {
        let length = self.length()?;
        let (part, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Reader { rest: part })
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    /// A column of steps.
    pub fn steps<T>(&mut self, of: impl Fn(i64) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length()?;
        let mut values = Vec::with_capacity(length);
        let mut last = 0i64;
        for _ in 0..length {
            last = last.wrapping_add(self.signed()?);
            values.push(of(last)?);
        }
        Some(values)
    }

    /// A column of runs.
    pub fn runs<T: Copy>(&mut self, of: impl Fn(i64) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number().filter(|length| *length <= LONGEST)?;
        let length = usize::try_from(length).ok()?;
        let mut values = Vec::new();
        let mut last = 0i64;
        while values.len() < length {
            last = last.wrapping_add(self.signed()?);
            let value = of(last)?;
            let run = usize::try_from(self.number()?).ok()?;
            let filled = values.len().checked_add(run).filter(|filled| *filled <= length && run > 0)?;
            values.resize(filled, value);
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [i64; 9] = [0, 1, -1, 63, 64, i64::MAX, i64::MIN, 20_000_000, 20_000_000];

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        NUMBERS.iter().for_each(|number| writer.signed(*number));
        writer.steps(NUMBERS.into_iter());
        writer.runs(NUMBERS.into_iter());
        writer.runs(std::iter::repeat_n(5, 4));
        writer.text("é");
        writer.large(i128::MIN);
        let mut reader = Reader::new(&writer.bytes);
        NUMBERS.iter().for_each(|number| assert_eq!(reader.signed(), Some(*number)));
        assert_eq!(reader.steps(Some).as_deref(), Some(&NUMBERS[..]));
        assert_eq!(reader.runs(Some).as_deref(), Some(&NUMBERS[..]));
        assert_eq!(reader.runs(Some), Some(vec![5; 4]));
        assert_eq!(reader.text().as_deref(), Some("é"));
        assert_eq!(reader.large(), Some(i128::MIN));
        assert!(reader.is_done());
    }

    #[test]
    fn what_is_cut_short_is_nothing() {
        let mut writer = Writer::default();
        writer.runs([3, 3, 4].into_iter());
        for end in 0..writer.bytes.len() {
            assert_eq!(Reader::new(&writer.bytes[..end]).runs(Some), None);
        }
        assert_eq!(Reader::new(&[0xff; 12]).number(), None);
        assert_eq!(Reader::new(&[200, 1, 1]).text(), None);
    }
}
