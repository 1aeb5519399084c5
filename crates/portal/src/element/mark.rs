//! Words with a shape and a tone. Never colour alone: the sign and the word say the same.

use maud::{Markup, html};
use presentation::Language;
use presentation::words::marks::{List, Mark, Tone, mark, word};

use super::words::said;

/// A code of a closed list with its sign and word.
#[must_use]
pub fn marked(language: Language, list: List, code: &str) -> Markup {
    draw(&mark(language, list, code))
}

/// A mark.
#[must_use]
pub fn draw(mark: &Mark) -> Markup {
    html! { span class={ "mark " (tone(mark.tone)) } { span.sign aria-hidden="true" { (mark.sign) } " " (said(&mark.word)) } }
}

/// The word of a code alone.
#[must_use]
pub fn named(language: Language, list: List, code: &str) -> Markup {
    said(&word(language, list, code))
}

/// The class of a tone.
#[must_use]
pub const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Neutral => "neutral",
        Tone::Doubtful => "doubtful",
        Tone::Bad => "bad",
        Tone::Unknown => "unknown",
    }
}
