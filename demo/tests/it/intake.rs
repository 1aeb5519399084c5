//! The whole small sector goes through the real intake: faults are found, and nothing personal is left behind.

use std::collections::BTreeMap;
use std::path::Path;

use contract::calendar::Date;
use contract::identity::OperatorId;
use demo::{Deliveries, Search, Size};
use evidence::finding::Severity;
use evidence::intake::{Delivery, SubmissionReport, submit_pieces};
use evidence::pseudonym::Key;
use evidence::store::Store;

use crate::readers::code;
use crate::reading::SEED;

/// Findings worth a look, which a sector without planted faults would show as well.
const EXPECTED: [&str; 1] = ["tax-person-twice"];

struct Taken {
    store: Store,
    folder: tempfile::TempDir,
    reports: Vec<SubmissionReport>,
}

fn take_in(deliveries: &mut Deliveries) -> Taken {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(&folder.path().join("evidence"))
        .expect("a store")
        .knowing(crate::shipped::tables())
        .without_waiting_for_disk();
    let key = Key::from_bytes([7; 32]);
    let mut reports = Vec::new();
    let mut missed = Vec::new();
    let mut doubts: BTreeMap<String, String> = BTreeMap::new();
    for delivery in deliveries {
        let pieces = delivery
            .files
            .iter()
            .map(|(name, bytes)| evidence::read::read_by(&crate::shipped::tables(), name, bytes))
            .collect();
        let handed_in = Delivery::on(delivery.received);
        let handed_in = if delivery.replaces { handed_in.replacing() } else { handed_in };
        let taken = submit_pieces(&store, &key, pieces, handed_in).expect("an intake");
        let pieces = || taken.iter().flat_map(|report| &report.pieces).map(|report| &report.piece);
        for planted in &delivery.planted {
            let Some(code) = code(planted.fault) else { continue };
            let findings = pieces().filter(|piece| piece.name == planted.file).flat_map(|piece| &piece.findings);
            let told = findings.filter(|finding| finding.code == code);
            if !told.into_iter().any(|finding| planted.line.is_none() || finding.place.line == planted.line) {
                missed.push(planted.clone());
            }
        }
        for piece in pieces().filter(|piece| delivery.planted.iter().all(|planted| planted.file != piece.name)) {
            for finding in piece.findings.iter().filter(|finding| finding.severity > Severity::Notice) {
                doubts
                    .entry(finding.code.clone())
                    .or_insert(format!("{} {} {finding:?}", delivery.operator, piece.name));
            }
        }
        reports.extend(taken);
    }
    doubts.retain(|code, _| !EXPECTED.contains(&code.as_str()));
    assert!(missed.is_empty(), "planted and not found: {missed:#?}");
    assert!(doubts.is_empty(), "found and not planted: {doubts:#?}");
    Taken { store, folder, reports }
}

#[test]
fn the_sector_goes_through_intake() {
    let mut deliveries = demo::generate(SEED, Size::small());
    let issued = deliveries.issued();
    let taken = take_in(&mut deliveries);
    nothing_personal_is_left(&taken, &issued.search());
    what_was_never_sent_stays_unknown(&taken.store);
}

fn nothing_personal_is_left(taken: &Taken, search: &Search<'_>) {
    let mut files = 0;
    search_folder(taken.folder.path(), search, &mut files);
    assert!(files > 800, "{files}");
    assert_clean(search, "reports", format!("{:?}", taken.reports).as_bytes());

    // The tables are compressed on disk: what they hold is looked at unpacked.
    let day: Date = "2028-01-01".parse().expect("a day");
    let operators = taken.store.operators(day).expect("operators");
    assert_eq!(operators.len(), 12);
    let tables = ["payroll", "bds", "annual_tax", "turnover", "operator", "site"];
    let mut persons = 0;
    for operator in &operators {
        let evidence = taken.store.load(operator, &tables, day).expect("evidence");
        persons += evidence.persons.len();
        assert_clean(search, operator.as_str(), format!("{evidence:?}").as_bytes());
    }
    // Some leave one operator for another; some, hired at the end, are in no statement yet.
    assert!((290..=310).contains(&persons), "{persons}");
}

fn search_folder(folder: &Path, search: &Search<'_>, files: &mut u32) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        assert_clean(search, "a path", path.as_os_str().as_encoded_bytes());
        if path.is_dir() {
            search_folder(&path, search, files);
        } else {
            *files += 1;
            assert_clean(search, &path.display().to_string(), &std::fs::read(&path).expect("a file"));
        }
    }
}

fn assert_clean(search: &Search<'_>, what: &str, bytes: &[u8]) {
    let traces = search.traces(bytes);
    assert!(traces.is_empty(), "{what}: {traces:?}");
}

/// A month without files is unknown, one with files is covered, from the day of reception on.
fn what_was_never_sent_stays_unknown(store: &Store) {
    let covered = |operator: &str, table: &str, day: &str| -> usize {
        let operator = OperatorId::new(operator).expect("an identifier");
        let evidence = store.load(&operator, &[table], day.parse::<Date>().expect("a day")).expect("evidence");
        evidence.tables.get(table).map_or(0, |table| table.covered.len())
    };
    let late = "2028-01-01";
    assert_eq!(covered("op-001", "payroll", late), 36);
    assert_eq!(covered("op-003", "payroll", late), 35, "one month is never sent");
    assert_eq!(covered("op-006", "payroll", late), 0);
    assert_eq!(covered("op-006", "bds", late), 36);
    assert_eq!(covered("op-010", "bds", late), 0);
    assert_eq!(covered("op-010", "annual_tax", late), 3);
    assert!(covered("op-001", "payroll", "2026-01-01") <= 17);
}
