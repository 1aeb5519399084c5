//! Registers of operators, affiliations, sites and turnover.

use crate::tables::read;
use contract::facts::{Cell, Period};
use contract::money::Money;
use evidence::piece::{Declarant, Piece, PieceKind};

use crate::account::{assert_balanced, codes};

pub const OPERATORS: &str = "operateur;raison_sociale;ice;identifiant_fiscal;date_creation;groupe\n\
                             op-1;Société fictive;001234567000062;12345678;2014-03-01;g1\n";
pub const AFFILIATIONS: &str = "operateur;affiliation;du;au\nop-1;1234567;2016-01-01;\n";
pub const SITES: &str = "operateur;site;plateforme;region;du;au\nop-1;s1;casanearshore;MA-06;2016-01-01;\n";
pub const TURNOVER: &str = "operateur;annee;ca_total;ca_export\nop-1;2025;1000000.00;800000.50\n";

fn read_text(text: &str) -> Piece {
    let piece = read("registre.csv", text.as_bytes());
    assert_balanced(&piece);
    piece
}

#[test]
fn registers_are_told_apart_by_their_columns_and_read() {
    let kinds = [
        (OPERATORS, PieceKind::of_table("operator")),
        (AFFILIATIONS, PieceKind::of_table("affiliation")),
        (SITES, PieceKind::of_table("site")),
        (TURNOVER, PieceKind::of_table("turnover")),
    ];
    let code = |word: &str| Cell::Code(word.to_owned());
    let cells = [
        vec![
            ("created", Cell::Date("2014-03-01".parse().expect("a date"))),
            ("group", code("g1")),
            ("ice", code("001234567000062")),
            ("legal_name", code("Société fictive")),
            ("tax_identifier", code("12345678")),
        ],
        vec![("affiliation", code("1234567"))],
        vec![("platform", code("casanearshore")), ("region", code("MA-06")), ("site", code("s1"))],
        vec![
            ("exports", Cell::Amount(Money::from_centimes(80_000_050))),
            ("total", Cell::Amount(Money::from_centimes(100_000_000))),
        ],
    ];
    for ((text, kind), cells) in kinds.into_iter().zip(cells) {
        let piece = read_text(text);
        assert_eq!(codes(&piece), [""; 0]);
        assert_eq!((piece.kind, &piece.declarant), (Some(kind), &Declarant::PerRow));
        assert_eq!(piece.rows[0].cells, cells);
        assert_eq!(piece.rows[0].operator.as_deref(), Some("op-1"));
    }
    let valid = read_text(SITES).rows[0].valid.expect("a dated row");
    assert_eq!((valid.first.to_string(), valid.last), ("2016-01-01".to_owned(), None));
    assert_eq!(read_text(TURNOVER).rows[0].period, Some(Period::Year(2025)));
    let outside = read_text(&SITES.replace("casanearshore", ""));
    assert_eq!(outside.rows[0].cells[0].1, Cell::Blank);
}

#[test]
fn every_field_is_held_against_its_form() {
    let refused = [
        (OPERATORS, "op-1;", ";", "table-key"),
        (OPERATORS, "op-1", "op 1", "csv-identifier"),
        (AFFILIATIONS, "1234567", "1234568", "table-number-key"),
        (AFFILIATIONS, "1234567", "12345", "table-number"),
        (AFFILIATIONS, ";\n", ";2015-12-31\n", "table-validity"),
        (AFFILIATIONS, "2016-01-01", "", "table-key"),
        (TURNOVER, "2025", "25", "csv-year"),
    ];
    let unread = [
        (OPERATORS, "001234567000062", "001234567000063", "table-number"),
        (OPERATORS, "12345678;", "01234567;", "table-number"),
        (OPERATORS, "2014-03-01", "2014", "csv-date"),
        (SITES, "casanearshore", "casablanca", "csv-word"),
        (SITES, "MA-06", "MA-13", "csv-word"),
        (TURNOVER, "1000000.00", "1000", "table-check-unread"),
        (TURNOVER, "1000000.00;800000.50", "-1;-2", "table-check-unread"),
    ];
    let warned = [(OPERATORS, "001234567000062", "", "table-left-blank"), (SITES, "MA-06", "MA-04", "table-check")];
    let cases = refused.map(|case| (case, 0, 0)).into_iter();
    let cases = cases.chain(unread.map(|case| (case, 1, 1))).chain(warned.map(|case| (case, 1, 0)));
    for ((text, from, to, code), used, unread) in cases {
        let piece = read_text(&text.replace(from, to));
        assert!(codes(&piece).contains(&code), "{from} → {to}: {:?}", codes(&piece));
        assert_eq!((piece.rows.len() as u64, piece.accounting.unread), (used, unread), "{from} → {to}");
        assert_eq!(codes(&piece).contains(&"file-rows-refused"), used == 0, "{from} → {to}");
    }
}

