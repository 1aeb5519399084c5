//! What the store answers on which day of knowledge.

use std::fs;
use std::path::Path;

use contract::facts::Period;
use evidence::intake::submit_pieces;
use evidence::manifest::Standing;
use evidence::piece::{PieceKind, RawPerson, RawRow};
use evidence::store::Completeness;

use crate::bench::*;

const ANNA: &str = "123456785";
const BILAL: &str = "123456793";

fn july() -> Period {
    Period::Month(month("2025-07"))
}

#[test]
fn a_correction_changes_the_answer_of_today_and_not_the_answer_as_known_before() {
    let bench = Bench::with_registers();
    bench.submit("2025-02-05", vec![payroll(ALPHA_1, "2025-01", &[paid(ANNA, 8_000), paid(BILAL, 5_000)])]);
    let before = bench.load("alpha", &["payroll"], "2025-02-28");
    let fingerprint = bench.store.fingerprint(&id("alpha"), date("2025-02-28")).expect("a fingerprint");
    bench.submit("2025-03-05", vec![payroll(ALPHA_1, "2025-01", &[paid(ANNA, 9_000)])]);
    assert_eq!(bench.load("alpha", &["payroll"], "2025-02-28"), before);
    assert_eq!(bench.store.fingerprint(&id("alpha"), date("2025-02-28")).ok(), Some(fingerprint.clone()));
    assert_ne!(bench.store.fingerprint(&id("alpha"), date("2025-03-05")).ok(), Some(fingerprint));
    let today = bench.facts("alpha", &["payroll"], "2025-03-05");
    assert_eq!(sums(&today, "payroll", "gross_taxable"), [("2025-01".to_owned(), 900_000)].into());
    assert_eq!(sums(&before.to_facts(None), "payroll", "gross_taxable"), [("2025-01".to_owned(), 1_300_000)].into());
}

#[test]
fn a_second_correction_of_the_same_day_holds() {
    let bench = Bench::with_registers();
    for gross in [8_000, 9_000, 8_500, 8_000] {
        bench.submit("2025-02-05", vec![payroll(ALPHA_1, "2025-01", &[paid(ANNA, gross)])]);
        let facts = bench.facts("alpha", &["payroll"], "2025-02-05");
        assert_eq!(sums(&facts, "payroll", "gross_taxable"), [("2025-01".to_owned(), gross * 100)].into());
    }
}

#[test]
fn a_month_is_unknown_until_every_affiliation_in_force_has_filed() {
    let bench = Bench::with_registers();
    for month in ["2025-06", "2025-07"] {
        bench.submit("2025-08-05", vec![payroll(ALPHA_1, month, &[paid(ANNA, 8_000)])]);
    }
    let half = bench.load("alpha", &["payroll"], "2025-08-31");
    assert_eq!(covered(&half.to_facts(None), "payroll"), ["2025-06"]);
    assert_eq!(half.missing("payroll", july()), [ALPHA_2]);
    assert_eq!(half.missing("payroll", Period::Month(month("2025-08"))), [ALPHA_1, ALPHA_2]);
    bench.submit("2025-09-05", vec![payroll(ALPHA_2, "2025-07", &[paid(ANNA, 1_000), paid(BILAL, 5_000)])]);
    let whole = bench.facts("alpha", &["payroll"], "2025-09-05");
    assert_eq!(covered(&whole, "payroll"), ["2025-06", "2025-07"]);
    let rows = &whole.table("payroll").expect("a table").rows;
    assert_eq!(rows.len(), 4, "lines of one person and month under two affiliations are two parts of the month");
    let of_alpha_2 = contract::facts::Cell::Code(ALPHA_2.to_owned());
    let parts = rows.iter().filter(|row| row.cells["affiliation"] == of_alpha_2);
    assert_eq!(parts.map(|row| row.cells["gross_taxable"].clone()).collect::<Vec<_>>().len(), 2);
    assert_eq!(sums(&whole, "payroll", "gross_taxable")["2025-07"], 1_400_000);
    assert_eq!(covered(&bench.facts("alpha", &["payroll"], "2025-08-31"), "payroll"), ["2025-06"]);
}

