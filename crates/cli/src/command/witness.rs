//! `mithaq witness NOTE --key KEY`: records what somebody else has cosigned.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use contract::calendar::Date;
use office::act::witness;
use presentation::{Quantity, words};

use crate::acting::actor;
use crate::clock::Named;
use crate::opening::request;
use crate::screen::Screen;

/// Arguments of `witness`.
#[derive(clap::Args)]
pub struct Witness {
    /// The checkpoint with the signature of the witness, as a file.
    note: PathBuf,
    /// The verifying key of the witness, as it is known from elsewhere.
    #[arg(long, value_name = "KEY")]
    key: String,
    /// Looks whether it could be recorded, and records nothing.
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
pub fn run(arguments: &Witness, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let note = std::fs::read_to_string(&arguments.note).with_context(|| arguments.note.display().to_string())?;
    let request = request(arguments.request.as_deref())?;
    let given = (note.as_str(), arguments.key.as_str());
    let entry = witness(&workspace, actor(), given, (&request, arguments.dry_run), arguments.named.now()?)?;
    recorded(entry.as_ref().map(|entry| (entry.number, entry.day)), arguments.json, screen)?;
    Ok(ExitCode::SUCCESS)
}

/// Tells under which entry an act was recorded, or that it was only looked at.
pub fn recorded(entry: Option<(u64, Date)>, json: bool, screen: &Screen) -> Result<()> {
    let language = screen.language();
    match entry {
        _ if json => {
            let (number, day) = entry.map(|(number, day)| (number, day.to_string())).unzip();
            screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "entry": number, "day": day }))?);
        }
        Some((number, day)) => {
            let number = Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
            screen.line(&words::command_recorded(language, number, Quantity::Date(day)));
        }
        None => screen.line(&words::command_dry_run(language)),
    }
    Ok(())
}
