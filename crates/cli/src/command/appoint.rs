//! `mithaq appoint ACCOUNT`: a person gets an account, with mandates and a first secret.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::appoint::{Appointment, appoint};
use presentation::{Rendered, words};

use crate::acting::{actor, asked};
use crate::asking::{Options, told};
use crate::clock::now;
use crate::mandates::{Written, mandates};
use crate::opening::chance_of;
use crate::screen::Screen;

/// Arguments of `appoint`.
#[derive(clap::Args)]
pub struct Appoint {
    /// The name of the account, which stays: small letters, digits and hyphens.
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// What the person may do, as in `clerk:op-1,op-2@2027-01-01..2027-12-31`; several times for several.
    #[arg(long = "mandate", value_name = "MANDATE", required = true)]
    mandates: Vec<Written>,
    /// What the person is called; kept in the vault alone.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The service number, or another that is this person's alone; asked for on the terminal where it is not said.
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// The language in which the person is spoken to: fr, ar or en.
    #[arg(long, value_name = "LANG", default_value = "fr")]
    language: presentation::Language,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Appoint, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let language = screen.language();
    let number = match &arguments.number {
        Some(number) => number.clone(),
        None => asked(&words::command_number_prompt(language, Rendered::quoted(&arguments.name)))?.unwrap_or_default(),
    };
    let who = Appointment {
        account: arguments.account.clone(),
        name: arguments.name.clone(),
        service_number: number,
        language: arguments.language.tag().to_owned(),
        mandates: mandates(&arguments.mandates, workspace.today(now()?)?),
    };
    let appointed = appoint(&workspace, actor(), &who, &arguments.options.asking()?, now()?, &mut chance_of)?;
    if arguments.options.json {
        let all =
            serde_json::json!({ "account": who.account, "entry": appointed.entry, "first_secret": appointed.secret });
        screen.json(&serde_json::to_string_pretty(&all)?);
        return Ok(ExitCode::SUCCESS);
    }
    told(appointed.entry.as_ref(), screen);
    first(&who.account, appointed.secret.as_deref(), screen);
    Ok(ExitCode::SUCCESS)
}

/// Tells a first secret, once.
pub fn first(account: &str, secret: Option<&str>, screen: &Screen) {
    let Some(secret) = secret else { return };
    let command = Rendered::quoted(&format!("mithaq secret --as {account}"));
    let (account, secret) = (Rendered::quoted(account), Rendered::quoted(secret));
    let told = words::command_secret_first(screen.language(), account, secret, command);
    screen.print(&screen.terminal.paragraph(&told, 0));
}
