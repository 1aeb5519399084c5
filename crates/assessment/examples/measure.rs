//! Measures the engine alone: a fictitious sector made in memory, all clauses of a shipped contract.
//!
//! `cargo run --release -p mithaq-assessment --example measure -- [operators] [persons an operator] [months]`

#![expect(clippy::disallowed_methods, reason = "it measures time, and its size is given on the command line")]

use std::collections::BTreeMap;
use std::time::Instant;

use assessment::assess::Readings;
use assessment::compile::compile;
use assessment::nation::{Options, assess_nation};
use contract::calendar::{Date, Month};
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use evidence::columns::{Column, OperatorEvidence, TableColumns, Values};

const FIRST: Month = Month::from_index(2024 * 12 + 6);

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u32>());
    let mut argument = |usual: u32| arguments.next().unwrap_or(Ok(usual));
    let (operators, persons, months) = (argument(200)?, argument(100)?, argument(36)?);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/ma/offshoring-2025/contract.md");
    let contract =
        contract::check::check(&std::fs::read_to_string(path)?).contract.ok_or("the contract does not load")?;
    let program = compile(&contract)?;
    let ids: Vec<OperatorId> = (0..operators).filter_map(|number| OperatorId::new(&format!("OP{number:05}"))).collect();
    let known_on = FIRST.plus(i32::try_from(months)? + 1).first_day();
    for readings in [Readings::InUse, Readings::All] {
        let begun = Instant::now();
        let mut made = std::time::Duration::ZERO;
        let rows = std::sync::atomic::AtomicUsize::new(0);
        let making = std::sync::Mutex::new(&mut made);
        let load = |id: &OperatorId| {
            let begun = Instant::now();
            let evidence = operator(id, persons, months);
            let made_now = evidence.tables.values().map(|table| table.rows).sum();
            rows.fetch_add(made_now, std::sync::atomic::Ordering::Relaxed);
            if let Ok(mut made) = making.lock() {
                **made += begun.elapsed();
            }
            Ok(evidence)
        };
        let options = Options { readings, ..Options::default() };
        let nation = assess_nation(&program, &ids, known_on, options, load, |_| Ok(()))?;
        let whole = begun.elapsed();
        let (determinations, hash) = nation.hash.finish();
        println!(
            "{readings:?}: {} rows; {determinations} determinations; {whole:?}, of which {made:?} of all threads made rows",
            rows.into_inner(),
        );
        println!("  {hash}");
        for total in &nation.totals.clauses {
            if readings == Readings::All {
                println!("  {} {:?} {:?} {}", total.clause, total.reading, total.count, total.due_centimes);
            }
        }
    }
    Ok(())
}

fn code(codes: Vec<u32>, words: &[&str]) -> Column {
    Column {
        values: Values::Code { codes, words: words.iter().map(|word| (*word).to_owned()).collect() },
        filled: None,
    }
}

fn plain(values: Values) -> Column {
    Column { values, filled: None }
}

