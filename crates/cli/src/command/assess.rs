//! `mithaq assess`: where each commitment stands, what is owed, the receipt.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use contract::calendar::Date;
use contract::identity::OperatorId;
use contract::verdict::Judged;
use office::answer::waiting::WaitingRow;
use office::answer::{ContractAssessment, Receipt, Totals, Withheld, WorkspaceAssessment};
use office::question::assess::{Asked, Assessment, assess};
use office::question::export::{Format, export};
use presentation::quantity::currency_name;
use presentation::table::{Cell, Column, Notice, Table};
use presentation::{Quantity, Rendered, words};

use crate::acting::actor;
use crate::moments::Moments;
use crate::report;
use crate::screen::Screen;
use crate::withheld;

/// Arguments of `assess`.
#[derive(clap::Args)]
pub struct Assess {
    #[command(flatten)]
    moments: Moments,
    /// Only that operator; may be given several times.
    #[arg(long, value_name = "OPERATOR")]
    operator: Vec<String>,
    /// Only the contract with that identifier.
    #[arg(long, value_name = "CONTRACT")]
    contract: Option<String>,
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
    waiting: Vec<WaitingRow>,
}

/// Runs the command.
pub fn run(arguments: &Assess, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let known = arguments.moments.known(root, screen)?;
    let asked = Asked {
        operators: arguments.operator.iter().map(|name| operator(name)).collect::<Result<_>>()?,
        contract: arguments.contract.clone(),
        clause: arguments.clause.clone(),
        all_readings: arguments.compare_readings,
        fresh: arguments.fresh,
        waiting: arguments.waiting,
    };
    let answer = match &arguments.export {
        None => screen.asking(|progress| assess(&known, actor(), &asked, progress))?,
        Some(path) => {
            let format = format_of(path)?;
            screen.asking(|progress| export(&known, actor(), (&asked, format), path, progress))?
        }
    };
    let assessed = &answer.assessed;
    crate::damage::show(&assessed.damaged, screen);
    if arguments.json {
        return print_json(&answer, screen);
    }
    withheld::show(&assessed.withheld.iter().collect::<Vec<_>>(), screen);
    for one in &assessed.contracts {
        show(one, assessed.as_known_on.day, assessed.fictitious, arguments.by_operator, screen);
    }
    match &answer.waiting {
        Some(waiting) => {
            crate::waiting::show(
                (waiting, &known.table_names()),
                &crate::waiting::notices(assessed),
                arguments.by_operator,
                screen,
            );
        }
        None => crate::undecided::show(&answer, root, &asked_besides(arguments), screen),
    }
    Ok(ended(assessed))
}

fn print_json(answer: &Assessment, screen: &Screen) -> Result<ExitCode> {
    let assessed = &answer.assessed;
    for one in &assessed.contracts {
        screen.json(&serde_json::to_string_pretty(&json(one, assessed.fictitious))?);
    }
    for one in assessed.withheld.iter() {
        screen.json(&serde_json::to_string_pretty(&not_assessed(one))?);
    }
    if !assessed.damaged.is_empty() {
        screen.json(&serde_json::to_string_pretty(&serde_json::json!({ "damaged": assessed.damaged }))?);
    }
    if let Some(waiting) = &answer.waiting {
        let waiting = Waiting { waiting: waiting.rows.clone() };
        screen.json(&serde_json::to_string_pretty(&waiting)?);
    }
    Ok(ended(assessed))
}

/// What the reader asked for besides, for the command that goes on from here.
fn asked_besides(arguments: &Assess) -> String {
    let operators = arguments.operator.iter().map(|operator| format!(" --operator {operator}"));
    let contract = arguments.contract.as_ref().map(|contract| format!(" --contract {contract}"));
    operators.chain(contract).chain([arguments.moments.options()]).collect()
}

/// A document that somebody must mend before it is assessed is no success; a draft waits for its signature.
fn ended(assessed: &WorkspaceAssessment) -> ExitCode {
    let is_fault = assessed.withheld.iter().any(Withheld::is_fault);
    crate::damage::ended(&assessed.damaged, if is_fault { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn not_assessed(one: &Withheld) -> NotAssessed<'_> {
    let contract = one.contract().map(|contract| contract.id.as_str());
    let why = one.why.iter().map(|why| {
        let (code, values) = why.message();
        std::iter::once(("code", code)).chain(values).collect()
    });
    NotAssessed { not_assessed: one.paper.path.display().to_string(), contract, why: why.collect() }
}

/// An operator as a person writes it, or a party that files without being one: `party~` and its identifier.
pub fn operator(name: &str) -> Result<OperatorId> {
    OperatorId::of_submitter(name).ok_or_else(|| anyhow!("{name}: not an operator's identifier"))
}

/// The form that the name of a file asks for.
fn format_of(path: &Path) -> Result<Format> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(Format::Csv),
        Some("parquet") => Ok(Format::Parquet),
        _ => bail!("{}: write to a file that ends in .csv or .parquet", path.display()),
    }
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

/// Prints one contract: commitments, what is owed, readings, controls, receipt.
pub fn show(one: &ContractAssessment, day: Date, fictitious: bool, by_operator: bool, screen: &Screen) {
    head(one, fictitious, screen);
    let (language, terminal) = (screen.language(), &screen.terminal);
    if !one.sound.contract.commitments.is_empty() {
        screen.print(&terminal.table_after_notices(&report::commitments(one, day, language)));
        screen.gap();
        for reason in report::reasons(one, language) {
            screen.print(&terminal.paragraph(&reason, 2));
        }
        screen.gap();
    }
    owed(one, day, fictitious, by_operator, screen);
}

/// Prints what must be known before any figure is read.
fn head(one: &ContractAssessment, fictitious: bool, screen: &Screen) {
    let generated = fictitious.then_some(Notice::Fictitious);
    screen.print(&screen.terminal.heading(&report::title(&one.sound.contract, screen.language())));
    for notice in report::text_notices(&one.sound.contract).into_iter().chain(generated) {
        screen.print(&screen.terminal.notice(notice));
    }
    screen.gap();
}

/// Prints the total of one clause over all operators, then operator by operator.
pub fn total(answer: &Assessment, screen: &Screen) {
    let assessed = &answer.assessed;
    for one in &assessed.contracts {
        head(one, assessed.fictitious, screen);
        owed(one, assessed.as_known_on.day, assessed.fictitious, true, screen);
    }
}

/// Prints what is owed, readings, controls, receipt.
fn owed(one: &ContractAssessment, day: Date, fictitious: bool, by_operator: bool, screen: &Screen) {
    let (language, terminal) = (screen.language(), &screen.terminal);
    let generated = || if fictitious { vec![Notice::Fictitious] } else { Vec::new() };
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
    let currency = one.sound.contract.currency;
    let currency = currency.map_or_else(|| Rendered::plain("—"), |currency| currency_name(language, currency));
    Table { title: words::command_by_operator_title(language, currency), notices, columns, rows }
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
