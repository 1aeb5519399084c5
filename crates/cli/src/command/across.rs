//! `mithaq across`: what operators show together that none shows alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use assessment::across::{MOST_MONTHS, Moved, Sources, Together};
use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::store::Contradiction;
use office::across::{Findings, MONTHS_BETWEEN, across};
use office::explain::short;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Language, Quantity, Rendered, Unit, words};

use crate::command::assess::operator;
use crate::screen::Screen;

/// Arguments of `across`.
#[derive(clap::Args)]
pub struct Across {
    /// One operator: each person concerned, by pseudonym.
    #[arg(long, value_name = "OPERATOR")]
    operator: Option<String>,
    /// How many months after the end of a job another one with a related operator counts as moved.
    #[arg(long, value_name = "MONTHS", default_value_t = MONTHS_BETWEEN, value_parser = months_in_calendar())]
    within: u32,
    /// As known on that day (default: the last day on which something was received).
    #[arg(long, value_name = "DATE")]
    as_known_on: Option<Date>,
    /// Prints JSON instead, with everything.
    #[arg(long)]
    json: bool,
}

/// Lines of a table on a screen; JSON has all.
const LINES: usize = 40;

fn months_in_calendar() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(..=i64::from(MOST_MONTHS))
}

/// Runs the command.
pub fn run(arguments: &Across, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let day = match arguments.as_known_on {
        Some(day) => day,
        None => workspace.last_received()?.ok_or_else(|| anyhow!("the workspace holds no evidence yet"))?,
    };
    let only = arguments.operator.as_deref().map(operator).transpose()?;
    let language = screen.language();
    let operators = u64::try_from(workspace.store.operators(day)?.len()).unwrap_or(0);
    let bar = screen.progress(&words::command_assess_progress(language), operators);
    let mut findings = across(&workspace, day, arguments.within, || bar.inc(1))?;
    bar.finish_and_clear();
    if let Some(only) = &only {
        keep(&mut findings, only);
    }
    if arguments.json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(&findings)?));
        return Ok(ExitCode::SUCCESS);
    }
    screen.print(&screen.terminal.heading(&words::command_across_title(language, Quantity::Date(day))));
    if workspace.card.fictitious {
        screen.print(&screen.terminal.notice(Notice::Fictitious));
    }
    screen.print(&screen.terminal.paragraph(&words::command_across_look(language), 0));
    screen.gap();
    let together = match &only {
        None => together_by_operators(&findings.across.together, language),
        Some(only) => together_of(&findings.across.together, only, language),
    };
    show(together, screen);
    screen.gap();
    if findings.contract.is_some() {
        let title = words::command_across_moved(language, months(findings.months_between));
        let moved = match &only {
            None => moved_by_operators(&findings.across.moved, title, language),
            Some(_) => moved_of(&findings.across.moved, title, language),
        };
        show(moved, screen);
    } else {
        screen.line(&words::command_across_moved_undefined(language));
    }
    screen.gap();
    show(contradictions(&findings.contradictions, language), screen);
    Ok(ExitCode::SUCCESS)
}

fn months(count: u32) -> Quantity {
    Quantity::Counted(i64::from(count), Unit::Months)
}

/// Leaves what concerns one operator.
fn keep(findings: &mut Findings, only: &OperatorId) {
    findings.across.together.retain(|one| one.operators.contains(only));
    findings.across.moved.retain(|one| one.from == *only || one.to == *only);
    findings.contradictions.retain(|one| one.named_by.iter().any(|(operator, _)| operator == only));
}

/// A table with as many lines as people read.
fn show(mut table: Table, screen: &Screen) {
    let language = screen.language();
    if table.rows.is_empty() {
        screen.print(&screen.terminal.heading(&table.title));
        screen.line(&words::command_across_none(language));
        return;
    }
    let more = table.rows.len().saturating_sub(LINES);
    table.rows.truncate(LINES);
    screen.print(&screen.terminal.table(&table));
    if more > 0 {
        screen.line(&words::command_across_more(language, number(more)));
    }
}

fn number(count: usize) -> Quantity {
    Quantity::Number(contract::money::Decimal::new(i128::try_from(count).unwrap_or(i128::MAX), 0))
}

fn figure(count: usize) -> Cell {
    Cell::Quantity(number(count))
}

fn named(operator: &OperatorId) -> Cell {
    Cell::Text(Rendered::quoted(operator.as_str()))
}

fn person(one: contract::identity::Pseudonym) -> Cell {
    Cell::Text(Rendered::quoted(&short(one)))
}

/// When the earlier job ended; where no end is shown, the last month that shows it.
fn ended(one: &Moved, language: Language) -> Cell {
    match one.ended {
        Some(day) => Cell::Quantity(Quantity::Date(day)),
        None => Cell::Text(words::command_across_no_end(language, Quantity::Month(one.last_shown))),
    }
}

/// Each person once, however many operators and sources show it.
fn persons(all: &[Together]) -> usize {
    all.iter().map(|one| one.person).collect::<BTreeSet<_>>().len()
}

/// What shows somebody with both operators.
fn shown_by(sources: Sources, language: Language) -> Rendered {
    match sources {
        Sources::Declarations => words::command_across_declarations(language),
        Sources::Registers => words::command_across_registers(language),
        Sources::RegisterAndDeclaration => words::command_across_register_and_declaration(language),
    }
}

