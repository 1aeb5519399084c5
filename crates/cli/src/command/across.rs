//! `mithaq across`: what operators show together that none shows alone.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use contract::identity::OperatorId;
use office::answer::across::{Contradiction, Moved, Sources, Together};
use office::answer::amount::short;
use office::question::across::{Across as Found, Asked, MONTHS_BETWEEN, MOST_MONTHS, PairMoved, PairTogether, across};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Language, Quantity, Rendered, Unit, words};

use crate::acting::actor;
use crate::command::assess::operator;
use crate::moments::Moments;
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
    #[command(flatten)]
    moments: Moments,
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
    let known = arguments.moments.known(root, screen)?;
    let only = arguments.operator.as_deref().map(operator).transpose()?;
    let asked = Asked { operator: only.clone(), months_between: arguments.within };
    let found = screen.asking(|progress| across(&known, actor(), &asked, progress))?;
    let (language, findings) = (screen.language(), &found.findings);
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(findings)?);
        return Ok(ExitCode::SUCCESS);
    }
    screen.print(&screen.terminal.heading(&words::command_across_title(language, Quantity::Date(known.day()))));
    if known.is_fictitious() {
        screen.print(&screen.terminal.notice(Notice::Fictitious));
    }
    screen.print(&screen.terminal.paragraph(&words::command_across_look(language), 0));
    screen.gap();
    let together = match &only {
        None => together_by_operators(&found, language),
        Some(only) => together_of(&found, only, language),
    };
    match findings.shows_months {
        true => show(together, screen),
        false => screen.line(&words::command_across_undefined(language)),
    }
    screen.gap();
    if findings.contract.is_some() {
        let title = words::command_across_moved(language, months(findings.months_between));
        let moved = match &only {
            None => moved_by_operators(&found.moved, title, language),
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

/// What shows somebody with both operators.
fn shown_by(sources: Sources, language: Language) -> Rendered {
    match sources {
        Sources::Declarations => words::command_across_declarations(language),
        Sources::Registers => words::command_across_registers(language),
        Sources::RegisterAndDeclaration => words::command_across_register_and_declaration(language),
    }
}

fn together_by_operators(found: &Found, language: Language) -> Table {
    let row = |pair: &PairTogether| {
        let [one, other] = &pair.operators;
        let shown = Cell::Text(shown_by(pair.sources, language));
        vec![named(one), named(other), shown, figure(pair.persons), figure(pair.months)]
    };
    Table {
        title: words::command_across_together(language, number(found.persons_together)),
        notices: Vec::new(),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::words("other_operator", words::heading_other_operator(language)),
            Column::words("sources", words::heading_shown_by(language)),
            Column::figures("persons", words::heading_persons(language)),
            Column::figures("months", words::heading_months_together(language)),
        ],
        rows: found.together.iter().map(row).collect(),
    }
}

fn together_of(found: &Found, only: &OperatorId, language: Language) -> Table {
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
        title: words::command_across_together(language, number(found.persons_together)),
        notices: Vec::new(),
        columns: vec![
            Column::words("person", words::heading_person(language)),
            Column::words("other_operator", words::heading_other_operator(language)),
            Column::words("sources", words::heading_shown_by(language)),
            Column::words("first", words::heading_first_month(language)),
            Column::words("last", words::heading_last_month(language)),
            Column::figures("months", words::heading_months_together(language)),
        ],
        rows: found.findings.across.together.iter().map(row).collect(),
    }
}

fn moved_by_operators(pairs: &[PairMoved], title: Rendered, language: Language) -> Table {
    let row = |pair: &PairMoved| {
        vec![named(&pair.from), named(&pair.to), Cell::Text(Rendered::quoted(&pair.group)), figure(pair.jobs)]
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
        rows: pairs.iter().map(row).collect(),
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
