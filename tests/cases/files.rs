//! Files as Excel, Sage, old Macs and phones leave them: encodings, line ends, separators, headers.

use crate::desk::{Desk, Told};
use crate::firm::{ALL_DUE, Files, Firm};

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

/// The file is read, with a word about it, and everything is due.
fn is_read<T: AsRef<[u8]>>(change: impl Fn(&str) -> T) {
    let (desk, told) = march(change);
    told.accepted().rows(MARCH, 5, 0, 0).speaks_of(MARCH);
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn a_line_may_end_in_a_lone_carriage_return() {
    let ends: [fn(&str) -> String; 3] = [
        |text| text.replace('\n', "\r"),
        |text| text.replacen('\n', ";observations\n", 1).replace('\n', ";\r").replacen(";\r", "\r", 1),
        |text| text.replace('\n', ";\r").replacen(";\r", "\r", 1),
    ];
    for change in ends {
        let (desk, told) = march(change);
        told.accepted();
        desk.known(DAY).are("pae", ALL_DUE);
    }
}

#[test]
fn a_register_of_the_office_may_end_its_lines_in_a_carriage_return() {
    let files = Firm::usual().files();
    let files = ["affiliations", "sites", "ca", "operateurs"]
        .iter()
        .fold(files, |files, name| files.edited(&format!("{name}.csv"), |text| text.replace('\n', "\r")));
    let desk = Desk::new();
    desk.hand_in(DAY, &files).accepted();
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn a_header_of_other_columns_is_no_register_without_rows() {
    let headers = [
        HEADER.replace(';', ";x_") + "\n",
        HEADER.to_owned() + ";a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p\n",
        HEADER.to_owned() + ";observations 2000016 2026-03\n",
    ];
    for header in headers {
        let (desk, told) = march(|_| header.clone());
        told.refused();
        desk.known(DAY)
            .are("pae", "102000016 102000024 102000032 2025-09-01: not evaluated (base: missing 2026-03 payroll)");
    }
}

#[test]
fn a_header_that_is_exactly_right_is_a_register_without_rows() {
    let (_, told) = march(|_| HEADER.to_owned() + "\r\n");
    told.accepted().finds(&["table-no-rows"]);
}

#[test]
fn a_line_that_names_the_separator_is_read() {
    is_read(|text| format!("sep=;\r\n{}", text.replace('\n', "\r\n")));
}

#[test]
fn title_lines_before_a_known_header_are_passed_over() {
    is_read(|text| format!("Etat de paie mars 2026;;;\r\n{text}"));
    is_read(|text| format!("SOCIETE 1 SYNTHETIQUE\r\n\r\nEtat de paie mars 2026\r\n{text}"));
}

#[test]
fn utf_16_is_read() {
    is_read(|text| utf_16(&text.replace(';', "\t"), u16::to_le_bytes));
    is_read(|text| utf_16(text, u16::to_le_bytes));
    is_read(|text| utf_16(text, u16::to_be_bytes));
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn in_header(text: &str, change: impl Fn(&str) -> String) -> String {
    let (header, rows) = text.split_once('\n').expect("a header");
    format!("{}\n{rows}", change(header))
}

#[test]
fn a_year_in_one_file_is_read_or_refused_whole() {
    let firm = Firm::usual();
    let year: Vec<String> = firm
        .files()
        .only("PAIE_2000016_2026")
        .0
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let (header, _) = year[0].split_once('\n').expect("a header");
    let rows: String = year.iter().flat_map(|text| text.lines().skip(1)).map(|row| row.to_owned() + "\n").collect();
    let rest = firm.files().but("PAIE_2000016_2026");
    let desk = Desk::new();
    desk.hand_in(DAY, &rest.and("PAIE_2000016_2026.csv", format!("{header}\n{rows}"))).accepted();
    desk.known(DAY).are("pae", ALL_DUE);
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

#[test]
fn a_folder_among_the_files_does_not_stop_the_others() {
    let desk = Desk::with(DAY, &Firm::usual().files().but("202603"));
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join(MARCH);
    let files: Files = Firm::usual().files().only(MARCH);
    std::fs::write(&good, &files.0[0].1).expect("a file");
    let paths = [folder.path().display().to_string(), "/does/not/exist.csv".to_owned(), good.display().to_string()];
    let (said, code) = desk.says(&["submit", "--received", DAY, &paths[0], &paths[1], &paths[2]]);
    assert_eq!(code, 1, "{said}");
    desk.known(DAY).are("pae", ALL_DUE);
}
