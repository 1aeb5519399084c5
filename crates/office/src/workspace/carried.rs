//! What of a workspace is carried into a backup, and back: its journal written anew from its entries, and the files that
//! entries name. Keys, whatever says who a number is, and what can be made again stay behind, by rule.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use evidence::private;
use register::journal::copy;
use register::store::Location;

use super::{
    CARD, Card, JOURNAL, JOURNAL_PLACE, KEY, Workspace, WorkspaceError, at, contents, creation, location, newer,
};
use crate::fault::Fault;

/// The folders that are carried, but for what is derived in them.
const FOLDERS: [&str; 4] = [contents::FOLDER, "contracts", "evidence", "originals"];

/// What is made again from what is carried: editions, sightings, lists of names.
fn is_derived(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let whole = ["edition", "editions.json", "sightings.bin"].contains(&&*name);
    // Hidden: locks, and what is not whole yet; but one folder of submissions begins with a point.
    whole || name.starts_with("names-") || (name.starts_with('.') && name != ".unassigned")
}

/// Carries a workspace into a folder in which nothing is: the journal first, so that whatever its entries name is there when
/// files are copied, while others go on recording. The card is written last.
pub(crate) fn away(workspace: &Workspace, to: &Path) -> Result<(), Fault> {
    let journal = to.join(JOURNAL);
    copy(workspace.journal.location(), &Location::Sqlite(journal)).map_err(not_copied)?;
    for folder in FOLDERS {
        tree(&workspace.root.join(folder), &to.join(folder))?;
    }
    settled(to)?;
    let signing_key = match workspace.is_fictitious() {
        true => workspace.card.signing_key.clone(),
        false => workspace.signing_key(),
    };
    Ok(Card { signing_key, ..workspace.card.clone() }.write(to)?)
}

/// How a backup is brought back.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// The backup.
    pub from: &'a Path,
    /// The folder with the key of the pseudonyms, and in a fictitious workspace those that sign.
    pub keys: &'a Path,
    /// The key that signs, where it lies in another place than it did.
    pub signing_key: Option<&'a Path>,
    /// The PostgreSQL database of the journal; nothing for a file of the workspace.
    pub journal: Option<&'a str>,
}

/// Brings a backup back into a folder, whole or not at all. `look` sees it before it is in its place, and gives the note of a
/// newer checkpoint, where somebody holds one.
pub(crate) fn back(
    asked: &Back<'_>,
    root: &Path,
    look: impl FnOnce(&Workspace) -> Result<Option<String>, Fault>,
) -> Result<(), Fault> {
    let mut card = Card::read(asked.from)?;
    if let Some(key) = asked.signing_key {
        card.signing_key = key.canonicalize().map_err(at(key))?;
    }
    creation::whole(root, |unfinished| {
        private::folders(&unfinished.join("keys")).map_err(at(unfinished))?;
        if let Some(url) = asked.journal {
            let place = unfinished.join(JOURNAL_PLACE);
            private::write(&place, url).map_err(at(&place))?;
        }
        copy(&Location::Sqlite(asked.from.join(JOURNAL)), &location(unfinished)?).map_err(not_copied)?;
        for folder in FOLDERS {
            tree(&asked.from.join(folder), &unfinished.join(folder))?;
        }
        keys(asked.keys, &card, unfinished)?;
        // What is looked at must open; it is no workspace yet, where the folder is hidden.
        card.write(unfinished)?;
        let newer = Workspace::open(unfinished).map_err(Fault::from).and_then(|workspace| look(&workspace));
        let card_path = unfinished.join(CARD);
        fs::remove_file(&card_path).map_err(at(&card_path))?;
        if let Some(note) = newer? {
            let path = unfinished.join(newer::FILE);
            private::write(&path, note).map_err(at(&path))?;
        }
        settled(unfinished)?;
        Ok(card.write(unfinished)?)
    })
}

/// The key of the pseudonyms; and those that sign, where the card says that they lie in the workspace, as in a fictitious one.
fn keys(from: &Path, card: &Card, to: &Path) -> Result<(), WorkspaceError> {
    let signs = |name: &str| name.starts_with("signing") && name.ends_with(".key") && card.signing_key.is_relative();
    for entry in fs::read_dir(from).map_err(at(from))? {
        let path = entry.map_err(at(from))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let target = to.join("keys").join(&name);
        if target == to.join(KEY) || signs(&name) {
            let bytes = fs::read(&path).map_err(at(&path))?;
            private::write(&target, bytes).map_err(at(&target))?;
        }
    }
    Ok(())
}

fn not_copied(error: register::RecordError) -> Fault {
    match error {
        register::RecordError::Fault(fault) => WorkspaceError::Journal(fault).into(),
        refused => Fault::NotRecorded(Box::new(refused)),
    }
}

fn settled(folder: &Path) -> Result<(), WorkspaceError> {
    private::settle_all(folder).map_err(at(folder))
}

/// Copies a folder with all in it that is not derived. What disappears meanwhile was not whole, or nobody's.
fn tree(from: &Path, to: &Path) -> Result<(), WorkspaceError> {
    let entries = match fs::read_dir(from) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        read => read.map_err(at(from))?,
    };
    private::folders(to).map_err(at(to))?;
    for entry in entries {
        let entry = entry.map_err(at(from))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if is_derived(&entry.file_name()) {
            continue;
        }
        let kind = entry.file_type().map_err(at(&path))?;
        if kind.is_dir() {
            tree(&path, &target)?;
        } else if kind.is_file() {
            match fs::copy(&path, &target) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                copied => drop(copied.map_err(at(&path))?),
            }
        }
    }
    Ok(())
}
