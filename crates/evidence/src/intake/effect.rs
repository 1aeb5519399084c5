//! What a file does to the evidence in force: what it stands beside, what it replaces, and what is no longer covered then.
//!
//! Told before anything counts. Persons are counted by the first number that a row gives.

use std::collections::BTreeSet;

use contract::calendar::Interval;
use contract::facts::{Cell, Period};
use contract::identity::Pseudonym;

use super::Candidate;
use crate::manifest::Slot;
use crate::numbers::{Named, is_somebody};
use crate::piece::RawRow;
use crate::pseudonym::Sighting;
use crate::schema::named::{AFFILIATION, SITE};
use crate::schema::{FiledBy, PeriodKey};
use crate::store::shelf::{InForce, Shelf};
use crate::store::{Position, StoreError};

/// What a file comes to in one slot in which there is something.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Effect {
    /// The slot.
    #[serde(flatten)]
    pub slot: Slot,
    /// Whether the file stands beside what is in force; else it takes its place.
    pub adds: bool,
    /// What is in force.
    pub before: Held,
    /// What will be in force.
    pub after: Held,
    /// Persons of whom no row is left.
    pub persons_gone: u64,
    /// Affiliations and sites that are no longer in the register, sorted.
    pub gone: Vec<String>,
    /// Files in force that no affiliation covers any more.
    pub files_uncovered: u64,
    /// The first and the last period of these files.
    pub periods_uncovered: Option<(Period, Period)>,
}

/// How much is in force in a slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Held {
    /// Files.
    pub files: u64,
    /// Rows.
    pub rows: u64,
    /// Persons.
    pub persons: u64,
}

/// A row of a register, as far as two of them are compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// Whom it names, where its table has persons: rows that are alike but for the person are two.
    pub(super) person: Option<Sighting>,
    pub(super) period: Option<Period>,
    pub(super) valid: Option<Interval>,
    /// Cells without blanks, by name.
    pub(super) cells: Vec<(&'static str, Cell)>,
}

impl Entry {
    pub(super) fn of(row: &RawRow, whole: Option<Period>, named: &Named<'_>) -> Entry {
        let mut cells: Vec<_> = row.cells.iter().filter(|(_, cell)| *cell != Cell::Blank).cloned().collect();
        cells.sort_by_key(|(name, _)| *name);
        let person = row.person.as_ref().map(|person| named.sighting(person));
        Entry { person, period: row.period.or(whole), valid: row.valid, cells }
    }

    /// What names the row: an affiliation, a site, a year; nothing for the row of the operator itself.
    pub(super) fn key(&self) -> Option<String> {
        let named = self.cells.iter().find_map(|(name, cell)| match (*name, cell) {
            (AFFILIATION | SITE, Cell::Code(code)) => Some(code.clone()),
            _ => None,
        });
        named.or_else(|| self.period.map(|period| period.to_string()))
    }

    /// The same in words: what its document says that tells rows apart, where it says so.
    pub(super) fn named(&self, apart: &[Vec<&str>]) -> String {
        let of = |name: &&str| self.cells.iter().find(|(known, _)| known == name).map(|(_, cell)| cell);
        let told: Vec<String> = apart.iter().flatten().filter_map(of).map(word).collect();
        if told.is_empty() { self.key().unwrap_or_default() } else { told.join(", ") }
    }

    /// Whether two rows speak of the same thing: of the same operator and person, and alike in what tells rows apart.
    pub(super) fn meets(&self, other: &Entry, apart: &[Vec<&str>]) -> bool {
        // Who gives his number on one row and his card beside it on another is one.
        let is_same_person = match (self.person, other.person) {
            (Some(one), Some(other)) => one.shares(&other),
            (one, other) => one.is_none() && other.is_none(),
        };
        if !is_same_person {
            return false;
        }
        let alike = |name: &&str| {
            let of = |entry: &Entry| entry.cells.iter().find(|(known, _)| known == name).map(|(_, cell)| word(cell));
            of(self) == of(other)
        };
        if !apart.is_empty() && !apart.iter().any(|columns| columns.iter().all(alike)) {
            return false;
        }
        let apart = match (self.valid, other.valid) {
            (Some(one), Some(other)) => !one.overlaps(other),
            _ => false,
        };
        self.period == other.period && self.key() == other.key() && !apart
    }
}

/// A cell in words.
fn word(cell: &Cell) -> String {
    match cell {
        Cell::Code(code) => code.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Amount(amount) => amount.to_string(),
        Cell::Blank | Cell::Unread => String::new(),
    }
}

/// The rows that files in force of a register have in their slot.
pub(super) fn entries(shelf: &Shelf, held: &[InForce]) -> Result<Vec<Entry>, StoreError> {
    let mut all = Vec::new();
    for one in held {
        let Some(schema) = shelf.tables().table(one.slot.table) else { continue };
        let manifest = &one.shelved.manifest;
        let Some(rows) = shelf.table(manifest, schema)? else {
            continue;
        };
        let here = i32::try_from(one.piece).unwrap_or(i32::MAX);
        let wanted = one.slot.period.map(Period::number);
        let key = schema.period.unwrap_or(PeriodKey::Month);
        for row in (0..rows.len()).filter(|row| rows.pieces().get(*row) == Some(&here)) {
            let period = rows.periods().get(row).copied();
            if wanted.is_none() || wanted == period.map(|number| schema.covering(number)) {
                let mut cells = rows.cells(schema, row);
                cells.sort_by_key(|(name, _)| *name);
                let period = period.map(|number| Period::from_number(key, number));
                let person = schema.person.then(|| rows.sighting(row));
                all.push(Entry { person, period, valid: rows.interval(row), cells });
            }
        }
    }
    Ok(all)
}

