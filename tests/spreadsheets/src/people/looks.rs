//! What stands in cells: days, amounts and numbers as programs and people write them, and files of other programs.

use super::{ACCOUNT, HIRED, Made, PERSON, WAGES, one, plain, sheets, three, with};
use crate::parts::{C, C::B, C::E, C::F, C::G, C::I, C::N, C::S, C::T, C::Z, Grid, grid, parts, zipped};

pub(super) fn all() -> Vec<Made> {
    let mut all = days();
    all.extend(amounts());
    all.extend(numbers());
    all.extend(programs());
    all
}

fn days() -> Vec<Made> {
    let days = |name, how, cells| one(name, how, with(HIRED, cells));
    // 1,462 days fewer than from 1900.
    let old = zipped(&parts(&[grid("Sheet1", with(HIRED, [S(1, "43496"), S(1, "43951")]))], "date1904=\"1\""));
    vec![
        days("days with an hour", "Days with midnight behind them.", [S(6, "44958"), S(6, "45413")]),
        days("days as numbers", "The column lost its date format: numbers alone.", [N("44958"), N("45413")]),
        days("days and a number", "One cell of the column lost its date format.", [S(1, "44958"), N("45413")]),
        Made { bytes: old, ..days("days from 1904", "A workbook of a Macintosh: days count from 1904.", [Z, Z]) },
        days("days as French texts", "Texts, the day first.", [T("01/02/2023"), T("01/05/2024")]),
        one(
            "days as texts, one certain",
            "Texts without zeros; one of them can only have the day first.",
            three([T("1/2/2023"), T("1/5/2024"), T("31/5/2024")]),
        ),
        days(
            "days as texts, open",
            "Texts without zeros, and nothing that says which number is the day.",
            [T("1/2/2023"), T("1/5/2024")],
        ),
        one(
            "days as American texts",
            "Texts, the month first; one of them can only be so.",
            three([T("2/1/2023"), T("5/1/2024"), T("5/31/2024")]),
        ),
        days("days with two digits of a year", "Texts: 01/02/23.", [T("01/02/23"), T("01/05/24")]),
        days("days in French words", "Texts: 1er février 2023.", [T("1er février 2023"), T("1 mai 2024")]),
        days("days in Arabic words", "Texts with the months' Moroccan names.", [T("1 فبراير 2023"), T("1 ماي 2024")]),
        days("days in English words", "Texts: May 1, 2024.", [T("February 1, 2023"), T("May 1, 2024")]),
        days("days in Arabic digits", "Texts in Arabic-Indic digits.", [T("٠١/٠٢/٢٠٢٣"), T("٠١/٠٥/٢٠٢٤")]),
        one(
            "days exchanged",
            "Typed with the day first into a program that expects the month: some became days, others stayed texts.",
            three([S(1, "44928"), T("01/05/2024"), T("31/05/2024")]),
        ),
        days("no such day", "A text that is no day.", [T("31/02/2023"), S(1, "45413")]),
        days("an hour alone", "A cell that holds an hour.", [S(7, "0.354166666666667"), S(1, "45413")]),
    ]
}

fn amounts() -> Vec<Made> {
    let wages = |name, how, cells| one(name, how, with(WAGES, cells));
    let (first, second) = (N("6500.1"), N("8000"));
    vec![
        wages("dirhams", "A currency's format.", [S(3, "6500.1"), S(3, "8000")]),
        wages("euros' format", "Another currency's format, as a copied sheet has it.", [S(8, "6500.1"), S(8, "8000")]),
        wages(
            "fractions of a processor",
            "Sums as a processor makes them.",
            [N("6500.1000000000004"), N("7999.9999999999991")],
        ),
        wages("amounts with an exponent", "Stored with an exponent.", [N("6.5001E3"), N("8E3")]),
        wages(
            "formulas",
            "Wages are products, computed when the file was saved.",
            [F("K2*12.5", Some("6500.1")), F("K3*50", Some("8000"))],
        ),
        wages(
            "formulas not computed",
            "Written by a program that computes nothing.",
            [F("K2*12.5", None), F("K3*50", None)],
        ),
        wages("a formula's text", "A formula that makes a text.", [G("TEXT(6500.1,\"0.00\")", "6500,10"), second]),
        wages("an error", "A look-up that found nothing.", [E("#N/A"), second]),
        wages("three decimals", "A price of a thousandth.", [N("6500.125"), second]),
        wages("a share", "Formatted as a percentage.", [S(2, "0.17"), second]),
        wages("a truth", "TRUE where an amount belongs.", [B(true), second]),
        wages(
            "amounts as French texts",
            "Texts with a narrow blank between thousands.",
            [T("6\u{202F}500,10"), T("8\u{202F}000,00")],
        ),
        wages("amounts as German texts", "Texts: 6.500,10.", [T("6.500,10"), T("8.000,00")]),
        wages("amounts as English texts", "Texts: 6,500.10.", [T("6,500.10"), T("8,000.00")]),
        wages("amounts as texts, open", "Texts: 8,000 and nothing that says what the comma is.", [first, T("8,000")]),
        wages("amounts as texts with a unit", "Texts: 6500,10 MAD.", [T("6500,10 MAD"), T("8000 MAD")]),
        wages(
            "amounts in Arabic digits",
            "Texts in Arabic-Indic digits, with their decimal sign.",
            [T("٦٥٠٠٫١٠"), T("٨٠٠٠")],
        ),
        wages("in brackets", "A negative amount as accountants write it.", [T("(6500.10)"), second]),
        wages("a dash for nothing", "A dash where nothing was paid.", [T("-"), second]),
        wages("a word", "A word where an amount belongs.", [T("see annex"), second]),
    ]
}

