//! What clauses say of an operator of whom nothing was filed from which keys could come: one entry a clause, no person.
//!
//! The program's road, over coverage in columns; `contract::interpret::never_filed` is the other. Periods are numbers here:
//! month indexes or years, as the table's key says.

use std::ops::RangeInclusive;

use contract::calendar::{Date, Month};
use contract::determination::NeverFiled;
use contract::facts::Period;
use contract::horizon::Clock;
use contract::identity::OperatorId;
use contract::model::PeriodKey;
use evidence::columns::{OperatorEvidence, TableColumns};

use crate::program::{ClauseProgram, Program, SpaceProgram, TableProgram};

/// What never came, for one clause of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfiled {
    /// Index among [`Program::clauses`].
    pub clause: usize,
    /// Index among [`Program::tables`].
    pub table: usize,
    /// The first period that was owed and is over.
    pub since: Period,
}

impl Unfiled {
    /// The same with its names.
    #[must_use]
    pub fn named(&self, program: &Program, operator: &OperatorId) -> NeverFiled {
        let clause = &program.clauses[self.clause];
        NeverFiled {
            clause: clause.id.clone(),
            reading: clause.reading.clone(),
            operator: operator.clone(),
            table: program.tables[self.table].id.clone(),
            since: self.since,
        }
    }
}

/// What never came, clause by clause of those asked for.
pub(crate) fn unfiled(
    program: &Program,
    evidence: &OperatorEvidence,
    clock: &Clock,
    clauses: &[usize],
) -> Vec<Unfiled> {
    let of = |clause: &usize| {
        let (table, since) = never_filed(program, &program.clauses[*clause], evidence, clock)?;
        Some(Unfiled { clause: *clause, table, since })
    };
    clauses.iter().filter_map(of).collect()
}

fn never_filed(
    program: &Program,
    clause: &ClauseProgram,
    evidence: &OperatorEvidence,
    clock: &Clock,
) -> Option<(usize, Period)> {
    let tables = match &clause.space {
        SpaceProgram::MonthlyPersonYears { table, .. } | SpaceProgram::YearlyPersonYears { table, .. } => vec![*table],
        SpaceProgram::Spells { definition } | SpaceProgram::Anniversaries { definition, .. } => {
            program.spells[*definition].sources.iter().map(|source| source.table).collect()
        }
    };
    let reach = (clause.reach_first, clause.in_effect.1);
    let none = TableColumns::default();
    let mut owed = None;
    for table in tables {
        let schema = &program.tables[table];
        let filed = evidence.tables.get(&schema.id).unwrap_or(&none);
        let within = within(schema, reach);
        // A row has a key, also where another register of its period is missing.
        let mut shown = filed.covered.iter().map(|period| number(*period)).chain(filed.period.iter().copied());
        if shown.any(|period| within.contains(&period)) {
            return None;
        }
        let is_over = |number: &i32| match schema.period {
            Some(PeriodKey::Year) => clock.is_year_over(*number),
            _ => clock.is_month_over(*number),
        };
        let over = within.take_while(is_over).map(|number| period(schema, number));
        let first = over.into_iter().find(|period| owes(filed, *period));
        owed = owed.or(first.map(|since| (table, since)));
    }
    owed
}

/// The periods that touch a stretch of days.
fn within(schema: &TableProgram, (first, last): (i32, i32)) -> RangeInclusive<i32> {
    // Beyond what calendars know there is no month; no rule that ends there ends.
    let day = |day: i32| Date::from_days(day.min(FAR));
    #[expect(clippy::reversed_empty_ranges, reason = "a stretch without a period")]
    match schema.period {
        _ if first > last => 1..=0,
        Some(PeriodKey::Year) => day(first).year()..=day(last).year(),
        Some(PeriodKey::Month) => day(first).month().index()..=day(last).month().index(),
        None => 1..=0,
    }
}

/// A day in the year 9000.
const FAR: i32 = 2_567_000;

fn number(period: Period) -> i32 {
    match period {
        Period::Month(month) => month.index(),
        Period::Year(year) => year,
    }
}

fn period(schema: &TableProgram, number: i32) -> Period {
    match schema.period {
        Some(PeriodKey::Year) => Period::Year(number),
        _ => Period::Month(Month::from_index(number)),
    }
}

/// Where nobody is named who must file, no register says when the operator is in business: it always owes.
fn owes(filed: &TableColumns, period: Period) -> bool {
    filed.awaited.is_empty() || filed.awaits_anything(period)
}
