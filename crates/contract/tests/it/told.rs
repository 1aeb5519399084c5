//! What clauses say of keys, one line a key, for tests of meaning.

use std::collections::BTreeSet;

use contract::determination::{Determination, Reason};
use contract::facts::{Facts, Period};
use contract::model::Contract;

use crate::build::date;

/// What the only clause of a contract says, one line a key.
pub fn told(contract: &Contract, facts: &Facts, as_known_on: &str) -> Vec<String> {
    let clauses: BTreeSet<&str> = contract.clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(clauses.len(), 1, "one clause");
    let clause = contract.clauses.first().expect("a clause");
    contract::interpret::interpret(contract, clause, facts, date(as_known_on)).iter().map(line).collect()
}

/// `A 2026: due 10.00` or `A 2026: zero by rule (kept_18)`, with the reason in brackets.
pub fn line(determination: &Determination) -> String {
    let key = determination.key;
    let bytes = key.person.to_bytes();
    let who: String = bytes.iter().take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let mut text = who;
    if let Some(year) = key.year {
        text += &format!(" {year}");
    }
    if let Some(month) = key.first_month {
        text += &format!(" {month}");
    }
    if let Some(number) = key.anniversary {
        text += &format!(" #{number}");
    }
    text += &format!(": {}", determination.status);
    if let Some(amount) = determination.amount.filter(|amount| amount.centimes() != 0) {
        text += &format!(" {amount}");
    }
    if let Some(by) = &determination.decided_by {
        text += &format!(" ({by})");
    }
    if let Some(reason) = &determination.reason {
        text += &format!(" [{}]", reason_text(reason));
    }
    text
}

fn reason_text(reason: &Reason) -> String {
    let at = |table: &str, period: &Option<Period>| match period {
        Some(period) => format!("{table} {period}"),
        None => table.to_owned(),
    };
    match reason {
        Reason::Missing { table, period } => format!("missing {}", at(table, period)),
        Reason::Damaged { table, period } => format!("damaged {}", at(table, period)),
        Reason::Absent { table, period } => format!("absent {}", at(table, period)),
        Reason::RowsRefused { table, period } => format!("rows refused {}", at(table, period)),
        Reason::CellUnread { table, period, column } => format!("unread {column} of {}", at(table, period)),
        Reason::RowsDisagree { table, period, column } => format!("rows disagree {column} of {}", at(table, period)),
        Reason::NoSite { site } => format!("no site {site}"),
        Reason::StartNotShown { month } => format!("start not shown {month}"),
        Reason::StartRestated { first, other, month } => format!("start {first}, in {month} {other}"),
        Reason::Hole { table, month } => format!("hole {table} {month}"),
        Reason::ExitDayNotShown { month } => format!("day of leaving {month}"),
        Reason::Tie { equals, first } => format!("tie of {equals} from {first}"),
        Reason::PartialYear { year } => format!("partial year {year}"),
        Reason::NotYet { until } => format!("not yet {until}"),
        Reason::NoValue { parameter, word: Some(word) } => format!("no value {parameter} {word}"),
        Reason::NoValue { parameter, word: None } => format!("no value {parameter}"),
        Reason::NoClass { place } => format!("no class {place}"),
        Reason::DividedByZero => "divided by zero".to_owned(),
        Reason::TooLarge => "too large".to_owned(),
        Reason::Identity => "identity".to_owned(),
    }
}
