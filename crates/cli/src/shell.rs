//! Commands that a reader can type next, as a shell takes them.

use std::path::Path;

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
    match word.chars().all(plain) && !word.is_empty() {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
