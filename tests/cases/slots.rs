//! A slot is a table, a declarant and a period. What would fill it twice is a question, never a choice; equal bytes for
//! another slot are no duplicate; what fills it anew says first what goes.

use crate::desk::Desk;
use crate::ebds::{self, Declared};
use crate::firm::{AFFILIATION, ALL_DUE, Files, Firm, Line};

const DAY: &str = "2027-04-05";
const MARCH: &str = "PAIE_2000016_202603.csv";
const MARCH_MISSING: &str = "102000016 102000024 102000032 2025-09-01: not evaluated (base: missing 2026-03 payroll)";

/// March 2026 in two files of one name: the old staff, and those who were hired.
fn in_two_files() -> Files {
    let mut firm = Firm::usual();
    let hires = firm.month("2026-03").split_off(2);
    let old = firm.payroll("2026-03");
    *firm.month("2026-03") = hires;
    let hires = firm.payroll("2026-03");
    Firm::usual().files().but(MARCH).with(old).with(hires)
}

#[test]
fn two_files_of_one_month_in_one_delivery_are_a_question() {
    // Whatever a name that is not read says, and whichever comes first.
    for name in ["ALPHA", "ALPHB", "ALPHC"] {
        for backwards in [false, true] {
            let mut files = in_two_files().edited(MARCH, |text| text.replace("ALPHA", name));
            if backwards {
                files.0.reverse();
            }
            let desk = Desk::new();
            desk.hand_in(DAY, &files).refused().speaks_of(MARCH);
            desk.known(DAY).are("pae", MARCH_MISSING);
        }
    }
}

#[test]
fn two_files_of_one_month_are_added_when_told_so() {
    let desk = Desk::new();
    desk.add(DAY, &in_two_files()).accepted();
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn an_original_and_its_correction_in_one_delivery_are_a_question() {
    let firm = Firm::usual();
    let correction = firm.files().only(MARCH).edited(MARCH, |text| text.replace("8000,00", "9000,00"));
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files().with(correction)).refused();
    desk.known(DAY).are("pae", MARCH_MISSING);
}

#[test]
fn the_question_leaves_what_was_in_force() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let twice = Firm::usual().files().only(MARCH);
    let other = twice.clone().edited(MARCH, |text| text.replace("8000,00", "9000,00"));
    let third = twice.edited(MARCH, |text| text.replace("8000,00", "9500,00"));
    desk.replace("2027-04-06", &other.with(third)).refused();
    desk.known("2027-04-10").are("pae", ALL_DUE);
}

#[test]
fn a_second_file_for_a_filled_slot_is_a_question() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let correction = Firm::usual().files().only(MARCH).edited(MARCH, |text| text.replace("8000,00", "9000,00"));
    desk.hand_in("2027-04-06", &correction).refused();
    desk.known("2027-04-10").are("pae", ALL_DUE);
    desk.replace("2027-04-07", &correction).accepted();
    desk.known("2027-04-10").are("pae", "102000016 102000024 102000032 2025-09-01: due 16490.00");
    desk.known("2027-04-06").are("pae", ALL_DUE);
}

#[test]
fn a_preview_changes_nothing() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    let nobody =
        Firm::usual().files().only(MARCH).edited(MARCH, |text| text.lines().next().unwrap_or("").to_owned() + "\n");
    let told = desk.preview("2027-04-06", &nobody);
    assert_ne!(told.exit, 2, "{told}");
    desk.known("2027-04-10").are("pae", ALL_DUE);
}

#[test]
fn equal_bytes_for_the_same_slot_are_already_there() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    desk.hand_in("2027-04-06", &Firm::usual().files().only(MARCH)).accepted();
    desk.known("2027-04-10").are("pae", ALL_DUE);
}

#[test]
fn two_declarations_of_one_month_in_one_delivery_are_a_question() {
    let one = |wage| ebds::main_declaration(AFFILIATION, "2026-03", &[Declared::month("102000016", wage)], &[]);
    let name = ebds::name(AFFILIATION, "2026-03");
    let files = Firm::usual().office().and(&name, one(800_000)).and(&name, one(700_000));
    Desk::new().hand_in(DAY, &files).refused();
}

