//! Payroll registers: what is read, what is forgiven, what refuses a row or the file.

use crate::tables::read;
use contract::calendar::Month;
use contract::facts::{Cell, Period};
use contract::money::Money;
use evidence::piece::{Declarant, Piece, PieceKind};

use crate::account::{assert_balanced, codes};

pub const NAME: &str = "PAIE_1234567_202507.csv";
pub const HEADER: &str = "affiliation;mois;numero_cnss;cin;nom;prenom;site;date_embauche;date_sortie;type_contrat;\
                          nationalite;annee_naissance;filiere;brut_imposable;ir_preleve";
pub const ROW: &str = "1234567;2025-07;123456785;AB123456;FICTIF;EXEMPLE;s1;2023-02-01;;CDI;MA;1995;CRM;6500.00;130.93";

/// The row with other texts in some columns.
pub fn row(changes: &[(&str, &str)]) -> String {
    let names: Vec<&str> = HEADER.split(';').collect();
    let mut fields: Vec<&str> = ROW.split(';').collect();
    for (column, text) in changes {
        let position = names.iter().position(|name| name == column).expect("a column of the header");
        fields[position] = text;
    }
    fields.join(";")
}

/// The text of a register with these rows.
pub fn register(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("{HEADER}\n{rows}")
}

fn read_rows(rows: &[String]) -> Piece {
    let piece = read(NAME, register(rows).as_bytes());
    assert_balanced(&piece);
    piece
}

#[test]
fn a_register_is_read_into_canonical_cells() {
    let left = row(&[("numero_cnss", "100000018"), ("date_sortie", "15/07/2025"), ("type_contrat", "interim")]);
    let left = left.replace(";MA;", ";fr;").replace("6500.00", "6500,5");
    let piece = read_rows(&[ROW.to_owned(), left]);
    assert_eq!(codes(&piece), [""; 0]);
    assert_eq!(piece.kind, Some(PieceKind::of_table("payroll")));
    assert_eq!(piece.declarant, Declarant::Affiliation("1234567".to_owned()));
    assert_eq!(piece.period, Month::new(2025, 7).map(Period::Month));
    let code = |word: &str| Cell::Code(word.to_owned());
    let date = |text: &str| Cell::Date(text.parse().expect("a date"));
    let amount = |centimes| Cell::Amount(Money::from_centimes(centimes));
    let expected = [
        ("affiliation", code("1234567")),
        ("birth_year", Cell::Count(1995)),
        ("contract", code("permanent")),
        ("ecosystem", code("crm")),
        ("gross_taxable", amount(650_000)),
        ("hired", date("2023-02-01")),
        ("left", Cell::Blank),
        ("nationality", code("moroccan")),
        ("site", code("s1")),
        ("tax_withheld", amount(13_093)),
    ];
    assert_eq!(piece.rows[0].cells, expected);
    let of_second = |name| &piece.rows[1].cells.iter().find(|(column, _)| *column == name).expect("a cell").1;
    assert_eq!(of_second("left"), &date("2025-07-15"));
    assert_eq!(of_second("contract"), &code("temporary"));
    assert_eq!(of_second("nationality"), &code("foreign"));
    assert_eq!(of_second("gross_taxable"), &amount(650_050));
}

#[test]
fn columns_stand_in_any_order_between_semicolons_or_commas_with_or_without_names() {
    let reversed = |text: &str| text.split(';').rev().collect::<Vec<_>>().join(",");
    let commas = format!("\u{FEFF}{}\r\n{}\r\n", reversed(HEADER).to_uppercase(), reversed(ROW));
    let nameless = register(&[ROW.to_owned()]).replace("nom;prenom;", "").replace("FICTIF;EXEMPLE;", "");
    let wider = register(&[format!("{ROW};remarque")]).replace("ir_preleve", "ir_preleve;observation");
    let plain = read_rows(&[ROW.to_owned()]);
    for (text, found) in [(commas, vec![]), (nameless, vec![]), (wider, vec!["csv-column-unknown"])] {
        let piece = read(NAME, text.as_bytes());
        assert_eq!(codes(&piece), found);
        assert_eq!(piece.rows[0].cells, plain.rows[0].cells);
        assert_eq!(piece.rows[0].line, 2);
    }
}

