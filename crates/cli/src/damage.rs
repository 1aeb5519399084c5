//! Damaged files of submissions: loud, each with its operator and what to do. What was printed besides stands.

use std::process::ExitCode;

use office::answer::evidence::{Damage, Harm};
use presentation::{Rendered, words};

use crate::screen::Screen;

/// How a command ends that met a damaged file and went on.
pub const CODE: u8 = 3;

/// Tells of each.
pub fn show(damaged: &[Damage], screen: &Screen) {
    let language = screen.language();
    for one in damaged {
        let harm = match one.what {
            Harm::Missing => words::harm_missing(language),
            Harm::Altered => words::harm_altered(language),
            Harm::Unreadable => words::harm_unreadable(language),
        };
        let operator = one.operator.as_ref().map_or("—", |operator| operator.as_str());
        let [operator, submission, file] = [operator, &one.submission, &one.file].map(Rendered::quoted);
        screen.warn(&words::command_damaged(language, operator, submission, file, harm));
    }
    if !damaged.is_empty() {
        screen.warn(&words::command_damaged_cure(language, Rendered::quoted("--replace")));
    }
}

/// How a command ends: as it would, unless something is damaged.
pub fn ended(damaged: &[Damage], otherwise: ExitCode) -> ExitCode {
    if damaged.is_empty() { otherwise } else { ExitCode::from(CODE) }
}