#[test]
fn completeness_tells_covered_late_missing_and_not_awaited() {
    let bench = Bench::with_registers();
    let main = |month| bds(PieceKind::EBDS_MAIN, BETA_1, month, &[(ANNA, 26, 5_000)]);
    bench.submit("2025-02-10", vec![main("2025-01")]);
    bench.submit("2025-03-11", vec![main("2025-02")]);
    let told = bench.store.completeness(&id("beta"), "bds", date("2025-01-01"), date("2025-03-31"), date("2025-06-30"));
    let told: Vec<Completeness> = told.expect("an answer").into_iter().map(|(_, stands)| stands).collect();
    assert_eq!(
        told,
        [
            Completeness::Covered { since: date("2025-02-10") },
            Completeness::Late { since: date("2025-03-11"), due: date("2025-03-10") },
            Completeness::Missing { declarants: vec![BETA_1.to_owned()] },
        ]
    );
    let told = bench.store.completeness(&id("beta"), "bds", date("2015-02-01"), date("2015-02-28"), date("2025-06-30"));
    assert_eq!(told.expect("an answer")[0].1, Completeness::NotAwaited);
}

#[test]
fn a_complement_adds_to_its_main_declaration_and_alone_covers_nothing() {
    let bench = Bench::with_registers();
    let complement = || bds(PieceKind::EBDS_COMPLEMENT, BETA_1, "2025-01", &[(BILAL, 20, 4_000)]);
    let reports = bench.submit("2025-02-08", vec![complement()]);
    assert_eq!(codes(&reports), ["intake-complement-without-main"]);
    assert!(covered(&bench.facts("beta", &["bds"], "2025-02-08"), "bds").is_empty());
    bench.submit("2025-02-09", vec![bds(PieceKind::EBDS_MAIN, BETA_1, "2025-01", &[(ANNA, 26, 5_000)])]);
    let facts = bench.facts("beta", &["bds"], "2025-02-09");
    assert_eq!(covered(&facts, "bds"), ["2025-01"]);
    assert_eq!(sums(&facts, "bds", "wage"), [("2025-01".to_owned(), 900_000)].into());
    let again = bds(PieceKind::EBDS_COMPLEMENT, BETA_1, "2025-01", &[(BILAL, 20, 4_100), (ANNA, 1, 200)]);
    let reports = bench.submit("2025-02-20", vec![again]);
    assert_eq!(codes(&reports), ["intake-complement-person-in-main"]);
    let facts = bench.facts("beta", &["bds"], "2025-02-20");
    assert_eq!(
        sums(&facts, "bds", "wage"),
        [("2025-01".to_owned(), 930_000)].into(),
        "the same complement is replaced"
    );
}

#[test]
fn a_covered_month_is_doubtful_while_a_file_of_it_has_refused_rows() {
    let bench = Bench::with_registers();
    let doubtful = |table: &str, known: &str| {
        let facts = bench.load("beta", &[table], known).to_facts(None);
        let doubted = |table: &contract::facts::Table| {
            table.unnamed.keys().flatten().map(ToString::to_string).collect::<Vec<_>>()
        };
        facts.table(table).map(doubted)
    };
    let refusing = |mut piece: evidence::piece::Piece| {
        piece.accounting.rows_in += 1;
        piece.accounting.refused.insert("table-person".to_owned(), 1);
        piece.accounting.add_unnamed(None, None);
        piece
    };
    let ignoring = |mut piece: evidence::piece::Piece| {
        piece.accounting.rows_in += 1;
        piece.accounting.ignored.insert("out-of-scope".to_owned(), 1);
        piece
    };
    let of = |month| payroll(BETA_1, month, &[paid(ANNA, 8_000)]);
    bench.submit("2025-03-05", vec![refusing(of("2025-01")), ignoring(of("2025-02"))]);
    assert_eq!(doubtful("payroll", "2025-03-05"), Some(vec!["2025-01".to_owned()]));
    let corrected = payroll(BETA_1, "2025-01", &[paid(ANNA, 8_000), paid(BILAL, 5_000)]);
    bench.submit("2025-03-09", vec![corrected]);
    assert_eq!(doubtful("payroll", "2025-03-09"), Some(Vec::new()));
    assert_eq!(doubtful("payroll", "2025-03-08"), Some(vec!["2025-01".to_owned()]), "as it was known before");
    // A complement alone covers nothing; with its main declaration its refused rows cast doubt on the month.
    bench.submit("2025-03-05", vec![refusing(bds(PieceKind::EBDS_COMPLEMENT, BETA_1, "2025-01", &[(BILAL, 9, 900)]))]);
    assert_eq!(doubtful("bds", "2025-03-05"), Some(Vec::new()));
    bench.submit("2025-03-06", vec![bds(PieceKind::EBDS_MAIN, BETA_1, "2025-01", &[(ANNA, 26, 5_000)])]);
    assert_eq!(doubtful("bds", "2025-03-06"), Some(vec!["2025-01".to_owned()]));
}

