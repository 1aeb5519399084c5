//! Lines that are added beside lines which are equal to them in everything: two payments or a slip, nobody knows. They count
//! once and their amounts are unread, as of two equal lines of one file (`store::load::gather` does it, each time rows are
//! gathered); here whoever adds them is told.

use std::collections::{BTreeSet, HashMap, HashSet};

use contract::facts::{Cell, Period};

use super::{Candidate, codes};
use crate::finding::Place;
use crate::manifest::Slot;
use crate::pseudonym::Sighting;
use crate::store::shelf::Shelf;
use crate::store::table_file::StoredRow;
use crate::store::{Position, StoreError};

/// A line by all it says, of whom and of when.
type Line = (Sighting, Option<i32>, String);

/// Tells, once for each file that is added, how many of its lines are equal to lines in force or to lines of another file
/// that is added with it.
pub(super) fn tell(
    shelf: &Shelf,
    candidates: &mut [Candidate],
    rows: &[Vec<StoredRow>],
    received: Position,
) -> Result<(), StoreError> {
    let mut there: HashMap<Slot, HashSet<Line>> = HashMap::new();
    for (candidate, rows) in candidates.iter_mut().zip(rows) {
        if !candidate.stored.adds || !candidate.stored.is_accepted() || rows.is_empty() {
            continue;
        }
        if shelf.tables().of(&candidate.stored).is_none_or(|table| !table.person) {
            continue;
        }
        let mut again: BTreeSet<u32> = BTreeSet::new();
        for slot in candidate.stored.slots() {
            if !there.contains_key(&slot) {
                there.insert(slot.clone(), in_force(shelf, &slot, received)?);
            }
            let Some(lines) = there.get_mut(&slot) else { continue };
            let own = rows.iter().filter(|row| slot.holds(row.period));
            let own: Vec<(u32, Line)> = own.map(|row| (row.line, line(row))).collect();
            again.extend(own.iter().filter(|(_, line)| lines.contains(line)).map(|(place, _)| *place));
            lines.extend(own.into_iter().map(|(_, line)| line));
        }
        if let Some(first) = again.first() {
            let finding = codes::LINES_AGAIN.at(Place::line(*first)).with("rows", again.len());
            candidate.stored.findings.push(finding);
        }
    }
    Ok(())
}

/// The lines of the files in force for a slot.
fn in_force(shelf: &Shelf, slot: &Slot, received: Position) -> Result<HashSet<Line>, StoreError> {
    let mut lines = HashSet::new();
    let Some(schema) = shelf.tables().table(slot.table) else { return Ok(lines) };
    let wanted = slot.period.map(number);
    for held in shelf.holders(slot, received) {
        let manifest = &held.shelved.manifest;
        let Some(rows) = shelf.table(manifest, schema)? else {
            continue;
        };
        let here = i32::try_from(held.piece).unwrap_or(i32::MAX);
        for row in (0..rows.len()).filter(|row| rows.pieces().get(*row) == Some(&here)) {
            let period = rows.periods().get(row).copied();
            if wanted.is_none() || wanted == period.map(|number| schema.covering(number)) {
                lines.insert((rows.sighting(row), period, said(rows.cells(schema, row))));
            }
        }
    }
    Ok(lines)
}

fn line(row: &StoredRow) -> Line {
    (row.sighting, row.period.map(number), said(row.cells.clone()))
}

/// What the cells say, in order of column, without those in which nothing stands.
fn said(mut cells: Vec<(&'static str, Cell)>) -> String {
    cells.retain(|(_, cell)| *cell != Cell::Blank);
    cells.sort_by_key(|(name, _)| *name);
    format!("{cells:?}")
}

fn number(period: Period) -> i32 {
    period.number()
}
