//! `mithaq create`: makes a workspace, whole or not at all.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::workspace::{Birth, Shipped, Workspace};
use presentation::{Quantity, Rendered, words};

use crate::clock::{now, zone};
use crate::screen::Screen;

/// Arguments of `create`.
#[derive(clap::Args)]
pub struct Create {
    /// A fictitious workspace, for trials and training, which begins on that day: its days move by `mithaq pass` alone.
    #[arg(long, value_name = "DATE")]
    fictitious: Option<Date>,
    /// The time zone in which its days begin, by its IANA name (default: that of this machine).
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Keeps the journal in a PostgreSQL database instead of a file of the workspace.
    #[arg(long, value_name = "URL")]
    journal: Option<String>,
    /// Records none of the contracts that ship with the program.
    #[arg(long)]
    empty: bool,
}

/// Runs the command.
pub fn run(arguments: &Create, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let birth = Birth {
        fictitious: arguments.fictitious,
        zone: arguments.zone.clone().unwrap_or_else(zone),
        journal: arguments.journal.clone(),
        shipped: if arguments.empty { Shipped::Nothing } else { Shipped::Everything },
        ..crate::opening::birth()?
    };
    let workspace = Workspace::create(root, &birth, now()?)?;
    let language = screen.language();
    let place = Rendered::quoted(&root.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_create_made(language, place), 0));
    let day = Quantity::Date(workspace.today(now()?)?);
    match arguments.fictitious {
        Some(_) => screen.print(&screen.terminal.paragraph(&words::command_create_fictitious(language, day), 0)),
        None => {
            let key = Rendered::quoted(&workspace.signing_key().display().to_string());
            screen.print(&screen.terminal.paragraph(&words::command_create_key(language, key), 0));
        }
    }
    Ok(ExitCode::SUCCESS)
}
