//! Opening an original: the file as it was handed in, for whoever holds the key that is kept off line. Each opening is an
//! entry, with its reason, recorded before a byte is written.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use contract::identity::OperatorId;
use evidence::intake::Lying;
use register::canonical::Value;
use register::sealed::OpeningKey;

use super::asking::{Acting, Asking};
use super::submit::Entered;
use super::withdraw;
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::workspace::{Workspace, WorkspaceError, at, contents};

/// Which original, why, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The operator.
    pub operator: OperatorId,
    /// The submission.
    pub submission: String,
    /// The file: its number in the submission, from 1, or its name.
    pub piece: String,
    /// Why it is opened.
    pub reason: String,
    /// The file with the key that opens.
    pub key: PathBuf,
    /// Where the original is written: a file of mode 600, where none may be.
    pub to: PathBuf,
}

/// Opens an original; a preview looks whether it is there, and needs no key.
///
/// # Errors
/// An actor who may not, no reason, no such file, none that was kept, another key, a place that is taken, a workspace that cannot
/// be written.
pub fn open_original(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Question,
    asking: &Asking,
    now: Now,
) -> Result<Option<Entered>, Fault> {
    if asking.preview {
        // Nothing is recorded, where rights are looked up; what there is to open is told of all operators.
        actor.scope(Matter::OpenOriginal)?;
    }
    let mut acting = Acting::begin(workspace, actor, Matter::OpenOriginal, asking, now)?;
    let reason = reason(&asked.reason)?;
    let (place, lying) = withdraw::named(workspace, &asked.operator, &asked.submission, &asked.piece)?;
    let Some(sealed) = sealed(workspace, &lying)? else {
        return Err(refused("original-none", &[("file", &lying.piece.name)]).into());
    };
    let row = row(&asked.operator, &asked.submission, place, &sealed);
    let is_same = |entry: &register::Entry| {
        let all = entry.body.get("originals").and_then(Value::as_list);
        all.is_some_and(|all| all == [row.clone()]) && entry.body_text("reason") == Some(reason)
    };
    if let Some(entered) = acting.again("open-original", is_same)? {
        return Ok(Some(entered));
    }
    let mut opened = None;
    if !asking.preview {
        if asked.to.exists() {
            return Err(refused("original-place-taken", &[("path", &asked.to.display().to_string())]).into());
        }
        opened = Some(open(workspace, &key(&asked.key)?, &lying, &sealed)?);
    }
    let body = Value::map([("originals", Value::List(vec![row])), ("reason", Value::text(reason))]);
    let entered = acting.record("open-original", body, &|_| Ok(()))?;
    if let Some(bytes) = opened {
        write(&asked.to, &bytes)?;
    }
    Ok(entered)
}

/// A reason that somebody gave.
pub(super) fn reason(given: &str) -> Result<&str, Fault> {
    match given.trim() {
        "" => Err(refused("original-no-reason", &[]).into()),
        reason => Ok(reason),
    }
}

/// What an entry says of an original that is opened.
pub(super) fn row(operator: &OperatorId, submission: &str, place: usize, sealed: &str) -> Value {
    Value::texts([
        ("operator", operator.to_string()),
        ("submission", submission.to_owned()),
        ("piece", (place + 1).to_string()),
        ("sealed", sealed.to_owned()),
    ])
}

/// The key in a file.
pub(super) fn key(path: &Path) -> Result<OpeningKey, Fault> {
    let told = |error: register::sealed::SealError| {
        refused("original-key", &[("path", &path.display().to_string()), ("cause", &error.to_string())])
    };
    Ok(OpeningKey::read(path).map_err(told)?)
}

/// The sealed original of a file, as the entry of its delivery names it; nothing where none was kept.
pub(super) fn sealed(workspace: &Workspace, lying: &Lying) -> Result<Option<String>, Fault> {
    let entry = workspace.journal.entry(u64::from(lying.at.entry())).map_err(WorkspaceError::from)?;
    let all = entry.as_ref().and_then(|entry| entry.body.get("originals")).and_then(Value::as_list);
    let text = |row: &Value, field: &str| row.get(field).and_then(Value::as_text).map(str::to_owned);
    let of = |row: &&Value| text(row, "file").as_deref() == Some(&lying.piece.sha256);
    Ok(all.and_then(|all| text(all.iter().find(of)?, "sealed")))
}

/// The bytes of an original, which are those that were handed in.
pub(super) fn open(workspace: &Workspace, key: &OpeningKey, lying: &Lying, sealed: &str) -> Result<Vec<u8>, Fault> {
    let file = lying.piece.name.as_str();
    let Ok(bytes) = key.open(&workspace.original(sealed)?) else {
        return Err(refused("original-other-key", &[("file", file)]).into());
    };
    if contents::sha256(&bytes) == lying.piece.sha256 {
        Ok(bytes)
    } else {
        Err(refused("original-other-bytes", &[("file", file)]).into())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), WorkspaceError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).and_then(|mut file| file.write_all(bytes)).map_err(at(path))
}
