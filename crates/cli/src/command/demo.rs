//! `mithaq demo`: a fictitious sector and its people, who appoint each other, hand in by the real intake, take a file back and
//! keep a backup; assessed by the shipped contracts, and verified at the end.

mod life;
mod people;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use contract::calendar::Date;
use contract::identity::OperatorId;
use office::act::submit::{Filled, HandIn, Sum, submit};
use office::act::withdraw::{self, Withdraw};
use office::act::{backup, pass};
use office::actor::Actor;
use office::answer::WorkspaceAssessment;
use office::answer::evidence::Handed;
use office::fault::Fault;
use office::known::{Known, When};
use office::question;
use office::question::assess::Asked;
use office::workspace::{Birth, Workspace};
use presentation::table::Notice;
use presentation::{Quantity, Rendered, words};

use crate::clock::now;
use crate::command::{assess, serve, verify};
use crate::opening::chance;
use crate::screen::Screen;
use life::Life;
use people::People;

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

/// Runs the command.
#[expect(clippy::disallowed_methods, reason = "the demo tells how long it took")]
pub fn run(arguments: &Demo, root: &Path, screen: &Screen) -> Result<ExitCode> {
    if arguments.operators == 0 || arguments.persons < arguments.operators || arguments.months < 12 {
        bail!("a plausible sector has at least one operator, one person for each, and twelve months");
    }
    let mut size = demo::Size { operators: arguments.operators, persons: arguments.persons, ..demo::Size::default() };
    size.months = arguments.months;
    // The demo ends a month after the last month declared: what would come in later has not come in yet, and a month that
    // has not been declared is one that is not over.
    let end = size.last_month().plus(1).last_day();
    let deliveries = demo::generate(arguments.seed, size);
    let operators = deliveries.operators();
    let begins = deliveries.first().context("a sector that hands something in")?;
    let workspace = fresh(root, begins)?;
    let language = screen.language();
    screen.print(&screen.terminal.heading(&words::command_demo_title(language)));
    screen.print(&screen.terminal.notice(Notice::Fictitious));
    screen.gap();
    let began = Instant::now();
    let people = people::appointed(&workspace, &operators)?;
    let life = Life::begin(&workspace, &people, &deliveries, arguments.seed, [begins, end])?;
    let sector = deliveries.take_while(|delivery| delivery.received <= end);
    let taken = take_in(sector, life, &workspace, &people, screen)?;
    show_taken(&taken, began.elapsed().as_millis(), screen);
    take_back(&workspace, &people, operators.last().context("an operator")?, screen)?;
    let began = Instant::now();
    let workspace = Arc::new(workspace);
    let known = Known::when(&workspace, now()?, When::default())?;
    let ask = |waiting| {
        let asked = Asked { waiting, ..Asked::default() };
        screen.asking(|progress| question::assess(&known, &Actor::Office, &asked, progress))
    };
    let answer = ask(false)?;
    let elapsed = began.elapsed().as_millis();
    for one in &answer.assessed.contracts {
        assess::show(one, known.day(), true, false, screen);
    }
    if let Some(waiting) = &ask(true)?.waiting {
        crate::waiting::show((waiting, &known.table_names()), &[Notice::Fictitious], true, screen);
    }
    screen.line(&words::command_demo_assessed(language, seconds(elapsed)));
    screen.gap();
    prove(&workspace, screen)?;
    screen.gap();
    let place = Rendered::quoted(&root.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_demo_next(language, place), 0));
    next(&answer.assessed).iter().for_each(|command| screen.command(command, root));
    let folder = Rendered::quoted("keys/people");
    let told = words::command_demo_people(language, Rendered::quoted(people::USUAL), folder);
    screen.print(&screen.terminal.paragraph(&told, 0));
    let tomorrow = workspace.today(now()?)?.plus_days(1);
    let commands = [
        "mithaq people".to_owned(),
        format!("mithaq pass {tomorrow}"),
        "mithaq evidence --operator op-001 --as leila".to_owned(),
    ];
    commands.iter().for_each(|command| screen.command(command, root));
    if arguments.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    screen.gap();
    serve::pages(workspace, None, None, screen)
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
fn fresh(root: &Path, begins: Date) -> Result<Workspace> {
    if root.exists() {
        match Workspace::open(root) {
            Ok(earlier) if earlier.is_fictitious() => {
                let backup = backup_of(root);
                if backup.join("journal.sqlite").exists() {
                    std::fs::remove_dir_all(backup)?;
                }
                std::fs::remove_dir_all(root)?;
            }
            _ => bail!(
                "{} holds something that is not an earlier demo; give another folder with --workspace",
                root.display()
            ),
        }
    }
    Ok(Workspace::create(root, &Birth { chance: chance()?, ..Birth::fictitious(begins) }, now()?)?
        .without_waiting_for_disk())
}

