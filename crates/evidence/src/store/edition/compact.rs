//! Making editions: the gathered rows of each operator written once, for everybody who reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use contract::calendar::Date;
use contract::identity::OperatorId;
use rayon::prelude::*;

use super::super::shelf::sha256;
use super::super::{Store, StoreError, at, locked, write};
use super::index::{INDEX, Index, Stamp};
use super::spans::Hashes;
use super::{EDITION, Entry, FORM, Header, RowsHandedIn, TableHeader, number, parquet_file};
use crate::columns::{OperatorEvidence, TableColumns};
use crate::schema::{self, TableSchema};

impl Store {
    /// Makes an edition for every operator whose submissions have none, from all that was received, and calls after each.
    /// Answers before and after are the same; only their speed differs.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn compact(&self, progress: impl Fn(&OperatorId) + Sync) -> Result<(), StoreError> {
        let _lock = write::lock(&self.root().join(".editions"))?;
        self.refresh();
        let everybody = self.every_operator()?;
        let index = self.editions()?;
        if index.whole && !everybody.is_empty() {
            return Ok(());
        }
        let last = self.last_received(&everybody)?;
        let made = everybody.par_iter().map(|operator| {
            let entry = self.compact_one(operator, last, index.operators.get(operator))?;
            progress(operator);
            Ok((operator.clone(), entry))
        });
        let operators = made.collect::<Result<BTreeMap<_, _>, StoreError>>()?;
        self.publish(Index::new(last, operators))
    }

    /// The last day on which anything was received.
    fn last_received(&self, everybody: &[OperatorId]) -> Result<Date, StoreError> {
        let last = everybody.par_iter().map(|operator| {
            let shelf = self.shelf(operator)?;
            let last = locked(&shelf).kept().last().map(|last| last.manifest.received);
            Ok(last)
        });
        let last: Vec<Option<Date>> = last.collect::<Result<_, StoreError>>()?;
        Ok(last.into_iter().flatten().max().unwrap_or(Date::from_days(0)))
    }

    fn compact_one(&self, operator: &OperatorId, day: Date, known: Option<&Entry>) -> Result<Entry, StoreError> {
        let folder = self.root().join(operator.as_str());
        let shelf = self.shelf(operator)?;
        let fingerprint = self.fingerprint(operator, day)?;
        if let Some(known) = known.filter(|known| known.fingerprint == fingerprint) {
            return Ok(known.clone());
        }
        let _lock = write::lock(&folder)?;
        locked(&shelf).list()?;
        let names: Vec<&str> = schema::TABLES.iter().map(|table| table.name).collect();
        let evidence = self.load(operator, &names, day)?;
        let home = folder.join(EDITION);
        fs::create_dir_all(&home).map_err(at(&home))?;
        let (edition, hash) = self.write_edition(&home, &evidence)?;
        let (mut rows, mut first_received) = (RowsHandedIn::default(), None);
        for shelved in locked(&shelf).kept() {
            first_received = first_received.or(Some(shelved.manifest.received));
            for piece in &shelved.manifest.pieces {
                rows.used += piece.accounting.used;
                rows.ignored += piece.accounting.ignored.values().sum::<u64>();
                rows.refused += piece.accounting.refused.values().sum::<u64>();
            }
        }
        let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let stamp = Stamp::of(&folder).ok_or_else(|| at(&folder)(gone()))?;
        Ok(Entry { edition, sha256: hash, fingerprint, first_received, rows, stamp })
    }

    /// Writes an edition under the hash of its header; that name, and the hash.
    fn write_edition(&self, home: &Path, evidence: &OperatorEvidence) -> Result<(String, String), StoreError> {
        let unfinished = home.join(".new");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
        }
        fs::create_dir(&unfinished).map_err(at(&unfinished))?;
        let fault = |name: &str| {
            let path = home.join(name);
            move |source| StoreError::Table { path, source }
        };
        let put = |name: &str, bytes: &[u8]| -> Result<(), StoreError> {
            let path = unfinished.join(name);
            fs::write(&path, bytes).map_err(at(&path))
        };
        let (persons, persons_parts) =
            parquet_file::encode_persons(&evidence.persons).map_err(fault("persons.parquet"))?;
        put("persons.parquet", &persons)?;
        let mut tables = BTreeMap::new();
        for schema in schema::TABLES {
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
        let pieces = evidence.pieces.clone();
        let header = Header { form: FORM, persons: evidence.persons.len(), persons_parts, pieces, tables };
        let path = home.join("edition.json");
        let text = serde_json::to_vec(&header).map_err(|source| StoreError::Manifest { path, source })?;
        put("edition.json", &text)?;
        let hash = sha256(&text);
        let edition = hash.get(..16).unwrap_or(&hash).to_owned();
        let finished = home.join(&edition);
        if finished.exists() {
            fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
        } else {
            fs::rename(&unfinished, &finished).map_err(at(&finished))?;
        }
        Ok((edition, hash))
    }

    /// Replaces the index, and removes editions that it no longer names.
    fn publish(&self, index: Index) -> Result<(), StoreError> {
        let path = self.root().join(INDEX);
        let unfinished = self.root().join(".new-editions");
        let text = serde_json::to_vec(&index).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
        fs::write(&unfinished, text).map_err(at(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(at(&path))?;
        for (operator, entry) in &index.operators {
            let home = self.root().join(operator.as_str()).join(EDITION);
            for name in super::super::shelf::folders(&home)?.into_iter().filter(|name| *name != entry.edition) {
                let old = home.join(name);
                fs::remove_dir_all(&old).map_err(at(&old))?;
            }
        }
        self.refresh();
        Ok(())
    }
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
        words,
        parts,
        origins,
        covered: columns.covered.iter().copied().map(number).collect(),
        doubtful: columns.doubtful.iter().copied().map(number).collect(),
        present: columns.present,
        awaited: columns.awaited.clone(),
        filed: columns.filed.iter().map(|(period, names)| (number(*period), names.clone())).collect(),
    }
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
