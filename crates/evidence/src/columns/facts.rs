//! The same rows in the shape of the reference interpreter.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::{Date, Interval};
use contract::facts::{Cell, Facts, Origin, Period, Row, Table};
use contract::identity::Pseudonym;
use contract::money::Money;

use super::{Column, OperatorEvidence, TableColumns, Values};
use crate::schema::PeriodKey;

impl OperatorEvidence {
    /// The same rows as facts: of one person (and the rows about no person), or of all.
    #[must_use]
    pub fn to_facts(&self, only: Option<Pseudonym>) -> Facts {
        let tables = self.tables.iter().map(|(name, columns)| {
            let of = |row: &usize| self.person_of(columns, *row);
            let wanted = |row: &usize| only.is_none_or(|only| of(row).is_none_or(|person| person == only));
            (name.clone(), self.table_facts(columns, (0..columns.rows).filter(wanted)))
        });
        self.facts(tables.collect())
    }

    fn facts(&self, tables: BTreeMap<String, Table>) -> Facts {
        let mut doubtful_persons = BTreeSet::new();
        if !self.doubtful_persons.is_empty() {
            let shown = tables.values().flat_map(|table| table.rows.iter().filter_map(|row| row.person));
            doubtful_persons.extend(shown.filter(|person| self.doubtful_persons.contains(person)));
        }
        Facts { operator: self.operator.clone(), tables, doubtful_persons }
    }

    /// The same rows, found by person.
    #[must_use]
    pub fn by_person(&self) -> ByPerson<'_> {
        let tables = self.tables.iter().map(|(name, columns)| {
            let mut rows: BTreeMap<Option<Pseudonym>, Vec<usize>> = BTreeMap::new();
            (0..columns.rows).for_each(|row| rows.entry(self.person_of(columns, row)).or_default().push(row));
            (name.as_str(), rows)
        });
        ByPerson { evidence: self, rows: tables.collect() }
    }

    fn person_of(&self, columns: &TableColumns, row: usize) -> Option<Pseudonym> {
        let number = columns.person.get(row)?;
        self.persons.get(usize::try_from(*number).ok()?).copied()
    }

    fn table_facts(&self, columns: &TableColumns, rows: impl Iterator<Item = usize>) -> Table {
        let key = columns.key.unwrap_or(PeriodKey::Month);
        let rows = rows.map(|row| Row {
            person: self.person_of(columns, row),
            period: columns.period.get(row).map(|number| Period::from_number(key, *number)),
            valid: columns.valid.get(row).map(|(first, last)| Interval {
                first: Date::from_days(*first),
                last: (*last != i32::MAX).then(|| Date::from_days(*last)),
            }),
            cells: cells(&columns.columns, row),
            origins: self.origins_of(columns, row),
        });
        Table {
            rows: rows.collect(),
            covered: columns.covered.iter().copied().collect(),
            unnamed: columns.unnamed.clone(),
            present: columns.present,
            owed: columns.owed(),
        }
    }

    /// The lines that were gathered into a row.
    #[must_use]
    pub fn origins_of(&self, table: &TableColumns, row: usize) -> Vec<Origin> {
        let Some((first, end)) = table.origins.get(row) else { return Vec::new() };
        let lines = usize::try_from(*first).ok().zip(usize::try_from(*end).ok());
        let lines = lines.and_then(|(first, end)| self.origins.get(first..end)).unwrap_or_default();
        let origin = |(piece, line): &(u32, u32)| {
            let (submission, piece) = self.pieces.get(usize::try_from(*piece).ok()?)?;
            Some(Origin { submission: submission.clone(), piece: piece.clone(), line: *line })
        };
        lines.iter().filter_map(origin).collect()
    }
}

/// The rows of an operator, found by person: for whoever asks of many persons, one after the other.
#[derive(Debug)]
pub struct ByPerson<'e> {
    evidence: &'e OperatorEvidence,
    /// Places of rows in each table, in order.
    rows: BTreeMap<&'e str, BTreeMap<Option<Pseudonym>, Vec<usize>>>,
}

impl ByPerson<'_> {
    /// The facts of one person with the rows about no person: what [`OperatorEvidence::to_facts`] gives.
    #[must_use]
    pub fn facts(&self, person: Pseudonym) -> Facts {
        let tables = self.evidence.tables.iter().map(|(name, columns)| {
            let of = self.rows.get(name.as_str());
            let found = [None, Some(person)].into_iter().filter_map(|who| of.and_then(|rows| rows.get(&who)));
            let mut rows: Vec<usize> = found.flatten().copied().collect();
            rows.sort_unstable();
            (name.clone(), self.evidence.table_facts(columns, rows.into_iter()))
        });
        self.evidence.facts(tables.collect())
    }
}

fn cells(columns: &BTreeMap<String, Column>, row: usize) -> BTreeMap<String, Cell> {
    columns.iter().map(|(name, column)| (name.clone(), column.cell(row))).collect()
}

impl Column {
    /// The value at a row.
    #[must_use]
    pub fn cell(&self, row: usize) -> Cell {
        if self.filled.as_ref().is_some_and(|filled| filled.get(row) != Some(&true)) {
            return if self.is_unread(row) { Cell::Unread } else { Cell::Blank };
        }
        let cell = match &self.values {
            Values::Amount(values) => values.get(row).map(|centimes| Cell::Amount(Money::from_centimes(*centimes))),
            Values::Count(values) => values.get(row).map(|count| Cell::Count(*count)),
            Values::Date(values) => values.get(row).map(|days| Cell::Date(Date::from_days(*days))),
            Values::Code { codes, words } => {
                codes.get(row).and_then(|code| words.get(usize::try_from(*code).ok()?)).cloned().map(Cell::Code)
            }
        };
        cell.unwrap_or(Cell::Blank)
    }
}
