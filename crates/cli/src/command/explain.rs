//! `mithaq explain`: an amount, a refusal, a total or a commitment, opened down to article, parameter and rows.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Key, NeverFiled, Status};
use contract::model::Clause;
use contract::trace::Explanation;
use office::answer::amount::short;
use office::answer::{Sound, Withheld};
use office::known::Known;
use office::question::explain::{Asked, Explained, Found, Keys, OfOperator, Promise, explain};
use presentation::table::{Cell, Column, Notice, Table};
use presentation::words::marks::{List, mark, word};
use presentation::{Quantity, Rendered, words};

use crate::account::{Account, Text};
use crate::acting::actor;
use crate::command::assess::{operator, total};
use crate::moments::Moments;
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
    /// The person: the first characters of the number by which lists call it.
    #[arg(long, value_name = "NUMBER", default_value = "")]
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
    #[command(flatten)]
    moments: Moments,
    /// Prints JSON instead.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Explain, root: &Path, screen: &Screen) -> Result<ExitCode> {
    let known = arguments.moments.known(root, screen)?;
    let asked = Asked {
        what: arguments.what.clone(),
        contract: arguments.contract.clone(),
        operator: arguments.operator.as_deref().map(operator).transpose()?,
        reading: arguments.reading.clone(),
        person: arguments.person.clone(),
        year: arguments.year,
        start: arguments.start,
        first_month: arguments.first_month,
        anniversary: arguments.anniversary,
    };
    let shown = Shown { known: &known, arguments, root, screen };
    match screen.asking(|progress| explain(&known, actor(), &asked, progress))? {
        Explained::Commitment(promise) => shown.commitment(&promise),
        Explained::Total(answer) => {
            total(&answer, screen);
            Ok(ExitCode::SUCCESS)
        }
        Explained::Operator(of) => shown.operator(&of),
        Explained::Withheld { documents, naming } => {
            let named: Vec<&Withheld> = naming.iter().filter_map(|index| documents.get(*index)).collect();
            screen.line(&words::command_explain_withheld(screen.language(), arguments.what.as_str()));
            withheld::show(&named, screen);
            Ok(ExitCode::FAILURE)
        }
    }
}

/// An answer on its way to the screen.
struct Shown<'a> {
    known: &'a Known,
    arguments: &'a Explain,
    root: &'a Path,
    screen: &'a Screen,
}

