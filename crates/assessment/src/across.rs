//! Checks across operators: what each shows of its persons, held together for the nation.
//!
//! Two steps. [`shown`] and [`jobs`] look at one operator alone and keep narrow rows of it: the runs of months in which it
//! declared a person to the CNSS or had it in a payroll register, and the person's jobs. [`across`] holds those of all operators together, person by person, in parts of the
//! pseudonyms side by side. What comes out is the same for any number of threads and any order of operators.
//!
//! Both speak of what was handed in. A month that another operator did not declare, or in which its rows were refused, says
//! nothing: whoever waits for everybody else's files checks nobody. Nothing here pays or withholds.

use std::collections::BTreeMap;

use contract::calendar::{Date, Month};
use contract::horizon::Clock;
use contract::identity::{OperatorId, Pseudonym};
use evidence::columns::{OperatorEvidence, TableColumns, Values};
use rayon::prelude::*;
use serde::Serialize;

use crate::assess::{AssessError, each_range};
use crate::program::Program;
use crate::space::Ground;
use crate::space::spells;

/// What one operator shows of its persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The operator.
    pub operator: OperatorId,
    /// The group that the register of operators names.
    pub group: Option<String>,
    /// The months declared to the CNSS, by person, then month.
    pub declared: Vec<Run>,
    /// The months in payroll registers, by person, then month.
    pub paid: Vec<Run>,
    /// By person, then first month.
    pub jobs: Vec<Job>,
}

/// Months in a row in which an operator shows a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The person.
    pub person: Pseudonym,
    /// The index of the first month.
    pub first: i32,
    /// The index of the last month.
    pub last: i32,
}

/// A job of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// The person.
    pub person: Pseudonym,
    /// The first month that shows it.
    pub first_month: i32,
    /// The last month that shows it.
    pub last_month: i32,
    /// The day number of its start, where it is shown.
    pub start: Option<i32>,
    /// The day number of its end, the latest that it may be; nothing while none is shown.
    pub end: Option<i32>,
}

impl Job {
    /// The day since which it is known to be there: its start, else the first day of the month that first shows it.
    fn since(&self) -> i32 {
        self.start.unwrap_or_else(|| Month::from_index(self.first_month).first_day().days())
    }

    /// The day until which it may have been there: its end; where none is shown, the last day of the month that last shows
    /// it. A job does not go on because files stopped coming.
    fn until(&self) -> i32 {
        self.end.unwrap_or_else(|| Month::from_index(self.last_month).last_day().days())
    }
}

/// What shows a person with two operators in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sources {
    /// Both declared days to the CNSS.
    Declarations,
    /// Both have the person in a payroll register, and not both declared days.
    Registers,
    /// One declared days, the other has the person in a payroll register.
    RegisterAndDeclaration,
}

/// A person whom two operators show in the same months.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Together {
    /// The person.
    pub person: Pseudonym,
    /// The two operators, in order of identifier.
    pub operators: [OperatorId; 2],
    /// What shows it; a month counts under the first that holds.
    pub sources: Sources,
    /// The first such month.
    pub first: Month,
    /// The last such month.
    pub last: Month,
    /// How many there are.
    pub months: u32,
}

/// A job that began while the person had one with a related operator, or shortly after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Moved {
    /// The person.
    pub person: Pseudonym,
    /// The operator of the job that was there before.
    pub from: OperatorId,
    /// The operator of the job that began.
    pub to: OperatorId,
    /// Their group.
    pub group: String,
    /// The day on which the earlier job ended, the latest that it may be; nothing where no end is shown.
    pub ended: Option<Date>,
    /// The last month that shows the earlier job.
    pub last_shown: Month,
    /// The day on which the later one began.
    pub began: Date,
}

/// What operators show together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Across {
    /// Persons shown by two operators in the same months, by person, then operators and what shows it.
    pub together: Vec<Together>,
    /// Jobs that only moved between related operators, by person, then day.
    pub moved: Vec<Moved>,
}

/// What an operator shows of its persons, and its group; no jobs.
#[must_use]
pub fn shown(evidence: &OperatorEvidence) -> Shown {
    Shown {
        operator: evidence.operator.clone(),
        group: group(evidence),
        declared: runs_declared(evidence),
        paid: runs_paid(evidence),
        jobs: Vec::new(),
    }
}

