//! Every code of the intake is written by some handing in, as listed; files as bytes go the whole way.

use std::collections::{BTreeMap, BTreeSet};

use evidence::finding::Severity;
use evidence::intake::codes::CODES;
use evidence::intake::{Delivery, SubmissionReport, submit};
use evidence::manifest::Standing;
use evidence::piece::{PieceKind, RawPerson};

use crate::bench::*;
use crate::ebds::file;

const ANNA: &str = "123456785";
const BILAL: &str = "123456793";

fn specimens() -> Vec<SubmissionReport> {
    let bench = Bench::with_registers();
    let mut reports = Vec::new();
    let mut hand_in = |received, pieces| reports.extend(bench.submit(received, pieces));
    let january = |gross| payroll(ALPHA_1, "2025-01", &[paid(ANNA, gross)]);
    hand_in("2025-02-01", vec![january(1), january(1)]);
    hand_in("2025-02-02", vec![january(1)]);
    hand_in("2025-02-02", vec![january(2), january(3)]);
    hand_in("2025-02-02", vec![payroll("7654321", "2025-01", &[]), payroll(ALPHA_2, "2025-01", &[])]);
    let shared = affiliation(2, "alpha", "7654321", "2015-01-01");
    let strange = [affiliation(3, "nobody", "1", "2015-01-01"), affiliation(4, "not valid", "1", "2015-01-01")];
    let rows = [vec![shared.clone()], strange.to_vec()].concat();
    hand_in("2025-02-03", vec![piece(PieceKind::of_table("affiliation"), "a.csv", rows)]);
    let again = evidence::piece::RawRow { operator: Some("beta".to_owned()), ..shared };
    hand_in("2025-02-04", vec![piece(PieceKind::of_table("affiliation"), "b.csv", vec![again])]);
    hand_in("2025-02-05", vec![payroll("7654321", "2025-01", &[])]);
    let mut nobody = payroll(ALPHA_1, "2025-02", &[paid(ANNA, 1), paid(BILAL, 1)]);
    nobody.rows[0].person = Some(RawPerson::native(None, None));
    nobody.rows[1].person = Some(RawPerson::native(Some(BILAL.to_owned()), Some("AB456785".to_owned())));
    hand_in("2025-03-01", vec![affiliations()]);
    let mut useless = payroll(BETA_1, "2025-01", &[]);
    useless.accounting.rows_in = 1;
    useless.accounting.refused.insert("table-person".to_owned(), 1);
    hand_in("2025-03-01", vec![useless]);
    hand_in("2025-03-02", vec![nobody]);
    let complement = || bds(PieceKind::EBDS_COMPLEMENT, ALPHA_1, "2025-01", &[(ANNA, 1, 1)]);
    hand_in("2025-03-03", vec![complement()]);
    let later = bds(PieceKind::EBDS_COMPLEMENT, ALPHA_1, "2025-01", &[(ANNA, 2, 2)]);
    hand_in("2025-03-04", vec![bds(PieceKind::EBDS_MAIN, ALPHA_1, "2025-01", &[(ANNA, 1, 1)]), later]);
    reports.extend(bench.fill("2025-03-05", vec![january(7)]));
    let site = |line, code: &str| evidence::piece::RawRow {
        cells: vec![("site", contract::facts::Cell::Code(code.to_owned()))],
        ..affiliation(line, "alpha", "", "2015-03-01")
    };
    reports.extend(
        bench.submit("2025-04-01", vec![piece(PieceKind::of_table("site"), "sites.csv", vec![site(2, "casa-2")])]),
    );
    reports.extend(bench.submit("2025-04-02", vec![payroll(ALPHA_1, "2025-03", &[paid(ANNA, 1)])]));
    let mut slipped = payroll(ALPHA_1, "2025-04", &[paid(ANNA, 1)]);
    let cells = &mut slipped.rows[0].cells;
    cells.iter_mut().filter(|(name, _)| *name == "site").for_each(|(_, cell)| {
        *cell = contract::facts::Cell::Code(ANNA.to_owned());
    });
    reports.extend(bench.submit("2025-05-02", vec![slipped]));
    let ended = |line| evidence::piece::RawRow {
        valid: Some(contract::calendar::Interval { first: date("2015-03-01"), last: Some(date("2030-12-31")) }),
        ..affiliation(line, "beta", BETA_1, "2015-03-01")
    };
    let register = || piece(PieceKind::of_table("affiliation"), "c.csv", vec![ended(2)]);
    reports.extend(bench.fill("2025-03-05", vec![register()]));
    reports.extend(bench.add("2025-03-05", vec![register()]));
    let same = evidence::piece::Piece { sha256: "0".repeat(64), ..january(1) };
    reports.extend(bench.add("2025-03-06", vec![same]));
    reports.extend(crate::keyed::specimens());
    let moved = evidence::piece::RawRow { operator: Some("gamma".to_owned()), ..operators().rows.remove(0) };
    reports.extend(bench.fill("2025-06-01", vec![piece(PieceKind::of_table("operator"), "o.csv", vec![moved])]));
    reports
}

