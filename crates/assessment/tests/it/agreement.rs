//! Both roads agree: the program and the reference interpreter, over random contracts and random evidence.
//!
//! A case is a list of numbers, so a failing one shrinks. The test also counts what it met: every mechanism and every
//! status must have occurred. `MITHAQ_CASES` asks for more cases than the usual few hundred.

use std::cell::RefCell;
use std::collections::BTreeMap;

use assessment::across::{Job, jobs};
use assessment::agree::agree;
use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use contract::calendar::Date;
use contract::determination::{Determination, Reason, Status};
use contract::interpret::{Presence, interpret, never_filed, presences};
use contract::model::{Contract, Mechanism, Space};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::columns::columns;
use crate::random::Draws;
use crate::random::contract::{contract, day_of_knowledge};
use crate::random::evidence::facts_for;
use crate::shipped::shipped;

#[derive(Default)]
struct Met {
    statuses: BTreeMap<&'static str, u64>,
    reasons: BTreeMap<&'static str, u64>,
    deciders: BTreeMap<String, u64>,
    mechanisms: BTreeMap<&'static str, u64>,
    never_filed: BTreeMap<String, u64>,
    /// Amounts due by the table that a person-year ranges over.
    due_from: BTreeMap<String, u64>,
    too_large: u64,
    cases: u64,
    jobs: usize,
}

fn name(mechanism: &Mechanism) -> &'static str {
    match mechanism {
        Mechanism::Value(_) => "value",
        Mechanism::Sum { .. } => "sum",
        Mechanism::Count { .. } => "count",
        Mechanism::PercentOf { .. } => "percent_of",
        Mechanism::Product(_) => "product",
        Mechanism::Ratio { .. } => "ratio",
        Mechanism::SumOf(_) => "sum_of",
        Mechanism::Difference { .. } => "difference",
        Mechanism::AtMost { .. } => "at_most",
        Mechanism::AtLeast { .. } => "at_least",
        Mechanism::Brackets { .. } => "brackets",
        Mechanism::Table { .. } => "table",
        Mechanism::Choose { .. } => "choose",
        Mechanism::Round { .. } => "round",
        Mechanism::RunningExcess { .. } => "running_excess",
        Mechanism::TiedShare { .. } => "tied_share",
        Mechanism::AtMonth { .. } => "at_month",
    }
}

fn mechanisms(contract: &Contract) -> Vec<&'static str> {
    let of_clauses = contract.clauses.iter().chain(&contract.controls).flat_map(|clause| &clause.steps);
    let of_series = contract.definitions.iter().flat_map(|definition| match &definition.kind {
        contract::model::DefinitionKind::Series(series) => series.steps.as_slice(),
        contract::model::DefinitionKind::Spells(_) => &[],
    });
    of_clauses.chain(of_series).map(|step| name(&step.mechanism)).collect()
}

fn job(presence: Presence) -> Job {
    Job {
        person: presence.person,
        first_month: presence.first_month.index(),
        last_month: presence.last_month.index(),
        start: presence.start.map(Date::days),
        end: presence.end.map(Date::days),
    }
}

