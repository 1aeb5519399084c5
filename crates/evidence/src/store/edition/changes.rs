//! What changed since editions were made, and whom it touches.
//!
//! A new file may name somebody new, or say of two numbers that they are one person. That touches those whom it names and
//! those whom these were ever named together with, and nobody else: only they are looked up. Where an edition's person turns
//! out to be another one, its operator's submissions are read again; everywhere else editions stand.

use std::collections::{BTreeMap, BTreeSet};

use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use rayon::prelude::*;

use super::super::links::{ByPseudonym, Links, is_pair};
use super::super::shelf::Shelf;
use super::super::{Position, Store, StoreError, locked};
use super::index::{Entry, Index};
use super::names::{self, Name, Named, Said, Seen, halves};
use super::{Edition, number};
use crate::pseudonym::Sighting;
use crate::schema::TableSchema;

/// What changed.
#[derive(Debug)]
pub(crate) struct Changes {
    /// From this day on, everything that changed is known.
    pub known_from: Position,
    /// The first day on which anything that changed is known.
    pub unknown_until: Position,
    /// The operators with submissions that their edition does not know.
    pub operators: BTreeMap<OperatorId, Change>,
    /// Operators whose edition takes a person for another one.
    pub mistaken: BTreeSet<OperatorId>,
    /// The persons whom changes touch, by their numbers, and whether nobody can tell who they are.
    persons: ByPseudonym<(Pseudonym, bool)>,
    /// By how many operators more, or fewer, a thing is said than is known.
    said: Said,
}

/// What changed for one operator.
#[derive(Debug)]
pub(crate) struct Change {
    /// The edition, where there is one.
    pub entry: Option<Entry>,
    /// What new submissions speak of.
    touched: BTreeMap<&'static str, BTreeSet<Option<Period>>>,
    /// Whom the edition's rows name, where that number is not the person's own.
    aliases: ByPseudonym<Pseudonym>,
    /// The numbers that the edition's rows name of whom nobody can tell who they are.
    doubtful: BTreeSet<Pseudonym>,
    /// Whether a manifest is damaged: then nothing of the edition is used.
    is_lost: bool,
}

/// The rows that changes replace, or stand beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Touched {
    /// None.
    Nothing,
    /// Those of these periods that files cover, by their numbers.
    Periods(BTreeSet<i32>),
    /// All.
    Everything,
}

impl Touched {
    /// Whether rows of a period that files cover are replaced.
    pub(super) fn period(&self, period: i32) -> bool {
        match self {
            Touched::Nothing => false,
            Touched::Periods(periods) => periods.contains(&period),
            Touched::Everything => true,
        }
    }

    /// Whether a file for that period is to be read.
    pub(super) fn slot(&self, period: Option<Period>) -> bool {
        period.map_or(*self == Touched::Everything, |period| self.period(number(period)))
    }
}

impl Change {
    /// What changed in a table.
    pub(super) fn touched(&self, table: &TableSchema) -> Touched {
        if self.entry.is_none() {
            return Touched::Everything;
        }
        match self.touched.get(table.name) {
            None => Touched::Nothing,
            Some(periods) => {
                let numbers: Option<BTreeSet<i32>> = periods.iter().map(|period| period.map(number)).collect();
                numbers.map_or(Touched::Everything, Touched::Periods)
            }
        }
    }
}

/// An operator's change, and what its files said that its edition does not know.
type Found = (OperatorId, Change, Vec<(Sighting, i32)>, Option<(Position, Position)>);

