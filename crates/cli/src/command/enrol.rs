//! `mithaq enrol OPERATOR`: from a day on it takes part.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::enrol;
use office::answer::enrolments;

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::facts::Facts;
use crate::screen::Screen;

/// Arguments of `enrol`.
#[derive(clap::Args)]
pub struct Enrol {
    /// The operator, by its identifier.
    #[arg(value_name = "OPERATOR")]
    operator: String,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Enrol, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let said = &arguments.facts;
    let facts = enrolments::Facts {
        operator: arguments.operator.clone(),
        from: said.from,
        contracts: said.contracts.clone(),
        ecosystems: said.ecosystems.clone(),
        affiliations: said.affiliations()?,
        group: said.group.clone(),
        sites: said.sites.clone(),
        source: said.source.clone(),
    };
    let entry = enrol(&workspace, actor(), &facts, &arguments.options.asking()?, now()?)?;
    show(&facts, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}

/// What holds of an operator from now on.
pub fn show(
    facts: &enrolments::Facts,
    entry: Option<&office::act::submit::Entered>,
    options: &Options,
    screen: &Screen,
) -> Result<()> {
    if options.json {
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "operator": facts, "entry": entry }))?);
    } else {
        told(entry, screen);
    }
    Ok(())
}
