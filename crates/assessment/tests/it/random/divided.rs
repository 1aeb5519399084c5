//! Tables of quarters and of days, with the columns of the payroll register: what a contract declares and its own clauses
//! read.

use std::collections::BTreeSet;

use contract::calendar::{Date, Interval, Month};
use contract::facts::{Cell, Period, Row, Table};
use contract::identity::Pseudonym;
use contract::model::{Contract, PeriodKey, Table as Declared};
use contract::money::Money;

use super::Draws;

/// The first day and the number of days with rows.
const FIRST: Month = Month::from_index(2025 * 12);
const DAYS: i32 = 900;

/// The contract with a table of quarters by person, and two of days, one of them without persons.
pub fn declare(contract: &mut Contract, covers: PeriodKey) {
    let payroll = contract.tables.iter().find(|table| table.id == "payroll").expect("the payroll register").clone();
    let table = |id: &str, by_person, period, covers| Declared {
        id: id.to_owned(),
        by_person,
        period: Some(period),
        covers: Some(covers),
        ..payroll.clone()
    };
    contract.tables.extend([
        table("report", true, PeriodKey::Quarter, PeriodKey::Quarter),
        table("training", true, PeriodKey::Day, covers),
        table("invoices", false, PeriodKey::Day, covers),
    ]);
}

/// What a file of days covers.
pub fn covers(draws: &mut Draws<'_>) -> PeriodKey {
    draws.one_of(&[PeriodKey::Month, PeriodKey::Month, PeriodKey::Quarter, PeriodKey::Year])
}

/// The rows of such a table.
pub fn table(draws: &mut Draws<'_>, persons: &[Pseudonym], key: PeriodKey, covers: PeriodKey) -> Table {
    let mut table = Table::default();
    let gaps = draws.one_of(&[40, 12, 6]);
    let end = DAYS - draws.between(0, 200);
    let day = |place| FIRST.first_day().plus_days(place);
    let first = Period::of(covers, day(draws.one_of(&[0, 0, 100])));
    table.covered = first.through(Period::of(covers, day(end))).filter(|_| !draws.once_in(gaps)).collect();
    let everybody: Vec<Option<Pseudonym>> =
        if persons.is_empty() { vec![None] } else { persons.iter().copied().map(Some).collect() };
    for person in everybody {
        let mut place = draws.between(0, 300);
        let until = place + draws.one_of(&[800, 300, 90]);
        let mut site = draws.one_of(&["S1", "S2", "S3", "S4"]);
        let mut last: Option<Period> = None;
        while place < until.min(DAYS) {
            let period = Period::of(key, day(place));
            if draws.once_in(6) {
                site = draws.one_of(&["S1", "S2", "S3", "S9"]);
            }
            if last != Some(period) || draws.once_in(5) {
                table.rows.push(row(draws, person, period, (site, day(place))));
            }
            last = Some(period);
            place += if key == PeriodKey::Quarter { 91 } else { draws.one_of(&[1, 9, 30, 30, 70, 140]) };
        }
    }
    let stray = draws.once_in(3);
    table.rows.retain(|row| stray || row.period.is_some_and(|period| table.covered.contains(&period.within(covers))));
    if draws.once_in(3) {
        let first = day(draws.between(0, 300));
        table.owed = Some(vec![Interval { first, last: draws.once_in(2).then(|| first.plus_days(400)) }]);
    }
    if draws.once_in(8) {
        table = Table { owed: table.owed.clone(), covered: BTreeSet::new(), ..Table::default() };
    }
    table
}

fn row(draws: &mut Draws<'_>, person: Option<Pseudonym>, period: Period, (site, day): (&str, Date)) -> Row {
    let code = |word: &str| Cell::Code(word.to_owned());
    let mut amount = || Cell::Amount(Money::from_centimes(draws.one_of(&[0, 250_000, 800_003, 1_234_567])));
    let (gross, tax) = (amount(), amount());
    let cells = [
        ("contract", code(draws.one_of(&["permanent", "permanent", "internship"]))),
        ("nationality", code(draws.one_of(&["moroccan", "foreign"]))),
        ("site", if draws.once_in(12) { Cell::Blank } else { code(site) }),
        ("hired", if draws.once_in(12) { Cell::Blank } else { Cell::Date(day) }),
        ("left", if draws.once_in(2) { Cell::Blank } else { Cell::Date(day.plus_days(draws.between(-40, 120))) }),
        ("gross_taxable", if draws.once_in(12) { Cell::Blank } else { gross }),
        ("tax_withheld", tax),
    ];
    let cells = cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect();
    Row { person, period: Some(period), valid: None, cells, origins: Vec::new() }
}
