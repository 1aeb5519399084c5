//! `mithaq verify`: whether everything is what was recorded.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use office::answer::journal::{Verification, Wrong};
use office::question;
use office::question::verify::Asked;
use presentation::table::{Cell, Column, Table};
use presentation::words::marks::{List, mark};
use presentation::{Language, Quantity, Rendered, words};

use crate::acting::actor;
use crate::clock::now;
use crate::screen::Screen;

/// Arguments of `verify`.
#[derive(clap::Args)]
pub struct Verify {
    /// A receipt that somebody holds, as a file; may be given several times.
    #[arg(long, value_name = "FILE")]
    receipt: Vec<PathBuf>,
    /// A checkpoint that somebody holds, as a file; may be given several times.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// The key that signs, as whoever asks knows it (default: the one that the journal names of itself).
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// The key of a witness, as whoever asks knows it: it must have cosigned something here; may be given several times.
    #[arg(long, value_name = "KEY")]
    witness_key: Vec<String>,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command: success where everything agrees.
pub fn run(arguments: &Verify, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let read = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| path.display().to_string());
    let asked = Asked {
        receipts: arguments.receipt.iter().map(read).collect::<Result<_>>()?,
        checkpoints: arguments.checkpoint.iter().map(read).collect::<Result<_>>()?,
        key: arguments.key.clone(),
        witnesses: arguments.witness_key.clone(),
    };
    let now = now()?;
    let found = screen.asking(|progress| question::verify(&workspace, actor(), &asked, now, progress))?;
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&found)?);
    } else {
        show(&found, screen);
    }
    Ok(if found.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what was found.
pub fn show(found: &Verification, screen: &Screen) {
    let language = screen.language();
    let paragraph = |told: &Rendered| screen.print(&screen.terminal.paragraph(told, 0));
    if found.faults.is_empty() {
        paragraph(&words::command_verify_agrees(language));
    } else {
        screen.print(&screen.terminal.table(&table(&found.faults, language)));
        paragraph(&words::command_verify_differs(language, count(found.wrong)));
    }
    let [entries, rows, checkpoints] = [found.entries, found.rows, found.checkpoints].map(count);
    let [files, operators] = [found.files, found.operators].map(count);
    paragraph(&words::command_verify_looked(language, entries, rows, checkpoints, files, operators));
    let root = Rendered::quoted(&found.root);
    paragraph(&words::command_journal_root(language, count(found.entries), root));
    for (witness, entries) in &found.witnessed {
        paragraph(&words::command_verify_witnessed(language, Rendered::quoted(witness), count(*entries)));
    }
    if !found.left_behind.is_empty() {
        paragraph(&words::command_verify_left(language, count(found.left_behind.len() as u64)));
    }
    if found.unknown_kinds > 0 {
        paragraph(&words::command_verify_unknown(language, count(found.unknown_kinds)));
    }
    if found.vault.is_none() && found.faults.is_empty() {
        paragraph(&words::command_verify_vault(language));
    }
    if !found.held_against {
        paragraph(&words::command_verify_alone(language, Rendered::quoted("--receipt")));
    }
}

fn table(faults: &[Wrong], language: Language) -> Table {
    let row = |wrong: &Wrong| {
        vec![
            Cell::Mark(mark(language, List::Part, wrong.part)),
            Cell::Text(Rendered::quoted(&wrong.place)),
            Cell::Text(Rendered::quoted(&wrong.detail)),
        ]
    };
    Table {
        title: words::command_verify_title(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("part", words::heading_part(language)),
            Column::words("place", words::heading_place(language)),
            Column::words("detail", words::heading_detail(language)),
        ],
        rows: faults.iter().take(50).map(row).collect(),
    }
}

fn count(number: u64) -> Quantity {
    Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX))
}
