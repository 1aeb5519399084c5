//! Paid and declared are the same months, in both directions.

use crate::desk::Desk;
use crate::ebds::{self, Declared};
use crate::firm::{AFFILIATION, Firm, Line, months};

/// A colleague who is paid and declared the whole of 2026, and one person with these last months.
fn until(paid: &str, declared: &str) -> Desk {
    let line = |cnss: &str| Line::new(cnss, "2020-01-01", "10000.00", "0.00");
    let mut firm = Firm::new("2012-03-01");
    firm.months(AFFILIATION, "2026-01", "2026-12", &[line("120079192")]);
    firm.months(AFFILIATION, "2026-01", paid, &[line("120000006")]);
    let mut files = firm.files();
    for month in months("2026-01", "2026-12") {
        let mut known = vec![Declared::month("120079192", 1_000_000)];
        if month.as_str() <= declared {
            known.push(Declared::month("120000006", 1_000_000));
        }
        files = files.and(&ebds::name(AFFILIATION, &month), ebds::main_declaration(AFFILIATION, &month, &known, &[]));
    }
    Desk::with("2027-02-20", &files)
}

/// In exports a control that holds reads `due`, or `holds` where its statuses have names of their own.
fn control(desk: &Desk) -> String {
    let found = desk.known("2027-10-31").of("declared_agrees");
    found.into_iter().filter(|line| line.starts_with("120000006 2026")).collect()
}

#[test]
fn months_declared_and_not_paid_are_a_gap() {
    let found = control(&until("2026-09", "2026-12"));
    assert!(found.contains("gap") || found.contains("zero by rule"), "{found}");
}

#[test]
fn months_paid_and_not_declared_are_a_gap() {
    let found = control(&until("2026-12", "2026-09"));
    assert!(found.contains("gap") || found.contains("zero by rule"), "{found}");
}

#[test]
fn the_same_months_hold() {
    let found = control(&until("2026-09", "2026-09"));
    assert!(found.contains("holds") || found.contains("due"), "{found}");
}

#[test]
fn exports_name_the_statuses_of_controls() {
    let found = control(&until("2026-09", "2026-09"));
    assert!(found.contains("2026: holds"), "{found}");
}
