//! Evidence put into a store as rows is what the same sector's files give.

use std::collections::BTreeMap;

use benches::evidence::{Plan, fill};
use contract::calendar::Date;
use evidence::columns::OperatorEvidence;
use evidence::intake::submit;
use evidence::pseudonym::Key;
use evidence::store::Store;

/// Files by name.
type Files = Vec<(String, Vec<u8>)>;

/// What is known of every operator, without the files and lines that rows come from.
fn known(store: &Store, day: Date) -> BTreeMap<String, OperatorEvidence> {
    let known = office::shipped::tables();
    let tables: Vec<&str> = known.tables().iter().map(|table| table.name).collect();
    let operators = store.operators(day).unwrap();
    let load = |operator: contract::identity::OperatorId| {
        let mut evidence = store.load(&operator, &tables, day).unwrap();
        evidence.pieces.clear();
        evidence.origins.clear();
        evidence.tables.values_mut().for_each(|table| table.origins.clear());
        (operator.to_string(), evidence)
    };
    operators.into_iter().map(load).collect()
}

/// The year, and the month where there is one, at the end of a file's name: `202507`, `072025` or `2025`.
fn period(name: &str) -> Option<(i32, Option<i32>)> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let digits = &stem[stem.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |last| last + 1)..];
    let number = |text: &str| text.parse::<i32>().ok();
    match digits.len() {
        4 => Some((number(digits)?, None)),
        6 if digits.starts_with("20") => Some((number(&digits[..4])?, number(&digits[4..]))),
        6 => Some((number(&digits[2..])?, number(&digits[..2]))),
        _ => None,
    }
}

#[test]
fn rows_give_what_files_give() {
    let plan = Plan { operators: 12, persons: 25, months: 30, seed: 7 };
    let key = Key::from_bytes([7; 32]);
    let folder = tempfile::tempdir().unwrap();
    let by_rows = Store::create(&folder.path().join("rows"))
        .unwrap()
        .knowing(office::shipped::tables())
        .without_waiting_for_disk();
    fill(&by_rows, &key, &plan.ledger(), plan, || {}).unwrap();

    let by_files = Store::create(&folder.path().join("files"))
        .unwrap()
        .knowing(office::shipped::tables())
        .without_waiting_for_disk();
    // Handed in on the same days as the rows: registers first, then each operator's files of a year together.
    let mut by_day: BTreeMap<(Date, String), Files> = BTreeMap::new();
    for delivery in plan.ledger().deliveries(plan.seed) {
        for (name, bytes) in delivery.files {
            let day = match period(&name) {
                // The plan's month after the last is declared later.
                Some((2026, _)) => continue,
                Some((year, _)) => plan.received(year),
                None => plan.first_day(),
            };
            by_day.entry((day, delivery.operator.clone())).or_default().push((name, bytes));
        }
    }
    let received: usize = by_day.values().map(Vec::len).sum();
    for ((day, _), files) in &by_day {
        submit(&by_files, &key, files, *day).unwrap();
    }
    assert!(received > 500, "{received} files");

    let day = plan.known_later();
    let (rows, files) = (known(&by_rows, day), known(&by_files, day));
    assert_eq!(rows.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    let count = |all: &BTreeMap<String, OperatorEvidence>| -> usize {
        all.values().flat_map(|evidence| evidence.tables.values()).map(|table| table.rows).sum()
    };
    assert!(count(&rows) > 5_000, "{} rows", count(&rows));
    for (operator, of_rows) in &rows {
        let of_files = &files[operator];
        assert_eq!(of_rows.persons, of_files.persons, "persons of {operator}");
        // The rows of a sector hold what its clauses read; its files hold what the programme asks for besides.
        for table in ["payroll", "bds", "annual_tax", "turnover", "operator", "site", "affiliation"] {
            assert_eq!(of_rows.tables.get(table), of_files.tables.get(table), "{operator}, {table}");
        }
    }
}
