//! The form of an identifier: runs of letters and digits, each so many or between two counts.

/// What a run is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// `0` to `9`.
    Digits,
    /// `A` to `Z`, and small ones where the scheme does not write capitals.
    Letters,
    /// Either.
    LettersOrDigits,
    /// Whatever is written, of any script; line ends and the like are not.
    Characters,
}

/// So many characters of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlyphRun {
    /// The sort.
    pub glyphs: Glyphs,
    /// How many at least.
    pub least: usize,
    /// How many at most.
    pub most: usize,
}

impl Glyphs {
    fn has(self, glyph: char) -> bool {
        match self {
            Glyphs::Digits => glyph.is_ascii_digit(),
            Glyphs::Letters => glyph.is_ascii_alphabetic(),
            Glyphs::LettersOrDigits => glyph.is_ascii_alphanumeric(),
            Glyphs::Characters => !glyph.is_control(),
        }
    }
}

/// Whether the whole text is made of the runs.
///
/// Where each run may end follows from where the one before may: a set of places, carried run by run. Trying one length after
/// the other would take, for seven runs of up to nineteen letters and a text of a hundred, longer than anybody waits.
///
/// ```text
/// form  1 .. 2 letters, 1 .. 3 digits      text AB12      ends of the letters {1, 2}, of the digits {3, 4}: it fits
/// ```
pub(super) fn fits(form: &[GlyphRun], text: &str) -> bool {
    let glyphs: Vec<char> = text.chars().collect();
    let mut ends = vec![false; glyphs.len() + 1];
    ends[0] = true;
    for run in form {
        let mut after = vec![false; glyphs.len() + 1];
        for begin in (0..ends.len()).filter(|place| ends[*place]) {
            let standing = glyphs[begin..].iter().take(run.most).take_while(|glyph| run.glyphs.has(**glyph)).count();
            (run.least..=standing).for_each(|count| after[begin + count] = true);
        }
        ends = after;
    }
    ends[glyphs.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_runs_are_matched_without_trying_every_length() {
        let run = |glyphs, least, most| GlyphRun { glyphs, least, most };
        // Seven runs that may each end anywhere: tried one after the other, a text that fits nowhere takes hours.
        let mut form = vec![run(Glyphs::Letters, 0, 19); 7];
        form.push(run(Glyphs::Digits, 1, 1));
        assert!(!fits(&form, &"a".repeat(100)));
        assert!(fits(&form, &format!("{}1", "a".repeat(100))));
        assert!(!fits(&form, &format!("{}1", "a".repeat(134))));
        let two = [run(Glyphs::Letters, 1, 2), run(Glyphs::LettersOrDigits, 3, 3)];
        assert!(fits(&two, "AB12") && fits(&two, "ABC12") && !fits(&two, "A12") && !fits(&two, "ABCD12"));
    }
}
