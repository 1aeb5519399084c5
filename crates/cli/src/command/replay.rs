//! `mithaq replay ENTRY|RECEIPT`: the figures that were said under it, from register and store alone.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use contract::money::Money;
use contract::unit::Currency;
use office::answer::journal::Replays;
use office::question::replay;
use presentation::quantity::{amount_among, amount_heading, common};
use presentation::table::{Cell, Column, Table};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::screen::Screen;

/// Arguments of `replay`.
#[derive(clap::Args)]
pub struct Replay {
    /// The number of an entry; or a file: its receipt, or what `assess --json` printed.
    #[arg(value_name = "ENTRY|RECEIPT")]
    named: String,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command: success where everything comes out as it was said.
pub fn run(arguments: &Replay, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let named = match arguments.named.parse::<u64>() {
        Ok(_) => arguments.named.clone(),
        Err(_) => std::fs::read_to_string(&arguments.named).with_context(|| arguments.named.clone())?,
    };
    let found = screen.asking(|_| replay(&workspace, actor(), &named))?;
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&found)?);
    } else {
        show(&found, screen);
    }
    let same = found.contracts.iter().all(|contract| contract.same != Some(false));
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(found: &Replays, screen: &Screen) {
    let language = screen.language();
    screen.print(&screen.terminal.table(&table(found, language)));
    for contract in &found.contracts {
        let name = || contract.contract.clone();
        let mut told = Vec::new();
        match (contract.same, &contract.said) {
            (Some(true), _) => told.push(words::command_replay_same(language, name())),
            (Some(false), Some(said)) => {
                told.push(words::command_replay_differs(language, name(), Rendered::quoted(said)))
            }
            _ => {}
        }
        if let Some(other) = contract.other_engine.as_ref().filter(|_| contract.same == Some(false)) {
            told.push(words::command_replay_engine(language, name(), other.clone(), found.engine.clone()));
        }
        if !contract.same_text {
            told.push(words::command_replay_text(language, name()));
        }
        for told in told {
            screen.print(&screen.terminal.paragraph(&told, 0));
        }
    }
}

/// What each clause pays in the reading in use, and the hash of all that the contract comes to.
fn table(found: &Replays, language: Language) -> Table {
    let count = |count: u64| Quantity::Count(i64::try_from(count).unwrap_or(i64::MAX));
    let of_column = common(found.contracts.iter().map(|contract| contract.currency));
    let row = |name: String, clause: &str, (due, currency): (i128, Option<Currency>), hash: &str| {
        let due = i64::try_from(due).map(Money::from_centimes);
        let due = due.map_or(Cell::Missing, |due| Cell::Quantity(amount_among(due, currency, of_column)));
        vec![
            Cell::Text(Rendered::quoted(&name)),
            Cell::Text(Rendered::quoted(clause)),
            due,
            Cell::Text(Rendered::quoted(hash)),
        ]
    };
    let mut rows = Vec::new();
    for contract in &found.contracts {
        let name = || format!("{} {}", contract.contract, contract.version);
        let pays = contract.totals.clauses.iter().filter(|clause| clause.in_use && clause.head.is_some());
        rows.extend(pays.map(|clause| row(name(), &clause.clause, (clause.due_centimes, contract.currency), "")));
        rows.push(row(name(), "", (contract.due_centimes, contract.currency), &contract.determinations_sha256));
    }
    Table {
        title: words::command_replay_title(language, count(found.entry), found.day, found.engine.clone()),
        notices: Vec::new(),
        columns: vec![
            Column::words("contract", words::heading_contract(language)),
            Column::words("clause", words::heading_clause(language)),
            Column::figures("due", amount_heading(language, of_column)),
            Column::words("receipt", words::heading_receipt(language)),
        ],
        rows,
    }
}