impl Shown<'_> {
    fn operator(&self, of: &OfOperator) -> Result<ExitCode> {
        let json = self.arguments.json;
        if let Some(never) = &of.never_filed {
            show_never_filed(never, &of.sound, &of.clause, json, self.screen)?;
        }
        match &of.found {
            Found::Nothing if of.never_filed.is_some() => {}
            Found::Nothing => {
                bail!(
                    "the clause says nothing of such a key; leave out --person, --year, --start, --first-month or \
                     --anniversary to see its keys"
                )
            }
            Found::One(explained) => self.one(of, explained)?,
            Found::Several(keys) if json => {
                self.screen.json(&serde_json::to_string_pretty(&keys.all)?);
            }
            Found::Several(keys) => self.list(of, keys),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn one(&self, of: &OfOperator, explained: &Explanation) -> Result<()> {
        let screen = self.screen;
        if self.arguments.json {
            screen.json(&serde_json::to_string_pretty(explained)?);
            return Ok(());
        }
        screen.print(&screen.terminal.heading(&report::title(&of.sound.contract, screen.language())));
        let estimate = (!explained.estimate_because.is_empty()).then_some(Notice::Estimate);
        for notice in self.notices(&of.sound).into_iter().chain(estimate) {
            screen.print(&screen.terminal.notice(notice));
        }
        screen.gap();
        Account::new(Text::of(&of.sound), &of.clause, (explained, self.known.day()), screen).print();
        Ok(())
    }

    fn notices(&self, sound: &Sound) -> Vec<Notice> {
        let mut notices = report::text_notices(&sound.contract);
        notices.extend(self.known.is_fictitious().then_some(Notice::Fictitious));
        notices
    }

    /// The keys that a question left open, amounts first; with a count by status, so that nothing is hidden.
    fn list(&self, of: &OfOperator, keys: &Keys) {
        let (screen, clause) = (self.screen, &of.clause);
        let language = screen.language();
        let names = presentation::names::Names::of(&of.sound.contract, language);
        let row = |one: &Determination| {
            let key = &one.key;
            vec![
                Cell::Text(Rendered::quoted(&short(key.person))),
                period(key).map_or(Cell::Missing, Cell::Quantity),
                key.anniversary.map_or(Cell::Missing, |number| Cell::Quantity(Quantity::Count(i64::from(number)))),
                Cell::Mark(mark(language, status_list(clause), &status_code(clause, one.status))),
                one.amount.map_or(Cell::Missing, |amount| Cell::Quantity(Quantity::Amount(amount))),
                one.decided_by.as_deref().map_or(Cell::Missing, |id| Cell::Text(decider(clause, id, &names, language))),
            ]
        };
        let operator = self.arguments.operator.clone().unwrap_or_default();
        let table = Table {
            title: words::command_explain_list_title(language, names.name(&clause.id), operator),
            notices: self.notices(&of.sound),
            columns: vec![
                Column::words("person", words::heading_person(language)),
                Column::words("period", words::heading_period(language)),
                Column::figures("anniversary", words::heading_anniversary(language)),
                Column::words("status", words::heading_status(language)),
                Column::figures("amount", presentation::quantity::amount_heading(language, of.sound.contract.currency)),
                Column::words("decided_by", words::heading_decided_by(language)),
            ],
            rows: keys.ordered.iter().take(SHOWN_MAX).map(row).collect(),
        };
        screen.print(&screen.terminal.table(&table));
        screen.gap();
        let count = |number: u64| Quantity::Count(i64::try_from(number).unwrap_or(i64::MAX));
        let told = keys.counts.iter().map(|(status, number)| {
            let number = presentation::quantity(language, &count(*number));
            let status = word(language, status_list(clause), &status_code(clause, *status));
            format!("{} {}", number.text(), status.text())
        });
        let told: Vec<String> = told.collect();
        screen.line(&words::command_explain_list_counts(language, Rendered::plain(&told.join(", "))));
        let hidden = keys.ordered.len().saturating_sub(SHOWN_MAX);
        if hidden > 0 {
            let hidden = count(u64::try_from(hidden).unwrap_or(u64::MAX));
            screen.print(&screen.terminal.paragraph(&words::command_explain_list_more(language, hidden), 0));
        }
        screen.line(&words::command_explain_list_narrow(language));
        for command in &keys.commands {
            screen.command(command, self.root);
        }
    }

    fn commitment(&self, promise: &Promise) -> Result<ExitCode> {
        let (screen, sound) = (self.screen, &promise.sound);
        if self.arguments.json {
            screen.json(&serde_json::to_string_pretty(&promise.judged)?);
            return Ok(ExitCode::SUCCESS);
        }
        screen.print(&screen.terminal.heading(&report::title(&sound.contract, screen.language())));
        for notice in report::text_notices(&sound.contract) {
            screen.print(&screen.terminal.notice(notice));
        }
        screen.gap();
        crate::promise::show(Text::of(sound), &promise.commitment, &promise.judged, &promise.figures, screen);
        Ok(ExitCode::SUCCESS)
    }
}

/// A clause that speaks of nobody, for want of any file.
fn show_never_filed(never: &NeverFiled, sound: &Sound, clause: &Clause, json: bool, screen: &Screen) -> Result<()> {
    if json {
        screen.json(&serde_json::to_string_pretty(never)?);
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

/// How many determinations a list shows before it asks to be narrower.
const SHOWN_MAX: usize = 40;

/// The year, or when the job began; where no day is known, the month in which it is first seen.
fn period(key: &Key) -> Option<Quantity> {
    let began = key.start.map(Quantity::ShortDate).or(key.first_month.map(Quantity::Month));
    key.year.map(Quantity::Year).or(began)
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
