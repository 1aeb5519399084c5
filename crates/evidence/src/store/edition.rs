//! Editions: one operator's evidence gathered, sorted and laid out in columns, so that it is read as fast as it can be
//! decoded.
//!
//! An edition is derived: it says nothing that the submissions do not say, can be deleted at any time, and is used only
//! while it stands for exactly the submissions there are. `editions.json`, beside the operators' folders, tells for which
//! submissions each was made; it answers for days from the last submission it knows on. For an earlier day, for an operator
//! with newer submissions and where links between official numbers changed, the submissions themselves are read.
//!
//! ```text
//! <store>/editions.json                               which editions there are, and for what they stand
//! <store>/<operator>/edition/<id>/<table>.parquet     rows, sorted by person and period
//! <store>/<operator>/edition/<id>/persons.parquet     the persons that rows number
//! <store>/<operator>/edition/<id>/<table>.origins.parquet   the lines that rows were gathered from
//! <store>/<operator>/edition/<id>/edition.json        coverage, files, words, and the hash of each file
//! ```

mod compact;
mod index;
mod parquet_file;
mod spans;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use contract::calendar::{Date, Interval, Month};
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use serde::{Deserialize, Serialize};

use super::shelf::sha256;
use super::{Store, StoreError, at};
use crate::columns::{OperatorEvidence, TableColumns};
use crate::schema::{self, TableSchema};
pub(crate) use index::{Entry, Index};
use parquet_file::{Wanted, Words};
use spans::Hashes;

/// The version of the form of editions.
const FORM: u32 = 1;
/// The folder, in an operator's folder, that holds its edition.
pub(crate) const EDITION: &str = "edition";

/// What an edition says of itself beside its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    form: u32,
    /// The number of persons, and the hashes of their file.
    persons: usize,
    persons_parts: Hashes,
    /// The files that rows come from.
    pieces: Vec<(String, String)>,
    tables: BTreeMap<String, TableHeader>,
}

/// One table of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TableHeader {
    rows: usize,
    columns: BTreeSet<String>,
    words: Words,
    parts: Hashes,
    origins: Hashes,
    covered: Vec<i32>,
    doubtful: Vec<i32>,
    present: bool,
    awaited: Vec<(String, Interval)>,
    filed: Vec<(i32, Vec<String>)>,
}

/// An edition that stands for what was asked.
struct Edition {
    folder: PathBuf,
    header: Header,
}

fn number(period: Period) -> i32 {
    match period {
        Period::Month(month) => month.index(),
        Period::Year(year) => year,
    }
}

fn period(table: &TableSchema, number: i32) -> Period {
    if parquet_file::is_monthly(table) { Period::Month(Month::from_index(number)) } else { Period::Year(number) }
}

impl TableHeader {
    /// An empty table that says what is covered.
    fn coverage(&self, table: &TableSchema) -> TableColumns {
        let periods = |numbers: &[i32]| numbers.iter().map(|one| period(table, *one)).collect();
        TableColumns {
            covered: periods(&self.covered),
            doubtful: periods(&self.doubtful),
            present: self.present,
            awaited: self.awaited.clone(),
            filed: self.filed.iter().map(|(one, names)| (period(table, *one), names.clone())).collect(),
            ..TableColumns::default()
        }
    }
}

/// The bytes of a file of an edition, if they are those that its header names.
fn read(path: &Path, hash: &str) -> Result<Bytes, StoreError> {
    let bytes = fs::read(path).map_err(at(path))?;
    if sha256(&bytes) != hash {
        return Err(StoreError::Altered { path: path.to_owned() });
    }
    Ok(bytes.into())
}

impl Edition {
    fn open(folder: PathBuf, hash: &str) -> Result<Edition, StoreError> {
        let path = folder.join("edition.json");
        let bytes = read(&path, hash)?;
        let header: Header =
            serde_json::from_slice(&bytes).map_err(|source| StoreError::Manifest { path: path.clone(), source })?;
        if header.form != FORM {
            return Err(StoreError::UnknownForm { path, form: header.form });
        }
        Ok(Edition { folder, header })
    }

    fn persons(&self) -> Result<Vec<Pseudonym>, StoreError> {
        let path = self.folder.join("persons.parquet");
        let persons = parquet_file::decode_persons(&path, &self.header.persons_parts)?;
        if persons.len() == self.header.persons { Ok(persons) } else { Err(StoreError::Altered { path }) }
    }

    /// The columns of a table: all, or those named; of everybody, or of one person. The number of the first row read
    /// stands beside.
    fn table(
        &self,
        schema: &'static TableSchema,
        columns: Option<&BTreeSet<String>>,
        only: Option<u32>,
    ) -> Result<(TableColumns, u32), StoreError> {
        let Some(header) = self.header.tables.get(schema.name) else { return Ok((TableColumns::default(), 0)) };
        let path = self.folder.join(format!("{}.parquet", schema.name));
        let wanted: BTreeSet<String> = match columns {
            Some(columns) => header.columns.intersection(columns).cloned().collect(),
            None => header.columns.clone(),
        };
        let wanted =
            Wanted { in_file: &header.columns, columns: &wanted, words: &header.words, rows: header.rows, only };
        let (read, first) = parquet_file::decode(schema, &path, &header.parts, &wanted)?;
        if only.is_none() && read.rows != header.rows {
            return Err(StoreError::Altered { path });
        }
        let coverage = header.coverage(schema);
        let columns = TableColumns {
            covered: coverage.covered,
            doubtful: coverage.doubtful,
            present: coverage.present,
            awaited: coverage.awaited,
            filed: coverage.filed,
            ..read
        };
        Ok((columns, first))
    }

