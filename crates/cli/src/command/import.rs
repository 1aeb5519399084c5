//! `mithaq import`: takes over what was handed in before there was a journal.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::import::Imported;
use office::act::{import, take_over};
use office::actor::Actor;
use presentation::{Quantity, words};

use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `import`.
#[derive(clap::Args)]
pub struct Import {
    /// Says what would be recorded, and records nothing; of a workspace that has a journal.
    #[arg(long)]
    dry_run: bool,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Import, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let (now, language) = (now()?, screen.language());
    let imported = if arguments.dry_run {
        import(&crate::opening::open(root, screen)?, &Actor::Office, true, now)?
    } else {
        let (workspace, imported) = take_over(root, &Actor::Office, &crate::opening::birth()?, now)?;
        workspace.gather()?;
        imported
    };
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&imported)?);
        return Ok(ExitCode::SUCCESS);
    }
    let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    match imported {
        Imported { submissions, files, first: Some(first), last: Some(last) } => {
            let (submissions, files) = (count(submissions), count(files));
            let told = words::command_import_done(language, submissions, files, first, last);
            screen.print(&screen.terminal.paragraph(&told, 0));
        }
        _ => screen.line(&words::command_import_nothing(language)),
    }
    if arguments.dry_run {
        screen.line(&words::command_dry_run(language));
    }
    Ok(ExitCode::SUCCESS)
}
