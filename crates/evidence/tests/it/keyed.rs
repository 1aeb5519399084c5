//! Tables by place, dossier and financial year; tables of parties that are no operators; accounts and addresses, which are kept
//! nowhere in clear.

use std::path::Path;

use contract::calendar::Date;
use contract::check::{Packs, check};
use contract::facts::{Cell, Period};
use contract::identity::OperatorId;
use evidence::catalogue::Catalogue;
use evidence::intake::{Delivery, SubmissionReport, submit, withdrawal, without};
use evidence::manifest::Standing;
use evidence::store::{Completeness, Store};

use crate::bench::{Bench, codes};

const DOCUMENT: &str = include_str!("../../../../conformance/evidence/good/keys.md");

fn tables() -> Catalogue {
    let checked = check(DOCUMENT, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    assert_eq!(clashes, []);
    tables
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn opened(bench: &Bench) -> Store {
    bench.reopened().without_waiting_for_disk().knowing(tables().into())
}

fn hand_in((bench, store): (&Bench, &Store), on: &str, name: &str, text: &str) -> Vec<SubmissionReport> {
    let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
    submit(store, &bench.key, &files, Delivery::on(day(on)).replacing()).expect("an intake")
}

fn floors(party: &str, quarter: &str, area: u32) -> String {
    format!(
        "Manager,Platform,Quarter,Floor,Area,Rented\n\
         {party},north-park,{quarter},F1,{area},800\n{party},north-park,{quarter},F2,1000,700\n"
    )
}

/// Files with a place that nobody knows, and with a financial year of four: the specimens of their findings.
pub fn pieces() -> Vec<evidence::piece::Piece> {
    let tables = tables();
    let years = "Operator,From,To,Turnover\nalpha,2020-01-01,2024-06-30,1.00\n";
    let texts = [floors("north-manager", "2025-Q1", 1).replace("north-park", "nowhere"), years.to_owned()];
    texts.iter().map(|text| evidence::read::read_by(&tables, "x.csv", text.as_bytes())).collect()
}

/// A file whose party nobody knows: the specimen of its finding.
pub fn specimens() -> Vec<SubmissionReport> {
    let bench = Bench::with_registers();
    let store = opened(&bench);
    hand_in((&bench, &store), "2025-04-10", "floors.csv", &floors("west-manager", "2025-Q1", 1000))
}

#[test]
fn a_party_files_under_its_own_name_and_is_no_operator() {
    let bench = Bench::with_registers();
    let store = opened(&bench);
    let here = (&bench, &store);
    let reports =
        hand_in(here, "2025-04-10", "FLOORS_north-manager_2025Q1.csv", &floors("north-manager", "2025-Q1", 1000));
    let [report] = reports.as_slice() else { panic!("{reports:#?}") };
    let party = OperatorId::of_party("north-manager").expect("a party");
    assert_eq!(report.operator.as_ref(), Some(&party));
    assert_eq!((report.pieces[0].piece.standing, report.pieces[0].piece.accounting.used), (Standing::Accepted, 2));
    let known = day("2025-12-31");
    let names = |all: Vec<OperatorId>| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(store.operators(known).expect("operators")), ["alpha", "beta"], "it is in no list of operators");
    assert_eq!(store.parties(known).expect("parties"), std::slice::from_ref(&party));
    assert_eq!(store.load(&party, &["floors"], known).expect("rows").tables["floors"].rows, 2);

    // Coverage, lateness, what is missing: as of an operator.
    let late = hand_in(here, "2025-11-01", "floors.csv", &floors("north-manager", "2025-Q3", 1500));
    let stands = store.completeness(&party, "floors", day("2025-01-01"), day("2025-09-30"), known).expect("periods");
    let stands: Vec<&Completeness> = stands.iter().map(|(_, stands)| stands).collect();
    assert!(
        matches!(
            stands.as_slice(),
            [Completeness::Covered { .. }, Completeness::Missing { .. }, Completeness::Late { .. }]
        ),
        "{stands:?}"
    );
    assert!(late[0].reconciled.iter().all(|one| one.outcome.is_none()), "the quarter between was never filed");
    let second = hand_in(here, "2025-11-02", "floors.csv", &floors("north-manager", "2025-Q2", 1000));
    let differs: Vec<String> =
        second[0].reconciled.iter().filter(|one| one.differs()).map(|one| one.found.period.to_string()).collect();
    assert_eq!(differs, ["2025-Q3"], "{second:#?}");

    // A file that is taken back covers nothing any more; whoever opens the store anew finds the same.
    let submission = second[0].submission.clone().expect("a submission");
    let at = evidence::store::Position::from(day("2025-11-03"));
    assert!(!withdrawal(&store, &party, &submission, 0, at).expect("what it does").is_empty());
    let taken_back = without(&store, &party, &submission, 0, at).expect("a store");
    let stands =
        taken_back.completeness(&party, "floors", day("2025-04-01"), day("2025-06-30"), known).expect("periods");
    assert!(matches!(stands.as_slice(), [(_, Completeness::Missing { .. })]), "{stands:?}");
    assert_eq!(opened(&bench).parties(known).expect("parties"), [party]);
}

#[test]
fn a_party_that_no_document_names_files_nothing() {
    let reports = specimens();
    let mut found = reports.iter().flat_map(|report| &report.pieces).flat_map(|piece| &piece.piece.findings);
    let unknown = found.find(|finding| finding.code == "intake-party-unknown").expect("a finding");
    let value = |name: &str| unknown.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let known = value("known").expect("those that are known");
    assert!(known.ends_with("north-manager, south-manager"), "{known}");
    assert_eq!((value("party"), value("kind")), (Some("west-manager"), Some("platform-manager")));
}

#[test]
fn rows_are_told_apart_by_place_and_ecosystem() {
    let bench = Bench::with_registers();
    let store = opened(&bench);
    let text = "Operator,Place,Ecosystem,Quarter,Posts\n\
        alpha,north,CRM,2025-Q1,12\nalpha,north,ITO,2025-Q1,5\nalpha,south,CRM,2025-Q1,3\nalpha,,CRM,2025-Q1,1\n";
    let reports = hand_in((&bench, &store), "2025-04-10", "posts.csv", text);
    assert!(codes(&reports).contains(&"csv-blank".to_owned()), "a row says its place: {reports:#?}");
    let alpha = OperatorId::new("alpha").expect("an operator");
    let facts = store.load(&alpha, &["posts"], day("2025-12-31")).expect("rows").to_facts(None);
    let rows = &facts.table("posts").expect("a table").rows;
    let of = |place: &str, ecosystem: &str| {
        let is = |row: &&contract::facts::Row| {
            row.cells.get("place") == Some(&Cell::Code(place.into()))
                && row.cells.get("ecosystem") == Some(&Cell::Code(ecosystem.into()))
        };
        rows.iter().find(is).and_then(|row| row.cells.get("posts").cloned())
    };
    assert_eq!((of("north", "crm"), of("north", "ito")), (Some(Cell::Count(12)), Some(Cell::Count(5))));
    assert_eq!(of("south", "crm"), Some(Cell::Count(3)));
}

#[test]
fn a_financial_year_is_known_by_the_year_in_which_it_ends() {
    let bench = Bench::with_registers();
    let store = opened(&bench);
    let text = "Operator,From,To,Turnover\n\
        alpha,2024-07-01,2025-06-30,1000.00\nalpha,2025-07-01,2025-06-30,1.00\nalpha,2020-01-01,2024-06-30,1.00\n\
        alpha,,2026-06-30,2.00\n";
    let reports = hand_in((&bench, &store), "2026-09-10", "accounts.csv", text);
    let found = codes(&reports);
    let times = |code: &str| found.iter().filter(|one| *one == code).count();
    assert_eq!((times("table-validity"), times("table-exercise")), (1, 1), "{found:?}");
    assert_eq!(found.iter().filter(|code| *code == "table-key").count(), 1, "{found:?}");
    let alpha = OperatorId::new("alpha").expect("an operator");
    let evidence = store.load(&alpha, &["accounts"], day("2026-12-31")).expect("rows");
    let table = &evidence.tables["accounts"];
    assert_eq!((table.rows, table.covered.as_slice()), (1, [Period::Year(2025)].as_slice()));
    let facts = evidence.to_facts(None);
    let row = &facts.table("accounts").expect("a table").rows[0];
    assert_eq!(row.cells.get("exercise_from"), Some(&Cell::Date(day("2024-07-01"))));
    assert_eq!(row.period, Some(Period::Year(2025)));
}

/// Whether a file below a folder holds a text.
fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().contains(text);
        name || if path.is_dir() {
            holds(&path, text)
        } else {
            std::fs::read(&path).expect("a file").windows(text.len()).any(|window| window == text.as_bytes())
        }
    })
}

