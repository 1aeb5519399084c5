//! Somebody in the registers of two operators at once is found, whichever register shows it.

use crate::desk::Desk;
use crate::firm::{Files, Firm};

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
fn both_operators_keep_what_their_registers_owe() {
    let desk = Desk::with("2027-04-05", &two_registers());
    desk.known("2027-04-10").are(
        "pae",
        "102000016 102000024 102000032 2025-09-01: due 16320.00
         op-2 102000016 102000024 102000032 2025-09-01: due 16320.00",
    );
}
