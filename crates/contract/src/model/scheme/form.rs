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
    fn has(self, byte: u8) -> bool {
        match self {
            Glyphs::Digits => byte.is_ascii_digit(),
            Glyphs::Letters => byte.is_ascii_alphabetic(),
            Glyphs::LettersOrDigits => byte.is_ascii_alphanumeric(),
        }
    }
}

/// Whether the whole text is made of the runs.
pub(super) fn fits(form: &[GlyphRun], text: &str) -> bool {
    matches(form, text.as_bytes())
}

/// Runs are few and short: the longest that leaves room for the others is found by trying.
fn matches(form: &[GlyphRun], bytes: &[u8]) -> bool {
    let Some((run, rest)) = form.split_first() else { return bytes.is_empty() };
    let standing = bytes.iter().take(run.most).take_while(|byte| run.glyphs.has(**byte)).count();
    (run.least..=standing).rev().any(|count| matches(rest, &bytes[count..]))
}
