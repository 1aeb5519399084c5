//! A bar drawn with block characters, eight steps a cell, in whole numbers only.

/// How far a value is on the way from `from` to `to`. Beyond both ends the bar is empty or full; the figure beside it
/// tells the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The value where the bar is empty: zero, or the baseline.
    pub from: i128,
    /// The value where the bar is full: the target.
    pub to: i128,
    /// The value reached.
    pub value: i128,
}

const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

impl Bar {
    /// The bar over that many characters, the empty part dotted so that its length is seen.
    #[must_use]
    pub fn draw(&self, cells: usize) -> String {
        let steps = self.eighths(cells);
        let (full, rest) = (steps / 8, steps % 8);
        let mut text = "█".repeat(full);
        if rest > 0 {
            text.push(EIGHTHS[rest]);
        }
        text.push_str(&"·".repeat(cells - full - usize::from(rest > 0)));
        text
    }

    /// Eighths of a character that are filled: none below the start, at least one above it, all only at the target.
    fn eighths(&self, cells: usize) -> usize {
        let all = cells * 8;
        let (Some(length), Some(done)) = (self.to.checked_sub(self.from), self.value.checked_sub(self.from)) else {
            return 0;
        };
        let (length, done) = if length < 0 { (-length, -done) } else { (length, done) };
        if done <= 0 || length == 0 {
            return 0;
        }
        if done >= length {
            return all;
        }
        let scaled = i128::try_from(all).ok().and_then(|all| done.checked_mul(all)).map(|scaled| scaled / length);
        scaled.and_then(|steps| usize::try_from(steps).ok()).unwrap_or(0).clamp(1, all - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(value: i128) -> String {
        Bar { from: 63_000, to: 123_000, value }.draw(6)
    }

    #[test]
    fn a_bar_is_full_only_when_the_target_is_reached() {
        assert_eq!(draw(60_000), "······");
        assert_eq!(draw(63_000), "······");
        assert_eq!(draw(63_001), "▏·····");
        assert_eq!(draw(93_000), "███···");
        assert_eq!(draw(122_999), "█████▉");
        assert_eq!(draw(123_000), "██████");
        assert_eq!(draw(148_500), "██████");
        assert_eq!(Bar { from: 0, to: 0, value: 0 }.draw(3), "···");
    }
}
