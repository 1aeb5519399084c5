//! `mithaq withdraw-proposal CONTRACT`: until the last party has signed.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::withdraw_proposal::{Question, withdraw_proposal};

use crate::acting::actor;
use crate::agreement;
use crate::asking::Options;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `withdraw-proposal`.
#[derive(clap::Args)]
pub struct WithdrawProposal {
    /// The contract, by its identifier.
    #[arg(value_name = "CONTRACT")]
    contract: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &WithdrawProposal, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question { contract: arguments.contract.clone(), reason: arguments.reason.clone() };
    let (text, entry) = withdraw_proposal(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    agreement::show(&text, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}
