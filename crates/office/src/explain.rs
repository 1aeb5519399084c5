//! The explanation of one figure: the interpreter's trace over the rows that the store returns for its key.
//!
//! Head counts and ranks, for which everybody counts, are taken from the assessment of the operator, which was kept or is
//! computed. The trace tells them month by month, as it does over all rows.

use std::collections::BTreeSet;

use assessment::compile::compile;
use assessment::determinations::OperatorAssessment;
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Key, NeverFiled};
use contract::identity::{OperatorId, Pseudonym};
use contract::interpret::{self, Lacking};
use contract::model::Clause;
use contract::trace::{self, Explanation};

use crate::answer::amount::SHORT;
use crate::assess::{AssessmentError, Program, Question};
use crate::at_hand::AtHand;
use crate::damaged;
use crate::moment::Moment;
use crate::sector::Sector;
use crate::texts::Sound;
use crate::workspace::{Workspace, WorkspaceError};

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
    /// The day on which a job began.
    pub start: Option<Date>,
    /// The first month in which evidence shows a job.
    pub first_month: Option<Month>,
    /// The anniversary year.
    pub anniversary: Option<u32>,
    /// As known on.
    pub as_known_on: Moment,
}

/// The clause that a subject names, in the reading asked for, else in the one in use.
#[must_use]
pub fn clause_of<'c>(sound: &'c Sound, clause: &str, reading: Option<&str>) -> Option<&'c Clause> {
    let contract = &sound.contract;
    let wanted = reading.or_else(|| contract.readings.get(clause).map(String::as_str));
    let named = contract.clauses.iter().chain(&contract.controls).filter(|known| known.id == clause);
    named.into_iter().find(|known| wanted.is_none() || known.reading.as_deref() == wanted)
}

/// What the subject's operator comes to under the subject's clause, in all readings asked for: what is kept of it, else what is
/// computed, and kept. The program beside it tells determinations as rows.
///
/// # Errors
/// A contract or evidence that cannot be computed.
pub fn stand(
    workspace: &Workspace,
    sound: &Sound,
    subject: &Subject,
) -> Result<(Program, OperatorAssessment), AssessmentError> {
    let contract = &sound.contract;
    let named = || contract.id.clone();
    let program = compile(contract).map_err(|source| AssessmentError::Compile { contract: named(), source })?;
    let (operator, as_known_on) = (&subject.operator, subject.as_known_on);
    let fingerprint = workspace.store.fingerprint(operator, as_known_on).map_err(WorkspaceError::from)?;
    let of = |all_readings: bool| Question { as_known_on, operators: Vec::new(), all_readings, fresh: false };
    let (all, at_hand) = (subject.reading.is_some(), AtHand::default());
    // What every reading comes to answers for those in use, too.
    for all_readings in [all, true] {
        let sector = Sector {
            workspace,
            sound,
            program: &program,
            question: &of(all_readings),
            at_hand: &at_hand,
            wanted: None,
        };
        if let Some(kept) = sector.kept_of(operator, &fingerprint, |clause| of_clause(&program, subject, clause)) {
            return Ok((program, kept));
        }
    }
    let sector = Sector { workspace, sound, program: &program, question: &of(all), at_hand: &at_hand, wanted: None };
    let computed = sector.compute_and_keep(operator, &fingerprint);
    let mut computed = computed.map_err(|source| AssessmentError::Assess { contract: named(), source })?;
    computed.clauses.retain(|of| of_clause(&program, subject, of.clause));
    Ok((program, computed))
}

fn of_clause(program: &Program, subject: &Subject, clause: usize) -> bool {
    program.clauses.get(clause).is_some_and(|clause| clause.id == subject.clause)
}

/// The determinations that a subject selects, in canonical order.
#[must_use]
pub fn find(
    program: &Program,
    assessment: &OperatorAssessment,
    clause: &Clause,
    subject: &Subject,
) -> Vec<Determination> {
    select(program, assessment, clause, subject, |person| person.to_string().starts_with(&subject.person))
}

/// The same, of the persons that are wanted; what the subject says of a person is not looked at.
#[must_use]
pub fn select(
    program: &Program,
    assessment: &OperatorAssessment,
    clause: &Clause,
    subject: &Subject,
    of_person: impl Fn(Pseudonym) -> bool,
) -> Vec<Determination> {
    let rows = assessment.rows_of(program, (&clause.id, clause.reading.as_deref()), of_person);
    let wanted = |one: &Determination| {
        subject.year.is_none_or(|year| one.key.year == Some(year))
            && subject.start.is_none_or(|day| one.key.start == Some(day))
            && subject.first_month.is_none_or(|month| one.key.first_month == Some(month))
            && subject.anniversary.is_none_or(|number| one.key.anniversary == Some(number))
    };
    rows.into_iter().filter(wanted).collect()
}

