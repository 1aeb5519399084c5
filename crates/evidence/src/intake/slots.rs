//! Slots: what becomes of a file where something is in force already. What makes two files be for one slot is
//! [`crate::manifest::Slot`].
//!
//! A file whose very bytes are in force there is there already. Where other bytes are, nobody can tell whether the new
//! file takes their place or stands beside them: without a word it is a question, and nothing of it is taken in. Two files
//! of one delivery for one slot are a question too. What decides is what was said and the day received; never a hash, a
//! name or the order of files.

use std::collections::BTreeSet;

use contract::facts::Period;

use super::delivery::{Delivery, Filled};
use super::effect::{self, Entry};
use super::{Candidate, PieceReport, codes, discretion};
use crate::finding::{Finding, Place};
use crate::manifest::{SameAs, Slot, StoredPiece};
use crate::numbers::Named;
use crate::store::StoreError;
use crate::store::shelf::{InForce, Shelf};

/// Files sorted out.
#[derive(Default)]
pub(super) struct Sorted {
    /// To be taken in.
    pub fresh: Vec<Candidate>,
    /// Told, and not taken in: there already, or a question.
    pub told: Vec<PieceReport>,
}

/// What meets a file in its slots.
enum Meets {
    /// Nothing: they are empty.
    Nothing,
    /// The very same, in all of them.
    Same(Vec<InForce>),
    /// Something else, in some of them.
    Other,
}

/// Sorts an operator's files out.
pub(super) fn sort_out(
    shelf: &Shelf,
    named: &Named<'_>,
    candidates: Vec<Candidate>,
    delivery: &Delivery,
) -> Result<Sorted, StoreError> {
    let mut sorted = Sorted::default();
    let once = once(candidates, &mut sorted.told);
    let twice: BTreeSet<usize> = if delivery.filled == Filled::Add { BTreeSet::new() } else { twice(&once) };
    for (place, mut candidate) in once.into_iter().enumerate() {
        if !candidate.stored.is_accepted() {
            match known(shelf, &candidate.stored) {
                Some(submission) => sorted.told.push(already(candidate, Some(submission))),
                None => sorted.fresh.push(candidate),
            }
            continue;
        }
        if twice.contains(&place) {
            let finding = codes::PERIOD_TWICE.at(Place::default());
            sorted.told.push(question(candidate, finding, shelf, named, delivery)?);
            continue;
        }
        candidate.stored.adds = delivery.filled == Filled::Add;
        match meets(shelf, named, &candidate, delivery)? {
            Meets::Nothing => sorted.fresh.push(candidate),
            Meets::Same(held) => sorted.receive_again(shelf, candidate, &held, delivery),
            Meets::Other if delivery.filled == Filled::Ask => {
                let finding = filled(shelf, &candidate.stored, delivery);
                sorted.told.push(question(candidate, finding, shelf, named, delivery)?);
            }
            Meets::Other => {
                let effects = effect::of(shelf, named, &candidate, delivery.at, candidate.stored.adds)?;
                candidate.effects = effects;
                sorted.fresh.push(candidate);
            }
        }
    }
    for candidate in &mut sorted.fresh {
        // A file received later may stand where this one goes.
        if candidate.effects.is_empty() && candidate.stored.is_accepted() && candidate.stored.same_as.is_none() {
            candidate.effects = effect::of(shelf, named, candidate, delivery.at, candidate.stored.adds)?;
        }
    }
    Ok(sorted)
}

impl Sorted {
    /// A file that is in force. That it came again is kept where a file received between the two may still be handed in:
    /// then it holds again from this day on.
    fn receive_again(&mut self, shelf: &Shelf, mut candidate: Candidate, held: &[InForce], delivery: &Delivery) {
        let [first, ..] = held else { return self.fresh.push(candidate) };
        let one = held.iter().all(|other| other.piece == first.piece && other.shelved.hash == first.shelved.hash);
        let slots = candidate.stored.slots();
        let alone = slots.iter().all(|slot| shelf.holders(slot, delivery.at).len() == 1);
        let today = delivery.at.day();
        let later =
            slots.iter().any(|slot| shelf.last_received(slot, delivery.at).is_none_or(|last| last.day() != today));
        let submission = first.shelved.manifest.submission.clone();
        if !one && alone && candidate.stored.part {
            // Each of its slots has what it says, from one file or another.
            return self.told.push(already(candidate, Some(submission)));
        }
        if !one || (!alone && delivery.filled == Filled::Replace) {
            return self.fresh.push(candidate);
        }
        if !later {
            return self.told.push(already(candidate, Some(submission)));
        }
        candidate.stored.same_as = Some(SameAs { submission: submission.clone(), piece: first.piece });
        candidate.stored.adds |= !alone;
        leave_out(&mut candidate, Some(&submission));
        self.fresh.push(candidate);
    }
}

