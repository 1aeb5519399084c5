//! Rows of a declared table held against those before: the same key twice, a number that is one operator's alone, times that
//! overlap. Of rows that contradict each other none is preferred to the other.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use contract::calendar::{Date, Interval};
use contract::facts::Cell;
use contract::model::Fills;

use crate::catalogue::Declared;
use crate::finding::{Place, table_codes};
use crate::piece::RawRow;
use crate::read::REPEATED_LINE;
use crate::read::cells::Fields;
use crate::read::ledger::{Ledger, Outcome};

/// Cells by column, as they were read.
type Cells = Vec<(&'static str, Cell)>;

/// What the rows before hold.
pub(super) struct Earlier {
    declared: &'static Declared,
    summed: Vec<&'static str>,
    /// The places of the rows of each key, with their cells as they were read where some were made unread since.
    by_key: HashMap<String, Vec<(usize, Option<Cells>)>>,
    /// The place of the first row that has a value which is one operator's alone, by column and value.
    alone: BTreeMap<(&'static str, String), usize>,
    /// When rows hold that must not overlap, by what they tell of.
    intervals: BTreeMap<String, Vec<(Interval, u32)>>,
}

impl Earlier {
    pub(super) fn of(declared: &'static Declared) -> Earlier {
        let summed = declared.schema.columns.iter().filter(|column| column.summed).map(|column| column.name);
        Earlier {
            declared,
            summed: summed.collect(),
            by_key: HashMap::new(),
            alone: BTreeMap::new(),
            intervals: BTreeMap::new(),
        }
    }

    /// Holds a row against those before.
    pub(super) fn see(&mut self, mut row: RawRow, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Outcome {
        let next = ledger.rows().len();
        if let Some(outcome) = self.same_key(&row, next, fields, ledger) {
            return outcome;
        }
        self.keep_alone(&mut row, next, fields, ledger);
        if let Some(valid) = row.valid {
            for apart in &self.declared.filing.apart {
                let mut key = if apart.of_all_operators { String::new() } else { operator(&row).to_owned() };
                for column in &apart.columns {
                    let cell = row.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell);
                    key.push_str(&format!("\u{1f}{cell:?}"));
                }
                self.intervals.entry(key).or_default().push((valid, row.line));
            }
        }
        Outcome::Use(row)
    }

    /// What becomes of a row whose key stands on an earlier line; nothing where it is used.
    fn same_key(&mut self, row: &RawRow, next: usize, fields: &mut Fields<'_>, ledger: &mut Ledger) -> Option<Outcome> {
        let rows = self.by_key.entry(key(row, &self.declared.told_apart_by)).or_default();
        let first = rows.first().map(|(index, _)| ledger.rows()[*index].line);
        let same =
            rows.iter_mut().find(|(index, cells)| cells.as_ref().unwrap_or(&ledger.rows()[*index].cells) == &row.cells);
        if let Some((index, cells)) = same {
            // A state said twice is one; two equal payments are two, or one written twice: nobody knows.
            if !self.summed.is_empty() {
                let line = ledger.rows()[*index].line;
                cells.get_or_insert_with(|| row.cells.clone());
                ledger.blur(*index, &self.summed);
                fields.push(table_codes::TABLE_ROW_REPEATED.at(Place::line(row.line)).with("first_line", line));
            }
            return Some(Outcome::ignored(REPEATED_LINE, row.operator.clone()));
        }
        if let (Some(first), false) = (first, self.declared.schema.dated) {
            if self.summed.is_empty() {
                // One row a key: the cells in which they differ are unread.
                let (index, cells) = &mut rows[0];
                let cells = cells.get_or_insert_with(|| ledger.rows()[*index].cells.clone());
                let differing = cells.iter().zip(&row.cells).filter(|(one, other)| one != other);
                let differing: Vec<&str> = differing.map(|((name, _), _)| *name).collect();
                ledger.blur(*index, &differing);
                let heading = differing.first().and_then(|name| self.declared.heading(name)).unwrap_or_default();
                let place = Place::field(row.line, heading);
                fields.push(table_codes::TABLE_KEY_REPEATED.at(place).with("first_line", first));
                return Some(Outcome::ignored(REPEATED_LINE, row.operator.clone()));
            }
            // What is sealed says something of a person: rows that do not agree in it say nothing ([`crate::sealing`]).
            let (index, cells) = &rows[0];
            let earlier = cells.as_ref().unwrap_or(&ledger.rows()[*index].cells);
            let is_sealed = |name: &str| self.declared.schema.columns.iter().any(|one| one.sealed && one.name == name);
            let mut sealed = earlier.iter().zip(&row.cells).filter(|((name, _), _)| is_sealed(name));
            if let Some(((name, _), _)) = sealed.find(|((_, one), (_, other))| one != other) {
                let place = Place::field(row.line, self.declared.heading(name).unwrap_or_default());
                fields.push(table_codes::TABLE_KEY_REPEATED.at(place).with("first_line", first));
            }
            fields.push(table_codes::TABLE_KEY_SEVERAL.at(Place::line(row.line)).with("first_line", first));
        }
        // Of a value that is one operator's alone a later row makes cells unread.
        let unique = !self.declared.filing.unique.is_empty();
        rows.push((next, unique.then(|| row.cells.clone())));
        None
    }

    /// A value that is one operator's alone and stands in two rows is nobody's.
    fn keep_alone(&mut self, row: &mut RawRow, next: usize, fields: &mut Fields<'_>, ledger: &mut Ledger) {
        let unique = &self.declared.filing.unique;
        for (name, cell) in row.cells.iter_mut().filter(|(name, _)| unique.iter().any(|one| one == name)) {
            let Cell::Code(value) = &*cell else { continue };
            let first = *self.alone.entry((*name, value.clone())).or_insert(next);
            if first != next {
                let place = Place::field(row.line, self.declared.heading(name).unwrap_or_default());
                let earlier = ledger.rows()[first].line;
                fields.push(table_codes::TABLE_SHARED.at(place).with("first_line", earlier));
                // Whoever has the earlier row is told, too.
                if ledger.rows()[first].cells.iter().any(|(column, cell)| column == name && *cell != Cell::Unread) {
                    let place = Place::field(earlier, self.declared.heading(name).unwrap_or_default());
                    ledger.note(table_codes::TABLE_SHARED.at(place).with("first_line", row.line));
                }
                ledger.blur(first, &[*name]);
                *cell = Cell::Unread;
            }
        }
    }

    /// Refuses every row whose time overlaps that of another one which tells of the same.
    pub(super) fn refuse_overlaps(self, ledger: &mut Ledger) {
        let from = self.declared.form.filling(&Fills::From).next().map_or("", |column| column.heading.as_str());
        for (_, mut intervals) in self.intervals {
            intervals.sort_by_key(|(interval, line)| (interval.first, interval.last, *line));
            let mut clashes: BTreeMap<u32, u32> = BTreeMap::new();
            // Of the intervals that began before, the one that ends last touches whatever any of them touches.
            let mut longest: Option<(Date, u32)> = None;
            for (interval, line) in intervals {
                let last = interval.last.unwrap_or(Date::from_days(i32::MAX));
                if let Some((end, other)) = longest.filter(|(end, _)| *end >= interval.first) {
                    clashes.entry(other).or_insert(line);
                    clashes.entry(line).or_insert(other);
                    if last <= end {
                        continue;
                    }
                }
                longest = Some((last, line));
            }
            for (line, other) in clashes {
                ledger
                    .withdraw(line, table_codes::TABLE_OVERLAP.at(Place::field(line, from)).with("other_line", other));
            }
        }
    }
}

fn operator(row: &RawRow) -> &str {
    row.operator.as_deref().unwrap_or_default()
}

/// What a row stands under. A number of a person never leaves this text: it is compared, and forgotten with the reading.
fn key(row: &RawRow, told_apart_by: &[&'static str]) -> String {
    let person = row.person.as_ref().and_then(|person| person.number.as_ref().or(person.card.as_ref()));
    let mut key = String::with_capacity(32);
    for part in [operator(row), person.map_or("", String::as_str)] {
        key.push_str(part);
        key.push('\u{1f}');
    }
    // Writing to a string cannot fail.
    if let Some(period) = row.period {
        let _ = write!(key, "{}", period.number());
    }
    if let Some(valid) = row.valid {
        let _ = write!(key, "{} {:?}", valid.first.days(), valid.last.map(Date::days));
    }
    for name in told_apart_by {
        let cell = row.cells.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
        let _ = write!(key, "\u{1f}{cell:?}");
    }
    key
}
