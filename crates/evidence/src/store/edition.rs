//! Editions: one operator's evidence gathered, sorted and laid out in columns, so that it is read as fast as it can be
//! decoded.
//!
//! An edition is derived: it says nothing that the submissions do not say, can be deleted at any time, and is used only
//! while it stands for exactly the submissions there are. `editions.json`, beside the operators' folders, tells for which
//! submissions each was made; it answers for days from the last submission it knows on. What newer submissions say stands
//! beside it. For an earlier day, and where links between official numbers changed, the submissions themselves are read.
//!
//! ```text
//! <store>/editions.json                               which editions there are, and for what they stand
//! <store>/<operator>/edition/<id>/<table>.parquet     rows, sorted by person and period
//! <store>/<operator>/edition/<id>/persons.parquet     the persons that rows number
//! <store>/<operator>/edition/<id>/<table>.origins.parquet   the lines that rows were gathered from
//! <store>/<operator>/edition/<id>/names.bin           whom files named, since when, and who it is
//! <store>/<operator>/edition/<id>/edition.json        coverage, files, words, and the hash of each part
//! <store>/names-<id>.bin                              the same for the nation, found by number
//! ```

mod changes;
mod compact;
mod crossed;
mod filling;
mod header;
mod index;
mod looked_at;
mod merge;
mod names;
mod opened;
mod parquet_file;
mod roads;
mod spans;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use rayon::prelude::*;

use super::load::Gathering;
use super::shelf::sha256;
use super::{Position, Store, StoreError, at, locked};
use crate::catalogue::Catalogue;
use crate::columns::{OperatorEvidence, TableColumns};
use crate::schema::{PeriodKey, TableSchema};
use changes::{Change, Changes};
use header::{Header, TableHeader};
use index::Entry;
use parquet_file::Wanted;
pub(crate) use roads::Current;
use roads::Road;
pub use roads::RowsHandedIn;

/// The version of the form of editions. Form 1 kept one row a key, and no cell that was not read: it is not used.
const FORM: u32 = 4;
/// The folder, in an operator's folder, that holds its edition.
pub(crate) const EDITION: &str = "edition";

/// An edition that stands for what was asked.
struct Edition {
    folder: PathBuf,
    header: Header,
}

pub(super) fn number(period: Period) -> i32 {
    period.number()
}

fn period(table: &TableSchema, number: i32) -> Period {
    Period::from_number(table.covers.unwrap_or(PeriodKey::Month), number)
}

/// Nothing where a file is not there, or not what it should be: an edition is derived, and the submissions say the same.
fn unless_gone<T>(told: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match told {
        Err(StoreError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(
            StoreError::Altered { .. }
            | StoreError::Manifest { .. }
            | StoreError::UnknownForm { .. }
            | StoreError::Table { .. },
        ) => Ok(None),
        told => told,
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
        let Some(header) = self.header.tables.get(schema.name) else {
            return Ok((TableColumns { key: schema.period, ..TableColumns::default() }, 0));
        };
        let path = self.folder.join(format!("{}.parquet", schema.name));
        let wanted: BTreeSet<String> = match columns {
            Some(columns) => header.columns.intersection(columns).cloned().collect(),
            None => header.columns.clone(),
        };
        let wanted = Wanted { columns: &wanted, unread: &header.unread, words: &header.words, rows: header.rows, only };
        let (read, first) = parquet_file::decode(schema, &path, &header.parts, &wanted)?;
        if only.is_none() && read.rows != header.rows {
            return Err(StoreError::Altered { path });
        }
        let coverage = header.coverage(schema);
        let columns = TableColumns {
            key: schema.period,
            covered: coverage.covered,
            unnamed: coverage.unnamed,
            present: coverage.present,
            awaited: coverage.awaited,
            awaits_more: coverage.awaits_more,
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

/// What of an operator is wanted.
struct Wish<'w> {
    tables: Vec<&'static TableSchema>,
    /// The columns of each table; all when nothing is said.
    columns: Option<&'w BTreeMap<String, BTreeSet<String>>>,
    only: Option<Pseudonym>,
    origins: bool,
}

impl Wish<'_> {
    fn columns(&self, table: &TableSchema) -> Option<&BTreeSet<String>> {
        self.columns.and_then(|columns| columns.get(table.name))
    }
}

fn schemas<'n>(
    known: &Catalogue,
    names: impl Iterator<Item = &'n str>,
) -> Result<Vec<&'static TableSchema>, StoreError> {
    let schema = |name: &str| known.table(name).ok_or_else(|| StoreError::NoTable(name.to_owned()));
    let mut schemas = names.map(schema).collect::<Result<Vec<_>, _>>()?;
    schemas.sort_unstable_by_key(|schema| schema.name);
    schemas.dedup_by_key(|schema| schema.name);
    Ok(schemas)
}

