//! A piece of text for people, with its runs of foreign direction kept apart until it is known where it will be shown.
//!
//! Inside, every figure and every quoted value stands between Unicode isolates. A terminal gets them stripped, a page
//! gets `<bdi>` elements, a text file for a reader that honours isolates may keep them. So a figure in an Arabic
//! sentence can never be shown backwards, and nobody has to remember to wrap it.

use std::borrow::Cow;

const LEFT_TO_RIGHT: char = '\u{2066}';
const FIRST_STRONG: char = '\u{2068}';
/// Behind [`LEFT_TO_RIGHT`]: what is isolated is code. A mark of direction, so that whoever knows nothing of it loses it.
const CODE: char = '\u{200E}';
const POP: char = '\u{2069}';

/// Text ready to be shown, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    marked: String,
}

impl Rendered {
    /// A value from outside (a name, a code, a file's text): isolated, and what would steer a screen or turn the text made
    /// visible ([`visible`]). A line break in it is a blank: it begins no line of ours.
    #[must_use]
    pub fn quoted(text: &str) -> Rendered {
        Rendered { marked: format!("{FIRST_STRONG}{}{POP}", visible(text)) }
    }

    /// An identifier of a document or a file, where it has no name for people: code on a page, and made [`visible`].
    #[must_use]
    pub fn code(text: &str) -> Rendered {
        Rendered { marked: format!("{LEFT_TO_RIGHT}{CODE}{}{POP}", visible(text)) }
    }

    /// Words in the reader's language, ours or a document's: not isolated, without marks of direction, and made [`visible`].
    #[must_use]
    pub fn plain(text: &str) -> Rendered {
        let unmarked: String = text.chars().filter(|&letter| !is_direction_mark(letter)).collect();
        Rendered { marked: visible(&unmarked).into_owned() }
    }

    /// A figure: always read from left to right.
    #[must_use]
    pub(crate) fn figure(text: &str) -> Rendered {
        Rendered { marked: format!("{LEFT_TO_RIGHT}{text}{POP}") }
    }

    /// A phrase already marked, isolated as a whole.
    #[must_use]
    pub(crate) fn phrase(marked: &str) -> Rendered {
        Rendered { marked: format!("{FIRST_STRONG}{marked}{POP}") }
    }

    /// Text that carries isolates already.
    #[must_use]
    pub(crate) fn from_marked(marked: String) -> Rendered {
        Rendered { marked }
    }

    /// The text without direction marks: for terminals, files and logs.
    #[must_use]
    pub fn text(&self) -> String {
        self.marked.chars().filter(|&letter| !is_direction_mark(letter)).collect()
    }

    /// The text with Unicode isolates: for a plain-text reader that honours them.
    #[must_use]
    pub fn isolated(&self) -> &str {
        &self.marked
    }

    /// HTML: escaped, with `<bdi>` where the text has isolates.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.marked.len() + 32);
        let mut open = Vec::new();
        let mut letters = self.marked.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                LEFT_TO_RIGHT if letters.next_if_eq(&CODE).is_some() => {
                    html.push_str("<code dir=\"ltr\">");
                    open.push("</code>");
                }
                LEFT_TO_RIGHT => {
                    html.push_str("<bdi dir=\"ltr\">");
                    open.push("</bdi>");
                }
                FIRST_STRONG => {
                    html.push_str("<bdi>");
                    open.push("</bdi>");
                }
                POP => html.push_str(open.pop().unwrap_or_default()),
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                other => html.push(other),
            }
        }
        html
    }
}

/// A text from outside as it may stand on a screen or a page: control characters (escape sequences among them) and marks of
/// direction are shown by their numbers, `⟨U+001B⟩`. Nothing is left out: a name that hides something shows that it does.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !letter.is_control() && !is_direction_mark(letter);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\n' | '\t' => shown.push(' '),
            plain if is_plain(plain) => shown.push(plain),
            other => shown.push_str(&number(other)),
        }
    }
    Cow::Owned(shown)
}

