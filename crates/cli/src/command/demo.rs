//! `mithaq demo`: a fictitious sector, taken in by the real intake, assessed by the shipped contracts.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use contract::calendar::Date;
use evidence::finding::Severity;
use evidence::intake::{self, Delivery};
use evidence::piece::Piece;
use office::assess::{Question, WorkspaceAssessment};
use office::workspace::Workspace;
use presentation::table::Notice;
use presentation::{Quantity, words};
use rayon::prelude::*;

use crate::command::{assess, serve};
use crate::screen::Screen;

/// Arguments of `demo`.
#[derive(clap::Args)]
pub struct Demo {
    /// The number of operators.
    #[arg(long, default_value_t = 200)]
    operators: u32,
    /// The number of persons ever employed.
    #[arg(long, default_value_t = 20_000)]
    persons: u32,
    /// The number of months, from July 2024 on.
    #[arg(long, default_value_t = 36)]
    months: u32,
    /// The seed: the same seed gives the same sector.
    #[arg(long, default_value_t = 2025)]
    seed: u64,
    /// Makes the workspace and ends, without serving its pages.
    #[arg(long)]
    no_serve: bool,
}

/// What the intake of the whole sector came to.
#[derive(Default)]
struct Taken {
    pieces: u64,
    rows_in: u64,
    used: u64,
    ignored: u64,
    refused: u64,
    findings: [u64; 4],
}

/// Runs the command.
#[expect(clippy::disallowed_methods, reason = "the demo tells how long it took")]
pub fn run(arguments: &Demo, root: &Path, screen: &Screen) -> Result<ExitCode> {
    if arguments.operators == 0 || arguments.persons < arguments.operators || arguments.months < 12 {
        bail!("a plausible sector has at least one operator, one person for each, and twelve months");
    }
    let workspace = fresh(root)?;
    let language = screen.language();
    screen.print(&screen.terminal.heading(&words::command_demo_title(language)));
    screen.print(&screen.terminal.notice(Notice::Fictitious));
    screen.gap();
    let began = Instant::now();
    let taken = take_in(arguments, &workspace, screen)?;
    show_taken(&taken, began.elapsed().as_millis(), screen);
    let began = Instant::now();
    let as_known_on = workspace.last_received()?.unwrap_or(Date::from_days(0));
    let question = Question { as_known_on, operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess::computed(&workspace, &question, None, screen)?;
    let elapsed = began.elapsed().as_millis();
    for one in &assessed.contracts {
        assess::show(one, as_known_on, true, false, screen);
    }
    assess::show_waiting(&workspace, &assessed, true, screen)?;
    screen.line(&words::command_demo_assessed(language, seconds(elapsed)));
    screen.gap();
    let place = presentation::Rendered::quoted(&root.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_demo_next(language, place), 0));
    next(&assessed).iter().for_each(|command| screen.command(command, root));
    if arguments.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    screen.gap();
    serve::pages(workspace, None, screen)
}

/// What may be asked next, and has an answer: of an operator of whom a clause that pays says something.
fn next(assessed: &WorkspaceAssessment) -> Vec<String> {
    let mut commands = vec!["mithaq assess --compare-readings".to_owned()];
    let told = assessed.contracts.iter().rev().find_map(|contract| {
        let said = contract.by_operator.iter().find_map(|(operator, totals)| {
            let mut clauses = totals.clauses.iter().filter(|one| one.head.is_some());
            clauses.find(|one| one.count.iter().any(|count| *count > 0)).map(|one| (operator, &one.clause))
        });
        said.map(|(operator, clause)| (&contract.sound.contract.id, operator, clause))
    });
    if let Some((contract, operator, clause)) = told {
        commands.insert(0, format!("mithaq evidence --operator {operator}"));
        commands.push(format!("mithaq explain {clause} --contract {contract} --operator {operator}"));
    }
    commands
}

