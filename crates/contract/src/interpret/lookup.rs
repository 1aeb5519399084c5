//! Rows: which periods are covered, which rows stand at a key, and what their cells say.
//!
//! *Absent* (a file covers the key and has no such row, or the operator owed none: see [`Table::owes_nothing`]) is never confused with *unknown* (no file; a cell that could not
//! be read; rows that were refused and name nobody, so that the one sought may be among them; several rows on a key that
//! say different things).

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;

use super::answer::{Answer, Value};
use crate::calendar::Date;
use crate::determination::Reason;
use crate::facts::{Cell, Facts, Period, Row, Table};
use crate::identity::Pseudonym;
use crate::model::{Contract, PeriodKey};

/// The facts of one operator as known on one day, with rows found by their keys.
pub(crate) struct Evidence<'w> {
    as_known_on: Date,
    tables: BTreeMap<&'w str, Indexed<'w>>,
    /// Tables whose rows have days, with what a file of them covers.
    by_day: BTreeMap<&'w str, PeriodKey>,
}

struct Indexed<'w> {
    table: &'w Table,
    by_key: BTreeMap<(Option<Pseudonym>, Option<Period>), Vec<&'w Row>>,
    by_period: BTreeMap<Period, Vec<&'w Row>>,
}

impl<'w> Evidence<'w> {
    pub(crate) fn new(contract: &'w Contract, facts: &'w Facts, as_known_on: Date) -> Evidence<'w> {
        let of_days = contract.tables.iter().filter(|table| table.period == Some(PeriodKey::Day));
        let by_day: BTreeMap<_, _> = of_days.filter_map(|table| Some((table.id.as_str(), table.covers?))).collect();
        let indexed = |(name, table): (&'w String, &'w Table)| {
            (name.as_str(), Indexed::new(table, by_day.get(name.as_str()).copied()))
        };
        Evidence { as_known_on, tables: facts.tables.iter().map(indexed).collect(), by_day }
    }

    /// The period that a file covers, of one that is asked for: a day, and a month of days, lie in it; else itself.
    pub(crate) fn covering(&self, table: &str, period: Period) -> Period {
        self.by_day.get(table).map_or(period, |covers| period.within(*covers))
    }

    /// The periods of a table that an accepted file covers, in order.
    pub(crate) fn covered(&self, table: &str) -> impl Iterator<Item = Period> + use<'w> {
        self.tables.get(table).map(|indexed| indexed.table.covered.iter().copied()).into_iter().flatten()
    }

    /// The periods with rows of which it is known what they hold, in order.
    pub(crate) fn shown(&self, table: &str) -> impl Iterator<Item = Period> {
        let periods = self.tables.get(table).map(|indexed| indexed.by_period.keys().copied()).into_iter().flatten();
        periods.filter(|period| self.coverage(table, Some(*period)).known().is_some())
    }

    /// The periods with rows, in order: also those that files cover in part only, of which it is not known what they hold.
    pub(crate) fn with_rows(&self, table: &str) -> impl Iterator<Item = Period> + use<'_> {
        self.tables.get(table).map(|indexed| indexed.by_period.keys().copied()).into_iter().flatten()
    }

    /// Whether an accepted file says what the period of the table holds: it covers it, and more cannot come. A month may be
    /// declared before its last day, once its wages are paid; a quarter or a year that is not over is nobody's to close.
    pub(crate) fn is_filed(&self, table: &str, period: Period) -> bool {
        let period = self.covering(table, period);
        let is_closed =
            period.key() == PeriodKey::Month || period.last_day().is_some_and(|last| last < self.as_known_on);
        is_closed && self.tables.get(table).is_some_and(|of| of.table.covered.contains(&period))
    }

    /// Whether it is known which rows the period of the table has: an accepted file covers it, or none is owed; else
    /// unknown when it is over, pending when not.
    pub(crate) fn coverage(&self, table: &str, period: Option<Period>) -> Answer<()> {
        let period = period.map(|period| self.covering(table, period));
        let missing = || Reason::Missing { table: table.to_owned(), period };
        let indexed = self.tables.get(table);
        let Some(period) = period else {
            return if indexed.is_some_and(|indexed| indexed.table.present) {
                Answer::Known(())
            } else {
                Answer::Unknown(missing())
            };
        };
        let owes_nothing = |of: &Indexed<'_>| of.table.owes_nothing(period, self.as_known_on);
        if self.is_filed(table, period) || indexed.is_some_and(owes_nothing) {
            return Answer::Known(());
        }
        match period.last_day() {
            Some(last) if last >= self.as_known_on => Answer::Pending(Reason::NotYet { until: last }),
            _ => Answer::Unknown(missing()),
        }
    }

    /// Unknown where a file of the period refused rows that name nobody: how many there are is not known.
    fn doubt(&self, table: &str, period: Option<Period>) -> Answer<()> {
        let period = period.map(|period| self.covering(table, period));
        match self.tables.get(table) {
            Some(of) if of.table.unnamed_in(period) > 0 => {
                Answer::Unknown(Reason::RowsRefused { table: table.to_owned(), period })
            }
            _ => Answer::Known(()),
        }
    }

    /// Whether rows that name nobody were refused of a table without periods.
    pub(crate) fn unnamed(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|of| of.table.unnamed_in(None) > 0)
    }

    /// How many refused rows that name nobody may belong to a period.
    pub(crate) fn unnamed_in(&self, table: &str, period: Period) -> u32 {
        self.tables.get(table).map_or(0, |of| of.table.unnamed_in(Some(period)))
    }

    /// Whether a person who has no row in a period may be among the refused rows that name nobody: who is shown neither
    /// before nor after is not sought there. A table without persons or without periods has no before and after. Of days
    /// there may be more than those shown, in what the same file covers.
    fn may_be_refused(&self, table: &str, person: Option<Pseudonym>, period: Option<Period>) -> bool {
        let (Some(_), Some(at), Some(of)) = (person, period, self.tables.get(table)) else { return true };
        let at = self.covering(table, at);
        if self.by_day.contains_key(table) && of.by_key.contains_key(&(person, Some(at))) {
            return true;
        }
        let is_near = |way| {
            let mut near = at.neighbours()[way];
            loop {
                if of.by_key.contains_key(&(person, Some(near))) {
                    return true;
                }
                if !self.may_hide(of, table, near) {
                    return false;
                }
                near = near.neighbours()[way];
            }
        };
        is_near(0) || is_near(1)
    }

    /// Whether nobody knows of a period, between the first and last that files cover, who of those without a row was there:
    /// rows that name nobody were refused, or a file is owed and missing. Who is near is sought beyond it.
    fn may_hide(&self, of: &Indexed<'_>, table: &str, period: Period) -> bool {
        let covered = &of.table.covered;
        let is_within =
            covered.first().is_some_and(|first| *first <= period) && covered.last().is_some_and(|last| period <= *last);
        let is_settled =
            || self.coverage(table, Some(period)).known().is_some() && of.table.unnamed_in(Some(period)) == 0;
        is_within && !is_settled()
    }

    /// The rows of a key of a table, or of a month of days. Covered and empty is known, unless a row refused may be that of
    /// the key.
    pub(crate) fn rows(&self, table: &str, person: Option<Pseudonym>, period: Option<Period>) -> Answer<Vec<&'w Row>> {
        self.coverage(table, period).then(|()| {
            let rows = self.tables.get(table).and_then(|indexed| indexed.by_key.get(&(person, period)));
            let is_whole = rows.is_some() && !self.by_day.contains_key(table);
            let rows = rows.cloned().unwrap_or_default();
            if is_whole || !self.may_be_refused(table, person, period) {
                return Answer::Known(rows);
            }
            self.doubt(table, period).map(|()| rows)
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

    /// The rows of a key that files in force have, whether or not all files of its period came.
    pub(crate) fn came(&self, table: &str, person: Option<Pseudonym>, period: Option<Period>) -> &[&'w Row] {
        self.tables.get(table).and_then(|of| of.by_key.get(&(person, period))).map_or(&[], Vec::as_slice)
    }

    /// The rows at a key, valid on `day` where rows are dated; absent where there is none.
    pub(crate) fn rows_on(
        &self,
        table: &str,
        person: Option<Pseudonym>,
        period: Option<Period>,
        day: Option<Date>,
    ) -> Answer<Vec<&'w Row>> {
        let valid = |row: &&Row| match (row.valid, day) {
            (Some(valid), Some(day)) => valid.contains(day),
            _ => true,
        };
        self.rows(table, person, period).then(|rows| {
            let rows: Vec<&Row> = rows.into_iter().filter(valid).collect();
            if !rows.is_empty() {
                return Answer::Known(rows);
            }
            let absent = Answer::Absent(Reason::Absent { table: table.to_owned(), period });
            // Of a state that does not hold on the day, the one refused may.
            if period.is_none() { self.doubt(table, None).then(|()| absent) } else { absent }
        })
    }
}

