//! The registers of the office: a row that was refused may be the one that is asked for, a register that only adds takes
//! nothing away, and what Excel drops at line ends was empty.

use crate::desk::Desk;
use crate::firm::{ALL_DUE, Files, Firm, HIRES, Line};

const DAY: &str = "2027-04-05";

/// The three hires work at S2, whose row in the register of sites is this one.
fn at_second_site(row: &str) -> Desk {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.sites.push_str(row);
    firm.from("2025-09", |lines| {
        lines
            .iter_mut()
            .filter(|line| HIRES.contains(&line.cnss.as_str()))
            .for_each(|line| line.site = "S2".to_owned());
    });
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).speaks_of("sites.csv");
    desk
}

#[test]
fn a_refused_row_of_a_register_is_not_an_absent_row() {
    let rows = [
        "op-1;S2;technopolis;MA-04;31/02/2015;\n",
        "op-1;S2;technopole;MA-04;2015-01-01;\n",
        "op-1;S2;;MA-99;2015-01-01;\n",
        "op-1;S2;;Rabat;2015-01-01;\n",
        "op-1;S2;technopole;;;\n",
    ];
    for row in rows {
        at_second_site(row).known(DAY).are(
            "air",
            "102000016 102000024 102000032 2025: not evaluated (covered_place: …)
             102000016 102000024 102000032 2026: not evaluated (covered_place: …)
             102000016 102000024 102000032 2027: …
             101000017 101000025 2025: zero by rule (tax)
             101000017 101000025 2026: zero by rule (tax)
             101000017 101000025 2027: pending (period: …)",
        );
    }
}

#[test]
fn a_region_that_nobody_can_read_takes_nothing_from_a_platform_that_is_known() {
    for region in ["MA-99", "Rabat"] {
        let row = format!("op-1;S2;technopolis;{region};2015-01-01;\n");
        at_second_site(&row).known(DAY).of_these(
            "air",
            &HIRES,
            "102000016 102000024 102000032 2025: due 5548.72
             102000016 102000024 102000032 2026: due 16646.16
             102000016 102000024 102000032 2027: pending (period: …)",
        );
    }
}

#[test]
fn a_region_in_small_letters_is_that_region() {
    at_second_site("op-1;S2;technopolis;ma-04;2015-01-01;\n").known(DAY).of_these(
        "air",
        &HIRES,
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 16646.16
         102000016 102000024 102000032 2027: pending (period: …)",
    );
}

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
fn what_is_found_in_a_register_is_told_once() {
    let files = Firm::usual().files().edited("sites.csv", |text| text.replace("MA-06", "MA-01"));
    let told = Desk::new().hand_in(DAY, &files);
    told.accepted().tells("table-check", "sites.csv", 1);
}

/// A register handed in anew with the new row alone.
fn the_new_row_alone(register: &str, row: &str) -> (Desk, crate::firm::Files) {
    let files = Firm::usual().files();
    let desk = Desk::with(DAY, &files);
    let new = files.only(register).edited(register, |text| {
        let (header, _) = text.split_once('\n').expect("a header");
        format!("{header}\n{row}\n")
    });
    (desk, new)
}

const NEW_ROWS: [(&str, &str); 3] = [
    ("affiliations.csv", "op-1;3000015;2027-04-01;"),
    ("sites.csv", "op-1;S2;fes-shore;MA-03;2027-01-01;"),
    ("ca.csv", "op-1;2028;1000000;1000000"),
];

#[test]
fn a_register_with_the_new_row_alone_is_a_question() {
    // A turnover of another year is another slot: nothing stands there yet.
    for (register, row) in &NEW_ROWS[..2] {
        let (desk, new) = the_new_row_alone(register, row);
        desk.hand_in("2027-04-06", &new).refused();
        desk.known("2027-04-10").are("pae", ALL_DUE);
    }
}

#[test]
fn a_register_that_only_adds_takes_nothing_away() {
    for (register, row) in NEW_ROWS {
        let (desk, new) = the_new_row_alone(register, row);
        desk.add("2027-04-06", &new).accepted();
        desk.known("2027-04-10").are("pae", ALL_DUE);
    }
}

/// The files of a second affiliation are missing from its first day on. Wages of the first twelve months rest on them where
/// they are owed in one of these; that the three are still there in March 2027 the register of the first affiliation shows.
#[test]
fn a_second_affiliation_withholds_what_rests_on_its_files_alone() {
    let waits = "102000016 102000024 102000032 2025-09-01: not evaluated (base: …2026-08…";
    for (since, expected) in [("2027-01-01", ALL_DUE), ("2026-09-01", ALL_DUE), ("2026-08-01", waits)] {
        let (desk, new) = the_new_row_alone("affiliations.csv", &format!("op-1;3000015;{since};"));
        desk.add("2027-04-06", &new).accepted();
        desk.known("2027-04-10").are("pae", expected);
    }
}

#[test]
fn another_content_under_a_key_that_is_there_is_a_question() {
    let (desk, new) = the_new_row_alone("sites.csv", "op-1;S1;fes-shore;MA-03;2015-01-01;");
    desk.add("2027-04-06", &new).refused();
    desk.known("2027-04-10").are("pae", ALL_DUE);
}

#[test]
fn separators_that_excel_dropped_at_line_ends_stood_before_empty_cells() {
    for register in ["affiliations.csv", "sites.csv", "operateurs.csv"] {
        let files = Firm::usual().files().edited(register, |text| {
            let rows: Vec<String> = text.lines().map(|line| line.trim_end_matches(';').to_owned() + "\r\n").collect();
            rows.concat()
        });
        let desk = Desk::with(DAY, &files);
        desk.known(DAY).are("pae", ALL_DUE);
    }
}

#[test]
fn separators_dropped_from_a_payroll_register_with_an_own_column_stood_before_empty_cells() {
    let files = Firm::usual().files().edited("202603", |text| {
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default().to_owned() + ";observations\n";
        let rows: Vec<String> = lines.map(|line| line.to_owned() + "\n").collect();
        header + &rows.concat()
    });
    Desk::with(DAY, &files).known(DAY).are("pae", ALL_DUE);
}

#[test]
fn a_cell_that_may_not_be_empty_is_not_supplied() {
    let mut firm = Firm::usual();
    firm.months("2000016", "2027-04", "2027-04", &[Line::new("101000017", "2020-01-01", "7000,00", "0")]);
    let files = firm.files().edited("202603", |text| text.replace("8000,00;276,75", "8000,00"));
    let desk = Desk::new();
    desk.hand_in(DAY, &files).speaks_of("202603");
}

#[test]
fn an_affiliation_that_is_another_operator_s_is_told_when_it_comes_in() {
    let desk = Desk::with("2027-04-05", &Firm::usual().files());
    let second = |affiliations: &str| {
        let operators = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                         op-2;SOCIETE 2 SYNTHETIQUE;;1000002;2015-01-01;\n";
        let header = "operateur;affiliation;du;au\n";
        Files::default().and("op2.csv", operators).and("aff2.csv", format!("{header}{affiliations}"))
    };
    let claimed = second("op-2;2000016;2015-01-01;\n");
    desk.preview("2027-04-06", &claimed).tells("intake-affiliation-taken", "aff2", 1);
    // What passes from one to the other in one delivery is no claim.
    let passes = second("op-1;2000016;2015-01-01;2027-03-31\nop-2;2000016;2027-04-01;\n");
    desk.replace("2027-04-06", &passes).tells("intake-affiliation-taken", "aff2", 0);
}
