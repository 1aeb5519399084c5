//! The explanation of one figure: the interpreter's trace over the rows that the store returns for its key.

use assessment::assess::Readings;
use assessment::compile::compile;
use assessment::determinations::OperatorAssessment;
use contract::calendar::Date;
use contract::determination::{Determination, Key};
use contract::identity::{OperatorId, Pseudonym};
use contract::model::Clause;
use contract::trace::{self, Explanation};

use crate::assess::AssessmentError;
use crate::workspace::{Sound, Workspace, WorkspaceError};

/// What is to be explained: determinations of one operator, as far as the parts given select them.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The operator.
    pub operator: OperatorId,
    /// The clause or control.
    pub clause: String,
    /// The reading; the one in use when nothing is said.
    pub reading: Option<String>,
    /// The beginning of a pseudonym, hexadecimal; every person when empty.
    pub person: String,
    /// The year of a person-year.
    pub year: Option<i32>,
    /// The anniversary year.
    pub anniversary: Option<u32>,
    /// As known on.
    pub as_known_on: Date,
}

/// The clause that a subject names, in the reading asked for, else in the one in use.
#[must_use]
pub fn clause_of<'c>(sound: &'c Sound, clause: &str, reading: Option<&str>) -> Option<&'c Clause> {
    let contract = &sound.contract;
    let wanted = reading.or_else(|| contract.readings.get(clause).map(String::as_str));
    let named = contract.clauses.iter().chain(&contract.controls).filter(|known| known.id == clause);
    named.into_iter().find(|known| wanted.is_none() || known.reading.as_deref() == wanted)
}

/// The determinations that a subject selects, in canonical order.
///
/// # Errors
/// A contract or evidence that cannot be computed.
pub fn find(workspace: &Workspace, sound: &Sound, subject: &Subject) -> Result<Vec<Determination>, AssessmentError> {
    let contract = &sound.contract;
    let named = || contract.id.clone();
    let program = compile(contract).map_err(|source| AssessmentError::Compile { contract: named(), source })?;
    let needed = program.tables_needed();
    let tables: Vec<&str> = needed.keys().map(String::as_str).collect();
    let loaded = workspace.store.load(&subject.operator, &tables, subject.as_known_on).map_err(WorkspaceError::from)?;
    let readings = if subject.reading.is_some() { Readings::All } else { Readings::InUse };
    let assessed: OperatorAssessment =
        assessment::assess::assess_operator(&program, &loaded, subject.as_known_on, readings)
            .map_err(|source| AssessmentError::Assess { contract: named(), source })?;
    let wanted = |one: &Determination| {
        one.clause == subject.clause
            && subject.reading.as_ref().is_none_or(|reading| one.reading.as_ref() == Some(reading))
            && one.key.person.to_string().starts_with(&subject.person)
            && subject.year.is_none_or(|year| one.key.year == Some(year))
            && subject.anniversary.is_none_or(|number| one.key.anniversary == Some(number))
    };
    Ok(assessed.rows(&program).filter(wanted).collect())
}

/// Explains one determination: both roads are taken, and must agree.
///
/// # Errors
/// Evidence that cannot be loaded. Nothing comes back when the clause says nothing of the key.
pub fn explain(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    operator: &OperatorId,
    key: &Key,
    as_known_on: Date,
) -> Result<Option<Explanation>, WorkspaceError> {
    let tables: Vec<&str> = sound.contract.tables.iter().map(|table| table.id.as_str()).collect();
    let loaded = workspace.store.load(operator, &tables, as_known_on)?;
    let alone = alone(sound, clause).then_some(key.person);
    let facts = loaded.to_facts(alone);
    Ok(trace::explain(&sound.contract, clause, &facts, as_known_on, key))
}

/// Whether a key of the clause depends on the rows of its own person alone: it reads no series and no rank.
fn alone(sound: &Sound, clause: &Clause) -> bool {
    !contract::interpret::reads_others(&sound.contract, clause)
}

/// A pseudonym as people see it: enough to tell persons apart in a workspace, too little to look up.
#[must_use]
pub fn short(person: Pseudonym) -> String {
    person.to_string().chars().take(8).collect()
}
