//! The paths that were named: files, and folders that stand for the files in them. One that cannot be read is told, and the
//! others go on.

use std::fs;
use std::path::{Path, PathBuf};

use presentation::words;

use crate::screen::Screen;

/// A path from which nothing was taken.
pub struct Fault {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    /// Nothing is there.
    Missing,
    /// It is there, and the system does not let it be read.
    Unreadable(std::io::Error),
    /// Neither a file nor a folder.
    Special,
    /// A folder without files.
    Empty,
}

/// Name and bytes of each file, and the paths that gave none.
pub fn read(paths: &[PathBuf]) -> (Vec<(String, Vec<u8>)>, Vec<Fault>) {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        if let Err(kind) = read_one(path, &mut files, &mut faults) {
            faults.push(Fault { path: path.clone(), kind });
        }
    }
    (files, faults)
}

fn read_one(path: &Path, files: &mut Vec<(String, Vec<u8>)>, faults: &mut Vec<Fault>) -> Result<(), Kind> {
    // What a pipe or a device would give is read without end: only files are.
    let kind = fs::metadata(path).map_err(Kind::of)?;
    if kind.is_file() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, fs::read(path).map_err(Kind::of)?));
        return Ok(());
    }
    if !kind.is_dir() {
        return Err(Kind::Special);
    }
    let mut inside = Vec::new();
    for entry in fs::read_dir(path).map_err(Kind::of)? {
        inside.push(entry.map_err(Kind::of)?.path());
    }
    // What the system keeps for itself in a folder is nobody's evidence.
    inside.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    inside.sort();
    if inside.is_empty() {
        return Err(Kind::Empty);
    }
    for path in inside {
        if let Err(kind) = read_one(&path, files, faults) {
            faults.push(Fault { path, kind });
        }
    }
    Ok(())
}

impl Kind {
    fn of(error: std::io::Error) -> Kind {
        if error.kind() == std::io::ErrorKind::NotFound { Kind::Missing } else { Kind::Unreadable(error) }
    }
}

/// Tells on the error stream what was not taken, and what to do.
pub fn show(faults: &[Fault], screen: &Screen) {
    let language = screen.language();
    for fault in faults {
        let path = fault.path.display().to_string();
        screen.warn(&match &fault.kind {
            Kind::Missing => words::command_submit_path_missing(language, path),
            Kind::Unreadable(error) => words::command_submit_path_unreadable(language, path, error.to_string()),
            Kind::Special => words::command_submit_path_special(language, path),
            Kind::Empty => words::command_submit_path_empty(language, path),
        });
    }
}
