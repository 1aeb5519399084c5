//! The receipt: the same bytes for the same inputs, whatever the threads, batches and order; other bytes for others.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use assessment::assess::{AssessError, Readings, assess_operator};
use assessment::compile::compile;
use assessment::nation::{NationAssessment, Options, assess_nation};
use assessment::receipt::{Inputs, Receipt, RowCounts, receipt};
use contract::calendar::Date;
use contract::determination::Status;
use contract::identity::OperatorId;
use contract::model::Contract;
use evidence::columns::{OperatorEvidence, Values};

use crate::columns::columns;
use crate::random::Draws;
use crate::random::evidence::facts;
use crate::shipped::shipped;

/// Nine operators, each with its own evidence.
fn sector() -> BTreeMap<OperatorId, OperatorEvidence> {
    let operator = |number: u32| {
        let numbers: Vec<u32> = (0..900).map(|place| (place * 7_919 + number * 104_729) >> 3).collect();
        let mut facts = facts(&mut Draws::new(&numbers));
        facts.operator = OperatorId::new(&format!("OP{number}")).expect("an operator");
        (facts.operator.clone(), columns(&facts))
    };
    (0..9).map(operator).collect()
}

fn known_on() -> Date {
    "2027-06-15".parse().expect("a day")
}

fn assess(
    contract: &Contract,
    sector: &BTreeMap<OperatorId, OperatorEvidence>,
    order: &[OperatorId],
    threads: usize,
    options: Options,
) -> (NationAssessment, Vec<OperatorId>) {
    let program = compile(contract).expect("it compiles");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let mut taken = Vec::new();
    let load = |operator: &OperatorId| Ok(sector[operator].clone());
    let nation = pool.install(|| {
        assess_nation(&program, order, known_on(), options, load, |assessment| {
            taken.push(assessment.operator);
            Ok(())
        })
    });
    (nation.expect("it computes"), taken)
}

fn written(contract: &Contract, nation: NationAssessment) -> Receipt {
    let inputs = Inputs {
        contract_sha256: "00".to_owned(),
        packs: Vec::new(),
        in_force_from: None,
        as_known_on: known_on().to_string(),
        evidence: Vec::new(),
        rows: RowCounts { used: 3, ignored: 2, refused: 1 },
    };
    receipt(contract, inputs, nation.totals, nation.hash, true)
}

