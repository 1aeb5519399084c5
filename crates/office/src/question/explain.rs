//! Why: an amount, a refusal, a total or a commitment, opened.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use contract::calendar::{Date, Month};
use contract::determination::{Determination, NeverFiled, Status};
use contract::identity::OperatorId;
use contract::model::{Clause, Commitment};
use contract::trace::Explanation;
use contract::verdict::{Figure, Judged, judge};

use super::Progress;
use super::amount::explained;
use super::assess::{self, Assessment};
use crate::actor::{Actor, Matter};
use crate::explain::{Subject, clause_of, command, never_filed, select, stand};
use crate::fault::Fault;
use crate::known::Known;
use crate::moment::Moment;
use crate::reference::Numbers;
use crate::texts::{Sound, Withheld};

/// What is asked: a clause, control or commitment, and as much of a key as the reader knows.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The clause, control or commitment.
    pub what: String,
    /// Only the contract of that identifier; the latest that has it when nothing is said.
    pub contract: Option<String>,
    /// The operator; the total of all when nothing is said.
    pub operator: Option<OperatorId>,
    /// The reading; the one in use when nothing is said.
    pub reading: Option<String>,
    /// The beginning of the number by which the actor is told of a person.
    pub person: String,
    /// The year of a person-year.
    pub year: Option<i32>,
    /// The day on which a job began.
    pub start: Option<Date>,
    /// The first month in which evidence shows a job.
    pub first_month: Option<Month>,
    /// The anniversary year.
    pub anniversary: Option<u32>,
}

/// What is answered.
pub enum Explained {
    /// A commitment.
    Commitment(Box<Promise>),
    /// Only documents that are not assessed have it.
    Withheld {
        /// All documents that are not assessed.
        documents: Arc<Vec<Withheld>>,
        /// Which of them have it.
        naming: Vec<usize>,
    },
    /// The total over all operators, and operator by operator.
    Total(Box<Assessment>),
    /// What a clause says of an operator.
    Operator(Box<OfOperator>),
}

/// A commitment with its verdict.
pub struct Promise {
    /// The document.
    pub sound: Arc<Sound>,
    /// The commitment.
    pub commitment: Commitment,
    /// The verdict.
    pub judged: Judged,
    /// The published figures.
    pub figures: Vec<Figure>,
}

/// What a clause says of an operator.
pub struct OfOperator {
    /// The document.
    pub sound: Arc<Sound>,
    /// The clause or control, in the reading asked for.
    pub clause: Clause,
    /// What never came, where nothing was filed from which keys could come.
    pub never_filed: Option<NeverFiled>,
    /// What it says of the keys that were asked for.
    pub found: Found,
}

/// What a clause says of keys.
pub enum Found {
    /// Of no such key.
    Nothing,
    /// Of one, explained on both roads.
    One(Box<Explanation>),
    /// Of several.
    Several(Keys),
}

/// Keys that a question left open.
pub struct Keys {
    /// All of them, in canonical order.
    pub all: Vec<Determination>,
    /// Those that a reader can act on first; what the rule does not speak of only where there is nothing else.
    pub ordered: Vec<Determination>,
    /// How many there are of each status.
    pub counts: BTreeMap<Status, u64>,
    /// The commands that open the first two: they show by what such keys differ.
    pub commands: Vec<String>,
}

