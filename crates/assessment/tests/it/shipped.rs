//! The contracts that ship: they compile, and the program runs their worked cases.

use assessment::agree::agree;
use assessment::assess::{Readings, assess_operator};
use assessment::compile::compile;
use assessment::program::Program;
use contract::calendar::Date;
use contract::facts::Facts;
use contract::interpret::interpret;
use contract::model::Contract;

use crate::columns::columns;

pub const SHIPPED: [&str; 2] = ["offshoring-2016", "offshoring-2025"];

pub fn shipped(name: &str) -> Contract {
    let path = format!("{}/../../contracts/ma/{name}/contract.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a shipped contract");
    let checked = contract::check::check(&text);
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
