//! `mithaq evidence`: what has been taken in, what is missing, what was found.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use contract::calendar::Date;
use contract::facts::Period;
use contract::identity::OperatorId;
use evidence::finding::{Finding, Severity};
use evidence::store::Completeness;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, mark};
use presentation::{Quantity, Rendered, words};

use crate::finding::{self, Told};
use crate::screen::Screen;
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

/// The tables that operators owe period by period.
const OWED: [&str; 4] = ["payroll", "bds", "annual_tax", "turnover"];

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
    /// Periods that are missing, by table.
    missing: BTreeMap<&'static str, Vec<(Period, Vec<String>)>>,
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
    let workspace = Workspace::open(root)?;
    let day = match arguments.as_known_on {
        Some(day) => day,
        None => workspace.last_received()?.unwrap_or(Date::from_days(0)),
    };
    let operators = match &arguments.operator {
        Some(name) => vec![OperatorId::new(name).ok_or_else(|| anyhow!("{name}: not an operator's identifier"))?],
        None => workspace.store.operators(day)?,
    };
    let mut all = Vec::new();
    for operator in operators {
        all.push(handed(&workspace, operator, day)?);
    }
    if arguments.json {
        screen.print(&format!("{}\n", serde_json::to_string_pretty(&all)?));
        return Ok(ExitCode::SUCCESS);
    }
    let notices = if workspace.card.fictitious { vec![Notice::Fictitious] } else { Vec::new() };
    screen.print(&screen.terminal.table(&overview(&all, day, notices, screen)));
    if let (Some(_), [one]) = (&arguments.operator, all.as_slice()) {
        screen.gap();
        show_missing(one, screen);
        screen.gap();
        let told: Vec<Told<'_>> = one.findings.iter().map(|(piece, finding)| Told { piece, finding }).collect();
        finding::show(&told, 60, screen);
    }
    Ok(ExitCode::SUCCESS)
}

fn handed(workspace: &Workspace, operator: OperatorId, day: Date) -> Result<Handed> {
    let shelved = workspace.store.submissions(&operator)?;
    let known: Vec<_> = shelved.iter().filter(|one| one.manifest.received <= day).collect();
    let pieces: Vec<_> = known.iter().flat_map(|one| &one.manifest.pieces).collect();
    let sum =
        |count: fn(&evidence::piece::Accounting) -> u64| pieces.iter().map(|piece| count(&piece.accounting)).sum();
    let mut missing = BTreeMap::new();
    for table in OWED {
        let absent = missing_periods(workspace, &operator, table, &pieces, day)?;
        if !absent.is_empty() {
            missing.insert(table, absent);
        }
    }
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
        missing,
        findings,
        findings_by_severity,
        operator,
    })
}

/// The periods between the first and the last that the operator ever declared in the table, that are not covered.
fn missing_periods(
    workspace: &Workspace,
    operator: &OperatorId,
    table: &str,
    pieces: &[&evidence::manifest::StoredPiece],
    day: Date,
) -> Result<Vec<(Period, Vec<String>)>> {
    let spoken = pieces.iter().filter(|piece| piece.table().is_some_and(|known| known.name == table));
    let periods: Vec<Period> = spoken.flat_map(|piece| piece.periods.iter().copied()).collect();
    let bounds = (periods.iter().min(), periods.iter().max());
    let (Some(first), Some(last)) = (bounds.0.and_then(|one| one.first_day()), bounds.1.and_then(|one| one.last_day()))
    else {
        return Ok(Vec::new());
    };
    let stands = workspace.store.completeness(operator, table, first, last, day)?;
    let absent = stands.into_iter().filter_map(|(period, stands)| match stands {
        Completeness::Missing { declarants } => Some((period, declarants)),
        _ => None,
    });
    Ok(absent.collect())
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
            size(one.missing.values().map(Vec::len).sum()),
            size(found),
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
            Column::figures("findings", words::heading_to_look_at(language)),
        ],
        rows,
    }
}

fn show_missing(one: &Handed, screen: &Screen) {
    let language = screen.language();
    if one.missing.is_empty() {
        screen.line(&words::command_evidence_complete(language));
        return;
    }
    let mut table = Table {
        title: words::command_evidence_missing(language),
        notices: Vec::new(),
        columns: vec![
            Column::words("table", words::heading_kind(language)),
            Column::words("period", words::heading_period(language)),
            Column::words("declarants", words::heading_declarants(language)),
        ],
        rows: Vec::new(),
    };
    for (name, periods) in &one.missing {
        for (period, declarants) in periods {
            table.rows.push(vec![
                Cell::Mark(mark(language, List::Table, name)),
                Cell::Quantity(period_quantity(*period)),
                Cell::Text(Rendered::quoted(&declarants.join(", "))),
            ]);
        }
    }
    screen.print(&screen.terminal.table(&table));
}

/// A period as a quantity.
pub fn period_quantity(period: Period) -> Quantity {
    match period {
        Period::Month(month) => Quantity::Month(month),
        Period::Year(year) => Quantity::Year(year),
    }
}