/// Each file once: the same bytes for the same slot, twice in one delivery, are one file.
fn once(candidates: Vec<Candidate>, told: &mut Vec<PieceReport>) -> Vec<Candidate> {
    let mut once: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        if once.iter().any(|other| same_file(&other.stored, &candidate.stored)) {
            told.push(already(candidate, None));
        } else {
            once.push(candidate);
        }
    }
    once
}

/// The same bytes for the same thing.
pub(super) fn same_file(one: &StoredPiece, other: &StoredPiece) -> bool {
    let of = |piece: &StoredPiece| {
        (piece.kind, piece.standing, piece.declarant.clone(), piece.periods.clone(), piece.complement)
    };
    says_the_same(one, other) && of(one) == of(other)
}

/// The same bytes, read in the same way.
fn says_the_same(one: &StoredPiece, other: &StoredPiece) -> bool {
    one.sha256 == other.sha256 && one.read_as == other.read_as
}

/// The files that share a slot with another one of the delivery.
fn twice(candidates: &[Candidate]) -> BTreeSet<usize> {
    let mut slots: Vec<(Slot, usize)> = Vec::new();
    for (place, candidate) in candidates.iter().enumerate().filter(|(_, one)| one.stored.is_accepted()) {
        slots.extend(candidate.stored.slots().into_iter().map(|slot| (slot, place)));
    }
    slots.sort();
    slots
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|run| run.len() > 1)
        .flatten()
        .map(|(_, place)| *place)
        .collect()
}

/// A submission that holds a file which was refused, or only compared with.
fn known(shelf: &Shelf, stored: &StoredPiece) -> Option<String> {
    let holds =
        shelf.kept().iter().find(|shelved| shelved.manifest.pieces.iter().any(|other| same_file(other, stored)));
    holds.map(|shelved| shelved.manifest.submission.clone())
}

fn meets(shelf: &Shelf, named: &Named<'_>, candidate: &Candidate, delivery: &Delivery) -> Result<Meets, StoreError> {
    let mut same = Vec::new();
    let (mut any, mut all) = (false, true);
    for slot in candidate.stored.slots() {
        let held = shelf.holders(&slot, delivery.at);
        any |= !held.is_empty();
        match is_there(shelf, named, candidate, (&slot, held))? {
            Some(one) => same.push(one),
            None => all = false,
        }
    }
    Ok(match (any, all) {
        (false, _) => Meets::Nothing,
        (true, true) => Meets::Same(same),
        // What of a register is there already is no question: only what differs is.
        (true, false) if candidate.stored.part && !differs(shelf, named, candidate, delivery)? => Meets::Nothing,
        (true, false) => Meets::Other,
    })
}

