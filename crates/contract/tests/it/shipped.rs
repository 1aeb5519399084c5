//! The contracts that ship: each loads without a word of complaint, and every worked case beside its articles comes out.

use std::fs;
use std::path::PathBuf;

use contract::model::{CommitmentKind, Confidence, Contract};
use contract::verdict::FigurePeriod;

use crate::checks::differences;
use crate::conformance::check;

pub fn text(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../contracts/ma").join(path);
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn contract(path: &str) -> Contract {
    let checked = check(&text(path));
    let complaints: Vec<_> = checked.diagnostics.iter().collect();
    assert!(complaints.is_empty(), "{path}: {complaints:?}");
    checked.contract.expect("a contract without diagnostics loads")
}

#[test]
fn shipped_contracts_load_and_their_worked_cases_come_out() {
    for path in ["offshoring-2016/contract.md", "offshoring-2025/contract.md"] {
        let contract = contract(path);
        assert!(contract.scenarios.len() > 20, "{path}");
        assert_eq!(differences(&text(path)), Vec::<String>::new(), "{path}");
        let worked = |id: &str, reading: Option<&String>| {
            let in_use = contract.readings.get(id);
            contract.scenarios.iter().any(|case| case.of == id && case.reading.as_ref().or(in_use) == reading)
        };
        for clause in contract.clauses.iter().chain(&contract.controls) {
            assert!(
                worked(&clause.id, clause.reading.as_ref()),
                "{path}: no worked case of {} {:?}",
                clause.id,
                clause.reading
            );
        }
    }
}

#[test]
fn every_promise_of_2016_stands_as_a_commitment() {
    let contract = contract("offshoring-2016/contract.md");
    let targets = contract.commitments.iter().filter(|one| matches!(one.kind, CommitmentKind::Target(_))).count();
    assert_eq!((targets, contract.commitments.len()), (3, 22));
    for article in (4..=8).chain(12..=26) {
        let basis = format!("art-{article}");
        assert!(contract.commitments.iter().any(|one| one.basis == basis), "no commitment rests on {basis}");
    }
}

#[test]
fn facts_that_no_public_text_states_are_marked() {
    let contract = contract("offshoring-2025/contract.md");
    assert!(contract.clauses.iter().all(|clause| clause.confidence.is_estimate()));
    let values = || contract.parameters.iter().flat_map(|parameter| &parameter.values);
    assert!(values().all(|value| value.confidence != Confidence::Official), "no value was read in the circular itself");
}

#[test]
fn published_figures_are_told_once_with_period_perimeter_and_source() {
    let text = text("statistics.csv");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("series;period;perimeter;value;unit;confidence;source;note;published"));
    let (mut keys, mut dated) = (std::collections::BTreeSet::new(), 0);
    for line in lines {
        let cells: Vec<&str> = line.split(';').collect();
        let [series, period, perimeter, value, unit, confidence, source, _note, published] = cells.as_slice() else {
            panic!("nine cells: {line}");
        };
        assert!(keys.insert((*series, *period, *perimeter)), "told twice: {line}");
        assert!(period.parse::<FigurePeriod>().is_ok(), "period: {line}");
        assert!(value.parse::<contract::money::Decimal>().is_ok(), "value: {line}");
        assert!(!unit.is_empty() && source.starts_with("http"), "unit and source: {line}");
        assert!(["official", "reprint", "press", "inferred"].contains(confidence), "confidence: {line}");
        let day = published.parse::<contract::calendar::Date>();
        assert!(published.is_empty() || day.is_ok(), "day of publication: {line}");
        dated += usize::from(day.is_ok());
    }
    assert!(keys.len() > 50 && dated > 10);
}

/// Of each column that the programme asks for, a table under its article says which clause or indicator reads it.
#[test]
fn no_column_is_asked_for_that_nothing_of_the_programme_will_read() {
    let text = text("packs/programme/pack.md");
    let pack = contract("packs/programme/pack.md");
    let mut columns = 0;
    for table in pack.tables.iter().filter(|table| !pack.is_lent(contract::document::BlockKind::Evidence, &table.id)) {
        let before = &text[..text.find(&format!("\nid: {}\n", table.id)).expect("the block of a table")];
        let article = &before[before.rfind("\n## ").expect("the article of a table")..];
        let read: Vec<&str> = article.lines().filter_map(|line| line.strip_prefix("| `")).collect();
        for column in table.columns.keys() {
            let told = read.iter().any(|row| {
                let (named, by) = row.split_once('|').expect("two cells");
                named.split('`').any(|word| word == column) && by.trim().len() > 20
            });
            assert!(told, "{}.{column}: nothing says what reads it", table.id);
            columns += 1;
        }
    }
    assert!(columns > 40, "{columns}");
}