#[test]
fn a_complement_of_unknown_number_does_not_replace_the_main_declaration() {
    let bench = Bench::with_registers();
    bench.submit("2025-02-09", vec![bds(PieceKind::EBDS_MAIN, BETA_1, "2025-01", &[(ANNA, 26, 5_000)])]);
    let mut complement = bds(PieceKind::EBDS_COMPLEMENT, BETA_1, "2025-01", &[(BILAL, 20, 4_000)]);
    complement.complement = None;
    bench.submit("2025-02-10", vec![complement]);
    let facts = bench.facts("beta", &["bds"], "2025-02-10");
    assert_eq!(sums(&facts, "bds", "wage"), [("2025-01".to_owned(), 900_000)].into());
}

#[test]
fn the_same_file_again_is_recognised_and_not_stored_twice() {
    let bench = Bench::with_registers();
    let file = || payroll(ALPHA_1, "2025-01", &[paid(ANNA, 8_000)]);
    let first = bench.submit("2025-02-05", vec![file()]);
    let on_that_day = bench.fill("2025-02-05", vec![file()]);
    assert_eq!((&on_that_day[0].submission, &on_that_day[0].pieces[0].duplicate_of), (&None, &first[0].submission));
    let again = bench.fill("2025-02-07", vec![file(), file()]);
    assert_eq!(codes(&again), ["intake-duplicate", "intake-duplicate-of"]);
    assert_eq!(again[0].pieces[1].duplicate_of, first[0].submission);
    let accounting = &again[0].pieces[1].piece.accounting;
    assert_eq!((accounting.rows_in, accounting.used, accounting.ignored["duplicate"]), (1, 0, 1));
    // That it came again is kept, without its rows.
    let kept = bench.reopened().submissions(&id("alpha")).expect("submissions");
    assert_eq!(kept.len(), 3);
    assert!(kept[2].manifest.tables.is_empty());
    // What was replaced since is not the same file again: it is a correction.
    bench.submit("2025-03-01", vec![payroll(ALPHA_1, "2025-01", &[paid(ANNA, 9_000)])]);
    assert!(bench.submit("2025-03-02", vec![file()])[0].submission.is_some());
    let facts = bench.facts("alpha", &["payroll"], "2025-03-02");
    assert_eq!(sums(&facts, "payroll", "gross_taxable"), [("2025-01".to_owned(), 800_000)].into());
}

#[test]
fn two_different_files_for_one_month_in_one_delivery_are_both_a_question() {
    let bench = Bench::with_registers();
    let file = |gross| payroll(ALPHA_1, "2025-01", &[paid(ANNA, gross)]);
    let reports = bench.submit("2025-02-05", vec![file(8_000), file(9_000)]);
    assert_eq!(codes(&reports), ["intake-period-twice", "intake-period-twice"]);
    assert!(reports[0].pieces.iter().all(|piece| piece.piece.standing == Standing::Refused));
    assert_eq!(reports[0].submission, None);
}

