//! `mithaq clock-was-wrong FROM TO`: two administrators say that the clock ran ahead while these entries were recorded.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::clock_was_wrong::{WrongClock, clock_was_wrong};

use crate::acting::actor;
use crate::asking::{Options, shown};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `clock-was-wrong`.
#[derive(clap::Args)]
pub struct ClockWasWrong {
    /// The first entry that bears a day of the wrong clock.
    from: u64,
    /// The last one: the last entry there is.
    to: u64,
    /// What was the matter with the clock; everybody who reads the journal is told.
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &ClockWasWrong, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let said = WrongClock { from: arguments.from, to: arguments.to, reason: arguments.reason.clone() };
    let entry = clock_was_wrong(&workspace, actor(), &said, &arguments.options.asking()?, now()?)?;
    shown(entry.as_ref(), &arguments.options, screen)
}
