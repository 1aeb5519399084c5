//! `mithaq lost FROM TO`: after an older copy was brought back, says which entries were lost.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::lost;

use crate::acting::actor;
use crate::clock::Named;
use crate::command::witness::recorded;
use crate::opening::request;
use crate::screen::Screen;

/// Arguments of `lost`.
#[derive(clap::Args)]
pub struct Lost {
    /// The first entry that is not here.
    from: u64,
    /// The last one of which anybody knows.
    to: u64,
    /// Looks whether it could be recorded, and records nothing.
    #[arg(long)]
    dry_run: bool,
    /// The id of this request: the same one again is the same act.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    #[command(flatten)]
    named: Named,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Lost, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let request = request(arguments.request.as_deref())?;
    let entries = (arguments.from, arguments.to);
    let entry = lost(&workspace, actor(), entries, (&request, arguments.dry_run), arguments.named.now()?)?;
    recorded(entry.as_ref().map(|entry| (entry.number, entry.day)), arguments.json, screen)?;
    Ok(ExitCode::SUCCESS)
}
