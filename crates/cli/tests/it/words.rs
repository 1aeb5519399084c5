//! Every code that a reader of evidence can write has words and a cure in three languages, with its own values.

use evidence::finding::codes::CODES;
use presentation::{Language, has_message, say};

#[test]
fn every_finding_has_words_and_a_cure() {
    for language in Language::ALL {
        for (code, _, names) in CODES {
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
