//! An explanation from one person's rows, with what the assessment gives of the others, is the explanation from all rows.

use std::collections::BTreeSet;

use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use assessment::determinations::OperatorAssessment;
use contract::calendar::Date;
use contract::determination::Determination;
use contract::facts::{Facts, Table};
use contract::identity::Pseudonym;
use contract::interpret::reads_others;
use contract::model::{Clause, Contract};
use contract::trace;

use crate::columns::columns;
use crate::random::Draws;
use crate::random::contract::{contract, day_of_knowledge};
use crate::random::evidence::facts_for;
use crate::shipped::{SHIPPED, shipped};

/// How many explanations were compared, how many of them read others, and how many needed the rows of others.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Compared {
    alone: u64,
    others: u64,
    lacking: u64,
}

/// The rows of one person, and those about no person.
fn of_one(facts: &Facts, person: Pseudonym) -> Facts {
    let tables = facts.tables.iter().map(|(name, table)| {
        let rows = table.rows.iter().filter(|row| row.person.is_none_or(|other| other == person));
        (name.clone(), Table { rows: rows.cloned().collect(), ..table.clone() })
    });
    let doubtful_persons = facts.doubtful_persons.iter().copied().filter(|other| *other == person).collect();
    Facts { operator: facts.operator.clone(), tables: tables.collect(), doubtful_persons }
}

/// Compares both explanations of determinations: one of each clause, status and decider.
pub fn compare(contract: &Contract, facts: &Facts, known_on: Date, told: &mut Compared) {
    let Ok(program) = compile(contract) else { return };
    let Ok(assessment) = assess_operator(&program, &columns(facts), known_on, Readings::All) else { return };
    let mut met = BTreeSet::new();
    for one in assessment.rows(&program) {
        let kind = (one.clause.clone(), one.reading.clone(), one.status, one.decided_by.clone());
        if met.insert(kind) {
            let clauses = contract.clauses.iter().chain(&contract.controls);
            let mut named = clauses.filter(|known| known.id == one.clause && known.reading == one.reading);
            compare_one(contract, named.next().expect("the clause"), facts, known_on, &assessment, &one, told);
        }
    }
}

fn compare_one(
    contract: &Contract,
    clause: &Clause,
    facts: &Facts,
    known_on: Date,
    assessment: &OperatorAssessment,
    one: &Determination,
    told: &mut Compared,
) {
    let whole = trace::explain(contract, clause, facts, known_on, &one.key);
    let (alone, givens) = (of_one(facts, one.key.person), assessment.givens(one.key.person));
    match trace::explain_given(contract, clause, &alone, known_on, &one.key, &givens) {
        Ok(given) => {
            assert_eq!(given, whole, "{} {:?}", clause.id, one.key);
            if reads_others(contract, clause) { told.others += 1 } else { told.alone += 1 }
        }
        Err(_) => {
            assert!(reads_others(contract, clause), "{} reads nobody else", clause.id);
            told.lacking += 1;
        }
    }
}

#[test]
fn what_is_given_explains_as_well_as_everybody_s_rows() {
    let base = shipped("offshoring-2025");
    let mut told = Compared::default();
    for number in 0..crate::cases(150) {
        let numbers: Vec<u32> = (0..900).map(|place: u32| (place * 7_919 + number * 104_729) >> 3).collect();
        let mut draws = Draws::new(&numbers);
        let known_on = day_of_knowledge(&mut draws);
        let contract = if number % 3 == 0 { base.clone() } else { contract(&base, &mut draws) };
        compare(&contract, &facts_for(&mut draws, &contract), known_on, &mut told);
    }
    assert!(told.alone > 300 && told.others > 100, "{told:?}");
    assert!(told.lacking < told.others, "{told:?}");
}

#[test]
fn every_worked_case_is_explained_from_what_is_given() {
    for name in SHIPPED {
        let (contract, mut told) = (shipped(name), Compared::default());
        for scenario in &contract.scenarios {
            scenario.facts.iter().for_each(|facts| compare(&contract, facts, scenario.as_known_on, &mut told));
        }
        assert_eq!(told.lacking, 0, "{name}: {told:?}");
        assert!(told.alone + told.others > 20, "{name}: {told:?}");
    }
}

#[test]
fn nothing_is_told_when_what_it_needs_was_not_given() {
    let contract = shipped("offshoring-2025");
    let clause =
        contract.clauses.iter().find(|clause| reads_others(&contract, clause)).expect("a clause by head count");
    let mut lacking = 0;
    for scenario in &contract.scenarios {
        for facts in &scenario.facts {
            for one in contract::interpret::interpret(&contract, clause, facts, scenario.as_known_on) {
                let alone = of_one(facts, one.key.person);
                let given = contract::interpret::Givens::default();
                let told = trace::explain_given(&contract, clause, &alone, scenario.as_known_on, &one.key, &given);
                match told {
                    Ok(told) => assert_eq!(told.map(|told| told.determination), Some(one)),
                    Err(_) => lacking += 1,
                }
            }
        }
    }
    assert!(lacking > 3, "{lacking}");
}
