//! `mithaq rotate`: another key signs from the next entry on.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::rotate;
use presentation::{Rendered, words};

use crate::acting::actor;
use crate::clock::Named;
use crate::command::witness::recorded;
use crate::opening::request;
use crate::screen::Screen;

/// Arguments of `rotate`.
#[derive(clap::Args)]
pub struct Rotate {
    /// Says which key signs now, and makes none.
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
pub fn run(arguments: &Rotate, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let language = screen.language();
    let entry = match arguments.dry_run {
        true => None,
        false => {
            let (request, seed) = (request(arguments.request.as_deref())?, crate::opening::chance()?.seed);
            Some(rotate(&workspace, actor(), seed, &request, arguments.named.now()?)?)
        }
    };
    let key = workspace.signs()?;
    recorded(entry.as_ref().map(|entry| (entry.number, entry.day)), arguments.json, screen)?;
    if !arguments.json {
        let key = Rendered::quoted(&key);
        let told = match entry {
            Some(_) => words::command_rotate_key(language, key),
            None => words::command_rotate_now(language, key),
        };
        screen.print(&screen.terminal.paragraph(&told, 0));
    }
    Ok(ExitCode::SUCCESS)
}
