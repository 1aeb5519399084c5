//! `mithaq vault`: copies of who a number is, sealed, and brought back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use office::act::keep_vault::Copied;
use office::act::{back_up_vault, bring_vault_back, make_vault_key};
use presentation::{Quantity, Rendered, words};

use crate::acting::actor;
use crate::clock::now;
use crate::opening::seed;
use crate::screen::Screen;

/// Arguments of `vault`.
#[derive(clap::Args)]
pub struct Vault {
    #[command(subcommand)]
    what: What,
}

/// What is done with it.
#[derive(clap::Subcommand)]
enum What {
    /// Makes the key that opens copies, to be kept off line; copies are sealed to it from then on.
    Key {
        /// The file of the key, outside the workspace.
        file: PathBuf,
    },
    /// Copies the vault, sealed, while others go on reading.
    Backup {
        /// The file of the copy, which is not there yet.
        file: PathBuf,
        /// Prints JSON instead.
        #[arg(long)]
        json: bool,
    },
    /// Puts the vault back from a copy, where none is.
    Restore {
        /// The file of the copy.
        file: PathBuf,
        /// The file of the key that opens it.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Takes a copy that should have been destroyed.
        #[arg(long)]
        old: bool,
        /// Prints JSON instead.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(arguments: &Vault, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let language = screen.language();
    let path = |path: &Path| Rendered::quoted(&path.display().to_string());
    let (copied, told, json) = match &arguments.what {
        What::Key { file } => {
            let key = make_vault_key(&workspace, actor(), file, seed()?)?;
            let told = words::command_vault_key(language, Rendered::quoted(&key), path(file));
            screen.print(&screen.terminal.paragraph(&told, 0));
            return Ok(ExitCode::SUCCESS);
        }
        What::Backup { file, json } => {
            let copied = back_up_vault(&workspace, actor(), file, seed()?, now()?)?;
            let [day, until] = [copied.day, copied.until].map(Quantity::Date);
            let told = words::command_vault_copied(language, path(file), day, until);
            (copied, told, *json)
        }
        What::Restore { file, key, old, json } => {
            let copied = bring_vault_back(&workspace, actor(), (file, key), *old, now()?)?;
            let told = words::command_vault_back(language, Quantity::Date(copied.day));
            (copied, told, *json)
        }
    };
    show(&copied, &told, json, screen)
}

fn show(copied: &Copied, told: &Rendered, json: bool, screen: &Screen) -> Result<ExitCode> {
    if json {
        screen.json(&serde_json::to_string_pretty(copied)?);
        return Ok(ExitCode::SUCCESS);
    }
    screen.print(&screen.terminal.paragraph(told, 0));
    if !copied.serves {
        screen.print(&screen.terminal.paragraph(&words::command_vault_behind(screen.language()), 0));
    }
    Ok(ExitCode::SUCCESS)
}
