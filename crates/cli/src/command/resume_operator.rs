//! `mithaq resume-operator OPERATOR`: it takes part again.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::resume_operator::{Question, resume_operator};

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `resume-operator`.
#[derive(clap::Args)]
pub struct ResumeOperator {
    /// The operator, by its identifier.
    #[arg(value_name = "OPERATOR")]
    operator: String,
    /// The first day on which it takes part again.
    #[arg(long = "from", value_name = "DATE")]
    on: Date,
    /// The paper or decision that says it.
    #[arg(long, value_name = "TEXT")]
    source: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &ResumeOperator, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let (operator, source) = (arguments.operator.clone(), arguments.source.clone());
    let asked = Question { operator, day: arguments.on, source };
    let entry = resume_operator(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    if arguments.options.json {
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "entry": entry }))?);
    } else {
        told(entry.as_ref(), screen);
    }
    Ok(ExitCode::SUCCESS)
}
