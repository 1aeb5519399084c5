//! Files as people, spreadsheets and telephones write them: what has one meaning is read, with one finding a kind; the rest is
//! asked. The order of lines changes nothing.

use crate::tables::read;
use contract::facts::Cell;
use evidence::finding::Severity;
use evidence::piece::Piece;
use proptest::prelude::*;

use crate::account::{assert_balanced, codes};
use crate::ebds::file::number;
use crate::payroll::{HEADER, NAME, register, row};
use crate::registers::{AFFILIATIONS, OPERATORS, SITES, TURNOVER};

fn read_bytes(bytes: &[u8]) -> Piece {
    let piece = read(NAME, bytes);
    assert_balanced(&piece);
    piece
}

/// Five rows that differ in their number.
fn rows(changes: &[(&str, &str)]) -> Vec<String> {
    let numbers: Vec<String> = (1..=5).map(number).collect();
    numbers.iter().map(|number| row(&[&[("numero_cnss", number.as_str())], changes].concat())).collect()
}

fn cell<'p>(piece: &'p Piece, row: usize, name: &str) -> &'p Cell {
    &piece.rows[row].cells.iter().find(|(column, _)| *column == name).expect("a column").1
}

#[test]
fn a_cell_of_one_meaning_is_read_and_told_once_a_file() {
    let cases = [
        ("affiliation", "123 4567", "csv-number-spaced"),
        ("affiliation", "1234567.0", "csv-number-float"),
        ("mois", "07/2025", "csv-month-form"),
        ("mois", "juil.-25", "csv-month-form"),
        ("mois", "يوليوز 2025", "csv-month-form"),
        ("mois", "2025-07-01 00:00:00", "csv-month-form"),
        ("date_embauche", "01-02-2023", "csv-date-form"),
        ("date_embauche", "01/02/2023 00:00:00", "csv-date-form"),
        ("date_embauche", "2023-02-01T00:00:00", "csv-date-form"),
        ("date_embauche", "1er février 2023", "csv-date-form"),
        ("date_embauche", "44958", "csv-date-serial"),
        ("nationalite", "Marocaine", "csv-word-form"),
        ("nationalite", "مغربي", "csv-word-form"),
        ("annee_naissance", "12/05/1995", "csv-year-of-date"),
        ("brut_imposable", "6500,00 DH", "csv-amount-unit"),
        ("brut_imposable", "6'500.00", "csv-amount-grouped"),
        ("brut_imposable", "٦٥٠٠٫٠٠", "csv-digits"),
        ("brut_imposable", "\u{202D}6500,00\u{202C}", "csv-invisible"),
        ("type_contrat", "C.D.I.", "csv-word-form"),
    ];
    let plain = read_bytes(register(&rows(&[])).as_bytes());
    for (column, text, code) in cases {
        let piece = read_bytes(register(&rows(&[(column, text)])).as_bytes());
        assert_eq!(codes(&piece), [code], "{column} {text}");
        assert_eq!(piece.findings[0].values, [("cells".to_owned(), "5".to_owned())], "{column} {text}");
        assert_eq!(piece.findings[0].place.line, Some(2));
        assert!(piece.rows.iter().zip(&plain.rows).all(|(row, plain)| row.cells == plain.cells), "{column} {text}");
    }
}

#[test]
fn numbers_of_persons_are_read_through_what_programs_put_around_them() {
    for (before, behind, code) in [
        ("'", "", "csv-text-mark"),
        ("=\"", "\"", "csv-text-mark"),
        ("\u{200E}", "", "csv-invisible"),
        ("\u{2066}", "\u{2069}", "csv-invisible"),
        ("", ".0", "csv-number-float"),
        ("", ",00", "csv-number-float"),
    ] {
        let numbers: Vec<String> = (1..=3).map(|seven| format!("{before}{}{behind}", number(seven))).collect();
        let rows: Vec<String> = numbers.iter().map(|number| row(&[("numero_cnss", number)])).collect();
        let piece = read_bytes(register(&rows).as_bytes());
        assert_eq!((codes(&piece), piece.rows.len()), (vec![code], 3), "{before}…{behind}");
    }
    let none = row(&[("numero_cnss", "0"), ("cin", "BE123456")]);
    let piece = read_bytes(register(&[none]).as_bytes());
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["csv-number-none"], 1));
}

