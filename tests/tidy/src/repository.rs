//! The files of the repository: those that git tracks or would track, with their text.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file: its path from the root with `/`, and its text (empty where it is no text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the root.
    pub path: String,
    /// The text.
    pub text: String,
}

/// All files, in order of path.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    /// The files.
    pub files: Vec<File>,
    folders: BTreeSet<String>,
}

impl Repository {
    /// The repository that this package lies in.
    ///
    /// # Errors
    /// When git does not answer or a file cannot be read.
    pub fn here() -> io::Result<Repository> {
        let root = root();
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&root)
            .output()?;
        if !listed.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&listed.stderr).into_owned()));
        }
        let listed = String::from_utf8(listed.stdout).map_err(io::Error::other)?;
        let paths: BTreeSet<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
        let mut files = Vec::new();
        for path in paths {
            let place = root.join(path);
            if place.is_file() {
                files.push((path, String::from_utf8(std::fs::read(place)?).unwrap_or_default()));
            }
        }
        Ok(Repository::of(files))
    }

    /// A repository of these files.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> Repository {
        let files: Vec<File> = files.into_iter().map(|(path, text)| File { path: path.to_owned(), text }).collect();
        let above = |file: &File| -> Vec<String> {
            file.path.match_indices('/').map(|(end, _)| file.path[..end].to_owned()).collect()
        };
        let folders = files.iter().flat_map(above).collect();
        Repository { files, folders }
    }

    /// The file at a path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file or folder stands at a path.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.file(path).is_some() || self.folders.contains(path)
    }

    /// The files with one of these endings.
    pub fn ending<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(|file| endings.iter().any(|ending| file.path.ends_with(ending)))
    }

    /// Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.ending(&[".rs"])
    }

    /// Markdown files.
    pub fn markdown(&self) -> impl Iterator<Item = &File> {
        self.ending(&[".md"])
    }
}

impl File {
    /// Whether the file is a test, an example or a bench, and no part of what ships.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        let folders = ["tests/", "e2e/", "benches/"];
        folders.iter().any(|folder| self.path.starts_with(folder))
            || ["/tests/", "/examples/", "/benches/"].iter().any(|folder| self.path.contains(folder))
    }
}

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}
