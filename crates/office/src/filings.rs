//! What is expected of an operator, and what came of it: missing, late, covered; overdue apart from not yet due.
//!
//! Expected is what the clauses in force read ([`contract::expected`]), within the operator's affiliations, up to the last
//! period that is over. Gaps among what it filed for earlier times are told apart: no clause in force reads them.

use std::collections::BTreeMap;

use contract::calendar::{Date, Interval, Month};
use contract::expected::{Expected, expected, reads};
use contract::facts::Period;
use contract::horizon::Clock;
use contract::identity::OperatorId;
use contract::model::Contract;
use evidence::manifest::Standing as Piece;
use evidence::schema::{FiledBy, TableSchema};
use evidence::store::Completeness;

use crate::damaged::Lost;
use crate::enrolments::{Enrolment, both};
use crate::moment::Moment;
use crate::workspace::{Workspace, WorkspaceError};

pub mod parties;
pub mod sector;

/// What is expected of everybody, by table.
pub type Expectations = BTreeMap<String, Expected>;

/// What an operator filed of what is expected of it, table by table, in the order of the store's tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Filings {
    /// The tables of which something is expected, or of which an older period is missing.
    pub tables: Vec<TableFilings>,
    /// Whether no act enrolled the operator: then it counts as enrolled from its first affiliation on.
    pub assumed: bool,
}

/// What an operator filed of one table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableFilings {
    /// The table.
    pub table: &'static str,
    /// Where it stands.
    pub standing: Standing,
    /// How many periods are expected.
    pub expected: usize,
    /// How many of them are covered.
    pub covered: usize,
    /// How many of these came after the day they were due.
    pub late: usize,
    /// Those that are not covered, in order.
    pub missing: Vec<Gap>,
    /// Expected ones of which nobody knows whether they are covered: a damaged file may cover them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<Gap>,
    /// Periods before the expected ones that are not covered, since the first that was ever filed.
    pub older: Vec<Gap>,
}

/// A period that no accepted file covers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gap {
    /// The period.
    pub period: Period,
    /// The affiliations or tax identifiers that did not file; empty where the registers name none.
    pub declarants: Vec<String>,
    /// The last day on which it would be in time, where one is known.
    pub due: Option<Date>,
    /// Whether that day is over; never where none is known.
    pub overdue: bool,
}

/// Whether an operator files a table at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Standing {
    /// Nothing is expected of it.
    NothingExpected,
    /// The last period expected came, or may still come.
    Filing,
    /// Nothing came any more.
    Stopped {
        /// The last period that is covered.
        last: Period,
        /// The first of those that are missing since.
        since: Period,
        /// How many.
        periods: usize,
    },
    /// Nothing ever came.
    Never {
        /// The first period expected.
        since: Period,
        /// How many.
        periods: usize,
    },
}

impl Filings {
    /// How many expected periods are missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.tables.iter().map(|table| table.missing.len()).sum()
    }

    /// How many of them are overdue.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.tables.iter().map(TableFilings::overdue).sum()
    }

    /// How many older periods are missing.
    #[must_use]
    pub fn older(&self) -> usize {
        self.tables.iter().map(|table| table.older.len()).sum()
    }

    /// The tables that the operator never filed, or files no more.
    pub fn silent(&self) -> impl Iterator<Item = &TableFilings> {
        self.tables.iter().filter(|table| matches!(table.standing, Standing::Never { .. } | Standing::Stopped { .. }))
    }
}

impl TableFilings {
    /// How many missing periods are overdue.
    #[must_use]
    pub fn overdue(&self) -> usize {
        self.missing.iter().filter(|gap| gap.overdue).count()
    }
}

/// What the clauses of some contracts expect on a day.
#[must_use]
pub fn expectations<'c>(contracts: impl IntoIterator<Item = &'c Contract>, day: Date) -> Expectations {
    expectations_by(contracts, &Clock::at(day))
}

/// The same by a clock, which says afterwards on which days it is the same.
#[must_use]
pub fn expectations_by<'c>(contracts: impl IntoIterator<Item = &'c Contract>, clock: &Clock) -> Expectations {
    let reads: Vec<_> = contracts.into_iter().flat_map(|contract| reads(contract, clock)).collect();
    expected(&reads, clock)
}