#[test]
fn three_digits_behind_one_separator_are_settled_by_the_file_or_asked() {
    let with = |cells: &[&str], tax: &str| {
        let rows: Vec<String> = (1..)
            .zip(cells)
            .map(|(seven, cell)| row(&[("numero_cnss", &number(seven)), ("brut_imposable", cell), ("ir_preleve", tax)]))
            .collect();
        read_bytes(register(&rows).as_bytes())
    };
    let gross =
        |piece: &Piece| (0..piece.rows.len()).map(|row| cell(piece, row, "gross_taxable").clone()).collect::<Vec<_>>();
    let dirham = |amount: i64| Cell::Amount(contract::money::Money::from_centimes(amount * 100));
    let settled = with(&["8,000", "8,500.00"], "0");
    assert_eq!(gross(&settled), [dirham(8_000), dirham(8_500)]);
    assert_eq!(gross(&with(&["8.000", "7 500,50"], "0"))[0], dirham(8_000));
    assert_eq!(gross(&with(&["8,000", "8,000"], "276.75"))[0], dirham(8_000), "the other column settles it");
    for asked in [with(&["8,000", "8,000"], "0"), with(&["8,000", "8000"], "0")] {
        assert_eq!((codes(&asked), asked.rows.len()), (vec!["file-amounts-open"], 0), "asked, and nothing is read");
    }
    let torn = with(&["8,000", "12.345,00", "8,000.00"], "0");
    assert!(codes(&torn).contains(&"file-column-torn") && torn.rows.is_empty(), "a column that contradicts itself");
}

#[test]
fn a_day_of_two_meanings_is_settled_by_its_column_or_asked() {
    let with = |days: &[&str]| {
        let rows: Vec<String> = (1..)
            .zip(days)
            .map(|(seven, day)| row(&[("numero_cnss", &number(seven)), ("date_embauche", day)]))
            .collect();
        read_bytes(register(&rows).as_bytes())
    };
    let hired = |piece: &Piece| cell(piece, 0, "hired").clone();
    let day = |text: &str| Cell::Date(text.parse().expect("a day"));
    assert_eq!(hired(&with(&["1/9/2024", "15/9/2024"])), day("2024-09-01"));
    assert_eq!(hired(&with(&["01/09/2024", "9/15/2024"])), day("2024-01-09"));
    for (asked, code) in
        [(with(&["1/9/2024", "2024-09-15"]), "file-days-open"), (with(&["45536", "2024-09-15"]), "file-serials-open")]
    {
        assert_eq!((codes(&asked), asked.rows.len()), (vec![code], 0), "asked, and nothing is read");
    }
}

