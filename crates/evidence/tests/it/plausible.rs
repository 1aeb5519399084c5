//! Figures that no real row could have: unread in every kind of file, told with what the column accepts, never repeated.

use crate::tables::read;
use contract::facts::Cell;
use evidence::finding::Severity;
use evidence::formats::{Content, bounds, formats};
use evidence::piece::Piece;

use crate::annual_tax::STATEMENT;
use crate::ebds::file::{self, Person, person, text};
use crate::payroll::{NAME, register, row};
use crate::registers::TURNOVER;

/// The finding's field, digits, least, most and reason.
fn beyond(piece: &Piece) -> Vec<[&str; 5]> {
    let found = piece.findings.iter().filter(|finding| finding.code == "file-figure-beyond");
    let said = found.map(|finding| {
        assert_eq!(finding.severity, Severity::CellUnread);
        assert!(finding.place.line.is_some(), "{finding:?}");
        let values: Vec<&str> = finding.values.iter().map(|(_, value)| value.as_str()).collect();
        [finding.place.field.as_deref().expect("a field"), values[0], values[1], values[2], values[3]]
    });
    said.collect()
}

fn cell<'a>(piece: &'a Piece, name: &str) -> &'a Cell {
    piece.rows[0].cells.iter().find(|(known, _)| *known == name).map(|(_, cell)| cell).expect("a cell")
}

const MONTH: [&str; 2] = ["-100000000.00", "100000000.00"];

#[test]
fn every_figure_that_fills_a_column_has_a_bound_with_a_reason_of_the_table() {
    for (kind, columns) in formats(&evidence::catalogue::Catalogue::native()) {
        for column in columns.iter().filter(|column| column.becomes.is_some()) {
            let is_figure =
                matches!(column.content, Content::Amount | Content::Centimes | Content::Persons | Content::Days);
            // Days of a month have their own finding, with the number that the administration sets.
            let has_own = column.becomes == Some("days") && column.characters.is_some();
            assert_eq!(column.bound.is_some(), is_figure && !has_own, "{kind:?} {}", column.name);
            assert!(column.bound.is_none_or(|bound| bounds::ALL.contains(&bound)), "{}", column.name);
        }
    }
}

#[test]
fn pay_of_a_month_is_read_up_to_its_bound() {
    for (gross, digits) in [
        ("100000000,00", None),
        ("-100 000 000,00", None),
        ("100000000,01", Some("9")),
        ("1000000000000", Some("13")),
        ("-92233720368547758,07", Some("17")),
        ("92233720368547758,08", Some("17")),
        ("99999999999999999999999999999999999999999,00", Some("41")),
    ] {
        let piece = read(NAME, register(&[row(&[("brut_imposable", gross)])]).as_bytes());
        let expected: Vec<_> =
            digits.map(|digits| ["brut_imposable", digits, MONTH[0], MONTH[1], "declared"]).into_iter().collect();
        assert_eq!(beyond(&piece), expected, "{gross}: {:?}", piece.findings);
        assert_eq!(*cell(&piece, "gross_taxable") == Cell::Unread, digits.is_some(), "{gross}");
        assert!(matches!(cell(&piece, "tax_withheld"), Cell::Amount(_)), "the rest of the row stands");
    }
}

#[test]
fn wages_of_a_declaration_are_read_up_to_the_same() {
    let absurd = Person { real: 10_000_000_001, ..person("123456785") };
    let piece = read("DS_1234567_202507.txt", text(&file::main_declaration(&[absurd], &[])).as_bytes());
    assert_eq!(beyond(&piece), [["N_Salaire_Reel", "9", MONTH[0], MONTH[1], "pay-of-a-month"]], "{:?}", piece.findings);
    assert_eq!((cell(&piece, "wage"), cell(&piece, "days")), (&Cell::Unread, &Cell::Count(26)));
}

#[test]
fn a_statement_of_a_year_and_turnover_have_bounds_of_their_own() {
    for (from, to, field, why) in [
        ("120000.00", "1200000000.01", "mtRevenuBrutImposable", "pay-of-a-year"),
        (">312<", ">367<", "periode", "days-of-a-year"),
        (">2</nbrReductions>", ">100</nbrReductions>", "nbrReductions", "dependants"),
    ] {
        let piece = read("9421.xml", STATEMENT.replace(from, to).as_bytes());
        let found = beyond(&piece);
        assert_eq!(
            found.iter().map(|one| (one[0], one[4])).collect::<Vec<_>>(),
            [(field, why)],
            "{:?}",
            piece.findings
        );
    }
    let piece = read("ca.csv", TURNOVER.replace("1000000.00", "1000000000000.01").as_bytes());
    assert_eq!(beyond(&piece), [["ca_total", "13", "-1000000000000.00", "1000000000000.00", "declared"]]);
}

#[test]
fn a_month_beyond_all_years_is_none() {
    for month in ["9999-12", "0001-01", "2200-01", "1899-12"] {
        let piece = read(NAME, register(&[row(&[("mois", month)])]).as_bytes());
        assert_eq!(piece.rows.len(), 0, "{month}");
        assert!(piece.findings.iter().any(|finding| finding.code == "csv-month"), "{month}: {:?}", piece.findings);
        let period = month.replace('-', "");
        let declaration = text(&file::main_declaration(&[person("123456785")], &[])).replace("202507", &period);
        let piece = read("ds.txt", declaration.as_bytes());
        assert!(piece.findings.iter().any(|finding| finding.code == "ebds-period"), "{month}: {:?}", piece.findings);
    }
}
