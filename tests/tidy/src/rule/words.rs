//! Words that have no place in the repository: machines, package hosts, and how the work was organised.

use super::{Fault, Rule};
use crate::code::has_word;
use crate::repository::{File, Repository};

/// No path of a machine, no package host.
pub const MACHINES: Rule = Rule {
    name: "machines",
    why: "the product builds on any machine and from any mirror; what is written down goes stale and tells too much",
    find: |repository| search(repository, MACHINE_WORDS, "a path of some machine, or a package host"),
    fires_on: &[
        &[("docs/operate.md", "see /home/someone/x\n")],
        &[("check", concat!("curl https://registry.npm", "js.org/x\n"))],
        &[("e2e/package-lock.json", concat!("{\"resolved\": \"https://registry.npm", "js.org/x\"}\n"))],
    ],
    silent_on: &[&[("docs/operate.md", "see /var/lib/mithaq\n"), ("Cargo.lock", concat!("crates", ".io-index\n"))]],
};

/// Each in two parts, so that this file does not hold them either.
const MACHINE_WORDS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/us", "ers/"),
    concat!("crat", "es.io"),
    concat!("registr", "y.npmjs"),
    concat!("npmj", "s.com"),
    concat!("pypi", ".org"),
    concat!("python", "hosted"),
    concat!("deb.deb", "ian.org"),
];

/// Nothing about who does the work, and how.
pub const WORK: Rule = Rule {
    name: "work",
    why: "the repository tells of the product; who wrote a line, and by which order, is not for its reader",
    find: |repository| search(repository, WORK_WORDS, "tells how the work was organised"),
    fires_on: &[
        &[("docs/architecture.md", "as issue #2 asks\n")],
        &[("crates/contract/src/money.rs", "//! A helper of the other agent's.\n")],
    ],
    silent_on: &[&[("docs/domain.md", "the agent of the tax office; a brief word; a question at issue\n")]],
};

const WORK_WORDS: &[&str] = &[
    "helper",
    "helpers",
    "sub-agent",
    "subagent",
    "other agent",
    "ai agent",
    "language model",
    "llm",
    "claude",
    "anthropic",
    "openai",
    "chatgpt",
    "the ceo",
    "issue #",
    "issue 1",
    "issue 2",
    "issue 3",
    "the brief says",
    "this brief",
];

/// Files that must hold such words: what cargo writes, the letter of the licence, and this list.
const EXCEPTED: &[&str] = &["Cargo.lock", "LICENSE", "tests/tidy/src/rule/words.rs", "tests/tidy/src/rule/shape.rs"];

fn search(repository: &Repository, words: &[&str], what: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.files.iter().filter(|file| !EXCEPTED.contains(&file.path.as_str())) {
        let path_fault = faults_of(file, 1, &file.path, words, what);
        faults.extend(path_fault);
        for (index, line) in file.text.lines().enumerate() {
            faults.extend(faults_of(file, index + 1, line, words, what));
        }
    }
    faults
}

fn faults_of(file: &File, line: usize, text: &str, words: &[&str], what: &str) -> Option<Fault> {
    let text = text.to_lowercase();
    let found = words.iter().find(|word| has_word(&text, word))?;
    Some(Fault::at(file, line, format!("`{found}`: {what}")))
}
