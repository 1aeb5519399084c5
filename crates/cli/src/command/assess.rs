//! `mithaq assess`: where each commitment stands, what is owed, the receipt.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use assessment::receipt::Receipt;
use assessment::totals::Totals;
use contract::calendar::Date;
use contract::identity::OperatorId;
use contract::verdict::Judged;
use office::assess::{ContractAssessment, Question, WorkspaceAssessment, assess_under};
use office::texts::{Sound, Withheld};
use office::undecided::kept;
use office::waiting;
use office::workspace::Workspace;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Quantity, Rendered, words};

use crate::export::{Export, Format};
use crate::report;
use crate::screen::Screen;
use crate::withheld;

/// Arguments of `assess`.
#[derive(clap::Args)]
pub struct Assess {
    /// As known on that day (default: the last day on which something was received).
    #[arg(long, value_name = "DATE")]
    as_known_on: Option<Date>,
    /// Only that operator; may be given several times.
    #[arg(long, value_name = "OPERATOR")]
    operator: Vec<String>,
    /// Only that clause or control.
    #[arg(long, value_name = "CLAUSE")]
    clause: Option<String>,
    /// Computes every reading of unclear clauses and tells the money between them.
    #[arg(long)]
    compare_readings: bool,
    /// Shows amounts operator by operator too.
    #[arg(long)]
    by_operator: bool,
    /// Writes every determination to a file: CSV (.csv) or Parquet (.parquet).
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Tells what waits for evidence: by who can cure it and by head, with an estimate of the money.
    #[arg(long)]
    waiting: bool,
    /// Computes every operator anew, whatever is kept of it.
    #[arg(long)]
    fresh: bool,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

#[derive(serde::Serialize)]
struct Json<'a> {
    contract: &'a str,
    text_status: contract::model::TextStatus,
    fictitious: bool,
    commitments: &'a [Judged],
    totals: &'a Totals,
    by_operator: Vec<(String, &'a Totals)>,
    estimates: Vec<(&'a str, &'a [contract::trace::EstimateCause])>,
    receipt: &'a Receipt,
}

/// A document that is not assessed.
#[derive(serde::Serialize)]
struct NotAssessed<'a> {
    not_assessed: String,
    contract: Option<&'a str>,
    why: Vec<BTreeMap<&'static str, String>>,
}

/// What waits for evidence, by contract, head, operator and reason. No part of it is due.
#[derive(serde::Serialize)]
struct Waiting {
    waiting: Vec<waiting::WaitingRow>,
}

/// Runs the command.
pub fn run(arguments: &Assess, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let workspace = crate::opening::open(root, screen)?;
    let as_known_on = match arguments.as_known_on {
        Some(day) => day,
        None => workspace.last_received()?.ok_or_else(|| anyhow!("the workspace holds no evidence yet"))?,
    };
    let operators = arguments.operator.iter().map(|name| operator(name)).collect::<Result<_>>()?;
    let question =
        Question { as_known_on, operators, all_readings: arguments.compare_readings, fresh: arguments.fresh };
    let mut export = arguments.export.as_deref().map(|path| open_export(path, &workspace)).transpose()?;
    let mut assessed = computed(&workspace, &question, export.as_mut(), screen)?;
    if let Some(export) = export {
        export.finish()?;
    }
    if let Some(clause) = &arguments.clause {
        keep_clause(&mut assessed, clause)?;
    }
    if arguments.json {
        for one in &assessed.contracts {
            screen.print(&format!("{}\n", serde_json::to_string_pretty(&json(one, assessed.fictitious))?));
        }
        for one in &assessed.withheld {
            screen.print(&format!("{}\n", serde_json::to_string_pretty(&not_assessed(one))?));
        }
        if arguments.waiting {
            let waiting = waiting(&workspace, &assessed, screen)?;
            screen.print(&format!("{}\n", serde_json::to_string_pretty(&Waiting { waiting })?));
        }
        return Ok(ended(&assessed));
    }
    withheld::show(&assessed.withheld.iter().collect::<Vec<_>>(), screen);
    for one in &assessed.contracts {
        show(one, as_known_on, assessed.fictitious, arguments.by_operator, screen);
    }
    if arguments.waiting {
        show_waiting(&workspace, &assessed, arguments.by_operator, screen)?;
    } else {
        crate::undecided::show(&workspace, &assessed, &asked(arguments), arguments.clause.is_none(), screen);
    }
    Ok(ended(&assessed))
}

/// What the reader asked for besides, for the command that goes on from here.
fn asked(arguments: &Assess) -> String {
    let operators = arguments.operator.iter().map(|operator| format!(" --operator {operator}"));
    let day = arguments.as_known_on.map(|day| format!(" --as-known-on {day}"));
    operators.chain(day).collect()
}

