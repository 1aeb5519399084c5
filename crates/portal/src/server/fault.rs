//! What went wrong in the machine: the reader gets a short reference, who runs the server the matter itself.
//!
//! Messages of the machine name paths of its files; a page never does.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::asset;

/// A fault of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What the page shows: the same fault at the same place has the same reference.
    pub reference: String,
    /// Where, and what the machine said, on one line of printable characters.
    pub detail: String,
}

/// Who hears of faults.
pub type Tell = Arc<dyn Fn(&Fault) + Send + Sync>;

impl Fault {
    /// What the machine said at a place.
    #[must_use]
    pub fn of(place: &str, said: &str) -> Fault {
        // A path or a name may hold anything; a terminal obeys some of it.
        let detail: String = format!("{place}: {said}").chars().flat_map(printable).collect();
        let reference = asset::hexadecimal(&Sha256::digest(detail.as_bytes())[..4]);
        Fault { reference, detail }
    }
}

/// A character as it is, or its escape where it is one that controls.
fn printable(letter: char) -> impl Iterator<Item = char> {
    let controls = letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let escaped = controls.then(|| letter.escape_unicode());
    escaped.into_iter().flatten().chain((!controls).then_some(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_controls_a_terminal_is_told_raw() {
        let fault = Fault::of("/fr", "no file \u{1b}[2J\n\u{202e}x");
        assert_eq!(fault.detail, "/fr: no file \\u{1b}[2J\\u{a}\\u{202e}x");
        assert_eq!(fault.reference.len(), 8);
    }
}
