//! Who stays in a month, by rows whose own day of leaving does not lie before it: what is paid after an exit shows nobody.

use std::collections::BTreeSet;

use super::{Looking, date};
use crate::calendar::Date;
use crate::facts::{AFFILIATION, Cell, Row};
use crate::model::SpellSource;

impl<'l> Looking<'l> {
    /// The hire dates of rows that do not follow an exit, in the table of hire dates.
    pub(super) fn staying(self) -> BTreeSet<Date> {
        let Some((table, column)) = &self.spells.hired else { return BTreeSet::new() };
        let source = self.spells.sources.iter().find(|source| source.table == *table);
        let left = source.and_then(|source| source.left.as_deref());
        self.rows_staying(table, left).filter_map(|row| date(row, column)).collect()
    }

    /// The affiliations of such rows of a source; none where one does not say.
    pub(super) fn under(self, source: &SpellSource) -> BTreeSet<String> {
        let named = |row: &'l Row| match row.cells.get(AFFILIATION) {
            Some(Cell::Code(word)) => Some(word.clone()),
            _ => None,
        };
        let all: Option<BTreeSet<String>> =
            self.rows_staying(&source.table, source.left.as_deref()).map(named).collect();
        all.unwrap_or_default()
    }

    fn rows_staying(self, table: &str, left: Option<&str>) -> impl Iterator<Item = &'l Row> {
        let first = self.month.first_day();
        let rows = self.rows(table).known().cloned().unwrap_or_default();
        rows.into_iter().filter(move |row| left.and_then(|left| date(row, left)).is_none_or(|left| first <= left))
    }
}