/// One case: both roads, and what was met on the way.
fn case(base: &Contract, numbers: &[u32], met: &RefCell<Met>) -> Result<(), TestCaseError> {
    let mut draws = Draws::new(numbers);
    let known_on = day_of_knowledge(&mut draws);
    let shipped = draws.once_in(4);
    let contract = if shipped { base.clone() } else { contract(base, &mut draws) };
    let facts = facts_for(&mut draws, &contract);
    let fail = |fault: String| {
        TestCaseError::fail(format!("{fault}\nknown on {known_on}\n{:#?}\n{facts:#?}", contract.clauses))
    };
    let program = compile(&contract).map_err(|error| fail(error.to_string()))?;
    let mut met = met.borrow_mut();
    met.cases += 1;
    let assessment = match assess_operator(&program, &columns(&facts), known_on, Readings::All) {
        Ok(assessment) => assessment,
        Err(error) => return Err(fail(error.to_string())),
    };
    let clauses = contract.clauses.iter().chain(&contract.controls);
    let interpreted = clauses.flat_map(|clause| interpret(&contract, clause, &facts, known_on));
    // What the program cannot compute exactly it leaves unevaluated, of that key alone; the interpreter may go on.
    let rows: Vec<Determination> = assessment.rows(&program).collect();
    let fits = |place: usize| rows.get(place).is_none_or(|row| row.reason != Some(Reason::TooLarge));
    met.too_large += (0..rows.len()).filter(|place| !fits(*place)).count() as u64;
    let computed = rows.iter().enumerate().filter(|(place, _)| fits(*place)).map(|(_, row)| row.clone());
    let interpreted = interpreted.enumerate().filter(|(place, _)| fits(*place)).map(|(_, row)| row);
    agree(computed, interpreted).map_err(|disagreement| fail(disagreement.to_string()))?;
    let clauses = contract.clauses.iter().chain(&contract.controls);
    let never: Vec<_> = clauses.filter_map(|clause| never_filed(&contract, clause, &facts, known_on)).collect();
    let found: Vec<_> = assessment.never_filed(&program).collect();
    if never != found {
        return Err(fail(format!("the program misses {found:?}, the interpreter {never:?}")));
    }
    for one in never {
        *met.never_filed.entry(one.table).or_default() += 1;
    }
    for determination in assessment.rows(&program) {
        *met.statuses.entry(determination.status.word()).or_default() += 1;
        if let Some(reason) = &determination.reason {
            *met.reasons.entry(reason.code()).or_default() += 1;
        }
        let decider = determination.decided_by.as_deref().unwrap_or("due");
        let decider = decider.trim_end_matches(|last: char| last.is_ascii_digit());
        *met.deciders.entry(decider.to_owned()).or_default() += 1;
    }
    for clause in &contract.clauses {
        if let Space::PersonYears { table } = &clause.space {
            let due = rows.iter().filter(|row| row.clause == clause.id && row.status == Status::Due).count();
            *met.due_from.entry(table.clone()).or_default() += due as u64;
        }
    }
    for definition in program.definitions_of_spells() {
        let jobs = jobs(&program, &columns(&facts), known_on, definition).map_err(|error| fail(error.to_string()))?;
        let expected: Vec<Job> = presences(&contract, definition, &facts, known_on).into_iter().map(job).collect();
        if jobs != expected {
            return Err(fail(format!("{definition}: the program has {jobs:#?}\nthe interpreter {expected:#?}")));
        }
        met.jobs += jobs.len();
    }
    if !assessment.is_empty() {
        for mechanism in mechanisms(&contract) {
            *met.mechanisms.entry(mechanism).or_default() += 1;
        }
    }
    Ok(())
}

#[test]
fn program_and_interpreter_agree() {
    let cases = crate::cases(400);
    let base = shipped("offshoring-2025");
    let met = RefCell::new(Met::default());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&vec(any::<u32>(), 0..1500), |numbers| case(&base, &numbers, &met));
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
    let met = met.into_inner();
    println!("{} cases, {} numbers too large to pay", met.cases, met.too_large);
    println!(
        "statuses {:?}\nreasons {:?}\ndeciders {:?}\nmechanisms {:?}\nnever filed {:?}",
        met.statuses, met.reasons, met.deciders, met.mechanisms, met.never_filed
    );
    for status in Status::ALL {
        assert!(met.statuses.contains_key(status.word()), "{status} never occurred");
    }
    assert_eq!(met.mechanisms.len(), 17, "a mechanism never occurred: {:?}", met.mechanisms);
    // A day of leaving that nobody shows decides now and then only: `it::spells` meets it for sure.
    assert!(met.reasons.len() >= 14, "a reason never occurred: {:?}", met.reasons);
    assert!(met.never_filed.len() >= 2, "what never came: {:?}", met.never_filed);
    println!("due from {:?}", met.due_from);
    for table in ["payroll", "annual_tax", "report", "training"] {
        let due = met.due_from.get(table).copied().unwrap_or(0);
        // Of a year nothing is due before it is over, and a random day of knowledge seldom lies behind it.
        let least = if table == "annual_tax" { cases / 40 } else { cases / 20 };
        assert!(due >= u64::from(least), "{due} amounts due from {table}");
    }
    assert!(met.jobs as u64 > met.cases, "only {} jobs", met.jobs);
    let determined: u64 = met.statuses.values().sum();
    assert!(met.too_large * 20 < determined, "{} of {determined} were not compared", met.too_large);
}
