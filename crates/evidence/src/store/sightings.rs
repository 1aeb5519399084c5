//! Whom one operator's files name, and on which days of knowledge they say so.
//!
//! A pair of CNSS number and card is said while a file in force says it. The list is derived: it is kept beside the
//! submissions, under the mark of their names, and made again from the tables when it is missing or of others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use contract::facts::Origin;
use contract::identity::{OperatorId, Pseudonym};

use super::links::{self, Sightings, Span, add_span, is_pair};
use super::read_back::StoredTableRows;
use super::shelf::{InForce, Shelf, Version};
use super::{Position, Store, StoreError, at, locked};
use crate::manifest::Slot;
use crate::pseudonym::Sighting;
use crate::schema::TableSchema;

/// The file with the sightings of an operator.
pub(crate) const SIGHTINGS: &str = "sightings.bin";

/// What files named, by slot, on their way into the store.
pub(crate) type Fresh = BTreeMap<Slot, BTreeSet<Sighting>>;

impl Store {
    /// The numbers of everybody whom files that count name, whenever they were in force; and the operators of whom a file is
    /// damaged, and may name more.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn numbers_named(&self) -> Result<(BTreeSet<Pseudonym>, Vec<OperatorId>), StoreError> {
        let (mut numbers, mut lacking) = (BTreeSet::new(), Vec::new());
        let recorded = self.recorded();
        for operator in recorded.operators() {
            let shelf = self.shelf(operator)?;
            let mut shelf = locked(&shelf);
            numbers.extend(shelf.sightings()?.keys().flat_map(|one| [one.number, one.card]).flatten());
            if shelf.lacks || !shelf.is_whole() {
                lacking.push(operator.clone());
            }
        }
        Ok((numbers, lacking))
    }
}

impl Shelf {
    /// Whom the operator's files named, and when.
    pub fn sightings(&mut self) -> Result<&Sightings, StoreError> {
        if self.sightings.is_none() {
            let read = self.read_sightings(|_| true)?;
            self.sightings = Some(match read {
                Some(sightings) => sightings,
                None => self.sight_again()?,
            });
        }
        Ok(self.sightings.get_or_insert_default())
    }

    /// When the operator's files named these: without holding whom else they named.
    pub fn named_among(&mut self, wanted: &BTreeSet<Sighting>) -> Result<Sightings, StoreError> {
        if self.sightings.is_none()
            && let Some(found) = self.read_sightings(|sighting| wanted.contains(sighting))?
        {
            return Ok(found);
        }
        let named = self.sightings()?.iter().filter(|(sighting, _)| wanted.contains(sighting));
        Ok(named.map(|(sighting, spans)| (*sighting, spans.clone())).collect())
    }

