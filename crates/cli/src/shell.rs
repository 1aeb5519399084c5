//! Commands that a reader can type next, as a shell takes them.

use std::path::Path;

/// The command for this workspace.
pub fn with_workspace(command: &str, root: &Path) -> String {
    if root == Path::new(crate::USUAL_WORKSPACE) {
        return command.to_owned();
    }
    let root = root.display().to_string();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
    let root = if root.chars().all(plain) { root } else { format!("'{}'", root.replace('\'', r"'\''")) };
    format!("{command} --workspace {root}")
}
