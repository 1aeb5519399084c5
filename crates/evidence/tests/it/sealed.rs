//! Sealed columns: what a file says of a person stands nowhere in clear, and serves whoever has the key to count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use contract::check::{Packs, check};
use evidence::catalogue::Catalogue;
use evidence::columns::{OperatorEvidence, Values};
use evidence::intake::{Delivery, submit};
use evidence::pseudonym::Key;
use evidence::store::Store;

use crate::bench::{ALPHA_1, Bench, date, id};

const FILE: &str = "Account;Month;Employee;Disabled;Hired;Left;Wages
1234567;2025-07;123456785;Yes;2023-02-01;;6500.00
1234567;2025-07;223456784;No;2023-02-01;;6500.00
1234567;2025-07;323456783;Yes;2023-02-01;;6500.00
1234567;2025-07;423456782;perhaps;2023-02-01;;6500.00
1234567;2025-07;523456781;Yes;2023-02-01;;3000.00
1234567;2025-07;523456781;Yes;2023-02-01;;3500.00
1234567;2025-07;623456780;Yes;2023-02-01;;3000.00
1234567;2025-07;623456780;No;2023-02-01;;3500.00
";

fn tables() -> Catalogue {
    let document = include_str!("../../../../conformance/evidence/good/sealed.md");
    let checked = check(document, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    assert_eq!(clashes, []);
    tables
}

/// How many rows say each word, say nothing that can be read, say nothing.
fn counted(evidence: &OperatorEvidence) -> (BTreeMap<String, usize>, usize, usize) {
    let table = &evidence.tables["staff"];
    let column = &table.columns["disabled"];
    let Values::Code { codes, words } = &column.values else { panic!("words") };
    let (mut counts, mut unread, mut blank) = (BTreeMap::new(), 0, 0);
    for (row, code) in codes.iter().enumerate() {
        match column.filled.as_ref().is_none_or(|filled| filled[row]) {
            true => *counts.entry(words[usize::try_from(*code).expect("a place")].clone()).or_default() += 1,
            false if column.is_unread(row) => unread += 1,
            false => blank += 1,
        }
    }
    (counts, unread, blank)
}

/// Every file below a folder that holds these bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if std::fs::read(&path).expect("a file").windows(bytes.len()).any(|window| window == bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn what_is_sealed_is_counted_with_the_key_and_stands_nowhere_in_clear() {
    let bench = Bench::with_registers();
    assert_eq!(ALPHA_1, "1234567");
    let root = bench.store.root().to_owned();
    let store = || Store::open(&root).expect("the store").knowing(tables().into());
    let report = submit(
        &store(),
        &bench.key,
        &[("staff.csv".to_owned(), FILE.as_bytes().to_vec())],
        Delivery::on(date("2025-08-05")),
    )
    .expect("an intake");
    let told = report.iter().flat_map(|one| &one.pieces).flat_map(|piece| &piece.piece.findings);
    let told: Vec<(&str, Option<u32>)> = told.map(|one| (one.code.as_str(), one.place.line)).collect();
    assert!(
        told.contains(&("table-key-repeated", Some(9))) && !told.contains(&("table-key-repeated", Some(7))),
        "{told:?}"
    );

    let expected = (BTreeMap::from([("yes".to_owned(), 3), ("no".to_owned(), 1)]), 3, 0);
    let load = |store: &Store| store.load(&id("alpha"), &["staff"], date("2025-09-01")).expect("a load");
    let own = store().opening_by(bench.key.clone());
    assert_eq!(
        counted(&load(&own)),
        expected,
        "two lines that agree are one; of two that do not neither is read, nor is a word of no list"
    );
    assert_eq!(counted(&load(&store())), (BTreeMap::new(), 7, 0), "without the key nothing is known");
    let other = store().opening_by(Key::from_bytes([8; 32]));
    assert_eq!(counted(&load(&other)), (BTreeMap::new(), 7, 0), "nor under another one");

    own.compact(|_| ()).expect("editions");
    let needed = BTreeMap::from([("staff".to_owned(), BTreeSet::from(["disabled".to_owned()]))]);
    let columns = |store: Store| store.load_columns(&id("alpha"), &needed, date("2025-09-01")).expect("columns");
    assert_eq!(
        counted(&columns(store().opening_by(bench.key.clone()))),
        expected,
        "an edition holds it sealed as well"
    );
    assert_eq!(counted(&columns(store())), (BTreeMap::new(), 7, 0));
    assert!(own.says_the_same(&store().without_editions(), &id("alpha")).expect("both"));

    let kept = holding(&root, b"2023-02").len() + holding(&root, b"disabled").len();
    assert!(kept > 0, "the search finds what lies there");
    // The words of the list are short, and so whole cells are looked for: a length of four bytes before each.
    for word in ["yes", "no"] {
        let cell = [&u32::try_from(word.len()).expect("short").to_le_bytes(), word.as_bytes()].concat();
        assert_eq!(holding(&root, &cell), Vec::<String>::new(), "{word} lies in clear");
    }
}

/// The search of the test above finds a word that is not sealed.
#[test]
fn an_open_column_would_be_found() {
    let bench = Bench::with_registers();
    let root = bench.store.root().to_owned();
    let document = include_str!("../../../../conformance/evidence/good/sealed.md").replace("sealed: disabled\n", "");
    let (head, _) = document.split_once("```yaml definition").expect("definitions");
    let checked = check(head, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (open, _) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    let store = Store::open(&root).expect("the store").knowing(open.into());
    submit(&store, &bench.key, &[("staff.csv".to_owned(), FILE.as_bytes().to_vec())], Delivery::on(date("2025-08-05")))
        .expect("an intake");
    assert_eq!(holding(&root, b"\x03\0\0\0yes").len(), 1);
}
