//! Commands that a reader can type next, as a shell takes them.

use std::path::Path;

use presentation::rendered::visible;

/// The command for this workspace.
pub fn with_workspace(command: &str, root: &Path) -> String {
    if root == Path::new(crate::USUAL_WORKSPACE) {
        return command.to_owned();
    }
    format!("{command} --workspace {}", quoted(&root.display().to_string()))
}

/// A word of a command.
pub fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,@".contains(letter);
    // What would steer the screen, or turn it, is written by its bytes, as the shell reads them.
    if visible(word) != word {
        let byte = |byte: u8| match byte {
            b'\'' | b'\\' => format!("\\{}", char::from(byte)),
            b' '..=b'~' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        };
        return format!("$'{}'", word.bytes().map(byte).collect::<String>());
    }
    match word.chars().all(plain) && !word.is_empty() {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_command_steers_no_screen() {
        assert_eq!(quoted("paie 08.csv"), "'paie 08.csv'");
        assert_eq!(quoted("d'août.csv"), r"'d'\''août.csv'");
        assert_eq!(quoted("a\u{1b}]0;x\u{7} 'b'.csv"), r"$'a\x1b]0;x\x07 \'b\'.csv'");
        assert_eq!(quoted("é\u{202e}"), r"$'\xc3\xa9\xe2\x80\xae'");
        assert_eq!(quoted("two\nlines"), r"$'two\x0alines'");
    }
}
