//! Runs the conformance documents: `conformance/<topic>/good/*.md` give no error, `conformance/<topic>/bad/*.md` give
//! exactly the diagnostics that their last block, fenced as `expected`, lists, one a line:
//!
//! ```text
//! key-repeated 12:3 rate
//! ```
//!
//! A good document may end with such a list too: of its warnings.
//!
//! that is the code, the line and column, and the text underlined. `MITHAQ_UPDATE=1 cargo test -p mithaq-contract`
//! writes the lists anew; the change is then read in review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use contract::check::{Checked, Packs};
use contract::diagnostic::{CODES, Diagnostics, Severity, excerpt};
use contract::source::Source;

const OPENING: &str = "\n```expected\n";

/// What checks a document: its diagnostics.
pub type Check = fn(&str) -> Diagnostics;

/// What runs the worked cases of a document without errors: a line for each difference.
pub type Cases = fn(&str) -> Vec<String>;

/// Runs every document of the topics and gives the codes that their bad documents raised.
pub fn run<'t>(topics: impl IntoIterator<Item = &'t str>, told: Check, cases: Cases) -> BTreeSet<&'static str> {
    let mut raised = BTreeSet::new();
    let mut failures = Vec::new();
    for topic in topics {
        run_topic(topic, told, cases, &mut raised, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    raised
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests asks for new lists by a variable")]
fn run_topic(topic: &str, told: Check, cases: Cases, raised: &mut BTreeSet<&'static str>, failures: &mut Vec<String>) {
    let update = std::env::var_os("MITHAQ_UPDATE").is_some_and(|value| value == "1");
    for path in documents(topic, "good") {
        let text = read(&path);
        let diagnostics = told(&text);
        raised.extend(diagnostics.iter().map(|diagnostic| diagnostic.code));
        let errors = listed(&text, &diagnostics, true);
        if !errors.is_empty() {
            failures.push(format!("{} is good and yet gives:\n{errors}", path.display()));
        }
        // A good document that is about warnings lists them.
        if let Some(expected) = expected(&text) {
            let found = listed(&text, &diagnostics, false);
            if update {
                fs::write(&path, with_expected(&text, &found)).expect("the document can be written");
            } else if expected != found {
                failures.push(format!("{} expects:\n{expected}and gives:\n{found}", path.display()));
            }
        }
        failures.extend(cases(&text).into_iter().map(|difference| format!("{}:{difference}", path.display())));
    }
    for path in documents(topic, "bad") {
        let text = read(&path);
        let diagnostics = told(&text);
        raised.extend(diagnostics.iter().map(|diagnostic| diagnostic.code));
        let found = listed(&text, &diagnostics, false);
        if !diagnostics.has_errors() {
            failures.push(format!("{} is bad and yet gives no error", path.display()));
        } else if update {
            fs::write(&path, with_expected(&text, &found)).expect("the document can be written");
        } else if expected(&text) != Some(found.as_str()) {
            let expected = expected(&text).unwrap_or("nothing\n");
            failures.push(format!("{} expects:\n{expected}and gives:\n{found}", path.display()));
        }
    }
}

/// The codes of the table from the first up to and with the one named.
pub fn codes_up_to(last: &str) -> BTreeSet<&'static str> {
    let count = CODES.iter().position(|(code, _)| *code == last).expect("the code stands in the table") + 1;
    CODES[..count].iter().map(|(code, _)| *code).collect()
}

/// Every topic of the folder, in order.
pub fn topics() -> Vec<String> {
    let entries = fs::read_dir(root()).expect("the folder conformance can be read");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    // Documents beside each other are folders of their own: see `together`.
    let folders = folders.filter(|path| path.is_dir() && !path.ends_with("together"));
    let mut topics: Vec<_> = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    topics.sort();
    topics
}

/// Every document that loads: the good ones of every topic but `syntax`, and what ships.
pub fn good_documents() -> Vec<(PathBuf, String)> {
    let topics = topics().into_iter().filter(|topic| topic != "syntax");
    let good = topics.flat_map(|topic| documents(&topic, "good")).map(|path| (path.clone(), read(&path)));
    good.chain(shipped_contracts()).collect()
}

/// The contracts that ship.
pub fn shipped_contracts() -> Vec<(PathBuf, String)> {
    let folder = root().join("../contracts/ma");
    let paths = ["offshoring-2016", "offshoring-2025"].map(|name| folder.join(name).join("contract.md"));
    paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// The packs that documents here may borrow from: those of `conformance/packs/at-hand`, and those that ship.
pub fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| {
        let texts: Vec<String> = pack_paths().iter().map(|path| read(path)).collect();
        let mut packs = Packs::gather(texts.iter().map(String::as_str));
        packs.add_proposed([read(&root().join("packs/proposed.md")).as_str()]);
        packs
    })
}

