//! `mithaq texts`: which texts count from when, which are proposed, and who has signed.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::answer::texts::{TextRow, TextStage};
use office::question;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::agreement;
use crate::moments::Moments;
use crate::screen::Screen;

/// Arguments of `texts`.
#[derive(clap::Args)]
pub struct Texts {
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Texts, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let known = arguments.moments.known(root, screen)?;
    let rows = question::texts(&known, actor())?;
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&rows)?);
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        screen.line(&words::command_texts_none(screen.language()));
        return Ok(ExitCode::SUCCESS);
    }
    screen.print(&screen.terminal.table(&table(&rows, screen.language())));
    for row in rows.iter().filter(|row| !(row.why.is_empty() && row.notes.is_empty())) {
        screen.gap();
        screen.line(&Rendered::quoted(&row.path));
        for (message, values) in row.why.iter().chain(&row.notes) {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            screen.print(&screen.terminal.said(&presentation::say(screen.language(), message, &values)));
        }
    }
    for proposal in rows.iter().filter(|row| row.stage != TextStage::Withdrawn).filter_map(|row| row.proposal.as_ref())
    {
        screen.gap();
        agreement::print(proposal, screen);
    }
    Ok(ExitCode::SUCCESS)
}

fn table(rows: &[TextRow], language: Language) -> Table {
    let row = |row: &TextRow| {
        let stage = match row.stage {
            TextStage::Recorded => "recorded",
            TextStage::Proposed => "proposed",
            TextStage::InForce => "in_force",
            TextStage::Withdrawn => "withdrawn",
        };
        let kind = if row.is_pack { words::heading_pack(language) } else { words::heading_contract(language) };
        vec![
            Cell::Text(kind),
            Cell::Text(Rendered::quoted(&row.contract)),
            Cell::Text(Rendered::quoted(&row.version)),
            Cell::Text(Rendered::quoted(&row.path)),
            Cell::Mark(mark(language, List::TextStage, stage)),
            row.in_effect.map_or(Cell::Missing, |time| Cell::Quantity(Quantity::Interval(time))),
        ]
    };
    Table {
        title: words::command_texts_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("kind", words::heading_kind(language)),
            Column::words("contract", words::heading_contract(language)),
            Column::words("version", words::heading_version(language)),
            Column::words("file", words::heading_file(language)),
            Column::words("stage", words::heading_status(language)),
            Column::words("in_effect", words::heading_in_effect(language)),
        ],
        rows: rows.iter().map(row).collect(),
    }
}
