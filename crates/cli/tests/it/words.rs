//! Every code that a reader of evidence can write has words and a cure in three languages, with its own values.

use evidence::finding::codes::CODES;
use presentation::{Language, has_message, say};

/// Codes that intake writes about a piece or a row as a whole.
const INTAKE: &[(&str, &[&str])] = &[
    ("piece-duplicate", &["submission"]),
    ("piece-period-twice", &[]),
    ("declarant-unknown", &["declarant", "period"]),
    ("declarant-not-in-force", &["declarant", "period"]),
    ("declarant-several-operators", &["declarant", "period"]),
    ("declaration-period-unknown", &["declarant"]),
    ("ebds-complement-without-main", &[]),
    ("ebds-complement-person-in-main", &[]),
    ("person-link-conflict", &[]),
    ("person-unidentified", &[]),
    ("register-operator-unknown", &[]),
    ("register-operator-invalid", &[]),
    ("file-refused", &[]),
];

#[test]
fn every_finding_has_words_and_a_cure() {
    for language in Language::ALL {
        let readers = CODES.iter().map(|(code, _, names)| (code, names));
        for (code, names) in readers.chain(INTAKE.iter().map(|(code, names)| (code, names))) {
            let id = format!("finding-{code}");
            assert!(has_message(language, &id), "{language:?} has no {id}");
            let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "◆")).collect();
            let said = say(language, &id, &values);
            let cure = said.cure.unwrap_or_else(|| panic!("{language:?}: {id} says not what to do"));
            let whole = format!("{} {cure}", said.what);
            assert!(!whole.contains("{$"), "{language:?}: {id} names a value that the finding lacks: {whole}");
        }
    }
}
