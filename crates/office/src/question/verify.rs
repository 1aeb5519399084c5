//! Whether a workspace is what was recorded: the journal from its entries, every file that an entry names from its bytes,
//! everything derived from the submissions. Nothing is mended, and nothing is believed because it says so itself.
//!
//! What this cannot find alone is an older copy of the whole: that takes a receipt or a checkpoint that somebody else holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use contract::identity::OperatorId;
use evidence::store::Position;
use rayon::prelude::*;
use register::canonical::Value;
use register::signing::VerifyingKey;
use register::verify::{Fault as Found, Unchecked, verify_at};
use register::{Entry, Receipt};

use super::{Progress, Step};
use crate::actor::{Actor, Matter};
use crate::answer::journal::{Verification, Wrong};
use crate::assess::{Question, assess};
use crate::fault::Fault;
use crate::moment::Moment;
use crate::now::Now;
use crate::texts::recorded as texts;
use crate::workspace::{Workspace, WorkspaceError};

/// What others hold, and how much is looked at.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Receipts, as files.
    pub receipts: Vec<String>,
    /// Checkpoints, as notes.
    pub checkpoints: Vec<String>,
    /// The key that signs, where somebody holds it; else the one that the journal names of itself.
    pub key: Option<String>,
    /// Keys of witnesses: each must have cosigned something here.
    pub witnesses: Vec<String>,
}

/// Recomputes everything and tells what differs.
///
/// # Errors
/// An actor who is not told, something given that is no receipt or key, a workspace that cannot be read at all.
pub fn verify(
    workspace: &Workspace,
    actor: &Actor,
    asked: &Asked,
    now: Now,
    progress: &Progress<'_>,
) -> Result<Verification, Fault> {
    actor.scope(Matter::Journal)?;
    let (mut found, sound) = recorded(workspace, asked)?;
    derived(workspace, &sound, &mut found, progress)?;
    results(workspace, now, &mut found)?;
    vault(workspace, &mut found)?;
    found.wrong += found.faults.len() as u64;
    Ok(found)
}

/// The same of what was recorded alone, which is all that a copy has; gives the operators of whom all is sound too.
pub(crate) fn recorded(workspace: &Workspace, asked: &Asked) -> Result<(Verification, Vec<OperatorId>), Fault> {
    let given = |what: String| Fault::NotGiven(what);
    let read = |text: &str| text.trim().parse::<VerifyingKey>().map_err(|error| given(format!("{error}")));
    let key = read(asked.key.as_deref().unwrap_or(&workspace.journal.opening().key))?;
    let witnesses = asked.witnesses.iter().map(|key| read(key)).collect::<Result<Vec<_>, _>>()?;
    let receipts = asked.receipts.iter().map(|text| Receipt::decode(text.trim_end()));
    let receipts = receipts.collect::<Result<Vec<_>, _>>().map_err(|error| given(error.to_string()))?;
    let report = verify_at(workspace.journal.location(), &key, &receipts, &asked.checkpoints);
    let report = report.map_err(|error| WorkspaceError::Journal(error.into()))?;
    let mut found = Verification {
        entries: report.entries,
        root: report.root.hex(),
        rows: report.rows,
        checkpoints: report.checkpoints,
        files: 0,
        operators: 0,
        faults: report.faults.iter().map(wrong).collect(),
        wrong: report.more,
        left_behind: Vec::new(),
        held_against: !report.unchecked.contains(&Unchecked::NothingGiven),
        unknown_kinds: report.unchecked.iter().filter(|one| matches!(one, Unchecked::Kind { .. })).count() as u64,
        witnessed: Vec::new(),
        vault: None,
    };
    for witness in &witnesses {
        let of = report.witnessed.iter().filter(|one| one.key == witness.to_string());
        match of.map(|one| one.entries).max() {
            Some(entries) => found.witnessed.push((witness.name().to_owned(), entries)),
            None => found.faults.push(Wrong {
                part: "given",
                place: witness.name().to_owned(),
                detail: "no entry says that this witness has cosigned anything".to_owned(),
            }),
        }
    }
    contents(workspace, &mut found)?;
    let sound = submissions(workspace, &mut found)?;
    Ok((found, sound))
}

