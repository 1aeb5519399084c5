//! Taking in a table: operators with their affiliations, or what was decided and paid before. One file is one act.
//!
//! What it says is stated, not witnessed. Everything wrong is told by line and column, and where anything is, nothing is
//! recorded. How a table is read stands in `import_table/read.rs`.

pub mod people;
mod read;

use std::collections::BTreeSet;

use register::canonical::Value;
use register::journal::{Read, RecordError, Refused};
use register::tables::BALANCE;

use super::asking::{Acting, Asking};
use super::enrol::{Nameable, body, fit, fresh};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::enrolments::{Balance, Enrolment, Facts, enrolments, free};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError, contents};

/// What was taken in, or what is wrong with the table.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Taken {
    /// Operators, each with the line that names it first.
    pub operators: Vec<(u64, Facts)>,
    /// Balances, each with its line.
    pub balances: Vec<(u64, Balance)>,
    /// What is wrong: then nothing was recorded.
    pub faults: Vec<TableFault>,
    /// The entry that recorded it.
    pub entry: Option<Entered>,
}

/// Something wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableFault {
    /// The line, from 1.
    pub line: u64,
    /// The column, by its heading; empty where it is the whole line.
    pub column: String,
    /// One of [`crate::refusal::codes::CODES`].
    pub code: String,
    /// Its values.
    pub values: Vec<(String, String)>,
}

/// Takes a table in.
///
/// # Errors
/// An actor who may not, a workspace that cannot be read or written. What is wrong with the table is told, and is no error.
pub fn import_table(
    workspace: &Workspace,
    actor: &Actor,
    bytes: &[u8],
    asking: &Asking,
    now: Now,
) -> Result<Taken, Fault> {
    let mut acting = Acting::begin(workspace, actor, Matter::Import, asking, now)?;
    let file = contents::sha256(bytes);
    let this_year = workspace.today(now)?.year();
    let mut faults = Vec::new();
    let text = read::as_text(workspace, bytes, &mut faults);
    if !faults.is_empty() {
        return Ok(Taken { faults, ..Taken::default() });
    }
    let mut taken = read::read(&text, &known_heads(workspace)?, this_year.into());
    let kind = if taken.balances.is_empty() { "import-operators" } else { "import-balances" };
    if taken.faults.is_empty()
        && let Some(entered) = acting.again(kind, |entry| entry.body_text("file") == Some(&file))?
    {
        return Ok(Taken { entry: Some(entered), ..taken });
    }
    let (known, acts) = (Nameable::of(workspace)?, workspace.enrolments(None)?);
    let stated = workspace.balances(None)?;
    taken.faults.extend(unfit(&taken, &known, acts, &stated));
    for (line, facts) in &taken.operators {
        match workspace.free_of_registers(facts) {
            Ok(()) => {}
            Err(Fault::NotRecorded(error)) if matches!(*error, RecordError::Refused { .. }) => {
                let RecordError::Refused { code, values } = *error else { continue };
                let values = values.into_iter().collect();
                taken.faults.push(TableFault { line: *line, column: String::new(), code, values });
            }
            Err(fault) => return Err(fault),
        }
    }
    if !taken.faults.is_empty() {
        taken.faults.sort_by(|one, other| (one.line, &one.column).cmp(&(other.line, &other.column)));
        return Ok(taken);
    }
    if !asking.preview {
        workspace.put_content(bytes)?;
    }
    let rows = match kind {
        "import-operators" => ("operators", Value::List(taken.operators.iter().map(|(_, one)| body(one)).collect())),
        _ => ("balances", Value::List(taken.balances.iter().map(|(_, one)| balance(one)).collect())),
    };
    let entry = acting.record(kind, Value::map([("file", Value::text(&file)), rows]), &|read| holds(read, &taken))?;
    Ok(Taken { entry, ..taken })
}

/// The heads that a contract of the workspace pays.
pub(super) fn known_heads(workspace: &Workspace) -> Result<BTreeSet<String>, WorkspaceError> {
    let texts = workspace.texts(None)?;
    let sounds = texts.sounds.iter().map(|sound| &sound.contract);
    let all = sounds.chain(texts.withheld.iter().filter_map(|one| one.contract()));
    let clauses = all.flat_map(|contract| &contract.clauses);
    Ok(clauses.filter_map(|clause| clause.outcome.head().map(str::to_owned)).collect())
}

/// What cannot be said, line by line: of each operator beside those before it, in the journal and in the table.
fn unfit(taken: &Taken, known: &Nameable, mut acts: Vec<Enrolment>, stated: &[Balance]) -> Vec<TableFault> {
    let mut faults = Vec::new();
    for (line, facts) in &taken.operators {
        let looked = fit(known, facts).and_then(|()| fresh(&acts, &facts.operator)).and_then(|()| free(&acts, facts));
        match looked {
            Err(Refused::Act { code, values }) => {
                let values = values.into_iter().collect();
                faults.push(TableFault { line: *line, column: String::new(), code, values });
            }
            _ => acts.push(Enrolment {
                facts: facts.clone(),
                times: vec![contract::calendar::Interval { first: facts.from, last: None }],
                entries: Vec::new(),
            }),
        }
    }
    for (line, one) in &taken.balances {
        if let Some(before) = stated.iter().find(|before| same(before, one)) {
            let values = [("operator", &one.operator), ("head", &one.head), ("year", &one.year)];
            let mut values: Vec<(String, String)> =
                values.iter().map(|(name, value)| ((*name).to_owned(), (*value).clone())).collect();
            values.push(("entry".to_owned(), before.entry.to_string()));
            faults.push(TableFault { line: *line, column: String::new(), code: "balance-stated".to_owned(), values });
        }
    }
    faults
}

/// Whether two say the same thing: that nothing was says it of every key.
fn same(one: &Balance, other: &Balance) -> bool {
    let is_key = one.key == other.key || one.is_nil() || other.is_nil();
    is_key && (&one.operator, &one.head, &one.year) == (&other.operator, &other.head, &other.year)
}

/// The same where the act is recorded.
fn holds(read: &mut dyn Read, taken: &Taken) -> Result<(), Refused> {
    let all = enrolments(read, None)?;
    for (_, facts) in &taken.operators {
        fresh(&all, &facts.operator)?;
        free(&all, facts)?;
    }
    for (_, one) in &taken.balances {
        let filter = [("operator", one.operator.as_str()), ("head", &one.head), ("year", &one.year)];
        let stated = read.rows(&BALANCE, None, &filter)?;
        if let Some(row) = stated.iter().find(|row| same(&Balance::of(row), one)) {
            let entry = row.entry.to_string();
            let values =
                [("operator", one.operator.as_str()), ("head", &one.head), ("year", &one.year), ("entry", &entry)];
            return Err(refused("balance-stated", &values));
        }
    }
    Ok(())
}

fn balance(one: &Balance) -> Value {
    let mut fields = vec![
        ("operator", &one.operator),
        ("head", &one.head),
        ("year", &one.year),
        ("decided", &one.decided),
        ("paid", &one.paid),
        ("source", &one.source),
    ];
    fields.extend(Some(("key", &one.key)).filter(|(_, key)| !key.is_empty()));
    Value::texts(fields)
}
