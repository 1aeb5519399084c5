//! Rust text without what is no code: comments and the insides of literals become spaces, lines stay lines.
//!
//! This is no parser. It knows comments, texts, raw texts and characters, which is what a search for a word needs.

use crate::repository::File;

/// The lines of code of a file, numbered from 1, without comments, literals and the tests at its end.
#[must_use]
pub fn shipped_lines(file: &File) -> Vec<(usize, String)> {
    if file.is_apart() { Vec::new() } else { lines_before_tests(&file.text) }
}

/// All lines of code of a text, tests included.
#[must_use]
pub fn lines(text: &str) -> Vec<(usize, String)> {
    blanked(text).lines().enumerate().map(|(index, line)| (index + 1, line.to_owned())).collect()
}

fn lines_before_tests(text: &str) -> Vec<(usize, String)> {
    let lines = lines(text);
    let tests = lines.windows(2).position(|pair| pair[0].1.trim() == "#[cfg(test)]" && pair[1].1.starts_with("mod "));
    lines.into_iter().take(tests.unwrap_or(usize::MAX)).collect()
}

/// Whether `word` stands in `line` with no letter, digit or underscore beside those of its ends that are such.
#[must_use]
pub fn has_word(line: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    let (starts, ends) = (word.starts_with(part), word.ends_with(part));
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(part);
        let after = line[at + word.len()..].chars().next().is_some_and(part);
        !(starts && before || ends && after)
    })
}

fn blanked(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let end = literal_end(&characters, at);
        if end == at {
            out.push(characters[at]);
            at += 1;
        } else {
            out.extend(characters[at..end].iter().map(|&character| if character == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that begins at `at` ends; `at` itself where none begins.
fn literal_end(characters: &[char], at: usize) -> usize {
    let after = |ahead: usize| characters.get(at + ahead).copied().unwrap_or('\0');
    match (characters[at], after(1)) {
        ('/', '/') => find(characters, at, |index| characters[index] == '\n'),
        ('/', '*') => block_comment_end(characters, at),
        ('"', _) => quoted_end(characters, at + 1, '"'),
        ('r', '"' | '#') if !is_name(characters, at) => raw_end(characters, at),
        ('\'', '\\') => quoted_end(characters, at + 1, '\''),
        ('\'', _) if after(2) == '\'' => at + 3,
        _ => at,
    }
}

/// Whether the letter at `at` is the end of a longer name (`br"…"` counts as raw text).
fn is_name(characters: &[char], at: usize) -> bool {
    let part = |index: usize| characters[index].is_alphanumeric() || characters[index] == '_';
    at > 0 && part(at - 1) && !(characters[at - 1] == 'b' && (at < 2 || !part(at - 2)))
}

fn find(characters: &[char], from: usize, wanted: impl Fn(usize) -> bool) -> usize {
    (from..characters.len()).find(|&index| wanted(index)).unwrap_or(characters.len())
}

fn block_comment_end(characters: &[char], at: usize) -> usize {
    let (mut depth, mut index) = (0, at);
    while index + 1 < characters.len() {
        match (characters[index], characters[index + 1]) {
            ('/', '*') => (depth, index) = (depth + 1, index + 2),
            ('*', '/') if depth == 1 => return index + 2,
            ('*', '/') => (depth, index) = (depth - 1, index + 2),
            _ => index += 1,
        }
    }
    characters.len()
}

fn quoted_end(characters: &[char], from: usize, quote: char) -> usize {
    let mut index = from;
    while index < characters.len() {
        match characters[index] {
            '\\' => index += 2,
            character if character == quote => return index + 1,
            _ => index += 1,
        }
    }
    characters.len()
}

fn raw_end(characters: &[char], at: usize) -> usize {
    let hashes = characters[at + 1..].iter().take_while(|&&character| character == '#').count();
    let opening = at + 1 + hashes;
    if characters.get(opening) != Some(&'"') {
        return at;
    }
    let closes = |index: usize| {
        characters[index] == '"'
            && characters.get(index + 1..=index + hashes).is_some_and(|tail| tail.iter().all(|&tail| tail == '#'))
    };
    (find(characters, opening + 1, closes) + 1 + hashes).min(characters.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_no_code() {
        let text = "a // b\n/* c\n/* d */ */ e \"f \\\" g\" 'h' '\\'' <'i> r#\"j \" k\"# br\"l\" for\"m\" n";
        let kept: String = blanked(text).chars().filter(char::is_ascii_alphabetic).collect();
        assert_eq!(kept, "aeibforn");
        assert_eq!(blanked(text).lines().count(), 3);
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        let text = "one\n#[cfg(test)]\nmod tests {\n two\n}\n".to_owned();
        let lines = |path: &str| shipped_lines(&File { path: path.to_owned(), text: text.clone() }).len();
        assert_eq!(lines("crates/contract/src/money.rs"), 1);
        assert_eq!(lines("crates/contract/tests/it/main.rs"), 0);
    }

    #[test]
    fn a_word_stands_alone() {
        assert!(has_word("x as f64;", "f64") && has_word("a.unwrap()", ".unwrap()"));
        assert!(!has_word("xf64", "f64") && !has_word("f64_x", "f64"));
    }
}
