//! `mithaq mandate ACCOUNT`: what an account may do from now on.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::change_mandate;

use crate::acting::actor;
use crate::asking::{Options, shown};
use crate::clock::now;
use crate::mandates::{Written, mandates};
use crate::screen::Screen;

/// Arguments of `mandate`.
#[derive(clap::Args)]
pub struct Mandate {
    /// The account.
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// What it may do from now on, and nothing else; several times for several.
    #[arg(long = "mandate", value_name = "MANDATE", required = true)]
    mandates: Vec<Written>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Mandate, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let to = mandates(&arguments.mandates, workspace.today(now()?)?);
    let entry = change_mandate(&workspace, actor(), &arguments.account, &to, &arguments.options.asking()?, now()?)?;
    shown(entry.as_ref(), &arguments.options, screen)
}
