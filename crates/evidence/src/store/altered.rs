//! Files of submissions held against the hashes by which entries and manifests name them.

use std::fs;
use std::path::{Path, PathBuf};

use contract::identity::OperatorId;

use super::recorded::{Listed, Recorded};
use super::shelf::{read_listed, sha256};
use super::{Store, StoreError, UNASSIGNED, locked};

/// A file that is not what was recorded, and what is the matter with it.
pub type Altered = (PathBuf, String);

impl Store {
    /// Looks at every file of an operator's submissions, or of those of no single operator: how many there are, and which are not
    /// what was recorded.
    #[must_use]
    pub fn files_altered(&self, operator: Option<&OperatorId>, list: &[Listed]) -> (u64, Vec<Altered>) {
        let home = self.root().join(operator.map_or(UNASSIGNED, OperatorId::as_str));
        let (mut files, mut altered) = (0, Vec::new());
        for listed in list {
            files += 1;
            let folder = home.join(&listed.submission);
            let shelved = match read_listed(&home, listed) {
                Ok(shelved) => shelved,
                Err(error) => {
                    altered.push((folder.join("manifest.json"), error.to_string()));
                    continue;
                }
            };
            let tables = shelved.manifest.tables.iter().map(|(name, of)| (format!("{name}.parquet"), &of.sha256));
            let lines = shelved.manifest.lines.iter().map(|lines| ("lines.bin".to_owned(), &lines.sha256));
            for (name, hash) in tables.chain(lines) {
                files += 1;
                let path = folder.join(name);
                if let Err(what) = is_that(&path, hash) {
                    altered.push((path, what));
                }
            }
        }
        (files, altered)
    }

    /// Whether what is kept of whom an operator's files name is what they say.
    pub fn names_stand(&self, operator: &OperatorId) -> Result<bool, StoreError> {
        locked(&*self.shelf(operator)?).sightings_stand()
    }

    /// Submissions that lie in the store and do not count: a program that was stopped left them behind.
    pub fn left_behind(&self) -> Result<Vec<String>, StoreError> {
        let (found, counts) = (Recorded::found(self.root())?, self.recorded());
        let of = |name: &str, lying: &[Listed], known: &[Listed]| -> Vec<String> {
            let is_left = |one: &&Listed| known.iter().all(|other| other.submission != one.submission);
            lying.iter().filter(is_left).map(|one| format!("{name}/{}", one.submission)).collect()
        };
        let mut left: Vec<String> = found
            .operators()
            .flat_map(|operator| of(operator.as_str(), found.of(operator), counts.of(operator)))
            .collect();
        left.extend(of(UNASSIGNED, found.unassigned(), counts.unassigned()));
        Ok(left)
    }
}

fn is_that(path: &Path, hash: &str) -> Result<(), String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    if sha256(&bytes) == hash { Ok(()) } else { Err("is not the file that its manifest names".to_owned()) }
}
