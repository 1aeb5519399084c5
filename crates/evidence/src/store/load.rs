//! Loading: from the files in force on a day to the columns that the assessment reads.
//!
//! Files are taken in order of period and declarant, so that a stable sort by person leaves rows in order of person and
//! period. Lines of one key that agree are gathered into one row, see `gather`.

mod gather;
mod pile;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;

use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};

use super::links::ByPseudonym;
use super::read_back::{self, StoredTableRows};
use super::shelf::{InForce, Shelf};
use super::{Position, Store, StoreError, coverage, locked};
use crate::columns::{OperatorEvidence, TableColumns};
use crate::manifest::Slot;
use crate::pseudonym::Sighting;
use crate::schema::TableSchema;
use pile::{Pile, Taken};

/// Persons numbered in order of first appearance.
#[derive(Debug, Default)]
struct Numbered {
    numbers: ByPseudonym<u32>,
    persons: Vec<Pseudonym>,
}

impl Numbered {
    fn number(&mut self, person: Pseudonym) -> u32 {
        *self.numbers.entry(person).or_insert_with(|| {
            self.persons.push(person);
            u32::try_from(self.persons.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The persons sorted, and for each number the place in that order.
    fn ranked(self) -> (Vec<Pseudonym>, Vec<u32>) {
        let mut by_pseudonym: Vec<(Pseudonym, usize)> =
            self.persons.iter().enumerate().map(|(number, person)| (*person, number)).collect();
        by_pseudonym.sort_unstable();
        let mut ranks = vec![0; by_pseudonym.len()];
        for (rank, (_, number)) in by_pseudonym.iter().enumerate() {
            ranks[*number] = u32::try_from(rank).unwrap_or(u32::MAX);
        }
        (by_pseudonym.into_iter().map(|(person, _)| person).collect(), ranks)
    }
}

impl Store {
    /// What is known about an operator on a day, for the tables named.
    ///
    /// Rows of a period that is not covered are there too (half a month's files, a complement alone): whoever reads a
    /// row asks first whether its period is covered.
    pub fn load(
        &self,
        operator: &OperatorId,
        tables: &[&str],
        as_known_on: impl Into<Position>,
    ) -> Result<OperatorEvidence, StoreError> {
        Ok(self.opened(self.load_rows(operator, None, tables, as_known_on.into())?))
    }

    /// The same from the submissions themselves; for one person, that person's rows and all that are about no person.
    pub(super) fn load_rows(
        &self,
        operator: &OperatorId,
        only: Option<Pseudonym>,
        tables: &[&str],
        as_known_on: Position,
    ) -> Result<OperatorEvidence, StoreError> {
        let mut schemas = Vec::new();
        for name in tables {
            schemas.push(self.tables().table(name).ok_or_else(|| StoreError::NoTable((*name).to_owned()))?);
        }
        schemas.sort_unstable_by_key(|schema| schema.name);
        schemas.dedup_by_key(|schema| schema.name);
        let links = self.links(as_known_on)?;
        let person = |sighting| links.resolve(sighting).filter(|person| only.is_none_or(|only| only == *person));
        let wanted = Gathering { tables: &schemas, slot: &|_, _| true, person: &person };
        let (mut evidence, _) = self.gather(operator, &wanted, as_known_on)?;
        evidence.doubtful_persons = evidence.persons.iter().copied().filter(|one| links.is_doubtful(*one)).collect();
        Ok(evidence)
    }

    /// Gathers the rows of submissions; also the columns that files in force have, whether or not their rows are wanted.
    pub(super) fn gather(
        &self,
        operator: &OperatorId,
        wanted: &Gathering,
        as_known_on: Position,
    ) -> Result<(OperatorEvidence, BTreeMap<&'static str, BTreeSet<&'static str>>), StoreError> {
        let shelf = self.shelf(operator)?;
        let mut lacks = false;
        let mut numbered = Numbered::default();
        let mut pieces = Vec::new();
        let mut piles = Vec::new();
        let mut columns = BTreeMap::new();
        for schema in wanted.tables.iter().copied() {
            let (in_force, is_lost) = {
                let shelf = locked(&shelf);
                (shelf.in_force(schema, as_known_on), coverage::is_lost(&shelf, schema, as_known_on))
            };
            columns.insert(schema.name, columns_of(schema, &in_force));
            let is_wanted = |held: &&InForce| !is_lost && (wanted.slot)(schema, &held.slot);
            let taken: Vec<InForce> = in_force.iter().filter(is_wanted).cloned().collect();
            let mut opened = Opened::default();
            for held in &taken {
                opened.open(&shelf, schema, held)?;
            }
            let is_harmed = |held: &InForce| {
                opened.harmed.contains(&held.shelved.manifest.submission) && (wanted.slot)(schema, &held.slot)
            };
            let covered = coverage::of(&locked(&shelf), schema, &in_force, as_known_on, &is_harmed);
            // What has no period is known whole, or not at all.
            let is_in_part = schema.period.is_none() && !opened.harmed.is_empty();
            lacks |= is_lost || !opened.harmed.is_empty();
            let pile = heap_up(&opened, schema, if is_in_part { &[] } else { &taken }, &mut pieces, |sighting| {
                (wanted.person)(sighting).map(|person| numbered.number(person))
            });
            piles.push((schema, pile, covered));
        }
        if lacks {
            self.note_lack(operator);
        }
        let (persons, ranks) = numbered.ranked();
        let operator = operator.clone();
        let mut evidence = OperatorEvidence {
            operator,
            persons,
            doubtful_persons: BTreeSet::new(),
            tables: BTreeMap::new(),
            pieces,
            origins: Vec::new(),
        };
        for (schema, pile, covered) in piles {
            let columns = gather::gather(pile, &ranks, &mut evidence.origins, covered);
            let columns = TableColumns { key: schema.period, ..columns };
            evidence.tables.insert(schema.name.to_owned(), columns);
        }
        Ok((evidence, columns))
    }
}

/// What is to be gathered.
pub(super) struct Gathering<'g> {
    /// The tables, sorted.
    pub tables: &'g [&'static TableSchema],
    /// Whether what is filed there is wanted.
    pub slot: &'g dyn Fn(&TableSchema, &Slot) -> bool,
    /// Who a row is about; nothing where it is not wanted.
    pub person: &'g dyn Fn(Sighting) -> Option<Pseudonym>,
}

/// The columns that any submission with a file in force has: all when nobody has a row.
fn columns_of(schema: &'static TableSchema, in_force: &[InForce]) -> BTreeSet<&'static str> {
    let stored = in_force.iter().filter_map(|held| held.shelved.manifest.tables.get(schema.name));
    let stored: Vec<_> = stored.filter(|table| table.rows > 0).collect();
    let has = |name: &str| stored.iter().any(|table| table.columns.iter().any(|column| column == name));
    schema.columns.iter().map(|column| column.name).filter(|name| stored.is_empty() || has(name)).collect()
}

/// The rows of a table, submission by submission, as far as they were read.
#[derive(Default)]
struct Opened {
    rows: HashMap<String, Option<StoredTableRows>>,
    /// The submissions whose file is damaged.
    harmed: BTreeSet<String>,
}

impl Opened {
    fn open(&mut self, shelf: &Mutex<Shelf>, schema: &'static TableSchema, held: &InForce) -> Result<(), StoreError> {
        let manifest = &held.shelved.manifest;
        if self.rows.contains_key(&manifest.submission) {
            return Ok(());
        }
        let folder = locked(shelf).folder().join(&manifest.submission);
        // Not under the lock: others read of this operator meanwhile.
        let rows = match read_back::table(&folder, manifest, schema) {
            Err(error) if error.harm().is_some() => {
                self.harmed.insert(manifest.submission.clone());
                locked(shelf).note(manifest, schema, Err(error))?
            }
            rows => rows?,
        };
        self.rows.insert(manifest.submission.clone(), rows);
        Ok(())
    }
}

/// Piles up the rows of the files in force, and lists the files.
fn heap_up(
    opened: &Opened,
    schema: &'static TableSchema,
    in_force: &[InForce],
    pieces: &mut Vec<(String, String)>,
    mut person: impl FnMut(Sighting) -> Option<u32>,
) -> Pile {
    let mut pile = Pile::new(schema);
    let mut places: HashMap<(&str, usize), u32> = HashMap::new();
    let mut slots: HashMap<(&Option<String>, Option<u8>), u32> = HashMap::new();
    for held in in_force {
        let submission = held.shelved.manifest.submission.as_str();
        let Some(Some(rows)) = opened.rows.get(submission) else { continue };
        let place = *places.entry((submission, held.piece)).or_insert_with(|| {
            pieces.push((submission.to_owned(), held.stored().name.clone()));
            u32::try_from(pieces.len() - 1).unwrap_or(u32::MAX)
        });
        let only = held.slot.period.filter(|_| held.stored().periods.len() > 1).map(Period::number);
        let next = u32::try_from(slots.len()).unwrap_or(u32::MAX);
        let slot = *slots.entry((&held.slot.declarant, held.slot.complement)).or_insert(next);
        let taken = Taken { piece: held.piece, place, slot, only };
        pile.add(rows, &taken, &mut person);
    }
    pile
}
