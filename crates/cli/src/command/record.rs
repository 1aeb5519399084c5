//! `mithaq record`: texts and statistics of the folder of contracts count from now on.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use office::act::record_text::{self, Text, record_citing};
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::clock::Named;
use crate::opening::request;
use crate::screen::Screen;

/// Arguments of `record`.
#[derive(clap::Args)]
pub struct Record {
    /// Paths below the folder of contracts, such as `ma/statistics.csv` (default: every file that is new or changed).
    paths: Vec<String>,
    /// Says what would be recorded, and records nothing.
    #[arg(long)]
    dry_run: bool,
    /// The id of this request: the same one again is the same act.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    /// The paper that is cited; the entry keeps it.
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
    #[command(flatten)]
    named: Named,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Record, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let (texts, entry) = if arguments.dry_run {
        (record_text::news(&workspace, actor(), &arguments.paths)?, None)
    } else {
        let request = request(arguments.request.as_deref())?;
        let citing = (request.as_str(), arguments.reference.as_deref());
        record_citing(&workspace, actor(), &arguments.paths, citing, arguments.named.now()?)?
    };
    let language = screen.language();
    if arguments.json {
        let entry = entry.as_ref().map(|entry| entry.number);
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "texts": texts, "entry": entry }))?);
        return Ok(ExitCode::SUCCESS);
    }
    if texts.is_empty() {
        screen.line(&words::command_record_nothing(language));
        return Ok(ExitCode::SUCCESS);
    }
    screen.print(&screen.terminal.table(&table(&texts, language)));
    if entry.is_some() {
        let withheld = workspace.texts(None)?.withheld;
        let named = |text: &&Text| withheld.iter().any(|one| one.paper.path.ends_with(&text.path));
        for text in texts.iter().filter(named) {
            screen.warn(&words::command_record_withheld(language, Rendered::quoted(&text.path)));
        }
    }
    match entry {
        Some(entry) => screen.line(&words::command_recorded(
            language,
            Quantity::Count(i64::try_from(entry.number).unwrap_or(i64::MAX)),
            Quantity::Date(entry.day),
        )),
        None => screen.line(&words::command_dry_run(language)),
    }
    Ok(ExitCode::SUCCESS)
}

/// How texts stand to what was recorded.
pub fn table(texts: &[Text], language: Language) -> Table {
    let row = |text: &Text| {
        let standing = match text.standing {
            record_text::Standing::Recorded => "recorded",
            record_text::Standing::Changed => "changed",
            record_text::Standing::New => "new",
            record_text::Standing::Missing => "missing",
        };
        vec![Cell::Text(Rendered::quoted(&text.path)), Cell::Mark(mark(language, List::TextStanding, standing))]
    };
    Table {
        title: words::command_record_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("path", words::heading_file(language)),
            Column::words("standing", words::heading_status(language)),
        ],
        rows: texts.iter().map(row).collect(),
    }
}
