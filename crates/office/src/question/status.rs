//! What lies in the folder and is not recorded, and what was recorded and does not lie there any more. It looks at names and
//! hashes, quickly; whether everything is what was recorded, `verify` proves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use register::canonical::Value;

use crate::act::record_text::{Standing, texts};
use crate::actor::{Actor, Matter};
use crate::answer::status::{Difference, Status};
use crate::fault::Fault;
use crate::texts::recorded;
use crate::workspace::{Workspace, WorkspaceError, at, contents};

/// What a workspace has at its root.
const KNOWN: [&str; 11] = [
    "workspace.json",
    "journal.sqlite",
    "journal.sqlite-wal",
    "journal.sqlite-shm",
    "contents",
    "originals",
    "contracts",
    "evidence",
    "results",
    "keys",
    "vault",
];

/// How the folder of a workspace stands to its journal.
///
/// # Errors
/// An actor who is not told, a workspace that cannot be read.
pub fn status(workspace: &Workspace, actor: &Actor) -> Result<Status, Fault> {
    actor.scope(Matter::Record)?;
    let mut status = Status::default();
    of_texts(workspace, actor, &mut status)?;
    of_contents(workspace, &mut status)?;
    of_submissions(workspace, &mut status)?;
    strangers(workspace, &mut status)?;
    status.differences.sort();
    Ok(status)
}

fn of_texts(workspace: &Workspace, actor: &Actor, status: &mut Status) -> Result<(), Fault> {
    let acts = workspace.proposals(None)?;
    for text in texts(workspace, actor)? {
        let proposed = acts.iter().find(|one| one.is_open() && one.path == text.path);
        let binding = acts.iter().rev().find(|one| one.from().is_some() && one.path == text.path);
        let is_as_proposed = proposed.and_then(|one| one.document()).is_some_and(|document| {
            let lying = std::fs::read(workspace.contracts_folder().join(&text.path));
            lying.is_ok_and(|bytes| contents::sha256(&bytes) == document.sha256)
        });
        let is = match (text.standing, proposed.is_some(), binding.is_some()) {
            (Standing::Recorded, ..) => None,
            (_, true, _) if is_as_proposed => None,
            (Standing::Missing, ..) => Some("missing"),
            (_, true, _) => Some("proposed"),
            (_, _, true) => Some("in_force"),
            (Standing::New, ..) => Some("new"),
            (Standing::Changed, ..) => Some("changed"),
        };
        match is {
            None => status.texts += 1,
            Some(is) => status.differences.push(Difference { is, place: format!("contracts/{}", text.path) }),
        }
    }
    Ok(())
}

/// Contents that entries name, by their hash, and files among them that no entry names.
fn of_contents(workspace: &Workspace, status: &mut Status) -> Result<(), Fault> {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    named.extend(recorded::every(workspace)?.into_iter().map(|(path, sha256)| (sha256, path)));
    for entry in workspace.journal.entries(1, workspace.head()?.entries) {
        let entry = entry.map_err(WorkspaceError::from)?;
        for field in ["report", "file"] {
            if let Some(sha256) = entry.body.get(field).and_then(Value::as_text).filter(|text| text.len() == 64) {
                named.entry(sha256.to_owned()).or_insert_with(|| entry.number.to_string());
            }
        }
    }
    let folder = workspace.root().join(contents::FOLDER);
    let mut lying = BTreeSet::new();
    for path in inside(&folder)?.iter().filter(|path| path.is_dir()) {
        lying.extend(inside(path)?.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())));
    }
    for (sha256, place) in &named {
        match (lying.contains(sha256), workspace.content(sha256)) {
            (false, _) => status.differences.push(Difference { is: "missing", place: content(sha256, place) }),
            (true, Err(_)) => status.differences.push(Difference { is: "altered", place: content(sha256, place) }),
            (true, Ok(_)) => status.contents += 1,
        }
    }
    let strange = lying.iter().filter(|name| !named.contains_key(*name));
    status.differences.extend(strange.map(|name| Difference { is: "stranger", place: content(name, "") }));
    Ok(())
}

fn content(sha256: &str, of: &str) -> String {
    let place = format!("{}/{}/{sha256}", contents::FOLDER, sha256.get(..2).unwrap_or_default());
    if of.is_empty() { place } else { format!("{place} ({of})") }
}

/// Submissions by the hash of their manifest, through which they name everything else.
fn of_submissions(workspace: &Workspace, status: &mut Status) -> Result<(), Fault> {
    let recorded = workspace.journaled()?;
    let folder = workspace.root().join("evidence");
    let of = |name: &str, list: &[evidence::store::Listed], status: &mut Status| {
        for one in list {
            let place = format!("evidence/{name}/{}", one.submission);
            let manifest = folder.join(name).join(&one.submission).join("manifest.json");
            let hash = std::fs::read(&manifest).map(|bytes| contents::sha256(&bytes));
            let is = match (hash, &one.recorded) {
                (Err(_), _) => Some("missing"),
                (Ok(hash), Some((_, known))) if hash != *known => Some("altered"),
                _ => None,
            };
            match is {
                None => status.submissions += 1,
                Some(is) => status.differences.push(Difference { is, place }),
            }
        }
    };
    for operator in recorded.operators() {
        of(operator.as_str(), recorded.of(operator), status);
    }
    of(".unassigned", recorded.unassigned(), status);
    let left = workspace.store.left_behind().map_err(WorkspaceError::from)?;
    status
        .differences
        .extend(left.into_iter().map(|name| Difference { is: "left", place: format!("evidence/{name}") }));
    Ok(())
}

/// Files of no use here: at the root, and among the texts.
fn strangers(workspace: &Workspace, status: &mut Status) -> Result<(), Fault> {
    for path in inside(workspace.root())? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with('.') && !KNOWN.contains(&name.as_str()) {
            status.differences.push(Difference { is: "stranger", place: name });
        }
    }
    let (mut folders, root) = (vec![workspace.contracts_folder()], workspace.root());
    while let Some(folder) = folders.pop() {
        for path in inside(&folder)? {
            let is_text = path.extension().is_some_and(|extension| extension == "md" || extension == "csv");
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if !is_text {
                let place = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                status.differences.push(Difference { is: "stranger", place });
            }
        }
    }
    Ok(())
}

fn inside(folder: &Path) -> Result<Vec<std::path::PathBuf>, WorkspaceError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    crate::files::Walked::default().inside(folder).map_err(at(folder))
}
