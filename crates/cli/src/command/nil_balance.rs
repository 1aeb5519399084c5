//! `mithaq nil-balance OPERATOR HEAD YEAR`: two officers declare that nothing was decided or paid before.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::nil_balance::{Nil, nil_balance};

use crate::acting::actor;
use crate::asking::{Options, shown};
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `nil-balance`.
#[derive(clap::Args)]
pub struct NilBalance {
    /// The operator, by its identifier.
    #[arg(value_name = "OPERATOR")]
    operator: String,
    /// The head of payment.
    #[arg(value_name = "HEAD")]
    head: String,
    /// The year.
    #[arg(value_name = "YEAR")]
    year: String,
    /// The paper that says it.
    #[arg(long, value_name = "TEXT")]
    source: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &NilBalance, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let NilBalance { operator, head, year, source, options } = arguments;
    let [operator, head, year, source] = [operator, head, year, source].map(String::clone);
    let nil = Nil { operator, head, year, source };
    let entry = nil_balance(&workspace, actor(), &nil, &options.asking()?, now()?)?;
    shown(entry.as_ref(), options, screen)
}
