//! Files as Excel, Sage, old Macs and phones leave them: encodings, line ends, separators, headers.

use crate::desk::{Desk, Told};
use crate::firm::{ALL_DUE, Firm};

const DAY: &str = "2027-04-05";
const MARCH: &str = "PAIE_2000016_202603.csv";
const HEADER: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;nationalite;\
                      annee_naissance;filiere;brut_imposable;ir_preleve";

/// The usual firm whose register of March 2026 has these bytes.
fn march<T: AsRef<[u8]>>(change: impl Fn(&str) -> T) -> (Desk, Told) {
    let desk = Desk::new();
    let told = desk.hand_in(DAY, &Firm::usual().files().edited(MARCH, change));
    (desk, told)
}

#[test]
fn a_header_that_is_exactly_right_is_a_register_without_rows() {
    let (_, told) = march(|_| HEADER.to_owned() + "\r\n");
    told.accepted().finds(&["payroll-no-rows"]);
}

fn in_header(text: &str, change: impl Fn(&str) -> String) -> String {
    let (header, rows) = text.split_once('\n').expect("a header");
    format!("{}\n{rows}", change(header))
}

#[test]
fn csv_as_people_write_it_stays_right() {
    let quoted = |text: &str, separator: &str| -> String {
        let cell = |cell: &str| format!("\"{cell}\"");
        text.lines().map(|line| line.split(';').map(cell).collect::<Vec<_>>().join(separator) + "\n").collect()
    };
    let reversed = |text: &str| -> String {
        text.lines().map(|line| line.split(';').rev().collect::<Vec<_>>().join(";") + "\n").collect()
    };
    let files = Firm::usual()
        .files()
        .edited("202506", |text| {
            format!("\u{feff}{}", in_header(text, |header| quoted(header, ";").trim_end().to_owned()))
        })
        .edited("202507", |text| {
            text.replace("ALPHA", "ELAN")
                .into_bytes()
                .iter()
                .map(|byte| if *byte == b'L' { 0xc9 } else { *byte })
                .collect::<Vec<u8>>()
        })
        .edited("202508", |text| text.replace('\n', "\r\n\r\n"))
        .edited("202509", reversed)
        .edited("202510", |text| in_header(text, str::to_uppercase))
        .edited("202511", |text| text.replace("8000,00", "8\u{a0}000,00"))
        .edited("202512", |text| text.replace("8000,00", "8\u{202f}000,00"))
        .edited("202601", |text| quoted(&text.replace(',', "."), ","))
        .edited("202602", |text| {
            text.lines()
                .enumerate()
                .map(|(place, line)| line.to_owned() + if place == 0 { "\n" } else { ";;;\n" })
                .collect::<String>()
        })
        .edited("202603", |text| text.replace("2025-09-01", "01/09/2025"))
        .edited("202604", |text| {
            text.lines()
                .enumerate()
                .map(|(place, line)| line.to_owned() + if place == 0 { ";observations\n" } else { ";x\n" })
                .collect::<String>()
        })
        .edited("202605", |text| text.replace("10200", "102 00").replace("10100", "101 00"))
        .edited("202606", |text| text.replace("8000,00", "8000.000000"))
        .edited("202607", |text| text.replacen("BETA", "\"BE\"\"T;A\"", 1));
    let desk = Desk::with(DAY, &files);
    desk.known(DAY).are("pae", ALL_DUE);
}