fn wrong(fault: &Found) -> Wrong {
    let (part, place) = match fault {
        Found::Entry { number, .. } => ("entry", number.to_string()),
        Found::Node { level, place, .. } => ("tree", format!("{level}/{place}")),
        Found::Checkpoint { entries, .. } | Found::Signature { entries, .. } => ("checkpoint", entries.to_string()),
        Found::Row { table, entry, .. } => ("row", format!("{table}, {entry}")),
        Found::Given { index, .. } => ("given", (index + 1).to_string()),
        Found::Key => ("key", String::new()),
        Found::Schema(_) | Found::Unreadable { .. } => ("database", String::new()),
    };
    Wrong { part, place, detail: fault.to_string() }
}

/// Every content that an entry names.
fn contents(workspace: &Workspace, found: &mut Verification) -> Result<(), Fault> {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for (path, sha256) in texts::every(workspace)? {
        named.insert(sha256, path);
    }
    let entries = workspace.head()?.entries;
    let mut sealed_to: Option<String> = None;
    for entry in workspace.journal.entries(1, entries) {
        // An entry that cannot be read was told above.
        let Ok(Entry { number, body, .. }) = entry else { continue };
        // The key of originals has no act that changes it: another one than before is somebody else's.
        if let Some(to) = body.get("sealed_to").and_then(Value::as_text) {
            if sealed_to.as_ref().is_some_and(|known| known != to) {
                found.faults.push(another_key(format!("{number}")));
            }
            sealed_to.get_or_insert_with(|| to.to_owned());
        }
        for sha256 in ["report", "file"].into_iter().filter_map(|field| body.get(field).and_then(Value::as_text)) {
            named.insert(sha256.to_owned(), format!("{number}"));
        }
    }
    let card = workspace.seals_to().map(|key| key.to_string());
    if sealed_to.is_some() && card != sealed_to {
        found.faults.push(another_key("workspace.json".to_owned()));
    }
    let originals = workspace.originals_named()?;
    found.files += (named.len() + originals.len()) as u64;
    for (sha256, number) in originals {
        if let Err(error) = workspace.original(&sha256) {
            found.faults.push(Wrong { part: "content", place: number.to_string(), detail: error.to_string() });
        }
    }
    for (sha256, place) in named {
        if let Err(error) = workspace.content(&sha256) {
            found.faults.push(Wrong { part: "content", place, detail: error.to_string() });
        }
    }
    Ok(())
}

fn another_key(place: String) -> Wrong {
    Wrong { part: "content", place, detail: "originals are sealed to another key than the first ones".to_owned() }
}

/// Every submission that an entry names, down to each of its files; the operators of whom all are sound.
fn submissions(workspace: &Workspace, found: &mut Verification) -> Result<Vec<OperatorId>, Fault> {
    let recorded = workspace.journaled()?;
    let store = &workspace.store;
    let mut sound = Vec::new();
    let of_one = |operator: &OperatorId| (operator.clone(), store.files_altered(Some(operator), recorded.of(operator)));
    let operators: Vec<_> = recorded.operators().collect();
    let looked: Vec<_> = operators.into_par_iter().map(of_one).collect();
    let unassigned = store.files_altered(None, recorded.unassigned());
    for (operator, (files, altered)) in looked {
        found.files += files;
        if altered.is_empty() {
            sound.push(operator.clone());
        }
        found.faults.extend(altered.into_iter().map(|(path, detail)| at(workspace, &path, detail)));
    }
    found.files += unassigned.0;
    found.faults.extend(unassigned.1.into_iter().map(|(path, detail)| at(workspace, &path, detail)));
    found.left_behind = store.left_behind().map_err(WorkspaceError::from)?;
    Ok(sound)
}

fn at(workspace: &Workspace, path: &Path, detail: String) -> Wrong {
    let place = path.strip_prefix(workspace.root()).unwrap_or(path).display().to_string();
    Wrong { part: "submission", place, detail }
}

