//! `mithaq bring-into-force CONTRACT`: what all parties have signed, or what its author has made public.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::bring_into_force::{Question, bring_into_force};

use crate::acting::actor;
use crate::agreement;
use crate::asking::Options;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `bring-into-force`.
#[derive(clap::Args)]
pub struct BringIntoForce {
    /// The contract, by its identifier.
    #[arg(value_name = "CONTRACT")]
    contract: String,
    /// The day from which it is in force, which may be in the future (default: the first day of its effect).
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Where a unilateral act was made public.
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    /// When it was.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &BringIntoForce, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question {
        contract: arguments.contract.clone(),
        from: arguments.from,
        reference: arguments.reference.clone(),
        published: arguments.published,
    };
    let (text, entry) = bring_into_force(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    agreement::show(&text, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}
