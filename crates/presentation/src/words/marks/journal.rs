//! The codes that the journal brings: acts, what they are about, what is verified of them.

/// Acts of the journal.
pub const ACTS: &[&str] = &[
    "open",
    "record-text",
    "submit",
    "add",
    "replace",
    "withdraw",
    "open-original",
    "import",
    "pass",
    "fix-public-day",
    "propose",
    "sign",
    "withdraw-signature",
    "withdraw-proposal",
    "bring-into-force",
    "appoint",
    "import-people",
    "change-mandate",
    "dismiss",
    "deputise",
    "set-secret",
    "set-factor",
    "lose-factor",
    "rotate",
    "witness",
    "lost",
    "clock-was-wrong",
    "enrol",
    "change-operator",
    "end-operator",
    "resume-operator",
    "import-operators",
    "import-balances",
    "nil-balance",
];

/// Parts of a workspace that are verified.
pub const PARTS: &[&str] = &[
    "entry",
    "tree",
    "checkpoint",
    "row",
    "given",
    "key",
    "database",
    "content",
    "submission",
    "edition",
    "result",
    "vault",
];

/// What an entry is about.
pub const ABOUT: &[&str] = &[
    "files",
    "operators",
    "texts",
    "day",
    "zone",
    "submission",
    "reason",
    "contract",
    "party",
    "reference",
    "account",
    "deputy",
    "lost",
    "wrong-days",
    "source",
];

/// What an entry says of who acted.
pub const ACTOR_FIELDS: &[&str] = &["who", "recognised", "interim", "person", "second"];

/// Who is called by a word, and how somebody is recognised.
pub const ACTORS: &[&str] = &[
    "office",
    "owner-of-the-workspace",
    "first-secret",
    "token",
    "token-and-code",
    "passphrase",
    "passphrase-and-code",
];

/// What somebody is by mandate.
pub const ROLES: &[&str] = &[
    "administrator",
    "officer",
    "finance-orderer",
    "accountant",
    "signatory",
    "clerk",
    "federation",
    "platform-manager",
    "auditor",
    "committee-member",
];

/// For whom a mandate is given.
pub const WHOM: &[&str] = &["office", "operators", "federation", "platform", "auditor"];