/// What an operator filed of what is expected on a day.
///
/// # Errors
/// The store cannot be read.
pub fn filings(
    workspace: &Workspace,
    operator: &OperatorId,
    expectations: &Expectations,
    enrolled: &[Enrolment],
    day: Moment,
) -> Result<Filings, WorkspaceError> {
    filings_by(workspace, (operator, enrolled), expectations, day, &Clock::at(day.day))
}

/// The same of what is known at a moment, by a clock, which says afterwards on which days it is the same.
///
/// # Errors
/// The store cannot be read.
pub fn filings_by(
    workspace: &Workspace,
    (operator, enrolled): (&OperatorId, &[Enrolment]),
    expectations: &Expectations,
    day: Moment,
    clock: &Clock,
) -> Result<Filings, WorkspaceError> {
    if operator.party().is_some() {
        return parties::of(workspace, operator, day, clock);
    }
    // Nothing is owed for a period that is not over.
    let over = Month::from_index(clock.last_month_over(None)).last_day();
    let business = in_business(workspace, operator, day)?;
    let enrolled = enrolled.iter().find(|one| one.facts.operator == operator.as_str());
    let times = within(&business, enrolled);
    let mut tables = Vec::new();
    let known = workspace.store.tables();
    for schema in known.tables().iter().copied().filter(|schema| schema.period.is_some()) {
        let stretch = Stretch { workspace, operator, schema, times: &times, day, clock };
        let wanted = expectations.get(schema.name);
        let first = wanted.and_then(|expected| expected.first.first_day());
        let end = |last: Option<Date>| last.map_or(over, |last| last.min(over));
        let asked = match (wanted, first) {
            (Some(wanted), Some(first)) => stretch.stands(first, end(wanted.last))?,
            _ => Vec::new(),
        };
        let lost = Lost::of(workspace, operator)?;
        let before = first.map_or(over, |first| first.plus_days(-1));
        let older = match first_filed(workspace, operator, schema, day)? {
            Some(filed) if filed <= before => stretch.stands(filed, before)?,
            _ => Vec::new(),
        };
        let told = told(schema, (&asked, &older), lost.as_ref(), clock);
        if told.expected > 0 || !told.older.is_empty() {
            tables.push(told);
        }
    }
    Ok(Filings { tables, assumed: enrolled.is_none() })
}

/// What is in business while it is enrolled; an enrolment that nobody recorded counts from the first affiliation on.
fn within(business: &[Interval], enrolled: Option<&Enrolment>) -> Vec<Interval> {
    let Some(enrolled) = enrolled else { return business.to_vec() };
    business.iter().flat_map(|one| enrolled.times.iter().filter_map(|time| both(*one, *time))).collect()
}

/// When an operator is in business: while it is affiliated; where no register names an affiliation, from the creation of
/// its company on.
pub(crate) fn in_business(
    workspace: &Workspace,
    operator: &OperatorId,
    day: Moment,
) -> Result<Vec<Interval>, WorkspaceError> {
    let tables = workspace.store.tables();
    let has = tables.table("affiliation").is_some_and(|table| table.column("affiliation").is_some());
    let needed = has.then(|| ("affiliation".to_owned(), ["affiliation".to_owned()].into())).into_iter().collect();
    let facts = workspace.store.load_columns(operator, &needed, day)?.to_facts(None);
    let rows = facts.table("affiliation").map(|table| table.rows.as_slice()).unwrap_or_default();
    let times: Vec<Interval> = rows.iter().filter_map(|row| row.valid).collect();
    if !times.is_empty() {
        return Ok(times);
    }
    let (_, created) = crate::dossier::sites(workspace, operator, day)?;
    Ok(vec![Interval { first: created.unwrap_or(Date::from_days(0)), last: None }])
}

/// The first day of the first period of which a file was accepted.
fn first_filed(
    workspace: &Workspace,
    operator: &OperatorId,
    schema: &TableSchema,
    day: Moment,
) -> Result<Option<Date>, WorkspaceError> {
    let shelved = workspace.store.submissions(operator)?;
    let known = shelved.iter().filter(|one| one.at <= day.at);
    let stand = known.flat_map(|one| {
        let pieces = one.manifest.pieces.iter().enumerate();
        pieces.filter(|(place, _)| !one.is_withdrawn(*place, day.at)).map(|(_, piece)| piece)
    });
    let accepted = stand.filter(|piece| piece.standing == Piece::Accepted);
    let of_table = accepted.filter(|piece| piece.table() == Some(schema.name));
    Ok(of_table.flat_map(|piece| &piece.periods).min().and_then(|period| period.first_day()))
}

