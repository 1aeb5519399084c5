//! Arrows: which crate may use which, ours and foreign, and that each foreign one has a reason on record.

use super::{Fault, Rule};
use crate::code::{has_word, lines};
use crate::manifest::{Manifest, manifests};
use crate::repository::Repository;

/// Dependencies between our packages point down.
pub const ARROWS: Rule = Rule {
    name: "arrows",
    why: "an arrow is a decision with a page in docs/decisions; an arrow upward would make a circle of meanings",
    find: arrows,
    fires_on: &[
        &[("crates/contract/Cargo.toml", "[dependencies]\nevidence.workspace = true\n")],
        &[("crates/sheet/Cargo.toml", "[dependencies]\nevidence.workspace = true\n")],
        &[("crates/presentation/Cargo.toml", "[dependencies.evidence]\nworkspace = true\n")],
        &[("crates/contract/Cargo.toml", "[dev-dependencies]\nassessment.workspace = true\n")],
        &[("crates/cli/Cargo.toml", "[dependencies]\nevidence.workspace = true\n")],
        &[("crates/portal/Cargo.toml", "[dev-dependencies]\nassessment.workspace = true\n")],
        &[("demo/Cargo.toml", "[dependencies]\nevidence.workspace = true\n")],
    ],
    silent_on: &[
        &[("crates/assessment/Cargo.toml", "[dependencies]\ncontract.workspace = true\nevidence.workspace = true\n")],
        &[(
            "demo/Cargo.toml",
            "[dependencies]\ncontract.workspace = true\n[dev-dependencies]\nevidence.workspace = true\n",
        )],
    ],
};

/// What each package may use of ours.
const MAY_USE: &[(&str, &[&str])] = &[
    ("contract", &[]),
    ("sheet", &[]),
    ("evidence", &["contract", "sheet"]),
    ("assessment", &["contract", "evidence"]),
    ("register", &["contract"]),
    ("office", &["contract", "sheet", "evidence", "assessment", "register"]),
    // Answer types of the office only, which rule `door` holds.
    ("presentation", &["contract", "office"]),
    // Types of contract only.
    ("portal", &["contract", "office", "presentation"]),
    // Of sheet, that its children are served first of all.
    ("cli", &["contract", "sheet", "office", "presentation", "portal", "demo"]),
    ("demo", &["contract"]),
    ("benches", &["contract", "evidence", "assessment", "office", "presentation", "demo"]),
    ("python", &["contract", "evidence", "assessment"]),
    ("spreadsheets", &[]),
    ("tidy", &[]),
];

/// What tests may use beyond that, and why.
const TESTS_MAY_USE: &[(&str, &str, &str)] = &[
    (
        "demo",
        "evidence",
        "the generated files are held against the real readers; the generator shares no code with them",
    ),
    ("sheet", "spreadsheets", "files as people make them are read"),
    ("evidence", "spreadsheets", "files as people make them are read"),
    ("office", "spreadsheets", "files as people make them are handed in"),
    ("cli", "spreadsheets", "files as people make them are handed in"),
    ("office", "demo", "procedures are tried over a generated sector"),
    ("tidy", "contract", "codes are joined with their words"),
    ("tidy", "evidence", "codes are joined with their words"),
    ("tidy", "presentation", "codes are joined with their words"),
    ("tidy", "sheet", "codes are joined with their words"),
];

const OURS: &[&str] = &[
    "contract",
    "sheet",
    "evidence",
    "assessment",
    "register",
    "office",
    "presentation",
    "portal",
    "mithaq",
    "demo",
    "spreadsheets",
    "tidy",
];

fn arrows(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in manifests(repository) {
        let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == manifest.name) else {
            faults.push(Fault::at(manifest.file, 1, format!("`{}` is in no table of arrows", manifest.name)));
            continue;
        };
        for dependency in &manifest.dependencies {
            let used = dependency.name.trim_start_matches("mithaq-");
            let excepted = TESTS_MAY_USE.iter().any(|(name, uses, _)| *name == manifest.name && *uses == used);
            if OURS.contains(&used) && !may_use.contains(&used) && !(dependency.for_tests && excepted) {
                let what = format!("{} may not use {used}", manifest.name);
                faults.push(Fault::at(manifest.file, dependency.line, what));
            }
        }
    }
    faults
}

/// What a crate must not know.
pub const FOREIGN: Rule = Rule {
    name: "foreign",
    why: "a crate that cannot name a thing cannot come to depend on it",
    find: foreign,
    fires_on: &[
        &[("crates/contract/Cargo.toml", "[dependencies]\narrow-array = \"60\"\n")],
        &[("crates/evidence/Cargo.toml", "[dependencies]\nrusqlite = \"1\"\n")],
        &[("crates/assessment/Cargo.toml", "[dependencies]\nfluent-bundle = \"1\"\n")],
        &[("crates/contract/Cargo.toml", "[dependencies]\nanyhow = \"1\"\n")],
    ],
    silent_on: &[&[("crates/evidence/Cargo.toml", "[dependencies]\narrow-array = \"60\"\n")]],
};

const CLOCK_AND_CHANCE: &[&str] = &["chrono", "time", "rand", "getrandom", "fastrand", "uuid"];
const TABLES: &[&str] = &["arrow", "parquet", "datafusion", "polars"];
const DATABASES: &[&str] = &["rusqlite", "sqlx", "postgres", "tokio-postgres", "diesel"];
const NETWORK: &[&str] = &["tokio", "hyper", "axum", "reqwest", "tower"];
const WORDS: &[&str] = &["fluent", "icu"];
const TERMINAL: &[&str] = &["clap", "indicatif", "crossterm"];