/// The jobs of an operator's persons under the definition named, as known on a day; by person, then first month.
///
/// # Errors
/// Malformed columns, or a program without that definition.
pub fn jobs(
    program: &Program,
    evidence: &OperatorEvidence,
    as_known_on: Date,
    definition: &str,
) -> Result<Vec<Job>, AssessError> {
    let known = program.spells.iter().find(|spells| spells.id == definition);
    let known = known.ok_or(AssessError::Inconsistent("a definition that the program does not have"))?;
    let clock = Clock::at(as_known_on);
    let ground = Ground::new(program, evidence, &clock)?;
    let parts = each_range(&ground.ranges(), |persons| spells::part(&ground, known, persons))?;
    let job = |spell: spells::Spell| Job {
        person: evidence.persons[spell.person as usize],
        first_month: spell.first_month,
        last_month: spell.last_month,
        start: spell.start,
        end: spell.end.map(|end| end.latest),
    };
    Ok(spells::whole(&ground, known, parts).list.into_iter().map(job).collect())
}

/// The group that an operator says it belongs to; the last row counts.
fn group(evidence: &OperatorEvidence) -> Option<String> {
    let table = evidence.tables.get("operator")?;
    let column = table.columns.get("group")?;
    let row = table.rows.checked_sub(1)?;
    let Values::Code { codes, words } = &column.values else { return None };
    let filled = column.filled.as_ref().is_none_or(|filled| filled[row]);
    filled.then(|| words.get(codes[row] as usize).cloned()).flatten()
}

/// Runs of months with days declared.
fn runs_declared(evidence: &OperatorEvidence) -> Vec<Run> {
    let Some(table) = evidence.tables.get("bds") else { return Vec::new() };
    let Some(Values::Count(days)) = table.columns.get("days").map(|column| &column.values) else { return Vec::new() };
    // A blank cell holds zero.
    runs(evidence, table, |row| days[row] > 0)
}

/// Runs of months with a row of a payroll register, but for what is paid after the month of leaving.
fn runs_paid(evidence: &OperatorEvidence) -> Vec<Run> {
    let Some(table) = evidence.tables.get("payroll") else { return Vec::new() };
    let left = table.columns.get("left");
    let has_left = |row: usize| {
        let Some(Values::Date(days)) = left.map(|column| &column.values) else { return false };
        let is_filled = left.and_then(|column| column.filled.as_ref()).is_none_or(|filled| filled[row]);
        is_filled && days[row] < Month::from_index(table.period[row]).first_day().days()
    };
    runs(evidence, table, |row| !has_left(row))
}

fn runs(evidence: &OperatorEvidence, table: &TableColumns, counts: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for row in (0..table.rows).filter(|row| counts(*row)) {
        let (place, month) = (table.person[row], table.period[row]);
        match runs.last_mut() {
            Some(run) if last == Some(place) && month <= run.last + 1 => run.last = month,
            _ => runs.push(Run { person: evidence.persons[place as usize], first: month, last: month }),
        }
        last = Some(place);
    }
    runs
}

/// Parts of the pseudonyms: enough for every processor, and small beside the whole.
const PARTS: u16 = 256;

/// The most months that can lie between the end of a job and the start of one that counts as the same: a hundred years.
pub const MOST_MONTHS: u32 = 1200;

/// Holds operators together. A job moved when it begins while the person has one with an operator of the same group, or at
/// most so many months (never more than [`MOST_MONTHS`]) after that one ended or was last shown. Of two jobs that begin on one
/// day, the one with the operator of the lower identifier counts as the earlier. A job whose start is not shown never counts as
/// the later one.
#[must_use]
pub fn across(all: &[Shown], within_months: u32) -> Across {
    let within_months = within_months.min(MOST_MONTHS);
    let mut all: Vec<&Shown> = all.iter().collect();
    all.sort_by(|one, other| one.operator.cmp(&other.operator));
    let parts: Vec<Across> =
        (0..PARTS).into_par_iter().with_max_len(1).map(|part| of_part(&all, part, within_months)).collect();
    let mut whole = Across::default();
    for part in parts {
        whole.together.extend(part.together);
        whole.moved.extend(part.moved);
    }
    whole
}

/// The rows whose person falls into a part; rows are in order of person.
fn rows_of<T>(rows: &[T], part: u16, person: impl Fn(&T) -> Pseudonym) -> &[T] {
    let first = |part: u16| rows.partition_point(|row| u16::from(person(row).to_bytes()[0]) < part);
    &rows[first(part)..first(part + 1)]
}

