//! `mithaq journal`: what was recorded, entry by entry; one entry with its receipt; the whole for another verifier.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use contract::calendar::Date;
use office::answer::journal::{EntryView, JournalView};
use office::question;
use office::question::journal::Asked;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, quantity, words};

use crate::acting::actor;
use crate::moments::Moments;
use crate::screen::Screen;

/// Arguments of `journal`.
#[derive(clap::Args)]
pub struct Journal {
    /// Opens that entry: its bytes, its leaf, the checkpoint.
    #[arg(value_name = "ENTRY")]
    entry: Option<u64>,
    /// Prints the receipt of the entry alone, as it is kept.
    #[arg(long, requires = "entry")]
    receipt: bool,
    /// Only acts of that kind, by the word that `--json` shows.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only acts that were recorded on that day.
    #[arg(long, value_name = "DAY")]
    day: Option<Date>,
    /// The page, from the last entries back.
    #[arg(long, value_name = "PAGE", default_value_t = 1)]
    page: u64,
    /// Writes the whole journal to a file, for a verifier written elsewhere.
    #[arg(long, value_name = "FILE", conflicts_with = "entry")]
    export: Option<PathBuf>,
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Journal, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let language = screen.language();
    let known = arguments.moments.known(root, screen)?;
    if let Some(path) = &arguments.export {
        // Asked first: who is not told must not empty a file; and one that is there is never replaced.
        question::journal(&known, actor(), &Asked::default())?;
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).with_context(|| path.display().to_string())?;
        let lines = question::journal::export(&known, actor(), &mut BufWriter::new(file))?;
        let path = Rendered::quoted(&path.display().to_string());
        screen.line(&words::command_journal_exported(language, count(lines), path));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(number) = arguments.entry {
        let Some(page) = question::journal::entry(&known, actor(), number)? else {
            let last = question::journal(&known, actor(), &Asked::default())?.entries;
            screen.warn(&words::command_entry_none(language, number.to_string(), last.to_string()));
            return Ok(ExitCode::from(2));
        };
        if arguments.receipt {
            screen.print(&format!("{}\n", page.receipt));
        } else if arguments.json {
            screen.json(&serde_json::to_string_pretty(&page)?);
        } else {
            screen.print(&screen.terminal.table(&table(std::slice::from_ref(&page.entry), language)));
            screen.gap();
            for line in [&page.bytes, &page.leaf]
                .into_iter()
                .chain(page.checkpoint.lines().map(str::to_owned).collect::<Vec<_>>().iter())
            {
                screen.print(&format!("{line}\n"));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let asked = Asked { kind: arguments.kind.clone(), day: arguments.day, page: arguments.page };
    let view = question::journal(&known, actor(), &asked)?;
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&view)?);
        return Ok(ExitCode::SUCCESS);
    }
    show(&view, arguments, root, screen);
    Ok(ExitCode::SUCCESS)
}

fn show(view: &JournalView, arguments: &Journal, root: &Path, screen: &Screen) {
    let language = screen.language();
    if view.shown.is_empty() {
        screen.line(&words::command_journal_none(language));
        return;
    }
    screen.print(&screen.terminal.table(&table(&view.shown, language)));
    screen.line(&words::command_journal_root(language, count(view.entries), Rendered::quoted(&view.root)));
    if view.page < view.pages {
        let kind = arguments.kind.as_ref().map(|kind| format!(" --kind {kind}")).unwrap_or_default();
        let day = arguments.day.map(|day| format!(" --day {day}")).unwrap_or_default();
        let next = format!("mithaq journal{kind}{day} --page {}{}", view.page + 1, arguments.moments.options());
        let (page, pages) = (count(view.page), count(view.pages));
        screen.line(&words::command_journal_page(language, page, pages));
        screen.command(&next, root);
    }
}

fn table(entries: &[EntryView], language: Language) -> Table {
    let row = |entry: &EntryView| {
        let about: Vec<String> = entry
            .about
            .iter()
            .map(|(name, value)| format!("{} {}", mark(language, List::About, name).word, written(value, language)))
            .collect();
        let stated: Vec<String> = entry.stated.iter().map(|day| written(day, language)).collect();
        vec![
            Cell::Quantity(count(entry.number)),
            day(entry, language),
            Cell::Mark(mark(language, List::Act, &entry.kind)),
            Cell::Text(Rendered::quoted(&about.join(" · "))),
            Cell::Text(Rendered::quoted(&stated.join(", "))),
        ]
    };
    Table {
        title: words::command_journal_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::figures("number", words::heading_entry(language)),
            Column::words("day", words::heading_day(language)),
            Column::words("kind", words::heading_act(language)),
            Column::words("about", words::heading_about(language)),
            Column::words("stated", words::heading_stated(language)),
        ],
        rows: entries.iter().map(row).collect(),
    }
}

/// The day of an entry; where the clock was wrong, what it said, what day it is, and which entry says so.
fn day(entry: &EntryView, language: Language) -> Cell {
    match entry.wrong_clock {
        None => Cell::Quantity(Quantity::Date(entry.day)),
        Some((day, by)) => Cell::Text(words::journal_day_wrong(language, entry.day, day, count(by))),
    }
}

/// A day as days are written, anything else as it stands.
fn written(value: &str, language: Language) -> String {
    value.parse().map_or_else(|_| value.to_owned(), |day| quantity(language, &Quantity::Date(day)).text())
}

fn count(number: u64) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
