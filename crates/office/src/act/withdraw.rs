//! Taking a file back: from the entry on it does not count, and what it had replaced counts again. Before the entry it
//! counts as before, and nothing of it is deleted. What does not count then is told before.

use contract::calendar::Date;
use contract::identity::OperatorId;
use evidence::intake::{self, Effect, Lying};
use evidence::store::Position;
use register::canonical::Value;
use register::entry::Entry;
use register::journal::RecordError;
use register::tables::WITHDRAWAL;

use super::submit::Foretold;
use super::submit::foretold::foretell_without;
use crate::actor::{Actor, Matter, Refusal};
use crate::answer::evidence::Submission;
use crate::assess::AssessmentError;
use crate::dossier;
use crate::fault::Fault;
use crate::moment::Moment;
use crate::now::Now;
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError};

/// What is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// The operator.
    pub operator: OperatorId,
    /// The submission.
    pub submission: String,
    /// The file: its number in the submission, from 1, or its name.
    pub piece: String,
    /// Why.
    pub reason: String,
    /// The id of the request: the same one again is the same act.
    pub request: String,
    /// The day that the person named, where the clock is far ahead of the last entry.
    pub day_named: Option<Date>,
}

/// What was, or would be, taken back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Withdrawn {
    /// The file's name.
    pub file: String,
    /// Its number in the submission, from 1.
    pub piece: usize,
    /// The entry; nothing where it was only asked what it would do.
    pub entry: Option<u64>,
    /// Its day.
    pub day: Option<Date>,
    /// Whether the same request was recorded before.
    pub again: bool,
    /// What no longer counts, and what counts again, place by place; nothing where the file did not count.
    pub effects: Vec<Effect>,
    /// What that changes in money and statuses, by operator and head; of a request that was recorded before nothing is said again.
    pub foretold: Option<Foretold>,
}

/// Why a file cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There is no such file.
    #[error("operator {operator} has no submission {submission} with a file {piece}")]
    None {
        /// The operator.
        operator: OperatorId,
        /// The submission.
        submission: String,
        /// The file.
        piece: String,
    },
    /// Several files of the submission have that name.
    #[error("several files of the submission are named {0}")]
    Several(String),
    /// It was refused when it was handed in, or only compared with: it never counted.
    #[error("the file {0} was never taken in")]
    NeverCounted(String),
    /// It was taken back before.
    #[error("the file {0} was withdrawn already")]
    Already(String),
    /// Nobody said why.
    #[error("no reason is given")]
    NoReason,
}

/// What an operator handed in, last first, for whoever looks for a file: files are numbered from 1 in their submission.
///
/// # Errors
/// An actor who may not, a store that cannot be read.
pub fn files(workspace: &Workspace, actor: &Actor, operator: &OperatorId, now: Now) -> Result<Vec<Submission>, Fault> {
    actor.may_ask_of(Matter::Withdraw, operator)?;
    let (at, day) = (Position::END, workspace.today(now)?);
    let all = dossier::submissions(workspace, operator, Moment { day, at })?;
    let is_known = || workspace.store.operators(at).map(|known| known.contains(operator)).map_err(WorkspaceError::from);
    if all.is_empty() && operator.party().is_none() && !is_known()? {
        return Err(AssessmentError::UnknownOperator(operator.clone()).into());
    }
    Ok(all)
}

/// Tells what taking a file back would change. Nothing is recorded.
///
/// # Errors
/// As [`withdraw`].
pub fn preview(workspace: &Workspace, actor: &Actor, what: &Withdraw, now: Now) -> Result<Withdrawn, Fault> {
    actor.may_ask_of(Matter::Withdraw, &what.operator)?;
    let (place, lying) = find(workspace, what)?;
    let at = workspace.next_position(now)?;
    let foretold = Some(foretell(workspace, what, place, at, now)?.told_to(actor, Matter::Withdraw));
    Ok(Withdrawn { foretold, ..told(place, lying, effects(workspace, what, place, at)?) })
}

/// What taking the file back changes in money and statuses.
fn foretell(workspace: &Workspace, what: &Withdraw, place: usize, at: Position, now: Now) -> Result<Foretold, Fault> {
    let without = intake::without(&workspace.store, &what.operator, &what.submission, place, at);
    let without = without.map_err(WorkspaceError::from)?;
    foretell_without(workspace, (&without, at), false, now)
}

