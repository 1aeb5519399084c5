//! `mithaq reread`: files as they were handed in, read with today's reader beside what was stored then.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use office::act::reread::{Answer, Changed, Question, reread};
use presentation::table::{Cell, Column, Table};
use presentation::{Quantity, Rendered, words};

use crate::acting::actor;
use crate::asking::{Options, told};
use crate::clock::now;
use crate::command::assess::operator;
use crate::screen::Screen;

/// Arguments of `reread`.
#[derive(clap::Args)]
pub struct Reread {
    /// Only the files of that operator.
    #[arg(long, value_name = "OPERATOR")]
    operator: Option<String>,
    /// Why they are opened; the journal keeps it.
    #[arg(long, value_name = "WHY")]
    reason: String,
    /// The file with the key that opens.
    #[arg(long, value_name = "KEY", required_unless_present = "dry_run")]
    key: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(arguments: &Reread, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let asked = Question {
        operator: arguments.operator.as_deref().map(operator).transpose()?,
        reason: arguments.reason.clone(),
        key: arguments.key.clone().unwrap_or_default(),
    };
    let (answer, entry) = reread(&workspace, actor(), &asked, &arguments.options.asking()?, now()?)?;
    if arguments.options.json {
        let told = serde_json::json!({ "entry": entry, "reread": answer });
        screen.json(&serde_json::to_string_pretty(&told)?);
        return Ok(ExitCode::SUCCESS);
    }
    show(&answer, arguments.options.dry_run, screen);
    told(entry.as_ref(), screen);
    Ok(ExitCode::SUCCESS)
}

fn show(answer: &Answer, dry_run: bool, screen: &Screen) {
    let language = screen.language();
    let count = |number: usize| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    if !answer.changes.is_empty() {
        screen.print(&screen.terminal.table(&table(&answer.changes, screen)));
        screen.line(&words::command_reread_counts(language, Rendered::quoted("mithaq submit --replace")));
    } else if !dry_run {
        screen.line(&words::command_reread_same(language));
    }
    screen.line(&words::command_reread_files(language, count(answer.files), count(answer.without)));
}

fn table(changes: &[Changed], screen: &Screen) -> Table {
    let language = screen.language();
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let row = |one: &Changed| {
        let columns: Vec<&str> = one.what.cells.keys().map(String::as_str).collect();
        vec![
            Cell::Text(Rendered::quoted(one.operator.as_str())),
            Cell::Text(Rendered::quoted(&one.submission)),
            Cell::Text(Rendered::quoted(&one.file)),
            count(one.what.lines_more),
            count(one.what.lines_fewer),
            count(one.what.cells_changed()),
            Cell::Text(Rendered::quoted(&columns.join(", "))),
        ]
    };
    Table {
        title: words::command_reread_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("submission", words::heading_submission(language)),
            Column::words("file", words::heading_file(language)),
            Column::figures("lines_more", words::heading_lines_more(language)),
            Column::figures("lines_fewer", words::heading_lines_fewer(language)),
            Column::figures("cells", words::heading_cells_changed(language)),
            Column::words("columns", words::heading_columns(language)),
        ],
        rows: changes.iter().map(row).collect(),
    }
}