/// Explains one determination of an operator: the interpreter over the rows of its person. Where a clause reads head counts
/// or ranks, the assessment gives them.
///
/// # Errors
/// Evidence that cannot be loaded. Nothing comes back when the clause says nothing of the key.
pub fn explain(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    assessment: &OperatorAssessment,
    key: &Key,
    as_known_on: Moment,
) -> Result<Option<Explanation>, WorkspaceError> {
    let contract = &sound.contract;
    let tables: Vec<&str> = contract.tables.iter().map(|table| table.id.as_str()).collect();
    let operator = &assessment.operator;
    let facts = workspace.store.load_person(operator, key.person, &tables, as_known_on)?.to_facts(None);
    let givens = assessment.givens(key.person);
    match trace::explain_given(contract, clause, &facts, as_known_on.day, key, &givens) {
        Ok(told) => with_damage(workspace, operator, told),
        Err(Lacking) => explain_from_all_rows(workspace, sound, clause, operator, key, as_known_on),
    }
}

/// Explains one determination from the rows of everybody, taking nothing from any assessment: slow, and the measure of
/// [`explain`].
///
/// # Errors
/// Evidence that cannot be loaded.
pub fn explain_from_all_rows(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    operator: &OperatorId,
    key: &Key,
    as_known_on: Moment,
) -> Result<Option<Explanation>, WorkspaceError> {
    let tables: Vec<&str> = sound.contract.tables.iter().map(|table| table.id.as_str()).collect();
    let facts = workspace.store.load(operator, &tables, as_known_on)?.to_facts(None);
    with_damage(workspace, operator, trace::explain(&sound.contract, clause, &facts, as_known_on.day, key))
}

/// What is not known because a file is damaged is told as such.
fn with_damage(
    workspace: &Workspace,
    operator: &OperatorId,
    told: Option<Explanation>,
) -> Result<Option<Explanation>, WorkspaceError> {
    match told {
        Some(told) if workspace.store.lacks(operator) => damaged::explained(workspace, told).map(Some),
        told => Ok(told),
    }
}

/// The command that opens one determination of several of an operator: what it names is true of that one alone.
#[must_use]
pub fn command(contract: &str, one: &Determination, several: &[Determination], as_known_on: Moment) -> String {
    let mut command = format!("mithaq explain {} --contract {contract} --operator {}", one.clause, one.operator);
    if let Some(reading) = &one.reading {
        command.push_str(&format!(" --reading {reading}"));
    }
    let key = &one.key;
    let whole = key.person.to_string();
    let others: Vec<String> = several
        .iter()
        .filter(|other| other.key.person != key.person)
        .map(|other| other.key.person.to_string())
        .collect();
    // A reference is said whole: it is short.
    let shortest = if key.person.is_reference() { whole.len() } else { SHORT };
    let digits =
        (shortest..whole.len()).find(|digits| !others.iter().any(|other| other.starts_with(&whole[..*digits])));
    command.push_str(&format!(" --person {}", &whole[..digits.unwrap_or(whole.len())]));
    if let Some(year) = key.year {
        command.push_str(&format!(" --year {year}"));
    }
    let twin = |other: &&Determination| other.key.person == key.person && other.key.start == key.start;
    let first_months = several.iter().filter(twin).filter(|other| other.key.first_month != key.first_month);
    match (key.start, key.first_month) {
        (Some(start), _) if first_months.count() == 0 => command.push_str(&format!(" --start {start}")),
        (_, Some(month)) => command.push_str(&format!(" --first-month {month}")),
        (_, None) => {}
    }
    if let Some(number) = key.anniversary {
        command.push_str(&format!(" --anniversary {number}"));
    }
    command + " " + &as_known_on.options()
}

/// What never came, where the clause says nothing of any person of the operator for want of any file: on both roads.
///
/// # Errors
/// Evidence that cannot be read, or roads that differ.
pub fn never_filed(
    workspace: &Workspace,
    sound: &Sound,
    clause: &Clause,
    (program, assessment): (&Program, &OperatorAssessment),
    as_known_on: Moment,
) -> Result<Option<NeverFiled>, AssessmentError> {
    let is_asked = |never: &NeverFiled| never.clause == clause.id && never.reading == clause.reading;
    let computed = assessment.never_filed(program).find(is_asked);
    let needed = program.tables_needed().into_keys().map(|table| (table, BTreeSet::new())).collect();
    let evidence = workspace.store.load_columns(&assessment.operator, &needed, as_known_on);
    let facts = evidence.map_err(WorkspaceError::from)?.to_facts(None);
    let interpreted = interpret::never_filed(&sound.contract, clause, &facts, as_known_on.day);
    if computed != interpreted {
        return Err(AssessmentError::RoadsDiffer { clause: clause.id.clone(), operator: assessment.operator.clone() });
    }
    Ok(computed)
}