/// One operator: everybody hired at some month, most still there, a few leaving or moving.
fn operator(id: &OperatorId, persons: u32, months: u32) -> OperatorEvidence {
    let day = |date: &str| date.parse::<Date>().map_or(0, Date::days);
    let (mut person, mut period) = (Vec::new(), Vec::new());
    let (mut hired, mut left, mut has_left) = (Vec::new(), Vec::new(), Vec::new());
    let (mut gross, mut tax, mut site, mut kind) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut annual_person, mut annual_year, mut annual_gross) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..persons {
        let from = (number * 7) % months;
        let from = if number % 3 == 0 { 0 } else { from };
        let to = if number % 5 == 0 { (from + 20).min(months) } else { months };
        for month in from..to {
            let at = FIRST.plus(month as i32);
            person.push(number);
            period.push(at.index());
            hired.push(FIRST.plus(from as i32).first_day().plus_days(if number % 3 == 0 { -900 } else { 0 }).days());
            let leaves = month + 1 == to && to < months;
            left.push(at.last_day().days());
            has_left.push(leaves);
            gross.push(800_000 + i64::from(number * 1013 % 900_000));
            tax.push(i64::from(number * 3_307 % 300_000));
            site.push(if number % 11 == 0 && month > from + 9 { 1 } else { 0 });
            kind.push(u32::from(number % 4 != 0));
        }
        for year in FIRST.plus(from as i32).year()..=FIRST.plus(to as i32 - 1).year() {
            annual_person.push(number);
            annual_year.push(year);
            annual_gross.push(9_600_000 + i64::from(number * 71));
        }
    }
    let rows = person.len();
    let covered: Vec<Period> = (0..months).map(|month| Period::Month(FIRST.plus(month as i32))).collect();
    let years: Vec<i32> = (FIRST.year()..=FIRST.plus(months as i32 - 1).year()).collect();
    let year_periods: Vec<Period> = years.iter().map(|year| Period::Year(*year)).collect();
    let payroll = BTreeMap::from([
        ("hired".to_owned(), plain(Values::Date(hired))),
        ("left".to_owned(), Column { values: Values::Date(left), filled: Some(has_left) }),
        ("gross_taxable".to_owned(), plain(Values::Amount(gross.clone()))),
        ("tax_withheld".to_owned(), plain(Values::Amount(tax))),
        ("site".to_owned(), code(site, &["S1", "S2"])),
        ("contract".to_owned(), code(kind, &["fixed_term", "permanent"])),
        ("nationality".to_owned(), code(vec![0; rows], &["moroccan"])),
        ("ecosystem".to_owned(), code(vec![0; rows], &["ito"])),
    ]);
    let bds = BTreeMap::from([
        ("days".to_owned(), plain(Values::Count(vec![26; rows]))),
        ("wage".to_owned(), plain(Values::Amount(gross.clone()))),
        ("capped_wage".to_owned(), plain(Values::Amount(gross))),
        ("situation".to_owned(), code(vec![0; rows], &["normal"])),
    ]);
    let monthly = |columns| TableColumns {
        rows,
        person: person.clone(),
        period: period.clone(),
        columns,
        covered: covered.clone(),
        ..TableColumns::default()
    };
    let amounts = |count: usize, amount: i64| plain(Values::Amount(vec![amount; count]));
    let annual_rows = annual_person.len();
    let annual = TableColumns {
        rows: annual_rows,
        person: annual_person,
        period: annual_year,
        columns: BTreeMap::from([
            ("gross_taxable".to_owned(), plain(Values::Amount(annual_gross))),
            ("net_taxable".to_owned(), amounts(annual_rows, 8_000_000)),
            ("tax_withheld".to_owned(), amounts(annual_rows, 2_500_000)),
        ]),
        covered: year_periods.clone(),
        ..TableColumns::default()
    };
    let turnover = TableColumns {
        rows: years.len(),
        period: years.clone(),
        columns: BTreeMap::from([
            ("total".to_owned(), amounts(years.len(), 500_000_000)),
            ("exports".to_owned(), amounts(years.len(), 400_000_000)),
        ]),
        covered: year_periods,
        ..TableColumns::default()
    };
    let register = TableColumns {
        rows: 1,
        columns: BTreeMap::from([("created".to_owned(), plain(Values::Date(vec![day("2015-01-01")])))]),
        present: true,
        ..TableColumns::default()
    };
    let sites = TableColumns {
        rows: 2,
        valid: vec![(day("2020-01-01"), i32::MAX); 2],
        columns: BTreeMap::from([
            ("site".to_owned(), code(vec![0, 1], &["S1", "S2"])),
            ("platform".to_owned(), code(vec![0, 1], &["casanearshore", "fes-shore"])),
            ("region".to_owned(), code(vec![1, 0], &["MA-03", "MA-06"])),
        ]),
        present: true,
        ..TableColumns::default()
    };
    let tables = [
        ("payroll", monthly(payroll)),
        ("bds", monthly(bds)),
        ("annual_tax", annual),
        ("turnover", turnover),
        ("operator", register),
        ("site", sites),
    ];
    OperatorEvidence {
        operator: id.clone(),
        persons: (0..persons).map(|number| Pseudonym::from_bytes(u128::from(number).to_be_bytes())).collect(),
        tables: tables.into_iter().map(|(name, table)| (name.to_owned(), table)).collect(),
        pieces: Vec::new(),
        origins: Vec::new(),
    }
}