/// The last file of an operator is taken back by its clerk: what it had declared by mistake.
fn take_back(workspace: &Workspace, people: &People, operator: &str, screen: &Screen) -> Result<()> {
    let operator = OperatorId::new(operator).context("an operator of the sector")?;
    let now = now()?;
    for submission in withdraw::files(workspace, &people.officer, &operator, now)? {
        let is_counted = |piece: &Handed| matches!(piece.standing, "accepted" | "shared");
        let Some(place) = submission.pieces.iter().position(is_counted) else { continue };
        let asked = Withdraw {
            operator,
            submission: submission.id.clone(),
            piece: (place + 1).to_string(),
            reason: "demo: handed in by mistake".to_owned(),
            request: "demo-withdraw-1".to_owned(),
            day_named: None,
        };
        let done = withdraw::withdraw(workspace, &people.clerk, &asked, now)?;
        let file = Rendered::quoted(&done.file);
        let told = words::command_demo_withdrawn(screen.language(), file, Rendered::quoted(asked.operator.as_str()));
        screen.print(&screen.terminal.paragraph(&told, 0));
        break;
    }
    Ok(())
}

/// A backup beside the workspace, and whether everything is what was recorded.
fn prove(workspace: &Arc<Workspace>, screen: &Screen) -> Result<()> {
    let to = backup_of(workspace.root());
    screen.asking(|_| backup(workspace, &Actor::Office, &to))?;
    let place = Rendered::quoted(&to.display().to_string());
    screen.print(&screen.terminal.paragraph(&words::command_demo_backup(screen.language(), place), 0));
    let now = now()?;
    let found = screen.asking(|progress| {
        question::verify(workspace, &Actor::Office, &question::verify::Asked::default(), now, progress)
    })?;
    verify::show(&found, screen);
    match found.faults.is_empty() {
        true => Ok(()),
        false => bail!("the demo does not stand as it was recorded"),
    }
}

fn backup_of(root: &Path) -> PathBuf {
    let mut name = root.file_name().unwrap_or_default().to_owned();
    name.push("-backup");
    root.with_file_name(name)
}

fn take_in(
    sector: impl Iterator<Item = demo::Delivery>,
    mut life: Life,
    workspace: &Workspace,
    people: &People,
    screen: &Screen,
) -> Result<Sum> {
    let mut deliveries = sector.peekable();
    let bar = screen.progress(&words::command_demo_progress(screen.language()), 0);
    let mut taken = Sum::default();
    let mut number = 0;
    while let Some(first) = deliveries.next() {
        number += 1;
        let (received, replaces) = (first.received, first.replaces);
        let mut files = first.files;
        bar.inc(1);
        while let Some(next) = deliveries.next_if(|next| next.received == received && next.replaces == replaces) {
            files.extend(next.files);
            bar.inc(1);
        }
        let now = now()?;
        pass(workspace, &people.officer, received, now)?;
        life.until(workspace, people, received)?;
        let mut how = HandIn::new(format!("demo-delivery-{number}"));
        how.filled = if replaces { Filled::Replace } else { Filled::Ask };
        // What belongs to no operator is none of a clerk's: the office hands it in.
        let handed = match submit(workspace, &people.clerk, &files, &how, now) {
            Err(Fault::NotRecorded(_) | Fault::Refused(_)) => submit(workspace, &people.officer, &files, &how, now),
            done => done,
        };
        taken.add(handed?.sum);
    }
    bar.finish_and_clear();
    workspace.gather()?;
    Ok(taken)
}

fn show_taken(taken: &Sum, elapsed_ms: u128, screen: &Screen) {
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
