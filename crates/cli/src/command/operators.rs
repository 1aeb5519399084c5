//! `mithaq operators`: who takes part from when, with which affiliations, and what was decided and paid before.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::answer::enrolments::{Balance, Enrolled, EnrolmentRow};
use office::question;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark, word};
use presentation::{Language, Quantity, Rendered, quantity, words};

use crate::acting::actor;
use crate::moments::Moments;
use crate::screen::Screen;

/// Arguments of `operators`.
#[derive(clap::Args)]
pub struct Operators {
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Operators, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let known = arguments.moments.known(root, screen)?;
    let (answer, language) = (question::enrolments(&known, actor())?, screen.language());
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&answer)?);
        return Ok(ExitCode::SUCCESS);
    }
    match answer.operators.is_empty() {
        true => screen.line(&words::command_operators_none(language)),
        false => screen.print(&screen.terminal.table(&table(&answer.operators, language))),
    }
    if !answer.balances.is_empty() {
        screen.gap();
        screen.print(&screen.terminal.table(&balances(&answer.balances, language)));
    }
    Ok(ExitCode::SUCCESS)
}

fn table(rows: &[EnrolmentRow], language: Language) -> Table {
    let joined = |list: Vec<String>| Cell::Text(Rendered::quoted(&list.join(", ")));
    let time = |time: &contract::calendar::Interval| quantity(language, &Quantity::Interval(*time)).text();
    let row = |row: &EnrolmentRow| {
        let standing = match row.standing {
            Enrolled::Enrolled => "enrolled",
            Enrolled::Ended => "ended",
            Enrolled::Assumed => "assumed",
        };
        let facts = row.facts.as_ref();
        let ecosystems = facts.map(|facts| facts.ecosystems.clone()).unwrap_or_default();
        let ecosystems = ecosystems.iter().map(|one| word(language, List::Ecosystem, one).text()).collect();
        let held = facts.map(|facts| facts.affiliations.as_slice()).unwrap_or_default();
        vec![
            Cell::Text(Rendered::quoted(&row.operator)),
            Cell::Mark(mark(language, List::Enrolled, standing)),
            joined(row.times.iter().map(time).collect()),
            joined(facts.map(|facts| facts.contracts.clone()).unwrap_or_default()),
            joined(ecosystems),
            joined(held.iter().map(|one| format!("{} ({})", one.affiliation, time(&one.valid))).collect()),
            joined(facts.map(|facts| facts.source.clone()).into_iter().collect()),
        ]
    };
    Table {
        title: words::command_operators_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("standing", words::heading_status(language)),
            Column::words("enrolled", words::heading_enrolled(language)),
            Column::words("contracts", words::heading_contract(language)),
            Column::words("ecosystems", words::heading_ecosystems(language)),
            Column::words("affiliations", words::heading_affiliations(language)),
            Column::words("source", words::heading_hint_source(language)),
        ],
        rows: rows.iter().map(row).collect(),
    }
}

fn balances(rows: &[Balance], language: Language) -> Table {
    let amount = |text: &str| text.parse().map_or(Cell::Missing, |money| Cell::Quantity(Quantity::Amount(money)));
    let row = |row: &Balance| {
        vec![
            Cell::Text(Rendered::quoted(&row.operator)),
            Cell::Text(Rendered::quoted(&row.head)),
            Cell::Text(Rendered::quoted(&row.year)),
            Cell::Text(Rendered::quoted(&row.key)),
            amount(&row.decided),
            amount(&row.paid),
            Cell::Text(Rendered::quoted(&row.source)),
        ]
    };
    Table {
        title: words::command_balances_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("head", words::heading_head(language)),
            Column::words("year", words::heading_year(language)),
            Column::words("key", words::heading_code(language)),
            Column::figures("decided", words::heading_decided(language)),
            Column::figures("paid", words::heading_paid(language)),
            Column::words("source", words::heading_hint_source(language)),
        ],
        rows: rows.iter().map(row).collect(),
    }
}