fn pack_paths() -> Vec<PathBuf> {
    let inside = |folder: PathBuf| -> Vec<PathBuf> {
        let entries = fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let shipped = inside(root().join("../contracts/ma/packs")).into_iter().map(|folder| folder.join("pack.md"));
    let mut paths = inside(root().join("packs/at-hand"));
    paths.extend(shipped);
    paths.sort();
    paths
}

/// Checks a document beside these packs.
pub fn check(text: &str) -> Checked {
    contract::check::check(text, packs())
}

/// The packs that ship.
pub fn shipped_packs() -> Vec<(PathBuf, String)> {
    let shipped = pack_paths().into_iter().filter(|path| path.ends_with("pack.md"));
    shipped.map(|path| (path.clone(), read(&path))).collect()
}

/// The folder of the documents.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance")
}

fn documents(topic: &str, side: &str) -> Vec<PathBuf> {
    let folder = root().join(topic).join(side);
    // Of warnings there are good documents alone.
    if topic == "unused" && side == "bad" {
        return Vec::new();
    }
    let entries = fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no document", folder.display());
    paths
}

/// The text of a file.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The diagnostics of a document, a line for each.
pub fn listed(text: &str, diagnostics: &Diagnostics, errors_only: bool) -> String {
    let source = Source::new(text);
    let told = diagnostics.iter().filter(|one| !errors_only || one.severity == Severity::Error);
    let lines = told.map(|one| {
        let place = excerpt(&source, one.span);
        let underlined = place.text.chars().skip(place.from_column - 1).take(place.to_column - place.from_column);
        let underlined: String = underlined.map(visible).collect();
        let line = format!("{} {}:{} {}", one.code, one.span.start.line, one.span.start.column, underlined.trim());
        line.trim_end().to_owned() + "\n"
    });
    lines.collect()
}

/// Controls and marks of direction by their number, so that the list itself shows what it says.
fn visible(character: char) -> String {
    match character {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => format!("U+{:04X}", u32::from(character)),
        control if control.is_control() => format!("U+{:04X}", u32::from(control)),
        other => other.to_string(),
    }
}

/// The lines of the last block fenced as `expected`, with which the document ends.
fn expected(text: &str) -> Option<&str> {
    let (_, block) = text.rsplit_once(OPENING)?;
    block.strip_suffix("```\n")
}

fn with_expected(text: &str, found: &str) -> String {
    let document = text.rsplit_once(OPENING).map_or(text, |(document, _)| document);
    format!("{}\n{OPENING}{found}```\n", document.trim_end_matches('\n'))
}

#[test]
fn an_expected_block_is_found_and_written() {
    let text = "# A\n\n```expected\nyaml-tab 1:2 x\n```\n";
    assert_eq!(expected(text), Some("yaml-tab 1:2 x\n"));
    assert_eq!(with_expected(text, "yaml-tab 1:2 x\n"), text);
    assert_eq!(with_expected("# A\n", "yaml-tab 1:2 x\n"), text);
    assert_eq!(expected("# A\n"), None);
}
