//! What documents refer to: links, anchors, paths, tests and decisions, all of which must exist.

use std::collections::BTreeMap;

use super::{Fault, Rule};
use crate::markdown::{Part, anchors, parts};
use crate::repository::{File, Repository};

/// Links inside the repository lead somewhere.
pub const LINKS: Rule = Rule {
    name: "links",
    why: "a dead link tells the reader that nobody reads here",
    find: links,
    fires_on: &[
        &[("README.md", "[x](docs/missing.md)\n")],
        &[("README.md", "[x](#nowhere)\n")],
        &[("docs/a.md", "[x](b.md#nowhere)\n"), ("docs/b.md", "# Somewhere\n")],
        &[("README.md", "![x](missing.svg)\n")],
    ],
    silent_on: &[&[
        ("docs/a.md", "[x](b.md#some-where) [y](../README.md) [z](https://example.org) [w](../docs/)\n"),
        ("docs/b.md", "# Some where\n"),
        ("README.md", "[x](#top)\n# Top\n"),
    ]],
};

fn links(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.markdown() {
        for part in parts(&file.text) {
            let Part::Link(line, target) = part else { continue };
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = if path.is_empty() { file.path.clone() } else { joined(&file.path, path) };
            let anchored =
                anchor.is_empty() || repository.file(&place).is_some_and(|file| anchors(&file.text).contains(anchor));
            if !repository.holds(&place) || !anchored {
                faults.push(Fault::at(file, line, format!("the link to `{target}` is dead")));
            }
        }
    }
    faults
}

/// The path that a relative link in a file leads to.
fn joined(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Paths and tests that documents name exist.
pub const PATHS: Rule = Rule {
    name: "paths",
    why: "a document that can be checked is checked: what it names as guarding something must be there",
    find: paths,
    fires_on: &[
        &[("docs/architecture.md", "see `crates/contract/src/gone.rs`\n")],
        &[("README.md", "see `demo/src/gone.rs` there\n")],
        &[
            ("docs/architecture.md", "guarded by `crates/contract/tests/it/main.rs::gone`\n"),
            ("crates/contract/tests/it/main.rs", "fn here() {}\n"),
        ],
    ],
    silent_on: &[&[
        (
            "docs/architecture.md",
            "`crates/contract/tests/it/main.rs::here`, `crates/<name>/src`, `contracts/*/x`, `docs/`, `a/b`\n",
        ),
        ("crates/contract/tests/it/main.rs", "fn here() {}\n"),
    ]],
};

const ROOTS: &[&str] = &["bindings/", "conformance/", "contracts/", "crates/", "demo/", "docs/", "e2e/", "tests/"];

fn paths(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.markdown().filter(|file| !file.path.starts_with("conformance/")) {
        for part in parts(&file.text) {
            let Part::Code(line, code) = part else { continue };
            let looks_like_a_path = ROOTS.iter().any(|root| code.starts_with(root))
                && !code.contains(['<', '*', '{', ' ', '…'])
                && !code.contains("NNNN");
            if looks_like_a_path && !exists(repository, &code) {
                faults.push(Fault::at(file, line, format!("`{code}` does not exist")));
            }
        }
    }
    faults
}

fn exists(repository: &Repository, named: &str) -> bool {
    match named.split_once("::") {
        None => repository.holds(named),
        Some((path, function)) => {
            let signature = format!("fn {function}(");
            repository.file(path).is_some_and(|file| file.text.contains(&signature))
        }
    }
}

/// Decisions are numbered once and without gap.
pub const DECISIONS: Rule = Rule {
    name: "decisions",
    why: "a decision is cited by its number",
    find: decisions,
    fires_on: &[
        &[("docs/decisions/0001-a.md", "# 1. A\n"), ("docs/decisions/0001-b.md", "# 1. B\n")],
        &[("docs/decisions/0001-a.md", "# 2. A\n")],
        &[("docs/decisions/0002-a.md", "# 2. A\n")],
        &[("docs/decisions/a.md", "# A\n")],
    ],
    silent_on: &[&[("docs/decisions/0001-a.md", "# 1. A\n"), ("docs/decisions/0002-b.md", "# 2. B\n")]],
};

fn decisions(repository: &Repository) -> Vec<Fault> {
    let pages = repository.markdown().filter_map(|file| Some((file, file.path.strip_prefix("docs/decisions/")?)));
    let mut faults = Vec::new();
    let mut numbered: BTreeMap<usize, &File> = BTreeMap::new();
    for (file, name) in pages {
        let Some(number) = name.get(..4).and_then(|digits| digits.parse::<usize>().ok()) else {
            faults.push(Fault::at(file, 1, "has no number of four digits"));
            continue;
        };
        if !file.text.starts_with(&format!("# {number}. ")) {
            faults.push(Fault::at(file, 1, format!("is headed by another number than {number}")));
        }
        if let Some(other) = numbered.insert(number, file) {
            faults.push(Fault::at(file, 1, format!("has the number of {}", other.path)));
        }
    }
    let gap = numbered.iter().zip(1..).find(|((number, _), expected)| **number != *expected);
    faults.extend(gap.map(|((_, file), expected)| Fault::at(file, 1, format!("decision {expected} is missing"))));
    faults
}
