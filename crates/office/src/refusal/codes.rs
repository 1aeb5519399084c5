//! Every code with which the office refuses an act, and the values that its words take. A test demands each of them in the
//! three languages, with what to do.

/// Codes, each with the names of its values.
pub const CODES: &[(&str, &[&str])] = &[
    ("text-not-there", &["path"]),
    ("text-unsound", &["path"]),
    ("text-cases", &["path", "failed", "all"]),
    ("text-restated", &["path"]),
    ("text-no-parties", &["contract"]),
    ("text-proposed", &["contract", "entry"]),
    ("text-same", &["contract"]),
    ("text-not-proposed", &["contract"]),
    ("text-changed", &["path", "contract"]),
    ("text-other-hash", &["contract", "given", "proposed"]),
    ("text-all-signed", &["contract"]),
    ("text-unsigned", &["contract", "known"]),
    ("text-not-public", &["contract"]),
    ("text-over", &["contract", "day", "last"]),
    ("text-clause-over", &["contract", "clause", "day"]),
    ("text-leaves-days", &["contract", "day", "first"]),
    ("text-bound", &["path", "contract"]),
    ("party-not-named", &["party", "contract", "known"]),
    ("party-signed", &["party", "contract", "entry"]),
    ("party-not-signed", &["party", "contract"]),
];
