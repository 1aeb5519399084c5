//! A file that was withdrawn counts no more from then on; before, it counts as before; what it had replaced counts again.
//! Editions and submissions say the same of it.

use contract::facts::Period;
use evidence::columns::OperatorEvidence;
use evidence::intake::{lying, reread, withdrawal};
use evidence::store::{Position, Recorded, Store};

use crate::bench::*;

const TABLES: [&str; 3] = ["payroll", "affiliation", "operator"];

fn names(bench: &Bench, received: &str) -> String {
    let all = bench.store.submissions(&id("alpha")).expect("submissions");
    let of = all.iter().find(|one| one.manifest.received == date(received)).expect("a delivery of that day");
    of.manifest.submission.clone()
}

/// The store in which what counts is as said.
fn taking(bench: &Bench, recorded: &Recorded) -> [Store; 2] {
    let open = || {
        Store::open_taking(bench.store.root(), recorded.clone()).expect("the store").knowing(crate::tables::tables())
    };
    [open().without_waiting_for_disk(), open().without_editions()]
}

fn wages(evidence: OperatorEvidence) -> Vec<(String, i64)> {
    let facts = evidence.to_facts(None);
    let cell = |row: &contract::facts::Row| match row.cells.get("gross_taxable") {
        Some(contract::facts::Cell::Amount(money)) => money.centimes(),
        _ => -1,
    };
    let period = |row: &contract::facts::Row| row.period.map(|period| period.to_string()).unwrap_or_default();
    facts.tables["payroll"].rows.iter().map(|row| (period(row), cell(row))).collect()
}

fn covered(store: &Store, known: Position) -> Vec<Period> {
    store.load(&id("alpha"), &TABLES, known).expect("a load").tables["payroll"].covered.clone()
}

/// Both stores answer the same at each of these positions.
fn agree(stores: &[Store; 2], at: &[Position]) {
    for (operator, at) in at.iter().flat_map(|at| [(id("alpha"), *at), (id("beta"), *at)]) {
        let [kept, plain] = stores;
        let fingerprints = [kept, plain].map(|store| store.fingerprint(&operator, at).expect("a fingerprint"));
        assert_eq!(fingerprints[0], fingerprints[1], "{operator} at {at}");
        let truth = plain.load(&operator, &TABLES, at).expect("a load");
        let needed = truth.tables.iter().map(|(name, table)| (name.clone(), table.columns.keys().cloned().collect()));
        let read = kept.load_columns(&operator, &needed.collect(), at).expect("columns").to_facts(None);
        let mut truth = truth.to_facts(None);
        truth.tables.values_mut().flat_map(|table| &mut table.rows).for_each(|row| row.origins.clear());
        assert_eq!(read, truth, "{operator} at {at}");
    }
}

