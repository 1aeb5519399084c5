//! The parent's side: starts the child, gives it its input, waits for its answer no longer and no further than the limits
//! say, and ends it. Whatever the child does becomes a fault; nothing it does reaches the parent otherwise.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::CHILD;
use crate::fault::{self, Fault};
use crate::limits::Limits;

/// Runs a job in a child.
pub(super) fn run(path: &Path, job: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Fault> {
    let unstarted = |error: std::io::Error| fault::READER_UNSTARTED.with([error]);
    let limits_text = serde_json::to_string(limits).map_err(|error| fault::READER_UNSTARTED.with([error]))?;
    let mut child = Command::new(path)
        .args([CHILD, job, &limits_text])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(unstarted)?;
    let answer = converse(&mut child, bytes, limits);
    let status = child.wait().map_err(unstarted)?;
    let mut answer = answer?;
    let Some(ending) = answer.iter().rposition(|byte| *byte == b'\n') else { return Err(ended(status)) };
    let tail = answer.split_off(ending);
    let tail = tail.get(1..).unwrap_or_default();
    if tail == b"\"done\"" {
        return Ok(answer);
    }
    let said = serde_json::from_slice::<(String, Vec<String>)>(tail).ok();
    Err(said.and_then(|(code, values)| Fault::named(&code, values)).unwrap_or_else(|| ended(status)))
}

/// Gives the input and takes the answer, at once, so that neither waits for the other.
fn converse(child: &mut Child, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Fault> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(fault::READER_UNSTARTED.with(["pipe"]));
    };
    let allowed = limits.answer_bytes_max;
    thread::scope(|scope| {
        let (said, heard) = mpsc::channel();
        // A child that ends before it has read everything says so by its ending.
        let give = move || drop(input.write_all(bytes));
        let take = move || {
            let mut answer = Vec::new();
            let read = output.take(allowed.saturating_add(1)).read_to_end(&mut answer);
            drop(said.send(read.map(|_| answer)));
        };
        let started = thread::Builder::new().spawn_scoped(scope, give);
        let started = started.and_then(|_| thread::Builder::new().spawn_scoped(scope, take));
        let answer = match started {
            Err(error) => Err(fault::READER_UNSTARTED.with([error])),
            Ok(_) => match heard.recv_timeout(Duration::from_secs(limits.seconds_max)) {
                Ok(Ok(answer)) if answer.len() as u64 > allowed => Err(fault::READER_ANSWER_OVER.with([allowed])),
                Ok(Ok(answer)) => Ok(answer),
                Ok(Err(_)) => Err(fault::READER_NONSENSE.bare()),
                Err(_) => Err(fault::READER_LATE.with([limits.seconds_max])),
            },
        };
        // Its answer is complete, or too late: it has nothing more to say. Both pipes close with it, so that both threads end. One
        // that has ended by itself keeps the code with which it did.
        drop(child.kill());
        answer
    })
}

fn ended(status: ExitStatus) -> Fault {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return fault::READER_ENDED.with([format!("signal {signal}")]);
    }
    match status.code() {
        Some(101) => fault::READER_PANICKED.bare(),
        Some(code) => fault::READER_ENDED.with([format!("exit {code}")]),
        None => fault::READER_ENDED.with(["?"]),
    }
}

/// Does it in this process, where a panic of a library becomes a fault.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault::READER_PANICKED.bare()))
}
