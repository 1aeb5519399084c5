//! The registers of the office: a row that was refused may be the one that is asked for, a register that only adds takes
//! nothing away, and what Excel drops at line ends was empty.

use crate::desk::Desk;
use crate::firm::{Firm, HIRES, Line};

const DAY: &str = "2027-04-05";

#[test]
fn an_unread_turnover_is_not_an_absent_turnover() {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.turnover = firm.turnover.replace("op-1;2026;1000000;1000000", "op-1;2026;1000000;un million");
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).speaks_of("ca.csv");
    desk.known(DAY).of_these(
        "air",
        &HIRES,
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: not evaluated (…)
         102000016 102000024 102000032 2027: pending (period: …)",
    );
}

#[test]
fn the_refused_row_of_one_operator_is_no_doubt_of_another() {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.operators.push_str("op-2;SOCIETE 2 SYNTHETIQUE;001234568000035;1000002;2015-01-01;\n");
    firm.affiliations.push_str("op-2;4000014;2015-01-01;\n");
    firm.sites.push_str("op-2;S1;technopolis;Rabat;2015-01-01;\n");
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).speaks_of("sites.csv");
    desk.known(DAY).of_these(
        "air",
        &HIRES,
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 16646.16
         102000016 102000024 102000032 2027: pending (period: …)",
    );
}

#[test]
fn a_cell_that_may_not_be_empty_is_not_supplied() {
    let mut firm = Firm::usual();
    firm.months("2000016", "2027-04", "2027-04", &[Line::new("101000017", "2020-01-01", "7000,00", "0")]);
    let files = firm.files().edited("202603", |text| text.replace("8000,00;276,75", "8000,00"));
    let desk = Desk::new();
    desk.hand_in(DAY, &files).speaks_of("202603");
}
