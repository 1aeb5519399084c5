//! Two lines of a person in one month: each keeps its own words and dates, one that goes on goes on, and which of them is
//! written last, or bears the larger affiliation number, settles nothing.

use crate::desk::Desk;
use crate::firm::{AFFILIATION, ALL_DUE, Firm, Line};

const DAY: &str = "2027-10-31";
const OTHER: &str = "3051373";

fn leaving(line: &Line) -> Line {
    line.paid("5000.00", "0.00").but(|line| line.left = "2026-03-15".to_owned())
}

/// A move on 15 March 2026 from one affiliation of the operator to another.
fn transfer(from: &str, to: &str, hired_there: &str) -> Desk {
    let person = Line::new("120000006", "2025-09-01", "10000.00", "0.00");
    let there = person.but(|line| line.hired = hired_there.to_owned());
    let colleague =
        |cnss: &str| Line::new(cnss, "2020-09-01", "5000.00", "0.00").but(|line| line.contract = "CDD".to_owned());
    let mut firm = Firm::new("2025-09-01");
    firm.affiliations = format!("operateur;affiliation;du;au\nop-1;{from};2025-09-01;\nop-1;{to};2025-09-01;\n");
    firm.months(from, "2025-09", "2027-07", &[colleague("120079192")]);
    firm.months(to, "2025-09", "2027-07", &[colleague("120158384")]);
    firm.months(from, "2025-09", "2026-02", std::slice::from_ref(&person));
    firm.months(from, "2026-03", "2026-03", &[leaving(&person)]);
    firm.months(to, "2026-03", "2026-03", &[there.paid("5000.00", "0.00")]);
    firm.months(to, "2026-04", "2027-07", &[there]);
    Desk::with(DAY, &firm.files())
}

fn has_moved(desk: &Desk) {
    let known = desk.known(DAY);
    known.of_these("pae", &["120000006"], "120000006 2025-09-01: due 20400.00");
    known.of_these("paf", &["120000006 2025-09-01/1"], "120000006 2025-09-01/1: due 4200.00");
}

#[test]
fn a_transfer_to_the_higher_affiliation_number_is_one_job() {
    has_moved(&transfer(AFFILIATION, OTHER, "2025-09-01"));
}

#[test]
fn a_gap_of_days_between_two_affiliations_is_two_jobs() {
    for (from, to) in [(AFFILIATION, OTHER), (OTHER, AFFILIATION)] {
        transfer(from, to, "2026-03-20").known(DAY).of_these(
            "pae",
            &["120000006"],
            "120000006 2025-09-01: zero by rule (kept_18)
             120000006 2026-03-20: zero by rule (first_here)",
        );
    }
}

/// The usual firm with another March 2026.
fn march(change: impl FnOnce(&mut Vec<Line>)) -> Firm {
    let mut firm = Firm::usual();
    change(firm.month("2026-03"));
    firm
}

/// Both halves of the month of every hire.
fn halves(first: &str, second: &str) -> Firm {
    march(|lines| {
        let hires = lines.split_off(2);
        lines.extend(hires.iter().flat_map(|hire| [hire.paid(first, "138,37"), hire.paid(second, "138,37")]));
    })
}

#[test]
fn halves_that_differ_are_added() {
    let desk = Desk::with(DAY, &halves("4000,01", "3999,99").files());
    desk.known(DAY).are("pae", ALL_DUE);
}
