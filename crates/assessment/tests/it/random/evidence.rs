//! Evidence of one operator: jobs with moves, suspensions, exits and rehires; months in parts, at two sites or on two
//! contracts; months without files, or with rows refused; cells that could not be read; rows that stray.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::{Date, Interval, Month};
use contract::facts::{Cell, Facts, Period, Row, Table};
use contract::identity::{OperatorId, Pseudonym};
use contract::model::{Contract, PeriodKey};
use contract::money::Money;

use super::{Draws, divided};

const FIRST: Month = Month::from_index(2025 * 12);
const MONTHS: i32 = 30;

fn code(word: &str) -> Cell {
    Cell::Code(word.to_owned())
}

fn amount(draws: &mut Draws<'_>) -> Cell {
    let centimes = draws.one_of(&[0, 1, 250_000, 800_003, 1_234_567, 2_500_000, 9_999_999]);
    Cell::Amount(Money::from_centimes(centimes + i64::from(draws.below(3))))
}

fn day_in(month: Month, draws: &mut Draws<'_>) -> Date {
    month.first_day().plus_days(draws.one_of(&[0, 0, 14, month.length() - 1]))
}

fn row(person: Option<Pseudonym>, period: Option<Period>, cells: Vec<(&str, Cell)>) -> Row {
    let cells = cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect();
    Row { person, period, valid: None, cells, origins: Vec::new() }
}

/// One operator's facts, as the shipped contracts read them.
pub fn facts(draws: &mut Draws<'_>) -> Facts {
    facts_of(draws, None)
}

/// The same with the tables that a drawn contract declares.
pub fn facts_for(draws: &mut Draws<'_>, contract: &Contract) -> Facts {
    facts_of(draws, contract.tables.iter().find(|table| table.id == "training").and_then(|table| table.covers))
}

fn facts_of(draws: &mut Draws<'_>, covers: Option<PeriodKey>) -> Facts {
    let mut tables = BTreeMap::new();
    let persons: Vec<Pseudonym> = (0..1 + draws.below(4)).map(|n| Pseudonym::from_bytes([n as u8 + 1; 16])).collect();
    let mut payroll = Table::default();
    let mut bds = Table::default();
    for person in &persons {
        for _ in 0..1 + draws.below(3) {
            job(draws, *person, &mut payroll, &mut bds);
        }
    }
    // Of some months one of several files came, of either table: its rows stand in a month that is not covered.
    let rate = draws.one_of(&[1000, 1000, 6]);
    let months = (0..MONTHS).map(|place| Period::Month(FIRST.plus(place)));
    let in_part: BTreeSet<Period> = months.filter(|_| draws.once_in(rate)).collect();
    cover_months(draws, &mut payroll, &in_part);
    cover_months(draws, &mut bds, &in_part);
    tables.insert("payroll".to_owned(), payroll);
    tables.insert("bds".to_owned(), bds);
    tables.insert("annual_tax".to_owned(), yearly(draws, &persons));
    tables.insert("turnover".to_owned(), turnover(draws));
    tables.insert("operator".to_owned(), operator(draws));
    tables.insert("site".to_owned(), sites(draws));
    if let Some(covers) = covers {
        tables.insert("report".to_owned(), divided::table(draws, &persons, PeriodKey::Quarter, PeriodKey::Quarter));
        tables.insert("training".to_owned(), divided::table(draws, &persons, PeriodKey::Day, covers));
        tables.insert("invoices".to_owned(), divided::table(draws, &[], PeriodKey::Day, covers));
    }
    let unread = draws.one_of(&[0, 0, 60, 15]);
    for name in ["payroll", "bds", "annual_tax"] {
        if let Some(table) = tables.get_mut(name) {
            owe(draws, table);
        }
    }
    for table in tables.values_mut() {
        doubt_periods(draws, table);
        if unread > 0 {
            leave_unread(draws, table, unread);
        }
        table.rows.sort_by_key(|row| (row.person, row.period));
    }
    // Most have one row a month; others have parts of months.
    if !draws.once_in(3) {
        for name in ["payroll", "bds"] {
            if let Some(table) = tables.get_mut(name) {
                table.rows.dedup_by_key(|row| (row.person, row.period));
            }
        }
    }
    // Now and then official numbers contradict each other.
    let doubtful_persons = persons.iter().copied().filter(|_| draws.once_in(12)).collect();
    Facts { operator: OperatorId::new("X").expect("an operator"), tables, doubtful_persons }
}