#[test]
fn every_code_is_listed_and_every_listed_code_is_written() {
    let listed: BTreeMap<&str, (Severity, &[&str])> =
        CODES.iter().map(|(code, severity, values)| (*code, (*severity, *values))).collect();
    let mut written = BTreeSet::new();
    let mut reports = specimens();
    reports.extend(crate::answers::handed_in()[2].clone());
    let own = |finding: &&evidence::finding::Finding| finding.code.starts_with("intake-");
    let pieces = reports.iter().flat_map(|report| &report.pieces);
    for finding in pieces.flat_map(|piece| &piece.piece.findings).filter(own) {
        let (severity, values) =
            listed.get(finding.code.as_str()).unwrap_or_else(|| panic!("{finding:?} is not listed"));
        assert_eq!(finding.severity, *severity, "{finding:?}");
        assert_eq!(finding.values.iter().map(|(name, _)| name).collect::<Vec<_>>(), *values, "{finding:?}");
        written.insert(finding.code.as_str().to_owned());
    }
    let missing: Vec<_> = listed.keys().filter(|code| !written.contains(**code)).collect();
    assert_eq!(missing, [&""; 0], "nothing writes these");
}

#[test]
fn every_row_is_accounted_for_in_reports_and_manifests() {
    for report in specimens() {
        for piece in report.pieces {
            let accounting = piece.piece.accounting;
            let left_out = accounting.ignored.values().sum::<u64>() + accounting.refused.values().sum::<u64>();
            assert_eq!(accounting.rows_in, accounting.used + left_out, "{}", piece.piece.name);
        }
    }
}

