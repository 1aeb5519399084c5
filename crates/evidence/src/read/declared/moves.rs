//! Places that change inside a month: what clauses read of a month they read on one day of it.

use std::collections::BTreeMap;

use contract::calendar::Interval;
use contract::facts::Cell;
use contract::model::Fills;

use crate::catalogue::Declared;
use crate::finding::{Place, table_codes};
use crate::piece::RawRow;
use crate::read::ledger::Ledger;

/// Where something stands from a day on, and the line that says so.
struct Stand<'r> {
    valid: Interval,
    line: u32,
    places: Vec<&'r Cell>,
}

/// Tells of each row of dated places that follows another one of the same from a day on that no month begins with.
pub(super) fn tell(declared: &Declared, ledger: &mut Ledger) {
    if !declared.schema.dated || declared.places.is_empty() {
        return;
    }
    let of = |row: &RawRow, names: &[&str]| -> Vec<String> {
        let cell =
            |name: &&str| row.cells.iter().find(|(column, _)| column == name).map(|(_, cell)| format!("{cell:?}"));
        names.iter().filter_map(cell).collect()
    };
    let apart = declared.filing.apart.iter().flat_map(|apart| apart.columns.iter().map(String::as_str));
    let told_of: Vec<&str> = apart.filter(|name| !declared.places.contains(name)).collect();
    let mut all: BTreeMap<(Option<&str>, Vec<String>), Vec<Stand<'_>>> = BTreeMap::new();
    for row in ledger.rows() {
        let Some(valid) = row.valid else { continue };
        let is_place = |(name, _): &&(&'static str, Cell)| declared.places.contains(name);
        let places = row.cells.iter().filter(is_place).map(|(_, cell)| cell).collect();
        let key = (row.operator.as_deref(), of(row, &told_of));
        all.entry(key).or_default().push(Stand { valid, line: row.line, places });
    }
    let mut found = Vec::new();
    for mut stands in all.into_values() {
        stands.sort_by_key(|stand| (stand.valid.first, stand.line));
        for (before, after) in stands.iter().zip(stands.iter().skip(1)) {
            let day = after.valid.first;
            let follows = before.valid.last == Some(day.plus_days(-1)) && before.places != after.places;
            if follows && day != day.month().first_day() {
                found.push((after.line, day));
            }
        }
    }
    let from = declared.form.filling(&Fills::From).next().map_or("", |column| column.heading.as_str());
    for (line, day) in found {
        ledger.note(table_codes::TABLE_MOVED_INSIDE_MONTH.at(Place::field(line, from)).with("day", day));
    }
}
