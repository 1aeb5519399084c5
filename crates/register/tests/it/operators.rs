//! Operators enrolled, and balances of before: the rows that both databases keep, and bodies that are refused.

use register::journal::RecordError;
use register::tables::{ACCOUNT, BALANCE, ENROLMENT, HELD, MANDATE, SECRET};
use register::{Value, tree};

use crate::place::{draft, on_both, record};

fn facts(operator: &str) -> Value {
    let words = |list: &[&str]| Value::List(list.iter().map(|word| Value::text(*word)).collect());
    let held = Value::texts([("affiliation", "2000016"), ("from", "2025-01-01")]);
    Value::map([
        ("operator", Value::text(operator)),
        ("from", Value::text("2025-01-01")),
        ("contracts", words(&["essai"])),
        ("ecosystems", words(&["crm", "bpo"])),
        ("affiliations", Value::List(vec![held])),
        ("sites", words(&[])),
        ("source", Value::text("Convention 7")),
    ])
}

fn balances(decided: &str) -> Value {
    let one = Value::texts([
        ("operator", "op-1"),
        ("head", "premium"),
        ("year", "2024"),
        ("decided", decided),
        ("paid", "0.00"),
        ("source", "Trésorerie"),
    ]);
    let file = tree::leaf(b"balances").hex();
    Value::map([("file", Value::text(file)), ("balances", Value::List(vec![one]))])
}

#[test]
fn rows_of_operators_and_balances_follow_from_their_acts() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, draft("request-1", "enrol", facts("op-1"))).expect("enrolled");
        let end = Value::texts([("operator", "op-1"), ("on", "2026-01-31"), ("source", "Lettre")]);
        record(&journal, draft("request-2", "end-operator", end)).expect("ended");
        let many = Value::List(vec![facts("op-2"), facts("op-3")]);
        let many = Value::map([("file", Value::text(tree::leaf(b"operators").hex())), ("operators", many)]);
        record(&journal, draft("request-3", "import-operators", many)).expect("taken in");
        record(&journal, draft("request-4", "import-balances", balances("1234.50"))).expect("taken in");
        let twice = record(&journal, draft("request-5", "import-balances", balances("99.00"))).expect_err("twice");
        assert!(matches!(twice, RecordError::Taken { table, .. } if table == "balance"));
        for wrong in ["1234.5", "01.00", "-1.00", "1e3", "1 000.00"] {
            let refused = record(&journal, draft("request-6", "import-balances", balances(wrong))).expect_err("wrong");
            assert!(matches!(refused, RecordError::Projection(_)), "{wrong}: {refused}");
        }
        let rows = |table| journal.rows(table, None, &[]).expect("rows");
        assert_eq!(
            rows(&ENROLMENT)[0].values,
            ["op-1", "enrol", "2025-01-01", "essai", "crm bpo", "", "", "Convention 7"]
        );
        assert_eq!(rows(&ENROLMENT)[1].values, ["op-1", "end-operator", "2026-01-31", "", "", "", "", "Lettre"]);
        assert_eq!(rows(&ENROLMENT).len(), 4);
        assert_eq!(rows(&HELD)[2].values, ["op-3", "2000016", "2025-01-01", ""]);
        assert_eq!(rows(&BALANCE)[0].values, ["op-1", "premium", "2024", "", "1234.50", "0.00", "Trésorerie"]);
    });
}

#[test]
fn nothing_is_declared_and_people_are_taken_in_by_the_rows_that_they_say() {
    on_both(|place| {
        let journal = place.journal();
        let nil = |year: &str, source: &str| {
            Value::texts([("operator", "op-1"), ("head", "premium"), ("year", year), ("source", source)])
        };
        record(&journal, draft("request-1", "nil-balance", nil("2024", "Trésorerie"))).expect("declared");
        let twice = record(&journal, draft("request-2", "import-balances", balances("1.00"))).expect_err("stated");
        assert!(matches!(twice, RecordError::Taken { table, .. } if table == "balance"));
        for wrong in [nil("024", "x"), nil("2025", "")] {
            let refused = record(&journal, draft("request-3", "nil-balance", wrong)).expect_err("wrong");
            assert!(matches!(refused, RecordError::Projection(_)), "{refused}");
        }
        let rows = journal.rows(&BALANCE, None, &[]).expect("rows");
        assert_eq!(rows[0].values, ["op-1", "premium", "2024", "", "0.00", "0.00", "Trésorerie"]);
        let mandate =
            Value::texts([("role", "officer"), ("whom", "office"), ("since", "2027-01-01"), ("ceiling", "5")]);
        let person = |account: &str, digit: &str| {
            Value::map([
                ("account", Value::text(account)),
                ("person", Value::text(digit.repeat(32))),
                ("language", Value::text("fr")),
                ("mandates", Value::List(vec![mandate.clone()])),
                ("secret", Value::text(tree::leaf(account.as_bytes()).hex())),
            ])
        };
        let people = |list| Value::map([("people", Value::List(list))]);
        let taken = people(vec![person("amina", "1"), person("leila", "2")]);
        record(&journal, draft("request-4", "import-people", taken)).expect("taken in");
        let count = |table| journal.rows(table, None, &[]).expect("rows").len();
        assert_eq!((count(&ACCOUNT), count(&MANDATE), count(&SECRET)), (2, 2, 2));
        let twice = record(&journal, draft("request-5", "import-people", people(vec![person("leila", "3")])));
        assert!(matches!(twice.expect_err("twice"), RecordError::Taken { table, .. } if table == "account"));
        let wrong = record(&journal, draft("request-5", "import-people", people(vec![person("Leila", "3")])));
        assert!(wrong.expect_err("wrong").to_string().contains("people[0].account"));
        let text =
            Value::texts([("path", "a.md"), ("sha256", &tree::leaf(b"a").hex()), ("contract", ""), ("kind", "other")]);
        let texts =
            |reference| Value::map([("texts", Value::List(vec![text.clone()])), ("reference", Value::text(reference))]);
        record(&journal, draft("request-6", "record-text", texts("BO 7448"))).expect("recorded");
        record(&journal, draft("request-7", "record-text", texts(""))).expect_err("a reference that says nothing");
    });
}
