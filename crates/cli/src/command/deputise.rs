//! `mithaq deputise ACCOUNT DEPUTY`: in certain days the deputy acts in the place of the account.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::deputise::{Interim, deputise};

use crate::acting::actor;
use crate::asking::{Options, shown};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `deputise`.
#[derive(clap::Args)]
pub struct Deputise {
    /// The account that is absent.
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The account that acts in its place.
    #[arg(value_name = "DEPUTY")]
    deputy: String,
    /// The first day.
    #[arg(long, value_name = "DATE")]
    since: Date,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    until: Date,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Deputise, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let interim = Interim {
        account: arguments.account.clone(),
        deputy: arguments.deputy.clone(),
        since: arguments.since,
        until: arguments.until,
    };
    let entry = deputise(&workspace, actor(), &interim, &arguments.options.asking()?, now()?)?;
    shown(entry.as_ref(), &arguments.options, screen)
}
