//! `mithaq status`: what lies in the folder and is not recorded, and what was recorded and is not there.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::answer::status::Difference;
use office::question;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::screen::Screen;

/// Arguments of `status`.
#[derive(clap::Args)]
pub struct Status {
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Status, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let (status, language) = (question::status(&workspace, actor())?, screen.language());
    let code = if status.is_damaged() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&status)?);
        return Ok(code);
    }
    if status.differences.is_empty() {
        let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
        let [texts, contents, submissions] = [status.texts, status.contents, status.submissions].map(count);
        let agrees = words::command_status_agrees(language, texts, contents, submissions);
        screen.print(&screen.terminal.paragraph(&agrees, 0));
        return Ok(code);
    }
    screen.print(&screen.terminal.table(&table(&status.differences, language)));
    if status.differences.iter().any(|one| one.is == "new" || one.is == "changed") {
        screen.line(&words::command_status_record(language));
        screen.command("mithaq record", root);
    }
    Ok(code)
}

fn table(rows: &[Difference], language: Language) -> Table {
    let row = |row: &Difference| {
        vec![Cell::Mark(mark(language, List::StatusPart, row.is)), Cell::Text(Rendered::quoted(&row.place))]
    };
    Table {
        title: words::command_status_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("is", words::heading_status(language)),
            Column::words("place", words::heading_file(language)),
        ],
        rows: rows.iter().map(row).collect(),
    }
}
