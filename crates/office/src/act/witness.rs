//! Somebody else has cosigned a checkpoint: whoever knows the witness's key finds out from then on a journal that was written
//! anew, whoever had the key of the office.

use register::canonical::Value;
use register::journal::Recorded;
use register::note::Note;
use register::projection::WITNESS;
use register::signing::VerifyingKey;

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError};

/// Records a note that a witness has cosigned, under the witness's key; a preview only looks at it.
///
/// # Errors
/// An actor who may not, a note that is no checkpoint of this journal or bears no signature of that key, a workspace that
/// cannot be written.
pub fn witness(
    workspace: &Workspace,
    actor: &Actor,
    (note, key): (&str, &str),
    (request, preview): (&str, bool),
    now: Now,
) -> Result<Option<Recorded>, Fault> {
    actor.begins(Matter::Keep)?;
    let mut writing = workspace.writing()?;
    if let Some(known) = writing.again(request, WITNESS)? {
        return Ok(Some(known));
    }
    let given = |what: String| Fault::NotGiven(what);
    let key: VerifyingKey = key.trim().parse().map_err(|error| given(format!("{error}")))?;
    if key.name() == workspace.journal.opening().origin() {
        return Err(given("a witness is somebody else, and this is the journal's own key".to_owned()));
    }
    let signed = key.verify(note).map_err(|error| given(error.to_string()))?;
    let head = workspace.head()?.entries;
    let other = || given(format!("no checkpoint of this journal, which has {head} entries"));
    if signed.entries == 0 || signed.entries > head {
        return Err(other());
    }
    let here = workspace.journal.checkpoint(Some(signed.entries)).map_err(WorkspaceError::from)?;
    if Note::parse(&here).map(|here| here.text) != Ok(signed.text()) {
        return Err(other());
    }
    if preview {
        return Ok(None);
    }
    let body = Value::texts([("note", note.to_owned()), ("key", key.to_string())]);
    Ok(Some(writing.record(actor, now, Intent::new(WITNESS, request.to_owned(), body))?))
}