#[test]
fn a_file_of_an_unknown_declarant_is_refused_and_remembered() {
    let bench = Bench::with_registers();
    let early = |received| bench.submit(received, vec![payroll(ALPHA_2, "2025-06", &[paid(ANNA, 8_000)])]);
    let stranger = bench.submit("2025-02-05", vec![payroll("7654321", "2025-01", &[paid(ANNA, 8_000)])]);
    assert_eq!(codes(&stranger), ["intake-declarant-unknown"]);
    assert_eq!(codes(&early("2025-07-05")), ["intake-declarant-not-in-force"]);
    let accounting = &stranger[0].pieces[0].piece.accounting;
    assert_eq!((accounting.rows_in, accounting.used, accounting.refused["intake-declarant-unknown"]), (1, 0, 1));
    let remembered = bench.store.unassigned().expect("a list");
    let refused = remembered.iter().filter(|one| one.manifest.pieces[0].standing == Standing::Refused);
    assert_eq!(refused.count(), 2);
}

#[test]
fn a_newer_register_replaces_the_older_and_only_from_then_on() {
    let bench = Bench::with_registers();
    let mut rows = vec![affiliation(2, "beta", BETA_1, "2015-03-01"), affiliation(3, "beta", "7654321", "2025-01-01")];
    rows.push(affiliation(4, "nobody", "7654321", "2025-01-01"));
    let reports = bench.submit("2025-03-01", vec![piece(PieceKind::of_table("affiliation"), "affiliations.csv", rows)]);
    assert_eq!(codes(&reports), ["intake-operator-unknown"]);
    bench.submit("2025-03-02", vec![bds(PieceKind::EBDS_MAIN, BETA_1, "2025-01", &[(ANNA, 26, 5_000)])]);
    let facts = bench.load("beta", &["bds", "affiliation"], "2025-03-02");
    assert_eq!(facts.missing("bds", Period::Month(month("2025-01"))), ["7654321"]);
    assert_eq!(facts.tables["affiliation"].rows, 2);
    assert_eq!(bench.load("beta", &["affiliation"], "2025-02-28").tables["affiliation"].rows, 1);
}

#[test]
fn turnover_is_replaced_year_by_year() {
    let bench = Bench::with_registers();
    let year = |line, year, total| RawRow {
        period: Some(Period::Year(year)),
        cells: vec![("total", dirham(total)), ("exports", dirham(total / 2))],
        ..row(line, Some("alpha"))
    };
    let file = |rows| piece(PieceKind::of_table("turnover"), "chiffre-affaires.csv", rows);
    bench.submit("2025-03-01", vec![file(vec![year(2, 2023, 10), year(3, 2024, 20)])]);
    bench.submit("2025-04-01", vec![file(vec![year(2, 2024, 30), year(3, 2025, 40)])]);
    let facts = bench.facts("alpha", &["turnover"], "2025-04-01");
    let expected = [("2023", 1_000), ("2024", 3_000), ("2025", 4_000)].map(|(year, sum)| (year.to_owned(), sum));
    assert_eq!(sums(&facts, "turnover", "total"), expected.into());
    assert_eq!(covered(&facts, "turnover"), ["2023", "2024", "2025"]);
}

#[test]
fn a_person_first_declared_by_card_is_one_person_and_earlier_answers_stay() {
    let bench = Bench::with_registers();
    let card = |number: Option<&str>| {
        let mut file = payroll(BETA_1, if number.is_some() { "2025-02" } else { "2025-01" }, &[paid(ANNA, 5_000)]);
        file.rows[0].person = Some(RawPerson::native(number.map(str::to_owned), Some("AB456785".to_owned())));
        file
    };
    bench.submit("2025-02-05", vec![card(None)]);
    let before = bench.load("beta", &["payroll"], "2025-02-28");
    bench.submit("2025-03-05", vec![card(Some(ANNA))]);
    bench.submit("2025-03-06", vec![bds(PieceKind::EBDS_MAIN, BETA_1, "2025-02", &[(ANNA, 26, 5_000)])]);
    let after = bench.load("beta", &["payroll", "bds"], "2025-03-31");
    assert_eq!(after.persons.len(), 1);
    assert_eq!(after.tables["payroll"].rows, 2);
    assert_eq!(bench.load("beta", &["payroll"], "2025-02-28"), before);
    // Another number under the same card contradicts what is known.
    let mut other = payroll(BETA_1, "2025-03", &[paid(BILAL, 5_000)]);
    other.rows[0].person = Some(RawPerson::native(Some(BILAL.to_owned()), Some("AB456785".to_owned())));
    assert_eq!(codes(&bench.submit("2025-04-05", vec![other])), ["intake-person-link-conflict"]);
    let doubted = bench.load("beta", &["payroll"], "2025-04-30");
    assert_eq!(doubted.doubtful_persons, doubted.persons.iter().copied().collect());
    assert_eq!(doubted.persons.len(), 3, "nobody can tell whose the card is: by card, and by each number");
}

