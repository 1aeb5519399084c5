//! Registers: one file about many operators, split into a part for each.
//!
//! A register is taken in whole or not at all: where one of its parts is a question, the file waits.

use std::collections::{BTreeMap, BTreeSet};

use contract::facts::{Cell, Period};
use contract::identity::OperatorId;

use super::delivery::{Delivery, Filled};
use super::effect::Entry;
use super::{Candidate, IntakeError, PieceReport, SubmissionReport, codes, slots, taken};
use crate::catalogue::Catalogue;
use crate::finding::{Finding, Place};
use crate::manifest::{Slot, Standing, StoredPiece};
use crate::numbers::Named;
use crate::piece::{Accounting, Aside, Piece, PieceKind, RawRow, Unnamed};
use crate::schema::named::{AFFILIATION, OPERATOR};
use crate::store::registry::Registry;
use crate::store::{Position, Store, StoreError, locked};

/// Registers, split.
pub(super) struct Split {
    /// Each operator's parts.
    pub parts: BTreeMap<OperatorId, Vec<Candidate>>,
    /// The files as a whole, with every row accounted for.
    pub whole: Vec<Candidate>,
}

/// Another operator whose affiliation a row of a register of affiliations claims.
fn taken<'r>(
    registry: &'r Registry,
    operator: &OperatorId,
    row: &RawRow,
    received: Position,
) -> Option<&'r OperatorId> {
    let (_, cell) = row.cells.iter().find(|(name, _)| *name == AFFILIATION)?;
    let Cell::Code(number) = cell else { return None };
    registry.held_by_another(number, row.valid?, operator, received)
}

/// Splits registers by operator. Rows about operators that no register of operators names are refused.
pub(super) fn split(
    (store, tables): (&Store, &Catalogue),
    registry: &Registry,
    registers: Vec<Piece>,
    received: Position,
) -> Result<Split, StoreError> {
    let mut split = Split { parts: BTreeMap::new(), whole: Vec::new() };
    let mut files: Vec<Candidate> = registers.into_iter().map(Candidate::new).collect();
    taken::tell(store, &mut files, received)?;
    let mut named: BTreeSet<OperatorId> = BTreeSet::new();
    for file in files.iter().filter(|file| file.stored.table() == Some(OPERATOR)) {
        named.extend(file.piece.rows.iter().filter_map(operator));
    }
    // Whose affiliations these files state anew: what is in force of them ends here.
    let stated: BTreeSet<OperatorId> = files
        .iter()
        .filter(|file| file.stored.table() == Some(AFFILIATION))
        .flat_map(|file| file.piece.rows.iter().filter_map(operator))
        .collect();
    let is_known = |operator: &OperatorId| named.contains(operator) || registry.knows(operator, received);
    for mut file in files {
        let mut by_operator: BTreeMap<OperatorId, Vec<RawRow>> = BTreeMap::new();
        for row in std::mem::take(&mut file.piece.rows) {
            match operator(&row) {
                Some(operator) if is_known(&operator) => {
                    let taken = taken(registry, &operator, &row, received).filter(|other| !stated.contains(other));
                    if let Some(other) = taken {
                        let place = Place::field(row.line, heading(tables, &file.stored));
                        file.stored.findings.push(codes::AFFILIATION_TAKEN.at(place).with("operator", other));
                    }
                    by_operator.entry(operator).or_default().push(row);
                }
                Some(operator) => file.refuse_row(row.line, codes::OPERATOR_UNKNOWN, Some(operator.as_str())),
                None => file.refuse_row(row.line, codes::OPERATOR_INVALID, None),
            }
        }
        file.refuse_if_useless();
        file.whole = split.whole.len();
        let mut aside: BTreeMap<OperatorId, Vec<Aside>> = BTreeMap::new();
        for one in std::mem::take(&mut file.piece.aside) {
            let operator = OperatorId::new(&one.operator).filter(|operator| is_known(operator));
            operator.into_iter().for_each(|operator| aside.entry(operator).or_default().push(one.clone()));
        }
        // Who has no row that is used has a part too, which covers nothing. Rows that are left aside speak of nobody.
        let is_accepted = file.stored.is_accepted();
        for (operator, _) in aside.iter().filter(|(_, rows)| is_accepted && rows.iter().any(|row| row.is_refused)) {
            by_operator.entry(operator.clone()).or_default();
        }
        for (operator, rows) in by_operator {
            let part = part(tables, &file, &operator, (rows, aside.remove(&operator).unwrap_or_default()));
            split.parts.entry(operator).or_default().push(part);
        }
        let is_named = |word: &str| OperatorId::new(word).is_some_and(|operator| is_known(&operator));
        file.stored.accounting.forget_unknown(is_named);
        if file.stored.is_accepted() {
            file.stored.standing = Standing::Shared;
        }
        split.whole.push(file);
    }
    Ok(split)
}