fn lines(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

const PAYROLL: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                       annee_naissance;filiere;brut_imposable;ir_preleve\n";

#[test]
fn a_file_that_names_nobody_replaces_nothing_where_it_says_that_somebody_was_paid() {
    let bench = Bench::with_registers();
    let august = |rows: &str| vec![("PAIE_1234567_202508.csv".to_owned(), lines(&format!("{PAYROLL}{rows}")))];
    let hand_in = |day: &str, rows: &str| {
        let reports = submit(&bench.store, &bench.key, &august(rows), Delivery::on(date(day)).replacing());
        let reports = reports.expect("an intake");
        (codes(&reports).join(" "), reports[0].pieces[0].piece.standing)
    };
    let row = format!("1234567;2025-08;{ANNA};;FICTIF;P;casa-1;2024-01-01;;CDI;MA;1999;CRM;8000.00;700.00\n");
    assert_eq!(hand_in("2025-09-01", &row).1, Standing::Accepted);
    let (told, standing) = hand_in("2025-09-02", "TOTAL;;;;;;;;;;;;;24000,00;830,25\n");
    assert!(standing == Standing::Refused && told.contains("intake-no-row-usable"), "{told}");
    let facts = |day| bench.load("alpha", &["payroll"], day).to_facts(None);
    assert_eq!(facts("2025-09-02").tables["payroll"].rows.len(), 1, "what was in force stays");
    // Nothing but separators is a month in which nobody was there, and says so.
    let (told, standing) = hand_in("2025-09-03", ";;;;;;;;;;;;;;\n");
    assert!(standing == Standing::Accepted && told.contains("table-no-rows"), "{told}");
}

#[test]
fn a_number_of_a_person_in_another_cell_is_neither_kept_nor_told() {
    let bench = Bench::with_registers();
    let rows = format!("1234567;2025-08;{ANNA};;FICTIF;P;{ANNA};2024-01-01;;CDI;MA;1999;CRM;8000.00;700.00\n");
    let files = [("PAIE_1234567_202508.csv".to_owned(), lines(&format!("{PAYROLL}{rows}")))];
    let reports = submit(&bench.store, &bench.key, &files, date("2025-09-01")).expect("an intake");
    assert!(codes(&reports).iter().any(|code| code == "intake-number-elsewhere"), "{:?}", codes(&reports));
    let told = serde_json::to_string(&reports).expect("JSON");
    assert!(!told.contains(ANNA), "{told}");
    let facts = bench.load("alpha", &["payroll"], "2025-09-01").to_facts(None);
    assert_eq!(facts.tables["payroll"].rows[0].cells.get("site"), Some(&contract::facts::Cell::Unread));
    for (path, bytes) in crate::store::files(bench.store.root()) {
        assert!(!bytes.windows(ANNA.len()).any(|window| window == ANNA.as_bytes()), "{path}");
    }
}

#[test]
fn files_as_bytes_go_from_hand_to_facts() {
    let bench = Bench::new();
    let operators = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                     alpha;Société fictive;001234567000062;12345678;2015-03-01;\n";
    let affiliations = "operateur;affiliation;du;au\nalpha;1234567;2015-03-01;\n";
    let payroll = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                   annee_naissance;filiere;brut_imposable;ir_preleve\n\
                   1234567;2025-07;123456785;AB123456;FICTIF;Personne;s1;2024-01-01;;CDI;MA;1999;CRM;8000.03;700.00\n";
    let person = file::person(ANNA);
    let main = file::text(&file::main_declaration(std::slice::from_ref(&person), &[]));
    let list = file::text(&file::preestablished(&[person, file::person(&file::number(3_000_000))]));
    let files = [
        ("PAIE_1234567_202507.csv".to_owned(), lines(payroll)),
        ("DS_1234567_202507.txt".to_owned(), main.into_bytes()),
        ("AFFEBDS_1234567_202507.txt".to_owned(), list.into_bytes()),
        ("affiliations.csv".to_owned(), lines(affiliations)),
        ("operateurs.csv".to_owned(), lines(operators)),
    ];
    let reports = submit(&bench.store, &bench.key, &files, date("2025-08-05")).expect("an intake");
    assert_eq!(codes(&reports), ["ebds-preestablished-unanswered"]);
    let standings: Vec<(&str, Standing)> = reports
        .iter()
        .flat_map(|report| &report.pieces)
        .map(|piece| (piece.piece.name.as_str(), piece.piece.standing))
        .collect();
    assert_eq!(standings.iter().filter(|(_, standing)| *standing == Standing::Accepted).count(), 4, "{standings:?}");
    assert!(standings.contains(&("AFFEBDS_1234567_202507.txt", Standing::Compared)), "{standings:?}");
    let evidence = bench.load("alpha", &["payroll", "bds", "operator"], "2025-08-05");
    let facts = evidence.to_facts(None);
    assert_eq!(covered(&facts, "payroll"), ["2025-07"]);
    assert_eq!(covered(&facts, "bds"), ["2025-07"]);
    assert_eq!(sums(&facts, "payroll", "gross_taxable"), [("2025-07".to_owned(), 800_003)].into());
    assert_eq!(evidence.persons.len(), 1, "the CNSS number is the same in both files");
    let origin = &facts.tables["payroll"].rows[0].origins[0];
    assert_eq!((origin.piece.as_str(), origin.line), ("PAIE_1234567_202507.csv", 2));
    let operator = contract::identity::OperatorId::new("alpha").expect("an identifier");
    let starts = bench.store.line_starts(&operator, &origin.submission).expect("a line index");
    let submission = bench.store.submissions(&operator).expect("submissions");
    let held = submission.iter().find(|held| held.manifest.submission == origin.submission).expect("the submission");
    let place = held.manifest.pieces.iter().position(|piece| piece.name == origin.piece).expect("the file");
    let start = usize::try_from(starts[place][1]).expect("a small file");
    assert!(payroll[start..].starts_with("1234567;2025-07;123456785"));
}
