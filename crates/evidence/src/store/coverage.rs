//! Coverage: which periods of a table are known for an operator, and what is awaited where one is not.
//!
//! A month of declarations is covered only when every affiliation in force in it has an accepted main file. Half a month
//! is not known: adding the rows there are would be a figure that nobody declared. Of a covered period it is told how many
//! rows that name nobody its files refused, complements too: who has no row in it may be among those.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval};
use contract::facts::Period;
use contract::identity::OperatorId;

use super::shelf::{InForce, Shelf};
use super::{Position, Store, StoreError, locked};
use crate::columns::TableColumns;
use crate::manifest::Slot;
use crate::schema::named::AFFILIATION;
use crate::schema::{FiledBy, TableSchema};

/// Where one period of a table stands for one operator.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Completeness {
    /// Everything awaited was accepted by the day it was due (or no such day is known).
    Covered {
        /// The day the last of it was first received.
        since: Date,
    },
    /// Everything awaited was accepted, part of it after the day it was due.
    Late {
        /// The day the last of it was first received.
        since: Date,
        /// The last day on which it would have been in time.
        due: Date,
    },
    /// Something awaited was not accepted.
    Missing {
        /// The affiliations or tax identifiers that are missing; empty where the registers name none.
        declarants: Vec<String>,
    },
    /// No affiliation of the operator is in force.
    NotAwaited,
}

/// The coverage of a table: an empty table that says what is covered, in doubt, filed and awaited. What a damaged file spoke
/// of is not covered.
pub(super) fn of(
    shelf: &Shelf,
    table: &TableSchema,
    in_force: &[InForce],
    day: Position,
    is_harmed: &dyn Fn(&InForce) -> bool,
) -> TableColumns {
    if is_lost(shelf, table, day) {
        // Who must file may stand in it: no period is known to owe nothing.
        return TableColumns { awaited: awaited(shelf, table, day), awaits_more: true, ..TableColumns::default() };
    }
    let harmed: Vec<Option<Period>> =
        in_force.iter().filter(|held| is_harmed(held)).map(|held| held.slot.period).collect();
    let in_force: Vec<&InForce> = in_force.iter().filter(|held| !is_harmed(held)).collect();
    let in_force = in_force.as_slice();
    let mut filed: BTreeMap<Period, Vec<String>> = BTreeMap::new();
    for held in in_force.iter().filter(|held| held.slot.complement.is_none()) {
        if let Some(period) = held.slot.period {
            // Several files may be in force for one.
            let names = filed.entry(period).or_default();
            names.extend(held.slot.declarant.clone().filter(|name| !names.contains(name)));
        }
    }
    let awaited = awaited(shelf, table, day);
    let mut columns = TableColumns {
        awaited,
        awaits_more: awaits_more(shelf, table, day),
        filed,
        present: table.period.is_none() && !in_force.is_empty() && harmed.is_empty(),
        ..TableColumns::default()
    };
    let covers = |period: &Period| match table.filed_by {
        FiledBy::Register | FiledBy::TaxIdentifier | FiledBy::Party(_) => true,
        FiledBy::Affiliation => columns.awaits_anything(*period) && columns.missing(*period).is_empty(),
    };
    let is_whole = |period: &Period| !harmed.contains(&Some(*period));
    let covered: Vec<Period> = columns.filed.keys().copied().filter(is_whole).filter(covers).collect();
    for held in in_force {
        let period = held.slot.period;
        let rows = u32::try_from(held.stored().accounting.unnamed_in(period)).unwrap_or(u32::MAX);
        if rows > 0 && period.is_none_or(|period| covered.binary_search(&period).is_ok()) {
            let known = columns.unnamed.entry(period).or_default();
            *known = known.saturating_add(rows);
        }
    }
    columns.covered = covered;
    columns
}

/// Whether nobody can tell what is covered: a manifest is damaged, or a register that says who must file.
pub(super) fn is_lost(shelf: &Shelf, table: &TableSchema, day: Position) -> bool {
    shelf.lost(day).next().is_some() || (table.filed_by != FiledBy::Register && !shelf.knows_who_files(day))
}