#[test]
fn a_withdrawn_file_counts_no_more_and_what_it_replaced_counts_again() {
    for made in 0..4 {
        let bench = Bench::with_registers();
        let month = |wage: i64| payroll(ALPHA_1, "2025-03", &[paid("100000000", wage)]);
        let gather = |now: usize| {
            if made == now {
                bench.store.compact(|_| {}).expect("editions")
            }
        };
        bench.submit("2025-04-01", vec![month(1_000)]);
        gather(0);
        bench.submit("2025-05-01", vec![month(2_000), payroll(ALPHA_1, "2025-04", &[paid("100000001", 500)])]);
        gather(1);
        let (first, second) = (names(&bench, "2025-04-01"), names(&bench, "2025-05-01"));
        let operator = id("alpha");
        let march = |submission: &str| {
            let lying = |piece| lying(&bench.store, &operator, submission, piece).expect("a store");
            let is_march = |piece: &usize| lying(*piece).is_some_and(|one| one.piece.name.contains("2025-03"));
            (0..2).find(is_march).unwrap_or(0)
        };
        let at = [Position::of(date("2025-06-01"), 7), Position::of(date("2025-06-01"), 8)];
        // What would change is told before: of one slot, from one row to the other.
        let effects = withdrawal(&bench.store, &operator, &second, march(&second), at[0]).expect("told");
        assert_eq!(effects.len(), 1);
        assert_eq!((effects[0].before.files, effects[0].after.files, effects[0].persons_gone), (1, 1, 0));
        let mut recorded = (*bench.store.recorded()).clone();
        assert!(recorded.withdraw(&operator, &second, march(&second), at[0]));
        assert!(!recorded.withdraw(&operator, "no such", 0, at[0]));
        let stores = taking(&bench, &recorded);
        if made == 2 {
            stores[0].compact(|_| {}).expect("editions");
        }
        let [before, then] = [Position::from(date("2025-05-31")), at[0]];
        agree(&stores, &[Position::from(date("2025-04-30")), before, then, Position::END]);
        let said = |store: &Store, at: Position| wages(store.load(&operator, &TABLES, at).expect("a load"));
        let march_of = |wage: i64| ("2025-03".to_owned(), wage * 100);
        assert!(said(&stores[0], before).contains(&march_of(2_000)), "before it counted");
        assert!(said(&stores[0], then).contains(&march_of(1_000)), "what it replaced counts again");
        assert_eq!(said(&stores[0], then).len(), 2, "the other file of the delivery stays");
        // What was left of the month is withdrawn too: nobody declared it.
        let mut both = recorded.clone();
        both.withdraw(&operator, &first, march(&first), at[1]);
        let stores = taking(&bench, &both);
        if made == 3 {
            stores[0].compact(|_| {}).expect("editions");
        }
        agree(&stores, &[before, at[0], at[1], Position::END]);
        assert!(covered(&stores[0], at[0]).len() == 2 && covered(&stores[0], at[1]).len() == 1);
        // Those who read on see it too.
        bench.store.takes(both);
        assert_eq!(covered(&bench.store, at[1]).len(), 1);
    }
}

#[test]
fn a_withdrawn_register_names_nobody_who_must_file() {
    let bench = Bench::with_registers();
    bench.submit("2025-04-01", vec![payroll(BETA_1, "2025-03", &[paid("100000000", 1_000)])]);
    let operator = id("beta");
    let submission = bench.store.submissions(&operator).expect("submissions")[0].manifest.submission.clone();
    let pieces = bench.store.submissions(&operator).expect("submissions")[0].manifest.pieces.clone();
    let place = pieces.iter().position(|piece| piece.table() == Some("affiliation"));
    let (place, at) = (place.expect("a part of the register"), Position::of(date("2025-06-01"), 3));
    let effects = withdrawal(&bench.store, &operator, &submission, place, at).expect("told");
    assert_eq!((effects[0].gone.as_slice(), effects[0].files_uncovered), ([BETA_1.to_owned()].as_slice(), 1));
    let mut recorded = (*bench.store.recorded()).clone();
    recorded.withdraw(&operator, &submission, place, at);
    let stores = taking(&bench, &recorded);
    agree(&stores, &[Position::from(date("2025-05-31")), at, Position::END]);
    let loaded = |at| stores[1].load(&operator, &TABLES, at).expect("a load").tables["payroll"].covered.len();
    assert_eq!((loaded(Position::from(date("2025-05-31"))), loaded(at)), (1, 0), "no affiliation is in force");
}

#[test]
fn a_file_read_anew_says_what_would_change_and_changes_nothing() {
    let bench = Bench::with_registers();
    let lines = [paid("100000000", 1_000), paid("100000001", 2_000)];
    bench.submit("2025-04-01", vec![payroll(ALPHA_1, "2025-03", &lines)]);
    let operator = id("alpha");
    let submission = names(&bench, "2025-04-01");
    let read = |piece| reread(&bench.store, &bench.key, &operator, (&submission, 0), piece).expect("read");
    assert!(read(payroll(ALPHA_1, "2025-03", &lines)).is_nothing());
    let mut piece =
        payroll(ALPHA_1, "2025-03", &[paid("100000000", 1_001), paid("100000002", 2_000), paid("100000003", 1)]);
    let told = read(piece);
    assert_eq!((told.lines_more, told.lines_fewer), (1, 0));
    // A wage with its tax, and somebody else.
    let cells: Vec<(&str, u64)> = told.cells.iter().map(|(column, count)| (column.as_str(), *count)).collect();
    assert_eq!(cells, [("gross_taxable", 1), ("person", 1)]);
    piece = payroll(ALPHA_1, "2025-03", &lines[..1]);
    assert_eq!(read(piece).lines_fewer, 1);
}
