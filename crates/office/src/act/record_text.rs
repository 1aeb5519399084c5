//! Recording texts: what lies in the folder of contracts counts once an act says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use register::canonical::Value;
use register::journal::Recorded;
use register::tables::{Row, TEXT};

use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::files::Walked;
use crate::now::Now;
use crate::refusal::refused;
use crate::texts::agreements::Proposal;
use crate::texts::recorded;
use crate::workspace::writing::Intent;
use crate::workspace::{Workspace, WorkspaceError, at, contents, read};

/// How a file of the folder stands to what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is what was recorded last under its path.
    Recorded,
    /// It differs from what was recorded.
    Changed,
    /// Nothing was recorded under its path.
    New,
    /// Something was recorded under its path, and no file lies there.
    Missing,
}

/// One text of the folder, or of the journal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Text {
    /// Its path below the folder of contracts, with slashes.
    pub path: String,
    /// How it stands.
    pub standing: Standing,
}

/// How the texts of the folder stand to what was recorded, in order of path.
///
/// # Errors
/// A folder, file or journal that cannot be read.
pub fn texts(workspace: &Workspace, actor: &Actor) -> Result<Vec<Text>, Fault> {
    actor.scope(Matter::Record)?;
    let mut known = recorded::recorded(workspace, None)?;
    // What is in force by an act is what the folder is held against, and not what was recorded before it.
    for one in workspace.proposals(None)?.iter().filter(|one| one.from().is_some()) {
        known.extend(one.document().map(|document| (document.name.clone(), document.sha256.clone())));
    }
    let mut all: BTreeMap<String, Standing> = known.keys().map(|path| (path.clone(), Standing::Missing)).collect();
    for (path, text) in lying(workspace)? {
        let standing = match known.get(&path) {
            None => Standing::New,
            Some(sha256) if *sha256 == contents::sha256(text.as_bytes()) => Standing::Recorded,
            Some(_) => Standing::Changed,
        };
        all.insert(path, standing);
    }
    Ok(all.into_iter().map(|(path, standing)| Text { path, standing }).collect())
}

/// What would be recorded: texts that are new or changed, those of the paths named or all. A text that is proposed, or that an
/// act brought into force, does not change by being recorded: among all it is left aside, named it is refused.
///
/// # Errors
/// A folder, file or journal that cannot be read, a text that is bound.
pub fn news(workspace: &Workspace, actor: &Actor, paths: &[String]) -> Result<Vec<Text>, Fault> {
    let bound: Vec<Proposal> = workspace.proposals(None)?;
    let bound: Vec<&Proposal> = bound.iter().filter(|one| one.is_open() || one.from().is_some()).collect();
    let mut news = Vec::new();
    for text in texts(workspace, actor)? {
        let is_news = matches!(text.standing, Standing::New | Standing::Changed);
        if !is_news || !(paths.is_empty() || paths.contains(&text.path)) {
            continue;
        }
        let content = read(&workspace.contracts_folder().join(&text.path))?;
        let contract = recorded::contract_of(Path::new(&text.path), &content);
        match bound.iter().find(|one| Some(&one.contract) == contract.as_ref() || one.path == text.path) {
            None => news.push(text),
            Some(one) if paths.contains(&text.path) => {
                let values = [("path", text.path.as_str()), ("contract", one.contract.as_str())];
                return Err(refused("text-bound", &values).into());
            }
            Some(_) => {}
        }
    }
    Ok(news)
}

/// Records the texts of the folder that are new or changed: those of the paths named, below the folder, or all. Nothing is
/// recorded where none is.
///
/// # Errors
/// An actor who may not, a file that cannot be read, a workspace that cannot be written.
pub fn record_texts(
    workspace: &Workspace,
    actor: &Actor,
    paths: &[String],
    request: &str,
    now: Now,
) -> Result<(Vec<Text>, Option<Recorded>), Fault> {
    record_citing(workspace, actor, paths, (request, None), now)
}

/// The same, citing a paper where there is one: the entry keeps its reference.
///
/// # Errors
/// As [`record_texts`].
pub fn record_citing(
    workspace: &Workspace,
    actor: &Actor,
    paths: &[String],
    (request, reference): (&str, Option<&str>),
    now: Now,
) -> Result<(Vec<Text>, Option<Recorded>), Fault> {
    actor.scope(Matter::Record)?;
    let mut writing = workspace.writing()?;
    let news = news(workspace, actor, paths)?;
    let mut rows = Vec::new();
    for text in &news {
        let content = read(&workspace.contracts_folder().join(&text.path))?;
        let sha256 = workspace.put_content(content.as_bytes())?;
        rows.push(recorded::row(Path::new(&text.path), &content, &sha256));
    }
    if rows.is_empty() {
        // What the same request recorded before is no news any more; its answer is.
        return Ok(match writing.again(request, "record-text")? {
            Some(recorded) => (recorded_then(workspace, &recorded)?, Some(recorded)),
            None => (news, None),
        });
    }
    let mut body = vec![("texts", Value::List(rows))];
    let reference = reference.map(str::trim).filter(|reference| !reference.is_empty());
    body.extend(reference.map(|reference| ("reference", Value::text(reference))));
    let body = Value::map(body);
    let recorded = writing.record(actor, now, Intent::new("record-text", request.to_owned(), body))?;
    Ok((news, Some(recorded)))
}

/// What an entry recorded, as it was told then.
fn recorded_then(workspace: &Workspace, recorded: &Recorded) -> Result<Vec<Text>, WorkspaceError> {
    let known = recorded::recorded(workspace, Some(recorded.number - 1))?;
    let rows = workspace.journal.rows(&TEXT, Some(recorded.number), &[])?;
    let text = |row: &Row| {
        let path = row.get("path").unwrap_or_default().to_owned();
        let standing = if known.contains_key(&path) { Standing::Changed } else { Standing::New };
        Text { path, standing }
    };
    Ok(rows.iter().filter(|row| row.entry == recorded.number).map(text).collect())
}

/// The texts in the folder: documents, what stands beside them, statistics.
fn lying(workspace: &Workspace) -> Result<Vec<(String, String)>, WorkspaceError> {
    let folder = workspace.contracts_folder();
    let (mut files, mut walked) = (Vec::new(), Walked::default());
    collect(&folder, &mut files, &mut walked)?;
    let of = |path: PathBuf| {
        let parts: Vec<String> = path
            .strip_prefix(&folder)
            .unwrap_or(&path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        Ok((parts.join("/"), read(&path)?))
    };
    files.into_iter().map(of).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, walked: &mut Walked) -> Result<(), WorkspaceError> {
    for path in walked.inside(folder).map_err(at(folder))? {
        let is_text = path.extension().is_some_and(|extension| extension == "md" || extension == "csv");
        if path.is_dir() {
            collect(&path, files, walked)?;
        } else if is_text {
            files.push(path);
        }
    }
    Ok(())
}