#[test]
fn occasional_labour_is_counted_and_nobody_is_refused() {
    let bench = Bench::with_registers();
    let mut file = payroll(BETA_1, "2025-01", &[paid(ANNA, 5_000), paid("999999999", 5_000), paid(BILAL, 5_000)]);
    file.rows[2].person = Some(RawPerson::native(None, None));
    let reports = bench.submit("2025-02-05", vec![file]);
    let accounting = &reports[0].pieces[0].piece.accounting;
    assert_eq!((accounting.rows_in, accounting.used), (3, 1));
    assert_eq!(accounting.ignored["occasional-labour"], 1);
    assert_eq!(accounting.refused["intake-person-unidentified"], 1);
    assert_eq!(bench.load("beta", &["payroll"], "2025-02-28").tables["payroll"].rows, 1);
}

#[test]
fn no_byte_of_a_store_holds_an_official_number() {
    let bench = Bench::with_registers();
    let mut file = payroll(BETA_1, "2025-01", &[paid(ANNA, 5_000), paid(BILAL, 5_000)]);
    file.name = format!("PAIE_{ANNA}.csv");
    let finding = evidence::finding::Finding::new("x", evidence::finding::Severity::Notice, Default::default());
    file.findings.push(finding.with("found", "ab456785"));
    bench.submit("2025-02-05", vec![file, bds(PieceKind::EBDS_MAIN, BETA_1, "2025-01", &[(ANNA, 26, 5_000)])]);
    let numbers = [ANNA, BILAL, "AB456785", "AB456793", "ab456785"];
    let found = files(bench.store.root());
    assert!(found.len() > 10, "the store has files");
    for (path, bytes) in found {
        let text = String::from_utf8_lossy(&bytes).into_owned() + &path;
        assert!(numbers.iter().all(|number| !text.contains(number)), "{path}");
    }
}

#[test]
fn an_altered_file_is_noticed() {
    let bench = Bench::with_registers();
    let reports = bench.submit("2025-02-05", vec![payroll(BETA_1, "2025-01", &[paid(ANNA, 5_000)])]);
    let submission = reports[0].submission.clone().expect("a submission");
    let path = bench.store.root().join("beta").join(submission).join("payroll.parquet");
    let mut bytes = fs::read(&path).expect("a table");
    bytes[10] ^= 1;
    fs::write(&path, bytes).expect("written");
    let store = bench.reopened();
    let loaded = store.load(&id("beta"), &["payroll"], date("2025-02-28")).expect("a load");
    assert!(
        loaded.tables["payroll"].covered.is_empty() && loaded.tables["payroll"].rows == 0,
        "unknown, never nothing"
    );
    assert!(store.damaged().iter().any(|one| one.file == "payroll.parquet" && one.operator == Some(id("beta"))));
}

#[test]
fn what_was_lost_of_the_sightings_is_found_again_in_the_tables() {
    let bench = Bench::with_registers();
    bench.submit("2025-02-05", vec![payroll(BETA_1, "2025-01", &[paid(ANNA, 5_000), paid(BILAL, 4_000)])]);
    let path = bench.store.root().join("beta/sightings.bin");
    let before = fs::read(&path).expect("sightings");
    fs::remove_file(&path).expect("removed");
    let file = payroll(BETA_1, "2025-02", &[paid("123456801", 5_000)]);
    submit_pieces(&bench.reopened(), &bench.key, vec![file], date("2025-03-05")).expect("an intake");
    let after = fs::read(&path).expect("sightings");
    assert_eq!(after.len() - before.len(), 49, "one person more");
}

/// Every file under a folder, hidden ones too.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    found.sort();
    found
}
