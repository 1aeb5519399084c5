//! Measures the engine alone: a fictitious sector made in memory, all clauses of a shipped contract.
//!
//! `cargo run --release -p mithaq-assessment --example measure-assessment -- [operators] [persons an operator] [months] [growth | in-use]`

#![expect(clippy::disallowed_methods, reason = "it measures time, and its size is given on the command line")]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use assessment::assess::Readings;
use assessment::compile::compile;
use assessment::nation::{Options, assess_nation};
use assessment::program::Program;
use assessment::totals::Totals;
use contract::calendar::{Date, Month};
use contract::facts::Period;
use contract::identity::{OperatorId, Pseudonym};
use evidence::columns::{Column, OperatorEvidence, TableColumns, Values};

const FIRST: Month = Month::from_index(2024 * 12 + 6);

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |usual: u32| arguments.next().map_or(Ok(usual), |argument| argument.parse::<u32>());
    let (operators, persons, months) = (argument(50)?, argument(1000)?, argument(60)?);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contracts/ma");
    let text = |path: &str| std::fs::read_to_string(folder.join(path));
    let mut lent = Vec::new();
    for pack in std::fs::read_dir(folder.join("packs"))? {
        lent.push(std::fs::read_to_string(pack?.path().join("pack.md"))?);
    }
    let packs = contract::check::Packs::gather(lent.iter().map(String::as_str));
    let contract = contract::check::check(&text("offshoring-2025/contract.md")?, &packs);
    let contract =
        contract.contract.ok_or_else(|| format!("the contract does not load: {:?}", contract.diagnostics))?;
    let program = compile(&contract)?;
    let then = std::env::args().nth(4);
    for readings in [Readings::InUse, Readings::All] {
        if then.as_deref() == Some("in-use") && readings == Readings::All {
            break;
        }
        let run = best(&program, (operators, persons, months), readings)?;
        println!("{readings:?}: {run}");
        println!("  {}", run.hash);
        if readings == Readings::All {
            for total in &run.totals.clauses {
                println!("  {} {:?} {:?} {}", total.clause, total.reading, total.count, total.due_centimes);
            }
        }
    }
    if then.as_deref() == Some("growth") {
        growth(&program, &contract, (operators, persons, months))?;
    }
    Ok(())
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

const TRIES: usize = 5;

/// What one assessment cost, and what it came to.
struct Run {
    rows: usize,
    payroll_rows: usize,
    determinations: u64,
    wall: Duration,
    processor_nanoseconds: u64,
    hash: String,
    totals: Totals,
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = self.processor_nanoseconds / self.payroll_rows.max(1) as u64;
        write!(
            f,
            "{} rows, {} of payroll; {} determinations; {:?}, {} ms of processors, {each} ns a payroll row",
            self.rows,
            self.payroll_rows,
            self.determinations,
            self.wall,
            self.processor_nanoseconds / 1_000_000,
        )
    }
}

/// The run that took processors least of some: what else the machine does only ever adds.
fn best(program: &Program, size: (u32, u32, u32), readings: Readings) -> Result<Run, Failure> {
    let mut best = run(program, size, readings)?;
    for _ in 1..TRIES {
        let other = run(program, size, readings)?;
        if other.processor_nanoseconds < best.processor_nanoseconds {
            best = other;
        }
    }
    Ok(best)
}

