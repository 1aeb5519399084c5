//! The options that every act of one entry takes, and the line that says what became of it.

use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::Asking;
use office::act::submit::Entered;
use presentation::{Quantity, words};

use crate::opening::request;
use crate::screen::Screen;

/// Options of an act.
#[derive(clap::Args)]
pub struct Options {
    /// Says what would be recorded, and records nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The id of this request: the same one again is the same act.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    /// The day, where the clock is far ahead of the last entry.
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
    /// Prints JSON instead.
    #[arg(long)]
    pub json: bool,
}

impl Options {
    /// How the act is asked for.
    pub fn asking(&self) -> Result<Asking> {
        let request = request(self.request.as_deref())?;
        Ok(Asking { request, preview: self.dry_run, day_named: self.day })
    }
}

/// The end of a command that records one act and tells nothing else.
pub fn shown(entry: Option<&Entered>, options: &Options, screen: &Screen) -> Result<ExitCode> {
    match options.json {
        true => screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "entry": entry }))?),
        false => told(entry, screen),
    }
    Ok(ExitCode::SUCCESS)
}

/// Says under which entry an act stands, or that nothing was recorded.
pub fn told(entry: Option<&Entered>, screen: &Screen) {
    let language = screen.language();
    screen.line(&match entry {
        None => words::command_dry_run(language),
        Some(entry) => {
            let (number, day) =
                (Quantity::Count(entry.number.try_into().unwrap_or(i64::MAX)), Quantity::Date(entry.day));
            let say = if entry.again { words::command_recorded_again } else { words::command_recorded };
            say(language, number, day)
        }
    });
}
