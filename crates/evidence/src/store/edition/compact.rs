//! Making editions: the gathered rows of each operator written once, for everybody who reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use contract::identity::OperatorId;
use rayon::prelude::*;

use super::super::shelf::{Shelved, sha256};
use super::super::{Position, Store, StoreError, at, locked, write};
use super::changes::{add_changed, says};
use super::index::{INDEX, Index};
use super::names::{self, Name, Named, Said, Seen};
use super::spans::Hashes;
use super::{EDITION, Entry, FORM, Header, RowsHandedIn, TableHeader, Wish, number, parquet_file};
use crate::columns::{OperatorEvidence, TableColumns};
use crate::private;
use crate::pseudonym::Sighting;
use crate::schema::TableSchema;

impl Store {
    /// How many operators have submissions that no edition knows, and how many operators there are.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn waiting(&self) -> Result<(usize, usize), StoreError> {
        self.look_again();
        let all = self.every_operator().len();
        Ok((self.editions()?.0.as_ref().map_or(all, |(_, changes)| changes.operators.len()), all))
    }

    /// Whether an operator's evidence read by way of editions is what its submissions say.
    ///
    /// # Errors
    /// Either cannot be read.
    pub fn says_the_same(&self, plain: &Store, operator: &OperatorId) -> Result<bool, StoreError> {
        let columns = |table: &TableSchema| table.columns.iter().map(|column| column.name.to_owned()).collect();
        let all = self.tables().tables().iter().map(|table| (table.name.to_owned(), columns(table))).collect();
        let mut kept = self.columns_as_kept(operator, &all, Position::END)?;
        let mut made = plain.columns_as_kept(operator, &all, Position::END)?;
        tidy(&mut kept);
        tidy(&mut made);
        Ok(kept.persons == made.persons && kept.doubtful_persons == made.doubtful_persons && kept.tables == made.tables)
    }

    /// Makes an edition for every operator whose submissions have none, from all that was received, and calls after each.
    /// Answers before and after are the same; only their speed differs.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn compact(&self, progress: impl Fn(&OperatorId) + Sync) -> Result<(), StoreError> {
        let _lock = write::lock(&self.root().join(".editions"))?;
        self.refresh();
        let everybody = self.every_operator();
        let current = self.editions()?;
        let unsound = std::mem::take(&mut *locked(&self.unsound));
        let known = self.tables();
        let is_sound = |operator: &OperatorId, entry: &Entry| {
            !unsound.contains(operator) && entry.holds(known.tables()) && self.has_edition(operator, entry)
        };
        if let Some((index, changes)) = &current.0
            && changes.operators.is_empty()
            && index.operators.iter().all(|(operator, entry)| is_sound(operator, entry))
        {
            return Ok(());
        }
        let (last, names) = match &current.0 {
            // What changed is added to what is known.
            Some((index, changes)) if changes.said().is_empty() => (changes.known_from, index.names.clone()),
            Some((index, changes)) => {
                let mut all = Seen::open(self.root(), &index.names)?.all()?;
                add_changed(&mut all, changes.said());
                (changes.known_from, Seen::write(self.root(), &all)?)
            }
            None => self.everything_said(&everybody)?,
        };
        let made = everybody.par_iter().map(|operator| {
            let entry = match current.standing(operator).filter(|entry| is_sound(operator, entry)) {
                Some(entry) => Some(entry.clone()),
                None => {
                    let entry = self.compact_one(operator, last)?;
                    progress(operator);
                    entry
                }
            };
            Ok(entry.map(|entry| (operator.clone(), entry)))
        });
        let operators = made.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect();
        self.publish(&Index::new(last, names, operators))?;
        // Whatever was met on the way is made anew by now.
        locked(&self.unsound).clear();
        Ok(())
    }

    /// Forgets that there are editions: where positions of what was recorded are others than they were. The next gathering makes
    /// them anew.
    ///
    /// # Errors
    /// The system.
    pub fn abandon_editions(&self) -> Result<(), StoreError> {
        let _lock = write::lock(&self.root().join(".editions"))?;
        let path = self.root().join(INDEX);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(&path)(error)),
            _ => {
                *locked(&self.editions) = None;
                Ok(())
            }
        }
    }

    /// Whether an edition is there, with the header that the index names.
    fn has_edition(&self, operator: &OperatorId, entry: &Entry) -> bool {
        self.open_edition(operator, entry)
            .is_ok_and(|edition| Store::is_there(&edition.folder, edition.header.tables.keys().cloned()))
    }

    /// The last day on which anything was received, and the list of all that was said by then.
    fn everything_said(&self, everybody: &[OperatorId]) -> Result<(Position, String), StoreError> {
        let of_one = |operator: &OperatorId| {
            let shelf = self.shelf(operator)?;
            let mut shelf = locked(&shelf);
            let last = shelf.last_changed();
            Ok((last, says(&mut shelf)?))
        };
        let mut last = Position::START;
        let mut all = Said::new();
        for (received, said) in everybody.par_iter().map(of_one).collect::<Result<Vec<_>, StoreError>>()? {
            last = received.map_or(last, |received| received.max(last));
            for sighting in said {
                *all.entry(sighting).or_default() += 1;
            }
        }
        Ok((last, Seen::write(self.root(), &all)?))
    }

    /// Makes the edition of an operator; none where a damaged file would be missing in it.
    fn compact_one(&self, operator: &OperatorId, day: Position) -> Result<Option<Entry>, StoreError> {
        let folder = self.root().join(operator.as_str());
        let shelf = self.shelf(operator)?;
        let mark = locked(&shelf).mark();
        private::folders(&folder.join(EDITION)).map_err(at(&folder))?;
        let tables: Vec<_> = self.tables().tables().to_vec();
        let wish = Wish { tables, columns: None, only: None, origins: true };
        let mut evidence = match self.through_edition(operator, &wish, day)? {
            Some(evidence) => evidence,
            None => {
                let names: Vec<&str> = self.tables().tables().iter().map(|table| table.name).collect();
                self.load_rows(operator, None, &names, day)?
            }
        };
        if self.lacks(operator) {
            return Ok(None);
        }
        tidy(&mut evidence);
        let (rows, first_received, submissions) = {
            let shelf = locked(&shelf);
            let of = |shelved: &Arc<Shelved>| (shelved.manifest.submission.clone(), shelved.mark(day));
            let first = shelf.kept().first().map(|first| first.at);
            (RowsHandedIn::of(shelf.kept().iter()), first, shelf.kept().iter().map(of).collect())
        };
        let names = self.names(operator, day)?;
        let (edition, hash) = self.write_edition(&folder.join(EDITION), &evidence, submissions, &names)?;
        let fingerprint = self.fingerprint(operator, day)?;
        let tables = wish.tables.iter().map(|table| (table.name.to_owned(), table.shape())).collect();
        Ok(Some(Entry { edition, sha256: hash, fingerprint, first_received, rows, mark, tables }))
    }

    /// Whom an operator's files name, and who it is.
    fn names(&self, operator: &OperatorId, day: Position) -> Result<Vec<u8>, StoreError> {
        let who = self.who(operator, day)?;
        let shelf = self.shelf(operator)?;
        let mut shelf = locked(&shelf);
        let in_force = says(&mut shelf)?;
        let name = |said: &Sighting| {
            let named = said.number.or(said.card)?;
            let (person, doubtful) = (who.person(*said)?, who.is_doubtful(named));
            Some((*said, Name { in_force: in_force.contains(said), doubtful, person }))
        };
        let named: Named = shelf.sightings()?.keys().chain(&in_force).filter_map(name).collect();
        Ok(names::encode(&named))
    }

    /// Writes an edition under the hash of its header; that name, and the hash.
    fn write_edition(
        &self,
        home: &Path,
        evidence: &OperatorEvidence,
        submissions: BTreeMap<String, String>,
        names: &[u8],
    ) -> Result<(String, String), StoreError> {
        let unfinished = home.join(".new");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
        }
        private::folder(&unfinished).map_err(at(&unfinished))?;
        let fault = |name: &str| {
            let path = home.join(name);
            move |source| StoreError::Table { path, source }
        };
        let put = |name: &str, bytes: &[u8]| -> Result<(), StoreError> {
            let path = unfinished.join(name);
            private::write(&path, bytes).map_err(at(&path))
        };
        let (persons, persons_parts) =
            parquet_file::encode_persons(&evidence.persons).map_err(fault("persons.parquet"))?;
        put("persons.parquet", &persons)?;
        let mut tables = BTreeMap::new();
        for schema in self.tables().tables().iter().copied() {
            let Some(columns) = evidence.tables.get(schema.name) else { continue };
            let name = format!("{}.parquet", schema.name);
            let ((bytes, parts), words) = parquet_file::encode(schema, columns).map_err(fault(&name))?;
            put(&name, &bytes)?;
            let name = format!("{}.origins.parquet", schema.name);
            let (bytes, of_origins) =
                parquet_file::encode_origins(&origins(evidence, columns)).map_err(fault(&name))?;
            put(&name, &bytes)?;
            tables.insert(schema.name.to_owned(), header(schema, columns, words, (parts, of_origins)));
        }
        put("names.bin", names)?;
        let pieces = evidence.pieces.clone();
        let number = |person| evidence.persons.binary_search(person).ok().and_then(|place| u32::try_from(place).ok());
        let doubtful = evidence.doubtful_persons.iter().filter_map(number).collect();
        let persons = evidence.persons.len();
        let names = sha256(names);
        let header = Header { form: FORM, submissions, persons, persons_parts, doubtful, names, pieces, tables };
        let path = home.join("edition.json");
        let text = serde_json::to_vec(&header).map_err(|source| StoreError::Manifest { path, source })?;
        put("edition.json", &text)?;
        let hash = sha256(&text);
        let edition = hash.get(..16).unwrap_or(&hash).to_owned();
        let finished = home.join(&edition);
        if finished.exists() {
            // It may have been damaged. Whoever reads it meanwhile goes to the submissions.
            fs::remove_dir_all(&finished).map_err(at(&finished))?;
        }
        fs::rename(&unfinished, &finished).map_err(at(&finished))?;
        Ok((edition, hash))
    }

    /// Replaces the index, and removes editions that it no longer names.
    fn publish(&self, index: &Index) -> Result<(), StoreError> {
        let path = self.root().join(INDEX);
        let unfinished = self.root().join(".new-editions");
        let text = serde_json::to_vec(index).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
        private::write(&unfinished, text).map_err(at(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(at(&path))?;
        for (operator, entry) in &index.operators {
            let home = self.root().join(operator.as_str()).join(EDITION);
            for name in super::super::shelf::folders(&home)?.into_iter().filter(|name| *name != entry.edition) {
                let old = home.join(name);
                fs::remove_dir_all(&old).map_err(at(&old))?;
            }
        }
        let names = Seen::name(&index.names);
        for entry in fs::read_dir(self.root()).map_err(at(self.root()))? {
            let entry = entry.map_err(at(self.root()))?;
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| name.starts_with("names-") && name != names) {
                fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
            }
        }
        self.refresh();
        Ok(())
    }
}

