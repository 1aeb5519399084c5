//! `mithaq evidence`: what has been taken in, what is missing, what was found.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use office::known::Known;
use office::question::evidence::{Evidence as Answer, HandedIn, OfOne, evidence};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Quantity, Rendered, words};

use crate::acting::actor;
use crate::command::assess::operator;
use crate::filings as told;
use crate::finding::{self, Told};
use crate::moments::Moments;
use crate::screen::Screen;

/// Arguments of `evidence`.
#[derive(clap::Args)]
pub struct Evidence {
    /// One operator: its submissions, its missing periods, its findings.
    #[arg(long, value_name = "OPERATOR")]
    operator: Option<String>,
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
    /// How each kind of file is written: every column with an example.
    #[arg(long)]
    formats: bool,
    /// The formats as Markdown, as docs/evidence.md has them.
    #[arg(long, requires = "formats")]
    markdown: bool,
}

/// Runs the command.
pub fn run(arguments: &Evidence, root: &Path, screen: &Screen) -> Result<ExitCode> {
    if arguments.formats {
        super::formats::show(arguments.markdown, root, screen)?;
        return Ok(ExitCode::SUCCESS);
    }
    let known = arguments.moments.known(root, screen)?;
    let asked = arguments.operator.as_deref().map(operator).transpose()?;
    let answer = evidence(&known, actor(), asked.as_ref())?;
    let damaged = known.damaged(actor());
    crate::damage::show(&damaged, screen);
    if arguments.json {
        screen.json(&serde_json::to_string_pretty(&answer.operators)?);
        return Ok(crate::damage::ended(&damaged, ExitCode::SUCCESS));
    }
    match (&asked, answer.operators.as_slice(), &answer.one) {
        (Some(_), [one], Some(of_one)) => show_one(&known, one, of_one, root, screen),
        (Some(operator), [one], None) if operator.party().is_some() => show_party(&known, one, screen),
        (Some(operator), ..) => {
            bail!("nothing was received from operator {operator} by that day; `mithaq evidence` lists the operators")
        }
        (None, ..) => show_all(&known, &answer, screen),
    }
    Ok(crate::damage::ended(&damaged, ExitCode::SUCCESS))
}

fn notices(known: &Known) -> Vec<Notice> {
    if known.is_fictitious() { vec![Notice::Fictitious] } else { Vec::new() }
}

fn show_one(known: &Known, one: &HandedIn, of_one: &OfOne, root: &Path, screen: &Screen) {
    let names = known.table_names();
    told::show_silence(&one.filings, &names, screen);
    screen.print(&screen.terminal.table(&overview(std::slice::from_ref(one), known, screen)));
    screen.gap();
    told::show_missing(&one.filings, &names, screen);
    screen.gap();
    crate::reconciliation::show(&one.reconciled, &names, screen);
    crate::waiting::show_operator((&of_one.waiting, &names), of_one.never_filed, &notices(known), screen);
    crate::doubts::show(one.doubts.as_deref().unwrap_or_default(), &names, root, screen);
    // Of whom nothing came nothing can be found: that is told at the head.
    if one.findings.is_empty() && one.filings.silent().next().is_some() {
        return;
    }
    let told: Vec<Told<'_>> = one.findings.iter().map(|(piece, finding)| Told { piece, finding }).collect();
    finding::show(&told, &names, 60, screen);
}

fn show_all(known: &Known, answer: &Answer, screen: &Screen) {
    let (language, names) = (screen.language(), known.table_names());
    screen.print(&screen.terminal.table(&told::sector(&answer.sums, &names, known.day(), notices(known), language)));
    told::show_silent_operators(&answer.sums, &names, screen);
    screen.gap();
    screen.print(&screen.terminal.table(&overview(&answer.operators, known, screen)));
    if !answer.parties.is_empty() {
        screen.gap();
        let title = words::party_evidence_title(language);
        screen.print(&screen.terminal.table(&Table { title, ..overview(&answer.parties, known, screen) }));
    }
}

/// A party that files without being an operator: nothing is computed of it.
fn show_party(known: &Known, one: &HandedIn, screen: &Screen) {
    let names = known.table_names();
    told::show_silence(&one.filings, &names, screen);
    screen.print(&screen.terminal.table(&overview(std::slice::from_ref(one), known, screen)));
    screen.gap();
    told::show_missing(&one.filings, &names, screen);
    screen.gap();
    crate::reconciliation::show(&one.reconciled, &names, screen);
    let told: Vec<Told<'_>> = one.findings.iter().map(|(piece, finding)| Told { piece, finding }).collect();
    if !told.is_empty() {
        finding::show(&told, &names, 60, screen);
    }
}

fn overview(all: &[HandedIn], known: &Known, screen: &Screen) -> Table {
    let language = screen.language();
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let size = |number: usize| count(u64::try_from(number).unwrap_or(u64::MAX));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for one in all {
        rows.push(vec![
            Cell::Text(Rendered::quoted(one.operator.as_str())),
            size(one.submissions),
            size(one.pieces),
            count(one.rows_in),
            count(one.used),
            count(one.ignored),
            count(one.refused),
            size(one.filings.missing()),
            size(one.filings.overdue()),
            size(one.to_look_at),
        ]);
    }
    Table {
        title: words::command_evidence_title(language, Quantity::Date(known.day())),
        notices: notices(known),
        columns: vec![
            Column::words("operator", words::heading_operator(language)),
            Column::figures("submissions", words::heading_submissions(language)),
            Column::figures("pieces", words::heading_pieces(language)),
            Column::figures("rows_in", words::heading_rows_in(language)),
            Column::figures("used", words::heading_rows_used(language)),
            Column::figures("ignored", words::heading_rows_ignored(language)),
            Column::figures("refused", words::heading_rows_refused(language)),
            Column::figures("missing", words::heading_missing_periods(language)),
            Column::figures("overdue", words::heading_overdue(language)),
            Column::figures("findings", words::heading_to_look_at(language)),
        ],
        rows,
    }
}