/// Takes a file back.
///
/// # Errors
/// An actor who may not, no such file, one that does not count or was taken back before, no reason, a workspace that cannot
/// be written.
pub fn withdraw(workspace: &Workspace, actor: &Actor, what: &Withdraw, now: Now) -> Result<Withdrawn, Fault> {
    actor.may_ask_of(Matter::Withdraw, &what.operator)?;
    // An operator takes back by somebody who was recognised.
    if actor.account().is_none() && *actor != Actor::Office {
        return Err(Refusal::OfficeOnly.into());
    }
    let mut writing = workspace.writing()?;
    if let Some(entry) = writing.known(&what.request)? {
        return again(workspace, what, &entry);
    }
    let (place, lying) = find(workspace, what)?;
    let name = lying.piece.name.clone();
    let at = workspace.next_position(now)?;
    let effects = effects(workspace, what, place, at)?;
    let foretold = Some(foretell(workspace, what, place, at, now)?.told_to(actor, Matter::Withdraw));
    let body = Value::texts([
        ("operator", what.operator.to_string()),
        ("submission", what.submission.clone()),
        ("piece", (place + 1).to_string()),
        ("reason", what.reason.trim().to_owned()),
    ]);
    let intent = Intent { day_named: what.day_named, ..Intent::new("withdraw", what.request.clone(), body) };
    let recorded = writing.record(actor, now, intent).map_err(|fault| match fault {
        Fault::NotRecorded(error) if is_taken(&error) => Unfit::Already(name).into(),
        other => other,
    })?;
    writing.look_again()?;
    // What is derived is written anew; should that fail, it is made again by whoever needs it.
    let _ = intake::settle_withdrawal(&workspace.store, &what.operator);
    Ok(Withdrawn { entry: Some(recorded.number), day: Some(recorded.day), foretold, ..told(place, lying, effects) })
}

fn is_taken(error: &RecordError) -> bool {
    matches!(error, RecordError::Taken { table, .. } if table == WITHDRAWAL.name)
}

/// The answer to the same request once more.
fn again(workspace: &Workspace, what: &Withdraw, entry: &Entry) -> Result<Withdrawn, Fault> {
    let says = |field: &str| entry.body_text(field).unwrap_or_default();
    let place = says("piece").parse::<usize>().ok().and_then(|number| number.checked_sub(1)).unwrap_or(usize::MAX);
    let lying =
        intake::lying(&workspace.store, &what.operator, &what.submission, place).map_err(WorkspaceError::from)?;
    let is_same = entry.kind == "withdraw"
        && says("operator") == what.operator.as_str()
        && says("submission") == what.submission
        && says("reason") == what.reason.trim();
    let named = |lying: &Lying| what.piece == (place + 1).to_string() || what.piece == lying.piece.name;
    let Some(lying) = lying.filter(|lying| is_same && named(lying)) else {
        let (request, number) = (what.request.clone(), entry.number);
        return Err(Fault::NotRecorded(Box::new(RecordError::OtherRequest { request, number })));
    };
    let at = workspace.position(entry)?;
    let effects = effects(workspace, what, place, at)?;
    Ok(Withdrawn { entry: Some(entry.number), day: Some(entry.day), again: true, ..told(place, lying, effects) })
}

fn told(place: usize, lying: Lying, effects: Vec<Effect>) -> Withdrawn {
    Withdrawn {
        file: lying.piece.name,
        piece: place + 1,
        entry: None,
        day: None,
        again: false,
        effects,
        foretold: None,
    }
}

fn effects(workspace: &Workspace, what: &Withdraw, place: usize, at: Position) -> Result<Vec<Effect>, Fault> {
    let told = intake::withdrawal(&workspace.store, &what.operator, &what.submission, place, at);
    Ok(told.map_err(WorkspaceError::from)?)
}

/// The file that is named, with its place; it counts, or would if no other did.
fn find(workspace: &Workspace, what: &Withdraw) -> Result<(usize, Lying), Fault> {
    if what.reason.trim().is_empty() {
        return Err(Unfit::NoReason.into());
    }
    let (place, lying) = named(workspace, &what.operator, &what.submission, &what.piece)?;
    match lying {
        Lying { withdrawn: true, .. } => Err(Unfit::Already(lying.piece.name).into()),
        Lying { ref piece, .. } if !piece.is_accepted() => Err(Unfit::NeverCounted(lying.piece.name).into()),
        _ => Ok((place, lying)),
    }
}

/// The file of a submission that is named by its number, from 1, or its name, with its place.
pub(super) fn named(
    workspace: &Workspace,
    operator: &OperatorId,
    submission: &str,
    piece: &str,
) -> Result<(usize, Lying), Fault> {
    let one = |place: usize| {
        let lying = intake::lying(&workspace.store, operator, submission, place);
        lying.map_err(WorkspaceError::from)
    };
    let mut all = Vec::new();
    while let Some(lying) = one(all.len())? {
        all.push(lying);
    }
    let number = piece.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let is_named = |(place, lying): &(usize, Lying)| number == Some(*place) || lying.piece.name == piece;
    let mut named = all.into_iter().enumerate().filter(is_named);
    let Some((place, lying)) = named.next() else {
        let (operator, submission, piece) = (operator.clone(), submission.to_owned(), piece.to_owned());
        return Err(Unfit::None { operator, submission, piece }.into());
    };
    if named.next().is_some() {
        return Err(Unfit::Several(piece.to_owned()).into());
    }
    Ok((place, lying))
}
