//! `mithaq lose-factor ACCOUNT`: two administrators end a second factor that was lost, and the secret where that was too.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::lose_factor::{Lost, lose_factor};

use super::appoint::first;
use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::opening::chance_of;
use crate::screen::Screen;

/// Arguments of `lose-factor`.
#[derive(clap::Args)]
pub struct LoseFactor {
    /// The account.
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// How it was lost; everybody who reads the journal is told.
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// The secret was lost too: a first one is given, with which the person chooses another.
    #[arg(long)]
    secret_too: bool,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &LoseFactor, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let lost =
        Lost { account: arguments.account.clone(), reason: arguments.reason.clone(), secret: arguments.secret_too };
    let set = lose_factor(&workspace, actor(), &lost, &arguments.options.asking()?, now()?, &mut chance_of)?;
    if arguments.options.json {
        let all = serde_json::json!({ "entry": set.entry, "first_secret": set.token });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(ExitCode::SUCCESS);
    }
    told(set.entry.as_ref(), screen);
    first(&lost.account, set.token.as_deref(), screen);
    Ok(ExitCode::SUCCESS)
}