/// An empty workspace at that place: an earlier demo is replaced, anything else is left alone.
fn fresh(root: &Path) -> Result<Workspace> {
    if root.exists() {
        match Workspace::open(root) {
            Ok(earlier) if earlier.card.fictitious => std::fs::remove_dir_all(root)?,
            _ => bail!(
                "{} holds something that is not an earlier demo; give another folder with --workspace",
                root.display()
            ),
        }
    }
    let mut workspace = Workspace::create(root, true)?;
    workspace.store = workspace.store.without_waiting_for_disk();
    Ok(workspace)
}

fn take_in(arguments: &Demo, workspace: &Workspace, screen: &Screen) -> Result<Taken> {
    let mut size = demo::Size { operators: arguments.operators, persons: arguments.persons, ..demo::Size::default() };
    size.months = arguments.months;
    // The demo ends a month after the last month declared: what would come in later has not come in yet, and a month that
    // has not been declared is one that is not over.
    let end = size.last_month().plus(1).last_day();
    let sector = demo::generate(arguments.seed, size);
    let expected = sector.remaining();
    let mut deliveries = sector.take_while(|delivery| delivery.received <= end).peekable();
    let total = u64::try_from(expected).unwrap_or(0);
    let bar = screen.progress(&words::command_demo_progress(screen.language()), total);
    let mut taken = Taken::default();
    while let Some(first) = deliveries.next() {
        let (received, replaces) = (first.received, first.replaces);
        let mut files = first.files;
        bar.inc(1);
        while let Some(next) = deliveries.next_if(|next| next.received == received && next.replaces == replaces) {
            files.extend(next.files);
            bar.inc(1);
        }
        let pieces: Vec<Piece> = files.par_iter().map(|(name, bytes)| evidence::read::read(name, bytes)).collect();
        let delivery = Delivery::on(received);
        let delivery = if replaces { delivery.replacing() } else { delivery };
        for report in intake::submit_pieces(&workspace.store, &workspace.key, pieces, delivery)? {
            report.pieces.iter().for_each(|piece| taken.add(&piece.piece));
        }
    }
    bar.finish_and_clear();
    workspace.gather()?;
    Ok(taken)
}

impl Taken {
    fn add(&mut self, piece: &evidence::manifest::StoredPiece) {
        if piece.standing == evidence::manifest::Standing::Shared {
            return;
        }
        self.pieces += 1;
        self.rows_in += piece.accounting.rows_in;
        self.used += piece.accounting.used;
        self.ignored += piece.accounting.ignored.values().sum::<u64>();
        self.refused += piece.accounting.refused.values().sum::<u64>();
        for finding in &piece.findings {
            let place = match finding.severity {
                Severity::Notice => 0,
                Severity::Warning | Severity::CellUnread => 1,
                Severity::RowRefused => 2,
                Severity::FileRefused => 3,
            };
            self.findings[place] += 1;
        }
    }
}

fn show_taken(taken: &Taken, elapsed_ms: u128, screen: &Screen) {
    let language = screen.language();
    let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    screen.print(&screen.terminal.paragraph(
        &words::command_demo_taken(language, count(taken.pieces), count(taken.rows_in), seconds(elapsed_ms)),
        0,
    ));
    screen.print(&screen.terminal.paragraph(
        &words::command_demo_rows(language, count(taken.used), count(taken.ignored), count(taken.refused)),
        0,
    ));
    let [notices, warnings, rows, files] = taken.findings;
    screen.print(&screen.terminal.paragraph(
        &words::command_demo_findings(language, count(files), count(rows), count(warnings), count(notices)),
        0,
    ));
    screen.gap();
}

/// Milliseconds as seconds with one decimal.
fn seconds(elapsed_ms: u128) -> Quantity {
    let tenths = i128::try_from(elapsed_ms / 100).unwrap_or(i128::MAX);
    Quantity::Number(contract::money::Decimal::new(tenths, 1))
}
