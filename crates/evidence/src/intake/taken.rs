//! Values that are one operator's alone, held against what others have in force. Two rows of one file that have one are told, and
//! lose it, when the file is read; a row whose value another operator has in another file does not get it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::calendar::{Date, Interval};
use contract::facts::Cell;
use contract::identity::OperatorId;

use super::{Candidate, codes};
use crate::columns::{TableColumns, Values};
use crate::finding::Place;
use crate::schema::named::AFFILIATION;
use crate::store::{Position, Store, StoreError};

/// Tells each row of a register whose value another operator has, in a file that is in force, and leaves it unread. Operators
/// whose rows the register states anew are held against each other by its reader.
pub(super) fn tell(store: &Store, files: &mut [Candidate], received: Position) -> Result<(), StoreError> {
    let tables = store.tables();
    for file in files.iter_mut().filter(|file| file.stored.is_accepted()) {
        let Some(form) = tables.forms().iter().find(|form| Some(form.kind) == file.stored.kind) else { continue };
        let table = form.declared.schema;
        // Whose an affiliation is has a register of its own, and a word of its own.
        let unique =
            form.declared.filing.unique.iter().filter(|column| *column != AFFILIATION || table.name != AFFILIATION);
        let unique: BTreeSet<String> = unique.cloned().collect();
        if unique.is_empty() {
            continue;
        }
        let stated: BTreeSet<&str> = file.piece.rows.iter().filter_map(|row| row.operator.as_deref()).collect();
        let mut held: HashMap<(String, String), Vec<(OperatorId, Interval)>> = HashMap::new();
        let needed = BTreeMap::from([(table.name.to_owned(), unique.clone())]);
        for other in store.operators(received)?.into_iter().filter(|other| !stated.contains(other.as_str())) {
            let evidence = store.load_columns(&other, &needed, received)?;
            let Some(columns) = evidence.tables.get(table.name) else { continue };
            for (column, value, valid) in unique.iter().flat_map(|column| values(columns, column)) {
                held.entry((column, value)).or_default().push((other.clone(), valid));
            }
        }
        let mut found = Vec::new();
        let mut unread = 0;
        for row in &mut file.piece.rows {
            let valid = row.valid.unwrap_or(ALWAYS);
            let was_read = !row.cells.iter().any(|(_, cell)| *cell == Cell::Unread);
            let before = found.len();
            for (name, cell) in row.cells.iter_mut().filter(|(name, _)| unique.contains(*name)) {
                let Cell::Code(value) = &*cell else { continue };
                let others = held.get(&((*name).to_owned(), value.clone()));
                let other = others.into_iter().flatten().find(|(_, other)| other.overlaps(valid));
                let Some((operator, _)) = other else { continue };
                let heading = form.declared.heading(name).map(crate::catalogue::interned).unwrap_or(name);
                found.push(codes::VALUE_TAKEN.at(Place::field(row.line, heading)).with("operator", operator));
                *cell = Cell::Unread;
            }
            unread += u64::from(was_read && found.len() > before);
        }
        file.stored.accounting.unread += unread;
        file.stored.findings.extend(found);
    }
    Ok(())
}

/// All days.
const ALWAYS: Interval = Interval { first: Date::from_days(i32::MIN), last: None };

/// The words of a column, each with when it holds.
fn values(columns: &TableColumns, name: &str) -> Vec<(String, String, Interval)> {
    let Some(column) = columns.columns.get(name) else { return Vec::new() };
    let Values::Code { codes, words } = &column.values else { return Vec::new() };
    let is_filled = |row: usize| column.filled.as_ref().is_none_or(|filled| filled.get(row) == Some(&true));
    let valid = |row: usize| match columns.valid.get(row) {
        Some((first, last)) => {
            Interval { first: Date::from_days(*first), last: (*last != i32::MAX).then_some(Date::from_days(*last)) }
        }
        None => ALWAYS,
    };
    let word = |code: &u32| words.get(usize::try_from(*code).unwrap_or(usize::MAX)).cloned();
    let rows = codes.iter().enumerate().filter(|(row, _)| is_filled(*row));
    rows.filter_map(|(row, code)| Some((name.to_owned(), word(code)?, valid(row)))).collect()
}
