//! Texts as the journal knows them: what was recorded under each path, as known at an entry.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use register::canonical::Value;
use register::tables::{PART, SIGNATURE, TEXT};

use super::agreements::Proposal;
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

/// The entry that recorded a contract's text last.
///
/// # Errors
/// The journal cannot be read.
pub fn entry_of(workspace: &Workspace, upto: Option<u64>, contract: &str) -> Result<Option<u64>, WorkspaceError> {
    let rows = workspace.journal.rows(&TEXT, upto, &[])?;
    Ok(rows.iter().filter(|row| row.get("contract") == Some(contract)).map(|row| row.entry).max())
}

fn pairs(
    workspace: &Workspace,
    upto: Option<u64>,
) -> Result<impl Iterator<Item = (String, String)> + use<>, WorkspaceError> {
    let of = |row: register::tables::Row| Some((row.get("path")?.to_owned(), row.get("sha256")?.to_owned()));
    Ok(workspace.journal.rows(&TEXT, upto, &[])?.into_iter().filter_map(of))
}

/// Every content that an entry names beside what was told: texts that were recorded, parts of what was proposed, signatures
/// made elsewhere; each with the hash.
///
/// # Errors
/// The journal cannot be read.
pub(crate) fn every(workspace: &Workspace) -> Result<Vec<(String, String)>, WorkspaceError> {
    let mut all: Vec<(String, String)> = pairs(workspace, None)?.collect();
    for (table, name, hash) in [(&PART, "name", "sha256"), (&SIGNATURE, "party", "file")] {
        let rows = workspace.journal.rows(table, None, &[])?;
        let named = rows.iter().filter_map(|row| Some((row.get(name)?.to_owned(), row.get(hash)?.to_owned())));
        all.extend(named.filter(|(_, sha256)| !sha256.is_empty()));
    }
    Ok(all)
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
pub(crate) fn contract_of(path: &Path, text: &str) -> Option<String> {
    let is_document = path.extension().is_some_and(|extension| extension == "md") && text.starts_with("---");
    is_document.then(|| id(text).unwrap_or_default())
}

/// The identifier that a document says it has.
pub(crate) fn id(text: &str) -> Option<String> {
    contract::document::parse_without_cases(text).0.front.get("id")?.as_scalar().map(str::to_owned)
}

/// A contract document as it counts at an entry.
pub(crate) struct Document {
    /// Where it lies, or lay when it was proposed.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// How it was proposed, where it was.
    pub proposal: Option<Proposal>,
}

/// The contract documents as known at an entry, or now, in order of path: what was recorded, what an act brought into force in
/// its place, and what is proposed. Of a contract one version decides: the one that came into force last.
pub(crate) fn documents(workspace: &Workspace, upto: Option<u64>) -> Result<Vec<Document>, WorkspaceError> {
    let mut documents = each(workspace, upto)?.into_iter().collect::<Result<Vec<Document>, WorkspaceError>>()?;
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(documents)
}

/// The same, each with what keeps it from being read.
///
/// # Errors
/// The journal cannot be read.
pub(crate) fn each(
    workspace: &Workspace,
    upto: Option<u64>,
) -> Result<Vec<Result<Document, WorkspaceError>>, WorkspaceError> {
    let proposals = workspace.proposals(upto)?;
    let decides = |one: &&Proposal| {
        let last = proposals.iter().rfind(|other| other.from().is_some() && other.contract == one.contract);
        last.is_some_and(|last| last.entry == one.entry)
    };
    let acted: Vec<&Proposal> = proposals.iter().filter(|one| one.is_open() || decides(one)).collect();
    let is_replaced = |contract: &str| acted.iter().any(|one| one.from().is_some() && one.contract == contract);
    let mut recorded = BTreeMap::new();
    for row in workspace.journal.rows(&TEXT, upto, &[])? {
        let [path, sha256, contract] = ["path", "sha256", "contract"].map(|name| row.get(name).unwrap_or_default());
        recorded.insert(path.to_owned(), (sha256.to_owned(), contract.to_owned()));
    }
    let read = |name: &str, sha256: &str, proposal: Option<Proposal>| {
        let path = workspace.contracts_folder().join(name);
        let text = crate::workspace::text(&path, workspace.content(sha256)?)?;
        Ok::<Document, WorkspaceError>(Document { path, text, proposal })
    };
    let mut documents = Vec::new();
    let is_text = |name: &str| Path::new(name).extension().is_some_and(|of| of == "md");
    for (name, (sha256, contract)) in &recorded {
        if is_text(name) && !is_replaced(contract) {
            documents.push(read(name, sha256, None));
        }
    }
    for one in acted {
        if let Some(document) = one.document() {
            documents.push(read(&document.name, &document.sha256, Some(one.clone())));
        }
    }
    Ok(documents)
}
