//! Figures in prose: groups of three are joined by what keeps them together and in order.

use super::{Fault, Rule};
use crate::markdown::{Part, parts};
use crate::repository::Repository;

/// No figure is grouped by plain spaces.
pub const PLAIN_SPACES: Rule = Rule {
    name: "plain-spaces",
    why: "a figure grouped by plain spaces breaks at the end of a line, and reads backwards in Arabic",
    find: plain_spaces,
    fires_on: &[
        &[("docs/a.md", "60 000 jobs\n")],
        &[("docs/a.md", "60\u{a0}000 jobs\n")],
        &[("crates/presentation/locales/fr/x.ftl", "a = 1 000 lignes\n")],
    ],
    silent_on: &[&[
        (
            "docs/a.md",
            "60,000 jobs, 60\u{202f}000 emplois, in 2025 100 jobs, 1,500 000\n\n```text\n60 000\n```\n`5 000`\n",
        ),
        ("crates/presentation/locales/fr/x.ftl", "# 1 000\na = 1\u{202f}000 lignes\n"),
    ]],
};

fn plain_spaces(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    let what = "digits grouped by a plain space: write 60,000 in English, U+202F in French and Arabic";
    for file in repository.markdown() {
        for part in parts(&file.text) {
            if let Part::Prose(line, prose) = part
                && is_grouped_by_spaces(&prose)
            {
                faults.push(Fault::at(file, line, what));
            }
        }
    }
    for file in repository.ending(&[".ftl", ".svg"]) {
        let lines = file.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        let grouped = lines.filter(|(_, line)| is_grouped_by_spaces(line) && !is_drawing(line));
        faults.extend(grouped.map(|(index, _)| Fault::at(file, index + 1, what)));
    }
    faults
}

/// Whether a line of a picture holds numbers of a drawing and no text.
fn is_drawing(line: &str) -> bool {
    ["d=\"", "points=\"", "viewBox=\"", "transform=\""].iter().any(|attribute| line.contains(attribute))
}

/// One to three digits, then a space that breaks, then exactly three digits.
fn is_grouped_by_spaces(text: &str) -> bool {
    let digits = |text: &str, from_end: bool| {
        let is_digit = |c: &char| c.is_ascii_digit();
        if from_end {
            text.chars().rev().take_while(is_digit).count()
        } else {
            text.chars().take_while(is_digit).count()
        }
    };
    text.match_indices([' ', '\u{a0}']).any(|(at, space)| {
        let (before, after) = (&text[..at], &text[at + space.len()..]);
        let count = digits(before, true);
        let head = before[..before.len() - count].chars().next_back();
        let whole = head.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '-' | '/' | ':'));
        (1..=3).contains(&count) && whole && digits(after, false) == 3
    })
}
