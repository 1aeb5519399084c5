//! A nation's words, places and schemes of numbers are data of packs: another country is written without touching a crate.

use super::{Fault, Rule};
use crate::code::has_word;
use crate::repository::File;

/// No word of one nation in what the crates do.
pub const NATION: Rule = Rule {
    name: "nation",
    why: "what is one nation's stands in packs, contracts and the two readers of its formats; a crate that knows a place or a \
          scheme of numbers must be changed for the next country",
    find: |repository| {
        let mut faults = Vec::new();
        let messages = repository.files.iter().filter(|file| file.path.ends_with(".ftl"));
        faults.extend(messages.flat_map(messages_of));
        for file in repository.files.iter().filter(|file| is_looked_at(file)) {
            let found = found(file);
            match EXCEPTED.iter().any(|(path, _)| *path == file.path) {
                true if found.is_empty() => {
                    faults.push(Fault::at(
                        file,
                        1,
                        "is excepted from this rule and names nothing of a nation any more",
                    ));
                }
                true => {}
                false => faults.extend(found),
            }
        }
        faults
    },
    fires_on: &[
        &[("crates/office/src/question/map.rs", concat!("const FIRST: &str = \"MA", "-01\";\n"))],
        &[("crates/presentation/src/quantity/priced.rs", concat!("const OF: &str = \"MA", "D\";\n"))],
        &[("crates/evidence/src/intake/keys.rs", concat!("fn is_cn", "ss() {}\npub const CN", "SS: u8 = 1;\n"))],
        &[("crates/presentation/src/words/marks.rs", "//! Words.\n")],
        &[(
            "crates/presentation/locales/en/reason.ftl",
            concat!("reason-identity = The CN", "SS number\n    .cure = it\n"),
        )],
    ],
    silent_on: &[
        &[("crates/evidence/src/read/ebds.rs", concat!("const OF: &str = \"CN", "SS\";\n"))],
        &[("crates/presentation/locales/en/finding.ftl", concat!("finding-ebds-cin = A\n    .cure = The CI", "N\n"))],
        &[("crates/contract/src/money.rs", concat!("/// An amount in dir", "ham.\npub struct Money;\n"))],
        &[("crates/contract/tests/it/cases.rs", concat!("const PLACE: &str = \"casanear", "shore\";\n"))],
    ],
};

/// Each in two parts, so that a search for them finds what it should.
const WORDS: &[&str] = &[
    concat!("moro", "cco"),
    concat!("moroc", "can"),
    concat!("mar", "oc"),
    concat!("cn", "ss"),
    concat!("ci", "n"),
    concat!("dir", "ham"),
    concat!("dir", "hams"),
    concat!("casa", "blanca"),
    concat!("casanear", "shore"),
    concat!("techno", "polis"),
    concat!("fes-", "shore"),
    concat!("e-", "bds"),
    concat!("etat-", "9421"),
    concat!("africa/", "casablanca"),
];

/// Its currency as a text alone; an example of an amount may be of any currency.
const CURRENCY: &str = concat!("\"ma", "d\"");

/// The readers of two formats, and what serves them alone or waits to become data; each with its reason.
const EXCEPTED: &[(&str, &str)] = &[
    ("crates/contract/src/model/filing.rs", "the names of the two readers"),
    ("crates/evidence/src/finding/codes.rs", "codes of what the two readers find"),
    ("crates/evidence/src/identifiers.rs", "the numbers in the two formats"),
    ("crates/evidence/src/piece.rs", "kinds of files of the two formats, schemes of their persons"),
    ("crates/evidence/src/pseudonym.rs", "the schemes of persons in the two formats"),
    ("crates/evidence/src/read/person.rs", "persons in the two formats"),
    ("crates/evidence/src/schema.rs", "what the two readers fill"),
    ("crates/evidence/src/store/links.rs", "names of two halves of a stored number"),
    ("crates/presentation/src/words/marks.rs", "a word of a closed list with a translation of its own"),
];

/// Messages about the two formats, and words of closed lists, by how their names begin.
const MESSAGES: &[(&str, &str)] = &[
    ("finding-ebds-", "what the reader of one format finds"),
    ("finding-tax-", "what the reader of the other finds"),
    ("piece-ebds-", "files of that format"),
    ("holds-", "columns of the two formats"),
    ("cell-", "a word of a closed list"),
    ("publisher-", "who published a figure"),
];

/// The same of messages in a language.
fn messages_of(file: &File) -> Vec<Fault> {
    let (mut faults, mut name) = (Vec::new(), "");
    for (index, line) in file.text.lines().enumerate() {
        if let Some((begun, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|first: char| first.is_alphabetic()))
        {
            name = begun;
        }
        let (text, is_excepted) = (line.to_lowercase(), MESSAGES.iter().any(|(prefix, _)| name.starts_with(prefix)));
        let word = WORDS.iter().find(|word| !is_excepted && !text.starts_with('#') && has_word(&text, word));
        if let Some(word) = word {
            faults.push(Fault::at(
                file,
                index + 1,
                format!("`{word}` is one nation's: a message of all says it otherwise"),
            ));
        }
    }
    faults
}

fn is_looked_at(file: &File) -> bool {
    let readers = ["crates/evidence/src/read/ebds", "crates/evidence/src/read/annual_tax"];
    file.path.ends_with(".rs")
        && file.path.starts_with("crates/")
        && file.path.contains("/src/")
        && !readers.iter().any(|reader| file.path.starts_with(reader))
}

/// What a file does that names a nation; what it says of it beside is for its reader. Tests at its end may name what they like.
fn found(file: &File) -> Vec<Fault> {
    let lines: Vec<&str> = file.text.lines().collect();
    let tests = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod "));
    let mut faults = Vec::new();
    for (index, line) in lines.iter().enumerate().take(tests.unwrap_or(usize::MAX)) {
        let text = line.to_lowercase();
        if text.trim_start().starts_with("//") {
            continue;
        }
        let word = WORDS.iter().find(|word| has_word(&text, word)).copied();
        let currency = text.contains(CURRENCY).then_some("the code of its currency");
        if let Some(word) = word.or_else(|| region(&text)).or(currency) {
            faults.push(Fault::at(file, index + 1, format!("`{word}` is one nation's: it belongs in a pack")));
        }
    }
    faults
}

/// A code of ISO 3166-2 of the nation whose packs ship.
fn region(text: &str) -> Option<&'static str> {
    let code = concat!("\"ma", "-");
    let at = text.find(code)? + code.len();
    text[at..].starts_with(|digit: char| digit.is_ascii_digit()).then_some("a code of a region")
}