    fn read_sightings(&self, wanted: impl Fn(&Sighting) -> bool) -> Result<Option<Sightings>, StoreError> {
        let path = self.folder().join(SIGHTINGS);
        match fs::read(&path) {
            Ok(bytes) => Ok(links::decode(&bytes, &self.mark(), wanted)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// The list as bytes.
    pub fn sightings_encoded(&mut self) -> Result<Vec<u8>, StoreError> {
        let mark = self.mark();
        Ok(links::encode(self.sightings()?, &mark))
    }

    /// Whether files that are to be received take a pair from those in force: then the list has to be made again.
    pub fn takes_away(
        &mut self,
        fresh: &Fresh,
        adds: &dyn Fn(&Slot) -> bool,
        day: Position,
    ) -> Result<bool, StoreError> {
        for (slot, named) in fresh {
            if adds(slot) {
                continue;
            }
            for held in self.holders(slot, day) {
                if self.sightings_of(&held)?.iter().any(|said| is_pair(said) && !named.contains(said)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Adds what files say from a day on; where they take something away, makes the list again. The files are on the shelf.
    pub fn sight(&mut self, fresh: &Fresh, day: Position, taken_away: bool) -> Result<(), StoreError> {
        if taken_away || self.sightings.is_none() {
            self.sightings = Some(self.sight_again()?);
            return Ok(());
        }
        let sightings = self.sightings.get_or_insert_default();
        for said in fresh.values().flatten() {
            let spans = sightings.entry(*said).or_default();
            if !spans.last().is_some_and(|last| last.is_open() && last.from <= day) {
                add_span(spans, Span::since(day));
            }
        }
        Ok(())
    }

    /// Whether the list that is kept says what the tables say; where none is kept for these submissions, nothing is wrong.
    pub fn sightings_stand(&mut self) -> Result<bool, StoreError> {
        let made = self.sight_again()?;
        let path = self.folder().join(SIGHTINGS);
        let whole = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            read => links::is_whole(&read.map_err(at(&path))?),
        };
        if !whole {
            return Ok(false);
        }
        Ok(self.read_sightings(|_| true)?.is_none_or(|kept| kept == made))
    }

    /// Makes the list from the tables.
    ///
    /// A number alone is said since its file came, also where another file of the same moment took its place: a list that
    /// grew file by file knows it, and so must this one. A pair is said while a file that says it is in force: two files of
    /// one day for one month, the second correcting the first, leave the pairs of the second and the numbers of both.
    fn sight_again(&mut self) -> Result<Sightings, StoreError> {
        self.list_once()?;
        self.lacks = !self.is_whole();
        let mut sightings = Sightings::new();
        let tables = std::sync::Arc::clone(&self.tables);
        for table in tables.tables().iter().copied().filter(|table| table.person) {
            let mut opened: HashMap<String, Option<StoredTableRows>> = HashMap::new();
            let slots: Vec<Slot> = self.slots(table.name).cloned().collect();
            for slot in &slots {
                let came =
                    self.slot_versions(slot).iter().map(|version| (version.held(slot), Span::since(version.at())));
                let came: Vec<(InForce, Span)> = came.collect();
                let held = self.held_while(slot);
                for (held, span, pairs) in came
                    .into_iter()
                    .map(|(held, span)| (held, span, false))
                    .chain(held.into_iter().map(|(held, span)| (held, span, true)))
                {
                    let manifest = &held.shelved.manifest;
                    if !opened.contains_key(&manifest.submission) {
                        let rows = self.table(manifest, table)?;
                        let has_rows = manifest.tables.get(table.name).is_some_and(|stored| stored.rows > 0);
                        self.lacks |= rows.is_none() && has_rows;
                        opened.insert(manifest.submission.clone(), rows);
                    }
                    let Some(Some(rows)) = opened.get(&manifest.submission) else { continue };
                    for said in
                        rows_of(table, &held, rows).map(|row| rows.sighting(row)).filter(|said| is_pair(said) == pairs)
                    {
                        let spans = sightings.entry(said).or_default();
                        if spans.last().is_none_or(|last| !(last.from <= span.from && span.until <= last.until)) {
                            add_span(spans, span);
                        }
                    }
                }
            }
        }
        Ok(sightings)
    }

    /// The files that were in force for a slot, and while they were.
    fn held_while(&self, slot: &Slot) -> Vec<(InForce, Span)> {
        let days: BTreeSet<Position> = self.slot_versions(slot).iter().flat_map(Version::days).collect();
        let ends = days.iter().copied().skip(1).chain([Position::END]);
        let spans = days.iter().copied().zip(ends).map(|(from, until)| Span { from, until });
        spans.flat_map(|span| self.holders(slot, span.from).into_iter().map(move |held| (held, span))).collect()
    }

    /// Whom a file in force names in its slot, each once.
    pub fn sightings_of(&self, held: &InForce) -> Result<BTreeSet<Sighting>, StoreError> {
        let manifest = &held.shelved.manifest;
        let Some(table) = self.tables.of(held.stored()) else { return Ok(BTreeSet::new()) };
        let rows = self.table(manifest, table)?;
        let said = rows.iter().flat_map(|rows| rows_of(table, held, rows).map(|row| rows.sighting(row)));
        Ok(said.collect())
    }

    /// How many rows of a file count in its slot.
    pub fn rows_in(&self, held: &InForce) -> Result<usize, StoreError> {
        let manifest = &held.shelved.manifest;
        let Some(table) = self.tables.of(held.stored()) else { return Ok(0) };
        let rows = self.table(manifest, table)?;
        Ok(rows.map_or(0, |rows| rows_of(table, held, &rows).count()))
    }

    /// Whom files in force on a day name, but for those of some slots.
    pub fn said_but(
        &self,
        slots: &Fresh,
        adds: &dyn Fn(&Slot) -> bool,
        day: Position,
    ) -> Result<BTreeSet<Sighting>, StoreError> {
        let mut said = BTreeSet::new();
        for table in self.tables.tables().iter().copied().filter(|table| table.person) {
            for held in self.in_force(table, day) {
                if !slots.contains_key(&held.slot) || adds(&held.slot) {
                    said.extend(self.sightings_of(&held)?);
                }
            }
        }
        Ok(said)
    }

    /// The first line of each file in force on a day that says one of these.
    pub fn lines_that_say(
        &self,
        wanted: &BTreeSet<Sighting>,
        day: Position,
    ) -> Result<Vec<(Sighting, Origin)>, StoreError> {
        let mut found: BTreeMap<(Sighting, String, String), u32> = BTreeMap::new();
        for table in self.tables.tables().iter().copied().filter(|table| table.person) {
            for held in self.in_force(table, day) {
                let manifest = &held.shelved.manifest;
                let Some(rows) = self.table(manifest, table)? else { continue };
                for row in rows_of(table, &held, &rows).filter(|row| wanted.contains(&rows.sighting(*row))) {
                    let line = rows.lines().get(row).and_then(|line| u32::try_from(*line).ok()).unwrap_or(0);
                    let file = (rows.sighting(row), manifest.submission.clone(), held.stored().name.clone());
                    let first = found.entry(file).or_insert(line);
                    *first = (*first).min(line);
                }
            }
        }
        let told =
            found.into_iter().map(|((said, submission, piece), line)| (said, Origin { submission, piece, line }));
        Ok(told.collect())
    }
}

/// The rows of a file that count in its slot.
fn rows_of<'r>(
    table: &'static TableSchema,
    held: &InForce,
    rows: &'r StoredTableRows,
) -> impl Iterator<Item = usize> + use<'r> {
    let here = i32::try_from(held.piece).unwrap_or(i32::MAX);
    let only = held.slot.period.filter(|_| held.stored().periods.len() > 1).map(super::edition::number);
    (0..rows.len()).filter(move |row| {
        let period = rows.periods().get(*row).map(|number| table.covering(*number));
        rows.pieces().get(*row) == Some(&here) && only.is_none_or(|only| period == Some(only))
    })
}