fn together_by_operators(all: &[Together], language: Language) -> Table {
    let mut by_operators: BTreeMap<(&[OperatorId; 2], Sources), (usize, usize)> = BTreeMap::new();
    for one in all {
        let (persons, months) = by_operators.entry((&one.operators, one.sources)).or_default();
        (*persons, *months) = (*persons + 1, *months + one.months as usize);
    }
    let mut pairs: Vec<_> = by_operators.into_iter().collect();
    pairs.sort_by_key(|(operators, (persons, _))| (std::cmp::Reverse(*persons), *operators));
    let row = |(([one, other], sources), (persons, months)): ((&[OperatorId; 2], Sources), (usize, usize))| {
        vec![named(one), named(other), Cell::Text(shown_by(sources, language)), figure(persons), figure(months)]
    };
    Table {
        title: words::command_across_together(language, number(persons(all))),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("other_operator", words::heading_other_operator(language)),
            Column::words("sources", words::heading_shown_by(language)),
            Column::figures("persons", words::heading_persons(language)),
            Column::figures("months", words::heading_months_together(language)),
        ],
        rows: pairs.into_iter().map(row).collect(),
    }
}

fn together_of(all: &[Together], only: &OperatorId, language: Language) -> Table {
    let row = |one: &Together| {
        let other = one.operators.iter().find(|operator| *operator != only).unwrap_or(only);
        vec![
            person(one.person),
            named(other),
            Cell::Text(shown_by(one.sources, language)),
            Cell::Quantity(Quantity::Month(one.first)),
            Cell::Quantity(Quantity::Month(one.last)),
            figure(one.months as usize),
        ]
    };
    Table {
        title: words::command_across_together(language, number(persons(all))),
        notices: Vec::new(),
        columns: vec![
            Column::words("person", words::heading_person(language)),
            Column::words("other_operator", words::heading_other_operator(language)),
            Column::words("sources", words::heading_shown_by(language)),
            Column::words("first", words::heading_first_month(language)),
            Column::words("last", words::heading_last_month(language)),
            Column::figures("months", words::heading_months_together(language)),
        ],
        rows: all.iter().map(row).collect(),
    }
}

fn moved_by_operators(all: &[Moved], title: Rendered, language: Language) -> Table {
    let mut by_operators: BTreeMap<(&OperatorId, &OperatorId, &str), usize> = BTreeMap::new();
    for one in all {
        *by_operators.entry((&one.from, &one.to, &one.group)).or_default() += 1;
    }
    let mut pairs: Vec<_> = by_operators.into_iter().collect();
    pairs.sort_by_key(|(operators, persons)| (std::cmp::Reverse(*persons), *operators));
    let row = |((from, to, group), persons): ((&OperatorId, &OperatorId, &str), usize)| {
        vec![named(from), named(to), Cell::Text(Rendered::quoted(group)), figure(persons)]
    };
    Table {
        title,
        notices: Vec::new(),
        columns: vec![
            Column::words("from", words::heading_earlier_job(language)),
            Column::words("to", words::heading_later_job(language)),
            Column::words("group", words::heading_group(language)),
            Column::figures("persons", words::heading_persons(language)),
        ],
        rows: pairs.into_iter().map(row).collect(),
    }
}

fn moved_of(all: &[Moved], title: Rendered, language: Language) -> Table {
    let row = |one: &Moved| {
        vec![
            person(one.person),
            named(&one.from),
            ended(one, language),
            named(&one.to),
            Cell::Quantity(Quantity::Date(one.began)),
            Cell::Text(Rendered::quoted(&one.group)),
        ]
    };
    Table {
        title,
        notices: Vec::new(),
        columns: vec![
            Column::words("person", words::heading_person(language)),
            Column::words("from", words::heading_earlier_job(language)),
            Column::words("ended", words::heading_earlier_ended(language)),
            Column::words("to", words::heading_later_job(language)),
            Column::words("began", words::heading_later_began(language)),
            Column::words("group", words::heading_group(language)),
        ],
        rows: all.iter().map(row).collect(),
    }
}

fn contradictions(all: &[Contradiction], language: Language) -> Table {
    let row = |one: &Contradiction| {
        let persons = [one.by_number, one.by_card].map(short).join(", ");
        let what = match (one.number_taken, one.card_taken) {
            (true, false) => words::command_across_number_taken(language),
            (false, _) => words::command_across_card_taken(language),
            (true, true) => words::command_across_both_taken(language),
        };
        let named: Vec<&str> = one.named_by.iter().map(|(operator, _)| operator.as_str()).collect();
        let since = one.named_by.iter().map(|(_, since)| *since).min();
        let files: Vec<String> =
            one.files.iter().map(|(_, origin)| format!("{}:{}", origin.piece, origin.line)).collect();
        vec![
            Cell::Text(Rendered::quoted(&persons)),
            Cell::Text(what),
            Cell::Text(Rendered::quoted(&named.join(", "))),
            Cell::Text(Rendered::quoted(&files.join(", "))),
            since.map_or(Cell::Missing, |since| Cell::Quantity(Quantity::Date(since))),
        ]
    };
    Table {
        title: words::command_across_contradictions(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("persons", words::heading_persons(language)),
            Column::words("contradiction", words::heading_contradiction(language)),
            Column::words("named_by", words::heading_named_by(language)),
            Column::words("files", words::heading_file(language)),
            Column::words("since", words::heading_known_since(language)),
        ],
        rows: all.iter().map(row).collect(),
    }
}
