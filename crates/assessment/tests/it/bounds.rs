//! What is not known of one person stays small: head counts and ranks carry at least and at most, on both roads.
//!
//! One operator, forty old staff, three hires a month for eighteen months: 54 premiums. Persons and amounts are synthetic.

use std::collections::BTreeMap;

use assessment::agree::agree;
use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use contract::calendar::{Date, Month};
use contract::determination::{Determination, Reason, Status};
use contract::facts::{Cell, Facts, Period, Row, Table};
use contract::identity::{OperatorId, Pseudonym};
use contract::interpret::interpret;
use contract::model::Contract;
use contract::money::Money;

use crate::columns::columns;
use crate::shipped::shipped;

const FIRST: Month = Month::from_index(2025 * 12 + 5);
const MONTHS: i32 = 40;
const OLD: u8 = 40;
const HIRES: u8 = 54;

fn known_on() -> Date {
    FIRST.plus(MONTHS).first_day()
}

fn person(number: u8) -> Pseudonym {
    Pseudonym::from_bytes([number + 1; 16])
}

/// The month in which somebody is first paid, and the day of hire.
fn hired(number: u8) -> (Month, Date) {
    match number.checked_sub(OLD) {
        None => (FIRST, "2020-01-01".parse().expect("a day")),
        Some(hire) => {
            let month = FIRST.plus(1 + i32::from(hire / 3));
            (month, month.first_day().plus_days(i32::from(hire % 3)))
        }
    }
}

/// Everybody stays.
fn facts() -> Facts {
    let mut payroll = Table::default();
    for number in 0..OLD + HIRES {
        let (first, hired) = hired(number);
        for place in first.index()..FIRST.index() + MONTHS {
            let month = Month::from_index(place);
            let cells = [
                ("hired", Cell::Date(hired)),
                ("left", Cell::Blank),
                ("contract", Cell::Code("permanent".to_owned())),
                ("gross_taxable", Cell::Amount(Money::from_centimes(800_000))),
                ("tax_withheld", Cell::Amount(Money::from_centimes(0))),
            ];
            let cells = cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect();
            let period = Some(Period::Month(month));
            payroll.rows.push(Row { person: Some(person(number)), period, valid: None, cells, origins: Vec::new() });
        }
    }
    payroll.covered = (0..MONTHS).map(|place| Period::Month(FIRST.plus(place))).collect();
    let cells = BTreeMap::from([("created".to_owned(), Cell::Date("2015-01-01".parse().expect("a day")))]);
    let operator = Row { person: None, period: None, valid: None, cells, origins: Vec::new() };
    let operator = Table { rows: vec![operator], present: true, ..Table::default() };
    let tables = BTreeMap::from([("payroll".to_owned(), payroll), ("operator".to_owned(), operator)]);
    Facts {
        operator: OperatorId::new("X").expect("an operator"),
        tables,
        doubtful_persons: std::collections::BTreeSet::new(),
    }
}

fn spoil(facts: &mut Facts, number: u8, month: &str, column: &str) {
    let period = Some(Period::Month(month.parse().expect("a month")));
    let rows = &mut facts.tables.get_mut("payroll").expect("a register").rows;
    let row = rows.iter_mut().find(|row| row.person == Some(person(number)) && row.period == period);
    row.expect("a row").cells.insert(column.to_owned(), Cell::Unread);
}

/// The premiums of those hired, and that both roads say the same of everything.
fn premiums(contract: &Contract, facts: &Facts) -> Vec<Determination> {
    let program = compile(contract).expect("it compiles");
    let assessed = assess_operator(&program, &columns(facts), known_on(), Readings::InUse).expect("it computes");
    let clause = contract.clauses.iter().find(|clause| {
        clause.id == "pae" && contract.readings.get("pae").is_some_and(|use_| clause.reading.as_ref() == Some(use_))
    });
    let interpreted = interpret(contract, clause.expect("the premium"), facts, known_on());
    let rows = assessed.rows(&program).filter(|row| row.clause == "pae");
    agree(rows, interpreted.iter().cloned()).expect("both roads agree");
    interpreted.into_iter().filter(|one| one.key.start.is_none_or(|day| day > FIRST.last_day())).collect()
}