/// Editions and lists of names, made anew from the submissions of those that are sound.
fn derived(
    workspace: &Workspace,
    sound: &[OperatorId],
    found: &mut Verification,
    progress: &Progress<'_>,
) -> Result<(), Fault> {
    progress(Step::Of(sound.len()));
    let folder = workspace.root().join("evidence");
    let plain =
        workspace.store.same_in(&folder, workspace.journaled()?).map_err(WorkspaceError::from)?.without_editions();
    let unsound: BTreeSet<OperatorId> =
        workspace.store.unsound_editions().map_err(WorkspaceError::from)?.into_iter().collect();
    let whole = sound.len() == workspace.journaled()?.operators().count();
    let compare = |operator: &OperatorId| -> Option<Wrong> {
        let wrong = |detail: String| Some(Wrong { part: "edition", place: operator.to_string(), detail });
        progress(Step::Done);
        if unsound.contains(operator) {
            return wrong("is not what its index says".to_owned());
        }
        // Who is who hangs on all operators: where one is damaged, nothing can be compared.
        if !whole {
            return None;
        }
        let same = workspace.store.says_the_same(&plain, operator);
        match same.and_then(|same| Ok((same, workspace.store.names_stand(operator)?))) {
            Ok((true, true)) => None,
            Ok((false, _)) => wrong("says something else than its submissions".to_owned()),
            Ok((_, false)) => wrong("the list of whom its files name says something else than they do".to_owned()),
            Err(error) => wrong(error.to_string()),
        }
    };
    found.faults.extend(sound.par_iter().filter_map(compare).collect::<Vec<_>>());
    found.operators += sound.len() as u64;
    if whole {
        let altered = workspace.store.index_altered(&plain).map_err(WorkspaceError::from)?;
        let names = altered.into_iter().map(|(path, detail)| Wrong { part: "edition", ..at(workspace, &path, detail) });
        found.faults.extend(names);
    }
    Ok(())
}

/// What is kept of results, beside what is computed now.
fn results(workspace: &Workspace, now: Now, found: &mut Verification) -> Result<(), Fault> {
    let altered = crate::results::altered(workspace.root()).into_iter();
    let waits = crate::undecided::kept::altered(workspace).into_iter();
    let wrong = |(path, detail): (std::path::PathBuf, String)| Wrong { part: "result", ..at(workspace, &path, detail) };
    found.faults.extend(altered.chain(waits).map(wrong));
    if !found.faults.is_empty() {
        return Ok(());
    }
    let head = workspace.head()?;
    let at = Position::of(head.last_day, u32::try_from(head.entries).unwrap_or(u32::MAX));
    let as_known_on = Moment { day: workspace.today(now)?, at };
    let of = |fresh| {
        assess(workspace, &Question { as_known_on, operators: Vec::new(), all_readings: false, fresh }, None, || {})
    };
    let (kept, made) = (of(false)?, of(true)?);
    for (kept, made) in kept.contracts.iter().zip(&made.contracts) {
        if kept.receipt.determinations_sha256 != made.receipt.determinations_sha256 || kept.totals != made.totals {
            let place = made.sound.contract.id.clone();
            found.faults.push(Wrong { part: "result", place, detail: "is not what is computed now".to_owned() });
        }
    }
    Ok(())
}

/// Whether the vault is the one that gave the evidence its numbers, and knows each of them.
fn vault(workspace: &Workspace, found: &mut Verification) -> Result<(), Fault> {
    if !found.faults.is_empty() {
        return Ok(());
    }
    let wrong = |detail: String| Wrong { part: "vault", place: String::new(), detail };
    match workspace.numbers_missing() {
        Ok(None) => {}
        Ok(Some(0)) => found.vault = Some(true),
        Ok(Some(missing)) => {
            found.vault = Some(false);
            found.faults.push(wrong(format!("does not know {missing} numbers of the evidence")));
        }
        Err(error) => found.faults.push(wrong(error.to_string())),
    }
    Ok(())
}
