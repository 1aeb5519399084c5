//! Spreadsheets as people make them, through the door of tables: each is read right, or asked; none is guessed.

use contract::facts::{Cell, Period};
use evidence::catalogue::Catalogue;
use evidence::piece::Piece;
use evidence::read::read_by;
use sheet::Reader;
use spreadsheets::parts::{C, Grid, grid, workbook};

use C::{E, F, N, S, T, Z};

fn read(name: &str, grids: &[Grid]) -> Piece {
    let tables = crate::declared::tables().reading_by(Reader::unconfined());
    read_by(&tables, name, &workbook(grids))
}

/// Operator, day, number, client, amount and what came home of export invoices, one invoice.
const HEADINGS: [C; 6] = [T("Operator"), T("Day"), T("Number"), T("Client"), T("Amount"), T("Brought home")];
const FIRST: [C; 6] = [T("alpha"), S(1, "45841"), T("F-1"), T("Fictitious; Ltd"), N("1000.5"), Z];

fn rows(changes: &[(usize, C)]) -> Vec<Vec<C>> {
    let mut row = FIRST.to_vec();
    changes.iter().for_each(|(place, cell)| row[*place] = *cell);
    vec![HEADINGS.to_vec(), row]
}

fn codes(piece: &Piece) -> Vec<&str> {
    piece.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// What stands in a column of the first row.
fn cell(piece: &Piece, name: &str) -> Cell {
    let row = piece.rows.first().unwrap_or_else(|| panic!("no row; {:?}", piece.findings));
    row.cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell.clone()).expect("a column")
}

fn amount(text: &str) -> Cell {
    Cell::Amount(text.parse().expect("an amount"))
}

#[test]
fn what_has_one_meaning_is_read_as_it_is_stored() {
    let plain = read("factures.xlsx", &[grid("Feuil1", rows(&[]))]);
    assert_eq!(plain.kind.map(|kind| kind.name()), Some("invoice"), "{:?}", plain.findings);
    assert_eq!((cell(&plain, "amount"), cell(&plain, "brought_home")), (amount("1000.50"), Cell::Blank));
    assert_eq!(cell(&plain, "client"), Cell::Code("Fictitious; Ltd".to_owned()));
    assert_eq!(
        (plain.rows[0].line, plain.rows[0].period),
        (2, Some(Period::Day("2025-07-03".parse().expect("a day"))))
    );
    // The fraction that a processor makes of a sum is not what a person sees.
    let sum = read("x.xlsx", &[grid("a", rows(&[(4, N("0.30000000000000004"))]))]);
    assert_eq!(cell(&sum, "amount"), amount("0.30"));
    for (what, cell_of_it, expected) in [
        ("a whole number", N("8000"), Some("8000.00")),
        ("dirhams", S(3, "8000.03"), Some("8000.03")),
        ("euros are no dirhams", S(8, "8000.03"), None),
        ("a formula and its result", F("SUM(A1:A9)", Some("8000.03")), Some("8000.03")),
        ("a text in the French way", T("8 000,03"), Some("8000.03")),
        ("three decimals are not thousands", N("8.125"), None),
        ("an error is not zero", E("#N/A"), None),
    ] {
        let piece = read("x.xlsx", &[grid("a", rows(&[(4, cell_of_it)]))]);
        assert_eq!(cell(&piece, "amount"), expected.map_or(Cell::Unread, amount), "{what}: {:?}", piece.findings);
    }
}

#[test]
fn titles_totals_and_empty_columns_are_no_rows() {
    let mut all = vec![vec![T("Société fictive, export")], vec![], HEADINGS.to_vec(), FIRST.to_vec()];
    all.push(vec![T("alpha"), S(1, "45842"), T("F-2"), T("Other"), N("20"), N("20")]);
    all.push(vec![T("Total"), Z, Z, Z, N("1020.5"), N("20")]);
    let piece = read("x.xlsx", &[grid("a", all.clone())]);
    assert_eq!((piece.accounting.used, piece.rows[0].line), (2, 4), "{:?}", piece.findings);
    assert_eq!(piece.accounting.ignored.get("total-line"), Some(&1), "{:?}", piece.accounting);
    // A phone's export has an empty column before the first.
    let moved = all.into_iter().map(|row| [vec![Z], row].concat()).collect();
    assert_eq!(read("x.xlsx", &[grid("a", moved)]).accounting.used, 2);
}

#[test]
fn what_its_reader_does_not_see_is_asked() {
    let mut hidden = grid("a", rows(&[]));
    hidden.rows.push((3, "hidden=\"1\"", vec![T("alpha"), S(1, "45842"), T("F-2"), T("Other"), N("20"), Z]));
    let mut behind = grid("a", rows(&[]));
    behind.before = "<cols><col min=\"5\" max=\"5\" hidden=\"1\" width=\"9\"/></cols>";
    let mut away = grid("a", rows(&[]));
    away.state = "hidden";
    let note = || grid("notes", vec![vec![T("A note to nobody.")]]);
    let open = || grid("b", rows(&[(2, T("F-9"))]));
    for (code, grids) in [
        ("file-rows-hidden", vec![hidden]),
        ("file-columns-hidden", vec![behind]),
        ("file-sheet-hidden", vec![note(), away]),
        ("file-sheets-several", vec![grid("a", rows(&[])), open()]),
        ("file-formulas-uncomputed", vec![grid("a", rows(&[(4, F("SUM(A1:A9)", None))]))]),
        ("file-kind-unknown", vec![note()]),
    ] {
        let piece = read("x.xlsx", &grids);
        assert!(codes(&piece).contains(&code), "{code}: {:?}", piece.findings);
        assert_eq!((piece.rows.len(), piece.accounting.used), (0, 0), "{code}");
    }
    let beside = read("x.xlsx", &[note(), open()]);
    assert_eq!((codes(&beside), beside.accounting.used), (vec!["file-sheet"], 1), "told, and read");
}

