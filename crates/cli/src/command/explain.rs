//! `mithaq explain`: an amount, a refusal, a total or a commitment, opened down to article, parameter and rows.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Key, NeverFiled, Status};
use contract::model::Clause;
use contract::trace::Explanation;
use office::explain::{Subject, clause_of, explain, find, never_filed, short, stand};
use office::texts::{Sound, Texts, Withheld};
use office::workspace::Workspace;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, mark, word};
use presentation::{Quantity, Rendered, words};

use crate::account::{Account, Text};
use crate::command::assess::operator;
use crate::report;
use crate::screen::Screen;
use crate::withheld;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub struct Explain {
    /// The clause, control or commitment: `pae`, `air`, `jobs-2020`.
    what: String,
    /// The operator; without it, the total by operator.
    #[arg(long, value_name = "OPERATOR")]
    operator: Option<String>,
    /// The person: the first digits of the pseudonym.
    #[arg(long, value_name = "PSEUDONYM", default_value = "")]
    person: String,
    /// The calendar year.
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// The day on which the job began: two jobs of one person differ by it.
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    /// The first month in which evidence shows the job.
    #[arg(long, value_name = "MONTH")]
    first_month: Option<Month>,
    /// The anniversary year.
    #[arg(long, value_name = "N")]
    anniversary: Option<u32>,
    /// Another reading than the one in use.
    #[arg(long, value_name = "READING")]
    reading: Option<String>,
    /// Only the contract with that identifier.
    #[arg(long, value_name = "CONTRACT")]
    contract: Option<String>,
    /// As known on that day (default: the last day on which something was received).
    #[arg(long, value_name = "DATE")]
    as_known_on: Option<Date>,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Explain, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    // The store is opened while contracts are read.
    let (texts, received) = std::thread::scope(|scope| {
        let received = scope.spawn(|| workspace.last_received());
        (workspace.texts(), received.join())
    });
    let received = received.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let day = match arguments.as_known_on {
        Some(day) => day,
        None => received?.ok_or_else(|| anyhow!("the workspace holds no evidence yet"))?,
    };
    let Texts { sounds: mut contracts, withheld } = texts?;
    contracts.retain(|sound| arguments.contract.as_ref().is_none_or(|id| sound.contract.id == *id));
    // The latest contract first: the offer in force is what people ask about.
    contracts.sort_by_key(|sound| std::cmp::Reverse(sound.contract.in_effect.first));
    let what = &arguments.what;
    if let Some(sound) = contracts.iter().find(|sound| sound.contract.commitments.iter().any(|one| one.id == *what)) {
        return commitment(&workspace, sound, what, day, arguments.json, screen);
    }
    let found = contracts
        .iter()
        .find_map(|sound| clause_of(sound, what, arguments.reading.as_deref()).map(|clause| (sound, clause)));
    let Some((sound, clause)) = found else {
        let named = |one: &&Withheld| one.names(what) && arguments.contract.as_ref().is_none_or(|id| one.is_called(id));
        let named: Vec<&Withheld> = withheld.iter().filter(named).collect();
        if !named.is_empty() {
            screen.line(&words::command_explain_withheld(screen.language(), what.as_str()));
            withheld::show(&named, screen);
            return Ok(ExitCode::FAILURE);
        }
        bail!("no contract of the workspace has a clause, control or commitment named {what}");
    };
    let Some(name) = &arguments.operator else {
        return crate::command::assess::total(&workspace, sound, what, day, screen);
    };
    let subject = Subject {
        operator: operator(name)?,
        clause: what.clone(),
        reading: arguments.reading.clone(),
        person: arguments.person.to_lowercase(),
        year: arguments.year,
        start: arguments.start,
        first_month: arguments.first_month,
        anniversary: arguments.anniversary,
        as_known_on: day,
    };
    let (program, assessment) = stand(&workspace, sound, &subject)?;
    let selected = find(&program, &assessment, clause, &subject);
    if subject.person.is_empty()
        && let Some(never) = never_filed(&workspace, sound, clause, (&program, &assessment), day)?
    {
        show_never_filed(&never, sound, clause, arguments.json, screen)?;
        if selected.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    match selected.as_slice() {
        [] => {
            bail!(
                "the clause says nothing of such a key; leave out --person, --year, --start, --first-month or \
                 --anniversary to see its keys"
            )
        }
        [one] => {
            let explained = explain(&workspace, sound, clause, &assessment, &one.key, day)?;
            let Some(explained) = explained else {
                bail!("the two computations disagree: only one speaks of this key")
            };
            if explained.determination != *one {
                bail!("the two computations disagree: {one:?} and {:?}", explained.determination);
            }
            show_one(&workspace, sound, clause, &explained, arguments.json, screen)
        }
        several if arguments.json => {
            screen.print(&format!("{}\n", serde_json::to_string_pretty(several)?));
            Ok(ExitCode::SUCCESS)
        }
        several => {
            list(&workspace, sound, clause, several, (arguments, day), screen);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// A clause that speaks of nobody, for want of any file.
fn show_never_filed(never: &NeverFiled, sound: &Sound, clause: &Clause, json: bool, screen: &Screen) -> Result<()> {
    if json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(never)?));
        return Ok(());
    }
    let language = screen.language();
    let names = presentation::names::Names::of(&sound.contract, language);
    let status = mark(language, status_list(clause), &status_code(clause, Status::NotEvaluated));
    screen.print(&format!("{}\n", screen.terminal.mark(&status)));
    let whom = words::filing_without_person(language, names.name(&clause.id), never.operator.as_str());
    screen.print(&screen.terminal.paragraph(&whom, 0));
    let told = presentation::fault::never_filed(language, never, &|id| names.name(id));
    screen.print(&screen.terminal.said(&told));
    Ok(())
}

fn show_one(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    explained: &Explanation,
    json: bool,
    screen: &Screen,
) -> Result<ExitCode> {
    if json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(explained)?));
        return Ok(ExitCode::SUCCESS);
    }
    let language = screen.language();
    screen.print(&screen.terminal.heading(&report::title(&sound.contract, language)));
    for notice in notices(workspace, sound, explained) {
        screen.print(&screen.terminal.notice(notice));
    }
    screen.gap();
    Account::new(Text::of(sound), clause, explained, screen).print();
    Ok(ExitCode::SUCCESS)
}