impl<'w> Indexed<'w> {
    /// Of rows with days, those of a month and of what a file covers are found too.
    fn new(table: &'w Table, of_days: Option<PeriodKey>) -> Indexed<'w> {
        let mut indexed = Indexed { table, by_key: BTreeMap::new(), by_period: BTreeMap::new() };
        for row in &table.rows {
            indexed.by_key.entry((row.person, row.period)).or_default().push(row);
            let Some(period) = row.period else { continue };
            indexed.by_period.entry(period).or_default().push(row);
            let wider = of_days.map(|covers| [PeriodKey::Month, covers].map(|key| period.within(key)));
            for period in wider.into_iter().flatten().collect::<BTreeSet<_>>() {
                indexed.by_key.entry((row.person, Some(period))).or_default().push(row);
            }
        }
        indexed
    }
}

/// What several rows on one key say together: what all say; else that they disagree, where two of them certainly do.
pub(crate) fn agreed<T: PartialEq>(said: Vec<Answer<T>>, disagree: impl FnOnce() -> Reason) -> Answer<T> {
    let is_said = |one: &&Answer<T>| matches!(one, Answer::Known(_) | Answer::Absent(_));
    let mut all = said.iter().filter(is_said);
    let first = all.next();
    let differs = |other: &Answer<T>| match (first, other) {
        (Some(Answer::Known(one)), Answer::Known(other)) => one != other,
        (Some(Answer::Absent(_)), Answer::Absent(_)) => false,
        _ => true,
    };
    if all.any(differs) {
        return Answer::Unknown(disagree());
    }
    let order = |answer: &Answer<T>| match answer {
        Answer::Unknown(_) | Answer::Between(..) => 0,
        Answer::Pending(_) => 1,
        Answer::Absent(_) | Answer::Known(_) => 2,
    };
    let strongest = said.into_iter().min_by_key(order);
    strongest.unwrap_or_else(|| super::answer::fault("a row"))
}

/// What rows on one key of `table` say in a column.
pub(crate) fn agreed_cell(table: &str, rows: &[&Row], column: &str) -> Answer {
    agreed(rows.iter().map(|row| cell_of(table, row, column)).collect(), || disagreement(table, rows, column))
}

/// Why rows on one key of `table` have no common value in a column.
pub(crate) fn disagreement(table: &str, rows: &[&Row], column: &str) -> Reason {
    let period = rows.first().and_then(|row| row.period);
    Reason::RowsDisagree { table: table.to_owned(), period, column: column.to_owned() }
}

/// The value of a cell; nothing for a blank, for a column that the row lacks, and for one that could not be read.
pub(crate) fn cell(row: &Row, column: &str) -> Option<Value> {
    Some(match row.cells.get(column)? {
        Cell::Amount(amount) => Value::Number(amount.to_exact()),
        Cell::Count(count) => Value::Number(BigRational::from(BigInt::from(*count))),
        Cell::Date(date) => Value::Date(*date),
        Cell::Code(word) => Value::Word(word.clone()),
        Cell::Blank | Cell::Unread => return None,
    })
}

/// The value of a cell of a row of `table`: absent when blank, unknown when it could not be read.
pub(crate) fn cell_of(table: &str, row: &Row, column: &str) -> Answer {
    let table = || table.to_owned();
    match cell(row, column) {
        Some(value) => Answer::Known(value),
        None if row.cells.get(column) == Some(&Cell::Unread) => {
            let (period, column) = (row.period, column.to_owned());
            Answer::Unknown(Reason::CellUnread { table: table(), period, column })
        }
        None => Answer::Absent(Reason::Absent { table: table(), period: row.period }),
    }
}
