//! What a clause says of an operator of whom nothing was filed: no person, hence no key, and yet something waits.
//!
//! Keys come from the tables of the clause's space. Where no file of any of them covers a period that the clause reaches,
//! and one that is over was owed, the clause is not evaluated for the operator as a whole. An operator that was affiliated
//! only before or after owes nothing, and nothing is said.

use super::person_years::reach;
use crate::calendar::{Date, Interval};
use crate::determination::NeverFiled;
use crate::facts::{Facts, Period, Table as FactTable};
use crate::model::{Clause, Contract, DefinitionKind, Space};

/// What never came, where nothing came from which the clause could have keys, as known on a day.
#[must_use]
pub fn never_filed(contract: &Contract, clause: &Clause, facts: &Facts, as_known_on: Date) -> Option<NeverFiled> {
    if as_known_on < clause.published {
        return None;
    }
    let reach = reach(clause)?;
    let none = FactTable::default();
    let mut owed = None;
    for table in sources(contract, clause) {
        let filed = facts.table(table).unwrap_or(&none);
        let mut periods = over(contract, table, reach, as_known_on).into_iter();
        // A row has a key, also where another register of its period is missing.
        let shown = filed.rows.iter().filter_map(|row| row.period);
        if filed.covered.iter().copied().chain(shown).any(|period| touches(period, reach)) {
            return None;
        }
        owed = owed.or_else(|| periods.find(|period| filed.owes(*period)).map(|since| (table, since)));
    }
    owed.map(|(table, since)| NeverFiled {
        clause: clause.id.clone(),
        reading: clause.reading.clone(),
        operator: facts.operator.clone(),
        table: table.to_owned(),
        since,
    })
}

/// The tables that keys come from, the preferred one first.
fn sources<'c>(contract: &'c Contract, clause: &'c Clause) -> Vec<&'c str> {
    match &clause.space {
        Space::PersonYears { table } => vec![table],
        Space::Spells { definition } | Space::Anniversaries { definition, .. } => {
            let found = contract.definitions.iter().find(|known| known.id == *definition);
            match found.map(|definition| &definition.kind) {
                Some(DefinitionKind::Spells(spells)) => {
                    spells.sources.iter().map(|source| source.table.as_str()).collect()
                }
                _ => Vec::new(),
            }
        }
    }
}

fn touches(period: Period, reach: Interval) -> bool {
    period.first_day().is_some_and(|first| reach.overlaps(Interval { first, last: period.last_day() }))
}

/// The periods in reach that are over on a day, in order.
fn over(contract: &Contract, table: &str, reach: Interval, day: Date) -> Vec<Period> {
    let end = reach.last.map_or(day, |last| last.min(day));
    let covers = contract.tables.iter().find(|known| known.id == table).and_then(|table| table.covers);
    let periods = covers.into_iter().flat_map(|key| Period::of(key, reach.first).through(Period::of(key, end)));
    periods.filter(|period| period.last_day().is_some_and(|last| last < day)).collect()
}
