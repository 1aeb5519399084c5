//! An operator that filed nothing from which keys could come leaves one determination without a person; one that owed
//! nothing in the time of the clause leaves none.

use contract::facts::Facts;
use contract::interpret::never_filed;
use contract::model::{Clause, Contract, Space, Window};

use crate::build::*;

fn owes(mut facts: Facts, table: &str, stretches: &[&str]) -> Facts {
    facts.tables.entry(table.to_owned()).or_default().owed =
        Some(stretches.iter().map(|text| interval(text)).collect());
    facts
}

/// `payroll since 2025-07`, or nothing.
fn said(contract: &Contract, clause: &Clause, facts: &Facts, day: &str) -> Option<String> {
    let never = never_filed(contract, clause, facts, date(day))?;
    assert_eq!((never.clause.as_str(), never.operator.as_str()), (clause.id.as_str(), "X"));
    Some(format!("{} since {}", never.table, never.since))
}

fn steps() -> Vec<contract::model::Step> {
    vec![step("base", sum("payroll", "gross_taxable", Window::Own)), step("amount", round(0))]
}

fn by_years(table: &str) -> (Contract, Clause) {
    let clause = clause("air", Space::PersonYears { table: table.into() }, Vec::new(), steps());
    (contract(), clause)
}

fn by_jobs() -> (Contract, Clause) {
    let mut contract = contract();
    contract.definitions.push(job(vec![payroll_source(), bds_source()], 0));
    (contract, clause("pae", jobs(), Vec::new(), steps()))
}

#[test]
fn nothing_filed_is_told_once_with_the_table_and_its_first_month() {
    let never = Some("payroll since 2025-07".to_owned());
    let (contract, clause) = by_years("payroll");
    assert_eq!(said(&contract, &clause, &operator("X"), "2027-07-31"), never);
    let (contract, clause) = by_jobs();
    let affiliated = owes(operator("X"), "payroll", &["2015-01-01 .."]);
    assert_eq!(said(&contract, &clause, &affiliated, "2027-07-31"), never);
    let (contract, clause) = by_years("annual_tax");
    assert_eq!(said(&contract, &clause, &operator("X"), "2027-07-31"), Some("annual_tax since 2025".to_owned()));
}

#[test]
fn a_file_in_reach_gives_keys_or_shows_that_there_are_none() {
    let (contract, clause) = by_years("payroll");
    assert_eq!(said(&contract, &clause, &operator("X").covers("payroll", "2026-03"), "2027-07-31"), None);
    let before = operator("X").covers("payroll", "2024-01 .. 2025-06");
    assert_eq!(said(&contract, &clause, &before, "2027-07-31"), Some("payroll since 2025-07".to_owned()));
    let (contract, clause) = by_jobs();
    let declared = operator("X").covers("bds", "2026-03");
    assert_eq!(said(&contract, &clause, &declared, "2027-07-31"), None, "declarations show jobs too");
}

/// Of two registers of a month one came: the month is not covered, and its rows have keys.
#[test]
fn a_row_has_a_key_where_another_register_of_its_month_is_missing() {
    let half = operator("X").rows("payroll", "A", "2026-03", "").misses("payroll", "2026-03");
    for (contract, clause) in [by_years("payroll"), by_jobs()] {
        assert_eq!(said(&contract, &clause, &half, "2027-07-31"), None);
    }
}

#[test]
fn who_owed_nothing_in_the_time_of_the_clause_leaves_nothing() {
    let (contract, clause) = by_years("payroll");
    let since = |stretch| said(&contract, &clause, &owes(operator("X"), "payroll", &[stretch]), "2027-07-31");
    assert_eq!(since("2027-07-01 .."), None, "its first month is not over");
    assert_eq!(since("2027-06-15 .."), Some("payroll since 2027-06".to_owned()));
    assert_eq!(since("2031-01-01 .."), None);
    assert_eq!(since("2015-01-01 .. 2025-06-30"), None);
    assert_eq!(since("2015-01-01 .. 2025-07-01"), Some("payroll since 2025-07".to_owned()));
}

#[test]
fn a_clause_that_nobody_knew_yet_says_nothing() {
    let (contract, clause) = by_years("payroll");
    assert_eq!(said(&contract, &clause, &operator("X"), "2025-11-23"), None);
    assert_eq!(said(&contract, &clause, &operator("X"), "2025-11-24"), Some("payroll since 2025-07".to_owned()));
}
