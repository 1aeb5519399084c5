//! `mithaq evidence`: what has been taken in, what is missing, what was found.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::finding::{Finding, Severity};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Quantity, Rendered, words};

use crate::filings as told;
use crate::finding::{self, Told};
use crate::screen::Screen;
use office::assess::{Question, assess};
use office::doubts::{Doubt, doubts};
use office::filings::{self, Expectations, Filings, sector};
use office::waiting;
use office::workspace::Workspace;

/// Arguments of `evidence`.
#[derive(clap::Args)]
pub struct Evidence {
    /// One operator: its submissions, its missing periods, its findings.
    #[arg(long, value_name = "OPERATOR")]
    operator: Option<String>,
    /// As known on that day (default: the last day on which something was received).
    #[arg(long, value_name = "DATE")]
    as_known_on: Option<Date>,
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

/// What one operator has handed in.
#[derive(serde::Serialize)]
struct Handed {
    operator: OperatorId,
    submissions: usize,
    pieces: usize,
    rows_in: u64,
    used: u64,
    ignored: u64,
    refused: u64,
    /// What came of what is expected of it.
    filings: Filings,
    /// What is in doubt about its persons, where one operator was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubts: Option<Vec<Doubt>>,
    #[serde(skip)]
    findings: Vec<(String, Finding)>,
    findings_by_severity: BTreeMap<String, usize>,
}

/// Runs the command.
pub fn run(arguments: &Evidence, root: &std::path::Path, screen: &Screen) -> Result<ExitCode> {
    if arguments.formats {
        super::formats::show(arguments.markdown, screen)?;
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = crate::opening::open(root, screen)?;
    let day = match arguments.as_known_on {
        Some(day) => day,
        None => workspace.last_received()?.unwrap_or(Date::from_days(0)),
    };
    let operators = match &arguments.operator {
        Some(name) => vec![OperatorId::new(name).ok_or_else(|| anyhow!("{name}: not an operator's identifier"))?],
        None => workspace.store.operators(day)?,
    };
    let contracts = workspace.contracts()?;
    let expectations = filings::expectations(contracts.iter().map(|sound| &sound.contract), day);
    let mut all = Vec::new();
    for operator in operators {
        all.push(handed(&workspace, operator, &expectations, day)?);
    }
    let assessed = match all.as_mut_slice() {
        // Of whom nothing was received there is nothing to doubt; files ask for that too.
        [one] if arguments.operator.is_some() && (one.submissions > 0 || !arguments.json) => {
            let operators = vec![one.operator.clone()];
            let question = Question { as_known_on: day, operators, all_readings: false, fresh: false };
            let assessed = assess(&workspace, &question, None, || {})?;
            one.doubts = Some(doubts(&workspace, &assessed.contracts, &one.operator, day)?);
            Some(assessed)
        }
        _ => None,
    };
    if arguments.json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(&all)?));
        return Ok(ExitCode::SUCCESS);
    }
    let notices = || if workspace.card.fictitious { vec![Notice::Fictitious] } else { Vec::new() };
    match (all.as_slice(), assessed) {
        ([one], Some(assessed)) => {
            told::show_silence(&one.filings, screen);
            screen.print(&screen.terminal.table(&overview(&all, day, notices(), screen)));
            screen.gap();
            told::show_missing(&one.filings, screen);
            screen.gap();
            let never =
                assessed.contracts.iter().flat_map(|one| &one.totals.clauses).any(|total| total.never_filed > 0);
            crate::waiting::show_operator(&waiting::waiting(&workspace, &assessed, || {})?, never, &notices(), screen);
            crate::doubts::show(one.doubts.as_deref().unwrap_or_default(), workspace.root(), screen);
            // Of whom nothing came nothing can be found: that is told at the head.
            if one.findings.is_empty() && one.filings.silent().next().is_some() {
                return Ok(ExitCode::SUCCESS);
            }
            let told: Vec<Told<'_>> = one.findings.iter().map(|(piece, finding)| Told { piece, finding }).collect();
            finding::show(&told, 60, screen);
        }
        _ => {
            let sums = sector::sum(all.iter().map(|one| (&one.operator, &one.filings)));
            screen.print(&screen.terminal.table(&told::sector(&sums, day, notices(), screen.language())));
            told::show_silent_operators(&sums, screen);
            screen.gap();
            screen.print(&screen.terminal.table(&overview(&all, day, notices(), screen)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn handed(workspace: &Workspace, operator: OperatorId, expectations: &Expectations, day: Date) -> Result<Handed> {
    let shelved = workspace.store.submissions(&operator)?;
    let known: Vec<_> = shelved.iter().filter(|one| one.manifest.received <= day).collect();
    let pieces: Vec<_> = known.iter().flat_map(|one| &one.manifest.pieces).collect();
    let sum =
        |count: fn(&evidence::piece::Accounting) -> u64| pieces.iter().map(|piece| count(&piece.accounting)).sum();
    let filings = filings::filings(workspace, &operator, expectations, day)?;
    let findings: Vec<(String, Finding)> = pieces
        .iter()
        .flat_map(|piece| piece.findings.iter().map(|finding| (piece.name.clone(), finding.clone())))
        .collect();
    let mut findings_by_severity = BTreeMap::new();
    for (_, finding) in &findings {
        *findings_by_severity.entry(finding::word_of(&finding.severity)).or_insert(0) += 1;
    }
    Ok(Handed {
        submissions: known.len(),
        pieces: pieces.len(),
        rows_in: sum(|one| one.rows_in),
        used: sum(|one| one.used),
        ignored: sum(|one| one.ignored.values().sum()),
        refused: sum(|one| one.refused.values().sum()),
        filings,
        doubts: None,
        findings,
        findings_by_severity,
        operator,
    })
}

fn overview(all: &[Handed], day: Date, notices: Vec<Notice>, screen: &Screen) -> Table {
    let language = screen.language();
    let count = |number: u64| Cell::Quantity(Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX)));
    let size = |number: usize| count(u64::try_from(number).unwrap_or(u64::MAX));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for one in all {
        let grave = [Severity::RowRefused, Severity::FileRefused, Severity::CellUnread, Severity::Warning];
        let found = one.findings.iter().filter(|(_, finding)| grave.contains(&finding.severity)).count();
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
            size(found + one.filings.silent().count()),
        ]);
    }
    Table {
        title: words::command_evidence_title(language, Quantity::Date(day)),
        notices,
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
