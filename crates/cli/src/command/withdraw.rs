//! `mithaq withdraw`: a file that was handed in is taken back; without a submission, what there is.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::calendar::Date;
use contract::identity::OperatorId;
use office::act::submit::Effect;
use office::act::withdraw::{self as act, Withdrawn};
use office::workspace::Workspace;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, mark};
use presentation::{Quantity, Rendered, words};

use super::submit::{effects, foretold};
use crate::acting::actor;
use crate::clock::now;
use crate::command::assess::operator;
use crate::opening::request;
use crate::screen::Screen;

/// Arguments of `withdraw`.
#[derive(clap::Args)]
pub struct Withdraw {
    /// The operator.
    operator: String,
    /// The submission; without one, what the operator handed in is listed.
    #[arg(requires = "piece")]
    submission: Option<String>,
    /// The file: its number in the submission, or its name.
    #[arg(value_name = "FILE")]
    piece: Option<String>,
    /// Why it is taken back; the journal keeps it.
    #[arg(long, value_name = "WHY", default_value = "")]
    reason: String,
    /// Tells what would change, and records nothing.
    #[arg(long)]
    dry_run: bool,
    /// The id of this request: the same one again is the same act.
    #[arg(long, value_name = "ID")]
    request: Option<String>,
    /// The day that it is, where the clock is far ahead of the last entry: says that the clock is right.
    #[arg(long, value_name = "DATE")]
    day: Option<Date>,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Withdraw, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let operator = operator(&arguments.operator)?;
    let (Some(submission), Some(piece)) = (&arguments.submission, &arguments.piece) else {
        list(&workspace, &operator, arguments.json, screen)?;
        return Ok(ExitCode::SUCCESS);
    };
    let what = act::Withdraw {
        operator,
        submission: submission.clone(),
        piece: piece.clone(),
        reason: arguments.reason.clone(),
        request: request(arguments.request.as_deref())?,
        day_named: arguments.day,
    };
    let told = if arguments.dry_run {
        act::preview(&workspace, actor(), &what, now()?)?
    } else {
        let told = act::withdraw(&workspace, actor(), &what, now()?)?;
        workspace.gather()?;
        told
    };
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&told)?);
    } else {
        show(&told, screen);
    }
    Ok(ExitCode::SUCCESS)
}

fn show(told: &Withdrawn, screen: &Screen) {
    let language = screen.language();
    let all: Vec<(&str, &Effect)> = told.effects.iter().map(|effect| (told.file.as_str(), effect)).collect();
    if all.is_empty() {
        screen.line(&words::command_withdraw_counts_for_nothing(language, Rendered::quoted(&told.file)));
    } else {
        effects::print(words::command_withdraw_effects(language), &all, screen);
    }
    if let Some(foretold) = &told.foretold {
        foretold::show(foretold, screen);
    }
    match told.entry.zip(told.day) {
        Some((entry, day)) => {
            let said = if told.again { words::command_recorded_again } else { words::command_recorded };
            let entry = Quantity::Count(i64::try_from(entry).unwrap_or(i64::MAX));
            screen.line(&said(language, entry, Quantity::Date(day)));
        }
        None => screen.line(&words::command_dry_run(language)),
    }
}

/// What the operator handed in, each file with its number.
fn list(workspace: &Workspace, operator: &OperatorId, json: bool, screen: &Screen) -> Result<()> {
    let language = screen.language();
    let all = act::files(workspace, actor(), operator, now()?)?;
    let files = || all.iter().flat_map(|one| (1_i64..).zip(&one.pieces).map(move |(number, file)| (one, number, file)));
    if json {
        let told = files().map(|(one, number, file)| {
            serde_json::json!({
                "submission": one.id, "received": one.received, "piece": number, "file": file.name, "standing": file.standing
            })
        });
        screen.json(&serde_json::to_string_pretty(&told.collect::<Vec<_>>())?);
        return Ok(());
    }
    let row = |(one, number, file): (&office::answer::evidence::Submission, i64, &office::answer::evidence::Handed)| {
        vec![
            Cell::Text(Rendered::quoted(&one.id)),
            Cell::Quantity(Quantity::Count(number)),
            Cell::Text(Rendered::quoted(&file.name)),
            Cell::Mark(mark(language, List::Standing, file.standing)),
        ]
    };
    screen.print(&screen.terminal.table(&Table {
        title: words::command_withdraw_list(language, Rendered::quoted(operator.as_str())),
        notices: if workspace.is_fictitious() { vec![Notice::Fictitious] } else { Vec::new() },
        columns: vec![
            Column::words("submission", words::heading_submission(language)),
            Column::figures("piece", words::heading_piece_number(language)),
            Column::words("file", words::heading_file(language)),
            Column::words("standing", words::heading_status(language)),
        ],
        rows: files().map(row).collect(),
    }));
    Ok(())
}
