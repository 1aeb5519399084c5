//! A piece of text for people, with its runs of foreign direction kept apart until it is known where it will be shown.
//!
//! Inside, every figure and every quoted value stands between Unicode isolates. A terminal gets them stripped, a page
//! gets `<bdi>` elements, a text file for a reader that honours isolates may keep them. So a figure in an Arabic
//! sentence can never be shown backwards, and nobody has to remember to wrap it.

const LEFT_TO_RIGHT: char = '\u{2066}';
const FIRST_STRONG: char = '\u{2068}';
const POP: char = '\u{2069}';

/// Text ready to be shown, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    marked: String,
}

impl Rendered {
    /// A value from outside (a name, a code, a file's text): isolated, its own direction marks removed.
    #[must_use]
    pub fn quoted(text: &str) -> Rendered {
        let clean: String = text.chars().filter(|&letter| !is_direction_mark(letter)).collect();
        Rendered { marked: format!("{FIRST_STRONG}{clean}{POP}") }
    }

    /// Our own words in the reader's language: not isolated.
    #[must_use]
    pub fn plain(text: &str) -> Rendered {
        Rendered { marked: text.chars().filter(|&letter| !is_direction_mark(letter)).collect() }
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
        for letter in self.marked.chars() {
            match letter {
                LEFT_TO_RIGHT => html.push_str("<bdi dir=\"ltr\">"),
                FIRST_STRONG => html.push_str("<bdi>"),
                POP => html.push_str("</bdi>"),
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
    fn a_quoted_value_cannot_turn_the_sentence_or_open_a_tag() {
        let value = Rendered::quoted("<b>a\u{202E}b</b>\u{2069}");
        assert_eq!(value.text(), "<b>ab</b>");
        assert_eq!(value.html(), "<bdi>&lt;b&gt;ab&lt;/b&gt;</bdi>");
    }
}
