//! The day and the machine, as the system tells them.

use std::process::Command;

use crate::Failure;
use crate::record::Machine;

/// The day.
///
/// # Errors
/// A system without `date`.
pub fn today() -> Result<String, Failure> {
    let output = Command::new("date").arg("+%F").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The machine.
///
/// # Errors
/// A system without `uname`.
pub fn machine() -> Result<Machine, Failure> {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = field(&memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let output = Command::new("uname").args(["-s", "-r"]).output()?;
    Ok(Machine {
        processor: field(&processors, "model name").unwrap_or_else(|| "unknown".to_owned()),
        cores: std::thread::available_parallelism()?.get(),
        memory_mib: kib.unwrap_or(0) / 1024,
        system: String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    })
}
