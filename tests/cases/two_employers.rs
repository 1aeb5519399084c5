//! Somebody in the registers of two operators at once is found, whichever register shows it.

use crate::desk::Desk;
use crate::ebds::{self, Declared};
use crate::firm::{Files, Firm, HIRES};

/// Three persons full time in the payroll registers of two operators; nothing was declared to the CNSS.
fn two_registers() -> Files {
    let mut firm = Firm::usual();
    firm.operators.push_str("op-2;SOCIETE 2 SYNTHETIQUE;001234568000035;1000002;2015-01-01;\n");
    firm.affiliations.push_str("op-2;4000014;2015-01-01;\n");
    firm.sites.push_str("op-2;S1;technopolis;MA-04;2015-01-01;\n");
    firm.turnover.push_str("op-2;2025;1000000;1000000\nop-2;2026;1000000;1000000\nop-2;2027;1000000;1000000\n");
    firm.between("2025-06", "2027-03", |lines| drop(lines.drain(..2)));
    let other = firm
        .files()
        .only("PAIE")
        .edited("PAIE", |text| text.replace("\n2000016;", "\n4000014;").replace("ALPHA", "GAMMA"));
    let renamed = Files(other.0.into_iter().map(|(name, bytes)| (name.replace("2000016", "4000014"), bytes)).collect());
    firm.files().with(renamed)
}

#[test]
fn who_stands_in_two_payroll_registers_is_found() {
    let desk = Desk::with("2027-04-05", &two_registers());
    let (found, exit) = desk.says(&["across", "--json"]);
    assert_eq!(exit, 0, "{found}");
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let together = found["together"].as_array().expect("a list");
    assert_eq!(together.len(), 3, "{together:?}");
    for one in together {
        let months = [&one["sources"], &one["first"], &one["last"], &one["months"]].map(ToString::to_string);
        assert_eq!(months, ["\"registers\"", "\"2025-09\"", "\"2027-03\"", "19"]);
    }
    let (printed, _) = desk.says(&["across"]);
    assert!(printed.contains("both payroll registers") && printed.contains("57"), "{printed}");
}

#[test]
fn who_stands_in_a_register_here_and_in_a_declaration_there_is_found() {
    let files = two_registers().but("PAIE_4000014");
    let persons = HIRES.map(|cnss| Declared::month(cnss, 800_000));
    let declared = ["2025-10", "2025-11"].into_iter().fold(files, |files, month| {
        files.and(&ebds::name("4000014", month), ebds::main_declaration("4000014", month, &persons, &[]))
    });
    let desk = Desk::with("2027-04-05", &declared);
    let (found, _) = desk.says(&["across", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let one = &found["together"][2];
    assert_eq!([&one["sources"], &one["months"]].map(ToString::to_string), ["\"register_and_declaration\"", "2"]);
}

#[test]
fn both_operators_keep_what_their_registers_owe() {
    let desk = Desk::with("2027-04-05", &two_registers());
    desk.known("2027-04-10").are(
        "pae",
        "102000016 102000024 102000032 2025-09-01: due 16320.00
         op-2 102000016 102000024 102000032 2025-09-01: due 16320.00",
    );
}
