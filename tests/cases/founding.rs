//! What an operator owes: no file for months before it existed and after it ended, and one of each affiliation between.

use crate::desk::Desk;
use crate::firm::{AFFILIATION, Firm, Line};

/// Founded and affiliated on 10 March 2026.
fn founded() -> Firm {
    let mut firm = Firm::new("2026-03-10");
    firm.sites = firm.sites.replace("casanearshore;MA-06", "fes-shore;MA-03");
    let person =
        Line::new("120000006", "2026-03-10", "20000.00", "3770.80").but(|line| line.ecosystem = "CRM".to_owned());
    firm.months(AFFILIATION, "2026-03", "2026-12", &[person]);
    firm
}

const DUE: &str = "120000006 2026: due 17708.00";

#[test]
fn a_founding_year_owes_no_file_before_the_first_affiliation() {
    Desk::with("2027-02-20", &founded().files()).known("2027-04-30").are("air", DUE);
}

#[test]
fn a_backdated_affiliation_with_empty_files_comes_to_the_same() {
    let mut firm = founded();
    firm.affiliations = firm.affiliations.replace("2026-03-10", "2026-01-01");
    firm.months(AFFILIATION, "2026-01", "2026-02", &[]);
    Desk::with("2027-02-20", &firm.files()).known("2027-04-30").are("air", DUE);
}

#[test]
fn a_refused_row_of_the_register_may_be_an_earlier_affiliation() {
    let mut firm = founded();
    let operator =
        firm.affiliations.lines().nth(1).and_then(|row| row.split(';').next()).expect("an operator").to_owned();
    firm.affiliations.push_str(&format!("{operator};;2025-01-01;\n"));
    let desk = Desk::new();
    assert_eq!(desk.hand_in("2027-02-20", &firm.files()).exit, 0);
    desk.known("2027-04-30").are("air", "120000006 2026: not evaluated (period: missing 2026-01 payroll)");
}

#[test]
fn an_operator_that_closed_ended_its_jobs_and_owes_no_file_after() {
    let mut firm = Firm::usual();
    firm.affiliations = firm.affiliations.replace("2015-01-01;", "2015-01-01;2026-09-30");
    let mut files = firm.files();
    files.0.retain(|(name, _)| !["202610", "202611", "202612", "2027"].iter().any(|month| name.contains(month)));
    let zero = "102000016 102000024 102000032 2025-09-01: zero by rule (kept_18)";
    Desk::with("2026-10-20", &files).known("2027-04-30").are("pae", zero);
}

#[test]
fn whoever_stands_in_the_one_register_of_two_that_came_waits_for_the_other() {
    let mut firm = Firm::usual();
    firm.affiliations.push_str("op-1;4000014;2015-01-01;\n");
    firm.months("4000014", "2025-06", "2027-03", &[]);
    firm.months("4000014", "2025-12", "2025-12", &[Line::new("120000006", "2025-12-01", "20000.00", "3770.80")]);
    let files = firm.files().but("PAIE_2000016_202512");
    let known = Desk::with("2027-04-05", &files).known("2027-04-30");
    known.of_these("air", &["120000006"], "120000006 2025: not evaluated (period: missing 2025-12 payroll)");
}
