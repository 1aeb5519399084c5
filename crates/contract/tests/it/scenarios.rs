//! Scenarios: a worked case that comes out otherwise is told, difference by difference.

use std::collections::BTreeMap;

use contract::model::*;
use contract::scenario::{Difference, person, run};
use contract::source::Span;

use crate::build::*;
use crate::jobs::premium;

fn expect(key: &str, status: &str) -> Expectation {
    let pairs = key.split_whitespace().filter_map(|pair| pair.split_once('='));
    Expectation {
        key: pairs.map(|(part, text)| (part.to_owned(), text.to_owned())).collect(),
        status: status.into(),
        amount: None,
        decided_by: None,
        head: None,
        missing: None,
        steps: BTreeMap::new(),
        span: Span::START,
    }
}

fn scenario(expected: Vec<Expectation>) -> Scenario {
    const ROW: &str = "hired=2025-07-01 contract=permanent gross_taxable=8000.03";
    let x = operator("X").covers("payroll", "2025-06").rows("payroll", "A", "2025-07 .. 2027-01", ROW);
    let y = operator("Y")
        .covers("payroll", "2025-06")
        .rows("payroll", "A", "2025-07 .. 2027-01", ROW)
        .misses("payroll", "2026-02");
    Scenario {
        id: None,
        of: "pae".into(),
        reading: None,
        as_known_on: date("2027-01-31"),
        facts: vec![x, y],
        figures: Vec::new(),
        expected,
        span: Span::START,
    }
}

fn differences(expected: Vec<Expectation>) -> Vec<Difference> {
    run(&premium(), &scenario(expected)).into_iter().map(|mismatch| mismatch.difference).collect()
}

#[test]
fn what_is_expected_rightly_comes_out_without_a_word() {
    let mut due = expect("operator=X person=A start=2025-07-01", "due");
    due.amount = Some(decimal("16320.06"));
    due.steps = [("base", "96000.36 MAD"), ("premium", "16320.0612 MAD")].map(|(id, v)| (id.into(), v.into())).into();
    let mut missing = expect("operator=Y person=A", "not evaluated");
    missing.missing = Some("payroll 2026-02".into());
    missing.decided_by = Some("base".into());
    assert_eq!(differences(vec![due, missing]), []);
}

#[test]
fn every_difference_is_told() {
    let mut wrong = expect("operator=X person=A", "pending");
    wrong.amount = Some(decimal("16320.07"));
    wrong.decided_by = Some("kept_18".into());
    wrong.head = Some("other".into());
    wrong.missing = Some("payroll 2026-02".into());
    wrong.steps.insert("base".into(), "96000 MAD".into());
    let text = |text: &str| text.to_owned();
    assert_eq!(
        differences(vec![wrong]),
        [
            Difference::Status { expected: text("pending"), got: text("due") },
            Difference::Amount { expected: text("16320.07"), got: Some(text("16320.06")) },
            Difference::DecidedBy { expected: text("kept_18"), got: None },
            Difference::Head { expected: text("other"), got: Some(text("pae")) },
            Difference::Missing { expected: text("payroll 2026-02"), got: Vec::new() },
            Difference::Step { id: text("base"), expected: text("96000 MAD"), got: Some(text("96000.36")) },
        ]
    );
}

#[test]
fn a_step_without_a_value_may_be_expected_and_one_with_a_value_may_not() {
    let step = |operator: &str, status: &str| {
        let mut expected = expect(&format!("operator={operator} person=A start=2025-07-01"), status);
        expected.steps = BTreeMap::from([("base".to_owned(), "not evaluated".to_owned())]);
        expected
    };
    assert_eq!(differences(vec![step("Y", "not evaluated")]), []);
    let told = differences(vec![step("X", "due")]);
    assert!(matches!(told.as_slice(), [Difference::Step { got: Some(got), .. }] if got == "96000.36"), "{told:?}");
}

#[test]
fn exactly_one_determination_must_have_the_key() {
    assert_eq!(differences(vec![expect("person=A", "due")]), [Difference::SeveralKeys { count: 2 }]);
    assert_eq!(differences(vec![expect("operator=X person=B", "due")]), [Difference::NoKey]);
    assert_eq!(differences(vec![expect("operator=X colour=red", "due")]), [Difference::NoKey]);
}

#[test]
fn a_scenario_of_nothing_is_a_mismatch() {
    let mut lost = scenario(Vec::new());
    lost.of = "gone".into();
    let told: Vec<Difference> = run(&premium(), &lost).into_iter().map(|mismatch| mismatch.difference).collect();
    assert_eq!(told, [Difference::NothingNamed { of: "gone".into() }]);
    lost.of = "pae".into();
    lost.reading = Some("periods".into());
    assert_eq!(run(&premium(), &lost).len(), 1);
}

#[test]
fn persons_keep_the_order_of_their_words() {
    assert!(person("A") < person("B") && person("B") < person("BA"));
    assert_ne!(person("a-name-of-sixteen-and-1"), person("a-name-of-sixteen-and-2"));
}
