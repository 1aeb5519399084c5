//! The child's side: gives up its rights, reads its input, does its work, writes the answer and how it ended.

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use super::{Job, lines, lock};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::read;

/// Reads a workbook; the answer is [`lines`].
pub(super) const WORKBOOK: Job = Job {
    name: "workbook",
    work: |bytes, limits, out| {
        let mut lines = lines::Lines::to(out);
        read::into(bytes, limits, &mut lines)
    },
};

/// Says what the child is confined by. The work is done where that is known, in [`serve`].
pub(super) const MEANS: Job = Job { name: "means", work: |_, _, _| Ok(()) };

/// Serves: the arguments are the name of a job and the limits.
pub(super) fn serve(mut arguments: impl Iterator<Item = OsString>, jobs: &[Job]) -> ExitCode {
    let mut next = || arguments.next().and_then(|argument| argument.into_string().ok()).unwrap_or_default();
    let (name, limits) = (next(), next());
    let Ok(limits) = serde_json::from_str::<Limits>(&limits) else { return ExitCode::from(2) };
    let means = lock::lock(&limits);
    let builtin = [WORKBOOK, MEANS];
    let Some(job) = builtin.iter().chain(jobs).find(|job| job.name == name) else { return ExitCode::from(2) };
    let mut bytes = Vec::new();
    if io::stdin().lock().take(limits.input_bytes_max.saturating_add(1)).read_to_end(&mut bytes).is_err() {
        return ExitCode::from(3);
    }
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = if name == MEANS.name {
        serde_json::to_writer(&mut out, &means).map_err(|_| lines::unsaid())
    } else {
        (job.work)(&bytes, &limits, &mut out)
    };
    match end(&mut out, done) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}

/// Writes how it ended: after the last line feed of an answer stands `"done"`, or a fault.
fn end(out: &mut impl Write, done: Result<(), Fault>) -> io::Result<()> {
    out.write_all(b"\n")?;
    match done {
        Ok(()) => out.write_all(b"\"done\"")?,
        Err(fault) => {
            let values: Vec<&str> = fault.values().map(|(_, value)| value).collect();
            serde_json::to_writer(&mut *out, &(fault.code(), values))?;
        }
    }
    out.flush()
}