/// The heading under which a file has its affiliations.
fn heading(tables: &Catalogue, stored: &StoredPiece) -> &'static str {
    let form = stored.kind.and_then(|kind| tables.forms().iter().find(|form| form.kind == kind));
    form.and_then(|form| form.declared.heading(AFFILIATION)).unwrap_or(AFFILIATION)
}

fn operator(row: &RawRow) -> Option<OperatorId> {
    row.operator.as_deref().and_then(OperatorId::new)
}

/// What of a register concerns one operator. A refused row that names an operator may be any of that operator's; one that
/// names none, anybody's.
fn part(
    tables: &Catalogue,
    file: &Candidate,
    operator: &OperatorId,
    (rows, aside): (Vec<RawRow>, Vec<Aside>),
) -> Candidate {
    let count = rows.len() as u64;
    let used = rows.iter().map(|row| Some(row.line));
    let lines: BTreeSet<Option<u32>> = used.chain(aside.iter().map(|row| row.line)).collect();
    let concerns = |finding: &&Finding| finding.place.line.is_some() && lines.contains(&finding.place.line);
    let covers = tables.of(&file.stored).and_then(|table| table.covers);
    let covered = |period: Period| covers.map_or(period, |covers| period.within(covers));
    let mut periods: BTreeSet<_> = rows.iter().filter_map(|row| row.period.map(covered)).collect();
    if rows.is_empty() {
        periods.extend(aside.iter().filter_map(|row| row.period));
    }
    let mut stored = file.stored.clone();
    stored.part = true;
    stored.findings = file.stored.findings.iter().filter(concerns).cloned().collect();
    let may_be_own = |one: &&Unnamed| one.operator.as_deref().is_none_or(|named| named == operator.as_str());
    let unnamed = file.stored.accounting.unnamed.iter().filter(may_be_own);
    stored.accounting = Accounting {
        rows_in: count + aside.len() as u64,
        used: count,
        unnamed: unnamed.map(|one| Unnamed { operator: None, ..one.clone() }).collect(),
        ..Accounting::default()
    };
    for row in aside {
        let Accounting { refused, ignored, .. } = &mut stored.accounting;
        *if row.is_refused { refused } else { ignored }.entry(row.reason).or_default() += 1;
    }
    if !periods.is_empty() {
        stored.periods = periods.into_iter().collect();
    }
    let piece = Piece { kind: file.piece.kind, period: file.piece.period, rows, ..Piece::default() };
    let mut part = Candidate { stored, piece, whole: file.whole, effects: Vec::new() };
    part.refuse_if_useless();
    part
}

/// Takes out of what is told of an operator's part what is told of the file as a whole.
pub(super) fn tell_once(told: &[SubmissionReport], part: &mut SubmissionReport) {
    for own in &mut part.pieces {
        let whole = told.iter().flat_map(|report| &report.pieces).map(|one| &one.piece);
        let whole = whole.filter(|one| one.sha256 == own.piece.sha256 && one.name == own.piece.name);
        let said: BTreeSet<Finding> = whole.flat_map(|one| one.findings.iter().cloned()).collect();
        own.piece.findings.retain(|finding| !said.contains(finding));
    }
}

