//! `mithaq secret`: a person chooses the own secret.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use office::act::set_secret;
use presentation::{Rendered, words};

use crate::acting::{actor, asked, secret_file};
use crate::asking::{Options, told};
use crate::clock::now;
use crate::opening::chance_of;
use crate::screen::Screen;

/// Arguments of `secret`.
#[derive(clap::Args)]
pub struct Secret {
    /// Asks for a passphrase, instead of making a token and putting it into the person's file.
    #[arg(long)]
    passphrase: bool,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Secret, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let language = screen.language();
    let passphrase = if arguments.passphrase { Some(typed_twice(screen)?) } else { None };
    let asking = arguments.options.asking()?;
    let set = set_secret(&workspace, actor(), passphrase.as_deref(), &asking, now()?, &mut chance_of)?;
    let path = match (&set.token, actor().account()) {
        (Some(token), Some(account)) => {
            let path = secret_file(&workspace, account)?;
            office::act::keep_private(&path, token).with_context(|| path.display().to_string())?;
            Some(path)
        }
        _ => None,
    };
    if arguments.options.json {
        let all = serde_json::json!({ "entry": set.entry, "file": path });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(ExitCode::SUCCESS);
    }
    told(set.entry.as_ref(), screen);
    if let Some(path) = path {
        screen.line(&words::command_secret_written(language, Rendered::quoted(&path.display().to_string())));
    }
    Ok(ExitCode::SUCCESS)
}

fn typed_twice(screen: &Screen) -> Result<String> {
    let language = screen.language();
    let none = || anyhow!(words::command_passphrase_none(language).text().to_owned());
    let first = asked(&words::command_passphrase_prompt(language))?.ok_or_else(none)?;
    let again = asked(&words::command_passphrase_again(language))?.ok_or_else(none)?;
    match first == again {
        true => Ok(first),
        false => Err(anyhow!(words::command_passphrase_differs(language).text().to_owned())),
    }
}
