//! `mithaq end-operator OPERATOR`: with that day it no longer takes part.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::end_operator::{Question, end_operator};

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `end-operator`.
#[derive(clap::Args)]
pub struct EndOperator {
    /// The operator, by its identifier.
    #[arg(value_name = "OPERATOR")]
    operator: String,
    /// The last day on which it takes part.
    #[arg(long = "on", value_name = "DATE")]
    on: Date,
    /// The paper or decision that says it.
    #[arg(long, value_name = "TEXT")]
    source: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &EndOperator, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let (operator, source) = (arguments.operator.clone(), arguments.source.clone());
    let asked = Question { operator, day: arguments.on, source };
    let entry = end_operator(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    if arguments.options.json {
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "entry": entry }))?);
    } else {
        told(entry.as_ref(), screen);
    }
    Ok(ExitCode::SUCCESS)
}