/// Asks where something is in force that a register would replace, or says otherwise than it: such a register is told and
/// not taken in.
pub(super) fn ask(
    store: &Store,
    named: &Named<'_>,
    split: &mut Split,
    delivery: &Delivery,
) -> Result<Vec<SubmissionReport>, IntakeError> {
    let mut asked: BTreeMap<usize, (Finding, BTreeSet<String>)> = BTreeMap::new();
    let mut slots: BTreeMap<(OperatorId, Slot), usize> = BTreeMap::new();
    let known: Vec<bool> = (0..split.whole.len()).map(|place| is_again(&split.whole, place)).collect();
    for (operator, parts) in &mut split.parts {
        parts.retain(|part| !known[part.whole]);
        let shelf = store.shelf(operator)?;
        let shelf = locked(&shelf);
        let mut beside: BTreeMap<Option<PieceKind>, Vec<Entry>> = BTreeMap::new();
        for part in parts.iter_mut().filter(|part| part.stored.is_accepted()) {
            let beside = beside.entry(part.stored.kind).or_default();
            if let Some(finding) = slots::register_question(&shelf, named, part, delivery, beside)? {
                let (_, operators) = asked.entry(part.whole).or_insert_with(|| (finding, BTreeSet::new()));
                operators.insert(operator.as_str().to_owned());
            }
            for slot in part.stored.slots().into_iter().filter(|_| delivery.filled != Filled::Add) {
                if let Some(other) = slots.insert((operator.clone(), slot), part.whole) {
                    for whole in [other, part.whole] {
                        asked.entry(whole).or_insert((codes::PERIOD_TWICE.at(Place::default()), BTreeSet::new()));
                    }
                }
            }
        }
    }
    let mut effects: BTreeMap<usize, Vec<SubmissionReport>> = BTreeMap::new();
    let mut already = Vec::new();
    for (operator, parts) in &mut split.parts {
        let shelf = store.shelf(operator)?;
        let shelf = locked(&shelf);
        let (waiting, taken) = std::mem::take(parts).into_iter().partition(|part| asked.contains_key(&part.whole));
        *parts = taken;
        // Of a file of which every row is there already nothing is left to take in.
        let is_there =
            |part: &Candidate| part.piece.rows.is_empty() && part.stored.accounting.ignored.contains_key(DUPLICATE);
        let (there, taken) = std::mem::take(parts).into_iter().partition(is_there);
        *parts = taken;
        let there: Vec<PieceReport> = there.into_iter().map(|part| slots::already(part, None)).collect();
        if !there.is_empty() {
            already.push(SubmissionReport::untaken(Some(operator.clone()), there));
        }
        for part in waiting {
            let part: Candidate = part;
            let of = effects.entry(part.whole).or_default();
            // What would be added and cannot be takes nothing away either.
            let found = match delivery.filled {
                Filled::Add => Vec::new(),
                Filled::Ask | Filled::Replace => super::effect::of(&shelf, named, &part, delivery.at, false)?,
            };
            if !found.is_empty() {
                let piece = PieceReport { piece: part.stored, duplicate_of: None, effects: found };
                of.push(SubmissionReport::untaken(Some(operator.clone()), vec![piece]));
            }
        }
    }
    split.parts.retain(|_, parts| !parts.is_empty());
    let mut told = Vec::new();
    let mut kept = Vec::new();
    for (place, mut file) in std::mem::take(&mut split.whole).into_iter().enumerate() {
        let report = |piece| SubmissionReport::untaken(None, vec![piece]);
        if let Some((finding, operators)) = asked.remove(&place) {
            let named = operators.into_iter().collect::<Vec<_>>().join(", ");
            let is_filled = finding.code == codes::REGISTER_FILLED.name();
            file.refuse(Some(if is_filled { finding.with("operators", named) } else { finding }));
            told.push(report(PieceReport { piece: file.stored, duplicate_of: None, effects: Vec::new() }));
            told.extend(effects.remove(&place).into_iter().flatten().map(waiting));
        } else if known[place] {
            told.push(report(slots::already(file, None)));
        } else {
            kept.push(file);
        }
    }
    split.whole = kept;
    told.extend(already);
    Ok(told)
}

/// Why rows of a part are left aside that are in force already.
const DUPLICATE: &str = "duplicate";

/// Rows that their operators have already are none that the file brings.
pub(super) fn leave_aside(whole: &mut [Candidate], told: &[SubmissionReport]) {
    for file in whole {
        let parts = told.iter().flat_map(|report| &report.pieces).map(|one| &one.piece);
        let own = parts.filter(|part| part.part && part.sha256 == file.stored.sha256 && part.name == file.stored.name);
        let there: u64 = own.filter_map(|part| part.accounting.ignored.get(DUPLICATE)).sum();
        let Accounting { used, ignored, unread, .. } = &mut file.stored.accounting;
        let there = there.min(*used);
        if there > 0 {
            *used -= there;
            *unread = (*unread).min(*used);
            *ignored.entry(DUPLICATE.to_owned()).or_default() += there;
        }
    }
}

/// What a file that waits would do to one operator.
fn waiting(mut report: SubmissionReport) -> SubmissionReport {
    for piece in &mut report.pieces {
        piece.piece.standing = Standing::Refused;
        piece.piece.findings.clear();
        let accounting = &mut piece.piece.accounting;
        *accounting.refused.entry(codes::REGISTER_FILLED.name().to_owned()).or_default() += accounting.used;
        (accounting.used, accounting.unread) = (0, 0);
    }
    report
}

/// Whether an earlier file of the delivery is the same.
fn is_again(whole: &[Candidate], place: usize) -> bool {
    whole[..place].iter().any(|other| slots::same_file(&other.stored, &whole[place].stored))
}
