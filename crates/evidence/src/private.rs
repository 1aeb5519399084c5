//! Folders and files for their owner alone: what a store and what is derived from it holds is persons' pay under numbers.
//!
//! The bits are set as a thing is made, never afterwards, so that there is no moment in which others may open it. What
//! exists keeps the bits that its owner gave it. Where the system has no such bits (not Unix), its own rules stand.
//!
//! What must outlast a power cut is brought to the disk: a file by itself, its name by the folder that holds it. The
//! functions here that say so do both; `tests/faults` proves that each sync is needed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Makes a folder, and those above it that are missing.
///
/// # Errors
/// The system refuses.
pub fn folders(path: &Path) -> io::Result<()> {
    builder().recursive(true).create(path)
}

/// Makes one folder, which must not be there.
///
/// # Errors
/// The system refuses.
pub fn folder(path: &Path) -> io::Result<()> {
    builder().create(path)
}

/// Opens a file to be written from its beginning; it is made where it is missing.
///
/// # Errors
/// The system refuses.
pub fn create(path: &Path) -> io::Result<File> {
    options().truncate(true).open(path)
}

/// Opens a file to be locked; its content stays.
///
/// # Errors
/// The system refuses.
pub fn lock_file(path: &Path) -> io::Result<File> {
    options().truncate(false).open(path)
}

/// Writes a file whole.
///
/// # Errors
/// The system refuses.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    create(path)?.write_all(bytes.as_ref())
}

/// Writes a file whole or not at all, in the place of one that may be there, and brings it to the disk.
///
/// # Errors
/// The system refuses.
pub fn replace(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = path.with_file_name(format!(".new-{name}"));
    let mut file = create(&unfinished)?;
    file.write_all(bytes.as_ref())?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    settle(holder(path))
}

/// Makes a folder, and those above it that are missing, and brings their names to the disk.
///
/// # Errors
/// The system refuses.
pub fn lasting_folders(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    lasting_folders(holder(path))?;
    match folder(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    settle(holder(path))
}

/// Brings the names in a folder to the disk.
///
/// # Errors
/// The system refuses.
pub fn settle(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Brings everything in a folder to the disk: what files hold, and every name.
///
/// # Errors
/// The system refuses.
pub fn settle_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() { settle_all(&path)? } else { File::open(&path)?.sync_all()? }
    }
    settle(folder)
}

/// The folder that holds a file or folder.
fn holder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn builder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has bits to set"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
