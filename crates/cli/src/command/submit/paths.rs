//! The paths that were named: files, and folders that stand for the files in them. One that cannot be read is told, and the
//! others go on.

use std::fs;
use std::path::{Path, PathBuf};

use office::act::files::{self, DELIVERY_BYTES_MAX, FILE_BYTES_MAX, Walked};
use presentation::{Quantity, words};

use crate::screen::Screen;

/// A path from which nothing was taken.
pub struct Fault {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    /// No file that is read.
    File(files::Fault),
    /// A folder without files.
    Empty,
    /// A file that would be read, were there not so many before it.
    TooMuch,
}

impl<E: Into<files::Fault>> From<E> for Kind {
    fn from(fault: E) -> Kind {
        Kind::File(fault.into())
    }
}

/// What was read so far, and what may still be.
struct Taken {
    files: Vec<(String, Vec<u8>)>,
    faults: Vec<Fault>,
    walked: Walked,
    file_max: u64,
    room: u64,
}

/// Name and bytes of each file, and the paths that gave none.
pub fn read(paths: &[PathBuf]) -> (Vec<(String, Vec<u8>)>, Vec<Fault>) {
    let mut taken = Taken::within(FILE_BYTES_MAX, DELIVERY_BYTES_MAX);
    paths.iter().for_each(|path| taken.path(path));
    (taken.files, taken.faults)
}

impl Taken {
    fn within(file_max: u64, room: u64) -> Taken {
        Taken { files: Vec::new(), faults: Vec::new(), walked: Walked::default(), file_max, room }
    }

    fn path(&mut self, path: &Path) {
        if let Err(kind) = self.read(path) {
            self.faults.push(Fault { path: path.to_owned(), kind });
        }
    }

    fn read(&mut self, path: &Path) -> Result<(), Kind> {
        if !fs::metadata(path)?.is_dir() {
            let bytes = files::read(path, self.file_max.min(self.room)).map_err(|fault| match fault {
                files::Fault::TooLarge(max) if max < self.file_max => Kind::TooMuch,
                fault => Kind::File(fault),
            })?;
            self.room -= bytes.len() as u64;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            self.files.push((name, bytes));
            return Ok(());
        }
        let mut inside = self.walked.inside(path)?;
        // What the system keeps for itself in a folder is nobody's evidence.
        inside.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
        if inside.is_empty() {
            return Err(Kind::Empty);
        }
        inside.iter().for_each(|path| self.path(path));
        Ok(())
    }
}

/// Tells on the error stream what was not taken, and what to do.
pub fn show(faults: &[Fault], screen: &Screen) {
    let language = screen.language();
    for fault in faults {
        let path = fault.path.display().to_string();
        screen.warn(&match &fault.kind {
            Kind::File(files::Fault::Missing) => words::command_submit_path_missing(language, path),
            Kind::File(files::Fault::Unreadable(error)) => {
                words::command_submit_path_unreadable(language, path, error.to_string())
            }
            Kind::File(files::Fault::Special) => words::command_submit_path_special(language, path),
            Kind::File(files::Fault::TooLarge(max)) => {
                words::command_submit_path_large(language, path, mebibytes(*max))
            }
            Kind::Empty => words::command_submit_path_empty(language, path),
            Kind::TooMuch => words::command_submit_path_much(language, path, mebibytes(DELIVERY_BYTES_MAX)),
        });
    }
}

/// Whole mebibytes.
pub fn mebibytes(bytes: u64) -> Quantity {
    Quantity::Count(i64::try_from(bytes >> 20).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_a_delivery_have_their_bounds() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths: Vec<PathBuf> = [("a", 10), ("b", 11), ("c", 10), ("d", 6), ("e", 5)]
            .into_iter()
            .map(|(name, length)| {
                let path = folder.path().join(name);
                fs::write(&path, vec![b'x'; length]).expect("a file");
                path
            })
            .collect();
        let mut taken = Taken::within(10, 25);
        paths.iter().for_each(|path| taken.path(path));
        let names: Vec<&str> = taken.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "c", "e"], "what still fits goes on");
        assert!(
            matches!(taken.faults[0].kind, Kind::File(files::Fault::TooLarge(10))),
            "b is too large whatever came before"
        );
        assert!(matches!(taken.faults[1].kind, Kind::TooMuch), "d is too much for this delivery");
    }
}
