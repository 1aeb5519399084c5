//! `mithaq backup FOLDER`: a copy of what was recorded, while others go on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use office::act::backup;
use presentation::{Quantity, words};

use crate::acting::actor;
use crate::screen::Screen;

/// Arguments of `backup`.
#[derive(clap::Args)]
pub struct Backup {
    /// The folder of the backup, which is not there or empty.
    to: PathBuf,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Backup, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let found = screen.asking(|_| backup(&workspace, actor(), &arguments.to))?;
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&found)?);
        return Ok(ExitCode::SUCCESS);
    }
    let language = screen.language();
    let [entries, files] =
        [found.entries, found.files].map(|count| Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX)));
    let path = arguments.to.display().to_string();
    for told in [words::command_backup_done(language, entries, files, path), words::command_backup_without(language)] {
        screen.print(&screen.terminal.paragraph(&told, 0));
    }
    Ok(ExitCode::SUCCESS)
}
