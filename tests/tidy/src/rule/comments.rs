//! What stands at the head of a file, and what must not be left behind in it.

use super::{Fault, Rule};
use crate::code::{has_word, lines};
use crate::repository::Repository;

/// A module says what it is.
pub const MODULE_DOCS: Rule = Rule {
    name: "module-docs",
    why: "a stranger opens one file and must learn from its first lines what it is and where to look next",
    find: module_docs,
    fires_on: &[
        &[("crates/contract/src/money.rs", "use std::fmt;\n")],
        &[("crates/contract/src/money.rs", "//! Money.\nuse std::fmt;\n")],
    ],
    silent_on: &[&[("crates/contract/src/money.rs", "//! Money: integers of centimes with a scale.\n")]],
};

/// The fewest characters that can say something.
const SAYING_MIN: usize = 20;

fn module_docs(repository: &Repository) -> Vec<Fault> {
    let says = |text: &str| {
        let head = text.lines().take_while(|line| line.starts_with("//!"));
        head.map(|line| line.len().saturating_sub(4)).sum::<usize>() >= SAYING_MIN
    };
    let silent = repository.rust().filter(|file| !says(&file.text));
    silent.map(|file| Fault::at(file, 1, "does not open with a `//!` that says what the module is")).collect()
}

/// Nothing half done is left.
pub const LEFTOVERS: Rule = Rule {
    name: "leftovers",
    why: "what is not done is not in the product; a test that does not run is worse than none",
    find: leftovers,
    fires_on: &[
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { todo!() }\n")],
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { unimplemented!() }\n")],
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { dbg!(1); }\n")],
        &[("crates/contract/src/money.rs", "//! Money.\n// FIXME: later\n")],
        &[("docs/operate.md", "TODO: write\n")],
        &[("docs/operate.md", "<<<<<<< HEAD\n")],
        &[("crates/contract/tests/it/main.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}\n")],
        &[("e2e/check.spec.ts", "test.only('x', () => {});\n")],
        &[("e2e/check.spec.ts", "test.skip('x', () => {});\n")],
    ],
    silent_on: &[&[("crates/contract/src/money.rs", "//! Money.\nfn f() { rows.skip(1); let todo = \"dbg!\"; }\n")]],
};

const IN_CODE: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];
const ANYWHERE: &[&str] = &["FIXME", "XXX", "TODO", "<<<<<<< ", ">>>>>>> "];
const IN_SCRIPTS: &[&str] = &[".only(", ".skip("];

fn leftovers(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.rust() {
        for (line, code) in lines(&file.text) {
            let found = IN_CODE.iter().find(|word| has_word(&code, word));
            faults.extend(found.map(|word| Fault::at(file, line, format!("`{word}` is left over"))));
        }
    }
    for file in &repository.files {
        let script = [".ts", ".js", ".mjs"].iter().any(|ending| file.path.ends_with(ending));
        let spells_them = file.path.starts_with("tests/tidy/src/rule/");
        for (index, line) in file.text.lines().enumerate().filter(|_| !spells_them) {
            let word = ANYWHERE.iter().find(|word| has_word(line, word));
            let call = IN_SCRIPTS.iter().find(|call| script && line.contains(**call));
            faults.extend(word.or(call).map(|word| Fault::at(file, index + 1, format!("`{word}` is left over"))));
        }
    }
    faults
}

/// A lint is set aside with a reason, and only as long as it speaks.
pub const EXPECT_NOT_ALLOW: Rule = Rule {
    name: "expect-not-allow",
    why: "`#[expect(…, reason = …)]` says why and complains when it is no longer needed; `#[allow]` stays for ever",
    find: expect_not_allow,
    fires_on: &[
        &[("crates/contract/src/money.rs", "//! Money.\n#[allow(dead_code)]\nfn f() {}\n")],
        &[("crates/contract/src/money.rs", "//! Money.\n#[expect(dead_code)]\nfn f() {}\n")],
    ],
    silent_on: &[&[("crates/contract/src/money.rs", "//! Money.\n#[expect(dead_code, reason = \"\")]\nfn f() {}\n")]],
};

fn expect_not_allow(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.rust() {
        let lines = lines(&file.text);
        for (index, (line, code)) in lines.iter().enumerate() {
            if code.contains("#[allow(") || code.contains("#![allow(") {
                faults.push(Fault::at(file, *line, "`allow` instead of `expect` with a reason"));
            }
            let attribute = lines[index..].iter().map(|(_, code)| code.as_str()).take(6).collect::<String>();
            let attribute = attribute.split(']').next().unwrap_or_default();
            if (code.contains("#[expect(") || code.contains("#![expect(")) && !attribute.contains("reason") {
                faults.push(Fault::at(file, *line, "`expect` without a reason"));
            }
        }
    }
    faults
}
