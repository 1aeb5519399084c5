//! `mithaq evidence --formats`: how each kind of file is written, every column with an example.

use std::path::Path;

use anyhow::Result;
use office::answer::formats::{Format, FormatColumn, every};
use office::workspace::Workspace;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, word};
use presentation::{Language, Rendered, words};

use crate::screen::Screen;

/// Prints the formats, as tables or as Markdown: those that a workspace at this place declares among them.
pub fn show(markdown: bool, root: &Path, screen: &Screen) -> Result<()> {
    let workspace = Workspace::open(root).ok();
    for format in every(workspace.as_ref()) {
        let table = table(screen.language(), &format);
        if markdown {
            screen.print(&as_markdown(&table));
        } else {
            screen.print(&screen.terminal.table(&table));
            screen.gap();
        }
    }
    Ok(())
}

fn table(language: Language, format: &Format) -> Table {
    Table {
        title: presentation::names::kind(language, &format.names, format.kind),
        notices: Vec::new(),
        columns: vec![
            Column::words("column", words::heading_column(language)),
            Column::words("holds", words::heading_contents(language)),
            Column::words("unit", words::heading_unit(language)),
            Column::words("example", words::heading_example(language)),
            Column::words("accepted", words::heading_accepted(language)),
            Column::words("may_be_blank", words::heading_may_be_blank(language)),
            Column::words("spellings", words::heading_spellings(language)),
        ],
        rows: format.columns.iter().map(|column| row(language, column)).collect(),
    }
}

fn row(language: Language, column: &FormatColumn) -> Vec<Cell> {
    let name = match column.characters {
        Some((first, last)) => format!("{} ({first}–{last})", column.name),
        None => column.name.to_owned(),
    };
    let listed = column.words.iter().map(|(asked, others)| match others.as_slice() {
        [] => (*asked).to_owned(),
        others => format!("{asked} ({})", others.join(", ")),
    });
    let listed: Vec<String> = listed.collect();
    let holds = word(language, List::Holds, column.holds).text();
    let holds = if listed.is_empty() { holds } else { format!("{holds}: {}", listed.join("; ")) };
    let blank = match (column.may_be_blank, column.required) {
        (_, false) => words::format_column_absent(language),
        (true, true) => words::format_yes(language),
        (false, true) => words::format_no(language),
    };
    vec![
        Cell::Text(Rendered::quoted(&name)),
        Cell::Text(Rendered::quoted(&holds)),
        Cell::Text(Rendered::quoted(column.unit.unwrap_or_default())),
        Cell::Text(Rendered::quoted(column.example)),
        Cell::Text(accepted(language, column)),
        Cell::Text(blank),
        Cell::Text(Rendered::quoted(&column.labels.join(", "))),
    ]
}

/// What its figures may be.
fn accepted(language: Language, column: &FormatColumn) -> Rendered {
    let Some(bound) = column.bound else { return Rendered::quoted("") };
    presentation::formats::accepted(language, bound, column.unit)
}

/// The table under a heading, as the documentation has it.
fn as_markdown(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.text(),
        _ => String::new(),
    };
    let mut markdown = format!("\n## {}\n\n", table.title.text());
    markdown.push_str(&line(table.columns.iter().map(|column| column.heading.text()).collect()));
    markdown.push_str(&line(table.columns.iter().map(|_| "---".to_owned()).collect()));
    for row in &table.rows {
        markdown.push_str(&line(row.iter().map(text).collect()));
    }
    markdown
}
