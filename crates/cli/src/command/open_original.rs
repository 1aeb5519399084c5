//! `mithaq open-original`: a file as it was handed in, for whoever holds the key that is kept off line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use office::act::open_original::{Question, open_original};
use presentation::{Rendered, words};

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::command::assess::operator;
use crate::screen::Screen;

/// Arguments of `open-original`.
#[derive(clap::Args)]
pub struct OpenOriginal {
    /// The operator.
    operator: String,
    /// The submission.
    submission: String,
    /// The file: its number in the submission, or its name.
    #[arg(value_name = "FILE")]
    piece: String,
    /// Why it is opened; the journal keeps it.
    #[arg(long, value_name = "WHY")]
    reason: String,
    /// The file with the key that opens.
    #[arg(long, value_name = "KEY")]
    key: PathBuf,
    /// Where the file is written, for its owner alone.
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &OpenOriginal, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question {
        operator: operator(&arguments.operator)?,
        submission: arguments.submission.clone(),
        piece: arguments.piece.clone(),
        reason: arguments.reason.clone(),
        key: arguments.key.clone(),
        to: arguments.to.clone(),
    };
    let entry = open_original(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    if arguments.options.json {
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "entry": entry, "to": asked.to }))?);
        return Ok(ExitCode::SUCCESS);
    }
    if entry.as_ref().is_some_and(|entry| !entry.again) {
        let path = Rendered::quoted(&asked.to.display().to_string());
        screen.line(&words::command_original_opened(screen.language(), path));
    }
    told(entry.as_ref(), screen);
    Ok(ExitCode::SUCCESS)
}
