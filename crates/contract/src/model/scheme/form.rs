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
pub(super) fn fits(form: &[GlyphRun], text: &str) -> bool {
    matches(form, text)
}

/// Runs are few and short: the longest that leaves room for the others is found by trying.
fn matches(form: &[GlyphRun], text: &str) -> bool {
    let Some((run, rest)) = form.split_first() else { return text.is_empty() };
    let standing = text.chars().take(run.most).take_while(|glyph| run.glyphs.has(*glyph)).count();
    let after = |count: usize| text.char_indices().nth(count).map_or("", |(place, _)| &text[place..]);
    (run.least..=standing).rev().any(|count| matches(rest, after(count)))
}
