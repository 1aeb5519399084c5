//! `mithaq sign CONTRACT --party PARTY`: a party signs what is proposed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use contract::calendar::Date;
use office::act::sign::{Question, sign};

use crate::acting::actor;
use crate::agreement;
use crate::asking::Options;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `sign`.
#[derive(clap::Args)]
pub struct Sign {
    /// The contract, by its identifier.
    #[arg(value_name = "CONTRACT")]
    contract: String,
    /// The party that signs, by its identifier in the text.
    #[arg(long, value_name = "PARTY")]
    party: String,
    /// The hash that is meant: another one that is proposed is not signed.
    #[arg(long, value_name = "HASH")]
    hash: Option<String>,
    /// The day on which it was signed on paper.
    #[arg(long, value_name = "DATE")]
    signed_on: Option<Date>,
    /// A detached signature made elsewhere: it is kept as it comes, and not checked.
    #[arg(long, value_name = "FILE")]
    signature: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Sign, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question {
        contract: arguments.contract.clone(),
        party: arguments.party.clone(),
        agreement: arguments.hash.clone(),
        signed_on: arguments.signed_on,
        file: arguments.signature.as_deref().map(file).transpose()?,
    };
    let (text, entry) = sign(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    agreement::show(&text, entry.as_ref(), &arguments.options, screen)?;
    Ok(ExitCode::SUCCESS)
}

/// The bytes of a signature: a regular file, no larger than a text.
fn file(path: &Path) -> Result<Vec<u8>> {
    let read = office::act::files::read(path, office::act::files::TEXT_BYTES_MAX);
    read.ok().with_context(|| path.display().to_string())
}