#[test]
fn a_file_is_told_for_what_it_is_whatever_stands_around_its_rows() {
    let good = register(&rows(&[]));
    let plain = read_bytes(good.as_bytes());
    let utf_16: Vec<u8> = good.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let labels = "N° affiliation;Mois de paie;N° CNSS;CIN;Nom;Prénom;Site;Date d'embauche;Date de sortie;Type de contrat;Nationalité;\
                  Année de naissance;Filière;Brut imposable;IR prélevé";
    let arabic = "رقم الانخراط;الشهر;رقم الضمان الاجتماعي;رقم البطاقة الوطنية;nom;prenom;الموقع;تاريخ التشغيل;تاريخ المغادرة;نوع العقد;\
                  الجنسية;سنة الازدياد;المنظومة;الإجمالي الخاضع للضريبة;الضريبة المقتطعة";
    let cases: Vec<(&str, Vec<u8>, Vec<&str>)> = vec![
        ("old Mac", good.replace('\n', "\r").into_bytes(), vec![]),
        ("Windows", good.replace('\n', "\r\n").into_bytes(), vec![]),
        ("tab", good.replace(';', "\t").into_bytes(), vec!["csv-separator"]),
        ("pipe", good.replace(';', "|").into_bytes(), vec!["csv-separator"]),
        ("sep=", format!("sep=;\r\n{good}").into_bytes(), vec!["csv-separator-line"]),
        ("title", format!("Etat de paie;;;\n\n{good}").into_bytes(), vec!["csv-title-lines"]),
        ("UTF-16", [b"\xFF\xFE".as_slice(), &utf_16].concat(), vec!["file-utf-16", "csv-separator"]),
        ("UTF-16 without a mark", utf_16, vec!["file-utf-16", "csv-separator"]),
        ("labels", good.replace(HEADER, labels).into_bytes(), vec!["csv-column-spelled"]),
        ("Arabic labels", good.replace(HEADER, arabic).into_bytes(), vec!["csv-column-spelled"]),
        ("separators", format!("{good};;;;;;;;;;;;;;\n;;\n").into_bytes(), vec![]),
        ("mark", format!("{good}\u{1A}").into_bytes(), vec![]),
        ("last words", format!("{good}(5 rows affected)\n").into_bytes(), vec![]),
        ("header again", format!("{good}{HEADER}\n").into_bytes(), vec![]),
        ("total", format!("{good}Total;;;;;;;;;;;;;32500.00;654.65\n").into_bytes(), vec![]),
        ("total without a word", format!("{good};;;;;;;;;;;;;32500,00;654,65\n").into_bytes(), vec![]),
        ("wrong total", format!("{good}Total;;;;;;;;;;;;;32501.00;654.65\n").into_bytes(), vec!["csv-total"]),
    ];
    for (name, bytes, found) in cases {
        let piece = read_bytes(&bytes);
        assert_eq!(codes(&piece), found, "{name}");
        assert_eq!(piece.rows.len(), 5, "{name}");
        assert!(piece.rows.iter().zip(&plain.rows).all(|(row, plain)| row.cells == plain.cells), "{name}");
        assert!(piece.accounting.unnamed.is_empty(), "{name}: nobody is made doubtful");
        assert!(!piece.line_starts.is_empty());
    }
    let nobody = read_bytes(format!("{good};;;;;;;;;;;;;1;1\n").as_bytes());
    assert_eq!(codes(&nobody), ["csv-row-of-nobody"], "amounts that are no total are somebody's");
    assert_eq!(nobody.accounting.unnamed.iter().map(|unnamed| unnamed.rows).sum::<u64>(), 1);
}

#[test]
fn a_header_without_rows_is_a_register_only_where_it_is_exact() {
    assert_eq!(codes(&read_bytes(format!("{HEADER}\n").as_bytes())), ["table-no-rows"]);
    let own = read_bytes(format!("{HEADER};remarque\n").as_bytes());
    assert!(codes(&own).contains(&"csv-header-alone"));
    let old_mac = read_bytes(format!("{HEADER};remarque\r{};\r", row(&[])).as_bytes());
    assert_eq!((codes(&old_mac), old_mac.rows.len()), (vec!["csv-column-unknown"], 1));
}

#[test]
fn fields_missing_at_the_end_are_blank_where_they_may_be() {
    for (text, short) in [(AFFILIATIONS, "2016-01-01;\n"), (SITES, "2016-01-01;\n"), (OPERATORS, ";g1\n")] {
        let cut = text.replace(short, &format!("{}\n", short.trim_end_matches(";\n").trim_end_matches(";g1\n")));
        let piece = read("registre.csv", cut.as_bytes());
        assert_eq!((codes(&piece), piece.rows.len()), (vec!["csv-fields-short"], 1), "{cut}");
    }
    let turnover = read("registre.csv", TURNOVER.replace(";800000.50", "").as_bytes());
    assert!(codes(&turnover).contains(&"csv-field-count"), "an amount may not be missing");
}