/// Leaves out persons of whom a correction left no row and files that it left no line of, and sorts files: what comes out
/// does not tell in how many steps it was gathered.
fn tidy(evidence: &mut OperatorEvidence) {
    let numbers = evidence.tables.values().flat_map(|table| &table.person);
    let places = keep(&mut evidence.persons, numbers.copied());
    for person in evidence.tables.values_mut().flat_map(|table| &mut table.person) {
        *person = places.get(place(*person)).copied().unwrap_or(u32::MAX);
    }
    // Lines of rows that were replaced are still listed, but no row names them.
    let named = evidence.tables.values().flat_map(|table| &table.origins);
    let lines = named.flat_map(|(first, end)| evidence.origins.get(place(*first)..place(*end)).unwrap_or_default());
    let places = keep(&mut evidence.pieces, lines.map(|(piece, _)| *piece));
    for (piece, _) in &mut evidence.origins {
        *piece = places.get(place(*piece)).copied().unwrap_or(u32::MAX);
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Keeps what is used, sorted and once; the new place of each.
fn keep<T: Ord + Clone>(all: &mut Vec<T>, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut used = vec![false; all.len()];
    numbers.for_each(|number| used.get_mut(place(number)).into_iter().for_each(|used| *used = true));
    let mut kept: Vec<T> = all.iter().zip(&used).filter(|(_, used)| **used).map(|(one, _)| one.clone()).collect();
    kept.sort_unstable();
    kept.dedup();
    let new_place = |one: &T| u32::try_from(kept.binary_search(one).unwrap_or(0)).unwrap_or(u32::MAX);
    let places = all.iter().map(new_place).collect();
    *all = kept;
    places
}

fn header(
    schema: &TableSchema,
    columns: &TableColumns,
    words: parquet_file::Words,
    (parts, origins): (Hashes, Hashes),
) -> TableHeader {
    debug_assert!(schema.period.is_some() || columns.covered.is_empty(), "only periods are covered");
    TableHeader {
        rows: columns.rows,
        columns: columns.columns.keys().cloned().collect(),
        unread: unread(columns),
        words,
        parts,
        origins,
        covered: columns.covered.iter().copied().map(number).collect(),
        unnamed: columns.unnamed.iter().map(|(period, rows)| (period.map(number), *rows)).collect(),
        present: columns.present,
        awaited: columns.awaited.clone(),
        awaits_more: columns.awaits_more,
        filed: columns.filed.iter().map(|(period, names)| (number(*period), names.clone())).collect(),
    }
}

/// The columns with cells that could not be read.
fn unread(columns: &TableColumns) -> BTreeSet<String> {
    columns.columns.iter().filter(|(_, column)| column.unread.is_some()).map(|(name, _)| name.clone()).collect()
}

/// Row, file and line of each line that a table's rows were gathered from.
fn origins(evidence: &OperatorEvidence, table: &TableColumns) -> Vec<(u32, u32, u32)> {
    let mut lines = Vec::with_capacity(table.rows);
    for (row, (first, end)) in (0u32..).zip(&table.origins) {
        for place in *first..*end {
            let origin = usize::try_from(place).ok().and_then(|place| evidence.origins.get(place));
            lines.extend(origin.map(|(piece, line)| (row, *piece, *line)));
        }
    }
    lines
}
