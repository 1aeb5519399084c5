//! `mithaq check PATH…`: diagnostics, scenarios, and with `--mutate` the small changes that no scenario notices.

mod changes;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use contract::diagnostic::{Diagnostic, Diagnostics, Severity, excerpt};
use contract::model::Scenario;
use contract::scenario::{self, Difference, Mismatch};
use contract::source::Source;
use presentation::table::Notice;
use presentation::{Rendered, say, words};

use crate::account::Text;
use crate::case;
use crate::screen::Screen;
use changes::Changes;
use office::question::papers::{Paper, read_papers, together};

/// Arguments of `check`.
#[derive(clap::Args)]
pub struct Check {
    /// Documents, or folders that hold some.
    #[arg(default_value = "contracts")]
    paths: Vec<PathBuf>,
    /// Makes every small change, one at a time (figures, conditions, comparisons, rounding, heads, words), and tells those
    /// that no scenario notices.
    #[arg(long)]
    mutate: bool,
    /// Opens a worked case down to its rows: its `id`, the clause it is of, or a line of it.
    #[arg(long, value_name = "CASE")]
    explain: Option<String>,
    /// Prints one JSON object for each document instead.
    #[arg(long)]
    json: bool,
}

/// What was found in one document.
#[derive(serde::Serialize)]
struct Report<'a> {
    path: String,
    contract: Option<&'a str>,
    diagnostics: Diagnostics,
    scenarios: usize,
    /// Whether changes were asked for: they are not tried where something is wrong before.
    #[serde(skip)]
    mutate: bool,
    /// Changes were asked for and not tried, since the document or a case of it fails by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    changes_not_tried: bool,
    mismatches: Vec<Mismatch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes>,
}

/// Runs the command: success when nothing is wrong.
pub fn run(arguments: &Check, screen: &Screen) -> Result<ExitCode> {
    let papers = read_papers(&arguments.paths)?;
    if papers.is_empty() {
        let paths: Vec<String> = arguments.paths.iter().map(|path| path.display().to_string()).collect();
        screen.line(&words::command_check_none(screen.language(), paths.join(", ")));
        return Ok(ExitCode::FAILURE);
    }
    let (mut sound, mut opened) = (true, 0);
    let together = beside_each_other(&papers, &arguments.paths);
    for (paper, together) in papers.iter().zip(together) {
        let report = examine(paper, together, arguments.mutate.then_some(&papers[..]), screen);
        sound &= !report.diagnostics.has_errors() && report.mismatches.is_empty();
        sound &= !arguments.mutate || report.changes.as_ref().is_some_and(Changes::hold);
        if arguments.json {
            screen.json(&serde_json::to_string(&report)?);
        } else {
            show(paper, &report, screen);
            opened += arguments.explain.as_ref().map_or(0, |case| open(paper, case, screen));
        }
    }
    if let Some(case) = arguments.explain.as_ref().filter(|_| opened == 0) {
        screen.line(&words::command_check_no_case(screen.language(), case.as_str()));
        sound = false;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Opens the worked cases of a document that somebody asks for by name, clause or line, and says how many.
fn open(paper: &Paper, asked: &str, screen: &Screen) -> usize {
    let Some(contract) = &paper.checked.contract else { return 0 };
    let line: Option<usize> = asked.parse().ok();
    let is_asked = |one: &&Scenario| {
        let inside = |line: usize| (one.span.start.line..=one.span.end.line).contains(&line);
        one.id.as_deref() == Some(asked) || one.of == asked || line.is_some_and(inside)
    };
    let asked: Vec<&Scenario> = contract.scenarios.iter().filter(is_asked).collect();
    let path = paper.path.display().to_string();
    for one in &asked {
        let place = excerpt(&Source::new(&paper.text), one.span);
        screen.print(&screen.terminal.passage(&path, &place));
        let text = Text { document: &paper.checked.document, contract };
        case::show(text, one, &one.expected.iter().collect::<Vec<_>>(), screen);
    }
    asked.len()
}

/// What is wrong with the documents beside each other. Whoever checks single files may have left the framework out, or packs:
/// that a parent is not among them is then a warning, and which tables nobody files is not said.
fn beside_each_other(papers: &[Paper], paths: &[PathBuf]) -> Vec<Diagnostics> {
    let whole = paths.iter().any(|path| path.is_dir());
    let told = together(papers).into_iter().map(|faults| {
        let mut told = Diagnostics::new();
        let faults = faults.into_iter().filter(|fault| whole || fault.code != "evidence-table-unfiled");
        told.extend(faults.map(|fault| match fault.code {
            "parent-unknown" if !whole => Diagnostic { severity: Severity::Warning, ..fault },
            _ => fault,
        }));
        told
    });
    told.collect()
}

/// With the documents beside it where small changes are to be tried.
fn examine<'p>(paper: &'p Paper, together: Diagnostics, mutate: Option<&[Paper]>, screen: &Screen) -> Report<'p> {
    let contract = paper.checked.contract.as_ref();
    let mismatches: Vec<Mismatch> = contract
        .map(|contract| contract.scenarios.iter().flat_map(|one| scenario::run(contract, one)).collect())
        .unwrap_or_default();
    let papers = mutate.filter(|_| mismatches.is_empty());
    let changes = papers.and_then(|papers| changes::survey(paper, papers, screen));
    let mutate = mutate.is_some();
    let mut diagnostics = paper.checked.diagnostics.clone();
    diagnostics.append(together);
    if let Some(contract) = contract.filter(|contract| mismatches.is_empty() && !contract.scenarios.is_empty()) {
        diagnostics.append(scenario::never_failing(contract));
    }
    let diagnostics = diagnostics.sorted();
    Report {
        path: paper.path.display().to_string(),
        contract: contract.map(|contract| contract.id.as_str()),
        diagnostics,
        mutate,
        changes_not_tried: mutate && changes.is_none(),
        scenarios: contract.map_or(0, |contract| contract.scenarios.len()),
        mismatches,
        changes,
    }
}

