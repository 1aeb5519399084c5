//! Explanations of single amounts, of determinations drawn evenly from every clause and many operators.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use assessment::determinations::OperatorAssessment;
use assessment::program::Program;
use contract::calendar::Date;
use contract::determination::{Key, Status};
use contract::identity::OperatorId;
use contract::model::Clause;
use office::explain::{Subject, clause_of, explain, stand};
use office::texts::Sound;
use office::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::contestant::{Told, micros, sound};
use crate::{Failure, process};

/// Explains determinations drawn evenly from those of every clause, each as a page does that was just asked for.
pub(crate) fn explanations(workspace: &Workspace, sound: &Sound, day: Date, of_each: usize) -> Result<Told, Failure> {
    let operators = workspace.store.operators(day)?;
    let clauses: BTreeSet<&str> = clauses(sound).collect();
    let mut told = Told::default();
    for (number, name) in clauses.iter().enumerate() {
        for nth in 0..of_each {
            let place = (nth * 37 + number * 11) % operators.len();
            let operator = &operators[place];
            let subject = subject(operator, name, day);
            let Some(clause) = clause_of(sound, name, None) else { continue };
            let begin = Instant::now();
            let (program, assessment) = stand(workspace, sound, &subject)?;
            let before = begin.elapsed();
            let Some(key) = drawn(&program, &assessment, clause, nth) else { continue };
            let begin = Instant::now();
            let explained = explain(workspace, sound, clause, &assessment, &key, day.into())?;
            told.acts.push(micros(before + begin.elapsed()));
            if explained.is_none() {
                return Err(format!("no explanation of {name} for {operator}").into());
            }
        }
    }
    told.acts.sort_unstable();
    told.microseconds = told.acts.iter().sum();
    told.peak_kib = process::peak_kib();
    Ok(told)
}

/// One determination, in the words in which a command asks for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drawn {
    /// The clause.
    pub clause: String,
    /// The operator.
    pub operator: String,
    /// The person.
    pub person: String,
    /// The year.
    pub year: Option<i32>,
    /// The anniversary year.
    pub anniversary: Option<u32>,
}

/// Determinations of every clause by turns, of one operator after the other.
///
/// # Errors
/// A workspace that cannot be read or assessed.
pub fn keys(root: &Path, day: Date, number: usize) -> Result<Vec<Drawn>, Failure> {
    let workspace = Workspace::open(root)?;
    let sound = sound(&workspace)?;
    let operators = workspace.store.operators(day)?;
    let clauses: BTreeSet<&str> = clauses(&sound).collect();
    let clauses: Vec<&str> = clauses.into_iter().collect();
    let mut all = Vec::new();
    for nth in 0.. {
        let (operator, name) = (&operators[nth * 29 % operators.len()], clauses[nth % clauses.len()]);
        let Some(clause) = clause_of(&sound, name, None) else { continue };
        let subject = subject(operator, name, day);
        let (program, assessment) = stand(&workspace, &sound, &subject)?;
        if let Some(Key { person, year, anniversary, .. }) = drawn(&program, &assessment, clause, nth) {
            let (clause, operator) = (name.to_owned(), operator.to_string());
            all.push(Drawn { clause, operator, person: person.to_string(), year, anniversary });
        }
        if all.len() == number || nth > 20 * number {
            break;
        }
    }
    Ok(all)
}

fn clauses(sound: &Sound) -> impl Iterator<Item = &str> {
    sound.contract.clauses.iter().chain(&sound.contract.controls).map(|clause| clause.id.as_str())
}

fn subject(operator: &OperatorId, clause: &str, day: Date) -> Subject {
    Subject {
        operator: operator.clone(),
        clause: clause.to_owned(),
        reading: None,
        person: String::new(),
        year: None,
        start: None,
        first_month: None,
        anniversary: None,
        as_known_on: day.into(),
    }
}

/// The key of one determination of a clause: among those that are due, where there are any.
fn drawn(program: &Program, assessment: &OperatorAssessment, clause: &Clause, nth: usize) -> Option<Key> {
    let persons = assessment.persons.len();
    // A few neighbours suffice to meet one whom the clause concerns.
    let from = if persons == 0 { 0 } else { nth * 7_919 % persons };
    let some: BTreeSet<_> = assessment.persons.iter().skip(from).take(200).copied().collect();
    let of = (clause.id.as_str(), clause.reading.as_deref());
    let mut rows = assessment.rows_of(program, of, |person| some.contains(&person));
    rows.sort_by_key(|row| row.status != Status::Due);
    rows.first().map(|row| row.key)
}
