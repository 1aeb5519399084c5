//! Evidence that lies wholly before or after a contract's time: the clauses say little, and both roads say the same.

use assessment::compile::compile;
use contract::facts::{Facts, Period};

use crate::random::Draws;
use crate::random::evidence::facts;
use crate::shipped::{SHIPPED, both_roads, shipped};

/// The same facts some years later, or earlier.
fn moved(facts: &Facts, years: i32) -> Facts {
    let moved = |period: Period| match period {
        Period::Month(month) => Period::Month(month.plus(12 * years)),
        Period::Year(year) => Period::Year(year + years),
        Period::Quarter(quarter) => Period::Quarter(quarter.plus(4 * years)),
        Period::Day(day) => Period::Day(day),
    };
    let mut facts = facts.clone();
    for table in facts.tables.values_mut() {
        table.covered = table.covered.iter().copied().map(moved).collect();
        table.unnamed = table.unnamed.iter().map(|(period, rows)| (period.map(&moved), *rows)).collect();
        table.rows.iter_mut().for_each(|row| row.period = row.period.map(moved));
    }
    facts
}

#[test]
fn evidence_far_from_a_contract_s_time_is_computed() {
    let mut compared = 0;
    for name in SHIPPED {
        let contract = shipped(name);
        let program = compile(&contract).expect("it compiles");
        for number in 0..12_u32 {
            let numbers: Vec<u32> = (0..900).map(|place| (place * 7_919 + number * 104_729) >> 3).collect();
            let facts = facts(&mut Draws::new(&numbers));
            for years in [-30, -12, -4, 4, 12, 30] {
                for known_on in ["2027-06-15", "2070-01-01"] {
                    let known_on = known_on.parse().expect("a day");
                    compared += both_roads(&contract, &program, &moved(&facts, years), known_on)
                        .unwrap_or_else(|fault| panic!("{name}, {years} years apart, case {number}: {fault}"));
                }
            }
        }
    }
    assert!(compared > 300, "only {compared} determinations compared");
}
