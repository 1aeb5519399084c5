//! `mithaq pass DATE`: the day of a fictitious workspace moves forward.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::pass;
use presentation::{Quantity, words};

use crate::acting::actor;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `pass`.
#[derive(clap::Args)]
pub struct Pass {
    /// The day that it becomes.
    #[arg(value_name = "DATE")]
    to: Date,
}

/// Runs the command.
pub fn run(arguments: &Pass, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    pass(&workspace, actor(), arguments.to, now()?)?;
    screen.line(&words::command_pass_done(screen.language(), Quantity::Date(arguments.to)));
    Ok(ExitCode::SUCCESS)
}
