//! Rows that are nobody: separators, totals, marks of an end. They are passed over with a reason, and make nobody doubtful.

use crate::desk::Desk;
use crate::firm::{Firm, HIRES, Line};

const DAY: &str = "2027-12-10";
const DUE: &str = "102000016 102000024 102000032 2026-05-04: due 16320.00";

/// Three hires of May 2026; March 2026 ends with these bytes.
fn march_ends_with(tail: &[u8]) -> (Desk, crate::desk::Told) {
    let mut firm = Firm::old_staff("2025-06", "2027-11");
    let hires = HIRES.map(|cnss| Line::new(cnss, "2026-05-04", "8000,00", "276,75"));
    firm.months("2000016", "2026-05", "2027-11", &hires);
    let files = firm.files().edited("202603", |text| [text.as_bytes(), tail].concat());
    let desk = Desk::new();
    let told = desk.hand_in("2027-12-05", &files);
    (desk, told)
}

#[test]
fn a_row_of_separators_makes_nobody_doubtful() {
    for tail in [";;;;;;;;;;;;;;\n", ";;;;;;;;;;;;;;", " ; ; ;;;;;;;;;;;; \r\n", ";;;\n;;;;;;;;;;;;;;\n"] {
        let (desk, told) = march_ends_with(tail.as_bytes());
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_total_row_makes_nobody_doubtful() {
    for tail in
        ["TOTAL;;;;;;;;;;;;;14000,00;0\n", ";;;;;;;;;;;;;14000,00;0,00\n", "Total général;;;;;;;;;;;;;14000,00;0\n"]
    {
        let (desk, told) = march_ends_with(tail.as_bytes());
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_told() {
    let (desk, told) = march_ends_with(b"TOTAL;;;;;;;;;;;;;21000,00;0\n");
    told.accepted().speaks_of("202603");
    desk.known(DAY).are("pae", DUE);
}

#[test]
fn a_mark_of_the_end_makes_nobody_doubtful() {
    for tail in [&b"\x1a"[..], b"\x1a\n", b"\x00", b"\r\n\r\n\x1a"] {
        let (desk, told) = march_ends_with(tail);
        told.accepted();
        desk.known(DAY).are("pae", DUE);
    }
}

#[test]
fn a_row_that_names_nobody_but_was_paid_widens_the_count_alone() {
    // Somebody was there in March 2026; the three hires of May have their posts whether he is counted or not, and nobody
    // who has a row in March is doubtful.
    let (desk, told) = march_ends_with(b"2000016;2026-03;;;ALPHA;BETA;S1;2020-01-01;;CDI;MA;1995;ITO;6500,00;0\n");
    told.speaks_of("202603");
    desk.known(DAY).are("pae", "102000016 102000024 102000032 2026-05-04: …");
    let found = desk.known(DAY).of("air").into_iter().filter(|line| line.contains(" 2026: not evaluated")).count();
    assert_eq!(found, 0, "{:?}", desk.known(DAY).of("air"));
}