    /// Puts the lines that a table's rows were gathered from beside them.
    fn trace(
        &self,
        schema: &'static TableSchema,
        table: &mut TableColumns,
        first: u32,
        origins: &mut Vec<(u32, u32)>,
    ) -> Result<(), StoreError> {
        let Some(header) = self.header.tables.get(schema.name) else { return Ok(()) };
        let path = self.folder.join(format!("{}.origins.parquet", schema.name));
        let rows = u32::try_from(table.rows).unwrap_or(u32::MAX);
        let lines = parquet_file::decode_origins(&path, &header.origins, (first, first + rows))?;
        let mut lines = lines.into_iter().peekable();
        for row in first..first + rows {
            let from = u32::try_from(origins.len()).unwrap_or(u32::MAX);
            while let Some((_, piece, line)) = lines.next_if(|(of, ..)| *of == row) {
                origins.push((piece, line));
            }
            table.origins.push((from, u32::try_from(origins.len()).unwrap_or(u32::MAX)));
        }
        Ok(())
    }
}

/// Rows of tables, as they were handed in: how many counted, were ignored, were refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsHandedIn {
    /// Taken up.
    pub used: u64,
    /// Left out for a stated reason.
    pub ignored: u64,
    /// Refused with a finding.
    pub refused: u64,
}

impl Store {
    /// What is known about an operator on a day: of each table named, the keys, the coverage and the columns named, and
    /// no other. Where rows came from is not told (see [`Store::load_person`]).
    ///
    /// Persons are those of all tables, not only of those named.
    pub fn load_columns(
        &self,
        operator: &OperatorId,
        needed: &BTreeMap<String, BTreeSet<String>>,
        as_known_on: Date,
    ) -> Result<OperatorEvidence, StoreError> {
        if let Some(edition) = self.edition(operator, as_known_on)? {
            let mut tables = BTreeMap::new();
            for (name, columns) in needed {
                let schema = schema::table(name).ok_or_else(|| StoreError::NoTable(name.clone()))?;
                tables.insert(name.clone(), edition.table(schema, Some(columns), None)?.0);
            }
            let persons = edition.persons()?;
            return Ok(OperatorEvidence {
                operator: operator.clone(),
                persons,
                tables,
                pieces: Vec::new(),
                origins: Vec::new(),
            });
        }
        let tables: Vec<&str> = needed.keys().map(String::as_str).collect();
        let mut evidence = self.load(operator, &tables, as_known_on)?;
        (evidence.pieces, evidence.origins) = (Vec::new(), Vec::new());
        for (name, table) in &mut evidence.tables {
            table.origins = Vec::new();
            table.columns.retain(|column, _| needed.get(name).is_some_and(|needed| needed.contains(column)));
        }
        Ok(evidence)
    }

    /// One person of the operator: the person's rows, and all rows that are about no person, with the lines they come
    /// from.
    pub fn load_person(
        &self,
        operator: &OperatorId,
        person: Pseudonym,
        tables: &[&str],
        as_known_on: Date,
    ) -> Result<OperatorEvidence, StoreError> {
        let Some(edition) = self.edition(operator, as_known_on)? else {
            return self.load_rows(operator, Some(person), tables, as_known_on);
        };
        let place = edition.persons()?.binary_search(&person).ok();
        let number = place.and_then(|place| u32::try_from(place).ok());
        let mut evidence = OperatorEvidence {
            operator: operator.clone(),
            persons: number.map(|_| person).into_iter().collect(),
            tables: BTreeMap::new(),
            pieces: edition.header.pieces.clone(),
            origins: Vec::new(),
        };
        for name in tables {
            let schema = schema::table(name).ok_or_else(|| StoreError::NoTable((*name).to_owned()))?;
            // Nobody has the last number: an unknown person has no row.
            let only = schema.person.then_some(number.unwrap_or(i32::MAX.unsigned_abs()));
            let (mut table, first) = edition.table(schema, None, only)?;
            table.person.fill(0);
            edition.trace(schema, &mut table, first, &mut evidence.origins)?;
            evidence.tables.insert((*name).to_owned(), table);
        }
        Ok(evidence)
    }

    /// The edition of an operator, if it stands for what is known on a day.
    fn edition(&self, operator: &OperatorId, as_known_on: Date) -> Result<Option<Edition>, StoreError> {
        let index = self.editions()?;
        let Some(entry) = index.current(operator, as_known_on) else { return Ok(None) };
        let folder = self.root().join(operator.as_str()).join(EDITION).join(&entry.edition);
        match Edition::open(folder, &entry.sha256) {
            Ok(edition) => Ok(Some(edition)),
            // Another process is about to replace it, or somebody deleted it: the submissions are there.
            Err(StoreError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
