//! The list of submissions as bytes: what tells one state of the evidence from the next, without opening anything.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::edition::EDITION;
use super::shelf::folders;
use super::sightings::SIGHTINGS;
use super::{Store, StoreError, UNASSIGNED, at};

impl Store {
    /// The list of all submissions, operator by operator, as bytes: a submission never changes, and its name is made of
    /// a hash of its content, so that equal lists are equal evidence.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn listing(&self) -> Result<Vec<u8>, StoreError> {
        let mut operators = folders(self.root())?;
        operators.push(UNASSIGNED.to_owned());
        let list = |operator: &String| {
            let names = names(&self.root().join(operator))?;
            Ok(format!("{operator}\n{}\n\n", names.join("\n")))
        };
        let lists = operators.par_iter().map(list).collect::<Result<Vec<String>, StoreError>>()?;
        Ok(lists.concat().into_bytes())
    }
}

/// The names in a folder that are no derived or unfinished things, sorted, without asking what each is.
fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let Ok(name) = entry.map_err(at(folder))?.file_name().into_string() else { continue };
        if !name.starts_with('.') && name != EDITION && name != SIGHTINGS {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