fn of_part(all: &[&Shown], part: u16, within_months: u32) -> Across {
    let mut whole = Across::default();
    let mut shown_by: Vec<(Pseudonym, usize, u8, Run)> = Vec::new();
    let mut jobs: Vec<(Pseudonym, usize, Job)> = Vec::new();
    for (place, shown) in all.iter().enumerate() {
        for (source, runs) in [(DECLARED, &shown.declared), (PAID, &shown.paid)] {
            let of_part = rows_of(runs, part, |row| row.person);
            shown_by.extend(of_part.iter().map(|row| (row.person, place, source, *row)));
        }
        if shown.group.is_some() {
            jobs.extend(rows_of(&shown.jobs, part, |row| row.person).iter().map(|row| (row.person, place, *row)));
        }
    }
    shown_by.sort_by_key(|(person, place, source, row)| (*person, *place, *source, row.first));
    for of_person in shown_by.chunk_by(|one, other| one.0 == other.0) {
        together(all, of_person, &mut whole.together);
    }
    jobs.sort_by_key(|(person, place, row)| (*person, *place, row.first_month));
    for of_person in jobs.chunk_by(|one, other| one.0 == other.0) {
        moved(all, of_person, within_months, &mut whole.moved);
    }
    whole
}

/// What shows a person in a month, as bits.
const DECLARED: u8 = 1;
const PAID: u8 = 2;

/// The months that each two operators of a person have in common, by what shows them.
fn together(all: &[&Shown], rows: &[(Pseudonym, usize, u8, Run)], found: &mut Vec<Together>) {
    let operators: Vec<&[(Pseudonym, usize, u8, Run)]> = rows.chunk_by(|one, other| one.1 == other.1).collect();
    for (nth, one) in operators.iter().enumerate() {
        for other in &operators[nth + 1..] {
            // By month, what each of the two shows.
            let mut months: BTreeMap<i32, (u8, u8)> = BTreeMap::new();
            for (of_one, run) in one.iter().map(|row| (row.2, row.3)) {
                for (of_other, with) in other.iter().map(|row| (row.2, row.3)) {
                    for month in run.first.max(with.first)..=run.last.min(with.last) {
                        let shown = months.entry(month).or_default();
                        *shown = (shown.0 | of_one, shown.1 | of_other);
                    }
                }
            }
            let mut by_sources: BTreeMap<Sources, (i32, i32, u32)> = BTreeMap::new();
            for (month, (one, other)) in months {
                let sources = match one & other {
                    both if both & DECLARED != 0 => Sources::Declarations,
                    both if both & PAID != 0 => Sources::Registers,
                    _ => Sources::RegisterAndDeclaration,
                };
                let (_, last, count) = by_sources.entry(sources).or_insert((month, month, 0));
                (*last, *count) = (month, *count + 1);
            }
            found.extend(by_sources.into_iter().map(|(sources, (first, last, months))| Together {
                person: rows[0].0,
                operators: [all[one[0].1].operator.clone(), all[other[0].1].operator.clone()],
                sources,
                first: Month::from_index(first),
                last: Month::from_index(last),
                months,
            }));
        }
    }
}

/// Jobs of a person that began while a related operator had one, or shortly after: each with the one that lasted longest.
fn moved(all: &[&Shown], rows: &[(Pseudonym, usize, Job)], within_months: u32, found: &mut Vec<Moved>) {
    let before = found.len();
    for (person, place, job) in rows {
        let (Some(start), Some(group)) = (job.start, &all[*place].group) else { continue };
        let began = Date::from_days(start);
        let since = within(began, within_months).days();
        let related = rows.iter().filter(|(_, other, earlier)| {
            other != place
                && all[*other].group.as_ref() == Some(group)
                && (earlier.since(), other) < (start, place)
                && earlier.until() >= since
        });
        let lasted = |(_, other, earlier): &&(Pseudonym, usize, Job)| {
            (earlier.until(), std::cmp::Reverse(*other), earlier.first_month, earlier.last_month, earlier.end)
        };
        if let Some((_, other, earlier)) = related.max_by_key(lasted) {
            found.push(Moved {
                person: *person,
                from: all[*other].operator.clone(),
                to: all[*place].operator.clone(),
                group: group.clone(),
                ended: earlier.end.map(Date::from_days),
                last_shown: Month::from_index(earlier.last_month),
                began,
            });
        }
    }
    found[before..].sort_by(|one, other| (one.began, &one.to).cmp(&(other.began, &other.to)));
}

/// The day so many months before another; the last of its month where that is shorter.
fn within(day: Date, months: u32) -> Date {
    let month = day.month().plus(-i32::try_from(months).unwrap_or(i32::MAX));
    let last = month.last_day();
    let same = month.first_day().plus_days(i32::from(day.day()) - 1);
    same.min(last)
}
