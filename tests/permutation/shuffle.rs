//! What may be shuffled in a delivery without saying anything else: files, their names, and their lines.

/// A source of chance that a seed determines.
pub struct Shuffle(u64);

impl Shuffle {
    pub fn new(seed: u64) -> Shuffle {
        Shuffle(seed)
    }

    /// The files of a day in another order, under other names, with their lines in another order.
    pub fn files(&mut self, files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = files.iter().map(|(name, bytes)| self.file(name, bytes)).collect();
        self.order(&mut files);
        files
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
        let end = name.rsplit_once('.').map_or("", |(_, end)| end);
        let lines = match end {
            "csv" => self.csv(bytes),
            "txt" => self.fixed_width(bytes),
            _ => None,
        };
        // A register without rows has its month from its name alone, a complement its number.
        let says_more = name.starts_with("DSC") || bytes.iter().filter(|byte| **byte == b'\n').count() < 2;
        let other = if says_more { name.to_owned() } else { format!("{:016x}.{end}", self.next()) };
        (other, lines.unwrap_or_else(|| bytes.to_vec()))
    }

    /// All rows below the header.
    fn csv(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.ends_with('\n') && !text.contains("\n\n"))?;
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        self.order(lines.get_mut(1..)?);
        Some(lines.concat().into_bytes())
    }

    /// The lines of persons among themselves: known ones (`02`) and entrants (`04`).
    fn fixed_width(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.ends_with('\n'))?;
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let kind = |line: &str| line.get(1..3).map(str::to_owned);
        for group in lines.chunk_by_mut(|left, right| kind(left) == kind(right)) {
            if group.first().is_some_and(|line| matches!(line.get(1..3), Some("02" | "04"))) {
                self.order(group);
            }
        }
        Some(lines.concat().into_bytes())
    }

    /// Fisher and Yates.
    fn order<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let chosen = usize::try_from(self.next() % (u64::try_from(last).unwrap_or(0) + 1)).unwrap_or(0);
            items.swap(last, chosen);
        }
    }

    /// `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
