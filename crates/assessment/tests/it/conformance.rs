//! The program and the reference interpreter agree on every worked case of the language's conformance documents.

use std::fs;
use std::path::{Path, PathBuf};

use assessment::compile::compile;

use crate::shipped::both_roads;

/// The documents that load, of every topic.
pub fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance");
    let entries =
        |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries(root).flat_map(|topic| entries(topic.join("good"))).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

#[test]
fn both_roads_agree_on_the_language() {
    let mut compared = 0;
    let packs = crate::shipped::packs();
    let mut failures = Vec::new();
    let mut explained = crate::givens::Compared::default();
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document");
        let Some(contract) = contract::check::check(&text, &packs).contract else { continue };
        let program = match compile(&contract) {
            Ok(program) => program,
            Err(fault) => {
                failures.push(format!("{}: {fault}", path.display()));
                continue;
            }
        };
        for scenario in &contract.scenarios {
            for facts in &scenario.facts {
                crate::givens::compare(&contract, facts, scenario.as_known_on, &mut explained);
                match both_roads(&contract, &program, facts, scenario.as_known_on) {
                    Ok(rows) => compared += rows,
                    Err(fault) => failures.push(format!(
                        "{}:{} {}: {fault}",
                        path.display(),
                        scenario.span.start.line,
                        facts.operator
                    )),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(compared > 200, "only {compared} determinations compared");
}
