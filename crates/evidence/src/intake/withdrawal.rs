//! Taking a file back: what no longer counts then, and what counts again. Nothing is written here: which files were
//! withdrawn, the journal says (`store::recorded`).

use std::collections::BTreeSet;

use contract::identity::OperatorId;

use super::effect::{Effect, Held, count, entries, persons, uncovered};
use crate::manifest::{Slot, StoredPiece};
use crate::pseudonym::Sighting;
use crate::schema::named::AFFILIATION;
use crate::store::shelf::{InForce, Shelf};
use crate::store::{Position, Store, StoreError, locked, write};

/// A file as it stands in the store.
#[derive(Debug, Clone)]
pub struct Lying {
    /// As its manifest tells it.
    pub piece: StoredPiece,
    /// Where it was recorded.
    pub at: Position,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// A file of an operator's submission, by its place in the manifest; nothing where no such file was taken in.
///
/// # Errors
/// The store cannot be read.
pub fn lying(
    store: &Store,
    operator: &OperatorId,
    submission: &str,
    piece: usize,
) -> Result<Option<Lying>, StoreError> {
    let all = store.submissions(operator)?;
    let of = all.iter().find(|shelved| shelved.manifest.submission == submission);
    Ok(of.and_then(|shelved| {
        let stored = shelved.manifest.pieces.get(piece)?.clone();
        Some(Lying { piece: stored, at: shelved.at, withdrawn: shelved.is_withdrawn(piece, Position::END) })
    }))
}

/// The same store, for somebody alone, in which a file is taken back at a position.
///
/// # Errors
/// The store cannot be read.
pub fn without(
    store: &Store,
    operator: &OperatorId,
    submission: &str,
    piece: usize,
    at: Position,
) -> Result<Store, StoreError> {
    let apart = store.apart()?;
    let mut recorded = store.recorded().not_withdrawn(operator, submission, piece);
    recorded.withdraw(operator, submission, piece, at);
    apart.takes(recorded);
    Ok(apart)
}

/// What changes, place by place, where a file is taken back at a position; nothing where the file does not count then.
///
/// # Errors
/// The store cannot be read.
pub fn withdrawal(
    store: &Store,
    operator: &OperatorId,
    submission: &str,
    piece: usize,
    at: Position,
) -> Result<Vec<Effect>, StoreError> {
    let Some(Lying { piece: stored, .. }) = lying(store, operator, submission, piece)? else { return Ok(Vec::new()) };
    let (is, will) = (store.apart()?, store.apart()?);
    let mut recorded = store.recorded().not_withdrawn(operator, submission, piece);
    is.takes(recorded.clone());
    recorded.withdraw(operator, submission, piece, at);
    will.takes(recorded);
    let (is, will) = (is.shelf(operator)?, will.shelf(operator)?);
    let (is, will) = (locked(&is), locked(&will));
    let mut effects = Vec::new();
    for slot in stored.slots().into_iter().filter(|_| stored.is_accepted()) {
        let (before, after) = (is.holders(&slot, at), will.holders(&slot, at));
        let files = |held: &[InForce]| -> Vec<(String, usize)> {
            held.iter().map(|one| (one.shelved.manifest.submission.clone(), one.piece)).collect()
        };
        if files(&before) != files(&after) {
            effects.push(effect(&is, slot, &before, &after, at)?);
        }
    }
    Ok(effects)
}

/// Writes what is derived from an operator's submissions, once a withdrawal was recorded: answers are the same without it.
///
/// # Errors
/// The store cannot be read or written.
pub fn settle_withdrawal(store: &Store, operator: &OperatorId) -> Result<(), StoreError> {
    let shelf = store.shelf(operator)?;
    write::sightings(&mut locked(&shelf))
}

fn effect(
    shelf: &Shelf,
    slot: Slot,
    before: &[InForce],
    after: &[InForce],
    at: Position,
) -> Result<Effect, StoreError> {
    let mut effect = Effect {
        adds: false,
        before: Held { files: count(before.len()), ..Held::default() },
        after: Held { files: count(after.len()), ..Held::default() },
        persons_gone: 0,
        gone: Vec::new(),
        files_uncovered: 0,
        periods_uncovered: None,
        slot,
    };
    if shelf.tables().table(effect.slot.table).is_some_and(|table| table.person) {
        let (was, is) = (named(shelf, before, &mut effect.before)?, named(shelf, after, &mut effect.after)?);
        let left: BTreeSet<_> = is.iter().flat_map(|one| [one.number, one.card]).flatten().collect();
        let is_gone = |one: &&Sighting| [one.number, one.card].iter().flatten().all(|half| !left.contains(half));
        effect.persons_gone = count(persons(&was.iter().filter(is_gone).copied().collect()).len());
        return Ok(effect);
    }
    let (was, is) = (entries(shelf, before)?, entries(shelf, after)?);
    (effect.before.rows, effect.after.rows) = (count(was.len()), count(is.len()));
    let keys: BTreeSet<String> = is.iter().filter_map(|entry| entry.key()).collect();
    let gone = was.iter().filter_map(|entry| entry.key()).filter(|key| !keys.contains(key));
    effect.gone = gone.collect::<BTreeSet<String>>().into_iter().collect();
    if effect.slot.table == AFFILIATION {
        uncovered(shelf, &is, at, &mut effect);
    }
    Ok(effect)
}

/// Whom files name in their slot; their rows and persons are counted.
fn named(shelf: &Shelf, held: &[InForce], counted: &mut Held) -> Result<BTreeSet<Sighting>, StoreError> {
    let mut named = BTreeSet::new();
    for one in held {
        counted.rows += count(shelf.rows_in(one)?);
        named.extend(shelf.sightings_of(one)?);
    }
    counted.persons = count(persons(&named).len());
    Ok(named)
}
