//! The codes that the journal brings: acts, what they are about, what is verified of them.

/// Acts of the journal.
pub const ACTS: &[&str] = &[
    "open",
    "record-text",
    "submit",
    "add",
    "replace",
    "withdraw",
    "import",
    "pass",
    "fix-public-day",
    "propose",
    "sign",
    "withdraw-signature",
    "withdraw-proposal",
    "bring-into-force",
];

/// Parts of a workspace that are verified.
pub const PARTS: &[&str] =
    &["entry", "tree", "checkpoint", "row", "given", "key", "database", "content", "submission", "edition", "result"];

/// What an entry is about.
pub const ABOUT: &[&str] =
    &["files", "operators", "texts", "day", "zone", "submission", "reason", "contract", "party", "reference"];
