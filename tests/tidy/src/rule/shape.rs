//! The shape of the tree: what stands where, how it is called, how long a file is.

use std::collections::BTreeSet;

use super::{Fault, Rule};
use crate::repository::Repository;

/// The tree is the one of the house.
pub const TREE: Rule = Rule {
    name: "tree",
    why: "a newcomer finds things where docs/architecture.md says they are",
    find: tree,
    fires_on: &[
        &[("scripts/build.sh", "")],
        &[("crates/engine/src/lib.rs", "")],
        &[("notes.md", "")],
        &[("contracts/fr/x/contract.md", "")],
    ],
    silent_on: &[&[("README.md", ""), ("crates/contract/src/lib.rs", ""), ("contracts/ma/x/contract.md", "")]],
};

const ROOT: &[&str] = &[
    ".ci",
    ".config",
    ".github",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "bindings",
    "check",
    "clippy.toml",
    "conformance",
    "contracts",
    "crates",
    "demo",
    "docs",
    "e2e",
    "maps",
    "rustfmt.toml",
    "tests",
];

/// The nine crates, in order from the bottom.
pub const CRATES: &[&str] =
    &["contract", "sheet", "evidence", "assessment", "register", "office", "presentation", "portal", "cli"];

fn tree(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &repository.files {
        let mut parts = file.path.split('/');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        if !ROOT.contains(&first) {
            faults.push(Fault::at(file, 1, format!("`{first}` has no place at the root")));
        }
        let known = match (first, second) {
            ("crates", Some(name)) => CRATES.contains(&name),
            ("contracts", Some(country)) => country == "ma",
            _ => true,
        };
        if !known {
            faults.push(Fault::at(file, 1, format!("`{first}/{}` is not in the house", second.unwrap_or_default())));
        }
    }
    faults
}

/// Names say what a thing is.
pub const NAMES: Rule = Rule {
    name: "names",
    why: "a drawer called `utils` fills up; a name says what belongs in it",
    find: names,
    fires_on: &[
        &[("crates/contract/src/utils.rs", "")],
        &[("crates/contract/src/helpers/money.rs", "")],
        &[("crates/contract/src/money/mod.rs", "")],
    ],
    silent_on: &[&[("crates/contract/src/money/rounding.rs", "")]],
};

const DRAWERS: &[&str] = &["common", "core", "util", "utils", "types", "helper", "helpers", "misc", "shared"];

fn names(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.rust() {
        for part in file.path.trim_end_matches(".rs").split('/') {
            if DRAWERS.contains(&part) {
                faults.push(Fault::at(file, 1, format!("`{part}` says nothing about what is in it")));
            }
            if part == "mod" {
                faults.push(Fault::at(file, 1, "`mod.rs`: write `foo.rs` beside `foo/`"));
            }
        }
    }
    faults
}

/// A file is one idea.
pub const LENGTH: Rule = Rule {
    name: "length",
    why: "about 150 lines is comfortable, 400 is long; beyond that a file is two ideas",
    find: length,
    fires_on: &[&[("crates/contract/src/money.rs", LONG)]],
    silent_on: &[&[("crates/contract/src/money.rs", "//! Money.\n"), ("docs/operate.md", LONG)]],
};

const LONG: &str = {
    const TEXT: [u8; LINES_MAX + 1] = [b'\n'; LINES_MAX + 1];
    match std::str::from_utf8(&TEXT) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// The longest a file may be.
pub const LINES_MAX: usize = 400;

/// Files that are longer, with the length they must not pass, and why they are not cut.
pub const LONGER: &[(&str, usize, &str)] = &[
    ("crates/contract/src/model/evaluation.rs", 550, "the list of mechanisms and operands that two programs share"),
    ("crates/presentation/src/words.rs", 1200, "one line for each message that code may ask for, and nothing else"),
];

fn length(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.rust() {
        let lines = file.text.lines().count();
        let excepted = LONGER.iter().find(|(path, ..)| *path == file.path);
        let allowed = excepted.map_or(LINES_MAX, |(_, max, _)| *max);
        if lines > allowed {
            faults.push(Fault::at(file, allowed + 1, format!("{lines} lines: more than {allowed}")));
        }
        if excepted.is_some() && lines <= LINES_MAX {
            faults.push(Fault::at(file, 1, "is no longer long: drop its exception"));
        }
    }
    faults
}

/// One test binary for each crate.
pub const ONE_TEST_BINARY: Rule = Rule {
    name: "one-test-binary",
    why: "each binary is linked apart: one `tests/it/main.rs` for each crate keeps the tests quick to build",
    find: one_test_binary,
    fires_on: &[&[("crates/contract/tests/money.rs", "")], &[("crates/contract/tests/money/main.rs", "")]],
    silent_on: &[&[("crates/contract/tests/it/main.rs", ""), ("crates/contract/tests/it/money.rs", "")]],
};

fn one_test_binary(repository: &Repository) -> Vec<Fault> {
    let apart = repository.rust().filter(|file| {
        let inside = file.path.strip_prefix("crates/").and_then(|path| path.split_once("/tests/"));
        inside.is_some_and(|(_, path)| !path.starts_with("it/"))
    });
    apart.map(|file| Fault::at(file, 1, "a second test binary; tests stand in `tests/it/`")).collect()
}

/// A contract that ships says where its facts come from.
pub const PROVENANCE: Rule = Rule {
    name: "provenance",
    why: "every figure of a shipped contract must be traceable to a source",
    find: provenance,
    fires_on: &[&[("contracts/ma/offshoring-2016/contract.md", "")]],
    silent_on: &[&[
        ("contracts/ma/offshoring-2016/contract.md", ""),
        ("contracts/ma/offshoring-2016/PROVENANCE.md", "where each fact comes from"),
    ]],
};

fn provenance(repository: &Repository) -> Vec<Fault> {
    let tells: BTreeSet<&str> =
        repository.files.iter().filter_map(|file| file.path.strip_suffix("/PROVENANCE.md")).collect();
    let contracts = repository.ending(&["/contract.md", "/pack.md"]).filter(|file| file.path.starts_with("contracts/"));
    contracts
        .filter(|file| !tells.contains(file.path.rsplit_once('/').map_or("", |(folder, _)| folder)))
        .map(|file| Fault::at(file, 1, "has no PROVENANCE.md beside it"))
        .collect()
}
