//! `mithaq factor`: a person sets a second factor up, for codes that a telephone shows.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::set_factor;
use presentation::{Rendered, words};

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::opening::chance_of;
use crate::screen::Screen;

/// Arguments of `factor`.
#[derive(clap::Args)]
pub struct Factor {
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Factor, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let set = set_factor(&workspace, actor(), &arguments.options.asking()?, now()?, &mut chance_of)?;
    if arguments.options.json {
        let all = serde_json::json!({ "entry": set.entry, "key": set.key });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(ExitCode::SUCCESS);
    }
    told(set.entry.as_ref(), screen);
    if let Some(key) = &set.key {
        let account = actor().account().unwrap_or_default();
        let link = format!("otpauth://totp/Mithaq:{account}?secret={key}&issuer=Mithaq");
        let told = words::command_factor_set(screen.language(), Rendered::quoted(key), Rendered::quoted(&link));
        screen.print(&screen.terminal.paragraph(&told, 0));
    }
    Ok(ExitCode::SUCCESS)
}
