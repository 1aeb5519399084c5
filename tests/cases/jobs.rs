//! Where a job begins and ends: a hole without an exit, a hire date told anew, an exit without its day, a hire month whose
//! register is missing.

use crate::desk::Desk;
use crate::ebds::{self, Declared};
use crate::firm::{AFFILIATION, ALL_DUE, Files, Firm, HIRES, Line};

const DAY: &str = "2027-04-05";
const UNKNOWN: &str = "102000016 102000024 102000032 2025-09-01: not evaluated (…)";

/// The usual firm whose hires have no line in these months.
fn hole(months: &[&str]) -> Firm {
    let mut firm = Firm::usual();
    for month in months {
        firm.month(month).truncate(2);
    }
    firm
}

#[test]
fn a_month_without_pay_made_good_in_the_next_breaks_no_job() {
    let mut firm = hole(&["2026-03"]);
    firm.month("2026-04").iter_mut().skip(2).for_each(|line| line.gross = "16000,00".to_owned());
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted();
    desk.known(DAY).are("pae", UNKNOWN);
}

#[test]
fn a_row_that_leaves_before_it_was_hired_is_no_hole() {
    let mut firm = Firm::usual();
    firm.month("2026-03")[2].left = "2025-08-01".to_owned();
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted().rows("202603", 5, 0, 0).tells("table-check-unread", "202603", 1);
    // Neither day of that month is known; April shows him under the same day of hire: he had not left.
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn two_months_without_pay_break_no_job() {
    let desk = Desk::with(DAY, &hole(&["2026-03", "2026-04"]).files());
    desk.known(DAY).are("pae", UNKNOWN);
}

#[test]
fn a_hole_of_one_person_holds_back_nobody_else() {
    let mut firm = Firm::usual();
    firm.month("2026-03").remove(2);
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000024 102000032 2025-09-01: due 16320.00
         102000016 2025-09-01: not evaluated (…)",
    );
}

#[test]
fn a_hole_with_a_later_hire_date_is_two_jobs() {
    let mut firm = hole(&["2026-03"]);
    firm.from("2026-04", |lines| lines.iter_mut().skip(2).for_each(|line| line.hired = "2026-04-01".to_owned()));
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000016 102000024 102000032 2025-09-01: zero by rule (kept_18)
         102000016 102000024 102000032 2026-04-01: zero by rule (first_here)",
    );
}

#[test]
fn an_exit_then_a_hole_is_two_jobs() {
    let mut firm = hole(&["2026-03"]);
    firm.month("2026-02").iter_mut().skip(2).for_each(|line| line.left = "2026-02-15".to_owned());
    firm.from("2026-04", |lines| lines.iter_mut().skip(2).for_each(|line| line.hired = "2026-04-01".to_owned()));
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000016 102000024 102000032 2025-09-01: zero by rule (kept_18)
         102000016 102000024 102000032 2026-04-01: zero by rule (first_here)",
    );
}

/// The usual hires leave on a day of March 2026, and go on in April under the same day of hire.
fn goes_on_after(left: &str, affiliation: &str) -> Firm {
    let mut firm = Firm::usual();
    firm.month("2026-03").iter_mut().skip(2).for_each(|line| line.left = left.to_owned());
    if affiliation != AFFILIATION {
        firm.affiliations.push_str(&format!("op-1;{affiliation};2026-04-01;\n"));
        firm.from("2026-04", |lines| lines.truncate(2));
        let hires = HIRES.map(|cnss| Line::new(cnss, "2025-09-01", "8000,00", "276,75"));
        firm.months(affiliation, "2026-04", "2027-03", &hires);
    }
    firm
}