/// A document that somebody must mend before it is assessed is no success; a draft waits for its signature.
fn ended(assessed: &WorkspaceAssessment) -> ExitCode {
    if assessed.withheld.iter().any(Withheld::is_fault) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn not_assessed(one: &Withheld) -> NotAssessed<'_> {
    let contract = one.contract().map(|contract| contract.id.as_str());
    let why = one.why.iter().map(|why| {
        let (code, values) = why.message();
        std::iter::once(("code", code)).chain(values).collect()
    });
    NotAssessed { not_assessed: one.paper.path.display().to_string(), contract, why: why.collect() }
}

/// What waits for evidence, over all contracts.
pub fn show_waiting(
    workspace: &Workspace,
    assessed: &WorkspaceAssessment,
    by_operator: bool,
    screen: &Screen,
) -> Result<()> {
    let rows = waiting(workspace, assessed, screen)?;
    let notices = if assessed.fictitious { vec![Notice::Fictitious] } else { Vec::new() };
    crate::waiting::show(&rows, &notices, by_operator, screen);
    Ok(())
}

/// What waits, with progress on the screen: each case is computed again with its reasons set aside.
pub fn waiting(
    workspace: &Workspace,
    assessed: &WorkspaceAssessment,
    screen: &Screen,
) -> Result<Vec<waiting::WaitingRow>> {
    let steps = u64::try_from(waiting::steps(assessed)).unwrap_or(0);
    let bar = screen.progress(&words::command_assess_progress(screen.language()), steps);
    let rows = waiting::waiting(workspace, assessed, || bar.inc(1))?;
    bar.finish_and_clear();
    if is_whole(workspace, assessed)? {
        // What cannot be kept is computed another time.
        let _ = kept::keep(workspace, assessed, &rows);
    }
    Ok(rows)
}

/// Whether every operator and every clause was assessed.
fn is_whole(workspace: &Workspace, assessed: &WorkspaceAssessment) -> Result<bool> {
    let operators = workspace.store.operators(assessed.as_known_on)?.len();
    let has_all = |one: &ContractAssessment| {
        one.by_operator.len() == operators && one.totals.clauses.len() == one.program.clauses.len()
    };
    Ok(assessed.contracts.iter().all(has_all))
}

/// An operator as a person writes it.
pub fn operator(name: &str) -> Result<OperatorId> {
    OperatorId::new(name).ok_or_else(|| anyhow!("{name}: not an operator's identifier"))
}

/// Assesses with progress on the screen.
pub fn computed(
    workspace: &Workspace,
    question: &Question,
    mut export: Option<&mut Export>,
    screen: &Screen,
) -> Result<WorkspaceAssessment> {
    let texts = workspace.texts()?;
    let contracts = texts.sounds.len();
    let operators = office::assess::operators(workspace, question)?.len();
    let total = u64::try_from(contracts * operators).unwrap_or(0);
    let bar = screen.progress(&words::command_assess_progress(screen.language()), total);
    let assessed = match &mut export {
        Some(export) => {
            let mut sink = |sound: &Sound, program: &_, done| export.take(sound, program, &done);
            assess_under(workspace, texts, question, Some(&mut sink), || bar.inc(1))?
        }
        None => assess_under(workspace, texts, question, None, || bar.inc(1))?,
    };
    bar.finish_and_clear();
    Ok(assessed)
}

fn open_export(path: &Path, workspace: &Workspace) -> Result<Export> {
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Format::Csv,
        Some("parquet") => Format::Parquet,
        _ => bail!("{}: write to a file that ends in .csv or .parquet", path.display()),
    };
    Export::create(path, format, workspace.card.fictitious).with_context(|| path.display().to_string())
}

fn keep_clause(assessed: &mut WorkspaceAssessment, clause: &str) -> Result<()> {
    for one in &mut assessed.contracts {
        let keep: Vec<bool> = one.totals.clauses.iter().map(|total| total.clause == clause).collect();
        let mut place = keep.iter();
        one.estimates.retain(|_| *place.next().unwrap_or(&false));
        one.totals.clauses.retain(|total| total.clause == clause);
        one.by_operator.iter_mut().for_each(|(_, totals)| totals.clauses.retain(|total| total.clause == clause));
    }
    assessed.contracts.retain(|one| !one.totals.clauses.is_empty());
    if assessed.contracts.is_empty() {
        bail!("no contract of the workspace has a clause or control named {clause}");
    }
    Ok(())
}

fn json(one: &ContractAssessment, fictitious: bool) -> Json<'_> {
    let estimates = one.totals.clauses.iter().zip(&one.estimates);
    Json {
        contract: &one.sound.contract.id,
        text_status: one.sound.contract.text_status,
        fictitious,
        commitments: &one.commitments,
        totals: &one.totals,
        by_operator: one.by_operator.iter().map(|(operator, totals)| (operator.to_string(), totals)).collect(),
        estimates: estimates.map(|(total, causes)| (total.clause.as_str(), causes.as_slice())).collect(),
        receipt: &one.receipt,
    }
}

