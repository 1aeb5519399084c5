//! A correction takes the place of what it corrects: the whole of it, from its day of receipt on, and only where it can be
//! read.

use crate::desk::Desk;
use crate::firm::{ALL_DUE, Firm, Line};

const DAY: &str = "2027-04-05";
const MARCH: &str = "PAIE_2000016_202603.csv";

#[test]
fn a_correction_of_which_no_row_can_be_used_replaces_nothing() {
    let damages: [(&str, &str); 2] = [("00,00;", "x00,00;"), (";2026-03;", ";2026-13;")];
    for (sound, damaged) in damages {
        let desk = Desk::with(DAY, &Firm::usual().files());
        let wrong = Firm::usual().files().only(MARCH).edited(MARCH, |text| {
            let (header, rows) = text.split_once('\n').expect("a header");
            format!("{header}\n{}", rows.replace(sound, damaged))
        });
        let wrong = if damaged.contains("x00") { without_persons(wrong) } else { wrong };
        desk.replace("2027-04-06", &wrong).refused().speaks_of(MARCH);
        desk.known("2027-04-10").are("pae", ALL_DUE);
    }
}

/// Rows of which neither amount nor person can be read.
fn without_persons(files: crate::firm::Files) -> crate::firm::Files {
    files.edited(MARCH, |text| text.replace(";10", ";99"))
}

#[test]
fn unreadable_corrections_of_many_months_replace_nothing() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let files = Firm::usual().files().only("PAIE").edited("PAIE", |text| {
        let (header, rows) = text.split_once('\n').expect("a header");
        format!("{header}\n{}", rows.replace(";10", ";99"))
    });
    desk.replace("2027-04-06", &files).refused();
    desk.known("2027-04-10").are("pae", ALL_DUE);
}

#[test]
fn a_register_of_sites_without_a_usable_row_replaces_nothing() {
    let firm = Firm::with_hires("30000,00", "7387,18");
    let desk = Desk::with(DAY, &firm.files());
    let wrong = firm.files().only("sites").edited("sites", |text| text.replace("2015-01-01", "le premier janvier"));
    desk.replace("2027-04-06", &wrong).refused().speaks_of("sites.csv");
    desk.known("2027-04-10").in_year(
        "air",
        "2026",
        "102000016 102000024 102000032 2026: due 16646.16
         101000017 101000025 2026: zero by rule (tax)",
    );
}

#[test]
fn a_correction_of_which_some_rows_can_be_read_counts() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let mut firm = Firm::usual();
    firm.month("2026-03")[2].gross = "80x0,00".to_owned();
    desk.replace("2027-04-06", &firm.payroll("2026-03")).accepted().speaks_of(MARCH);
    desk.known("2027-04-10").are(
        "pae",
        "102000024 102000032 2025-09-01: due 16320.00
         102000016 2025-09-01: not evaluated (base: …2026-03…",
    );
}

/// One person of one site, a year at 40,000.00 with 11,003.56 of income tax.
fn one_year() -> Firm {
    let mut firm = Firm::new("2012-03-01");
    firm.months("2000016", "2026-01", "2026-12", &[Line::new("120000006", "2020-01-01", "40000.00", "11003.56")]);
    firm
}

#[test]
fn a_stated_day_of_receipt_changes_nothing_that_was_known() {
    let first = one_year().files().only("202608");
    let second = first.clone().edited("202608", |text| text.replace("40000.00", "30000.00"));
    let desk = Desk::with("2026-09-08", &one_year().files());
    desk.replace("2027-05-05", &second).accepted();
    let known = [("2027-04-30", "36042.72"), ("2027-06-30", "38042.72")];
    for (day, amount) in known {
        desk.known(day).are("air", &format!("120000006 2026: due {amount}"));
    }
    // Said to have come before the other one: it is known from the day on which it was recorded, and replaces it then.
    desk.replace_stated("2027-10-05", "2027-05-04", &first).accepted();
    for (day, amount) in known.into_iter().chain([("2027-10-31", "36042.72")]) {
        desk.known(day).are("air", &format!("120000006 2026: due {amount}"));
    }
}
