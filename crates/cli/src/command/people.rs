//! `mithaq people`: who has an account, with which mandates.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::answer::people::{AccountRow, MandateRow};
use office::question::people;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark, word};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::moments::Moments;
use crate::screen::Screen;

/// Arguments of `people`.
#[derive(clap::Args)]
pub struct People {
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &People, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let known = arguments.moments.known(root, screen)?;
    let rows = people(&known, actor())?;
    let language = screen.language();
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&rows)?);
    } else if rows.is_empty() {
        screen.line(&words::command_people_none(language));
    } else {
        screen.print(&screen.terminal.table(&table(&rows, language)));
    }
    Ok(ExitCode::SUCCESS)
}

/// One line for each mandate.
fn table(rows: &[AccountRow], language: Language) -> Table {
    let row = |account: &AccountRow, mandate: &MandateRow| {
        let of = match mandate.of.as_slice() {
            [] => word(language, List::Whom, mandate.whom),
            named => Rendered::quoted(&named.join(", ")),
        };
        let until = account.ended.into_iter().chain(mandate.until).min();
        vec![
            Cell::Text(Rendered::quoted(&account.account)),
            account.name.as_ref().map_or(Cell::Missing, |name| Cell::Text(Rendered::quoted(name))),
            Cell::Mark(mark(language, List::Role, mandate.role)),
            Cell::Text(of),
            Cell::Quantity(Quantity::Date(mandate.since)),
            until.map_or(Cell::Missing, |until| Cell::Quantity(Quantity::Date(until))),
            Cell::Mark(mark(language, List::Secret, account.secret)),
            Cell::Mark(mark(language, List::Factor, if account.has_second_factor { "set" } else { "none" })),
        ]
    };
    let all = rows.iter().flat_map(|account| account.mandates.iter().map(move |mandate| row(account, mandate)));
    Table {
        title: words::command_people_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("account", words::heading_account(language)),
            Column::words("name", words::heading_name(language)),
            Column::words("role", words::heading_role(language)),
            Column::words("of", words::heading_mandate_of(language)),
            Column::words("since", words::heading_mandate_since(language)),
            Column::words("until", words::heading_mandate_until(language)),
            Column::words("secret", words::heading_secret(language)),
            Column::words("factor", words::heading_factor(language)),
        ],
        rows: all.collect(),
    }
}