#[test]
fn a_transfer_at_the_end_of_a_month_keeps_the_start() {
    let desk = Desk::with(DAY, &goes_on_after("2026-03-31", "3000015").files());
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn an_exit_that_the_next_month_contradicts_is_never_two_jobs() {
    for (left, affiliation) in [("2026-03-31", AFFILIATION), ("2026-03-20", AFFILIATION), ("2026-03-20", "3000015")] {
        let desk = Desk::with(DAY, &goes_on_after(left, affiliation).files());
        desk.known(DAY)
            .are("pae", "102000016 102000024 102000032 2025-09: not evaluated (fact_date: start-restated …)");
    }
}

#[test]
fn a_hire_date_told_anew_inside_a_run_is_no_new_job() {
    // From March 2026 on another date, or for one month alone; a day later, or a year earlier.
    for (from, to, hired) in [
        ("2026-03", "2027-03", "2026-03-01"),
        ("2026-03", "2026-03", "2025-09-02"),
        ("2026-03", "2027-03", "2024-09-01"),
    ] {
        let mut firm = Firm::usual();
        firm.between(from, to, |lines| lines[2].hired = hired.to_owned());
        let desk = Desk::with(DAY, &firm.files());
        let found = desk.known(DAY).of("pae");
        let his: Vec<_> = found.iter().filter(|line| line.starts_with(HIRES[0])).collect();
        assert!(his.len() == 1 && his[0].contains("not evaluated"), "{hired}: {his:?}");
    }
}

#[test]
fn a_hire_who_is_replaced_leaves_no_new_job_behind() {
    let mut firm = Firm::old_staff("2025-06", "2027-09");
    let first = Line::new(HIRES[0], "2025-09-01", "8000,00", "276,75");
    let left = first.but(|line| line.left = "2025-12-31".to_owned());
    firm.months(AFFILIATION, "2025-09", "2025-11", &[first]);
    firm.months(AFFILIATION, "2025-12", "2025-12", &[left]);
    firm.months(AFFILIATION, "2026-01", "2027-09", &[Line::new(HIRES[1], "2026-01-02", "8000,00", "276,75")]);
    let desk = Desk::with("2027-10-05", &firm.files());
    desk.known("2027-10-10").are(
        "pae",
        "102000016 2025-09-01: zero by rule (kept_18)
         102000024 2026-01-02: zero by rule (above_reference)",
    );
}

#[test]
fn a_negative_line_and_arrears_after_the_exit_stay_one_job() {
    let mut firm = Firm::old_staff("2025-06", "2027-06");
    let hires = HIRES.map(|cnss| Line::new(cnss, "2025-09-01", "8000,00", "276,75"));
    let left = hires.clone().map(|line| line.but(|line| line.left = "2027-03-31".to_owned()));
    firm.months(AFFILIATION, "2025-09", "2027-02", &hires);
    firm.months(AFFILIATION, "2026-03", "2026-03", &hires.map(|line| line.paid("-1500,00", "0")));
    firm.months(AFFILIATION, "2027-03", "2027-03", &left);
    firm.months(AFFILIATION, "2027-05", "2027-05", &left.map(|line| line.paid("900,00", "276,75")));
    let desk = Desk::new();
    let told = desk.hand_in("2027-07-05", &firm.files());
    told.accepted().finds(&["table-check", "table-key-several"]);
    desk.known("2027-07-10").are("pae", "102000016 102000024 102000032 2025-09-01: due 16065.00");
}

/// One person hired on 15 July 2025; a declaration shows that he left in a month, no register says on which day. Eighteen
/// months are up on 15 January 2027.
fn leaves_in(month: &str) -> (Files, Line) {
    const ONE: &str = "120000006";
    let person = Line::new(ONE, "2025-07-15", "10000.00", "0.00").but(|line| line.cin = ebds::card(ONE));
    let mut firm = Firm::new("2025-07-15");
    let months = crate::firm::months("2025-07", month);
    firm.months(AFFILIATION, "2025-07", &months[months.len() - 2], std::slice::from_ref(&person));
    let mut files = firm.files();
    for (place, name) in months.iter().enumerate() {
        let declared = [Declared::month(ONE, 1_000_000)];
        let leaving = [Declared { cnss: ONE, days: 12, wage: 461_538, situation: "SO" }];
        let text = match place {
            0 => ebds::main_declaration(AFFILIATION, name, &[], &declared),
            place if place + 1 == months.len() => ebds::main_declaration(AFFILIATION, name, &leaving, &[]),
            _ => ebds::main_declaration(AFFILIATION, name, &declared, &[]),
        };
        files = files.and(&ebds::name(AFFILIATION, name), text);
    }
    (files, person.paid("4615.38", "0.00"))
}

#[test]
fn an_exit_without_its_day_in_the_month_that_decides_decides_nothing() {
    let (files, last) = leaves_in("2027-01");
    let desk = Desk::with("2027-02-08", &files);
    desk.known("2027-02-28").are("pae", "120000006 2025-07-15: not evaluated (kept_18: …)");
    for (left, result) in [("2027-01-14", "zero by rule (kept_18)"), ("2027-01-15", "due 20400.00")] {
        let desk = Desk::with("2027-02-08", &files);
        let mut firm = Firm::new("2025-07-15");
        firm.months(AFFILIATION, "2027-01", "2027-01", &[last.but(|line| line.left = left.to_owned())]);
        desk.hand_in("2027-03-05", &firm.payroll("2027-01")).accepted();
        desk.known("2027-03-31").are("pae", &format!("120000006 2025-07-15: {result}"));
        desk.known("2027-02-28").are("pae", "120000006 2025-07-15: not evaluated (kept_18: …)");
    }
}

#[test]
fn an_exit_without_its_day_in_an_earlier_month_decides() {
    let (files, _) = leaves_in("2026-12");
    let desk = Desk::with("2027-02-08", &files);
    desk.known("2027-02-28").are("pae", "120000006 2025-07-15: zero by rule (kept_18)");
}

#[test]
fn an_exit_without_its_day_in_a_later_month_decides() {
    let (files, _) = leaves_in("2027-02");
    let desk = Desk::with("2027-03-08", &files);
    desk.known("2027-03-31").are("pae", "120000006 2025-07-15: due 20400.00");
}

/// Hired on 10 February 2026, the register of that month is missing.
fn without_the_hire_month(declared: bool) -> Desk {
    let old = Line::new("120079192", "2025-12-01", "5000.00", "0.00").but(|line| line.contract = "CDD".to_owned());
    let hire = Line::new("120000006", "2026-02-10", "10000.00", "0.00");
    let mut firm = Firm::new("2025-12-01");
    firm.months(AFFILIATION, "2025-12", "2027-09", std::slice::from_ref(&old));
    firm.months(AFFILIATION, "2026-03", "2027-09", std::slice::from_ref(&hire));
    firm.without(AFFILIATION, "2026-02");
    let mut files = firm.files();
    for month in crate::firm::months("2025-12", "2027-09") {
        if !declared && month == "2026-02" {
            continue;
        }
        let colleague = || Declared::month("120079192", 500_000);
        let person = || Declared::month("120000006", 1_000_000);
        let text = match month.as_str() {
            "2025-12" => ebds::main_declaration(AFFILIATION, &month, &[], &[colleague()]),
            "2026-01" => ebds::main_declaration(AFFILIATION, &month, &[colleague()], &[]),
            "2026-02" => ebds::main_declaration(AFFILIATION, &month, &[colleague()], &[person()]),
            _ => ebds::main_declaration(AFFILIATION, &month, &[colleague(), person()], &[]),
        };
        files = files.and(&ebds::name(AFFILIATION, &month), text);
    }
    Desk::with("2027-10-08", &files)
}

#[test]
fn a_hire_month_without_its_register_is_one_job_and_no_refusal() {
    for declared in [true, false] {
        let known = without_the_hire_month(declared).known("2027-10-31");
        known.of_these("pae", &["120000006"], "120000006 2026-02-10: not evaluated (…2026-02…");
        let paf = known.of("paf").into_iter().filter(|line| line.starts_with("120000006")).collect::<Vec<_>>();
        let refused = paf.iter().any(|line| line.contains("zero by rule") || !line.contains(" 2026-02-10/"));
        assert!(!refused, "{paf:?}");
    }
}
