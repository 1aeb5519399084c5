//! `mithaq submit FILE…`: takes files in, says what they do to what is in force, what became of every row, and what was
//! found.

pub mod effects;
pub mod foretold;
mod marked;
mod paths;
mod questions;

pub use paths::mebibytes;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use office::act::submit::{Filled, HandIn, Receipt, answers, submit};
use office::answer::TableNames;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, mark};
use presentation::{Quantity, Rendered, Unit, words};

use crate::acting::actor;
use crate::clock::now;
use crate::finding::{self, Told};
use crate::opening::{request, seed};
use crate::screen::Screen;

/// Arguments of `submit`.
#[derive(clap::Args)]
pub struct Submit {
    /// Files, of any known kind, in any order; a folder stands for the files in it.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where something is in force for the same already: these files take its place.
    #[arg(long, conflicts_with = "add")]
    replace: bool,
    /// Where something is in force for the same already: these files stand beside it, and the rows of all count.
    #[arg(long)]
    add: bool,
    /// Says how a column is written of which the cells could be read in several ways, by its heading: decimal-comma,
    /// decimal-point, day-first, month-first, year-first, serial-1900 or serial-1904.
    #[arg(long, value_name = "COLUMN=HOW")]
    read: Vec<String>,
    /// Says everything, and takes nothing in.
    #[arg(long, visible_alias = "dry-run")]
    preview: bool,
    /// Writes a copy of the tables handed in as a spreadsheet, in which each cell at which something was found is marked, with
    /// the cure in a note; one that is there is never replaced.
    #[arg(long, value_name = "FILE.xlsx")]
    marked: Option<PathBuf>,
    /// The day on which they were received, where that was before today: a stated fact beside the day of recording, which alone
    /// says what was known when.
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// The id of this request: the same one again is the same act, and has one effect.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    /// The day that it is, where the clock is far ahead of the last entry: says that the clock is right.
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
    /// Prints what became of the files as JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command: success when every file was taken in, or is there already.
pub fn run(arguments: &Submit, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open_or_create(root, screen)?;
    let (files, faults) = paths::read(&arguments.files);
    let how = HandIn {
        filled: match (arguments.replace, arguments.add) {
            (true, _) => Filled::Replace,
            (_, true) => Filled::Add,
            _ => Filled::Ask,
        },
        preview: arguments.preview,
        received: arguments.received,
        day_named: arguments.day,
        originals: Some(seed()?),
        chance: Some(seed()?),
        answers: answers(&arguments.read)?,
        foretells: true,
        ..HandIn::new(request(arguments.request.as_deref())?)
    };
    if files.iter().any(|(_, bytes)| bytes.starts_with(b"PK") || bytes.starts_with(b"PAR1")) {
        tell_confinement(screen);
    }
    // Before anything is taken in: what stands there already is not replaced.
    arguments.marked.as_deref().map_or(Ok(()), marked::may_be_written)?;
    let receipt = submit(&workspace, actor(), &files, &how, now()?)?;
    // Whoever hands in for an operator is told nothing of others.
    if actor().sees_small_cells() {
        crate::damage::show(&workspace.damaged(), screen);
    }
    if !arguments.preview {
        workspace.gather()?;
    }
    paths::show(&faults, screen);
    if arguments.json {
        let told =
            serde_json::json!({ "entry": receipt.entry, "reports": receipt.reports, "changes": receipt.foretold });
        screen.json(&serde_json::to_string_pretty(&told)?);
    } else {
        show(&receipt, (workspace.is_fictitious(), &workspace.table_names()), screen);
        if arguments.preview {
            screen.gap();
            screen.line(&words::command_submit_preview(screen.language()));
        }
    }
    if let Some(path) = &arguments.marked {
        marked::write(path, &workspace, (&files, &receipt), screen)?;
    }
    Ok(if receipt.has_refused() || !faults.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Says what the reader of strangers' files is not confined by, where this kernel does not grant it.
pub fn tell_confinement(screen: &Screen) {
    let Ok(means) = sheet::Reader::this().and_then(|reader| reader.means()) else { return };
    if means.is_whole() {
        return;
    }
    let lacks = [("process", means.process), ("seccomp", means.seccomp), ("rlimit", means.bounds)];
    let lacks: Vec<&str> = lacks.into_iter().filter(|(_, is)| !is).map(|(name, _)| name).collect();
    let told = words::command_submit_confinement(screen.language(), Rendered::quoted(&lacks.join(", ")));
    screen.warn(&told);
}

fn show(receipt: &Receipt, (fictitious, names): (bool, &TableNames), screen: &Screen) {
    let language = screen.language();
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let mut table = Table {
        title: words::command_submit_title(language),
        notices: if fictitious { vec![Notice::Fictitious] } else { Vec::new() },
        columns: vec![
            Column::words("piece", words::heading_file(language)),
            Column::words("operator", words::heading_operator(language)),
            Column::words("standing", words::heading_status(language)),
            Column::figures("rows_in", words::heading_rows_in(language)),
            Column::figures("used", words::heading_rows_used(language)),
            Column::figures("ignored", words::heading_rows_ignored(language)),
            Column::figures("refused", words::heading_rows_refused(language)),
        ],
        rows: Vec::new(),
    };
    for report in &receipt.reports {
        for piece in &report.pieces {
            let accounting = &piece.piece.accounting;
            let operator = report
                .operator
                .as_ref()
                .map_or(Cell::Missing, |operator| Cell::Text(Rendered::quoted(operator.as_str())));
            let standing = match &piece.duplicate_of {
                Some(_) => "duplicate".to_owned(),
                None => piece.piece.standing.word().to_owned(),
            };
            table.rows.push(vec![
                Cell::Text(Rendered::quoted(&piece.piece.name)),
                operator,
                Cell::Mark(mark(language, List::Standing, &standing)),
                count(accounting.rows_in),
                count(accounting.used),
                count(accounting.rows_ignored()),
                count(accounting.rows_refused()),
            ]);
        }
    }
    screen.print(&screen.terminal.table(&table));
    left_aside(receipt, screen);
    if let Some(key) = receipt.reports.iter().find_map(|report| report.key.as_ref()) {
        screen.line(&words::command_submit_key(language, Rendered::quoted(&key.to_string())));
    }
    if let Some(entry) = &receipt.entry {
        let number = Quantity::Count(i64::try_from(entry.number).unwrap_or(i64::MAX));
        let told = if entry.again { words::command_recorded_again } else { words::command_recorded };
        screen.line(&told(language, number, Quantity::Date(entry.day)));
    }
    if receipt.originals > 0 {
        let files = Quantity::Count(i64::try_from(receipt.originals).unwrap_or(i64::MAX));
        screen.line(&words::command_submit_originals(language, files));
    }
    effects::show(receipt, screen);
    if let Some(foretold) = &receipt.foretold {
        foretold::show(foretold, screen);
    }
    // Of a part of a register, whose.
    let names_told: Vec<String> = receipt
        .reports
        .iter()
        .flat_map(|report| report.pieces.iter().map(move |piece| (report.operator.as_ref(), &piece.piece)))
        .map(|(operator, piece)| match operator.filter(|_| piece.part) {
            Some(operator) => format!("{} ({operator})", piece.name),
            None => piece.name.clone(),
        })
        .collect();
    let told: Vec<Told<'_>> = receipt
        .reports
        .iter()
        .flat_map(|report| report.pieces.iter().map(|piece| &piece.piece))
        .zip(&names_told)
        .flat_map(|(piece, name)| piece.findings.iter().map(move |found| Told { piece: name, finding: found }))
        .collect();
    screen.gap();
    // What waits for another file is told with the evidence; whoever hands one in is told what differs.
    let reconciled = receipt.reports.iter().flat_map(|report| report.reconciled.iter());
    let reconciled: Vec<_> = reconciled.filter(|one| one.differs()).cloned().collect();
    crate::reconciliation::show_open(&reconciled, names, screen);
    finding::show(&told, names, 40, screen);
    questions::show(receipt, screen);
}

/// The reasons for which rows were left aside, each with how many, over all files; a part of a register is the register's.
fn left_aside(receipt: &Receipt, screen: &Screen) {
    let language = screen.language();
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for piece in receipt.pieces().map(|piece| &piece.piece).filter(|piece| !piece.part) {
        piece.accounting.ignored.iter().for_each(|(reason, rows)| *reasons.entry(reason).or_default() += rows);
    }
    for (reason, rows) in reasons {
        let rows = Quantity::Counted(i64::try_from(rows).unwrap_or(i64::MAX), Unit::Rows);
        screen.line(&words::command_submit_left_aside(language, rows, mark(language, List::Ignored, reason).word));
    }
}