fn due(premiums: &[Determination]) -> usize {
    premiums.iter().filter(|one| one.status == Status::Due).count()
}

#[test]
fn one_unreadable_cell_changes_no_premium_that_does_not_rest_on_it() {
    let contract = shipped("offshoring-2025");
    let whole = premiums(&contract, &facts());
    assert_eq!((whole.len(), due(&whole)), (54, 54));
    for month in ["2025-06", "2025-09", "2026-03"] {
        for column in ["gross_taxable", "hired"] {
            let mut facts = facts();
            spoil(&mut facts, 7, month, column);
            assert_eq!(premiums(&contract, &facts), whole, "{column} of old staff in {month}");
        }
        // The contract of one old employee: one head more or less, which takes at most one premium of a month.
        let mut facts = facts();
        spoil(&mut facts, 7, month, "contract");
        let premiums = premiums(&contract, &facts);
        assert!(due(&premiums) >= 53, "{month}: {} of 54", due(&premiums));
        for one in premiums.iter().filter(|one| one.status != Status::Due) {
            assert!(matches!(one.reason, Some(Reason::CellUnread { .. })), "{one:?}");
        }
    }
}

#[test]
fn of_a_hire_only_his_own_premium_rests_on_his_wage() {
    let contract = shipped("offshoring-2025");
    let mut facts = facts();
    spoil(&mut facts, OLD + 4, "2025-10", "gross_taxable");
    let premiums = premiums(&contract, &facts);
    assert_eq!(due(&premiums), 53);
    let own = premiums.iter().find(|one| one.status != Status::Due).expect("one");
    assert_eq!((own.key.person, own.status), (person(OLD + 4), Status::NotEvaluated));
}

#[test]
fn a_refused_row_that_names_nobody_is_one_head_at_most() {
    let contract = shipped("offshoring-2025");
    let mut facts = facts();
    let month = Period::Month("2025-09".parse().expect("a month"));
    facts.tables.get_mut("payroll").expect("a register").unnamed.insert(Some(month), 1);
    let premiums = premiums(&contract, &facts);
    // He may have made September one higher than it shows: the last hire of October may then exceed nothing.
    assert_eq!(due(&premiums), 53);
    let why = premiums.iter().find(|one| one.status != Status::Due).and_then(|one| one.reason.clone());
    assert_eq!(why, Some(Reason::RowsRefused { table: "payroll".to_owned(), period: Some(month) }));
}

#[test]
fn a_month_without_its_file_takes_what_rests_on_it() {
    let contract = shipped("offshoring-2025");
    let mut facts = facts();
    let month = Period::Month("2026-02".parse().expect("a month"));
    let payroll = facts.tables.get_mut("payroll").expect("a register");
    payroll.covered.remove(&month);
    payroll.rows.retain(|row| row.period != Some(month));
    let premiums = premiums(&contract, &facts);
    // Nobody knows how high that month was: no later hire exceeds it for sure. Those before stand, but for the wages of it.
    assert!(premiums.iter().all(|one| one.status != Status::ZeroByRule), "never a refusal");
    let stands = premiums.iter().filter(|one| one.status == Status::Due);
    assert!(
        stands.clone().all(|one| one.key.start.is_some_and(|day| day < "2025-09-01".parse().expect("a day")))
            || due(&premiums) == 0
    );
}

#[test]
fn a_person_in_doubt_is_one_head_at_most() {
    let contract = shipped("offshoring-2025");
    let mut facts = facts();
    facts.doubtful_persons.insert(person(OLD + 1));
    let premiums = premiums(&contract, &facts);
    let own = premiums.iter().find(|one| one.key.person == person(OLD + 1)).expect("his own");
    assert_eq!(own.reason, Some(Reason::Identity));
    // Every month has one head more or less for him, and one premium that rests on it.
    assert!(due(&premiums) >= 35, "{}", due(&premiums));
    assert!(premiums.iter().all(|one| one.status != Status::ZeroByRule), "never a refusal");
}
