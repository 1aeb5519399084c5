//! `mithaq restore BACKUP --keys FOLDER`: a backup becomes a workspace again.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use office::act::restore;
use office::workspace::carried::Back;
use presentation::{Quantity, Rendered, words};

use crate::acting::actor;
use crate::screen::Screen;

/// Arguments of `restore`.
#[derive(clap::Args)]
pub struct Restore {
    /// The folder of the backup.
    backup: PathBuf,
    /// The folder with the copy of the key of the pseudonyms (`pseudonym.key`).
    #[arg(long, value_name = "FOLDER")]
    keys: PathBuf,
    /// The latest checkpoint that anybody holds, as a file.
    #[arg(long, value_name = "FILE")]
    latest_checkpoint: Option<PathBuf>,
    /// The key that signs, where it lies in another place than it did.
    #[arg(long, value_name = "FILE")]
    signing_key: Option<PathBuf>,
    /// The PostgreSQL database of the journal (default: a file of the workspace).
    #[arg(long, value_name = "URL")]
    journal: Option<String>,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Restore, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    let latest = arguments.latest_checkpoint.as_ref().map(read).transpose()?;
    let back = Back {
        from: &arguments.backup,
        keys: &arguments.keys,
        signing_key: arguments.signing_key.as_deref(),
        journal: arguments.journal.as_deref(),
    };
    let found = screen.asking(|_| restore(&back, root, latest.as_deref(), actor()))?;
    let newer = crate::opening::open(root, screen)?.newer()?;
    if arguments.json {
        let lost = newer.as_ref().map(|newer| [newer.from, newer.to]);
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "found": found, "lost": lost }))?);
        return Ok(ExitCode::SUCCESS);
    }
    let language = screen.language();
    let count = |count: u64| Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX));
    let mut told = vec![words::command_restore_done(language, count(found.entries), root.display().to_string())];
    if let Some(newer) = newer {
        let command = Rendered::quoted(&format!("mithaq lost {} {}", newer.from, newer.to));
        told.push(words::command_newer(language, count(newer.from), count(newer.to), command));
    } else if latest.is_none() {
        told.push(words::command_restore_alone(language, Rendered::quoted("--latest-checkpoint")));
    }
    for told in told {
        screen.print(&screen.terminal.paragraph(&told, 0));
    }
    Ok(ExitCode::SUCCESS)
}