impl Edition {
    /// What is wished, as far as the edition knows it.
    fn evidence(&self, operator: &OperatorId, wish: &Wish) -> Result<OperatorEvidence, StoreError> {
        let everybody = self.persons()?;
        let number =
            wish.only.map(|person| everybody.binary_search(&person).ok().and_then(|place| u32::try_from(place).ok()));
        let read = |schema: &&'static TableSchema| {
            // Nobody has the last number: an unknown person has no row.
            let only = number.filter(|_| schema.person).map(|number| number.unwrap_or(i32::MAX.unsigned_abs()));
            let (mut table, first) = self.table(schema, wish.columns(schema), only)?;
            if only.is_some() {
                table.person.fill(0);
            }
            Ok((*schema, table, first))
        };
        let read = match wish.only {
            None => wish.tables.par_iter().with_max_len(1).map(read).collect::<Result<Vec<_>, StoreError>>()?,
            Some(_) => wish.tables.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?,
        };
        let doubtful: BTreeSet<Pseudonym> = self
            .header
            .doubtful
            .iter()
            .filter_map(|number| everybody.get(usize::try_from(*number).ok()?).copied())
            .collect();
        let persons = match (wish.only, number) {
            (None, _) => everybody,
            (Some(person), Some(Some(_))) => vec![person],
            (Some(_), _) => Vec::new(),
        };
        let pieces = if wish.origins { self.header.pieces.clone() } else { Vec::new() };
        let operator = operator.clone();
        let mut evidence = OperatorEvidence {
            operator,
            persons,
            doubtful_persons: doubtful.into_iter().filter(|one| wish.only.is_none_or(|only| only == *one)).collect(),
            tables: BTreeMap::new(),
            pieces,
            origins: Vec::new(),
        };
        for (schema, mut table, first) in read {
            if wish.origins {
                self.trace(schema, &mut table, first, &mut evidence.origins)?;
            }
            evidence.tables.insert(schema.name.to_owned(), table);
        }
        Ok(evidence)
    }
}

impl Store {
    /// What [`Store::load_columns`] gives, with what is sealed as it is kept.
    fn columns_as_kept(
        &self,
        operator: &OperatorId,
        needed: &BTreeMap<String, BTreeSet<String>>,
        as_known_on: Position,
    ) -> Result<OperatorEvidence, StoreError> {
        let tables = schemas(&self.tables(), needed.keys().map(String::as_str))?;
        let wish = Wish { tables, columns: Some(needed), only: None, origins: false };
        if let Some(evidence) = self.through_edition(operator, &wish, as_known_on)? {
            return Ok(evidence);
        }
        let tables: Vec<&str> = needed.keys().map(String::as_str).collect();
        let mut evidence = self.load_rows(operator, None, &tables, as_known_on)?;
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
        as_known_on: impl Into<Position>,
    ) -> Result<OperatorEvidence, StoreError> {
        let as_known_on = as_known_on.into();
        let wish = Wish {
            tables: schemas(&self.tables(), tables.iter().copied())?,
            columns: None,
            only: Some(person),
            origins: true,
        };
        let evidence = match self.through_edition(operator, &wish, as_known_on)? {
            Some(evidence) => evidence,
            None => self.load_rows(operator, Some(person), tables, as_known_on)?,
        };
        Ok(self.opened(evidence))
    }

    /// What is wished, where editions say it. Where another process is about to replace one, or somebody deleted it, nothing:
    /// the submissions are there.
    fn through_edition(
        &self,
        operator: &OperatorId,
        wish: &Wish,
        as_known_on: Position,
    ) -> Result<Option<OperatorEvidence>, StoreError> {
        let current = self.editions()?;
        let entry = match current.road(operator, as_known_on) {
            Road::Submissions => None,
            Road::Edition(entry) => Some(entry),
            Road::Changed(change, _) => change.entry.as_ref(),
        };
        // A table that a document came to declare, or declares anew, after the edition was made stands in submissions alone.
        if entry.is_some_and(|entry| !entry.holds(&wish.tables)) {
            return Ok(None);
        }
        let read = match current.road(operator, as_known_on) {
            Road::Submissions => return Ok(None),
            Road::Edition(entry) => {
                self.open_edition(operator, entry).and_then(|edition| edition.evidence(operator, wish)).map(Some)
            }
            Road::Changed(change, changes) => {
                self.with_changes(operator, (change, changes), wish, as_known_on).map(Some)
            }
        };
        let told = unless_gone(read)?;
        if told.is_none() {
            locked(&self.unsound).insert(operator.clone());
        }
        Ok(told)
    }