/// Which foreign packages a crate must not use. A name covers those that begin with it.
const MUST_NOT_KNOW: &[(&str, &[&[&str]])] = &[
    ("contract", &[CLOCK_AND_CHANCE, TABLES, DATABASES, NETWORK, WORDS, TERMINAL, &["rayon"]]),
    ("sheet", &[CLOCK_AND_CHANCE, DATABASES, NETWORK, WORDS, TERMINAL]),
    ("evidence", &[&["chrono", "time", "rand", "uuid"], DATABASES, NETWORK, WORDS, TERMINAL]),
    ("assessment", &[CLOCK_AND_CHANCE, DATABASES, NETWORK, WORDS, TERMINAL]),
    ("register", &[&["chrono", "time"], TABLES, NETWORK, WORDS, TERMINAL]),
    ("office", &[&["chrono", "time"], DATABASES, NETWORK, WORDS, TERMINAL]),
    ("presentation", &[CLOCK_AND_CHANCE, TABLES, DATABASES, NETWORK, TERMINAL]),
    ("portal", &[DATABASES, TABLES, TERMINAL]),
    ("demo", &[TABLES, DATABASES, NETWORK, WORDS, TERMINAL, &["getrandom", "time", "chrono"]]),
];

fn foreign(repository: &Repository) -> Vec<Fault> {
    manifests(repository).iter().flat_map(foreign_of).collect()
}

fn foreign_of(manifest: &Manifest<'_>) -> Vec<Fault> {
    let banned: Vec<&str> = MUST_NOT_KNOW
        .iter()
        .filter(|(name, _)| *name == manifest.name)
        .flat_map(|(_, lists)| lists.iter().copied().flatten().copied())
        .collect();
    let is = |name: &str, banned: &str| {
        name == banned || name.strip_prefix(banned).is_some_and(|r| r.starts_with(['-', '_']))
    };
    let anyhow = |name: &str| name == "anyhow" && manifest.name != "cli";
    let shipped = manifest.dependencies.iter().filter(|dependency| !dependency.for_tests);
    shipped
        .filter(|used| {
            // The generator's own stream of numbers is seeded; it takes the traits, never the system's chance.
            let seeded = matches!(used.name.as_str(), "rand_core" | "rand_xorshift") && manifest.name == "demo";
            !seeded && (anyhow(&used.name) || banned.iter().any(|banned| is(&used.name, banned)))
        })
        .map(|used| Fault::at(manifest.file, used.line, format!("{} must not know {}", manifest.name, used.name)))
        .collect()
}

/// Each foreign package has its sentence.
pub const REASONED: Rule = Rule {
    name: "reasoned",
    why: "a dependency needs one sentence saying what we would write without it",
    find: reasoned,
    fires_on: &[
        &[("crates/contract/Cargo.toml", "[dependencies]\nserde = \"1\"\n")],
        &[
            ("crates/contract/Cargo.toml", "[dependencies]\nserde = \"1\"\n"),
            ("docs/decisions/0001-dependencies.md", "| `serde` | x |\n| `gone` | y |\n"),
        ],
    ],
    silent_on: &[&[
        ("crates/contract/Cargo.toml", "[dependencies]\nserde = \"1\"\nevidence.workspace = true\n"),
        ("docs/decisions/0001-dependencies.md", "| Package | … |\n| `serde` | x |\n"),
    ]],
};

/// Each dependency is used.
pub const USED: Rule = Rule {
    name: "used",
    why: "a dependency that nothing uses still takes time to build and trust to keep",
    find: unused,
    fires_on: &[&[
        ("demo/Cargo.toml", "[dependencies]\nrand_core = \"1\"\n"),
        ("demo/src/lib.rs", "//! rand_core, told of and not used.\n"),
    ]],
    silent_on: &[&[
        ("demo/Cargo.toml", "[dependencies]\nrand-core = \"1\"\n"),
        ("demo/src/lib.rs", "//! The generator.\nuse rand_core::Rng;\n"),
    ]],
};

fn unused(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in manifests(repository) {
        let folder = manifest.file.path.trim_end_matches("Cargo.toml");
        let code: Vec<String> = repository
            .rust()
            .filter(|file| file.path.starts_with(folder))
            .flat_map(|file| lines(&file.text))
            .map(|(_, code)| code)
            .collect();
        for used in &manifest.dependencies {
            let name = used.name.replace('-', "_");
            if !code.iter().any(|line| has_word(line, &name)) {
                faults.push(Fault::at(manifest.file, used.line, format!("{} is not used", used.name)));
            }
        }
    }
    faults
}

const ON_RECORD: &str = "-dependencies.md";

fn reasoned(repository: &Repository) -> Vec<Fault> {
    let page = repository.files.iter().find(|f| f.path.starts_with("docs/decisions/") && f.path.ends_with(ON_RECORD));
    let rows = page.map(|page| page.text.as_str()).unwrap_or_default().lines().enumerate();
    let told: Vec<(usize, &str)> =
        rows.filter_map(|(index, line)| Some((index + 1, line.strip_prefix("| `")?.split_once('`')?.0))).collect();
    let manifests = manifests(repository);
    let used = || manifests.iter().flat_map(|manifest| manifest.dependencies.iter().map(move |used| (manifest, used)));
    let mut faults = Vec::new();
    for (manifest, used) in used() {
        let ours = OURS.contains(&used.name.as_str());
        if !ours && !told.iter().any(|(_, name)| *name == used.name) {
            faults.push(Fault::at(manifest.file, used.line, format!("{} has no sentence on record", used.name)));
        }
    }
    let stale = told.iter().filter(|(_, name)| !used().any(|(_, used)| used.name == *name));
    faults.extend(page.into_iter().flat_map(|page| {
        stale.clone().map(|(line, name)| Fault::at(page, *line, format!("{name} is no longer used")))
    }));
    faults
}
