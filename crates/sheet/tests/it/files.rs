//! Files as people make them are read as they stand, in the child as in this process.

use sheet::{Cell, Format, Limits, Origin, Reader, Value, Visibility, Workbook, address};
use spreadsheets::{all, named};

use super::reader;

fn read(name: &str) -> Workbook {
    Reader::unconfined().read(&named(name).bytes, &Limits::default()).unwrap()
}

fn at<'w>(book: &'w Workbook, sheet: usize, name: &str) -> &'w Cell {
    let (row, column) = address::place(name).unwrap();
    book.sheets[sheet].cell(row, column).unwrap_or_else(|| panic!("nothing at {name}"))
}

#[test]
fn cells_say_what_was_written() {
    let files = all();
    for file in &files {
        let book =
            reader().read(&file.bytes, &Limits::default()).unwrap_or_else(|fault| panic!("{}: {fault}", file.name));
        let here = Reader::unconfined().read(&file.bytes, &Limits::default()).unwrap();
        assert_eq!(book, here, "{}", file.name);
        for (sheet, name, text) in file.says {
            assert_eq!(at(&book, *sheet, name).text(), *text, "{} {name}", file.name);
        }
    }
    println!("{} files, read alike in the child and here", files.len());
}

#[test]
fn what_is_hidden_says_so() {
    let book = read("hidden rows");
    let sheet = &book.sheets[0];
    assert!(sheet.row(2).unwrap().hidden && !sheet.row(3).unwrap().hidden);
    assert!(sheet.is_column_hidden(2) && !sheet.is_column_hidden(1));
    assert!(!sheet.is_filtered_out(sheet.row(2).unwrap()));
    let seen: Vec<Visibility> = read("hidden sheets").sheets.iter().map(|sheet| sheet.visibility).collect();
    assert_eq!(seen, [Visibility::Visible, Visibility::Hidden, Visibility::VeryHidden]);
    let book = read("filtered");
    let sheet = &book.sheets[0];
    assert_eq!(sheet.filter.map(|range| range.name()).as_deref(), Some("A1:C3"));
    assert!(sheet.is_filtered_out(sheet.row(3).unwrap()));
    assert!(read("arabic headings").sheets[0].right_to_left);
}

#[test]
fn merged_cells_are_named() {
    let book = read("merged headings");
    let sheet = &book.sheets[0];
    let names: Vec<String> = sheet.merged.iter().map(|range| range.name()).collect();
    assert_eq!(names, ["A1:A2", "B1:C1"]);
    assert_eq!(sheet.merged_at(1, 3).map(|range| range.first), Some((1, 2)));
    assert_eq!(sheet.merged_at(3, 3), None);
}

#[test]
fn values_say_what_they_were() {
    let book = read("formulas not computed");
    assert!(at(&book, 0, "B1").is_uncomputed());
    let book = read("formulas computed");
    assert_eq!(at(&book, 0, "B1").formula.as_deref(), Some("A1*1.1"));
    assert!(!at(&book, 0, "B1").is_uncomputed());
    assert_eq!(at(&book, 0, "C1").value, Value::Text("oui".to_owned(), Origin::Formula));
    let book = read("shares and amounts");
    assert_eq!(at(&book, 0, "A1").format, Format::Percent("0.00%".to_owned()));
    assert_eq!(at(&book, 0, "B1").format, Format::Currency("#,##0.00 \"MAD\"".to_owned()));
    assert_eq!(at(&book, 0, "C1").format, Format::Currency("[$€-40C] #,##0.00".to_owned()));
    assert_eq!(at(&book, 0, "D1").format, Format::Text);
    let book = read("runs");
    assert_eq!(at(&book, 0, "A1").value, Value::Text("Salaire brut".to_owned(), Origin::Rich));
    let book = read("dates of 1904");
    let Value::Date(dated) = &at(&book, 0, "A2").value else { panic!("no date") };
    assert_eq!(dated.stored, "44629");
}

#[test]
fn what_is_no_spreadsheet_is_told_by_its_kind() {
    let zip = |parts: &[(&str, &str)]| {
        let parts: Vec<(String, Vec<u8>)> =
            parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        spreadsheets::parts::zipped(&parts)
    };
    let wide = |name: &str| -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (wide("Workbook"), "sheet-other-kind kind=.xls"),
        (wide("EncryptedPackage"), "sheet-encrypted"),
        (
            zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]),
            "sheet-other-kind kind=.ods",
        ),
        (zip(&[("word/document.xml", "")]), "sheet-other-kind kind=.docx"),
        (zip(&[("xl/workbook.bin", "")]), "sheet-other-kind kind=.xlsb"),
        (zip(&[("a.txt", "b")]), "sheet-other-kind kind=.zip"),
        (b"%PDF-1.7".to_vec(), "sheet-other-kind kind=.pdf"),
        (b"<html><table><tr>".to_vec(), "sheet-other-kind kind=.html"),
        (b"PAR1".to_vec(), "sheet-damaged part=parquet"),
        (b"a;b\n1;2".to_vec(), "sheet-kind-unknown"),
        (Vec::new(), "sheet-kind-unknown"),
    ];
    for (bytes, told) in cases {
        let fault = reader().read(&bytes, &Limits::default()).unwrap_err();
        assert_eq!(fault.to_string(), told);
    }
}