/// A total without operator: the clause over all operators, then operator by operator.
pub fn total(workspace: &Workspace, sound: &Sound, clause: &str, day: Date, screen: &Screen) -> Result<ExitCode> {
    let question = Question { as_known_on: day, operators: Vec::new(), all_readings: true, fresh: false };
    let mut assessed = computed(workspace, &question, None, screen)?;
    assessed.contracts.retain(|one| one.sound.contract.id == sound.contract.id);
    keep_clause(&mut assessed, clause)?;
    for one in &mut assessed.contracts {
        one.commitments.clear();
        one.sound.contract.commitments.clear();
        show(one, day, workspace.card.fictitious, true, screen);
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints one contract: commitments, what is owed, readings, controls, receipt.
pub fn show(one: &ContractAssessment, day: Date, fictitious: bool, by_operator: bool, screen: &Screen) {
    let language = screen.language();
    let terminal = &screen.terminal;
    let contract = &one.sound.contract;
    let generated = || if fictitious { vec![Notice::Fictitious] } else { Vec::new() };
    screen.print(&terminal.heading(&report::title(contract, language)));
    for notice in report::text_notices(contract).into_iter().chain(generated()) {
        screen.print(&terminal.notice(notice));
    }
    screen.gap();
    if !contract.commitments.is_empty() {
        screen.print(&terminal.table_after_notices(&report::commitments(one, day, language)));
        screen.gap();
        for reason in report::reasons(one, language) {
            screen.print(&terminal.paragraph(&reason, 2));
        }
        screen.gap();
    }
    let owed = report::owed(one, &one.totals, generated(), day, language);
    if !owed.rows.is_empty() {
        if owed.notices.contains(&Notice::Estimate) {
            screen.print(&terminal.notice(Notice::Estimate));
            screen.gap();
        }
        screen.print(&terminal.table_after_notices(&owed));
        if let Some(causes) = report::causes(one, language) {
            screen.print(&terminal.paragraph(&causes, 2));
        }
        screen.gap();
    }
    let ties = report::ties(one, language);
    if !ties.is_empty() {
        screen.print(&terminal.heading(&words::ties_title(language)));
        ties.iter().for_each(|line| screen.print(&terminal.paragraph(line, 2)));
        screen.gap();
    }
    let waiting = report::waiting(one, language);
    if !waiting.is_empty() {
        screen.print(&terminal.heading(&words::waits_title(language)));
        waiting.iter().for_each(|line| screen.print(&terminal.paragraph(line, 2)));
        screen.gap();
    }
    if one.receipt.all_readings
        && let Some(readings) = report::readings(one, generated(), language)
    {
        screen.print(&terminal.table_after_notices(&readings));
        screen.gap();
    }
    if let Some(controls) = report::controls(one, &one.totals, generated(), language) {
        screen.print(&terminal.table_after_notices(&controls));
        screen.gap();
    }
    if by_operator {
        screen.print(&terminal.table_after_notices(&operators(one, generated(), screen)));
        screen.gap();
    }
    show_receipt(&one.receipt, screen);
    show_reused(one, screen);
    screen.gap();
}

fn operators(one: &ContractAssessment, notices: Vec<Notice>, screen: &Screen) -> Table {
    let language = screen.language();
    let heads: Vec<String> = one.totals.by_head().into_iter().map(|(head, _)| head).collect();
    let mut rows = Vec::new();
    for (operator, totals) in &one.by_operator {
        let due = totals.by_head();
        let mut row = vec![Cell::Text(Rendered::quoted(operator.as_str()))];
        for head in &heads {
            let centimes = due.iter().find(|(known, _)| known == head).and_then(|(_, due)| i64::try_from(*due).ok());
            row.push(centimes.map_or(Cell::Missing, |centimes| {
                Cell::Quantity(Quantity::Amount(contract::money::Money::from_centimes(centimes)))
            }));
        }
        rows.push(row);
    }
    let mut columns = vec![Column::words("operator", words::heading_operator(language))];
    for head in &heads {
        let heading = presentation::words::marks::word(language, presentation::words::marks::List::Head, head);
        columns.push(Column::figures("due", heading));
    }
    Table { title: words::command_by_operator_title(language), notices, columns, rows }
}

fn show_receipt(receipt: &Receipt, screen: &Screen) {
    let language = screen.language();
    let rows = receipt.inputs.rows;
    let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    screen.print(&screen.terminal.paragraph(
        &words::command_receipt(
            language,
            Rendered::quoted(&receipt.determinations_sha256),
            count(receipt.determinations),
            Rendered::quoted(&format!("{} {}", receipt.contract, receipt.version)),
            Rendered::quoted(&receipt.engine),
        ),
        0,
    ));
    let all = rows.used + rows.ignored + rows.refused;
    screen.print(&screen.terminal.paragraph(
        &words::command_receipt_rows(language, count(all), count(rows.used), count(rows.ignored), count(rows.refused)),
        0,
    ));
}

/// Nobody shall wonder why an assessment took no time.
fn show_reused(one: &ContractAssessment, screen: &Screen) {
    let count = |number: usize| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
    let computed = one.by_operator.len() - one.reused;
    let told = words::command_reused(screen.language(), count(computed), count(one.reused));
    screen.print(&screen.terminal.paragraph(&told, 0));
}
