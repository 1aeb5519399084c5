//! `mithaq dismiss ACCOUNT`: an account ends.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::dismiss;

use crate::acting::actor;
use crate::asking::{Options, shown};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `dismiss`.
#[derive(clap::Args)]
pub struct Dismiss {
    /// The account.
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// Why; everybody who reads the journal is told.
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Dismiss, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let what = (arguments.account.as_str(), arguments.reason.as_str());
    let entry = dismiss(&workspace, actor(), what, &arguments.options.asking()?, now()?)?;
    shown(entry.as_ref(), &arguments.options, screen)
}
