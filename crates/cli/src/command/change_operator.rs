//! `mithaq change-operator OPERATOR`: what is not said stays as it was.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::change_operator::{Change, change_operator};

use crate::acting::actor;
use crate::asking::Options;
use crate::clock::now;
use crate::facts::Facts;
use crate::screen::Screen;

/// Arguments of `change-operator`.
#[derive(clap::Args)]
pub struct ChangeOperator {
    /// The operator, by its identifier.
    #[arg(value_name = "OPERATOR")]
    operator: String,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &ChangeOperator, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let said = &arguments.facts;
    let change = Change {
        operator: arguments.operator.clone(),
        from: said.from,
        contracts: Some(said.contracts.clone()).filter(|list| !list.is_empty()),
        ecosystems: Some(said.ecosystems.clone()).filter(|list| !list.is_empty()),
        affiliations: Some(said.affiliations()?).filter(|list| !list.is_empty()),
        group: said.group.clone(),
        sites: Some(said.sites.clone()).filter(|list| !list.is_empty()),
        source: said.source.clone(),
    };
    let asking = arguments.options.asking()?;
    let (facts, entry) = change_operator(&workspace, actor(), &change, &asking, now()?)?;
    super::enrol::show(&facts, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}