fn numbers() -> Vec<Made> {
    let account = |name, how, cell: C, account| Made { account, ..one(name, how, with(0, [cell, cell])) };
    vec![
        account("account as a text", "The number is a text.", T(ACCOUNT), ACCOUNT),
        account("account with a mark", "An apostrophe typed before the number.", T("'1234567"), ACCOUNT),
        account("account with blanks", "Blanks before and behind the number.", T("  1234567 "), ACCOUNT),
        account("zeros shown", "A format that shows the zeros before a number.", S(9, "34567"), "0034567"),
        account("zeros lost", "The zeros before a number are gone.", N("34567"), "0034567"),
        account("account as a product", "The number became 1.23E+06, as a text.", T("1.23E+06"), ACCOUNT),
        one(
            "persons with blanks",
            "Blanks that nobody sees behind the numbers.",
            with(PERSON, [T("AB-1\u{A0}"), T(" AB-2 ")]),
        ),
        one("persons unmarked", "The numbers without their hyphen.", with(PERSON, [T("AB1"), T("ab2")])),
        one("a person's error", "A look-up of a number found nothing.", with(PERSON, [E("#REF!"), T("AB-2")])),
        one("a person twice", "The same line twice.", [plain(), plain().into_iter().skip(2).collect()].concat()),
        one("words in capitals", "YES and no.", with(5, [T("YES"), T("no")])),
        one("truths for words", "TRUE and FALSE where Yes and No belong.", with(5, [B(true), B(false)])),
        one("quarters in words", "T3 2025.", with(super::QUARTER, [T("T3 2025"), T("3e trimestre 2025")])),
        one("hours with a comma", "A whole number with a sign of thousands.", with(10, [T("520"), T("1,600")])),
    ]
}

fn programs() -> Vec<Made> {
    let french = [
        "Compte",
        "Trimestre",
        "Matricule",
        "Nom",
        "Canton",
        "Assuré",
        "Embauche",
        "Départ",
        "Né en",
        "Salaires",
        "Heures",
    ];
    let arabic = [
        "الحساب",
        "الفصل",
        "رقم الأجير",
        "الاسم",
        "الإقليم",
        "مؤمن",
        "تاريخ التشغيل",
        "تاريخ المغادرة",
        "سنة الميلاد",
        "الأجور",
        "الساعات",
    ];
    let headed = |words: [&'static str; 11]| {
        let mut rows = plain();
        rows[0] = words.map(T).to_vec();
        rows
    };
    let inline = |cell: C| match cell {
        T(text) => I(text),
        other => other,
    };
    let right = Grid {
        before: "<sheetViews><sheetView rightToLeft=\"1\" workbookViewId=\"0\"/></sheetViews>",
        ..grid("الأجور", headed(arabic))
    };
    let mut telephone =
        parts(&[grid("Sheet0", plain().into_iter().map(|row| row.into_iter().map(inline).collect()).collect())], "");
    edit(&mut telephone, "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    });
    let mut runs = parts(&[grid("Sheet1", plain())], "");
    edit(&mut runs, "xl/sharedStrings.xml", |xml| {
        xml.replace("<t xml:space=\"preserve\">Wages</t>", "<r><rPr><b/></rPr><t>Wa</t></r><r><t>ges</t></r>")
    });
    let mut styled = parts(&[grid("Sheet1", plain())], "");
    edit(&mut styled, "xl/worksheets/sheet1.xml", |xml| {
        let blank: String = (4..200)
            .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"3\"/><c r=\"B{row}\" s=\"1\"/></row>"))
            .collect();
        xml.replace("</sheetData>", &format!("{blank}</sheetData>"))
    });
    let compound: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("Workbook".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let ods = zipped(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), Vec::new()),
    ]);
    let whole = zipped(&parts(&[grid("Sheet1", plain())], ""));
    let other = |name, how, file, bytes| Made { name, how, file, bytes, account: ACCOUNT };
    vec![
        one("French headings", "Headings in French.", headed(french)),
        sheets("Arabic headings", "Headings in Arabic, on a sheet that runs from the right.", &[right]),
        other("a telephone", "Texts in the cells, names of elements with a prefix.", "export.xlsx", zipped(&telephone)),
        other("texts in runs", "A heading of which half is bold.", "list.xlsx", zipped(&runs)),
        other(
            "rows with formats alone",
            "Two hundred rows prepared with formats, nothing in them.",
            "list.xlsx",
            zipped(&styled),
        ),
        other(
            "cut off",
            "Half of the file, as a broken transfer leaves it.",
            "list.xlsx",
            whole[..whole.len() / 2].to_vec(),
        ),
        other("of 1997", "A workbook of the format before XLSX.", "list.xls", compound),
        other("with a password", "A workbook that opens with a password alone.", "list.xlsx", locked),
        other("OpenDocument", "A sheet of LibreOffice in its own format.", "list.ods", ods),
    ]
}

fn edit(parts: &mut [(String, Vec<u8>)], name: &str, change: impl Fn(String) -> String) {
    for (_, bytes) in parts.iter_mut().filter(|part| part.0 == name) {
        *bytes = change(String::from_utf8(std::mem::take(bytes)).unwrap()).into_bytes();
    }
}
