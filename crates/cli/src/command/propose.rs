//! `mithaq propose PATH`: a text of the folder of contracts may be signed from now on.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::propose::{Question, propose};

use crate::acting::actor;
use crate::agreement;
use crate::asking::Options;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `propose`.
#[derive(clap::Args)]
pub struct Propose {
    /// The document, by its path below the folder of contracts, such as `ma/offer/contract.md`.
    #[arg(value_name = "PATH")]
    path: String,
    /// Proposes the unilateral act of that party, which comes into force once it is public; else all parties sign.
    #[arg(long, value_name = "PARTY")]
    author: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Propose, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question { path: arguments.path.clone(), author: arguments.author.clone() };
    let (text, entry) = propose(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    if !arguments.options.json {
        screen.print(&screen.terminal.table(&agreement::parts(&text, screen.language())));
    }
    agreement::show(&text, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}
