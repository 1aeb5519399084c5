//! A file read anew beside what was stored of it: lines that only one of both has, and cells that say something else.

use std::collections::{BTreeMap, BTreeSet};

use contract::facts::Cell;
use contract::identity::OperatorId;

use super::IntakeError;
use crate::numbers::{Named, Numbering, is_somebody};
use crate::piece::Piece;
use crate::pseudonym::Sighting;
use crate::store::{Store, locked};

/// What reading a file anew would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Reread {
    /// Lines that are used now and were not.
    pub lines_more: u64,
    /// Lines that were used and are not now.
    pub lines_fewer: u64,
    /// Cells that say something else, by column; `person` where the line names somebody else.
    pub cells: BTreeMap<String, u64>,
}

impl Reread {
    /// How many cells say something else.
    #[must_use]
    pub fn cells_changed(&self) -> u64 {
        self.cells.values().sum()
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Reread::default()
    }
}

/// A line by its cells, without those in which nothing stands, and whom it names.
type Line = (Sighting, BTreeMap<&'static str, Cell>);

/// Holds a file that was read anew beside what was stored of it.
///
/// # Errors
/// The store cannot be read, or nobody says which numbers persons have.
pub fn reread<'a>(
    store: &Store,
    numbering: impl Into<Numbering<'a>>,
    operator: &OperatorId,
    (submission, place): (&str, usize),
    mut piece: Piece,
) -> Result<Reread, IntakeError> {
    let tables = store.tables();
    let named = Named::of(numbering.into(), std::slice::from_ref(&piece), &tables)?;
    named.put_apart(&tables, std::slice::from_mut(&mut piece));
    let shelf = store.shelf(operator)?;
    let shelf = locked(&shelf);
    let Some(shelved) = shelf.kept().iter().find(|shelved| shelved.manifest.submission == submission) else {
        return Ok(Reread::default());
    };
    let manifest = &shelved.manifest;
    let Some(stored) = manifest.pieces.get(place) else { return Ok(Reread::default()) };
    let was = match shelf.tables().of(stored) {
        Some(table) => {
            let rows = shelf.table(manifest, table)?;
            let here = i32::try_from(place).unwrap_or(i32::MAX);
            let all = rows.iter().flat_map(|rows| (0..rows.len()).map(move |row| (rows, row)));
            let own = all.filter(|(rows, row)| rows.pieces().get(*row) == Some(&here));
            own.map(|(rows, row)| {
                let line = rows.lines().get(row).copied().unwrap_or(0);
                (line, (rows.sighting(row), rows.cells(table, row).into_iter().collect()))
            })
            .collect()
        }
        None => BTreeMap::new(),
    };
    let about_persons = piece.kind.and_then(|kind| tables.table_of(kind)).is_some_and(|table| table.person);
    Ok(between(&was, &now(&named, about_persons, (operator, stored.part), &piece)))
}

/// The lines of a file that was read anew: of a register those of one operator.
fn now(
    named: &Named<'_>,
    has_persons: bool,
    (operator, part): (&OperatorId, bool),
    piece: &Piece,
) -> BTreeMap<i32, Line> {
    let is_refused = piece.findings.iter().any(|finding| finding.severity == crate::finding::Severity::FileRefused);
    let rows = piece.rows.iter().filter(|_| !is_refused);
    let own = rows.filter(|row| !part || row.operator.as_deref() == Some(operator.as_str()));
    let told = own.filter_map(|row| {
        let sighting = match &row.person {
            _ if !has_persons => Sighting::default(),
            Some(person) if !is_somebody(person) => return None,
            Some(person) if person.number.is_some() || person.card.is_some() => named.sighting(person),
            _ => return None,
        };
        let cells = row.cells.iter().filter(|(_, cell)| *cell != Cell::Blank).cloned().collect();
        Some((i32::try_from(row.line).unwrap_or(i32::MAX), (sighting, cells)))
    });
    told.collect()
}

fn between(was: &BTreeMap<i32, Line>, now: &BTreeMap<i32, Line>) -> Reread {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let mut told = Reread {
        lines_more: count(now.keys().filter(|line| !was.contains_key(line)).count()),
        lines_fewer: count(was.keys().filter(|line| !now.contains_key(line)).count()),
        cells: BTreeMap::new(),
    };
    for (line, (who, cells)) in was {
        let Some((who_now, cells_now)) = now.get(line) else { continue };
        let mut differs = |column: &str| *told.cells.entry(column.to_owned()).or_default() += 1;
        if who != who_now {
            differs("person");
        }
        let columns: BTreeSet<&str> = cells.keys().chain(cells_now.keys()).copied().collect();
        columns.into_iter().filter(|column| cells.get(column) != cells_now.get(column)).for_each(&mut differs);
    }
    told
}
