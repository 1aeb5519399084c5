//! Whether the index of editions and the national list of names are what the submissions say: both are derived, and whoever may
//! write can change them together with what they name.

use std::fs;
use std::path::PathBuf;

use super::super::altered::Altered;
use super::super::{Listed, Position, Store, StoreError, at, recorded};
use super::index::{INDEX, Index};
use super::names::Seen;

impl Store {
    /// What is the matter with either; `plain` is the same store, read from submissions alone. Nothing where there is no index.
    pub fn index_altered(&self, plain: &Store) -> Result<Vec<Altered>, StoreError> {
        let path = self.root().join(INDEX);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.map_err(at(&path))?,
        };
        let recorded = self.recorded();
        let Some(index) = Index::read(self.root(), &recorded)? else {
            return Ok(vec![(path, "it cannot be read".to_owned())]);
        };
        let mut found: Vec<Altered> = Vec::new();
        let mut tell = |what: String| found.push((path.clone(), what));
        if serde_json::to_vec(&index).ok() != Some(bytes) {
            tell("it is written otherwise than it was".to_owned());
        }
        let lists = recorded.operators().map(|operator| recorded.of(operator)).chain([recorded.unassigned()]);
        let positions: Vec<Position> = lists.flatten().flat_map(positions).collect();
        if !positions.contains(&index.since) {
            tell("it stands for a position at which nothing was recorded".to_owned());
        }
        for operator in recorded.operators() {
            let list = recorded.of(operator);
            let counted = list.iter().take_while(|one| one.recorded.as_ref().is_some_and(|(at, _)| *at <= index.since));
            let counted = &until(&list[..counted.count()], index.since);
            let Some(entry) = index.operators.get(operator) else {
                if !counted.is_empty() {
                    tell(format!("it does not name {operator}"));
                }
                continue;
            };
            let said = (entry.rows, entry.first_received, entry.fingerprint.clone());
            let made = (
                plain.rows_handed_in(operator, index.since)?,
                plain.first_received(operator)?,
                plain.fingerprint(operator, index.since)?,
            );
            if said != made || recorded::mark(counted) != entry.mark {
                tell(format!("of {operator} it says something else than the submissions"));
            }
        }
        for operator in index.operators.keys().filter(|operator| recorded.of(operator).is_empty()) {
            tell(format!("it names {operator}, of whom nothing was recorded"));
        }
        found.extend(self.names_altered(&index.names));
        Ok(found)
    }

    fn names_altered(&self, hash: &str) -> Option<Altered> {
        let path: PathBuf = self.root().join(Seen::name(hash));
        match Seen::open(self.root(), hash).and_then(|seen| seen.read_through()) {
            Ok(()) => None,
            Err(error) => Some((path, error.to_string())),
        }
    }
}

/// Where something of a submission was recorded: that it was handed in, and that a file of it was withdrawn.
fn positions(one: &Listed) -> impl Iterator<Item = Position> {
    let recorded = one.recorded.as_ref().map(|(at, _)| *at);
    recorded.into_iter().chain(one.withdrawn.iter().map(|(_, at)| *at))
}

/// The same list as it stood at a position, before what was withdrawn later.
fn until(list: &[Listed], since: Position) -> Vec<Listed> {
    let mut list = list.to_vec();
    list.iter_mut().for_each(|one| one.withdrawn.retain(|(_, at)| *at <= since));
    list
}
