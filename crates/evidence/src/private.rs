//! Folders and files for their owner alone: what a store and what is derived from it holds is persons' pay under numbers.
//!
//! The bits are set as a thing is made, never afterwards, so that there is no moment in which others may open it. What
//! exists keeps the bits that its owner gave it. Where the system has no such bits (not Unix), its own rules stand.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

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