#[test]
fn registers_with_readers_of_their_own_come_as_spreadsheets_too() {
    let all = vec![
        vec![T("operateur"), T("annee"), T("ca_total"), T("ca_export")],
        vec![T("alpha"), N("2025"), N("1000000"), N("800000.5")],
    ];
    let piece = read("ca.xlsx", &[grid("CA", all)]);
    assert_eq!(piece.kind.map(|kind| kind.name()), Some("turnover"), "{:?}", piece.findings);
    assert_eq!((cell(&piece, "exports"), piece.rows[0].period), (amount("800000.50"), Some(Period::Year(2025))));
}

#[test]
fn what_is_no_spreadsheet_is_told_and_reads_nothing() {
    let tables = Catalogue::native().reading_by(Reader::unconfined());
    let whole = workbook(&[grid("a", rows(&[]))]);
    for bytes in
        [&whole[..whole.len() / 2], b"PK\x03\x04nothing", b"PAR1", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
    {
        let piece = read_by(&tables, "x.xlsx", bytes);
        assert!(piece.findings.iter().all(|finding| finding.code.starts_with("sheet-")), "{:?}", piece.findings);
        assert_eq!((piece.kind, piece.findings.len(), piece.rows.len()), (None, 1, 0));
    }
    let nobody = read_by(&Catalogue::native(), "x.xlsx", &whole);
    assert_eq!(codes(&nobody), ["sheet-reader-unstarted"], "without a child none is read");
}

/// Files of which each code of spreadsheets is written by one at least.
pub fn specimens() -> Vec<Piece> {
    let mut hidden = grid("a", rows(&[]));
    hidden.rows.push((3, "hidden=\"1\"", FIRST.to_vec()));
    let mut behind = grid("a", rows(&[]));
    behind.before = "<cols><col min=\"5\" max=\"5\" hidden=\"1\" width=\"9\"/></cols>";
    let mut away = grid("a", rows(&[]));
    away.state = "hidden";
    let note = || grid("notes", vec![vec![T("A note.")]]);
    let all = [
        vec![hidden],
        vec![behind],
        vec![away],
        vec![grid("a", rows(&[])), grid("b", rows(&[]))],
        vec![grid("a", rows(&[])), note()],
        vec![grid("a", rows(&[(4, F("SUM(A1:A9)", None))]))],
        vec![grid("a", [vec![vec![T("Montants en milliers de dirhams")]], rows(&[])].concat())],
    ];
    let mut pieces: Vec<Piece> = all.iter().map(|grids| read("x.xlsx", grids)).collect();
    let mut exchanged = rows(&[]);
    exchanged.push(vec![T("alpha"), T("31/07/2025"), T("F-2"), T("Other"), N("20"), Z]);
    pieces.push(read("x.xlsx", &[grid("a", exchanged)]));
    pieces.push(doubles());
    pieces
}

/// Invoices of which the amounts are binary fractions, as Parquet.
fn doubles() -> Piece {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message table { required binary Operator (UTF8); required binary Day (UTF8); required binary Number (UTF8); \
                  required binary Client (UTF8); required double Amount; }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, std::sync::Arc::default()).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    for text in ["alpha", "2025-07-03", "F-1", "Other"] {
        let mut column = group.next_column().expect("a column").expect("a column");
        column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(text)], None, None).expect("a text");
        column.close().expect("a column");
    }
    let mut column = group.next_column().expect("a column").expect("a column");
    column.typed::<DoubleType>().write_batch(&[1000.5], None, None).expect("a number");
    column.close().expect("a column");
    group.close().expect("a group");
    let bytes = writer.into_inner().expect("a file");
    let tables = crate::declared::tables().reading_by(Reader::unconfined());
    read_by(&tables, "factures.parquet", &bytes)
}

#[test]
fn binary_fractions_are_no_amounts() {
    let piece = doubles();
    assert_eq!(piece.kind.map(|kind| kind.name()), Some("invoice"), "{:?}", piece.findings);
    assert!(codes(&piece).contains(&"file-doubles") && piece.rows.is_empty(), "{:?}", piece.findings);
}

#[test]
fn a_format_says_nothing_where_no_amount_stands_and_a_title_says_what_all_of_them_are() {
    // A year, a number or a count that somebody formatted with the rest of the sheet stays what it is.
    let formatted = read("x.xlsx", &[grid("a", rows(&[(2, S(8, "17"))]))]);
    assert_eq!(cell(&formatted, "number"), Cell::Code("17".to_owned()), "{:?}", formatted.findings);
    let titled = |title: &'static str| {
        let all = [vec![vec![T(title)]], rows(&[])].concat();
        read("x.xlsx", &[grid("a", all)])
    };
    let plain = titled("Factures de 2025");
    assert!(codes(&plain).contains(&"csv-title-lines") && plain.rows.len() == 1, "{:?}", plain.findings);
    for title in ["Montants en milliers de dirhams", "Montants en kMAD", "Amounts in €"] {
        let scaled = titled(title);
        let found = scaled.findings.iter().find(|one| one.code == "file-scale-stated");
        assert_eq!(found.and_then(|one| one.place.line), Some(1), "{title}: {:?}", scaled.findings);
        assert_eq!((scaled.rows.len(), scaled.accounting.rows_refused()), (0, 1), "{title}");
    }
}
