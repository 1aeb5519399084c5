//! Taking over what was handed in before there was a journal: submissions that lie in the store and that no entry names.
//!
//! Their days of receipt are *stated*: nobody here witnessed them, and what was known is not changed by them. In a fictitious
//! workspace, whose days are its own, days that have not come are passed to, each with what was received on it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use contract::calendar::Date;
use evidence::store::{Recorded, Shelved, Store};
use register::canonical::Value;

use super::{fix_public_day, record_texts};
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::workspace::writing::Intent;
use crate::workspace::{Birth, Workspace, WorkspaceError};

/// What was taken over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// Submissions.
    pub submissions: u64,
    /// Files in them.
    pub files: u64,
    /// The first day of receipt that was stated.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
}

/// Records the submissions that lie in the store and are named by no entry; a preview only says what would be.
///
/// # Errors
/// An actor who may not, a submission that cannot be read, a workspace that cannot be written.
pub fn import(workspace: &Workspace, actor: &Actor, preview: bool, now: Now) -> Result<Imported, Fault> {
    actor.scope(Matter::Import)?;
    let mut writing = workspace.writing()?;
    let found = found(workspace)?;
    let mut imported = Imported::default();
    for (day, submissions) in &found {
        imported.submissions += submissions.len() as u64;
        imported.files += submissions.iter().map(|one| one.manifest.pieces.len() as u64).sum::<u64>();
        imported.first = imported.first.or(Some(*day));
        imported.last = Some(*day);
    }
    if preview {
        return Ok(imported);
    }
    let mut together: Vec<Value> = Vec::new();
    let mut files = 0;
    let act = |rows: Vec<Value>, files: usize, request: String| {
        let body = Value::map([("submissions", Value::List(rows)), ("files", Value::text(files.to_string()))]);
        Intent::new("import", request, body)
    };
    let head = workspace.head()?.entries;
    for (day, submissions) in found {
        if workspace.is_fictitious() && day > workspace.today(now)? {
            if !together.is_empty() {
                writing.record(
                    actor,
                    now,
                    act(std::mem::take(&mut together), files, format!("import-{head}-before-{day}")),
                )?;
                files = 0;
            }
            let body = Value::texts([("to", day.to_string())]);
            writing.record(actor, now, Intent::new("pass", format!("import-{head}-pass-{day}"), body))?;
        }
        files += submissions.iter().map(|one| one.manifest.pieces.len()).sum::<usize>();
        together.extend(submissions.iter().map(|one| row(one)));
    }
    if !together.is_empty() {
        writing.record(actor, now, act(together, files, format!("import-{head}")))?;
        writing.look_again()?;
    }
    Ok(imported)
}

/// Takes over a workspace of an earlier version: gives it a journal, and records its texts and what was handed in. One that
/// has a journal is opened, and what lies in it unrecorded is.
///
/// # Errors
/// A workspace that cannot be read or written. Where this is stopped, the same again completes it.
pub fn take_over(root: &Path, actor: &Actor, birth: &Birth, now: Now) -> Result<(Workspace, Imported), Fault> {
    actor.scope(Matter::Import)?;
    let former = Workspace::former(root)?;
    let workspace = match former {
        None => Workspace::open(root)?,
        Some(former) => {
            let store =
                Store::open(&root.join("evidence")).map_err(WorkspaceError::from)?.knowing(crate::shipped::tables());
            let lying = store.lying().map_err(WorkspaceError::from)?;
            let first = lying.iter().map(|one| one.manifest.received).min();
            let today = now.day(&birth.zone).map_err(WorkspaceError::from)?;
            let begins = former.fictitious.then(|| first.unwrap_or(today));
            let workspace = Workspace::adopt(root, &Birth { fictitious: begins, ..birth.clone() }, now)?;
            let head = workspace.head()?.entries;
            record_texts(&workspace, actor, &[], &format!("import-{head}-texts"), now)?;
            workspace
        }
    };
    let imported = import(&workspace, actor, false, now)?;
    if let Some(day) = former.and_then(|former| former.public_day).filter(|day| imported.last > Some(*day)) {
        fix_public_day(&workspace, actor, Some(day), now)?;
    }
    Ok((workspace, imported))
}

fn row(one: &Shelved) -> Value {
    let manifest = &one.manifest;
    Value::texts([
        ("operator", manifest.operator.as_ref().map_or("", |operator| operator.as_str())),
        ("submission", &manifest.submission),
        ("sha256", &one.hash),
        ("stated", &manifest.received.to_string()),
    ])
}

/// What lies in the store and was not recorded, by the day of receipt, in the order of deliveries.
fn found(workspace: &Workspace) -> Result<BTreeMap<Date, Vec<Arc<Shelved>>>, WorkspaceError> {
    let lying = workspace.store.lying()?;
    let recorded = workspace.journaled()?;
    let mut found: BTreeMap<Date, Vec<Arc<Shelved>>> = BTreeMap::new();
    for one in lying {
        if !names(&recorded, &one) {
            found.entry(one.manifest.received).or_default().push(Arc::new(one));
        }
    }
    for submissions in found.values_mut() {
        submissions.sort_by(|one, other| {
            let order =
                |of: &Shelved| (of.manifest.serial, of.manifest.operator.clone(), of.manifest.submission.clone());
            order(one).cmp(&order(other))
        });
    }
    Ok(found)
}

fn names(recorded: &Recorded, one: &Shelved) -> bool {
    let list = match &one.manifest.operator {
        Some(operator) => recorded.of(operator),
        None => recorded.unassigned(),
    };
    list.iter().any(|listed| listed.submission == one.manifest.submission)
}
