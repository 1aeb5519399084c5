//! Sums held against each other: what documents declare as reconciliations, computed for one operator as known at a position.
//!
//! Both sides are added up from the rows that clauses read, over every period of which either side has a file. A side of which
//! something is missing, refused, unread or in doubt is not known: then it is said what, and nothing is compared.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Interval;
use contract::facts::Period;
use contract::identity::OperatorId;
use contract::model::{AddedUp, Against, Labels, PeriodKey};

use super::{Position, Store, StoreError, locked};
use crate::catalogue::Reconciling;
use crate::columns::{Column, OperatorEvidence, TableColumns, Values};
use crate::schema::{FiledBy, TableSchema};

/// The most files that are named of a side.
const FILES_MAX: usize = 5;

/// One reconciliation over one period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reconciled {
    /// The table that declares it.
    pub table: String,
    /// Its identifier among the checks of the table.
    pub check: String,
    /// What is wrong where it does not hold, by language.
    pub labels: Labels,
    /// What to do then, by language.
    pub cure: Labels,
    /// In what both sides are: `MAD`, `person`, `number`.
    pub unit: String,
    /// What the table comes to.
    pub found: ReconciledSide,
    /// What it is held against.
    pub against: ReconciledSide,
    /// What comes of it; nothing where a side is not known.
    pub outcome: Option<Compared>,
}

/// A sum over a period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReconciledSide {
    /// The table.
    pub table: String,
    /// What of it: `sum(wages)`, `rows`, `persons`.
    pub of: String,
    /// The period.
    pub period: Period,
    /// The sum, amounts in centimes; nothing where it is not known.
    pub sum: Option<i64>,
    /// Why it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<SumUnknown>,
    /// The files in force, sorted, some of many.
    pub files: Vec<String>,
    /// How many files there are.
    pub files_all: usize,
}

/// Why a sum is not known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum SumUnknown {
    /// Periods that no accepted file covers.
    Missing {
        /// The first of them.
        first: Period,
        /// The last of them.
        last: Period,
        /// How many.
        periods: usize,
    },
    /// Nobody owed a file for any part of it, and none came.
    NotOwed,
    /// Rows that name nobody were refused.
    Refused {
        /// How many.
        rows: u64,
    },
    /// Cells could not be read.
    Unread {
        /// How many.
        cells: u64,
    },
    /// Numbers of persons contradict each other.
    Doubtful,
    /// The sum does not fit.
    TooLarge,
}

/// What comes of two sums, amounts in centimes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Compared {
    /// Whether the sum lies within what is tolerated.
    pub holds: bool,
    /// The least that is tolerated.
    pub least: i64,
    /// The most that is tolerated.
    pub most: i64,
    /// By how much the sum is above the other.
    pub difference: i64,
}

impl Reconciled {
    /// Whether it is known and does not hold.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.outcome.is_some_and(|outcome| !outcome.holds)
    }

    /// Whether it concerns a table in a period that lies in one of its own.
    fn concerns(&self, touched: &BTreeSet<(&str, Period)>) -> bool {
        let sides = [&self.found, &self.against];
        let meets = |side: &ReconciledSide, table: &str, period: Period| {
            side.table == table && period.within(side.period.key()) == side.period
        };
        touched.iter().any(|(table, period)| sides.iter().any(|side| meets(side, table, *period)))
    }
}

