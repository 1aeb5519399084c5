//! Whether what is kept of results is what was written: every index under its own hash, every file under that of the index, what came
//! of a document's cases under its own.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{FORM, INDEX, decode, name};
use crate::texts::cases;

/// Files that are not what was written, and why. One of another form is another version's, and passed over.
pub(crate) fn altered(workspace: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for contract in folders(&workspace.join("results")) {
        found.extend(cases::altered(&contract).map(|path| (path, "it is not what was written".to_owned())));
        for readings in folders(&contract) {
            of_one(&readings, &mut found);
        }
    }
    found
}

fn of_one(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let path = folder.join(INDEX);
    let Some(bytes) = fs::read(&path).ok().filter(|bytes| bytes.starts_with(FORM)) else { return };
    let Some(entries) = decode(&bytes) else {
        return found.push((path, "it is not what was written".to_owned()));
    };
    for (operator, entry) in &entries {
        let path = folder.join(name(operator, &entry.key));
        // Whoever takes a file away has it computed anew.
        let Ok(bytes) = fs::read(&path) else { continue };
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != entry.file_sha256 {
            found.push((path, "it is not what its index says".to_owned()));
        }
    }
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    all.sort_unstable();
    all
}