/// The rows of a register's part that speak of a slot.
pub(super) fn in_slot(candidate: &Candidate, slot: &Slot, named: &Named<'_>) -> Vec<Entry> {
    let rows = candidate.piece.rows.iter();
    let here = rows.filter(|row| slot.holds(row.period.or(candidate.piece.period)));
    here.map(|row| Entry::of(row, candidate.piece.period, named)).collect()
}

/// Whether two registers say the same, in whatever order.
pub(super) fn same_rows(one: &[Entry], other: &[Entry]) -> bool {
    let holds = |all: &[Entry], rows: &[Entry]| rows.iter().all(|row| all.contains(row));
    one.len() == other.len() && holds(one, other) && holds(other, one)
}

/// What a file does to the slots in which something is in force, or that a later file fills.
pub(super) fn of(
    shelf: &Shelf,
    named: &Named<'_>,
    candidate: &Candidate,
    received: Position,
    adds: bool,
) -> Result<Vec<Effect>, StoreError> {
    let mut effects = Vec::new();
    for slot in candidate.stored.slots() {
        let held = shelf.holders(&slot, received);
        if held.is_empty() {
            continue;
        }
        // What of a register is there already is neither added nor replaced.
        if candidate.stored.part && same_rows(&entries(shelf, &held)?, &in_slot(candidate, &slot, named)) {
            continue;
        }
        effects.push(one(shelf, named, candidate, &held, Asked { slot, received, adds })?);
    }
    Ok(effects)
}

struct Asked {
    slot: Slot,
    received: Position,
    adds: bool,
}

fn one(
    shelf: &Shelf,
    named: &Named<'_>,
    candidate: &Candidate,
    held: &[InForce],
    Asked { slot, received, adds }: Asked,
) -> Result<Effect, StoreError> {
    let of_slot = |row: &&RawRow| slot.holds(row.period.or(candidate.piece.period));
    let new: Vec<&RawRow> = candidate.piece.rows.iter().filter(of_slot).collect();
    let somebody = new.iter().filter_map(|row| row.person.as_ref()).filter(|person| is_somebody(person));
    let said: BTreeSet<Sighting> = somebody.map(|person| named.sighting(person)).collect();
    let mut effect = Effect {
        adds,
        before: Held { files: count(held.len()), ..Held::default() },
        after: Held { files: 1, rows: count(new.len()), persons: count(persons(&said).len()) },
        persons_gone: 0,
        gone: Vec::new(),
        files_uncovered: 0,
        periods_uncovered: None,
        slot: slot.clone(),
    };
    let table = shelf.tables().table(slot.table);
    if table.is_some_and(|table| table.person) {
        let mut before: BTreeSet<Sighting> = BTreeSet::new();
        for one in held {
            effect.before.rows += count(shelf.rows_in(one)?);
            before.extend(shelf.sightings_of(one)?);
        }
        effect.before.persons = count(persons(&before).len());
        if adds {
            effect.after.persons = count(persons(&before.union(&said).copied().collect()).len());
        } else {
            let numbers: BTreeSet<Pseudonym> = said.iter().flat_map(|one| [one.number, one.card]).flatten().collect();
            let is_left = |one: &Sighting| [one.number, one.card].iter().flatten().any(|half| numbers.contains(half));
            effect.persons_gone = count(persons(&before.into_iter().filter(|one| !is_left(one)).collect()).len());
        }
    } else {
        let before = entries(shelf, held)?;
        effect.before.rows = count(before.len());
        if !adds {
            let after: Vec<Entry> = new.iter().map(|row| Entry::of(row, candidate.piece.period, named)).collect();
            let gone = before
                .iter()
                .filter_map(Entry::key)
                .filter(|name| slot.period.is_none() && !after.iter().any(|entry| entry.key().as_ref() == Some(name)));
            effect.gone = gone.collect::<BTreeSet<String>>().into_iter().collect();
            if slot.table == AFFILIATION {
                uncovered(shelf, &after, received, &mut effect);
            }
        }
    }
    if adds {
        effect.after.files += effect.before.files;
        effect.after.rows += effect.before.rows;
    }
    Ok(effect)
}

/// Counts the files in force whose affiliation is in force no longer.
pub(super) fn uncovered(shelf: &Shelf, after: &[Entry], received: Position, effect: &mut Effect) {
    let before = shelf.affiliations(received);
    let covers = |entry: &Entry, number: &str, month: Interval| {
        entry.key().as_deref() == Some(number) && entry.valid.is_some_and(|valid| valid.overlaps(month))
    };
    let tables = shelf.tables().tables().iter().copied();
    for table in tables.filter(|table| table.filed_by == FiledBy::Affiliation) {
        for held in shelf.in_force(table, received) {
            let (Some(number), Some(period)) = (&held.slot.declarant, held.slot.period) else { continue };
            let Some(first) = period.first_day() else { continue };
            let month = Interval { first, last: period.last_day() };
            let was = before.iter().any(|(other, valid)| other == number && valid.overlaps(month));
            if was && !after.iter().any(|entry| covers(entry, number, month)) {
                effect.files_uncovered += 1;
                let (first, last) = effect.periods_uncovered.unwrap_or((period, period));
                effect.periods_uncovered = Some((first.min(period), last.max(period)));
            }
        }
    }
}

/// Each person once, by the first number that is given.
pub(super) fn persons(named: &BTreeSet<Sighting>) -> BTreeSet<Pseudonym> {
    named.iter().filter_map(|one| one.number.or(one.card)).collect()
}

pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