impl Store {
    /// Every reconciliation of an operator as known at a position, by table, check and period.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn reconciled(
        &self,
        operator: &OperatorId,
        as_known_on: impl Into<Position>,
    ) -> Result<Vec<Reconciled>, StoreError> {
        self.reconciled_where(operator, as_known_on.into(), |_| true)
    }

    /// Those that are wanted; no table is read that none of them names.
    fn reconciled_where(
        &self,
        operator: &OperatorId,
        at: Position,
        wanted: impl Fn(&Reconciling) -> bool,
    ) -> Result<Vec<Reconciled>, StoreError> {
        let tables = self.tables();
        let wanted: Vec<&Reconciling> = tables.reconciling().iter().filter(|one| wanted(one)).collect();
        let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for one in &wanted {
            let mut need = |table: &str, of: &AddedUp| {
                let columns = needed.entry(table.to_owned()).or_default();
                match of {
                    AddedUp::Column(column) => drop(columns.insert(column.clone())),
                    AddedUp::Rows => columns.extend(tables.told_apart_by(table).iter().map(|name| (*name).to_owned())),
                    AddedUp::Persons => {}
                }
            };
            need(one.table.name, &one.rule.of);
            if let Against::Table { table, of } = &one.rule.against
                && tables.table(table).is_some()
            {
                need(table, of);
            }
        }
        if needed.is_empty() {
            return Ok(Vec::new());
        }
        let evidence = self.load_columns(operator, &needed, at)?;
        let mut all = Vec::new();
        for one in wanted {
            let other = match &one.rule.against {
                Against::Previous => Some(one.table),
                Against::Table { table, .. } => tables.table(table),
            };
            if let Some(other) = other {
                self.reconcile(operator, one, other, &evidence, at, &mut all)?;
            }
        }
        Ok(all)
    }

    /// Those of them that tables with a file in certain periods concern.
    pub(crate) fn reconciled_of(
        &self,
        operator: &OperatorId,
        touched: &BTreeSet<(&str, Period)>,
        at: Position,
    ) -> Result<Vec<Reconciled>, StoreError> {
        let concerns = |name: &&str| touched.iter().any(|(table, _)| table == name);
        let mut all = self.reconciled_where(operator, at, |one| one.tables().iter().any(concerns))?;
        all.retain(|one| one.concerns(touched));
        Ok(all)
    }

    fn reconcile(
        &self,
        operator: &OperatorId,
        one: &Reconciling,
        other: &'static TableSchema,
        evidence: &OperatorEvidence,
        at: Position,
        all: &mut Vec<Reconciled>,
    ) -> Result<(), StoreError> {
        let (Some(own_covers), Some(covers)) = (one.table.covers, other.covers) else { return Ok(()) };
        let key = one.rule.period(own_covers, covers);
        let filed = |table: &TableSchema| {
            let columns = evidence.tables.get(table.name);
            columns.into_iter().flat_map(|columns| columns.filed.keys().map(|period| period.within(key)))
        };
        let own: BTreeSet<Period> = filed(one.table).collect();
        let (of, periods): (&AddedUp, Vec<(Period, Period)>) = match &one.rule.against {
            // Before the first period of all there is nothing.
            Against::Previous => {
                let first = own.first().copied();
                let later = own.iter().filter(|period| Some(**period) != first);
                (&one.rule.of, later.map(|period| (*period, period.neighbours()[0])).collect())
            }
            Against::Table { of, .. } => {
                let both: BTreeSet<Period> = own.into_iter().chain(filed(other)).collect();
                (of, both.into_iter().map(|period| (period, period)).collect())
            }
        };
        let (files, affiliated) = self.files_of(operator, [one.table, other], at)?;
        let here = Here { evidence, files: &files, affiliated: &affiliated };
        for (period, before) in periods {
            let apart = |table: &TableSchema| self.tables().told_apart_by(table.name);
            let found = side(here, (one.table, apart(one.table)), &one.rule.of, period);
            let against = side(here, (other, apart(other)), of, before);
            let outcome = found.sum.zip(against.sum).and_then(|(found, expected)| outcome(one, found, expected));
            let rule = &one.rule;
            all.push(Reconciled {
                table: one.table.name.to_owned(),
                check: rule.id.clone(),
                labels: rule.labels.clone(),
                cure: rule.cure.clone(),
                unit: one.unit.to_string(),
                found,
                against,
                outcome,
            });
        }
        Ok(())
    }

    /// The files in force of tables, with their periods; and when the operator has affiliations.
    fn files_of(
        &self,
        operator: &OperatorId,
        tables: [&'static TableSchema; 2],
        at: Position,
    ) -> Result<(Files, Vec<Interval>), StoreError> {
        let shelf = self.shelf(operator)?;
        let shelf = locked(&shelf);
        let mut files = Files::new();
        for table in tables {
            let named = shelf.in_force(table, at).into_iter().filter_map(|held| {
                let name = held.stored().name.clone();
                held.slot.period.map(|period| (period, name))
            });
            files.insert(table.name, named.collect());
        }
        let affiliated = shelf.affiliations(at).into_iter().map(|(_, valid)| valid).collect();
        Ok((files, affiliated))
    }
}

/// Files by table, each with a period that it covers.
type Files = BTreeMap<&'static str, BTreeSet<(Period, String)>>;

fn outcome(one: &Reconciling, found: i64, expected: i64) -> Option<Compared> {
    let tolerated = one.rule.within.of(expected)?;
    let (least, most) = (expected.checked_sub(tolerated)?, expected.checked_add(tolerated)?);
    Some(Compared { holds: (least..=most).contains(&found), least, most, difference: found.checked_sub(expected)? })
}

/// What is at hand of an operator.
#[derive(Clone, Copy)]
struct Here<'h> {
    evidence: &'h OperatorEvidence,
    files: &'h Files,
    /// When it has affiliations: what it owes, it owes then.
    affiliated: &'h [Interval],
}

