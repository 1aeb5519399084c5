//! What a contract expects to be filed: which tables its clauses read, and from which period on.
//!
//! Pure: the checked contract and a clock. Whether an operator owes a period at all (its affiliations) and whether a file
//! covers it are asked by whoever holds the evidence. Of the readings of a clause only the one in use expects anything.

use std::collections::BTreeMap;

use crate::calendar::{Date, Interval, Month};
use crate::facts::Period;
use crate::horizon::Clock;
use crate::interpret::{expressions, walk};
use crate::model::{Clause, Contract, Definition, DefinitionKind, Expr, Mechanism, Series, Space, Spells, Step};

/// A table that a clause reads, from the earliest period that it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reads {
    /// The clause or control.
    pub clause: String,
    /// Whether it is a control.
    pub is_control: bool,
    /// When the clause is in effect.
    pub in_effect: Interval,
    /// The table.
    pub table: String,
    /// The first period that it reads.
    pub first: Period,
    /// The last day whose periods it reads; open where it follows jobs, which outlast its effect.
    pub last: Option<Date>,
}

/// A table that is expected of whoever the clauses speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// The first period.
    pub first: Period,
    /// The last day whose periods are expected; nothing when there is none.
    pub last: Option<Date>,
}

/// Every table with periods that the clauses and controls read which were published and have begun.
#[must_use]
pub fn reads(contract: &Contract, clock: &Clock) -> Vec<Reads> {
    let in_use =
        |clause: &&Clause| clause.reading.is_none() || contract.readings.get(&clause.id) == clause.reading.as_ref();
    let has_come = |day: Date| clock.has_come(day.days());
    let begun = |clause: &&Clause| has_come(clause.published) && has_come(clause.in_effect.first);
    let clauses = contract.clauses.iter().map(|clause| (clause, false));
    let all = clauses.chain(contract.controls.iter().map(|control| (control, true)));
    let all = all.filter(|(clause, _)| in_use(clause) && begun(clause));
    all.flat_map(|(clause, is_control)| of_clause(contract, clause, is_control)).collect()
}

/// What is expected, by table. Clauses in effect say it; where none of them reads the table, controls in effect;
/// else what ended last. A clause that ended before another came into effect expects nothing more.
#[must_use]
pub fn expected(reads: &[Reads], clock: &Clock) -> BTreeMap<String, Expected> {
    // The greater, the more it counts: in effect, then the later end, then a clause before a control.
    let weight = |one: &Reads| {
        let end = one.in_effect.last.filter(|last| clock.is_past(*last));
        (end.is_none(), end, !one.is_control)
    };
    let mut expected: BTreeMap<String, Expected> = BTreeMap::new();
    let mut heaviest = BTreeMap::new();
    for one in reads {
        let known = heaviest.entry(one.table.as_str()).or_insert_with(|| weight(one));
        *known = (*known).max(weight(one));
    }
    for one in reads.iter().filter(|one| heaviest.get(one.table.as_str()) == Some(&weight(one))) {
        let known = expected.entry(one.table.clone()).or_insert(Expected { first: one.first, last: one.last });
        known.first = known.first.min(one.first);
        known.last = known.last.zip(one.last).map(|(known, last)| known.max(last));
    }
    expected
}

fn of_clause(contract: &Contract, clause: &Clause, is_control: bool) -> Vec<Reads> {
    let first = clause.in_effect.first.max(clause.applies_to_facts.unwrap_or(clause.published));
    let mut found = Found { contract, first: first.month(), months: BTreeMap::new() };
    let by_jobs = match &clause.space {
        Space::PersonYears { table } => {
            found.read(table, found.first);
            false
        }
        Space::Spells { definition } | Space::Anniversaries { definition, .. } => {
            found.definition(definition);
            true
        }
    };
    found.steps(&clause.steps);
    expressions(clause).into_iter().chain(&clause.fact_date).for_each(|expr| found.expression(expr));
    let last = if by_jobs { None } else { clause.in_effect.last };
    let reads = |(table, month): (String, Month)| {
        let covers = contract.tables.iter().find(|known| known.id == table)?.covers?;
        let first = Period::of(covers, month.first_day());
        Some(Reads { clause: clause.id.clone(), is_control, in_effect: clause.in_effect, table, first, last })
    };
    found.months.into_iter().filter_map(reads).collect()
}

/// The earliest month read of each table.
struct Found<'c> {
    contract: &'c Contract,
    /// The month of the first fact that the clause reaches.
    first: Month,
    months: BTreeMap<String, Month>,
}

impl<'c> Found<'c> {
    fn read(&mut self, table: &str, month: Month) {
        let known = self.months.entry(table.to_owned()).or_insert(month);
        *known = (*known).min(month);
    }

    fn definition(&mut self, id: &str) {
        let contract = self.contract;
        let found: Option<&'c Definition> = contract.definitions.iter().find(|known| known.id == id);
        match found.map(|definition| &definition.kind) {
            Some(DefinitionKind::Spells(spells)) => self.spells(spells),
            Some(DefinitionKind::Series(series)) => self.series(series),
            None => {}
        }
    }

    /// The month before the first fact shows whether a job of the first month is new.
    fn spells(&mut self, spells: &Spells) {
        for source in &spells.sources {
            self.read(&source.table, self.first.plus(-1));
        }
        for (table, _) in spells.hired.iter().chain(spells.ranks.iter().flat_map(|rank| &rank.then)) {
            self.read(table, self.first);
        }
        spells.ranks.iter().filter_map(|rank| rank.among.as_ref()).for_each(|expr| self.expression(expr));
    }

    /// A series reaches back to the months that its steps name.
    fn series(&mut self, series: &Series) {
        let mut earliest = self.first;
        for step in &series.steps {
            let month = match &step.mechanism {
                Mechanism::AtMonth { month, .. } => Some(*month),
                Mechanism::RunningExcess { from, .. } => not_before(from, &series.steps).map(|day| day.month().plus(1)),
                _ => None,
            };
            earliest = earliest.min(month.unwrap_or(earliest));
        }
        let first = std::mem::replace(&mut self.first, earliest);
        self.read(&series.table, earliest);
        self.steps(&series.steps);
        self.first = first;
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            if let Mechanism::Sum { table, .. } | Mechanism::Count { table, .. } = &step.mechanism {
                self.read(table, self.first);
            }
        }
    }

    fn expression(&mut self, expr: &Expr) {
        let mut named: Vec<&Expr> = Vec::new();
        walk(expr, &mut |inner| named.push(inner));
        for inner in named {
            match inner {
                Expr::Column { table, .. } | Expr::Road { table, .. } => self.read(table, self.first),
                Expr::Series { definition, .. } => self.definition(definition),
                _ => {}
            }
        }
    }
}

/// A day before which an expression of a series cannot lie; nothing where none is known.
fn not_before(expr: &Expr, steps: &[Step]) -> Option<Date> {
    match expr {
        Expr::Date(day) => Some(*day),
        Expr::Step(index) => match &steps.get(*index)?.mechanism {
            Mechanism::Value(inner) => not_before(inner, steps),
            Mechanism::AtLeast { of, bound } => not_before(of, steps).max(not_before(bound, steps)),
            _ => None,
        },
        _ => None,
    }
}