/// Evidence is made first, so that what is measured is the assessment alone.
fn run(program: &Program, (operators, persons, months): (u32, u32, u32), readings: Readings) -> Result<Run, Failure> {
    let ids: Vec<OperatorId> = (0..operators).filter_map(|number| OperatorId::new(&format!("OP{number:05}"))).collect();
    let known_on = FIRST.plus(i32::try_from(months)? + 1).first_day();
    let made: BTreeMap<_, _> =
        ids.iter().map(|id| (id.clone(), Mutex::new(Some(operator(id, persons, months))))).collect();
    let rows = |name: Option<&str>| {
        let held = made.values().filter_map(|one| one.lock().ok());
        let tables = held.flat_map(|one| {
            let tables = one.iter().flat_map(|one| &one.tables);
            tables
                .filter(|(id, _)| name.is_none_or(|name| name == *id))
                .map(|(_, table)| table.rows)
                .collect::<Vec<_>>()
        });
        tables.sum::<usize>()
    };
    let (rows, payroll_rows) = (rows(None), rows(Some("payroll")));
    let load = |id: &OperatorId| {
        let taken = made.get(id).and_then(|one| one.lock().ok()?.take());
        taken.ok_or_else(|| "evidence is made once".into())
    };
    let options = Options { readings, ..Options::default() };
    let (begun, spent) = (Instant::now(), processor_nanoseconds()?);
    let nation = assess_nation(program, &ids, known_on, options, load, |_| Ok(()))?;
    let (wall, spent) = (begun.elapsed(), processor_nanoseconds()? - spent);
    let (determinations, hash) = nation.hash.finish();
    let totals = nation.totals;
    Ok(Run { rows, payroll_rows, determinations, wall, processor_nanoseconds: spent, hash, totals })
}

/// Time that processors gave to all threads of this process.
fn processor_nanoseconds() -> Result<u64, Failure> {
    let mut whole = 0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let told = std::fs::read_to_string(task?.path().join("schedstat"))?;
        whole += told.split(' ').next().ok_or("no time is told")?.parse::<u64>()?;
    }
    Ok(whole)
}

/// What doubling costs: months, operators, persons, clauses.
fn growth(
    program: &Program,
    contract: &contract::model::Contract,
    (operators, persons, months): (u32, u32, u32),
) -> Result<(), Failure> {
    let mut twice = contract.clone();
    for clause in &contract.clauses {
        twice.clauses.push(contract::model::Clause { id: format!("{}-again", clause.id), ..clause.clone() });
        if let Some(reading) = contract.readings.get(&clause.id) {
            twice.readings.insert(format!("{}-again", clause.id), reading.clone());
        }
    }
    for control in &contract.controls {
        twice.controls.push(contract::model::Clause { id: format!("{}-again", control.id), ..control.clone() });
    }
    let twice = compile(&twice)?;
    let of = |program: &Program, size| Ok::<_, Failure>(best(program, size, Readings::InUse)?.processor_nanoseconds);
    let one = of(program, (operators, persons, months))?;
    for (what, program, size) in [
        ("operators", program, (operators * 2, persons, months)),
        ("persons", program, (operators, persons * 2, months)),
        ("months", program, (operators, persons, months * 2)),
        ("clauses", &twice, (operators, persons, months)),
    ] {
        let hundredths = of(program, size)? * 100 / one;
        println!("{what} doubled: {}.{:02} times", hundredths / 100, hundredths % 100);
    }
    Ok(())
}

fn code(codes: Vec<u32>, words: &[&str]) -> Column {
    Column {
        values: Values::Code { codes, words: words.iter().map(|word| (*word).to_owned()).collect() },
        filled: None,
        unread: None,
    }
}

fn plain(values: Values) -> Column {
    Column { values, filled: None, unread: None }
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
        ("left".to_owned(), Column { values: Values::Date(left), filled: Some(has_left), unread: None }),
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
            ("contributions".to_owned(), amounts(annual_rows, 500_000)),
            ("dependants".to_owned(), plain(Values::Count(vec![2; annual_rows]))),
            ("days".to_owned(), plain(Values::Count(vec![312; annual_rows]))),
            ("exempt".to_owned(), code(vec![0; annual_rows], &["no"])),
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
        doubtful_persons: std::collections::BTreeSet::new(),
        tables: tables.into_iter().map(|(name, table)| (name.to_owned(), table)).collect(),
        pieces: Vec::new(),
        origins: Vec::new(),
    }
}
