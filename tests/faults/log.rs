//! The calls that `watch.c` saw: the library is compiled, preloaded, and its log read.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A file was made.
    Made,
    /// Bytes were written.
    Wrote,
    /// A file was given a length.
    Sized,
    /// A name was moved.
    Moved,
    /// A second name was given.
    Linked,
    /// A name was removed, of a file or of an empty folder.
    Removed,
    /// A folder was made.
    Folder,
    /// A file or folder was brought to the disk.
    Synced,
    /// Something was said on the standard output.
    Said,
    /// The disk was full.
    Full,
    /// The process was killed.
    Killed,
    /// What this model does not cover.
    Uncovered,
}

impl What {
    /// Whether it does something to the disk.
    pub fn changes(self) -> bool {
        self.grows() || matches!(self, What::Sized | What::Removed | What::Synced)
    }

    /// Whether it needs room on the disk.
    pub fn grows(self) -> bool {
        matches!(self, What::Made | What::Wrote | What::Moved | What::Linked | What::Folder)
    }
}

/// A call, in the order in which they happened.
#[derive(Debug, Clone)]
pub struct Call {
    pub what: What,
    pub inode: u64,
    /// Where bytes were written, or the length that was given.
    pub place: u64,
    /// When the folders of both names changed, as the file system says.
    pub changed: [u64; 2],
    pub name: String,
    pub other: String,
    pub bytes: Vec<u8>,
}

/// The library, and what it watches.
pub struct Watch {
    library: PathBuf,
    root: PathBuf,
    log: PathBuf,
}

impl Watch {
    /// Compiles the library into a folder, to watch another one.
    pub fn new(scratch: &Path, root: &Path) -> Watch {
        let library = scratch.join("watch.so");
        if !library.exists() {
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/faults/watch.c");
            let cc = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o"];
            let done = Command::new("cc").args(cc).arg(&library).arg(source).arg("-lpthread").status();
            assert!(done.expect("a C compiler").success(), "watch.c is compiled");
        }
        Watch { library, root: root.to_owned(), log: scratch.join("calls.log") }
    }

    /// The same library over another folder, with a log of its own.
    pub fn over(&self, root: &Path) -> Watch {
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let log = self.library.with_file_name(format!("{name}.log"));
        Watch { library: self.library.clone(), root: root.to_owned(), log }
    }

    /// The executable, watched.
    pub fn mithaq(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mithaq"));
        command.env("NO_COLOR", "1").env("COLUMNS", "200").env("LD_PRELOAD", &self.library);
        command.env("MITHAQ_KEYS", self.library.with_extension("keys"));
        command.env("MITHAQ_FAULTS_ROOT", &self.root).env("MITHAQ_FAULTS_LOG", &self.log);
        command
    }

    /// The calls since the last time, which must all be covered.
    pub fn calls(&self) -> Vec<Call> {
        let bytes = std::fs::read(&self.log).unwrap_or_default();
        if !bytes.is_empty() {
            std::fs::remove_file(&self.log).expect("the log was read");
        }
        let calls = read(&bytes);
        if let Some(call) = calls.iter().find(|call| call.what == What::Uncovered) {
            panic!("{} does what the model of the disk does not cover: {}", call.name, text(&call.bytes));
        }
        calls
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("names are UTF-8")
}

fn read(mut bytes: &[u8]) -> Vec<Call> {
    let mut calls = Vec::new();
    while !bytes.is_empty() {
        let mut record = take(&mut bytes, 8);
        let whole = number(&mut record);
        let mut record = take(&mut bytes, whole);
        let what = match take(&mut record, 1)[0] {
            b'N' => What::Made,
            b'W' => What::Wrote,
            b'T' => What::Sized,
            b'R' => What::Moved,
            b'L' => What::Linked,
            b'U' => What::Removed,
            b'M' => What::Folder,
            b'S' => What::Synced,
            b'A' => What::Said,
            b'F' => What::Full,
            b'K' => What::Killed,
            _ => What::Uncovered,
        };
        let [inode, place, one, other] = [(); 4].map(|()| number(&mut record));
        let lengths = take(&mut record, 8);
        let [name, second] = [0, 4].map(|at| u32::from_le_bytes(lengths[at..at + 4].try_into().expect("four bytes")));
        let length = number(&mut record);
        let name = text(take(&mut record, name.into()));
        let other_name = text(take(&mut record, second.into()));
        let bytes = take(&mut record, length).to_vec();
        calls.push(Call { what, inode, place, changed: [one, other], name, other: other_name, bytes });
    }
    calls
}

fn take<'b>(bytes: &mut &'b [u8], length: u64) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(usize::try_from(length).expect("a length"));
    *bytes = rest;
    taken
}

fn number(bytes: &mut &[u8]) -> u64 {
    u64::from_le_bytes(take(bytes, 8).try_into().expect("eight bytes"))
}
