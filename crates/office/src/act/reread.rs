//! Reading originals anew: what today's reader makes of the files that were handed in, beside what was stored then. Nothing
//! changes: a difference counts once somebody hands the file in again with *replace*. Originals are opened for it, which is an
//! entry.

use std::path::PathBuf;

use contract::identity::OperatorId;
use evidence::intake::{self, Reread};
use register::canonical::Value;

use super::asking::{Acting, Asking};
use super::open_original::{key, open, reason, row, sealed};
use super::submit::Entered;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::{Workspace, WorkspaceError};

/// What is read anew, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of this operator; of all where none is named.
    pub operator: Option<OperatorId>,
    /// Why.
    pub reason: String,
    /// The file with the key that opens.
    pub key: PathBuf,
}

/// What reading anew gives.
#[derive(Debug, Default, serde::Serialize)]
pub struct Answer {
    /// Files whose original is kept.
    pub files: usize,
    /// Files without one.
    pub without: usize,
    /// The files of which today's reader says something else.
    pub changes: Vec<Changed>,
}

/// A file of which today's reader says something else.
#[derive(Debug, serde::Serialize)]
pub struct Changed {
    /// The operator.
    pub operator: OperatorId,
    /// The submission.
    pub submission: String,
    /// The file's number in it, from 1.
    pub piece: usize,
    /// Its name.
    pub file: String,
    /// What.
    #[serde(flatten)]
    pub what: Reread,
}

/// Reads originals anew; a preview counts them, and needs no key.
///
/// # Errors
/// An actor who may not, no reason, another key, a workspace that cannot be read or written.
pub fn reread(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<(Answer, Option<Entered>), Fault> {
    if asking.preview {
        // Nothing is recorded, where rights are looked up; what there is to open is told of all operators.
        actor.scope(Matter::OpenOriginal)?;
    }
    let mut acting = Acting::begin(workspace, actor, Matter::OpenOriginal, asking, now)?;
    let reason = reason(&asked.reason)?;
    let (mut answer, mut rows) = (Answer::default(), Vec::new());
    let key = if asking.preview { None } else { Some(key(&asked.key)?) };
    let persons = workspace.passing_persons()?;
    let operators: Vec<OperatorId> = match &asked.operator {
        Some(operator) => vec![operator.clone()],
        None => workspace.store.recorded().operators().cloned().collect(),
    };
    for operator in &operators {
        for shelved in workspace.store.submissions(operator).map_err(WorkspaceError::from)? {
            let submission = &shelved.manifest.submission;
            for place in 0..shelved.manifest.pieces.len() {
                let lying = intake::lying(&workspace.store, operator, submission, place);
                let Some(lying) = lying.map_err(WorkspaceError::from)? else { continue };
                // A file received again has its rows elsewhere, and what was withdrawn counts for nothing.
                if lying.withdrawn || lying.piece.same_as.is_some() {
                    continue;
                }
                let Some(sealed) = sealed(workspace, &lying)? else {
                    answer.without += 1;
                    continue;
                };
                answer.files += 1;
                rows.push(row(operator, submission, place, &sealed));
                let Some(key) = &key else { continue };
                let bytes = open(workspace, key, &lying, &sealed)?;
                let (name, answers) = (&lying.piece.name, &lying.piece.read_as);
                let piece = evidence::read::read_answered(&workspace.store.tables(), name, &bytes, answers);
                let what = intake::reread(&workspace.store, persons.numbering(), operator, (submission, place), piece)?;
                if !what.is_nothing() {
                    let (operator, submission, file) = (operator.clone(), submission.clone(), lying.piece.name);
                    answer.changes.push(Changed { operator, submission, piece: place + 1, file, what });
                }
            }
        }
    }
    if rows.is_empty() {
        return Ok((answer, None));
    }
    let body = Value::map([("originals", Value::List(rows)), ("reason", Value::text(reason))]);
    let same = body.clone();
    if let Some(entered) = acting.again("open-original", |entry| entry.body == same)? {
        return Ok((answer, Some(entered)));
    }
    let entered = acting.record("open-original", body, &|_| Ok(()))?;
    Ok((answer, entered))
}