impl Changes {
    /// Looks for what changed; nothing when editions stand for something else than the submissions there are.
    pub(super) fn find(store: &Store, index: &Index, everybody: &[OperatorId]) -> Result<Option<Changes>, StoreError> {
        let since = index.since;
        let mut changes = Changes {
            known_from: since,
            unknown_until: Position::END,
            operators: BTreeMap::new(),
            mistaken: BTreeSet::new(),
            persons: ByPseudonym::default(),
            said: Said::new(),
        };
        if index.operators.keys().any(|operator| everybody.binary_search(operator).is_err()) {
            return Ok(None);
        }
        let changed = everybody.par_iter().filter(|operator| !index.stands(operator));
        let found = changed.map(|operator| find_one(store, index, operator)).collect::<Result<Vec<_>, _>>()?;
        for found in found {
            let Some((operator, change, said, days)) = found else { return Ok(None) };
            for (sighting, more) in said {
                *changes.said.entry(sighting).or_default() += more;
            }
            if let Some((first, last)) = days {
                changes.known_from = changes.known_from.max(last);
                changes.unknown_until = changes.unknown_until.min(first);
            }
            if change.is_lost {
                changes.mistaken.insert(operator.clone());
            }
            changes.operators.insert(operator, change);
        }
        changes.said.retain(|_, more| *more != 0);
        if !changes.said.is_empty() {
            changes.link(store, index)?;
        }
        Ok(Some(changes))
    }

    /// Finds out who is who among those whom changes touch.
    fn link(&mut self, store: &Store, index: &Index) -> Result<(), StoreError> {
        let seen = Seen::open(store.root(), &index.names)?;
        let mut said_with: ByPseudonym<Vec<Sighting>> = ByPseudonym::default();
        for sighting in self.said.keys() {
            halves(sighting).for_each(|half| said_with.entry(half).or_default().push(*sighting));
        }
        let mut waiting: Vec<Pseudonym> = said_with.keys().copied().collect();
        let mut met: BTreeSet<Pseudonym> = waiting.iter().copied().collect();
        let mut before = Said::new();
        while !waiting.is_empty() {
            let asked = std::mem::take(&mut waiting);
            for (half, known) in asked.iter().zip(seen.with_each(&asked)?) {
                let said = said_with.get(half).into_iter().flatten().copied();
                let others = known.iter().map(|(sighting, _)| *sighting).chain(said);
                others.for_each(|sighting| waiting.extend(halves(&sighting).filter(|half| met.insert(*half))));
                before.extend(known);
            }
        }
        let mut after = before.clone();
        add_changed(&mut after, &self.said);
        let (was, is) = (Links::of(before.keys()), Links::of(after.keys()));
        let known: BTreeSet<Pseudonym> = before.keys().flat_map(halves).collect();
        let who = |links: &Links, half: Pseudonym| (links.person(half), links.is_doubtful(half));
        let moved: BTreeSet<Pseudonym> = known.into_iter().filter(|half| who(&was, *half) != who(&is, *half)).collect();
        for half in met {
            self.persons.insert(half, who(&is, half));
        }
        if !moved.is_empty() {
            let mistaken = index.operators.par_iter().map(|(operator, entry)| {
                let named = read_names(store, operator, entry)?;
                let any = named.keys().flat_map(halves).any(|half| moved.contains(&half));
                Ok(any.then(|| operator.clone()))
            });
            self.mistaken.extend(mistaken.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten());
        }
        Ok(())
    }

    /// Who somebody is whom a file of an operator names.
    pub(super) fn person(&self, change: &Change, sighting: Sighting) -> Option<Pseudonym> {
        let named = sighting.number.or(sighting.card)?;
        let known = self.persons.get(&named).map(|(person, _)| person).or_else(|| change.aliases.get(&named));
        Some(known.copied().unwrap_or(named))
    }

    /// Whether nobody can tell whose number it is.
    pub(super) fn is_doubtful(&self, change: &Change, named: Pseudonym) -> bool {
        self.persons.get(&named).map_or_else(|| change.doubtful.contains(&named), |(_, doubtful)| *doubtful)
    }

    /// What files said since: to be added to what was known.
    pub(super) fn said(&self) -> &Said {
        &self.said
    }
}

