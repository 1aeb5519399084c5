//! Laws that hold for any evidence: order changes nothing, every amount replays, and more evidence never takes a certainty
//! away from what it does not touch.

use contract::facts::Facts;
use contract::interpret::interpret;
use contract::model::{Clause, Contract, CrossingMode};
use contract::scenario::person;
use contract::trace::{explain, replay};
use proptest::prelude::*;

use crate::build::*;
use crate::jobs::{premium, training};
use crate::series::above_reference;
use crate::years::{contribution, sites};

/// A month of a person's row: absent, or how it looks.
type MonthOfRow = Option<(u8, u32, u8, bool)>;

const FIRST: &str = "2025-05";

fn rows() -> impl Strategy<Value = Vec<Vec<MonthOfRow>>> {
    let month = prop::option::weighted(0.8, (0u8..3, 0u32..3_000_000, 0u8..3, prop::bool::weighted(0.05)));
    prop::collection::vec(prop::collection::vec(month, 24), 1..5)
}

/// Evidence of some persons over 24 months, of which some are not covered.
fn facts(persons: &[Vec<MonthOfRow>], uncovered: &[usize]) -> Facts {
    let mut facts = sites();
    for (place, months) in persons.iter().enumerate() {
        let who = ["A", "B", "C", "D", "E"][place];
        let mut hired = None;
        for (offset, row) in months.iter().enumerate() {
            let month = month(FIRST).plus(i32::try_from(offset).expect("few months"));
            let Some((site, gross, contract, leaves)) = row else {
                hired = None;
                continue;
            };
            let hired_on = *hired.get_or_insert(month.first_day().plus_days(i32::from(*site) * 7));
            let left = if *leaves { format!(" left={}", month.first_day().plus_days(20)) } else { String::new() };
            let (site, contract) =
                (["C", "F", "N"][usize::from(*site)], ["permanent", "permanent", "fixed_term"][usize::from(*contract)]);
            let (gross, tax) = (gross / 100, gross / 400);
            let cells = format!(
                "hired={hired_on} site={site} contract={contract} gross_taxable={gross}.07 tax_withheld={tax}.05{left}"
            );
            facts = facts.rows("payroll", who, &month.to_string(), &cells);
            facts = facts.rows("bds", who, &month.to_string(), "days=20 situation=normal");
        }
    }
    facts = facts.covers("payroll", "2025-05 .. 2027-04");
    for offset in uncovered {
        let month = month(FIRST).plus(i32::try_from(*offset).expect("few months"));
        facts = facts.misses("payroll", &month.to_string());
        facts = facts.misses("bds", &month.to_string());
    }
    facts
}

fn contracts() -> Vec<Contract> {
    vec![
        premium(),
        training(true),
        training(false),
        above_reference(),
        contribution(CrossingMode::SplitByMonths),
        contribution(CrossingMode::AtLastDay),
    ]
}

fn clause(contract: &Contract) -> &Clause {
    contract.clauses.first().expect("a clause")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_determination_is_explained_and_every_amount_replays(
        persons in rows(),
        uncovered in prop::collection::vec(0usize..24, 0..3),
        doubtful in prop::collection::vec(0i32..24, 0..3),
        day in 0i32..900,
    ) {
        let doubt = |facts: Facts, offset: &i32| facts.doubts("payroll", &month(FIRST).plus(*offset).to_string());
        let facts = doubtful.iter().fold(facts(&persons, &uncovered), doubt);
        let on = date("2025-11-24").plus_days(day);
        for contract in contracts() {
            for told in interpret(&contract, clause(&contract), &facts, on) {
                let explanation = explain(&contract, clause(&contract), &facts, on, &told.key);
                let Some(explanation) = explanation else { return Err(TestCaseError::fail("not explained")) };
                prop_assert_eq!(&explanation.determination, &told);
                match told.amount {
                    Some(amount) => prop_assert_eq!(replay(&explanation), Ok(amount)),
                    None => prop_assert!(replay(&explanation).is_err()),
                }
                let reasons = told.reason.is_none() || explanation.reasons.first() == told.reason.as_ref();
                prop_assert!(reasons, "the first reason is told first");
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(persons in rows(), day in 0i32..900) {
        let facts = facts(&persons, &[]);
        let mut reversed = facts.clone();
        for table in reversed.tables.values_mut() {
            table.rows.reverse();
        }
        let on = date("2025-11-24").plus_days(day);
        for contract in contracts() {
            let (one, other) = (clause(&contract), clause(&contract));
            prop_assert_eq!(interpret(&contract, one, &facts, on), interpret(&contract, other, &reversed, on));
        }
    }

    /// A month whose file is taken away never turns an answer into another certain one for the persons of a yearly clause:
    /// it is the same, or not evaluated, or pending, or gone with its only rows.
    #[test]
    fn a_missing_month_never_decides(persons in rows(), gone in 0usize..24) {
        let whole = facts(&persons, &[]);
        let part = facts(&persons, &[gone]);
        let on = date("2027-05-01");
        let contract = contribution(CrossingMode::SplitByMonths);
        let before = interpret(&contract, clause(&contract), &whole, on);
        for told in interpret(&contract, clause(&contract), &part, on) {
            let same = before.contains(&told);
            prop_assert!(same || told.amount.is_none(), "{}", line(&told));
        }
    }

    /// A row that is refused and names nobody never turns an answer into another certain one: who has no row in that month
    /// but one before or after, so that it may be his, has the same answer or none yet; the answers of all others stand.
    #[test]
    fn a_refused_row_never_decides(persons in rows(), refused in 0usize..24) {
        let whole = facts(&persons, &[]);
        let month = month(FIRST).plus(i32::try_from(refused).expect("few months")).to_string();
        let mut part = whole.clone().doubts("payroll", &month);
        let payroll = part.tables.get_mut("payroll").expect("the payroll");
        let in_month = |row: &contract::facts::Row| row.period.is_some_and(|period| period.to_string() == month);
        payroll.rows.retain(|row| row.person != Some(person("A")) || !in_month(row));
        let known: Vec<_> = payroll.rows.iter().filter(|row| in_month(row)).filter_map(|row| row.person).collect();
        let near = |row: &contract::facts::Row| {
            row.period.is_some_and(|period| period.neighbours().iter().any(|near| near.to_string() == month))
        };
        let is_near = payroll.rows.iter().any(|row| row.person == Some(person("A")) && near(row));
        let on = date("2027-05-01");
        // A job that begins with the refused row is another job, and who counts heads misses one: asked elsewhere.
        for contract in [contribution(CrossingMode::SplitByMonths), contribution(CrossingMode::AtLastDay)] {
            let before = interpret(&contract, clause(&contract), &whole, on);
            for told in interpret(&contract, clause(&contract), &part, on) {
                let unknown = told.reason.is_some() && !known.contains(&told.key.person);
                let not_sought = told.key.person == person("A") && !is_near;
                prop_assert!(unknown || not_sought || before.contains(&told), "{}", line(&told));
            }
        }
    }
}
