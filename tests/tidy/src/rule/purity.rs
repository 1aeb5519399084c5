//! Absences in code that ships: floats, clock, chance, environment, files where none belong, panics and prints.

use super::{Fault, Rule};
use crate::code::{has_word, shipped_lines};
use crate::repository::{File, Repository};

/// Which code a rule looks at, and which words it looks for.
fn search(repository: &Repository, looked_at: fn(&File) -> bool, words: &[&str], what: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in repository.rust().filter(|file| !file.path.starts_with("tests/tidy/") && looked_at(file)) {
        for (line, code) in shipped_lines(file) {
            let found = words.iter().find(|word| has_word(&code, word));
            faults.extend(found.map(|word| Fault::at(file, line, format!("`{word}`: {what}"))));
        }
    }
    faults
}

/// No float touches money, a rate, a head count or a date.
pub const NO_FLOAT: Rule = Rule {
    name: "no-float",
    why: "a float rounds where no article says so; only pictures measure in floats, and spreadsheets are made of them",
    find: |repository| search(repository, |file| !may_float(file), &["f32", "f64"], "a float outside the charts"),
    fires_on: &[
        &[("crates/contract/src/money.rs", "//! Money.\nfn f(x: i64) -> f64 { x as f64 }\n")],
        &[("crates/presentation/src/quantity.rs", "//! Money.\nconst X: f32 = 1.0;\n")],
    ],
    silent_on: &[
        &[("crates/presentation/src/chart/scale.rs", "//! Scale.\nconst X: f64 = 1.0;\n")],
        &[("crates/contract/src/money.rs", "//! Never f64.\n")],
    ],
};

/// Charts, and the one place where the text of a number becomes what a spreadsheet stores.
fn may_float(file: &File) -> bool {
    file.path == "crates/sheet/src/write/number.rs"
        || file.path == "crates/presentation/src/chart.rs"
        || file.path.starts_with("crates/presentation/src/chart/")
}

/// Clock, chance and environment are parameters.
pub const NO_AMBIENT: Rule = Rule {
    name: "no-ambient",
    why: "same document, same evidence, same dates: same bytes; so dates, seeds and keys are parameters",
    find: |repository| search(repository, is_library, AMBIENT, "belongs to the executable, which hands it over"),
    fires_on: &[
        &[("crates/contract/src/calendar.rs", "//! Days.\nfn f() { std::time::SystemTime::now(); }\n")],
        &[("crates/evidence/src/store.rs", "//! Store.\nfn f() { let start = Instant::now(); }\n")],
        &[("demo/src/chance.rs", "//! Chance.\nfn f() { rand::rng(); }\n")],
        &[("crates/presentation/src/locale.rs", "//! Words.\nfn f() { env::var(\"LANG\"); }\n")],
        &[("crates/evidence/src/store.rs", "//! Store.\nfn f() { getrandom::fill(&mut x); }\n")],
    ],
    silent_on: &[
        &[("crates/cli/src/workspace.rs", "//! Days.\nfn f() { std::time::SystemTime::now(); }\n")],
        &[("crates/evidence/src/pseudonym.rs", "//! Keys.\nfn f() { getrandom::fill(&mut x); }\n")],
    ],
};

const AMBIENT: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "thread_rng",
    "rand::rng",
    "getrandom::fill",
    "env::var",
    "env::var_os",
    "env::vars",
    "env::args",
    "env::temp_dir",
    "env::current_dir",
];

/// All but the executable, and the one file that draws a new key.
fn is_library(file: &File) -> bool {
    !file.path.starts_with("crates/cli/") && file.path != "crates/evidence/src/pseudonym.rs"
}

/// Some crates know no file and no network.
pub const NO_FILES: Rule = Rule {
    name: "no-files",
    why: "contracts, words and assessments are functions of what they are given",
    find: |repository| search(repository, knows_no_file, FILES, "files and network belong to others"),
    fires_on: &[
        &[("crates/contract/src/source.rs", "//! Text.\nuse std::fs;\n")],
        &[("crates/presentation/src/locale.rs", "//! Words.\nfn f() { std::net::TcpStream::connect(a); }\n")],
    ],
    silent_on: &[&[("crates/evidence/src/store.rs", "//! Store.\nuse std::fs;\n")]],
};

const FILES: &[&str] = &["std::fs", "std::net", "std::process", "File::open", "File::create"];

fn knows_no_file(file: &File) -> bool {
    let pure = ["crates/contract/", "crates/presentation/", "crates/assessment/", "demo/"];
    pure.iter().any(|folder| file.path.starts_with(folder))
}

/// No panic on the road.
pub const NO_PANIC: Rule = Rule {
    name: "no-panic",
    why: "faults of people are findings, faults of machines are errors; neither stops the program",
    find: |repository| search(repository, |_| true, PANICS, "outside tests"),
    fires_on: &[
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { x.unwrap(); }\n")],
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { x\n.expect(\"y\"); }\n")],
        &[("crates/contract/src/money.rs", "//! Money.\nfn f() { panic!(\"y\"); }\n")],
    ],
    silent_on: &[&[(
        "crates/contract/src/money.rs",
        "//! Money: `x.unwrap()`.\n#[expect(dead_code)]\nfn f() { x.unwrap_or(1); }\n#[cfg(test)]\nmod tests {\nfn f() { x.unwrap(); }\n}\n",
    )]],
};

const PANICS: &[&str] = &[".unwrap()", ".expect(", ".unwrap_err()", "panic!"];

/// A library does not print.
pub const NO_PRINT: Rule = Rule {
    name: "no-print",
    why: "what a person reads goes through the executable's one screen, in the person's language",
    find: |repository| {
        let asked = |file: &File| file.path != "crates/cli/src/screen.rs" && !is_build_script(file);
        search(repository, asked, PRINTS, "prints past the screen")
    },
    fires_on: &[
        &[("crates/evidence/src/store.rs", "//! Store.\nfn f() { println!(\"x\"); }\n")],
        &[("crates/cli/src/command/check.rs", "//! Check.\nfn f() { eprintln!(\"x\"); }\n")],
    ],
    silent_on: &[
        &[("crates/cli/src/screen.rs", "//! Screen.\nfn f() { println!(\"x\"); }\n")],
        &[("crates/office/build.rs", "//! Build.\nfn main() { println!(\"cargo:x\"); }\n")],
    ],
};

/// A build script talks to the builder, and to nobody else.
fn is_build_script(file: &File) -> bool {
    file.path.matches('/').count() == 2 && file.path.ends_with("/build.rs")
}

const PRINTS: &[&str] = &["println!", "print!", "eprintln!", "eprint!"];
