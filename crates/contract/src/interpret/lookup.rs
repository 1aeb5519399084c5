//! Rows: which periods are covered, which row stands at a key, and what its cell says.
//!
//! *Absent* (a file covers the key and has no such row) is never confused with *unknown* (no file, or rows of it were
//! refused and the one sought may be among them).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::answer::{Answer, Value};
use crate::calendar::Date;
use crate::determination::Reason;
use crate::facts::{Cell, Facts, Period, Row, Table};
use crate::identity::Pseudonym;

/// The facts of one operator as known on one day, with rows found by their keys.
pub(crate) struct Evidence<'w> {
    as_known_on: Date,
    tables: BTreeMap<&'w str, Indexed<'w>>,
}

struct Indexed<'w> {
    table: &'w Table,
    by_key: BTreeMap<(Option<Pseudonym>, Option<Period>), Vec<&'w Row>>,
    by_period: BTreeMap<Period, Vec<&'w Row>>,
}

impl<'w> Evidence<'w> {
    pub(crate) fn new(facts: &'w Facts, as_known_on: Date) -> Evidence<'w> {
        let tables = facts.tables.iter().map(|(name, table)| (name.as_str(), Indexed::new(table))).collect();
        Evidence { as_known_on, tables }
    }

    /// The periods of a table that an accepted file covers, in order.
    pub(crate) fn covered(&self, table: &str) -> impl Iterator<Item = Period> + use<'w> {
        self.tables.get(table).map(|indexed| indexed.table.covered.iter().copied()).into_iter().flatten()
    }

    /// Whether an accepted file covers the period of the table; else unknown when it is over, pending when not.
    pub(crate) fn coverage(&self, table: &str, period: Option<Period>) -> Answer<()> {
        let missing = || Reason::Missing { table: table.to_owned(), period };
        let indexed = self.tables.get(table);
        let Some(period) = period else {
            return if indexed.is_some_and(|indexed| indexed.table.present) {
                Answer::Known(())
            } else {
                Answer::Unknown(missing())
            };
        };
        if indexed.is_some_and(|indexed| indexed.table.covered.contains(&period)) {
            return Answer::Known(());
        }
        match period.last_day() {
            Some(last) if last >= self.as_known_on => Answer::Pending(Reason::NotYet { until: last }),
            _ => Answer::Unknown(missing()),
        }
    }

    /// Unknown where a file of the period refused rows: who has none is not absent, and nobody can be counted.
    fn doubt(&self, table: &str, period: Option<Period>) -> Answer<()> {
        match self.tables.get(table) {
            Some(of) if of.table.unnamed_in(period) > 0 => {
                Answer::Unknown(Reason::RowsRefused { table: table.to_owned(), period })
            }
            _ => Answer::Known(()),
        }
    }

    /// The rows of a key of a table. Covered and empty is known, unless rows of the period were refused.
    pub(crate) fn rows(&self, table: &str, person: Option<Pseudonym>, period: Option<Period>) -> Answer<Vec<&'w Row>> {
        self.coverage(table, period).then(|()| {
            let rows = self.tables.get(table).and_then(|indexed| indexed.by_key.get(&(person, period)));
            match rows {
                Some(rows) => Answer::Known(rows.clone()),
                None => self.doubt(table, period).map(|()| Vec::new()),
            }
        })
    }

    /// The rows of everybody in a period of a table: known when it is covered and no row of it was refused.
    pub(crate) fn everybody(&self, table: &str, period: Period) -> Answer<Vec<&'w Row>> {
        let (covered, doubt) = (self.coverage(table, Some(period)), self.doubt(table, Some(period)));
        covered.then(|()| doubt).map(|()| self.listed(table, period).to_vec())
    }

    /// The rows that a period of a table has, however many were refused.
    pub(crate) fn listed(&self, table: &str, period: Period) -> &[&'w Row] {
        self.tables.get(table).and_then(|indexed| indexed.by_period.get(&period)).map_or(&[], Vec::as_slice)
    }

    /// The first row at a key, valid on `day` where rows are dated.
    pub(crate) fn row(
        &self,
        table: &str,
        person: Option<Pseudonym>,
        period: Option<Period>,
        day: Option<Date>,
    ) -> Answer<&'w Row> {
        let valid = |row: &&Row| match (row.valid, day) {
            (Some(valid), Some(day)) => valid.contains(day),
            _ => true,
        };
        self.rows(table, person, period).then(|rows| match rows.into_iter().find(valid) {
            Some(row) => Answer::Known(row),
            None => Answer::Absent(Reason::Absent { table: table.to_owned(), period }),
        })
    }
}

impl<'w> Indexed<'w> {
    fn new(table: &'w Table) -> Indexed<'w> {
        let mut indexed = Indexed { table, by_key: BTreeMap::new(), by_period: BTreeMap::new() };
        for row in &table.rows {
            indexed.by_key.entry((row.person, row.period)).or_default().push(row);
            if let Some(period) = row.period {
                indexed.by_period.entry(period).or_default().push(row);
            }
        }
        indexed
    }
}

/// The value of a cell; nothing for a blank and for a column that the row lacks.
pub(crate) fn cell(row: &Row, column: &str) -> Option<Value> {
    Some(match row.cells.get(column)? {
        Cell::Amount(amount) => Value::Number(amount.to_exact()),
        Cell::Count(count) => Value::Number(BigRational::from(BigInt::from(*count))),
        Cell::Date(date) => Value::Date(*date),
        Cell::Code(word) => Value::Word(word.clone()),
        Cell::Blank | Cell::Unread => return None,
    })
}

/// The value of a cell of a row of `table`, absent when blank.
pub(crate) fn cell_of(table: &str, row: &Row, column: &str) -> Answer {
    match cell(row, column) {
        Some(value) => Answer::Known(value),
        None => Answer::Absent(Reason::Absent { table: table.to_owned(), period: row.period }),
    }
}