fn side(
    here: Here<'_>,
    (table, told_apart_by): (&'static TableSchema, &[&str]),
    of: &AddedUp,
    period: Period,
) -> ReconciledSide {
    let Here { evidence, files, .. } = here;
    let none = TableColumns::default();
    let columns = evidence.tables.get(table.name).unwrap_or(&none);
    let sum = added_up(here, columns, (table, told_apart_by), of, period);
    let named = files.get(table.name).into_iter().flatten();
    let here: BTreeSet<&String> =
        named.filter(|(own, _)| own.within(period.key()) == period).map(|(_, name)| name).collect();
    ReconciledSide {
        table: table.name.to_owned(),
        of: of.written(),
        period,
        sum: sum.as_ref().ok().copied(),
        unknown: sum.err(),
        files: here.iter().take(FILES_MAX).map(|name| (*name).clone()).collect(),
        files_all: here.len(),
    }
}

/// What of a table comes together in a period, or why nobody knows.
fn added_up(
    Here { evidence, affiliated, .. }: Here<'_>,
    columns: &TableColumns,
    (table, told_apart_by): (&TableSchema, &[&str]),
    of: &AddedUp,
    period: Period,
) -> Result<i64, SumUnknown> {
    let missing = missing(columns, affiliated, table, period);
    if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
        return Err(SumUnknown::Missing { first: *first, last: *last, periods: missing.len() });
    }
    if !columns.covered.iter().any(|covered| covered.within(period.key()) == period) {
        return Err(SumUnknown::NotOwed);
    }
    let is_here = |of: &Option<Period>| of.is_none_or(|own| own.within(period.key()) == period);
    let unnamed = columns.unnamed.iter().filter(|(of, _)| is_here(of)).map(|(_, rows)| u64::from(*rows));
    if let rows @ 1.. = unnamed.sum() {
        return Err(SumUnknown::Refused { rows });
    }
    let key = table.period.unwrap_or(PeriodKey::Month);
    let rows: Vec<usize> = (0..columns.rows)
        .filter(|row| {
            let number = columns.period.get(*row).copied();
            number.is_some_and(|number| Period::from_number(key, number).within(period.key()) == period)
        })
        .collect();
    match of {
        AddedUp::Rows => {
            let keys: BTreeSet<_> = rows.iter().map(|row| key_of(columns, told_apart_by, *row)).collect();
            i64::try_from(keys.len()).map_err(|_| SumUnknown::TooLarge)
        }
        AddedUp::Persons => {
            let persons: BTreeSet<u32> = rows.iter().filter_map(|row| columns.person.get(*row).copied()).collect();
            let person = |index: &u32| evidence.persons.get(usize::try_from(*index).unwrap_or(usize::MAX));
            if persons.iter().filter_map(person).any(|one| evidence.doubtful_persons.contains(one)) {
                return Err(SumUnknown::Doubtful);
            }
            i64::try_from(persons.len()).map_err(|_| SumUnknown::TooLarge)
        }
        AddedUp::Column(name) => match columns.columns.get(name) {
            Some(column) => sum(column, &rows),
            // No file has it: of no row it is known.
            None if rows.is_empty() => Ok(0),
            None => Err(SumUnknown::Unread { cells: u64::try_from(rows.len()).unwrap_or(u64::MAX) }),
        },
    }
}

/// What is the same in all lines of one key: person, period, and what each column that tells rows of a key apart says.
fn key_of(columns: &TableColumns, told_apart_by: &[&str], row: usize) -> (Option<u32>, Option<i32>, Vec<Option<i64>>) {
    let cell = |name: &&str| {
        let column = columns.columns.get(*name)?;
        let is_filled = column.filled.as_ref().is_none_or(|filled| filled.get(row) == Some(&true));
        is_filled.then(|| column.values.number(row)).flatten()
    };
    let apart = told_apart_by.iter().map(cell).collect();
    (columns.person.get(row).copied(), columns.period.get(row).copied(), apart)
}

/// The periods within one that are not covered; of what nobody owes nothing is missing.
fn missing(columns: &TableColumns, affiliated: &[Interval], table: &TableSchema, period: Period) -> Vec<Period> {
    let (Some(covers), Some(first), Some(last)) = (table.covers, period.first_day(), period.last_day()) else {
        return vec![period];
    };
    let parts = Period::of(covers, first).through(Period::of(covers, last));
    let is_owed = |part: &Period| match table.filed_by {
        FiledBy::Party(_) => true,
        // Whoever keeps a register owes nobody's period in which there is no affiliation.
        FiledBy::Register => {
            let days = part.first_day().map(|first| Interval { first, last: part.last_day() });
            let is_affiliated = |valid: &Interval| days.is_some_and(|days| valid.overlaps(days));
            affiliated.is_empty() || affiliated.iter().any(is_affiliated) || columns.filed.contains_key(part)
        }
        FiledBy::Affiliation | FiledBy::TaxIdentifier => {
            columns.awaits_anything(*part)
                || columns.awaits_more
                || columns.awaited.is_empty()
                || columns.filed.contains_key(part)
        }
    };
    parts.filter(|part| columns.covered.binary_search(part).is_err()).filter(is_owed).collect()
}

fn sum(column: &Column, rows: &[usize]) -> Result<i64, SumUnknown> {
    let unread = rows.iter().filter(|row| column.is_unread(**row)).count();
    if unread > 0 {
        return Err(SumUnknown::Unread { cells: u64::try_from(unread).unwrap_or(u64::MAX) });
    }
    let (Values::Amount(values) | Values::Count(values)) = &column.values else { return Err(SumUnknown::TooLarge) };
    let is_filled = |row: &&usize| column.filled.as_ref().is_none_or(|filled| filled.get(**row) == Some(&true));
    let cells = rows.iter().filter(is_filled).filter_map(|row| values.get(*row).copied());
    let sum = cells.map(i128::from).sum::<i128>();
    i64::try_from(sum).map_err(|_| SumUnknown::TooLarge)
}