#[test]
fn a_year_in_one_file_speaks_of_each_month_and_a_slip_of_the_pen_of_none() {
    let of = |month: &str| rows(&[("mois", month)]);
    let year: Vec<String> = (1..=12).flat_map(|month| of(&format!("2025-{month:02}"))).collect();
    let piece = read_bytes(register(&year).as_bytes());
    assert_eq!(codes(&piece), ["table-several-periods"]);
    assert_eq!((piece.rows.len(), piece.periods.len(), piece.period), (60, 12, None));
    let slip = [of("2025-07"), vec![row(&[("mois", "2025-08"), ("numero_cnss", &number(77))])]].concat();
    let piece = read_bytes(register(&slip).as_bytes());
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["table-line-period"], 5));
}

#[test]
fn lost_zeros_are_put_back_where_the_key_proves_them() {
    let piece = read_bytes(register(&rows(&[("affiliation", "123456")])).as_bytes());
    assert!(codes(&piece).contains(&"csv-number-zeros"), "{:?}", codes(&piece));
    assert_eq!(cell(&piece, 0, "affiliation"), &Cell::Code("0123456".to_owned()));
    let ice = read("registre.csv", OPERATORS.replace("001234567000062", "1234567000062").as_bytes());
    assert_eq!(codes(&ice), ["csv-number-zeros"]);
    let lost = read("registre.csv", OPERATORS.replace("001234567000062", "1234567000063").as_bytes());
    assert_eq!(codes(&lost), ["table-number"]);
}

#[test]
fn a_register_of_foreigners_alone_is_remarkable() {
    let piece = read_bytes(register(&rows(&[("nationalite", "fr")])).as_bytes());
    assert_eq!(codes(&piece), ["table-check"]);
}

/// What is known of each person, without the lines it stands on.
fn known(piece: &Piece) -> Vec<String> {
    let person = |row: &evidence::piece::RawRow| row.person.as_ref().and_then(|person| person.number.clone());
    let mut known: Vec<String> =
        piece.rows.iter().map(|row| format!("{:?} {:?} {:?}", person(row), row.period, row.cells)).collect();
    known.sort();
    known
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_lines_changes_nothing(
        lines in proptest::collection::vec((1_u32..5, 0_usize..8, 0_usize..8, 0_usize..3), 1..12),
        order in proptest::collection::vec(any::<u32>(), 12),
    ) {
        let amounts = ["8,000", "8.000", "7 500,50", "8,500.00", "6500.00", "?", "", "12.345,00"];
        let days = ["1/9/2024", "01/09/2024", "15/9/2024", "9/15/2024", "45536", "2024-09-01", "?", ""];
        let months = ["2025-07", "2025-08", "07/2025"];
        let rows: Vec<String> = lines.iter().map(|(seven, amount, day, month)| {
            row(&[("numero_cnss", &number(*seven)), ("brut_imposable", amounts[*amount]), ("date_embauche", days[*day]), ("mois", months[*month])])
        }).collect();
        let mut shuffled: Vec<(u32, String)> = order.iter().copied().zip(rows.clone()).collect();
        shuffled.sort();
        let shuffled: Vec<String> = shuffled.into_iter().map(|(_, row)| row).collect();
        let (one, other) = (read_bytes(register(&rows).as_bytes()), read_bytes(register(&shuffled).as_bytes()));
        prop_assert_eq!(known(&one), known(&other));
        prop_assert_eq!(one.all_periods(), other.all_periods());
        prop_assert_eq!(&one.accounting.unnamed, &other.accounting.unnamed);
        let refused = |piece: &Piece| piece.findings.iter().filter(|finding| finding.severity >= Severity::RowRefused).count();
        prop_assert_eq!(refused(&one), refused(&other));
    }
}
