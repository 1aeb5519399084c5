//! What is expected to be filed follows from the clauses in force, from the first period that they read.

use crate::conformance::check;
use std::collections::BTreeMap;

use contract::expected::{Reads, expected, reads};
use contract::horizon::Clock;

use crate::build::{date, period};
use crate::shipped::text;

fn shipped(path: &str, day: &str) -> Vec<Reads> {
    reads(&check(&text(path)).contract.expect("a contract"), &Clock::at(date(day)))
}

fn told(reads: &[Reads], day: &str) -> BTreeMap<String, (String, Option<String>)> {
    let said = expected(reads, &Clock::at(date(day))).into_iter();
    said.map(|(table, one)| (table, (one.first.to_string(), one.last.map(|last| last.to_string())))).collect()
}

fn table(rows: &[(&str, &str, Option<&str>)]) -> BTreeMap<String, (String, Option<String>)> {
    let row = |(table, first, last): &(&str, &str, Option<&str>)| {
        ((*table).to_owned(), ((*first).to_owned(), last.map(str::to_owned)))
    };
    rows.iter().map(row).collect()
}

#[test]
fn the_offer_of_2025_reads_months_from_june_2025_and_years_from_2025() {
    let day = "2027-07-31";
    let offer = table(&[
        ("annual_tax", "2025", Some("2030-12-31")),
        ("bds", "2025-06", None),
        ("payroll", "2025-06", None),
        ("turnover", "2025", Some("2030-12-31")),
    ]);
    let mut both = shipped("offshoring-2025/contract.md", day);
    assert_eq!(told(&both, day), offer);
    both.extend(shipped("offshoring-2016/contract.md", day));
    assert_eq!(told(&both, day), offer, "what ended before expects nothing more");
}

#[test]
fn before_the_offer_the_contracts_of_2016_say_it_and_after_all_ended_the_last_does() {
    let day = "2018-06-15";
    let framework = shipped("offshoring-2016/contract.md", day);
    let expected = table(&[
        ("annual_tax", "2016", Some("2024-12-31")),
        ("bds", "2016-01", Some("2024-12-31")),
        ("payroll", "2016-01", Some("2025-06-30")),
    ]);
    assert_eq!(told(&framework, day), expected);
    assert_eq!(shipped("offshoring-2025/contract.md", day), Vec::new(), "not published yet");
    let late = "2032-01-01";
    let mut both = shipped("offshoring-2025/contract.md", late);
    both.extend(shipped("offshoring-2016/contract.md", late));
    assert_eq!(told(&both, late)["payroll"], ("2025-06".to_owned(), None));
}

#[test]
fn a_reading_that_is_not_in_use_expects_nothing() {
    let yearly = |one: &Reads| one.clause == "air" && one.table == "annual_tax";
    assert!(!shipped("offshoring-2025/contract.md", "2027-07-31").iter().any(yearly));
    assert_eq!(period("2025-06").to_string(), "2025-06");
}