fn job(draws: &mut Draws<'_>, person: Pseudonym, payroll: &mut Table, bds: &mut Table) {
    let first = draws.between(0, MONTHS - 1);
    let length = draws.one_of(&[18, 24, 30, 12, 3, 1, 19]);
    let mut hired = day_in(FIRST.plus(first), draws);
    let leaves = draws.once_in(2);
    let kind = draws.one_of(&["permanent", "permanent", "fixed_term", "internship"]);
    let nationality = draws.one_of(&["moroccan", "moroccan", "foreign"]);
    let mut site = draws.one_of(&["S1", "S2", "S3", "S4", "S9"]);
    let mut under = draws.one_of(&["1", "2"]);
    for place in first..(first + length).min(MONTHS) {
        let month = FIRST.plus(place);
        let last = place == first + length - 1;
        if draws.once_in(9) {
            site = draws.one_of(&["S1", "S2", "S3", "S4"]);
        }
        // A hire date restated, a month or two without a row, a move that another row of the month shows.
        if draws.once_in(60) {
            hired = day_in(month, draws);
        }
        if draws.once_in(40) {
            continue;
        }
        if draws.once_in(15) {
            under = draws.one_of(&["1", "2"]);
        }
        if draws.once_in(40) {
            let ends = month.first_day().plus_days(draws.between(0, month.length() - 1));
            let cells = vec![("hired", Cell::Date(hired)), ("contract", code(kind)), ("left", Cell::Date(ends))];
            payroll.rows.push(row(Some(person), Some(Period::Month(month)), cells));
            hired = if draws.once_in(2) { hired } else { ends.plus_days(draws.one_of(&[1, 1, 2, 5])) };
        }
        let mut cells = vec![
            ("hired", if draws.once_in(40) { Cell::Blank } else { Cell::Date(hired) }),
            ("contract", code(kind)),
            ("nationality", code(nationality)),
            ("site", if draws.once_in(25) { Cell::Blank } else { code(site) }),
            ("ecosystem", code("ito")),
            ("birth_year", Cell::Count(1990 + i64::from(draws.below(9)))),
            ("gross_taxable", if draws.once_in(30) { Cell::Blank } else { amount(draws) }),
            ("tax_withheld", amount(draws)),
        ];
        // An exit, and the next month goes on under the old hire date, now and then under another affiliation.
        let slips = draws.once_in(30);
        if slips || last && leaves {
            cells.push(("left", Cell::Date(day_in(month, draws))));
        } else {
            cells.push(("left", Cell::Blank));
        }
        cells.push(("affiliation", if draws.once_in(40) { Cell::Blank } else { code(under) }));
        if slips {
            under = draws.one_of(&["1", "2"]);
        }
        if draws.once_in(10) {
            let mut part = cells.clone();
            part[3].1 = code(draws.one_of(&["S1", "S2", "S3", "S9"]));
            part[6].1 = amount(draws);
            if draws.once_in(4) {
                part[1].1 = code("internship");
            }
            payroll.rows.push(row(Some(person), Some(Period::Month(month)), part));
        }
        if !draws.once_in(20) {
            payroll.rows.push(row(Some(person), Some(Period::Month(month)), cells));
        }
        let situation = match draws.below(14) {
            0..9 => "normal",
            9 => "IT",
            10 => "MS",
            11 => "MP",
            12 => "CS",
            _ => "SO",
        };
        let situation = if last && leaves && draws.once_in(2) { "SO" } else { situation };
        let days = if situation == "normal" { draws.one_of(&[26, 13, 0]) } else { draws.one_of(&[0, 0, 5]) };
        let mut cells = vec![("days", Cell::Count(days)), ("wage", amount(draws)), ("situation", code(situation))];
        cells.push(("affiliation", code(under)));
        if !draws.once_in(20) {
            bds.rows.push(row(Some(person), Some(Period::Month(month)), cells));
        }
    }
}

