//! What clauses say of an operator of whom nothing was filed from which keys could come: one entry a clause, no person.
//!
//! The program's road, over coverage in columns; `contract::interpret::never_filed` is the other. Periods are numbers here:
//! as what files of the table cover says.

use std::ops::RangeInclusive;

use contract::calendar::Date;
use contract::determination::NeverFiled;
use contract::facts::Period;
use contract::horizon::Clock;
use contract::identity::OperatorId;
use contract::model::PeriodKey;
use evidence::columns::{OperatorEvidence, TableColumns};

use crate::program::{ClauseProgram, Program, SpaceProgram};

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
        SpaceProgram::DividedPersonYears { table, .. } | SpaceProgram::YearlyPersonYears { table, .. } => vec![*table],
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
        let within = within(schema.covers, reach);
        // A row has a key, also where another register of its period is missing.
        let by_row = self::within(schema.period, reach);
        let is_shown = filed.covered.iter().any(|period| within.contains(&period.number()));
        if is_shown || filed.period.iter().any(|period| by_row.contains(period)) {
            return None;
        }
        let is_over = |number: &i32| match schema.covers {
            Some(PeriodKey::Year) => clock.is_year_over(*number),
            Some(PeriodKey::Quarter) => clock.is_month_over(*number * 3 + 2),
            _ => clock.is_month_over(*number),
        };
        let key = schema.covers.unwrap_or(PeriodKey::Month);
        let over = within.take_while(is_over).map(|number| Period::from_number(key, number));
        let first = over.into_iter().find(|period| owes(filed, *period));
        owed = owed.or(first.map(|since| (table, since)));
    }
    owed
}

/// The periods of a kind that touch a stretch of days.
fn within(key: Option<PeriodKey>, (first, last): (i32, i32)) -> RangeInclusive<i32> {
    // Beyond what calendars know there is no month; no rule that ends there ends.
    let number = |key, day: i32| Period::of(key, Date::from_days(day.min(FAR))).number();
    #[expect(clippy::reversed_empty_ranges, reason = "a stretch without a period")]
    match key {
        Some(key) if first <= last => number(key, first)..=number(key, last),
        _ => 1..=0,
    }
}

/// A day in the year 9000.
const FAR: i32 = 2_567_000;

/// Where nobody is named who must file, no register says when the operator is in business: it always owes.
fn owes(filed: &TableColumns, period: Period) -> bool {
    filed.awaited.is_empty() || filed.awaits_anything(period)
}