#[test]
fn quoted_fields_may_hold_separators_quotes_and_line_breaks() {
    let quoted = row(&[("nom", "\"FICTIF; dit \"\"X\"\"\""), ("prenom", "\"sur\ndeux lignes\"")]);
    let piece = read_rows(&[quoted, row(&[("numero_cnss", "100000018")])]);
    assert_eq!(codes(&piece), [""; 0]);
    assert_eq!(piece.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_stray_quote_costs_one_row_and_not_the_file() {
    let mut rows: Vec<String> =
        (1..=40).map(|seven| row(&[("numero_cnss", &crate::ebds::file::number(seven))])).collect();
    rows[3] = row(&[("nom", "\"FICTIF")]);
    let piece = read_rows(&rows);
    assert_eq!(codes(&piece), ["csv-quote"]);
    assert_eq!((piece.rows.len(), piece.findings[0].place.line), (39, Some(5)));
}

#[test]
fn a_row_has_as_many_fields_as_columns_and_perhaps_empty_ones_behind() {
    let (short, long) = (payroll_row_without_its_last_field(), format!("{ROW};;"));
    let piece = read_rows(&[short, long, format!("{ROW};x")]);
    assert_eq!(codes(&piece), ["csv-field-count", "csv-field-count"]);
    assert_eq!(piece.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
}

fn payroll_row_without_its_last_field() -> String {
    ROW.rsplit_once(';').map(|(start, _)| start.to_owned()).expect("several fields")
}

#[test]
fn months_of_hire_and_of_leaving_may_be_paid() {
    let within = row(&[("date_embauche", "2025-07-31"), ("date_sortie", "2025-07-31")]);
    assert_eq!(codes(&read_rows(&[within])), [""; 0]);
}

#[test]
fn windows_1252_is_read_and_said() {
    let text = register(&[row(&[("nom", "Séfrioui")])]);
    let bytes: Vec<u8> = text.chars().map(|character| u8::try_from(character).expect("Latin")).collect();
    let piece = read(NAME, &bytes);
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["csv-encoding"], 1));
    assert_eq!(piece.findings[0].place.line, Some(2));
}

#[test]
fn persons_are_told_by_number_or_cin() {
    let piece = read_rows(&[
        row(&[("numero_cnss", ""), ("cin", "ab 123456")]),
        row(&[("numero_cnss", "000000000"), ("cin", "K9")]),
        row(&[("numero_cnss", "123 456 785"), ("cin", "")]),
        row(&[("numero_cnss", "999999999"), ("cin", "")]),
    ]);
    assert_eq!(codes(&piece), ["csv-number-spaced"]);
    let people = piece.rows.iter().filter_map(|row| row.person.as_ref());
    let people: Vec<_> = people.map(|person| (person.number.as_deref(), person.card.as_deref())).collect();
    assert_eq!(people, [(None, Some("AB123456")), (None, Some("K9")), (Some("123456785"), None)]);
    assert_eq!(piece.accounting.ignored.get("occasional-labour"), Some(&1));
}

#[test]
fn every_field_is_held_against_its_form() {
    let refused = [
        ("affiliation", "2703892", "table-line-declarant"),
        ("mois", "2025-08", "table-line-period"),
        ("mois", "juillet", "csv-month"),
    ];
    let unread = [
        ("affiliation", "", "csv-blank"),
        ("affiliation", "27039", "table-number"),
        ("site", "", "csv-blank"),
        ("site", "Casa centre", "csv-identifier"),
        ("date_embauche", "31/02/2025", "csv-date"),
        ("date_embauche", "", "csv-blank"),
        ("date_sortie", "2023-01-31", "table-check-unread table-check"),
        ("type_contrat", "CDII", "csv-word"),
        ("nationalite", "XX", "csv-word"),
        ("annee_naissance", "95", "csv-year"),
        ("filiere", "BPM", "csv-word"),
        ("brut_imposable", "6.500.00", "csv-amount"),
        ("brut_imposable", "6500.123", "csv-decimals"),
        ("ir_preleve", "", "csv-blank"),
    ];
    let warned = [
        ("cin", "1234", "table-number-aside"),
        ("numero_cnss", "123456784", "table-number-aside"),
        ("numero_cnss", "12345678", "table-number-aside"),
        ("date_embauche", "2025-08-01", "table-check"),
        ("date_sortie", "2025-06-30", "table-check"),
        ("annee_naissance", "2011", "table-check"),
        ("brut_imposable", "6 500,00", "csv-amount-grouped"),
        ("brut_imposable", "6,500", "csv-amount-separator"),
        ("brut_imposable", "100", "table-check"),
        ("ir_preleve", "-10", "table-check"),
    ];
    let neighbours: Vec<String> =
        (1..=3).map(|seven| row(&[("numero_cnss", &crate::ebds::file::number(seven))])).collect();
    let cases = refused.map(|case| (case, 3, 0)).into_iter();
    let cases = cases.chain(unread.map(|case| (case, 4, 1))).chain(warned.map(|case| (case, 4, 0)));
    for ((column, text, code), used, unread) in cases {
        let rows = [neighbours.clone(), vec![row(&[(column, text)])]].concat();
        let piece = read_rows(&rows);
        let said: Vec<_> = piece.findings.iter().map(|finding| (finding.code.as_str(), finding.place.line)).collect();
        let told: Vec<_> = code.split(' ').map(|code| (code, Some(5))).collect();
        assert_eq!(said, told, "{column} {text:?}");
        let field = piece.findings[0].place.field.as_deref();
        assert!(field == Some(column) || text == "100", "{field:?}");
        assert_eq!((piece.rows.len(), piece.accounting.unread), (used, unread), "{column} {text:?}");
    }
    for (number, cin, told) in [
        ("", "1234", vec!["table-number"]),
        ("123456784", "", vec!["table-number-key"]),
        ("223456785", "", vec!["table-number"]),
        ("12345678", "1234", vec!["table-number", "table-number"]),
    ] {
        let piece = read_rows(&[row(&[("numero_cnss", number), ("cin", cin)])]);
        assert_eq!(codes(&piece), [vec!["file-rows-refused"], told, vec!["table-person"]].concat());
    }
}

#[test]
fn the_same_row_twice_leaves_its_amounts_unread_and_two_rows_of_a_person_add_up() {
    let other = row(&[("brut_imposable", "100"), ("ir_preleve", "0")]);
    let piece = read_rows(&[ROW.to_owned(), ROW.to_owned(), other, ROW.to_owned()]);
    assert_eq!(codes(&piece), ["table-row-repeated", "table-key-several", "table-row-repeated"]);
    assert_eq!(piece.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    let unread: Vec<&str> =
        piece.rows[0].cells.iter().filter(|(_, cell)| *cell == Cell::Unread).map(|(name, _)| *name).collect();
    assert_eq!(unread, ["gross_taxable", "tax_withheld"], "two payments or a slip: nobody knows");
    assert_eq!(piece.accounting.ignored.get("repeated-line"), Some(&2));
}

#[test]
fn a_register_without_rows_says_that_nobody_was_employed() {
    let piece = read(NAME, format!("{HEADER}\n").as_bytes());
    assert_eq!(codes(&piece), ["table-no-rows"]);
    assert_eq!(piece.declarant, Declarant::Affiliation("1234567".to_owned()));
    assert_eq!(piece.period, Month::new(2025, 7).map(Period::Month));
    let piece = read("paie.csv", format!("{HEADER}\n").as_bytes());
    assert_eq!(codes(&piece), ["table-declarant", "table-period", "file-name-pattern"]);
}

#[test]
fn a_register_without_a_column_is_refused_with_all_its_rows() {
    let rows = [ROW.to_owned(), row(&[("numero_cnss", "100000018")])];
    let without = register(&rows).replace("date_sortie", "autre");
    let twice = register(&rows).replace("nom;prenom", "cin;prenom");
    for (text, code) in [(without, "csv-column-missing"), (twice, "csv-column-repeated")] {
        let piece = read(NAME, text.as_bytes());
        assert!(codes(&piece).contains(&code), "{:?}", piece.findings);
        assert_eq!(piece.accounting.refused.get(code), Some(&2));
        assert_balanced(&piece);
    }
}

#[test]
fn a_word_of_total_is_no_part_of_a_name() {
    let nobody = |name: &'static str, hired| {
        row(&[("numero_cnss", ""), ("cin", ""), ("nom", name), ("prenom", ""), ("site", ""), ("date_embauche", hired)])
            .replace(";CDI;MA;1995;CRM;", ";;;;;")
            .replace("130.93", "")
    };
    let ignored = |name, hired| {
        let piece = read_rows(&[ROW.to_owned(), nobody(name, hired)]);
        (piece.accounting.rows_ignored(), piece.accounting.rows_refused())
    };
    for total in ["Total", "TOTAL GENERAL", "Sous-total", "Totals:"] {
        assert_eq!(ignored(total, ""), (1, 0), "{total}");
    }
    for somebody in ["Sommer", "Totaline", "Summers"] {
        assert_eq!(ignored(somebody, ""), (0, 1), "{somebody}");
    }
    assert_eq!(ignored("Total", "2023-02-01"), (0, 1), "who was hired on a day is somebody");
}

#[test]
fn a_heading_and_another_spelling_of_it_are_one_column_twice() {
    let text = register(&[format!("{ROW};9000")]).replace("ir_preleve\n", "ir_preleve;SBI\n");
    let piece = read(NAME, text.as_bytes());
    assert!(codes(&piece).contains(&"csv-column-repeated"), "{:?}", codes(&piece));
    assert_eq!(piece.rows.len(), 0);
}
