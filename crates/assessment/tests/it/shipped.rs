//! The contracts that ship: they compile, and the program runs their worked cases.

use std::path::{Path, PathBuf};

use assessment::agree::agree;
use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use assessment::program::Program;
use contract::calendar::Date;
use contract::check::Packs;
use contract::determination::Status;
use contract::facts::Facts;
use contract::interpret::interpret;
use contract::model::Contract;
use contract::trace::{Told, explain};

use crate::columns::columns;

pub const SHIPPED: [&str; 2] = ["offshoring-2016", "offshoring-2025"];

/// The packs that shipped contracts and documents of the language borrow from.
pub fn packs() -> Packs {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let inside = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder of packs");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let shipped = inside("contracts/ma/packs").into_iter().map(|folder| folder.join("pack.md"));
    let paths = shipped.chain(inside("conformance/packs/at-hand"));
    let texts: Vec<String> = paths.map(|path| std::fs::read_to_string(path).expect("a pack")).collect();
    Packs::gather(texts.iter().map(String::as_str))
}

pub fn shipped(name: &str) -> Contract {
    let path = format!("{}/../../contracts/ma/{name}/contract.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a shipped contract");
    let checked = contract::check::check(&text, &packs());
    checked.contract.unwrap_or_else(|| panic!("{name}: {:?}", checked.diagnostics))
}

/// Both roads over an operator's facts, every clause and control in every reading.
pub fn both_roads(contract: &Contract, program: &Program, facts: &Facts, as_known_on: Date) -> Result<u64, String> {
    let assessment = assess_operator(program, &columns(facts), as_known_on, Readings::All);
    let assessment = assessment.map_err(|error| error.to_string())?;
    let clauses = contract.clauses.iter().chain(&contract.controls);
    let interpreted = clauses.flat_map(|clause| interpret(contract, clause, facts, as_known_on));
    agree(assessment.rows(program), interpreted).map_err(|disagreement| disagreement.to_string())
}

#[test]
fn both_roads_agree_on_every_worked_case() {
    for name in SHIPPED {
        let contract = shipped(name);
        let program = compile(&contract).expect("a shipped contract compiles");
        let mut compared = 0;
        for scenario in &contract.scenarios {
            for facts in &scenario.facts {
                compared += both_roads(&contract, &program, facts, scenario.as_known_on)
                    .unwrap_or_else(|fault| panic!("{name}, {}, {}: {fault}", scenario.of, facts.operator));
            }
        }
        assert!(compared > 50, "{name}: only {compared} determinations compared");
    }
}

/// Amounts that are a share of less than one, by the program, each held against the interpreter's step.
fn shares(contract: &Contract, program: &Program, facts: &Facts, as_known_on: Date) -> usize {
    let assessment = assess_operator(program, &columns(facts), as_known_on, Readings::All).expect("it computes");
    let mut found = 0;
    for of in &assessment.clauses {
        let known = &program.clauses[of.clause];
        let mut all = contract.clauses.iter().chain(&contract.controls);
        let clause = all.find(|one| (&one.id, &one.reading) == (&known.id, &known.reading)).expect("the clause");
        let rows = assessment.rows_of(program, (&known.id, known.reading.as_deref()), |_| true);
        for (place, row) in (0u32..).zip(&rows).filter(|(_, row)| row.status == Status::Due) {
            let told = explain(contract, clause, facts, as_known_on, &row.key).expect("an explanation");
            let mut steps = told.pieces.iter().flat_map(|piece| &piece.steps);
            let is_part = steps.any(|step| {
                step.mechanism == "tied_share" && matches!(&step.value, Told::Number { exact, .. } if exact != "1")
            });
            assert_eq!(of.by_share.contains(&place), is_part, "{}: {row:?}", known.id);
            found += usize::from(is_part);
        }
    }
    found
}

#[test]
fn both_roads_say_which_amounts_are_shares_of_a_tie() {
    let contract = shipped("offshoring-2025");
    let program = compile(&contract).expect("a shipped contract compiles");
    let scenarios = contract.scenarios.iter();
    let each = scenarios.flat_map(|scenario| scenario.facts.iter().map(|facts| (facts, scenario.as_known_on)));
    let found: usize = each.map(|(facts, day)| shares(&contract, &program, facts, day)).sum();
    assert!(found > 0, "no worked case has a tie");
}