fn show(paper: &Paper, report: &Report<'_>, screen: &Screen) {
    let language = screen.language();
    let terminal = &screen.terminal;
    let title = match &paper.checked.contract {
        Some(contract) => contract.titles.get(language.tag()).or_else(|| contract.titles.values().next()).cloned(),
        None => paper.checked.document.title.as_ref().map(|title| title.value.clone()),
    };
    let title = title.unwrap_or_else(|| report.path.clone());
    screen.print(&terminal.heading(&Rendered::quoted(&title)));
    screen.line(&Rendered::quoted(&report.path));
    if paper.checked.contract.as_ref().is_some_and(|one| one.text_status == contract::model::TextStatus::Restated) {
        screen.print(&terminal.notice(Notice::Restated));
    }
    screen.gap();
    let source = Source::new(&paper.text);
    for diagnostic in &report.diagnostics {
        screen.print(&terminal.diagnostic(&report.path, diagnostic, &excerpt(&source, diagnostic.span)));
        screen.gap();
    }
    for (index, mismatch) in report.mismatches.iter().enumerate() {
        let said = say_difference(language, &mismatch.difference);
        screen.line(&said);
        screen.print(&terminal.passage(&report.path, &excerpt(&source, mismatch.span)));
        // Several differences of one line have one explanation, under the last of them.
        let next = report.mismatches.get(index + 1);
        if next.is_none_or(|next| next.span != mismatch.span) {
            trace(paper, mismatch, screen);
        }
        screen.gap();
    }
    screen.line(&summary(report, screen));
    if let Some(changes) = &report.changes {
        changes::show(changes, &report.path, paper, screen);
    } else if report.mutate {
        screen.print(&terminal.paragraph(&words::command_check_not_tried(language), 0));
    }
    screen.gap();
}

/// The whole explanation of what a case expects otherwise.
fn trace(paper: &Paper, mismatch: &Mismatch, screen: &Screen) {
    let Some(contract) = &paper.checked.contract else { return };
    let found = contract.scenarios.iter().find_map(|one| {
        let expected = one.expected.iter().find(|expected| expected.span == mismatch.span)?;
        Some((one, expected))
    });
    if let Some((one, expected)) = found {
        screen.gap();
        case::show(Text { document: &paper.checked.document, contract }, one, &[expected], screen);
    }
}

fn summary(report: &Report<'_>, screen: &Screen) -> Rendered {
    let language = screen.language();
    let count = |severity| report.diagnostics.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors > 0 {
        return words::command_check_faults(language, errors.to_string(), warnings.to_string());
    }
    let cases = summary_of_cases(report, language);
    match warnings {
        0 => cases,
        _ => words::command_check_warned(language, cases, warnings.to_string()),
    }
}

fn summary_of_cases(report: &Report<'_>, language: presentation::Language) -> Rendered {
    if report.scenarios == 0 {
        return words::command_check_without_scenarios(language);
    }
    let mut failed: Vec<_> = report.mismatches.iter().map(|one| one.span).collect();
    failed.dedup();
    if failed.is_empty() {
        return words::command_check_all_passed(language, report.scenarios.to_string());
    }
    let passed = report.scenarios.saturating_sub(failed.len());
    words::command_check_scenarios(language, passed.to_string(), report.scenarios.to_string())
}

fn say_difference(language: presentation::Language, difference: &Difference) -> Rendered {
    let none = || "—".to_owned();
    let (code, values): (&str, Vec<(&str, String)>) = match difference.clone() {
        Difference::NothingNamed { of } => ("nothing-named", vec![("of", of)]),
        Difference::NoKey => ("no-key", Vec::new()),
        Difference::SeveralKeys { count } => ("several-keys", vec![("found", count.to_string())]),
        Difference::Status { expected, got } => ("status", vec![("expected", expected), ("found", got)]),
        Difference::Amount { expected, got } => {
            ("amount", vec![("expected", expected), ("found", got.unwrap_or_else(none))])
        }
        Difference::DecidedBy { expected, got } => {
            ("decided-by", vec![("expected", expected), ("found", got.unwrap_or_else(none))])
        }
        Difference::Head { expected, got } => {
            ("head", vec![("expected", expected), ("found", got.unwrap_or_else(none))])
        }
        Difference::Missing { expected, got } => ("missing", vec![("expected", expected), ("found", got.join(", "))]),
        Difference::Step { id, expected, got } => {
            ("step", vec![("step", id), ("expected", expected), ("found", got.unwrap_or_else(none))])
        }
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(language, &format!("difference-{code}"), &values).what
}