fn find_one(store: &Store, index: &Index, operator: &OperatorId) -> Result<Option<Found>, StoreError> {
    let shelf = store.shelf(operator)?;
    let mut shelf = locked(&shelf);
    let (mut held, mut named, entry) = (BTreeMap::new(), Named::new(), index.operators.get(operator));
    if let Some(entry) = entry {
        held = store.open_edition(operator, entry)?.header.submissions;
        named = read_names(store, operator, entry)?;
    }
    let mut days: Option<(Position, Position)> = None;
    let mut note = |day: Position| {
        days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    };
    let mut touched: BTreeMap<&'static str, BTreeSet<Option<Period>>> = BTreeMap::new();
    for shelved in shelf.kept() {
        let manifest = &shelved.manifest;
        let known = held.remove(&manifest.submission);
        let withdrawn = match &known {
            // A submission is never changed: where none of its files was withdrawn, what the edition knows is something else.
            Some(mark) => match shelved.withdrawn_since(mark) {
                Some(withdrawn) => withdrawn,
                None => return Ok(None),
            },
            None => {
                note(shelved.at);
                shelved.withdrawn.clone()
            }
        };
        withdrawn.iter().for_each(|(_, at)| note(*at));
        let speaks = |place: usize| known.is_none() || withdrawn.iter().any(|(piece, _)| *piece == place);
        let pieces = manifest.pieces.iter().enumerate().filter(|(place, piece)| piece.is_accepted() && speaks(*place));
        for slot in pieces.flat_map(|(_, piece)| piece.slots()) {
            touched.entry(slot.table).or_default().insert(slot.period);
        }
    }
    shelf.lost_at().for_each(&mut note);
    let is_lost = shelf.lost(Position::END).next().is_some();
    if !held.is_empty() && !is_lost {
        return Ok(None);
    }
    let said = said(&mut shelf, &named)?;
    let aliases = aliases(&named);
    // A pair that nobody says any more tells of the number that stands for it, and nothing of its card.
    let doubted = named.iter().filter(|(_, name)| name.doubtful);
    let doubtful = doubted.flat_map(|(said, name)| halves(said).take(if name.in_force { 2 } else { 1 })).collect();
    Ok(Some((operator.clone(), Change { entry: entry.cloned(), touched, aliases, doubtful, is_lost }, said, days)))
}

/// What an operator's files say that its edition does not know, and what they say no more.
fn said(shelf: &mut Shelf, named: &Named) -> Result<Vec<(Sighting, i32)>, StoreError> {
    let now = says(shelf)?;
    let before = |said: &Sighting| named.get(said).is_some_and(|name| name.in_force);
    let mut changed: Vec<(Sighting, i32)> = now.iter().filter(|said| !before(said)).map(|said| (*said, 1)).collect();
    let gone = named.iter().filter(|(said, name)| name.in_force && !now.contains(*said));
    if !shelf.lacks {
        changed.extend(gone.map(|(said, _)| (*said, -1)));
    }
    Ok(changed)
}

/// What an operator's files say from the last of them on: pairs while a file in force says so, numbers alone for good. Of a
/// pair that nobody says any more its number and its card stay named: who they are may change, and rows of earlier days
/// rest on it.
pub(super) fn says(shelf: &mut Shelf) -> Result<BTreeSet<Sighting>, StoreError> {
    let mut says = BTreeSet::new();
    for (said, spans) in shelf.sightings()? {
        if !is_pair(said) || spans.last().is_some_and(|last| last.is_open()) {
            says.insert(*said);
        } else {
            says.extend([Sighting { card: None, ..*said }, Sighting { number: None, ..*said }]);
        }
    }
    Ok(says)
}

/// Adds what changed to what is known; what nobody says any more is gone.
pub(super) fn add_changed(all: &mut Said, changed: &Said) {
    for (sighting, more) in changed {
        *all.entry(*sighting).or_default() += more;
    }
    all.retain(|_, times| *times > 0);
}

/// Who is named by a number that is not the person's own.
fn aliases(named: &Named) -> ByPseudonym<Pseudonym> {
    let pairs = named.iter().filter_map(|(said, Name { person, .. })| Some((said.number.or(said.card)?, *person)));
    pairs.filter(|(named, person)| named != person).collect()
}

fn read_names(store: &Store, operator: &OperatorId, entry: &Entry) -> Result<Named, StoreError> {
    names_of(&store.open_edition(operator, entry)?)
}

/// Whom the files behind an edition name.
pub(super) fn names_of(edition: &Edition) -> Result<Named, StoreError> {
    let path = edition.folder.join("names.bin");
    names::decode(&super::read(&path, &edition.header.names)?).ok_or(StoreError::Altered { path })
}