/// Who must file, and when.
fn awaited(shelf: &Shelf, table: &TableSchema, day: Position) -> Vec<(String, Interval)> {
    let mut awaited = match table.filed_by {
        FiledBy::Affiliation => shelf.affiliations(day),
        FiledBy::TaxIdentifier => shelf.tax_identifier(day).map(|of| enrolled(shelf, of, day)).unwrap_or_default(),
        FiledBy::Register | FiledBy::Party(_) => Vec::new(),
    };
    awaited.sort_by(|a, b| (&a.0, a.1.first).cmp(&(&b.0, b.1.first)));
    awaited
}

/// Whether the register of affiliations refused rows that may be the operator's.
fn awaits_more(shelf: &Shelf, table: &TableSchema, day: Position) -> bool {
    let register = shelf.tables().table(AFFILIATION).filter(|_| table.filed_by != FiledBy::Register);
    let in_force = register.map(|register| shelf.in_force(register, day)).unwrap_or_default();
    in_force.iter().any(|held| held.stored().accounting.unnamed_in(None) > 0)
}

/// A tax identifier is awaited in the years of the operator's affiliations; always, where no register names one.
fn enrolled(shelf: &Shelf, identifier: String, day: Position) -> Vec<(String, Interval)> {
    let mut times: Vec<Interval> = shelf.affiliations(day).into_iter().map(|(_, valid)| valid).collect();
    if times.is_empty() {
        times.push(Interval { first: Date::from_days(0), last: None });
    }
    times.into_iter().map(|valid| (identifier.clone(), valid)).collect()
}

impl Store {
    /// Where each period from one day to another stands for an operator and a table with a period in its key.
    pub fn completeness(
        &self,
        operator: &OperatorId,
        table: &str,
        from: Date,
        to: Date,
        as_known_on: impl Into<Position>,
    ) -> Result<Vec<(Period, Completeness)>, StoreError> {
        let as_known_on = as_known_on.into();
        let table = self.tables().table(table).ok_or_else(|| StoreError::NoTable(table.to_owned()))?;
        let shelf = self.shelf(operator)?;
        let shelf = locked(&shelf);
        let is_harmed = |held: &InForce| shelf.is_harmed(held);
        let columns = of(&shelf, table, &shelf.in_force(table, as_known_on), as_known_on, &is_harmed);
        let stands = |period| (period, stands(&shelf, table, &columns, period, as_known_on));
        Ok(periods(table, from, to).into_iter().map(stands).collect())
    }
}

fn periods(table: &TableSchema, from: Date, to: Date) -> Vec<Period> {
    let each = table.covers.map(|key| Period::of(key, from).through(Period::of(key, to)));
    each.into_iter().flatten().collect()
}

fn stands(shelf: &Shelf, table: &TableSchema, columns: &TableColumns, period: Period, day: Position) -> Completeness {
    if columns.covered.binary_search(&period).is_err() {
        return match table.filed_by {
            FiledBy::Affiliation if !columns.awaits_anything(period) => Completeness::NotAwaited,
            _ => Completeness::Missing { declarants: columns.missing(period) },
        };
    }
    // The last of what is awaited; in registers, and where a tax identifier changed, the first of what was filed.
    let first = |declarant: Option<&str>| {
        let declarant = declarant.map(str::to_owned);
        shelf.first_received(&Slot { table: table.name, declarant, period: Some(period), complement: None }, day)
    };
    let awaited = columns.awaiting(period).into_iter().filter_map(|declarant| first(Some(declarant))).max();
    let filed = columns.filed.get(&period).into_iter().flatten().filter_map(|declarant| first(Some(declarant))).min();
    let since = awaited.or(filed).or_else(|| first(None)).unwrap_or(day.day());
    match table.due_on(period) {
        Some(due) if since > due => Completeness::Late { since, due },
        _ => Completeness::Covered { since },
    }
}