    /// What is wished of an operator with newer submissions than its edition knows.
    fn with_changes(
        &self,
        operator: &OperatorId,
        (change, changes): (&Change, &Changes),
        wish: &Wish,
        as_known_on: Position,
    ) -> Result<OperatorEvidence, StoreError> {
        let edition = change.entry.as_ref().map(|entry| self.open_edition(operator, entry)).transpose()?;
        let gathered = || {
            let person = |sighting| {
                changes.person(change, sighting).filter(|person| wish.only.is_none_or(|only| only == *person))
            };
            let wanted = Gathering {
                tables: &wish.tables,
                slot: &|table, slot| change.touched(table).slot(slot.period),
                person: &person,
            };
            self.gather(operator, &wanted, as_known_on)
        };
        let read = || edition.as_ref().map(|edition| edition.evidence(operator, wish)).transpose();
        let (gathered, read) = if wish.only.is_none() { rayon::join(gathered, read) } else { (gathered(), read()) };
        let ((mut new, columns), old) = (gathered?, read?);
        let is_doubtful = |person: &Pseudonym| changes.is_doubtful(change, *person);
        new.doubtful_persons = new.persons.iter().copied().filter(is_doubtful).collect();
        if !wish.origins {
            (new.pieces, new.origins) = (Vec::new(), Vec::new());
            new.tables.values_mut().for_each(|table| table.origins = Vec::new());
        }
        let wished = |table: &str, column: &str| {
            wish.columns.is_none_or(|wished| wished.get(table).is_some_and(|wished| wished.contains(column)))
        };
        for (name, table) in &mut new.tables {
            table.columns.retain(|column, _| wished(name, column));
        }
        let Some(old) = old else { return Ok(new) };
        let (persons, [old_places, new_places]) = merge::persons(&old.persons, &new.persons);
        let renumber = |table: &mut TableColumns, places: &[u32]| {
            let place = |person: u32| usize::try_from(person).ok().and_then(|person| places.get(person)).copied();
            table.person.iter_mut().for_each(|person| *person = place(*person).unwrap_or(u32::MAX));
        };
        let (pieces, lines) = (u32::try_from(old.pieces.len()), u32::try_from(old.origins.len()));
        let (pieces, lines) = (pieces.unwrap_or(u32::MAX), lines.unwrap_or(u32::MAX));
        let mut merged = OperatorEvidence { persons, tables: BTreeMap::new(), ..old };
        merged.doubtful_persons.append(&mut new.doubtful_persons);
        merged.pieces.extend(new.pieces);
        merged.origins.extend(new.origins.into_iter().map(|(piece, line)| (piece + pieces, line)));
        let mut old_tables = old.tables;
        let both = wish.tables.iter().map(|schema| {
            let (left, right) = (old_tables.remove(schema.name), new.tables.remove(schema.name));
            (*schema, left.unwrap_or_default(), right.unwrap_or_default())
        });
        let merge = |(schema, mut left, mut right): (&'static TableSchema, TableColumns, TableColumns)| {
            renumber(&mut left, &old_places);
            renumber(&mut right, &new_places);
            right.origins.iter_mut().for_each(|(first, end)| (*first, *end) = (*first + lines, *end + lines));
            let has = |column: &str| columns.get(schema.name).is_some_and(|columns| columns.contains(column));
            let table = merge::merge(schema, left, right, &change.touched(schema), |column, any_row| {
                wished(schema.name, column) && (has(column) || !any_row)
            });
            (schema.name.to_owned(), TableColumns { key: schema.period, ..table })
        };
        let both: Vec<_> = both.collect();
        merged.tables = match wish.only {
            None => both.into_par_iter().with_max_len(1).map(merge).collect(),
            Some(_) => both.into_iter().map(merge).collect(),
        };
        Ok(merged)
    }
}
