//! Confinement: a file is read in a process of its own, this executable started again, which gives up every right before it
//! looks at the first byte. It has its input, its answer, some memory and some seconds; no file, no socket, no other process.
//!
//! The executable calls [`serve_if_child`] before anything else and returns when that gives an exit code. Others have a
//! [`Reader`] and [read](Reader::read) workbooks with it, or [run](Reader::run) a [`Job`] of their own, for example on XML.
//! Rights are given up in `confined/lock.rs`; the parent's side is `confined/parent.rs`; what goes over the pipe, `confined/lines.rs`.

mod child;
mod lines;
mod lock;
mod parent;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::fault::{self, Fault};
use crate::limits::Limits;
use crate::workbook::Workbook;

/// The first argument of a child.
pub const CHILD: &str = "__confined-reader";

/// Something that is done in a confined child: from the bytes of a file to an answer in bytes.
#[derive(Clone, Copy)]
pub struct Job {
    /// Its name among the executable's jobs.
    pub name: &'static str,
    /// The work. What it writes is the answer; a fault takes the place of what was written before it.
    pub work: fn(&[u8], &Limits, &mut dyn Write) -> Result<(), Fault>,
}

/// What the kernel grants to confine a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Means {
    /// Whether reading happens in a process of its own at all.
    pub process: bool,
    /// The version of Landlock in effect, which takes away files; none where the kernel has it not.
    pub landlock: Option<u32>,
    /// Whether system calls are filtered, which takes away files, sockets, processes and everything else but reading, answering and memory.
    pub seccomp: bool,
    /// Whether memory, seconds of the processor, files and processes are bounded by the kernel.
    pub bounds: bool,
}

impl Means {
    /// Whether nothing is missing that keeps a child from files, sockets and processes.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.process && self.seccomp && self.bounds
    }
}

/// Reads files in a confined child.
#[derive(Debug, Clone)]
pub struct Reader {
    child: Option<PathBuf>,
}

impl Reader {
    /// Starts this very executable, which must call [`serve_if_child`] first.
    pub fn this() -> Result<Reader, Fault> {
        let child = std::env::current_exe().map_err(|error| fault::READER_UNSTARTED.with([error]))?;
        Ok(Reader { child: Some(child) })
    }

    /// Starts the executable at a path, which must call [`serve_if_child`] first.
    #[must_use]
    pub fn at(child: impl Into<PathBuf>) -> Reader {
        Reader { child: Some(child.into()) }
    }

    /// Reads in this process, **unconfined**: for tests and for files that are one's own.
    #[must_use]
    pub fn unconfined() -> Reader {
        Reader { child: None }
    }

    /// Reads a workbook.
    pub fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Workbook, Fault> {
        let Some(_) = &self.child else { return parent::guarded(|| crate::read(bytes, limits)) };
        let answer = self.run(&child::WORKBOOK, bytes, limits)?;
        lines::workbook(&answer, limits)
    }

    /// Runs a job, which the child must have among its own.
    pub fn run(&self, job: &Job, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Fault> {
        if bytes.len() as u64 > limits.input_bytes_max {
            return Err(fault::INPUT_OVER.with([bytes.len() as u64, limits.input_bytes_max]));
        }
        match &self.child {
            Some(child) => parent::run(child, job.name, bytes, limits),
            None => parent::guarded(|| {
                let mut answer = Vec::new();
                (job.work)(bytes, limits, &mut answer).map(|()| answer)
            }),
        }
    }

    /// What a child of this executable is confined by, asked of one.
    pub fn means(&self) -> Result<Means, Fault> {
        if self.child.is_none() {
            return Ok(Means::default());
        }
        let answer = self.run(&child::MEANS, &[], &Limits::default())?;
        serde_json::from_slice(&answer).map_err(|_| fault::READER_NONSENSE.bare())
    }
}

/// Whether this executable has asked whether it is a child, so that it can be started as one.
static SERVES: AtomicBool = AtomicBool::new(false);

/// Whether this executable can be started as a child of itself.
#[must_use]
pub fn serves() -> bool {
    SERVES.load(Ordering::Relaxed)
}

/// Serves as a confined child if the arguments of the executable (its own name first) ask for one, and gives the code with
/// which it ends. `jobs` are what it can do besides reading workbooks.
pub fn serve_if_child(arguments: impl IntoIterator<Item = OsString>, jobs: &[Job]) -> Option<ExitCode> {
    SERVES.store(true, Ordering::Relaxed);
    let mut arguments = arguments.into_iter().skip(1);
    if arguments.next()? != CHILD {
        return None;
    }
    Some(child::serve(arguments, jobs))
}
