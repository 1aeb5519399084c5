//! What a `Cargo.toml` of this workspace says of dependencies, read line by line: the house writes one a line.

use crate::repository::{File, Repository};

/// A dependency and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The name used.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// Whether only tests use it.
    pub for_tests: bool,
}

/// A package of ours.
#[derive(Debug)]
pub struct Manifest<'a> {
    /// The file.
    pub file: &'a File,
    /// The short name: the last folder of its path.
    pub name: &'a str,
    /// Its dependencies.
    pub dependencies: Vec<Dependency>,
}

/// All packages of the workspace.
#[must_use]
pub fn manifests(repository: &Repository) -> Vec<Manifest<'_>> {
    let files = repository.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    files
        .filter_map(|file| {
            let folder = file.path.strip_suffix("/Cargo.toml")?;
            let name = folder.rsplit('/').next()?;
            Some(Manifest { file, name, dependencies: dependencies(&file.text) })
        })
        .collect()
}

fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    let mut section = "";
    for (index, line) in text.lines().enumerate() {
        let line_number = index + 1;
        if let Some(header) = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = header;
            if let Some((table, name)) = header.rsplit_once("dependencies.") {
                found.push(dependency(name, line_number, table));
            }
        } else if section.ends_with("dependencies") {
            let name: String = line.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
            if !name.is_empty() {
                found.push(dependency(&name, line_number, section));
            }
        }
    }
    found
}

fn dependency(name: &str, line: usize, table: &str) -> Dependency {
    Dependency { name: name.to_owned(), line, for_tests: table.contains("dev-") }
}
