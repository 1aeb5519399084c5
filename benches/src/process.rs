//! What a process cost: time of its processors and memory, as the system tells them; and running others.

use std::path::Path;
use std::process::Command;

use crate::Failure;

/// Processor time of this process so far, in microseconds.
#[must_use]
pub fn processor_microseconds() -> u64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else { return 0 };
    let of_task = |task: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    tasks.filter_map(of_task).sum::<u64>() / 1_000
}

/// The most memory that this process held so far, in KiB.
#[must_use]
pub fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// Runs a program and returns the last line that it printed.
///
/// # Errors
/// A program that cannot be started or that fails.
pub fn last_line(program: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program).args(arguments).output()?;
    let name = program.display();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let why = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        return Err(format!("{name} {}: {}: {why}", arguments.join(" "), output.status).into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().rev().find(|line| !line.trim().is_empty());
    line.map(str::to_owned).ok_or_else(|| format!("{name} said nothing").into())
}
