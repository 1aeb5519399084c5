//! Files from outside: regular ones only, and never more of one than its bound.
//!
//! What a pipe, a socket or a device gives has no end and may never come; what a large file gives takes as much memory as
//! it is long, and several times that once it is read as rows. So both are looked at before a byte is read. A link to a
//! file is that file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The most bytes of one file of evidence. The largest operators have some 20,000 persons; their yearly statement takes 2 kB
/// a person, their payroll of a whole year 30 MB; a monthly file of 5,000 persons takes less than 2 MB.
pub const FILE_BYTES_MAX: u64 = 64 << 20;

/// The most bytes that are taken in at once: a whole sector's payroll of more than half a year. Rows take about twenty times
/// their text in memory (60 MiB of payroll, 760,000 rows: 1.2 GiB).
pub const DELIVERY_BYTES_MAX: u64 = 128 << 20;

/// The most bytes of a contract document, or of published statistics: twelve times the longest document that ships.
pub const TEXT_BYTES_MAX: u64 = 2 << 20;

/// Why nothing was read of a path.
#[derive(Debug)]
pub enum Fault {
    /// Nothing is there.
    Missing,
    /// It is there, and the system does not let it be read.
    Unreadable(io::Error),
    /// Neither a file nor a folder: a pipe, a device, a socket.
    Special,
    /// More bytes than so many.
    TooLarge(u64),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        if error.kind() == io::ErrorKind::NotFound { Fault::Missing } else { Fault::Unreadable(error) }
    }
}

/// The bytes of a regular file, where it has at most so many.
///
/// # Errors
/// What lies there is none, has more, or cannot be read.
pub fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Fault> {
    // Opening a pipe waits for whoever writes into it: one looks first.
    let of = fs::metadata(path)?;
    if !of.is_file() {
        return Err(Fault::Special);
    }
    if of.len() > bytes_max {
        return Err(Fault::TooLarge(bytes_max));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(of.len()).unwrap_or_default());
    // It may grow meanwhile, and files of the system's own say that they have no length.
    File::open(path)?.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max { Err(Fault::TooLarge(bytes_max)) } else { Ok(bytes) }
}

/// Folders that were walked, each once: a link may lead back to one above it.
#[derive(Debug, Default)]
pub struct Walked(BTreeSet<PathBuf>);

impl Walked {
    /// What lies in a folder, sorted; nothing where it was walked before.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn inside(&mut self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        if !self.0.insert(fs::canonicalize(folder)?) {
            return Ok(Vec::new());
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder)? {
            inside.push(entry?.path());
        }
        inside.sort();
        Ok(inside)
    }
}

/// Puts a secret into a file of mode 600, in a folder of its owner's alone; what stood there is replaced, whole or not at all.
///
/// # Errors
/// The system refuses.
pub fn keep_private(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        evidence::private::lasting_folders(folder)?;
    }
    evidence::private::replace(path, format!("{text}\n"))
}