fn notices(workspace: &Workspace, sound: &Sound, explained: &Explanation) -> Vec<Notice> {
    let mut notices = report::text_notices(&sound.contract);
    if workspace.card.fictitious {
        notices.push(Notice::Fictitious);
    }
    if !explained.estimate_because.is_empty() {
        notices.push(Notice::Estimate);
    }
    notices
}

/// How many determinations a list shows before it asks to be narrower.
const SHOWN_MAX: usize = 40;

/// The keys that a question left open, amounts first; with a count by status, so that nothing is hidden.
fn list(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    several: &[Determination],
    (arguments, day): (&Explain, Date),
    screen: &Screen,
) {
    let language = screen.language();
    let names = presentation::names::Names::of(&sound.contract, language);
    let mut counts: BTreeMap<Status, i64> = BTreeMap::new();
    several.iter().for_each(|one| *counts.entry(one.status).or_insert(0) += 1);
    let mut order: Vec<&Determination> = several.iter().collect();
    order.sort_by_key(|one| (rank(one.status), std::cmp::Reverse(one.amount)));
    // What the rule does not speak of is counted below; it is listed only when there is nothing else.
    if order.iter().any(|one| one.status != Status::NotApplicable) {
        order.retain(|one| one.status != Status::NotApplicable);
    }
    let rows = order.iter().take(SHOWN_MAX).map(|one| {
        let key = &one.key;
        vec![
            Cell::Text(Rendered::quoted(&short(key.person))),
            period(key).map_or(Cell::Missing, Cell::Quantity),
            key.anniversary.map_or(Cell::Missing, |number| Cell::Quantity(Quantity::Count(i64::from(number)))),
            Cell::Mark(mark(language, status_list(clause), &status_code(clause, one.status))),
            one.amount.map_or(Cell::Missing, |amount| Cell::Quantity(Quantity::Amount(amount))),
            one.decided_by.as_deref().map_or(Cell::Missing, |id| Cell::Text(decider(clause, id, &names, language))),
        ]
    });
    let mut notices = report::text_notices(&sound.contract);
    if workspace.card.fictitious {
        notices.push(Notice::Fictitious);
    }
    let table = Table {
        title: words::command_explain_list_title(
            language,
            names.name(&clause.id),
            arguments.operator.clone().unwrap_or_default(),
        ),
        notices,
        columns: vec![
            Column::words("person", words::heading_person(language)),
            Column::words("period", words::heading_period(language)),
            Column::figures("anniversary", words::heading_anniversary(language)),
            Column::words("status", words::heading_status(language)),
            Column::figures("amount", words::heading_amount(language)),
            Column::words("decided_by", words::heading_decided_by(language)),
        ],
        rows: rows.collect(),
    };
    screen.print(&screen.terminal.table(&table));
    screen.gap();
    let told: Vec<String> = counts
        .iter()
        .map(|(status, count)| {
            let count = presentation::quantity(language, &Quantity::Count(*count));
            format!("{} {}", count.text(), word(language, status_list(clause), &status_code(clause, *status)).text())
        })
        .collect();
    screen.line(&words::command_explain_list_counts(language, Rendered::plain(&told.join(", "))));
    let hidden = order.len().saturating_sub(SHOWN_MAX);
    if hidden > 0 {
        let hidden = Quantity::Count(i64::try_from(hidden).unwrap_or(i64::MAX));
        screen.print(&screen.terminal.paragraph(&words::command_explain_list_more(language, hidden), 0));
    }
    screen.line(&words::command_explain_list_narrow(language));
    // Two, since they show by what such keys differ.
    for one in order.iter().take(2) {
        let command = office::explain::command(&sound.contract.id, one, several, day);
        screen.command(&command, workspace.root());
    }
}

