//! Records of fixed width: digits to the right over zeros, letters to the left over spaces.

/// The records of one file.
pub(super) struct Records {
    bytes: Vec<u8>,
    affiliation: String,
    period: String,
    carriage_return: bool,
    lines: u32,
}

/// A record being written; complete when its last field is.
pub(super) struct Record<'a> {
    records: &'a mut Records,
    start: usize,
}

impl Records {
    /// No record yet, of that affiliation and period (AAAAMM).
    pub(super) fn new(affiliation: &str, period: &str, carriage_return: bool) -> Records {
        Records {
            bytes: Vec::new(),
            affiliation: affiliation.to_owned(),
            period: period.to_owned(),
            carriage_return,
            lines: 0,
        }
    }

    /// The number of the line that comes next.
    pub(super) const fn next_line(&self) -> u32 {
        self.lines + 1
    }

    /// A record of that type.
    pub(super) fn start(&mut self, kind: &str) -> Record<'_> {
        let start = self.bytes.len();
        self.lines += 1;
        Record { records: self, start }.text(kind, 3)
    }

    /// A record of that type that goes on with affiliation and period.
    pub(super) fn keyed(&mut self, kind: &str) -> Record<'_> {
        let (affiliation, period) = (self.affiliation.clone(), self.period.clone());
        self.start(kind).text(&affiliation, 7).text(&period, 6)
    }

    /// The file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Record<'_> {
    /// Digits, zero-filled to the left.
    pub(super) fn number(self, value: u64, width: usize) -> Self {
        let text = format!("{value:0width$}");
        debug_assert_eq!(text.len(), width, "the number is wider than its field");
        self.records.bytes.extend_from_slice(text.as_bytes());
        self
    }

    /// Letters, space-filled to the right, cut at the width of the field.
    pub(super) fn text(self, text: &str, width: usize) -> Self {
        debug_assert!(text.is_ascii(), "the exchange format has no accents");
        let end = self.records.bytes.len() + width;
        self.records.bytes.extend(text.bytes().take(width));
        self.records.bytes.resize(end, b' ');
        self
    }

    /// Spaces.
    pub(super) fn blank(self, width: usize) -> Self {
        self.text("", width)
    }

    /// The same record with another byte at that offset from its start.
    pub(super) fn damaged(self, offset: usize, byte: u8) -> Self {
        if let Some(place) = self.records.bytes.get_mut(self.start + offset) {
            *place = byte;
        }
        self
    }
}

impl Drop for Record<'_> {
    /// Ends the line.
    fn drop(&mut self) {
        debug_assert_eq!(self.records.bytes.len() - self.start, 260, "a record has 260 characters");
        if self.records.carriage_return {
            self.records.bytes.push(b'\r');
        }
        self.records.bytes.push(b'\n');
    }
}
