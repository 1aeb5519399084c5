//! What a rule is, and the list of all. A new rule is a constant in one of the files below, and a line in [`RULES`].

mod arrows;
mod comments;
mod door;
mod figures;
mod nation;
mod pages;
mod purity;
mod references;
mod shape;
mod words;

use crate::repository::{File, Repository};

/// A place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The path of the file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl Fault {
    fn at(file: &File, line: usize, what: impl Into<String>) -> Fault {
        Fault { path: file.path.clone(), line, what: what.into() }
    }
}

/// A small repository: paths and texts.
pub type Sample = &'static [(&'static str, &'static str)];

/// A rule of the house.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// Why it stands.
    pub why: &'static str,
    /// Finds its faults.
    pub find: fn(&Repository) -> Vec<Fault>,
    /// Small repositories with one fault each.
    pub fires_on: &'static [Sample],
    /// Small repositories without fault.
    pub silent_on: &'static [Sample],
}

/// Every rule.
pub const RULES: &[Rule] = &[
    comments::MODULE_DOCS,
    comments::LEFTOVERS,
    comments::EXPECT_NOT_ALLOW,
    shape::TREE,
    shape::NAMES,
    shape::LENGTH,
    shape::ONE_TEST_BINARY,
    shape::PROVENANCE,
    arrows::ARROWS,
    door::DOOR,
    door::NO_SUMS,
    arrows::FOREIGN,
    arrows::REASONED,
    arrows::USED,
    purity::NO_FLOAT,
    purity::NO_AMBIENT,
    purity::NO_FILES,
    purity::NO_PANIC,
    purity::NO_PRINT,
    references::LINKS,
    references::PATHS,
    references::DECISIONS,
    figures::PLAIN_SPACES,
    nation::NATION,
    pages::NO_SCRIPT,
    words::MACHINES,
    words::WORK,
];