/// Opens what is asked for.
///
/// # Errors
/// An actor who is not told, nothing of that name, evidence that cannot be read, roads that differ.
pub fn explain(known: &Known, actor: &Actor, asked: &Asked, progress: &Progress<'_>) -> Result<Explained, Fault> {
    let texts = known.texts()?;
    let is_asked = |id: &str| asked.contract.as_ref().is_none_or(|wanted| wanted == id);
    let mut sounds: Vec<&Arc<Sound>> = texts.sounds.iter().filter(|sound| is_asked(&sound.contract.id)).collect();
    // The latest contract first: the offer in force is what people ask about.
    sounds.sort_by_key(|sound| Reverse(sound.contract.in_effect.first));
    if let Some(promise) = promise(known, actor, &sounds, &asked.what)? {
        return Ok(Explained::Commitment(Box::new(promise)));
    }
    actor.scope(Matter::Explain)?;
    let of = |sound: &&&Arc<Sound>| clause_of(sound, &asked.what, asked.reading.as_deref()).is_some();
    let Some(sound) = sounds.iter().find(of) else {
        let names = |one: &Withheld| {
            one.names(&asked.what) && asked.contract.as_ref().is_none_or(|contract| one.is_called(contract))
        };
        let all = texts.withheld.iter().enumerate();
        let naming: Vec<usize> = all.filter(|(_, one)| names(one)).map(|(index, _)| index).collect();
        if naming.is_empty() {
            return Err(Fault::NoClause(asked.what.clone()));
        }
        return Ok(Explained::Withheld { documents: Arc::clone(&texts.withheld), naming });
    };
    match &asked.operator {
        None => {
            let contract = Some(sound.contract.id.clone());
            let clause = Some(asked.what.clone());
            let total = assess::Asked { contract, clause, all_readings: true, ..assess::Asked::default() };
            Ok(Explained::Total(Box::new(assess::assess(known, actor, &total, progress)?)))
        }
        Some(operator) => {
            actor.may_ask_of(Matter::Explain, operator)?;
            Ok(Explained::Operator(Box::new(of_operator(known, actor, sound, operator, asked)?)))
        }
    }
}

fn promise(known: &Known, actor: &Actor, sounds: &[&Arc<Sound>], what: &str) -> Result<Option<Promise>, Fault> {
    let named = |sound: &&Arc<Sound>| {
        let commitment = sound.contract.commitments.iter().find(|one| one.id == what)?;
        Some((Arc::clone(sound), commitment.clone()))
    };
    let Some((sound, commitment)) = sounds.iter().find_map(named) else { return Ok(None) };
    actor.scope(Matter::Commitments)?;
    let figures = known.workspace.figures(Some(known.entry()?), known.day())?;
    let judged = judge(&sound.contract, &commitment, &figures, known.day());
    Ok(Some(Promise { sound, commitment, judged, figures }))
}

fn of_operator(
    known: &Known,
    actor: &Actor,
    sound: &Arc<Sound>,
    operator: &OperatorId,
    asked: &Asked,
) -> Result<OfOperator, Fault> {
    let (workspace, moment) = (&known.workspace, known.moment());
    let none = || Fault::NoClause(asked.what.clone());
    let clause = clause_of(sound, &asked.what, asked.reading.as_deref()).ok_or_else(none)?;
    let subject = Subject {
        operator: operator.clone(),
        clause: asked.what.clone(),
        reading: asked.reading.clone(),
        person: asked.person.to_lowercase(),
        year: asked.year,
        start: asked.start,
        first_month: asked.first_month,
        anniversary: asked.anniversary,
        as_known_on: moment,
    };
    let (program, assessment) = stand(workspace, sound, &subject)?;
    let numbers = Numbers::of(workspace, actor, Matter::Explain, operator)?;
    let called = |person| numbers.begins(person, &subject.person);
    let selected = select(&program, &assessment, clause, &subject, called);
    let never_filed = match subject.person.is_empty() {
        true => never_filed(workspace, sound, clause, (&program, &assessment), moment)?,
        false => None,
    };
    let found = match selected.as_slice() {
        [] => Found::Nothing,
        [one] => {
            let told = explained(known, sound, clause, &assessment, one)?;
            Found::One(Box::new(numbers.explanation(told)))
        }
        _ => Found::Several(keys(&sound.contract.id, numbers.determinations(selected)?, moment)),
    };
    Ok(OfOperator { sound: Arc::clone(sound), clause: clause.clone(), never_filed, found })
}

fn keys(contract: &str, all: Vec<Determination>, moment: Moment) -> Keys {
    let mut counts: BTreeMap<Status, u64> = BTreeMap::new();
    all.iter().for_each(|one| *counts.entry(one.status).or_insert(0) += 1);
    let mut ordered = all.clone();
    ordered.sort_by_key(|one| (rank(one.status), Reverse(one.amount)));
    if ordered.iter().any(|one| one.status != Status::NotApplicable) {
        ordered.retain(|one| one.status != Status::NotApplicable);
    }
    let commands = ordered.iter().take(2).map(|one| command(contract, one, &all, moment)).collect();
    Keys { all, ordered, counts, commands }
}

/// What a reader can act on comes first.
fn rank(status: Status) -> u8 {
    match status {
        Status::Due => 0,
        Status::NotEvaluated => 1,
        Status::Pending => 2,
        Status::ZeroByRule => 3,
        Status::NotApplicable => 4,
    }
}
