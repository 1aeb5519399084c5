//! No determination of a conformance document depends on the pseudonyms of its persons or on the order of rows that share
//! a key, on both roads. The real intake is put to the same test in `tests/permutation`.

use std::collections::BTreeMap;

use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use assessment::program::Program;
use contract::calendar::Date;
use contract::determination::Determination;
use contract::facts::Facts;
use contract::identity::Pseudonym;
use contract::interpret::interpret;
use contract::model::Contract;

use crate::columns::columns;
use crate::conformance::documents;
use crate::shipped::{SHIPPED, shipped};

/// Another key: pseudonyms in the opposite order, or in no order at all.
const KEYS: [fn(Pseudonym) -> Pseudonym; 2] = [opposite, scattered];

fn opposite(person: Pseudonym) -> Pseudonym {
    Pseudonym::from_bytes(person.to_bytes().map(|byte| !byte))
}

/// Multiplication by an odd number loses nothing, and leaves no order.
fn scattered(person: Pseudonym) -> Pseudonym {
    let number = u128::from_be_bytes(person.to_bytes());
    Pseudonym::from_bytes(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).swap_bytes().to_be_bytes())
}

/// The facts under other pseudonyms, rows of one key in the opposite order.
fn renamed(facts: &Facts, key: fn(Pseudonym) -> Pseudonym) -> Facts {
    let mut facts = facts.clone();
    facts.doubtful_persons = facts.doubtful_persons.iter().map(|person| key(*person)).collect();
    for table in facts.tables.values_mut() {
        table.rows.reverse();
        table.rows.iter_mut().for_each(|row| row.person = row.person.map(key));
        table.rows.sort_by_key(|row| (row.person, row.period, row.valid.map(|valid| valid.first)));
    }
    facts
}

/// What is compared: everything but the pseudonym, which is led back to the one of the document.
type Compared = BTreeMap<String, usize>;

fn compared(rows: impl Iterator<Item = Determination>, names: &BTreeMap<Pseudonym, Pseudonym>) -> Compared {
    let mut compared = Compared::new();
    for mut row in rows {
        row.key.person = names.get(&row.key.person).copied().unwrap_or(row.key.person);
        let key = format!("{:?}", row.key);
        let (reading, decided_by) = (row.reading.unwrap_or_default(), row.decided_by.unwrap_or_default());
        let amount = row.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let told = format!("{} {reading} {} {key}: {} {amount} {decided_by}", row.clause, row.operator, row.status);
        *compared.entry(told).or_default() += 1;
    }
    compared
}

/// Every determination of one operator on both roads.
fn both(
    contract: &Contract,
    program: &Program,
    facts: &Facts,
    day: Date,
    names: &BTreeMap<Pseudonym, Pseudonym>,
) -> [Compared; 2] {
    let assessment = assess_operator(program, &columns(facts), day, Readings::All).expect("an assessment");
    let clauses = contract.clauses.iter().chain(&contract.controls);
    let interpreted = clauses.flat_map(|clause| interpret(contract, clause, facts, day));
    [compared(assessment.rows(program), names), compared(interpreted, names)]
}

fn persons(facts: &Facts) -> impl Iterator<Item = Pseudonym> + '_ {
    facts.tables.values().flat_map(|table| &table.rows).filter_map(|row| row.person)
}

/// What differs, and how many determinations were compared.
fn try_keys(name: &str, contract: &Contract, failures: &mut Vec<String>) -> usize {
    let program = compile(contract).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let mut count = 0;
    for scenario in &contract.scenarios {
        for facts in &scenario.facts {
            let plain = both(contract, &program, facts, scenario.as_known_on, &BTreeMap::new());
            for key in KEYS {
                let names = persons(facts).map(|person| (key(person), person)).collect();
                let again = both(contract, &program, &renamed(facts, key), scenario.as_known_on, &names);
                count += again[0].values().sum::<usize>();
                for (road, (first, second)) in ["program", "interpreter"].iter().zip(plain.iter().zip(&again)) {
                    let lost = first.iter().filter(|(told, times)| second.get(*told) != Some(times));
                    failures
                        .extend(lost.map(|(told, _)| format!("{name}, {}, {road}: {told}", scenario.span.start.line)));
                }
            }
        }
    }
    count
}

#[test]
fn no_determination_of_a_document_depends_on_pseudonyms_or_order() {
    let mut failures = Vec::new();
    let mut count = 0;
    let packs = crate::shipped::packs();
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("a document");
        let Some(contract) = contract::check::check(&text, &packs).contract else { continue };
        count += try_keys(&path.display().to_string(), &contract, &mut failures);
    }
    for name in SHIPPED {
        count += try_keys(name, &shipped(name), &mut failures);
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 800, "only {count} determinations compared");
}
