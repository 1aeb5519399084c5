//! Texts as the journal knows them: what was recorded under each path, as known at an entry.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use contract::check::check_without_cases;
use register::canonical::Value;
use register::tables::TEXT;

use crate::workspace::{Workspace, WorkspaceError};

/// Where published statistics stand among the texts.
pub const STATISTICS: &str = "ma/statistics.csv";

/// What was recorded last, by path below the folder of contracts: the hash of its content.
///
/// # Errors
/// The journal cannot be read.
pub fn recorded(workspace: &Workspace, upto: Option<u64>) -> Result<BTreeMap<String, String>, WorkspaceError> {
    Ok(pairs(workspace, upto)?.collect())
}

fn pairs(
    workspace: &Workspace,
    upto: Option<u64>,
) -> Result<impl Iterator<Item = (String, String)> + use<>, WorkspaceError> {
    let of = |row: register::tables::Row| Some((row.get("path")?.to_owned(), row.get("sha256")?.to_owned()));
    Ok(workspace.journal.rows(&TEXT, upto, &[])?.into_iter().filter_map(of))
}

/// Every text that was ever recorded: its path, and the hash of its content.
///
/// # Errors
/// The journal cannot be read.
pub(crate) fn every(workspace: &Workspace) -> Result<Vec<(String, String)>, WorkspaceError> {
    Ok(pairs(workspace, None)?.collect())
}

/// How an entry names a text.
pub(crate) fn row(path: &Path, text: &str, sha256: &str) -> Value {
    let name = path.to_string_lossy();
    let contract = contract_of(path, text);
    let kind = match (contract.is_some(), name.as_ref()) {
        (true, _) => "contract",
        (_, STATISTICS) => "statistics",
        _ => "other",
    };
    Value::texts([
        ("path", name.as_ref()),
        ("sha256", sha256),
        ("contract", contract.as_deref().unwrap_or_default()),
        ("kind", kind),
    ])
}

/// The identifier of a contract document; empty where it has none yet, nothing where it is no such document.
fn contract_of(path: &Path, text: &str) -> Option<String> {
    let is_document = path.extension().is_some_and(|extension| extension == "md") && text.starts_with("---");
    is_document.then(|| check_without_cases(text).contract.map(|contract| contract.id).unwrap_or_default())
}

/// The contract documents among them, in order of path, each with its text.
pub(crate) fn documents(
    workspace: &Workspace,
    recorded: &BTreeMap<String, String>,
) -> Result<Vec<(PathBuf, String)>, WorkspaceError> {
    let mut documents = Vec::new();
    for (name, sha256) in recorded.iter().filter(|(name, _)| Path::new(name).extension().is_some_and(|of| of == "md")) {
        let path = workspace.contracts_folder().join(name);
        let text = crate::workspace::text(&path, workspace.content(sha256)?)?;
        documents.push((path, text));
    }
    Ok(documents)
}