/// The year, or when the job began; where no day is known, the month in which it is first seen.
fn period(key: &Key) -> Option<Quantity> {
    let began = key.start.map(Quantity::ShortDate).or(key.first_month.map(Quantity::Month));
    key.year.map(Quantity::Year).or(began)
}

/// What a reader can act on comes first.
fn rank(status: Status) -> u8 {
    match status {
        Status::Due => 0,
        Status::NotEvaluated => 1,
        Status::Pending => 2,
        Status::ZeroByRule => 3,
        Status::NotApplicable => 4,
    }
}

/// A control holds or does not; a clause gives a status.
pub fn status_list(clause: &Clause) -> List {
    if clause.outcome.head().is_some() { List::Status } else { List::ControlStatus }
}

/// The status as message codes name it.
pub fn status_code(clause: &Clause, status: Status) -> String {
    contract::scenario::status_word(clause, status).to_owned()
}

/// The name of what decided: a fixed word, a condition, or a step.
pub fn decider(
    clause: &Clause,
    id: &str,
    names: &presentation::names::Names,
    language: presentation::Language,
) -> Rendered {
    let conditions = clause.applies_when.iter().chain(&clause.conditions);
    if let Some(condition) = conditions.into_iter().find(|condition| condition.id == id) {
        return if condition.labels.is_empty() { Rendered::quoted(id) } else { names.name(id) };
    }
    if clause.steps.iter().any(|step| step.id == id) {
        return words::command_step_named(language, id);
    }
    word(language, List::Decided, id)
}

fn commitment(
    workspace: &Workspace,
    sound: &Sound,
    id: &str,
    day: Date,
    json: bool,
    screen: &Screen,
) -> Result<ExitCode> {
    let figures = workspace.figures()?;
    let Some(one) = sound.contract.commitments.iter().find(|one| one.id == id) else { bail!("no commitment {id}") };
    let judged = contract::verdict::judge(&sound.contract, one, &figures, day);
    if json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(&judged)?));
    } else {
        screen.print(&screen.terminal.heading(&report::title(&sound.contract, screen.language())));
        for notice in report::text_notices(&sound.contract) {
            screen.print(&screen.terminal.notice(notice));
        }
        screen.gap();
        crate::promise::show(Text::of(sound), one, &judged, &figures, screen);
    }
    Ok(ExitCode::SUCCESS)
}
