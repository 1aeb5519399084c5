//! Checks across operators, held against looking at everybody month by month and day by day.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use assessment::across::{Across, Job, MOST_MONTHS, Moved, Run, Shown, Sources, Together, across};
use contract::calendar::{Date, Month};
use contract::identity::{OperatorId, Pseudonym};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// Months of a person that are declared, those in payroll registers, and jobs as (first month, whether its start is shown, further months that show it, months after which
/// it ends; nothing where no end is shown).
type OfPerson = (BTreeSet<i32>, BTreeSet<i32>, Vec<(i32, bool, i32, Option<i32>)>);

const FIRST: i32 = 2025 * 12;

fn person(number: usize) -> Pseudonym {
    // Some fall into one part, some into others.
    Pseudonym::from_bytes([(number % 3 * 100) as u8, number as u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn shown(place: usize, group: Option<u8>, persons: &[OfPerson]) -> Shown {
    let mut of_persons: Vec<(Pseudonym, &OfPerson)> =
        persons.iter().enumerate().map(|(number, of)| (person(number), of)).collect();
    of_persons.sort_by_key(|(person, _)| *person);
    let (mut declared, mut paid): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    let mut jobs = Vec::new();
    for (person, (declared_in, paid_in, of_person)) in of_persons {
        for (runs, months) in [(&mut declared, declared_in), (&mut paid, paid_in)] {
            for month in months {
                match runs.last_mut() {
                    Some(run) if run.person == person && run.last + 1 == *month => run.last = *month,
                    _ => runs.push(Run { person, first: *month, last: *month }),
                }
            }
        }
        for (month, is_shown, further, lasts) in of_person {
            let start = is_shown.then(|| Month::from_index(*month).first_day().plus_days(4).days());
            let end = lasts.map(|months| Month::from_index(month + months).last_day().days());
            jobs.push(Job { person, first_month: *month, last_month: month + further, start, end });
        }
    }
    Shown { operator: operator(place), group: group.map(|group| format!("G{group}")), declared, paid, jobs }
}

fn operator(place: usize) -> OperatorId {
    OperatorId::new(&format!("op-{place:03}")).unwrap()
}

/// The same, looked at without any order or index.
fn looked_at(all: &[Shown], within_months: u32) -> Across {
    let mut found = Across::default();
    let persons: BTreeSet<Pseudonym> = all
        .iter()
        .flat_map(|shown| {
            let runs = shown.declared.iter().chain(&shown.paid).map(|one| one.person);
            runs.chain(shown.jobs.iter().map(|one| one.person))
        })
        .collect();
    for person in persons {
        let months = |runs: &[Run]| -> BTreeSet<i32> {
            let own = runs.iter().filter(|one| one.person == person);
            own.flat_map(|one| one.first..=one.last).collect()
        };
        let both = |one: &BTreeSet<i32>, other: &BTreeSet<i32>| -> BTreeSet<i32> {
            one.intersection(other).copied().collect()
        };
        for (nth, one) in all.iter().enumerate() {
            for other in &all[nth + 1..] {
                let (declared, paid) = (months(&one.declared), months(&one.paid));
                let (others_declared, others_paid) = (months(&other.declared), months(&other.paid));
                let declarations = both(&declared, &others_declared);
                let registers = &both(&paid, &others_paid) - &declarations;
                let mixed = &both(&declared, &others_paid) | &both(&paid, &others_declared);
                let mixed = &(&mixed - &declarations) - &registers;
                for (sources, common) in [
                    (Sources::Declarations, declarations),
                    (Sources::Registers, registers),
                    (Sources::RegisterAndDeclaration, mixed),
                ] {
                    if let (Some(first), Some(last)) = (common.first(), common.last()) {
                        found.together.push(Together {
                            person,
                            operators: [one.operator.clone(), other.operator.clone()],
                            sources,
                            first: Month::from_index(*first),
                            last: Month::from_index(*last),
                            months: common.len() as u32,
                        });
                    }
                }
            }
        }
        let mut moved = Vec::new();
        for to in all {
            for job in to.jobs.iter().filter(|job| job.person == person) {
                let Some(start) = job.start else { continue };
                let began = Date::from_days(start);
                let mut best: Option<(_, Moved)> = None;
                for from in all.iter().filter(|from| from.operator != to.operator) {
                    let Some(group) = from.group.clone().filter(|group| to.group.as_ref() == Some(group)) else {
                        continue;
                    };
                    for earlier in from.jobs.iter().filter(|job| job.person == person) {
                        let first = Month::from_index(earlier.first_month).first_day().days();
                        let known = earlier.start.unwrap_or(first);
                        let is_before = known < start || known == start && from.operator < to.operator;
                        // The day so many months after the end, as a calendar counts them: all jobs begin on the 5th.
                        let month = Month::from_index(began.month().index() - within_months as i32);
                        let last_shown = Month::from_index(earlier.last_month);
                        let end = earlier.end.unwrap_or(last_shown.last_day().days());
                        let lasts = end >= month.first_day().plus_days(4).days();
                        // Of several that lasted as long: the first operator, and its latest job.
                        let latest = Reverse(from.operator.clone());
                        let order = (end, latest, earlier.first_month, earlier.last_month, earlier.end);
                        if is_before && lasts && best.as_ref().is_none_or(|(longest, _)| order > *longest) {
                            let ended = earlier.end.map(Date::from_days);
                            let (from, to) = (from.operator.clone(), to.operator.clone());
                            let group = group.clone();
                            best = Some((order, Moved { person, from, to, group, ended, last_shown, began }));
                        }
                    }
                }
                moved.extend(best.map(|(_, moved)| moved));
            }
        }
        moved.sort_by(|one, other| (one.began, &one.to).cmp(&(other.began, &other.to)));
        found.moved.extend(moved);
    }
    found
}

fn of_person() -> impl Strategy<Value = OfPerson> {
    let months = || proptest::collection::btree_set(FIRST..FIRST + 14, 0..9);
    let job = (FIRST..FIRST + 14, proptest::bool::weighted(0.8), 0..6, proptest::option::of(0..8));
    (months(), months(), proptest::collection::vec(job, 0..3))
}

fn sector() -> impl Strategy<Value = Vec<(Option<u8>, Vec<OfPerson>)>> {
    let operator = (proptest::option::weighted(0.8, 0..2u8), proptest::collection::vec(of_person(), 5));
    proptest::collection::vec(operator, 2..6)
}

proptest! {
    #[test]
    fn holding_operators_together_is_looking_at_everybody(sector in sector(), within in 0..5u32, turn in 0..5usize) {
        let mut all: Vec<Shown> =
            sector.iter().enumerate().map(|(place, (group, persons))| shown(place, *group, persons)).collect();
        let expected = looked_at(&all, within);
        // In whatever order operators come.
        let length = all.len();
        all.rotate_left(turn % length);
        prop_assert_eq!(across(&all, within), expected);
    }
}

#[test]
fn random_sectors_show_something() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut together, mut moved) = (0, 0);
    for _ in 0..50 {
        let sector = sector().new_tree(&mut runner).unwrap().current();
        let all: Vec<Shown> =
            sector.iter().enumerate().map(|(place, (group, persons))| shown(place, *group, persons)).collect();
        let found = across(&all, 3);
        (together, moved) = (together + found.together.len(), moved + found.moved.len());
    }
    assert!(together > 100 && moved > 50, "{together} {moved}");
}

fn job(first_month: i32, last_month: i32, start: Option<Date>, end: Option<Date>) -> Job {
    Job { person: person(1), first_month, last_month, start: start.map(Date::days), end: end.map(Date::days) }
}

/// A job with operator 0, another with operator 1 of the same group: which moved, if one did.
fn of_two(one: Job, other: Job, within: u32) -> Vec<(OperatorId, OperatorId)> {
    let shown = |place, job| Shown { jobs: vec![job], ..shown(place, Some(0), &[]) };
    let found = across(&[shown(0, one), shown(1, other)], within).moved;
    found.into_iter().map(|moved| (moved.from, moved.to)).collect()
}

#[test]
fn a_job_whose_files_stopped_coming_does_not_last() {
    let start = |month: i32| Some(Month::from_index(FIRST + month).first_day());
    let stopped = job(FIRST, FIRST + 4, start(0), None);
    let moved = vec![(operator(0), operator(1))];
    assert_eq!(of_two(stopped, job(FIRST + 7, FIRST + 9, start(7), None), 3), moved);
    assert_eq!(of_two(stopped, job(FIRST + 8, FIRST + 9, start(8), None), 3), vec![]);
    assert_eq!(of_two(stopped, job(FIRST + 8, FIRST + 9, start(8), None), 4), moved);
}

#[test]
fn two_jobs_that_begin_on_one_day_are_found_once() {
    let start = Some(Month::from_index(FIRST + 2).first_day());
    let both = job(FIRST + 2, FIRST + 5, start, None);
    assert_eq!(of_two(both, both, 0), vec![(operator(0), operator(1))]);
}

#[test]
fn a_longer_time_between_never_finds_less() {
    let start = |month: i32| Some(Month::from_index(FIRST + month).first_day());
    let ended = job(FIRST, FIRST, start(0), Some(Month::from_index(FIRST).last_day()));
    let again = job(FIRST + 5, FIRST + 6, start(5), None);
    for within in [5, 12, MOST_MONTHS, MOST_MONTHS + 1, u32::MAX] {
        assert_eq!(of_two(ended, again, within).len(), 1, "{within}");
    }
    assert_eq!(of_two(ended, again, 4), vec![]);
}