/// Months are covered, but for some; a row whose month is not stays, now and then.
fn cover_months(draws: &mut Draws<'_>, table: &mut Table, in_part: &BTreeSet<Period>) {
    let skip = draws.between(0, 6);
    let end = MONTHS - draws.between(0, 8);
    let gaps = draws.one_of(&[40, 12, 6]);
    for place in skip..end {
        let period = Period::Month(FIRST.plus(place));
        if !draws.once_in(gaps) && !in_part.contains(&period) {
            table.covered.insert(period);
        }
    }
    let stray = draws.once_in(3);
    let stands = |period: Period| table.covered.contains(&period) || in_part.contains(&period);
    table.rows.retain(|row| stray || row.period.is_some_and(stands));
}

/// The operator is affiliated from some month, to some month, now and then; and now and then it never filed anything.
fn owe(draws: &mut Draws<'_>, table: &mut Table) {
    if draws.once_in(2) {
        let first = FIRST.plus(draws.one_of(&[-24, 0, 6, 14, 40])).first_day().plus_days(draws.between(0, 20));
        let last = draws.once_in(2).then(|| first.plus_days(draws.one_of(&[20, 200, 500])));
        table.owed = Some(vec![Interval { first, last }]);
    }
    if draws.once_in(6) {
        *table = Table { owed: table.owed.clone(), ..Table::default() };
    }
}

/// Rows were refused in some periods, now and then in one that no file covers.
fn doubt_periods(draws: &mut Draws<'_>, table: &mut Table) {
    let rate = draws.one_of(&[1000, 1000, 9, 4]);
    for period in table.covered.clone() {
        if draws.once_in(rate) {
            *table.unnamed.entry(Some(period)).or_default() += 1;
        }
    }
    if draws.once_in(12) {
        table.unnamed.insert(None, 1);
    }
    if draws.once_in(20) {
        table.unnamed.insert(Some(Period::Month(FIRST.plus(draws.between(0, MONTHS)))), 1);
    }
}

/// Some cells could not be read.
fn leave_unread(draws: &mut Draws<'_>, table: &mut Table, rate: u32) {
    for cell in table.rows.iter_mut().flat_map(|row| row.cells.values_mut()) {
        if draws.once_in(rate) {
            *cell = Cell::Unread;
        }
    }
}

fn yearly(draws: &mut Draws<'_>, persons: &[Pseudonym]) -> Table {
    let mut table = Table::default();
    for year in 2025..=2027 {
        if draws.once_in(5) {
            continue;
        }
        table.covered.insert(Period::Year(year));
        for person in persons {
            if draws.once_in(5) {
                continue;
            }
            let mut cells = vec![("gross_taxable", amount(draws)), ("tax_withheld", amount(draws))];
            if !draws.once_in(4) {
                cells.push(("net_taxable", amount(draws)));
            }
            table.rows.push(row(Some(*person), Some(Period::Year(year)), cells));
        }
    }
    table
}

fn turnover(draws: &mut Draws<'_>) -> Table {
    let mut table = Table::default();
    for year in 2025..=2027 {
        if !draws.once_in(4) {
            table.covered.insert(Period::Year(year));
            let cells = vec![("total", amount(draws)), ("exports", amount(draws))];
            if !draws.once_in(6) {
                table.rows.push(row(None, Some(Period::Year(year)), cells));
            }
        }
    }
    table
}

fn operator(draws: &mut Draws<'_>) -> Table {
    let created = draws.one_of(&["2015-01-01", "2025-07-01", "2025-11-15"]).parse().expect("a day");
    let created = if draws.once_in(8) { Cell::Blank } else { Cell::Date(created) };
    let rows = if draws.once_in(8) { Vec::new() } else { vec![row(None, None, vec![("created", created)])] };
    Table { rows, present: !draws.once_in(8), ..Table::default() }
}

fn sites(draws: &mut Draws<'_>) -> Table {
    let mut rows = Vec::new();
    let known = [("S1", Some("casanearshore"), "MA-06"), ("S2", Some("fes-shore"), "MA-03"), ("S3", None, "MA-09")];
    for (site, platform, region) in known.into_iter().chain([("S4", None, "MA-77")]) {
        let first = FIRST.plus(draws.one_of(&[-24, -24, 5, 11])).first_day();
        let last = draws.once_in(5).then(|| FIRST.plus(draws.between(6, 30)).last_day());
        let platform = platform.map_or(Cell::Blank, code);
        let mut state = row(None, None, vec![("site", code(site)), ("platform", platform), ("region", code(region))]);
        state.valid = Some(Interval { first, last });
        rows.push(state);
    }
    Table { rows, present: !draws.once_in(15), ..Table::default() }
}