#[test]
fn a_key_stands_once() {
    let again = |text: &str, row: &str| read_text(&format!("{text}{row}\n"));
    let unread = |piece: &Piece, row: usize| {
        let unread = piece.rows[row].cells.iter().filter(|(_, cell)| *cell == Cell::Unread);
        unread.map(|(name, _)| *name).collect::<Vec<_>>()
    };
    let piece = again(OPERATORS, "op-1;Autre;001234567000062;12345678;2014-03-01;g1");
    assert_eq!((codes(&piece), piece.rows.len()), (vec!["table-key-repeated"], 1));
    assert_eq!(unread(&piece, 0), ["legal_name"], "what the two rows say alike is known");
    let piece = again(OPERATORS, "op-1;Société fictive;001234567000062;12345678;2014-03-01;g1");
    assert_eq!((codes(&piece), piece.rows.len()), (vec![], 1), "the same row once more says nothing more");
    let piece = again(OPERATORS, "op-2;Autre;001561191000066;12345678;2015-01-01;");
    assert_eq!(codes(&piece), ["table-shared", "table-shared"], "one tax identifier, two operators");
    assert_eq!((unread(&piece, 0), unread(&piece, 1)), (vec!["tax_identifier"], vec!["tax_identifier"]));
    let piece = again(TURNOVER, "op-1;2025;1;1");
    assert_eq!(codes(&piece), ["table-key-repeated"]);
    let piece = again(TURNOVER, "op-1;2024;1;1");
    assert_eq!(codes(&piece), [""; 0]);
}

#[test]
fn intervals_of_one_key_do_not_overlap() {
    let header = "operateur;affiliation;du;au\n";
    let read_all = |rows: &str| read_text(&format!("{header}{rows}"));
    let moved = "op-1;1234567;2016-01-01;2020-12-31\nop-2;1234567;2021-01-01;\nop-1;2703892;2016-01-01;\n";
    assert_eq!(codes(&read_all(moved)), [""; 0]);
    let overlapping = [
        "op-1;1234567;2016-01-01;2020-12-31\nop-2;1234567;2020-12-31;\n",
        "op-1;1234567;2016-01-01;\nop-2;1234567;2010-01-01;2016-01-01\n",
        "op-1;1234567;2016-01-01;2020-12-31\nop-2;1234567;2017-01-01;2018-01-01\n",
        "op-1;1234567;2017-01-01;2018-01-01\nop-2;1234567;2016-01-01;\n",
    ];
    for rows in overlapping {
        let piece = read_all(&format!("{rows}op-3;2703892;2016-01-01;\n"));
        assert_eq!(codes(&piece), ["table-overlap", "table-overlap"], "neither is preferred: {rows}");
        assert_eq!(piece.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4], "{rows}");
        assert_eq!(piece.findings[0].values, [("other_line".to_owned(), "3".to_owned())]);
    }
    let twice = read_all("op-1;1234567;2016-01-01;\nop-1;1234567;2016-01-01;\n");
    assert_eq!((codes(&twice), twice.rows.len()), (vec![], 1), "the same row once more says nothing more");
    let sites = "op-1;s2;;MA-06;2016-01-01;\nop-2;s1;;MA-06;2016-01-01;\n";
    assert_eq!(codes(&read_text(&format!("{SITES}{sites}"))), [""; 0], "other sites, other operators");
    let moves = |from: &str, to: &str, place: &str| {
        let before = SITES.replace("2016-01-01;", &format!("2016-01-01;{from}"));
        read_text(&format!("{before}op-1;s1;{place};{to};\n"))
    };
    let inside = moves("2025-03-14", "2025-03-15", "technopolis;MA-04");
    assert_eq!((codes(&inside), inside.rows.len()), (vec!["table-moved-inside-month"], 2));
    assert_eq!(codes(&moves("2025-03-31", "2025-04-01", "technopolis;MA-04")), [""; 0], "with a month");
    assert_eq!(codes(&moves("2025-03-14", "2025-03-15", "casanearshore;MA-06")), [""; 0], "to the same place");
    for operator in ["effectif-1", "nombre-de-lits", "cachet", "average-it"] {
        let piece = read_text(&SITES.replace("op-1", operator));
        assert_eq!((codes(&piece), piece.rows.len()), (vec![], 1), "an operator may be called {operator}");
    }
    let moved_too_early = "op-1;s1;technopolis;MA-04;2020-01-01;\n";
    let both = read_text(&format!("{SITES}{moved_too_early}"));
    assert_eq!(codes(&both), ["file-rows-refused", "table-overlap", "table-overlap"]);
}
