//! One clock: hires are ranked in the month in which the head count sees them, and rate and class of a month are read on one
//! day of it.

use std::path::Path;

use crate::desk::{Desk, mithaq};
use crate::firm::{Firm, HIRES, Line};

const DAY: &str = "2027-06-11";

/// Hired on 22 September 2025, first row in October with the pay of both months.
fn after_the_cut_off(who: &[&str]) -> Firm {
    let mut firm = Firm::old_staff("2025-06", "2027-05");
    for cnss in HIRES {
        let late = who.contains(&cnss);
        let line = Line::new(cnss, "2025-09-22", "8000,00", "276,75");
        let first = line.paid(if late { "10400,00" } else { "8000,00" }, "276,75");
        if !late {
            firm.months("2000016", "2025-09", "2025-09", &[line.paid("2400,00", "0")]);
        }
        firm.months("2000016", "2025-10", "2025-10", &[first]);
        firm.months("2000016", "2025-11", "2027-05", &[line]);
    }
    firm
}

#[test]
fn hires_after_the_payroll_cut_off_count_where_the_head_count_sees_them() {
    for late in [&HIRES[..], &HIRES[..2], &HIRES[2..], &[]] {
        let desk = Desk::with("2027-06-10", &after_the_cut_off(late).files());
        desk.known(DAY).are("pae", "102000016 102000024 102000032 2025-09-22: due 15368.00");
    }
}

#[test]
fn who_came_after_the_cut_off_takes_no_post_of_who_came_in_october() {
    // Two posts more in October, one hire of September seen then and two hires of October: the one of September is first.
    let mut firm = after_the_cut_off(&HIRES);
    for line in firm_lines(&mut firm, &HIRES[1..]) {
        line.hired = "2025-10-02".to_owned();
    }
    let desk = Desk::with("2027-06-10", &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000016 2025-09-22: due 15368.00
         102000024 102000032 2025-10-02: due 16728.00",
    );
}

fn firm_lines<'f>(firm: &'f mut Firm, who: &[&str]) -> Vec<&'f mut Line> {
    firm.lines().filter(|line| who.contains(&line.cnss.as_str())).collect()
}

#[test]
fn rate_and_class_of_a_month_are_read_on_one_day() {
    passes("one-moment.md");
}

#[test]
fn dates_bands_and_rounding_stay_right() {
    passes("dates-bands-rounding.md");
}

/// The worked cases of a document of this folder.
fn passes(document: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/documents");
    let document = folder.join(document).display().to_string();
    let output = mithaq(Path::new("nowhere"), &["check", &document]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
