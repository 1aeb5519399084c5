//! Two lines of a person in one month: each keeps its own words and dates, one that goes on goes on, and which of them is
//! written last, or bears the larger affiliation number, settles nothing.

use crate::desk::Desk;
use crate::firm::{AFFILIATION, ALL_DUE, Firm, HIRES, Line};

const DAY: &str = "2027-10-31";
const OTHER: &str = "3051373";

/// One person, hired on 1 September 2025 at 10,000.00, and nobody else.
fn one_person() -> (Firm, Line) {
    let person = Line::new("120000006", "2025-09-01", "10000.00", "0.00").but(|line| line.ecosystem = "CRM".to_owned());
    let mut firm = Firm::new("2025-09-01");
    firm.months(AFFILIATION, "2025-09", "2027-07", std::slice::from_ref(&person));
    (firm, person)
}

fn leaving(line: &Line) -> Line {
    line.paid("5000.00", "0.00").but(|line| line.left = "2026-03-15".to_owned())
}

/// What the one person has where the job goes on without a day's break.
fn goes_on(desk: &Desk) {
    desk.known(DAY).are("pae", "120000006 2025-09-01: due 20400.00").of_these(
        "paf",
        &["120000006 2025-09-01/1"],
        "120000006 2025-09-01/1: due 4200.00",
    );
}

#[test]
fn a_line_that_leaves_and_one_that_goes_on_are_one_job() {
    for leaving_first in [true, false] {
        let (mut firm, person) = one_person();
        let mut pair = vec![leaving(&person), person.paid("5000.00", "0.00")];
        if !leaving_first {
            pair.reverse();
        }
        *firm.month("2026-03") = pair;
        goes_on(&Desk::with(DAY, &firm.files()));
    }
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
fn a_transfer_to_the_lower_affiliation_number_is_one_job() {
    has_moved(&transfer(OTHER, AFFILIATION, "2025-09-01"));
}

#[test]
fn a_transfer_with_a_new_hire_date_the_day_after_is_one_job() {
    has_moved(&transfer(OTHER, AFFILIATION, "2026-03-16"));
    has_moved(&transfer(AFFILIATION, OTHER, "2026-03-16"));
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
fn two_equal_lines_are_two_payments_or_a_slip_and_nobody_knows() {
    let desk = Desk::new();
    desk.hand_in(DAY, &halves("4000,00", "4000,00").files()).accepted().speaks_of("202603");
    desk.known(DAY).are("pae", "102000016 102000024 102000032 2025-09-01: not evaluated (base: …2026-03…");
}

#[test]
fn two_equal_lines_of_one_person_hold_back_nobody_else() {
    let firm = march(|lines| {
        let half = lines[4].paid("4000,00", "138,37");
        lines.splice(4..5, [half.clone(), half]);
    });
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000016 102000024 2025-09-01: due 16320.00
         102000032 2025-09-01: not evaluated (base: …2026-03…",
    );
}

#[test]
fn three_equal_lines_are_no_better_known_than_two() {
    let firm = march(|lines| {
        let third = lines[4].paid("2666,00", "90,00");
        lines.splice(4..5, [third.clone(), third.clone(), third]);
    });
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).of_these("pae", &["102000032"], "102000032 2025-09-01: not evaluated (base: …2026-03…");
}

#[test]
fn halves_that_differ_are_added() {
    let desk = Desk::with(DAY, &halves("4000,01", "3999,99").files());
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn a_bonus_line_whose_amount_cannot_be_read_holds_back_that_person_alone() {
    for bonus in ["1 5x0,00", "quinze cents", "1500,00,00"] {
        let firm = march(|lines| lines.push(lines[2].paid(bonus, "300,00")));
        let desk = Desk::new();
        desk.hand_in(DAY, &firm.files()).accepted().speaks_of("202603");
        desk.known(DAY).are(
            "pae",
            "102000024 102000032 2025-09-01: due 16320.00
             102000016 2025-09-01: not evaluated (base: …2026-03…",
        );
    }
}

#[test]
fn a_bonus_line_with_point_and_comma_has_one_meaning() {
    let firm = march(|lines| lines.push(lines[2].paid("1.500,00", "300,00")));
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000024 102000032 2025-09-01: due 16320.00
         102000016 2025-09-01: due 16575.00",
    );
}

#[test]
fn an_unread_tax_cell_takes_no_employment_premium() {
    let firm = march(|lines| lines[2] = lines[2].paid("8000,00", "27x,75"));
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted().speaks_of("202603");
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn an_unread_wage_of_an_old_employee_takes_no_premium_of_a_hire() {
    for month in ["2025-06", "2025-09", "2026-03"] {
        let mut firm = Firm::usual();
        firm.month(month)[0].gross = "7x00,00".to_owned();
        let desk = Desk::new();
        desk.hand_in(DAY, &firm.files()).accepted().speaks_of("PAIE");
        desk.known(DAY).are("pae", ALL_DUE);
    }
}

#[test]
fn contracts_that_disagree_between_the_lines_of_the_first_month_are_unknown() {
    for swap in [false, true] {
        let mut firm = Firm::usual();
        let first = firm.month("2025-09");
        let hire = first.iter().position(|line| line.cnss == HIRES[0]).expect("the hire");
        let half = first[hire].paid("4000,00", "138,37");
        let mut pair = vec![half.clone(), half.but(|line| line.contract = "CDD".to_owned())];
        if swap {
            pair.reverse();
        }
        first.splice(hire..=hire, pair);
        let desk = Desk::with(DAY, &firm.files());
        desk.known(DAY).are(
            "pae",
            "102000024 102000032 2025-09-01: due 16320.00
             102000016 2025-09-01: not evaluated (permanent: …2025-09…",
        );
    }
}

#[test]
fn a_person_with_two_lines_is_one_head() {
    // An old employee with two lines in the hire month would, counted twice, leave the three one more post.
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines.retain(|line| line.cnss != "101000025"));
    let first = firm.month("2025-09");
    let half = first[0].paid("3000,00", "0");
    first.insert(1, half.but(|line| line.contract = "CDD".to_owned()));
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are("pae", "102000016 102000024 102000032 2025-09-01: due 10880.00");
}
