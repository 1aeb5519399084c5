//! Amounts that could be read in two ways: `8,000` is eight thousand or eight dirhams. The column decides, or nobody does:
//! never a thousandth without a word.

use crate::desk::Desk;
use crate::firm::{ALL_DUE, Firm, HIRES};

const DAY: &str = "2027-04-05";
const NOT_DECIDED: &str = "102000016 102000024 102000032 2025-09-01: not evaluated (base: …2026-03…";

/// March 2026 with these amounts: of the old staff, of one more old line, and of the three hires.
fn march(old: [&str; 2], hires: &str, tax: &str) -> Desk {
    let mut firm = Firm::usual();
    for line in firm.month("2026-03") {
        let gross = match line.cnss.as_str() {
            "101000017" => old[0],
            "101000025" => old[1],
            _ => hires,
        };
        let paid = if HIRES.contains(&line.cnss.as_str()) { tax } else { "0" };
        *line = line.paid(gross, paid);
    }
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).speaks_of("202603");
    desk
}

#[test]
fn three_digits_behind_the_only_comma_of_a_whole_column_are_not_decided() {
    march(["7,000", "7,000"], "8,000", "277").known(DAY).are("pae", NOT_DECIDED);
}

#[test]
fn three_digits_behind_the_only_point_of_a_whole_column_are_not_decided() {
    march(["7.000", "7.000"], "8.000", "277").known(DAY).are("pae", NOT_DECIDED);
}

#[test]
fn half_thousands_and_odd_figures_are_not_decided_either() {
    march(["7,500", "12,340"], "8,000", "277").known(DAY).are("pae", NOT_DECIDED);
}

#[test]
fn a_cell_with_both_signs_decides_its_column() {
    march(["7,000.00", "7,000"], "8,000", "277").known(DAY).are("pae", ALL_DUE);
}

#[test]
fn a_cell_with_point_and_decimal_comma_decides_its_column() {
    march(["7.000,00", "7.000"], "8.000", "277").known(DAY).are("pae", ALL_DUE);
}

#[test]
fn two_groups_of_thousands_decide_their_column() {
    march(["1,007,000", "7,000"], "8,000", "277").known(DAY).are("pae", ALL_DUE);
}

#[test]
fn an_absurd_amount_costs_its_own_key_alone() {
    // More than anybody is paid in a month: a slip, which is an unread cell.
    for gross in ["100000000,01", "1000000000000,00", "90000000000000000,00", "92233720368547758,07"] {
        let mut firm = Firm::usual();
        for month in ["2026-03", "2026-04"] {
            let line = &mut firm.month(month)[2];
            *line = line.paid(gross, gross);
        }
        let desk = Desk::new();
        desk.hand_in(DAY, &firm.files()).accepted().tells("file-figure-beyond", "202603", 2);
        desk.known(DAY).are(
            "pae",
            "102000024 102000032 2025-09-01: due 16320.00
             102000016 2025-09-01: not evaluated (base: cell-unread …2026-03…)",
        );
        let person = [format!("{} 2026", HIRES[0])];
        desk.known(DAY).of_these("air", &[&person[0]], "102000016 2026: not evaluated (…: cell-unread …)");
        for command in [
            ["assess", "--fresh"].as_slice(),
            &["across"],
            &["explain", "air", "--operator", "op-1"],
            &["explain", "air", "--operator", "op-1", "--person", &desk.pseudonym(HIRES[0])[..6], "--year", "2026"],
            &["evidence", "--operator", "op-1"],
            &["assess", "--waiting"],
        ] {
            let (said, exit) = desk.says(command);
            assert_eq!(exit, 0, "{command:?}: {said}");
        }
    }
}

#[test]
fn an_amount_that_does_not_fit_is_an_unread_cell() {
    let mut firm = Firm::usual();
    let line = &mut firm.month("2026-03")[2];
    *line = line.paid("92233720368547758,08", "276,75");
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted().rows("202603", 5, 0, 0).tells("file-figure-beyond", "202603", 1);
    desk.known(DAY).are(
        "pae",
        "102000024 102000032 2025-09-01: due 16320.00
         102000016 2025-09-01: not evaluated (base: cell-unread …2026-03…)",
    );
}

#[test]
fn a_day_of_hire_beyond_all_calendars_is_an_unread_cell() {
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines[2].hired = "9999-12-31".to_owned());
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted().tells("csv-date", "202603", 1);
    // Nobody knows whether he was hired before the other two; three posts are enough for all of them in any order.
    desk.known(DAY).are(
        "pae",
        "102000016 2025-09: not evaluated (fact_date: start-not-shown 2025-09)
         102000024 102000032 2025-09-01: due 16320.00",
    );
    let mut firm = Firm::usual();
    firm.month("2026-03")[2].hired = "9999-12-31".to_owned();
    Desk::with(DAY, &firm.files()).known(DAY).are("pae", ALL_DUE);
}

#[test]
fn turnover_that_could_be_read_in_two_ways_is_not_decided() {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.turnover = "operateur;annee;ca_total;ca_export\nop-1;2025;900,000;800,000\nop-1;2026;900,000;800,000\n\
                     op-1;2027;900,000;800,000\n"
        .to_owned();
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).speaks_of("ca.csv");
    desk.known(DAY).of_these(
        "air",
        &HIRES.map(|cnss| format!("{cnss} 2026")).each_ref().map(String::as_str),
        "102000016 102000024 102000032 2026: not evaluated (…)",
    );
}