/// A whole page, or any text that is laid out already: the same, but for line breaks, and for isolates, which we set ourselves
/// around what is drawn.
#[must_use]
pub fn laid_out(text: String) -> String {
    let is_ours = |letter: char| matches!(letter, '\n' | '\t' | '\u{2066}'..='\u{2069}');
    let is_plain = |letter: char| is_ours(letter) || !letter.is_control() && !is_direction_mark(letter);
    if text.chars().all(is_plain) {
        return text;
    }
    text.chars().fold(String::with_capacity(text.len() + 64), |mut shown, letter| {
        if is_plain(letter) {
            shown.push(letter)
        } else {
            shown.push_str(&number(letter))
        }
        shown
    })
}

/// JSON whose strings hold no control or mark of direction raw: they stand as `\u202e`. Outside strings there is none.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    let is_raw = |letter: char| letter != '\n' && (letter.is_control() || is_direction_mark(letter));
    if !text.chars().any(is_raw) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().fold(String::with_capacity(text.len() + 64), |mut shown, letter| {
        if is_raw(letter) {
            shown.push_str(&format!("\\u{:04x}", u32::from(letter)))
        } else {
            shown.push(letter)
        }
        shown
    }))
}

fn number(letter: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(letter))
}

/// Marks and controls of direction; a value from outside may not bring its own.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl std::fmt::Display for Rendered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_code_on_a_page_and_itself_elsewhere() {
        let value = Rendered::phrase(Rendered::code("kept_18").isolated());
        assert_eq!(value.text(), "kept_18");
        assert_eq!(value.html(), "<bdi><code dir=\"ltr\">kept_18</code></bdi>");
    }

    #[test]
    fn a_quoted_value_cannot_turn_the_sentence_or_open_a_tag() {
        let value = Rendered::quoted("<b>a\u{202E}b</b>\u{2069}");
        assert_eq!(value.text(), "<b>a⟨U+202E⟩b</b>⟨U+2069⟩");
        assert_eq!(value.html(), "<bdi>&lt;b&gt;a⟨U+202E⟩b&lt;/b&gt;⟨U+2069⟩</bdi>");
    }

    #[test]
    fn controls_and_marks_of_direction_are_shown_by_their_numbers() {
        let hostile: String = ('\0'..='\u{9F}')
            .filter(|letter| letter.is_control())
            .chain(['\u{61C}', '\u{200E}', '\u{200F}'])
            .chain('\u{202A}'..='\u{202E}')
            .chain('\u{2066}'..='\u{2069}')
            .collect();
        let raw = |text: &str| text.chars().any(|letter| hostile.contains(letter));
        for letter in hostile.chars() {
            let text = format!("a{letter}b");
            let is_blank = matches!(letter, '\n' | '\t');
            let shown = if is_blank { "a b".to_owned() } else { format!("a{}b", number(letter)) };
            let unmarked = if is_direction_mark(letter) { "ab".to_owned() } else { shown.clone() };
            for (value, shown) in [
                (Rendered::quoted(&text), &shown),
                (Rendered::code(&text), &shown),
                (Rendered::plain(&text), &unmarked),
            ] {
                assert!(!raw(&value.text()) && !raw(&value.html()), "{letter:?}");
                assert_eq!(value.text(), *shown);
            }
            let is_ours = is_blank || ('\u{2066}'..='\u{2069}').contains(&letter);
            assert_eq!(laid_out(text.clone()) == text, is_ours, "{letter:?}");
        }
        assert_eq!(visible("سطر عادي — é"), "سطر عادي — é");
        let written = "{\n  \"name\": \"a\u{202E}\u{9B}b\"\n}";
        assert_eq!(json(written), "{\n  \"name\": \"a\\u202e\\u009bb\"\n}");
    }
}