#[test]
fn accounts_and_addresses_are_numbers_and_equal_where_they_are_equal() {
    let bench = Bench::with_registers();
    let store = opened(&bench);
    let text = "Operator,Dossier,Account,Address,Claimed\n\
        alpha,D-1,1234567890,12 Rue de l'Été,1000.00\nalpha,D-2,12345 67890,12 RUE DE L'ÉTÉ,10.00\n\
        alpha,D-3,9876543210,,5.00\n";
    let reports = hand_in((&bench, &store), "2025-04-10", "claims 1234567890.csv", text);
    let alpha = OperatorId::new("alpha").expect("an operator");
    let facts = store.load(&alpha, &["claim"], day("2025-12-31")).expect("rows").to_facts(None);
    let rows = &facts.table("claim").expect("a table").rows;
    let cell = |dossier: &str, column: &str| {
        let row = rows.iter().find(|row| row.cells.get("dossier") == Some(&Cell::Code(dossier.into())));
        row.and_then(|row| row.cells.get(column).cloned()).expect("a cell")
    };
    let Cell::Code(number) = cell("D-1", "account") else { panic!("no number") };
    assert!(number.len() == 32 && number.bytes().all(|byte| byte.is_ascii_hexdigit()), "{number}");
    assert_eq!(cell("D-1", "account"), cell("D-2", "account"), "written otherwise, and the same");
    assert_eq!(cell("D-1", "address"), cell("D-2", "address"));
    assert_ne!(cell("D-1", "account"), cell("D-3", "account"));
    store.compact(|_| {}).expect("editions");
    for secret in ["1234567890", "12345 67890", "9876543210", "Rue de l", "RUEDEL", "RUE DE L"] {
        assert!(!holds(store.root(), secret), "{secret} is kept");
        let told = serde_json::to_string(&reports).expect("a report");
        assert!(!told.contains(secret), "{secret} is told");
    }
    // The same handed in again is the same, and is known to be.
    let again = hand_in((&bench, &store), "2025-04-10", "claims.csv", text);
    assert!(codes(&again).iter().any(|code| code.starts_with("intake-duplicate")), "{again:#?}");
}
