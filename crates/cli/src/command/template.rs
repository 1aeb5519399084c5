//! `mithaq template`: an empty form of a table, as a spreadsheet or as CSV, from the declaration of the table.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use office::answer::formats::{Format, FormatColumn, every};
use office::workspace::Workspace;
use presentation::words::marks::{List, word};
use presentation::{Language, Rendered, words};
use sheet::Day;
use sheet::write::{Form, FormColumn, FormKind, Guide, template};

use crate::screen::Screen;

/// Arguments of `template`.
#[derive(clap::Args)]
pub struct Template {
    /// The table, by the name that `mithaq evidence --formats --json` and documents give it; without it they are listed.
    #[arg(value_name = "TABLE")]
    table: Option<String>,
    /// Writes a CSV file of its headings instead of a spreadsheet.
    #[arg(long)]
    csv: bool,
    /// The file that is written (default: the table's name, in this folder); one that is there is never replaced.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Rows of a form that are checked while they are typed.
const ROWS: u32 = 2_000;
/// Width of a column, in letters.
const WIDTH: u8 = 18;

/// Runs the command.
pub fn run(arguments: &Template, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let language = screen.language();
    let workspace = Workspace::open(root).ok();
    // What is no table has no form that a person fills in.
    let is_table = |format: &Format| format.columns.iter().all(|column| column.characters.is_none()) && format.is_table;
    let formats: Vec<Format> = every(workspace.as_ref()).into_iter().filter(is_table).collect();
    let wanted = arguments.table.as_deref();
    let Some(format) = formats.iter().find(|format| Some(format.kind) == wanted) else {
        let names: Vec<&str> = formats.iter().map(|format| format.kind).collect();
        let told = words::command_template_tables(language, Rendered::quoted(&names.join(", ")));
        screen.print(&screen.terminal.paragraph(&told, 0));
        return Ok(ExitCode::from(if wanted.is_some() { 2 } else { 0 }));
    };
    let ending = if arguments.csv { "csv" } else { "xlsx" };
    let path = arguments.to.clone().unwrap_or_else(|| PathBuf::from(format!("{}.{ending}", format.kind)));
    let bytes = match arguments.csv {
        true => csv(format).into_bytes(),
        false => template(&form(language, format)).map_err(|fault| anyhow::anyhow!("{fault}"))?,
    };
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .with_context(|| path.display().to_string())?;
    std::io::Write::write_all(&mut file, &bytes).with_context(|| path.display().to_string())?;
    let place = Rendered::quoted(&path.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_template_written(language, place), 0));
    Ok(ExitCode::SUCCESS)
}

/// The headings, between semicolons, which a spreadsheet of this language's countries opens into columns.
fn csv(format: &Format) -> String {
    let headings: Vec<String> = format.columns.iter().map(|column| column.name.to_owned()).collect();
    presentation::table::csv_line(&headings)
}

fn form(language: Language, format: &Format) -> Form {
    let text = |rendered: Rendered| rendered.text();
    Form {
        sheet: text(presentation::names::kind(language, &format.names, format.kind)),
        right_to_left: language.is_right_to_left(),
        columns: format.columns.iter().map(|one| column(language, one)).collect(),
        rows: ROWS,
        guide: Guide {
            sheet: text(words::heading_spellings(language)),
            lines: vec![text(words::command_template_guide(language))],
            headings: [
                words::heading_column(language),
                words::heading_contents(language),
                words::heading_accepted(language),
                words::heading_may_be_blank(language),
                words::heading_example(language),
            ]
            .map(text),
            lists_sheet: text(words::command_template_lists(language)),
        },
        // The same form has the same bytes, whenever it is made.
        created: Day { year: 2026, month: 1, day: 1 },
    }
}

fn column(language: Language, column: &FormatColumn) -> FormColumn {
    let holds = word(language, List::Holds, column.holds).text();
    let accepted = column
        .bound
        .map_or_else(String::new, |bound| presentation::formats::accepted(language, bound, column.unit).text());
    let blank = match (column.may_be_blank, column.required) {
        (_, false) => words::format_column_absent(language),
        (true, true) => words::format_yes(language),
        (false, true) => words::format_no(language),
    };
    FormColumn {
        heading: column.name.to_owned(),
        note: holds.clone(),
        kind: kind(column),
        required: column.required && !column.may_be_blank,
        width: WIDTH,
        example: column.example.to_owned(),
        error_title: column.name.to_owned(),
        error_message: holds,
        kind_text: accepted,
        required_text: blank.text(),
    }
}

/// What cells accept while they are typed: never less than the reader does.
fn kind(column: &FormatColumn) -> FormKind {
    if !column.words.is_empty() && column.holds != "nationality" {
        return FormKind::Words(column.words.iter().map(|(asked, _)| (*asked).to_owned()).collect());
    }
    match column.holds {
        "date" => FormKind::Date,
        "month" => FormKind::Month,
        "amount" => FormKind::Decimal(2),
        "count" | "days" | "persons" => FormKind::Whole,
        _ => FormKind::Text,
    }
}