#[test]
fn two_registers_of_sites_in_one_delivery_are_a_question() {
    let mut firm = Firm::usual();
    let first = firm.files();
    firm.sites = firm.sites.replace("casanearshore;MA-06", "fes-shore;MA-03");
    Desk::new().hand_in(DAY, &first.with(firm.files().only("sites"))).refused().speaks_of("sites.csv");
}

/// A young operator with three months without staff.
fn empty_months() -> Firm {
    let mut firm = Firm::usual();
    firm.between("2025-06", "2025-08", Vec::clear);
    firm.from("2025-09", |lines| drop(lines.drain(..2)));
    firm
}

#[test]
fn empty_registers_of_several_months_are_no_duplicates() {
    let desk = Desk::with(DAY, &empty_months().files());
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn empty_registers_handed_in_one_by_one_are_no_duplicates() {
    let files = empty_months().files();
    let empty = ["202506", "202507", "202508"];
    let desk = Desk::with(DAY, &empty.iter().fold(files.clone(), |files, month| files.but(month)));
    for month in empty {
        desk.hand_in(DAY, &files.only(month)).accepted();
    }
    desk.known(DAY).are("pae", ALL_DUE);
}

/// Two affiliations, nobody at either in July 2025, one person at each from August on.
fn two_affiliations() -> Files {
    let mut firm = Firm::new("2025-07-15");
    firm.affiliations.push_str("op-1;3051373;2025-07-15;\n");
    let person = |cnss: &str| Line::new(cnss, "2025-08-01", "10000.00", "0.00");
    for (affiliation, line) in [
        (AFFILIATION, person("120000006")),
        ("3051373", person("120079192").but(|line| line.contract = "CDD".to_owned())),
    ] {
        firm.months(affiliation, "2025-07", "2025-07", &[]);
        firm.months(affiliation, "2025-08", "2027-03", &[line]);
    }
    firm.files()
}

#[test]
fn equal_bytes_of_two_affiliations_are_no_duplicates() {
    let files = two_affiliations();
    let mut backwards = files.clone();
    backwards.0.reverse();
    for files in [files, backwards] {
        let desk = Desk::with(DAY, &files);
        desk.known("2027-04-30").are(
            "pae",
            "120000006 2025-08-01: due 20400.00
             120079192 2025-08-01: zero by rule (permanent)",
        );
    }
}

#[test]
fn equal_bytes_of_two_affiliations_in_two_deliveries_are_no_duplicates() {
    let files = two_affiliations();
    let desk = Desk::with(DAY, &files.but("3051373_202507"));
    desk.hand_in("2027-04-06", &files.only("3051373_202507")).accepted();
    desk.known("2027-04-30").of_these("pae", &["120000006"], "120000006 2025-08-01: due 20400.00");
}

/// The register of March 2026 with one more file beside it.
fn beside(change: impl Fn(&str) -> String) -> (Desk, crate::desk::Told) {
    let files = Firm::usual().files();
    let desk = Desk::with(DAY, &files);
    let told = desk.add("2027-04-06", &files.only(MARCH).edited(MARCH, change));
    (desk, told)
}

#[test]
fn lines_added_beside_equal_ones_are_two_payments_or_a_slip() {
    // Another name only: the bytes differ, and every line says the same of the same person.
    let (desk, told) = beside(|text| text.replace("ALPHA", "OMEGA"));
    told.accepted().tells("intake-lines-again", MARCH, 1);
    let unread = "102000016 102000024 102000032 2025-09-01: not evaluated (base: cell-unread …2026-03…)";
    desk.known("2027-04-10").are("pae", unread);
    assert!(desk.says(&["explain", "pae", "--operator", "op-1"]).1 == 0);
}

#[test]
fn a_bonus_line_added_in_another_file_is_added_up() {
    let (desk, told) = beside(|text| text.replace("8000,00;276,75", "100,00;0"));
    // The old staff's lines are there already; those of the hires bring another amount.
    told.accepted().tells("intake-lines-again", MARCH, 1);
    desk.known("2027-04-10").are("pae", "102000016 102000024 102000032 2025-09-01: due 16337.00");
}