#[test]
fn threads_batches_and_order_change_no_byte() {
    let contract = shipped("offshoring-2025");
    let sector = sector();
    let operators: Vec<OperatorId> = sector.keys().cloned().collect();
    let backwards: Vec<OperatorId> = operators.iter().rev().chain(&operators[..2]).cloned().collect();
    let mut texts = Vec::new();
    for (order, threads, batch) in [(&operators, 1, 16), (&operators, 4, 2), (&backwards, 3, 1), (&backwards, 2, 5)] {
        let (nation, taken) = assess(&contract, &sector, order, threads, Options { readings: Readings::All, batch });
        assert_eq!(taken, operators, "handed on in order of operator, each once");
        texts.push(serde_json::to_string(&written(&contract, nation)).expect("it is written"));
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
    assert!(texts[0].contains("\"determinations_sha256\""));
}

#[test]
fn two_threads_are_at_work_on_two_operators() {
    let contract = shipped("offshoring-2025");
    let program = compile(&contract).expect("it compiles");
    let sector = sector();
    let operators: Vec<OperatorId> = sector.keys().take(2).cloned().collect();
    let (begun, changed) = (Mutex::new(0), Condvar::new());
    let load = |operator: &OperatorId| {
        let mut begun = begun.lock().expect("a number");
        *begun += 1;
        changed.notify_all();
        // Whoever comes first waits for the other. A minute passes only where operators are taken one after the other.
        let (begun, waited) =
            changed.wait_timeout_while(begun, Duration::from_secs(60), |begun| *begun < 2).expect("a number");
        drop(begun);
        assert!(!waited.timed_out(), "{operator} waited alone");
        Ok(sector[operator].clone())
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let options = Options { readings: Readings::InUse, batch: 2 };
    pool.install(|| assess_nation(&program, &operators, known_on(), options, load, |_| Ok(()))).expect("it computes");
}

#[test]
fn one_centime_more_is_another_hash() {
    let contract = shipped("offshoring-2025");
    let mut sector = sector();
    let operators: Vec<OperatorId> = sector.keys().cloned().collect();
    let options = Options { readings: Readings::All, batch: 4 };
    let before = written(&contract, assess(&contract, &sector, &operators, 2, options).0);
    for evidence in sector.values_mut() {
        for column in evidence.tables.get_mut("payroll").expect("payroll").columns.values_mut() {
            if let Values::Amount(amounts) = &mut column.values {
                amounts.iter_mut().for_each(|amount| *amount += 1);
            }
        }
    }
    let after = written(&contract, assess(&contract, &sector, &operators, 2, options).0);
    assert_ne!(before.determinations_sha256, after.determinations_sha256);
    assert_eq!(before.parameters_sha256, after.parameters_sha256);
}

#[test]
fn another_rate_is_another_parameters_hash() {
    let contract = shipped("offshoring-2025");
    let mut amended = contract.clone();
    amended.parameters[0].values[0].published = "2026-01-01".parse().expect("a day");
    assert_ne!(assessment::receipt::parameters_sha256(&contract), assessment::receipt::parameters_sha256(&amended));
}

#[test]
fn totals_count_every_determination_and_readings_in_use_alone() {
    let contract = shipped("offshoring-2025");
    let program = compile(&contract).expect("it compiles");
    let sector = sector();
    let operators: Vec<OperatorId> = sector.keys().cloned().collect();
    let (all, _) = assess(&contract, &sector, &operators, 2, Options { readings: Readings::All, batch: 4 });
    let (in_use, _) = assess(&contract, &sector, &operators, 2, Options { readings: Readings::InUse, batch: 4 });
    let mut due = 0;
    for evidence in sector.values() {
        let assessment = assess_operator(&program, evidence, known_on(), Readings::All).expect("it computes");
        for one in assessment.rows(&program) {
            due += one.amount.filter(|_| one.status == Status::Due).map_or(0, |amount| i128::from(amount.centimes()));
        }
    }
    assert_eq!(all.totals.clauses.iter().map(|total| total.due_centimes).sum::<i128>(), due);
    assert!(due > 0);
    for (all, in_use) in all.totals.clauses.iter().zip(&in_use.totals.clauses) {
        assert_eq!(in_use.count == [0; 5], !in_use.in_use, "{}", in_use.clause);
        assert!(!in_use.in_use || all == in_use);
    }
    assert_eq!(all.totals.by_head(), in_use.totals.by_head());
}

#[test]
fn what_cannot_be_read_or_computed_is_refused() {
    let contract = shipped("offshoring-2025");
    let program = compile(&contract).expect("it compiles");
    let shows = |evidence: &OperatorEvidence| evidence.tables["payroll"].columns.contains_key("hired");
    let evidence = sector().into_values().find(shows).expect("an operator with a register");
    let mut unordered = evidence.clone();
    unordered.tables.get_mut("payroll").expect("payroll").period.reverse();
    let mut mistyped = evidence.clone();
    let payroll = mistyped.tables.get_mut("payroll").expect("payroll");
    let hired = payroll.columns["hired"].clone();
    payroll.columns.insert("gross_taxable".to_owned(), hired);
    for broken in [unordered, mistyped] {
        let refused = assess_operator(&program, &broken, known_on(), Readings::All);
        assert!(matches!(refused, Err(AssessError::Malformed { ref table, .. }) if table == "payroll"), "{refused:?}");
    }
    let operators = [evidence.operator.clone()];
    let absent = assess_nation(
        &program,
        &operators,
        known_on(),
        Options::default(),
        |_| Err("no such shelf".into()),
        |_| Ok(()),
    );
    assert!(matches!(absent, Err(AssessError::Load { .. })));
}