/// Where one period stands.
type Stand = (Period, Completeness);

/// The periods of one table of one operator.
struct Stretch<'a> {
    workspace: &'a Workspace,
    operator: &'a OperatorId,
    schema: &'static TableSchema,
    times: &'a [Interval],
    day: Moment,
    clock: &'a Clock,
}

impl Stretch<'_> {
    /// Where each period stands that the operator owes and that is over.
    fn stands(&self, from: Date, to: Date) -> Result<Vec<(Period, Completeness)>, WorkspaceError> {
        if to < from {
            return Ok(Vec::new());
        }
        let mut stands = self.workspace.store.completeness(self.operator, self.schema.name, from, to, self.day)?;
        stands
            .retain(|(period, _)| self.owes(*period) && period.last_day().is_some_and(|last| self.clock.is_past(last)));
        for (_, stands) in &mut stands {
            // In business without an affiliation that any register names: what cannot be filed is missing all the same.
            if *stands == Completeness::NotAwaited && self.schema.filed_by == FiledBy::Affiliation {
                *stands = Completeness::Missing { declarants: Vec::new() };
            }
        }
        Ok(stands)
    }

    fn owes(&self, period: Period) -> bool {
        let Some(first) = period.first_day() else { return false };
        self.times.iter().any(|time| time.overlaps(Interval { first, last: period.last_day() }))
    }
}

fn told(
    schema: &'static TableSchema,
    (asked, older): (&[Stand], &[Stand]),
    lost: Option<&Lost>,
    clock: &Clock,
) -> TableFilings {
    // What a damaged file may cover is nobody's omission.
    let is_lost = |period: Period| lost.is_some_and(|lost| lost.gave(schema.name, Some(period)));
    let filed = |stands: &[Stand]| -> Vec<Stand> {
        stands.iter().filter(|(period, stands)| !(is_missing(stands) && is_lost(*period))).cloned().collect()
    };
    let gap = |(period, stands): &(Period, Completeness)| {
        let Completeness::Missing { declarants } = stands else { return None };
        let due = schema.due_on(*period);
        Some(Gap {
            period: *period,
            declarants: declarants.clone(),
            due,
            overdue: due.is_some_and(|due| clock.is_past(due)),
        })
    };
    let is_late = |stands: &Completeness| matches!(stands, Completeness::Late { .. });
    let damaged: Vec<Gap> = asked.iter().filter(|(period, _)| is_lost(*period)).filter_map(gap).collect();
    let (all, asked, older) = (asked.len(), filed(asked), filed(older));
    let missing: Vec<Gap> = asked.iter().filter_map(gap).collect();
    TableFilings {
        table: schema.name,
        standing: standing(schema, &asked, &older, clock),
        expected: all,
        covered: asked.len() - missing.len(),
        late: asked.iter().filter(|(_, stands)| is_late(stands)).count(),
        missing,
        damaged,
        older: older.iter().filter_map(gap).collect(),
    }
}

fn is_missing(stands: &Completeness) -> bool {
    matches!(stands, Completeness::Missing { .. })
}

/// A period whose file may still come in time stops nobody. Where no day is known, one more period must have passed.
fn standing(
    schema: &TableSchema,
    asked: &[(Period, Completeness)],
    older: &[(Period, Completeness)],
    clock: &Clock,
) -> Standing {
    let may_come = |period: Period| match (schema.due_on(period), period) {
        (Some(due), _) => !clock.is_past(due),
        (None, period) => {
            period.neighbours()[1].last_day().is_none_or(|last| !clock.is_month_over(last.month().index()))
        }
    };
    if asked.is_empty() {
        return Standing::NothingExpected;
    }
    let settled = asked.iter().filter(|(period, stands)| !is_missing(stands) || !may_come(*period));
    let silent: Vec<Period> =
        settled.rev().take_while(|(_, stands)| is_missing(stands)).map(|(period, _)| *period).collect();
    let last = asked.iter().rev().chain(older.iter().rev()).find(|(_, stands)| !is_missing(stands));
    match (silent.last(), last) {
        (None, _) => Standing::Filing,
        (Some(since), Some((last, _))) => Standing::Stopped { last: *last, since: *since, periods: silent.len() },
        (Some(since), None) => Standing::Never { since: *since, periods: silent.len() },
    }
}
