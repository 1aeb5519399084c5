//! The opening line of a block, and the closed list of what a block may be.

use std::fmt;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Who commits, pays or declares.
    Party,
    /// A platform, a region, a class of places.
    Place,
    /// A table of facts that clauses read.
    Evidence,
    /// A dated value.
    Parameter,
    /// A reusable set of keys.
    Definition,
    /// What a target is measured on.
    Indicator,
    /// A target or an act with a deadline.
    Commitment,
    /// A computation of what is owed.
    Clause,
    /// A bound on several clauses together.
    Ceiling,
    /// A comparison of two pieces of evidence.
    Control,
    /// What a person must judge.
    Judgement,
    /// A worked case.
    Scenario,
    /// A remark for readers.
    Note,
    /// How the numbers of persons, firms or accounts are written and checked.
    Scheme,
    /// Which days are worked, and which are feasts.
    Calendar,
    /// How amounts of a currency are written in words.
    Currency,
    /// Small changes that change no answer, with the reason.
    WithoutEffect,
    /// What an amendment changes.
    Amends,
}

impl BlockKind {
    /// Every kind, in the order of the language's description.
    pub const ALL: [BlockKind; 18] = [
        BlockKind::Party,
        BlockKind::Place,
        BlockKind::Evidence,
        BlockKind::Parameter,
        BlockKind::Scheme,
        BlockKind::Calendar,
        BlockKind::Currency,
        BlockKind::Definition,
        BlockKind::Indicator,
        BlockKind::Commitment,
        BlockKind::Clause,
        BlockKind::Ceiling,
        BlockKind::Control,
        BlockKind::Judgement,
        BlockKind::Scenario,
        BlockKind::Note,
        BlockKind::WithoutEffect,
        BlockKind::Amends,
    ];

    /// The word after `yaml` on the opening line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            BlockKind::Party => "party",
            BlockKind::Place => "place",
            BlockKind::Evidence => "evidence",
            BlockKind::Parameter => "parameter",
            BlockKind::Scheme => "scheme",
            BlockKind::Calendar => "calendar",
            BlockKind::Currency => "currency",
            BlockKind::Definition => "definition",
            BlockKind::Indicator => "indicator",
            BlockKind::Commitment => "commitment",
            BlockKind::Clause => "clause",
            BlockKind::Ceiling => "ceiling",
            BlockKind::Control => "control",
            BlockKind::Judgement => "judgement",
            BlockKind::Scenario => "scenario",
            BlockKind::Note => "note",
            BlockKind::WithoutEffect => "without_effect",
            BlockKind::Amends => "amends",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<BlockKind> {
        BlockKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the opening line of a fence asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening<'a> {
    /// A block of this kind.
    Block(BlockKind),
    /// `yaml` alone.
    WithoutKind,
    /// A word that is no kind.
    UnknownKind(&'a str),
    /// Close to the opening of a block, but not one: another spelling of `yaml`, a kind without it, words too many.
    NotUnderstood,
    /// Any other fence: comment.
    Comment,
}

/// Reads the words behind the opening fence.
pub(super) fn read_opening(info: &str) -> Opening<'_> {
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.as_slice() {
        ["yaml"] => Opening::WithoutKind,
        ["yaml", kind] => BlockKind::from_word(kind).map_or(Opening::UnknownKind(kind), Opening::Block),
        [first, ..] if resembles_block(first) => Opening::NotUnderstood,
        _ => Opening::Comment,
    }
}

fn resembles_block(word: &str) -> bool {
    let word = word.to_lowercase();
    word.contains("yaml") || word.contains("yml") || BlockKind::from_word(&word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_a_block_a_comment_or_a_fault() {
        assert_eq!(read_opening("yaml clause"), Opening::Block(BlockKind::Clause));
        assert_eq!(read_opening("yaml"), Opening::WithoutKind);
        assert_eq!(read_opening("yaml claus"), Opening::UnknownKind("claus"));
        for close in ["YAML clause", "yml clause", "yaml clause pae", "clause", "{yaml} clause", "yaml,clause"] {
            assert_eq!(read_opening(close), Opening::NotUnderstood, "{close}");
        }
        for comment in ["", "text", "expected", "markdown clause"] {
            assert_eq!(read_opening(comment), Opening::Comment, "{comment}");
        }
    }
}
