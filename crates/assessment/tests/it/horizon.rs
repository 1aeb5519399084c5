//! On every day of its horizon an assessment is the same, to the last export: random contracts, evidence and days.
//!
//! The test also counts how long horizons are, and how often the day after the end says something else: a horizon of one day
//! would pass without it.

use std::cell::RefCell;

use assessment::assess::{Readings, assess_by};
use assessment::compile::compile;
use contract::calendar::Date;
use contract::horizon::Clock;
use contract::model::Contract;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::columns::columns;
use crate::random::Draws;
use crate::random::contract::{contract, day_of_knowledge};
use crate::random::evidence::facts_for;
use crate::shipped::shipped;

/// How far from the day of knowledge days are looked at.
const FAR: i32 = 900;

#[derive(Default, Debug)]
struct Met {
    cases: u64,
    of_one_day: u64,
    of_a_week: u64,
    days_tried: u64,
    ends: u64,
    ends_that_change: u64,
}

fn case(base: &Contract, numbers: &[u32], met: &RefCell<Met>) -> Result<(), TestCaseError> {
    let mut draws = Draws::new(numbers);
    let today = day_of_knowledge(&mut draws);
    let contract = if draws.once_in(4) { base.clone() } else { contract(base, &mut draws) };
    let facts = facts_for(&mut draws, &contract);
    let program = compile(&contract).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let evidence = columns(&facts);
    let on = |day: Date| {
        let clock = Clock::at(day);
        let assessed = assess_by(&program, &evidence, &clock, Readings::All);
        let assessed = assessed.map_err(|error| TestCaseError::fail(error.to_string()))?;
        Ok::<_, TestCaseError>((assessed, clock.horizon()))
    };
    let (told, horizon) = on(today)?;
    let mut met = met.borrow_mut();
    met.cases += 1;
    if !horizon.holds(today) {
        return Err(TestCaseError::fail(format!("{horizon:?} without {today} itself")));
    }
    let (first, last) = horizon.days();
    met.of_one_day += u64::from(first == last);
    met.of_a_week += u64::from(last.saturating_sub(today.days()) >= 7);
    let (from, to) = (first.max(today.days() - FAR), last.min(today.days() + FAR));
    let mut days = vec![from, to];
    days.extend((0..4).map(|_| draws.between(from, to)));
    for day in days.into_iter().map(Date::from_days) {
        met.days_tried += 1;
        if on(day)?.0 != told {
            return Err(TestCaseError::fail(format!(
                "known on {today} and on {day}, both within {horizon:?}, it says other things\n{:#?}\n{facts:#?}",
                contract.clauses
            )));
        }
    }
    for day in [first.checked_sub(1), last.checked_add(1)].into_iter().flatten().map(Date::from_days) {
        met.ends += 1;
        met.ends_that_change += u64::from(on(day)?.0 != told);
    }
    Ok(())
}

#[test]
fn an_assessment_is_the_same_on_every_day_of_its_horizon() {
    let cases = crate::cases(300);
    let base = shipped("offshoring-2025");
    let met = RefCell::new(Met::default());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&vec(any::<u32>(), 0..1500), |numbers| case(&base, &numbers, &met));
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
    let met = met.into_inner();
    println!("{met:?}");
    assert!(met.of_a_week * 2 > met.cases, "most horizons end within a week: {met:?}");
    assert!(met.ends_that_change * 10 > met.ends, "most horizons end for nothing: {met:?}");
}
