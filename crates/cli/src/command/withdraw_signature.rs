//! `mithaq withdraw-signature CONTRACT --party PARTY`: until the last party has signed.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::withdraw_signature::{Question, withdraw_signature};

use crate::acting::actor;
use crate::agreement;
use crate::asking::Options;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `withdraw-signature`.
#[derive(clap::Args)]
pub struct WithdrawSignature {
    /// The contract, by its identifier.
    #[arg(value_name = "CONTRACT")]
    contract: String,
    /// The party whose signature it is.
    #[arg(long, value_name = "PARTY")]
    party: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &WithdrawSignature, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let (contract, party) = (arguments.contract.clone(), arguments.party.clone());
    let asked = Question { contract, party, reason: arguments.reason.clone() };
    let (text, entry) = withdraw_signature(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    agreement::show(&text, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}