/// The file in force in a slot that says the same.
fn is_there(
    shelf: &Shelf,
    named: &Named<'_>,
    candidate: &Candidate,
    (slot, held): (&Slot, Vec<InForce>),
) -> Result<Option<InForce>, StoreError> {
    if !candidate.stored.part {
        return Ok(held.into_iter().find(|one| says_the_same(one.stored(), &candidate.stored)));
    }
    for one in held {
        let there = effect::entries(shelf, std::slice::from_ref(&one))?;
        if effect::same_rows(&there, &effect::in_slot(candidate, slot, named))
            && unnamed(one.stored()) == unnamed(&candidate.stored)
        {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

fn unnamed(stored: &StoredPiece) -> u64 {
    stored.accounting.unnamed.iter().map(|one| one.rows).sum()
}

/// Whether a part of a register says something else than what is in force in one of its slots.
fn differs(shelf: &Shelf, named: &Named<'_>, candidate: &Candidate, delivery: &Delivery) -> Result<bool, StoreError> {
    for slot in candidate.stored.slots() {
        let held = shelf.holders(&slot, delivery.at);
        if !held.is_empty() && is_there(shelf, named, candidate, (&slot, held))?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What keeps a part of a register from being taken in with the word given. Rows that are there already are left out where
/// it is to stand beside what is there, and beside other files of the delivery.
pub(super) fn register_question(
    shelf: &Shelf,
    named: &Named<'_>,
    candidate: &mut Candidate,
    delivery: &Delivery,
    beside: &mut Vec<Entry>,
) -> Result<Option<Finding>, StoreError> {
    match delivery.filled {
        Filled::Replace => Ok(None),
        Filled::Ask => match meets(shelf, named, candidate, delivery)? {
            Meets::Other => Ok(Some(codes::REGISTER_FILLED.at(Place::default()))),
            Meets::Nothing | Meets::Same(_) => Ok(None),
        },
        Filled::Add => {
            let mut there = beside.clone();
            let apart = candidate.stored.table().map(|table| shelf.tables().apart(table)).unwrap_or_default();
            for slot in candidate.stored.slots() {
                there.extend(effect::entries(shelf, &shelf.holders(&slot, delivery.at))?);
            }
            let whole = candidate.piece.period;
            let mut kept = Vec::new();
            for row in std::mem::take(&mut candidate.piece.rows) {
                let entry = Entry::of(&row, whole, named);
                if there.contains(&entry) {
                    candidate.ignore_row("duplicate");
                    continue;
                }
                if there.iter().any(|other| other.meets(&entry, &apart)) {
                    let operator = row.operator.clone().unwrap_or_default();
                    let finding = codes::ROW_TAKEN.at(Place::line(row.line)).with("operator", operator);
                    return Ok(Some(finding.with("key", entry.named(&apart))));
                }
                beside.push(entry);
                kept.push(row);
            }
            let covers = shelf.tables().of(&candidate.stored).and_then(|table| table.covers);
            let covered = |period: Period| covers.map_or(period, |covers| period.within(covers));
            let periods: BTreeSet<_> = kept.iter().filter_map(|row| row.period.map(covered)).collect();
            if !periods.is_empty() {
                candidate.stored.periods = periods.into_iter().collect();
            }
            candidate.piece.rows = kept;
            Ok(None)
        }
    }
}

/// The question: what is in force where the file would go.
fn filled(shelf: &Shelf, stored: &StoredPiece, delivery: &Delivery) -> Finding {
    let held: Vec<InForce> = stored.slots().iter().flat_map(|slot| shelf.holders(slot, delivery.at)).collect();
    let first = held.first();
    let file = first.map(|one| one.stored().name.clone()).unwrap_or_default();
    let received = first.map(|one| one.shelved.manifest.received.to_string()).unwrap_or_default();
    codes::SLOT_FILLED.at(Place::default()).with("file", file).with("received", received)
}

/// A file that is not taken in until somebody says what is meant, with what it would do in the place of what is there.
pub(super) fn question(
    mut candidate: Candidate,
    finding: Finding,
    shelf: &Shelf,
    named: &Named<'_>,
    delivery: &Delivery,
) -> Result<PieceReport, StoreError> {
    let effects = effect::of(shelf, named, &candidate, delivery.at, false)?;
    let rows = std::mem::take(&mut candidate.piece.rows);
    candidate.refuse(Some(finding));
    let stored = &mut candidate.stored;
    discretion::blot(&mut stored.name, &mut stored.findings, &rows);
    Ok(PieceReport { piece: candidate.stored, duplicate_of: None, effects })
}

/// A file that counts already: not one of its rows is taken up again.
fn leave_out(candidate: &mut Candidate, of: Option<&String>) {
    candidate.stored.findings.push(match of {
        Some(submission) => codes::DUPLICATE_OF.at(Place::default()).with("submission", submission),
        None => codes::DUPLICATE.at(Place::default()),
    });
    let accounting = &mut candidate.stored.accounting;
    if accounting.used > 0 {
        *accounting.ignored.entry("duplicate".to_owned()).or_default() += accounting.used;
        (accounting.used, accounting.unread) = (0, 0);
    }
}

pub(super) fn already(mut candidate: Candidate, of: Option<String>) -> PieceReport {
    leave_out(&mut candidate, of.as_ref());
    let stored = &mut candidate.stored;
    discretion::blot(&mut stored.name, &mut stored.findings, &candidate.piece.rows);
    PieceReport { piece: candidate.stored, duplicate_of: of, effects: Vec::new() }
}
