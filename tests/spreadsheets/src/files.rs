//! The files themselves. Employees are numbers, firms are letters; nobody exists.

use crate::Spreadsheet;
use crate::parts::{C, C::B, C::E, C::F, C::G, C::I, C::N, C::S, C::T, C::Z, Grid, grid, parts, workbook, zipped};

/// Every file.
#[must_use]
pub fn all() -> Vec<Spreadsheet> {
    let mut all = tables();
    all.extend(cells());
    all.extend(programs());
    all
}

fn made(name: &'static str, grids: &[Grid], says: &'static [(usize, &'static str, &'static str)]) -> Spreadsheet {
    Spreadsheet { name, bytes: workbook(grids), says }
}

fn heading() -> Vec<C> {
    vec![T("Immatriculation"), T("Mois"), T("Salaire brut")]
}

fn person(number: &'static str, wage: &'static str) -> Vec<C> {
    vec![T(number), T("2026-03"), N(wage)]
}

/// Where the table lies in its sheet.
fn tables() -> Vec<Spreadsheet> {
    let plain = || vec![heading(), person("001234567", "8000.03"), person("001234568", "9000")];
    let mut titled = vec![vec![T("Société A — état des salaires")], vec![T("Mars 2026")], vec![]];
    titled.extend(plain());
    let mut totalled = plain();
    totalled.push(vec![]);
    totalled.push(vec![T("TOTAL"), Z, F("SUM(C2:C3)", Some("17000.03"))]);
    let mut two = plain();
    two.push(vec![]);
    two.push(vec![T("Code"), T("Libellé")]);
    two.push(vec![T("CRM"), T("Relation client")]);
    let merged = Grid {
        after: "<mergeCells count=\"2\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/></mergeCells>",
        ..grid(
            "Paie",
            vec![
                vec![T("Immatriculation"), T("Mars 2026")],
                vec![Z, T("Jours"), T("Brut")],
                vec![T("001234567"), N("26"), N("8000.03")],
            ],
        )
    };
    let mut hidden = grid("Paie", plain());
    hidden.rows[1].1 = "hidden=\"1\"";
    hidden.before = "<cols><col min=\"2\" max=\"2\" width=\"9\" hidden=\"1\"/></cols>";
    let mut filtered = grid("Paie", plain());
    filtered.rows[2].1 = "hidden=\"1\"";
    filtered.before = "<sheetPr filterMode=\"1\"/>";
    filtered.after = "<autoFilter ref=\"A1:C3\"><filterColumn colId=\"0\"><filters><filter val=\"001234567\"/></filters></filterColumn></autoFilter>";
    let away = |name, state| Grid { state, ..grid(name, plain()) };
    let aside: Vec<Vec<C>> = plain().into_iter().map(|row| std::iter::once(Z).chain(row).collect()).collect();
    let right = Grid {
        before: "<sheetViews><sheetView rightToLeft=\"1\" workbookViewId=\"0\"/></sheetViews>",
        ..grid("الأجور", vec![vec![T("رقم التسجيل"), T("الشهر"), T("الأجر الخام")], person("001234567", "8000.03")])
    };
    vec![
        made("plain", &[grid("Paie", plain())], &[(0, "A2", "001234567"), (0, "C2", "8000.03"), (0, "C3", "9000")]),
        made(
            "title lines",
            &[grid("Paie", titled)],
            &[(0, "A1", "Société A — état des salaires"), (0, "C5", "8000.03")],
        ),
        made("totals", &[grid("Paie", totalled)], &[(0, "A5", "TOTAL"), (0, "C5", "17000.03")]),
        made("merged headings", &[merged], &[(0, "A1", "Immatriculation"), (0, "B2", "Jours"), (0, "C3", "8000.03")]),
        made("hidden rows", &[hidden], &[(0, "A2", "001234567")]),
        made("filtered", &[filtered], &[(0, "A3", "001234568")]),
        made(
            "hidden sheets",
            &[grid("Paie", plain()), away("Ancien", "hidden"), away("Brouillon", "veryHidden")],
            &[(1, "A2", "001234567"), (2, "C2", "8000.03")],
        ),
        made("two tables", &[grid("Paie", two)], &[(0, "A5", "Code"), (0, "B6", "Relation client")]),
        made("arabic headings", &[right], &[(0, "A1", "رقم التسجيل"), (0, "C2", "8000.03")]),
        made("leading empty column", &[grid("Sheet0", aside)], &[(0, "B2", "001234567"), (0, "D2", "8000.03")]),
        made("nothing", &[grid("Feuil1", vec![])], &[]),
    ]
}

/// What stands in cells.
fn cells() -> Vec<Spreadsheet> {
    let days = |first| {
        vec![vec![T("Entrée"), T("Heure")], vec![S(1, first), S(7, "0.354166666666667")], vec![S(6, "46091.5")]]
    };
    let old = zipped(&parts(&[grid("Dates", days("44629"))], "date1904=\"1\""));
    vec![
        made(
            "dates of 1900",
            &[grid("Dates", days("46091"))],
            &[(0, "A2", "2026-03-10"), (0, "B2", "08:30:00"), (0, "A3", "2026-03-10 12:00:00")],
        ),
        Spreadsheet {
            name: "dates of 1904",
            bytes: old,
            says: &[(0, "A2", "2026-03-10"), (0, "A3", "2030-03-11 12:00:00")],
        },
        made(
            "lost zeros",
            &[grid(
                "Paie",
                vec![heading(), vec![N("1234567"), T("2026-03"), N("8000.03")], vec![N("1.23456789012345E+15")]],
            )],
            &[(0, "A2", "1234567"), (0, "A3", "1234567890123450")],
        ),
        made(
            "floats",
            &[grid("Paie", vec![vec![N("0.30000000000000004"), N("8000.0299999999997"), N("1E-3"), N("-1250.5")]])],
            &[(0, "A1", "0.3"), (0, "B1", "8000.03"), (0, "C1", "0.001"), (0, "D1", "-1250.5")],
        ),
        made(
            "formulas computed",
            &[grid(
                "Paie",
                vec![vec![N("8000"), F("A1*1.1", Some("8800.0000000000018")), G("IF(A1>0,\"oui\",\"non\")", "oui")]],
            )],
            &[(0, "B1", "8800"), (0, "C1", "oui")],
        ),
        made("formulas not computed", &[grid("Paie", vec![vec![N("8000"), F("A1*1.1", None)]])], &[(0, "B1", "")]),
        made(
            "errors and truths",
            &[grid("Paie", vec![vec![E("#N/A"), E("#DIV/0!"), B(true), B(false)]])],
            &[(0, "A1", "#N/A"), (0, "B1", "#DIV/0!"), (0, "C1", "TRUE"), (0, "D1", "FALSE")],
        ),
        made(
            "shares and amounts",
            &[grid("Taux", vec![vec![S(2, "0.17"), S(3, "8000.03"), S(8, "12.5"), S(4, "001"), S(5, "7.10")]])],
            &[(0, "A1", "0.17"), (0, "B1", "8000.03"), (0, "C1", "12.5"), (0, "E1", "7.1")],
        ),
        made(
            "numbers as texts",
            &[grid("Paie", vec![vec![T("8\u{a0}000,03"), T("8.000,03"), T("'001234567000062"), I(" 12 ")]])],
            &[(0, "A1", "8\u{a0}000,03"), (0, "C1", "'001234567000062"), (0, "D1", " 12 ")],
        ),
    ]
}

/// What other programs write in ways of their own.
fn programs() -> Vec<Spreadsheet> {
    // No addresses, names with a prefix, texts in cells: a telephone.
    let telephone = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>\
        <x:row><x:c/><x:c t=\"inlineStr\"><x:is><x:t>Immatriculation</x:t></x:is></x:c><x:c t=\"inlineStr\"><x:is><x:t>Brut</x:t></x:is></x:c></x:row>\
        <x:row><x:c/><x:c t=\"inlineStr\"><x:is><x:t>001234567</x:t></x:is></x:c><x:c><x:v>8000.03</x:v></x:c></x:row>\
        </x:sheetData></x:worksheet>";
    let rich = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><r><t>Salaire </t></r><r><rPr><b/></rPr><t>brut</t></r>\
        <rPh sb=\"0\" eb=\"1\"><t>ignored</t></rPh></si><si><t>a &amp; b_x000D_&#233;</t></si></sst>";
    let mut phone = parts(&[grid("Sheet1", vec![])], "");
    replace(&mut phone, "xl/worksheets/sheet1.xml", telephone);
    let mut runs = parts(&[grid("Paie", vec![vec![T("0"), T("1")]])], "");
    replace(&mut runs, "xl/sharedStrings.xml", rich);
    vec![
        Spreadsheet {
            name: "telephone",
            bytes: zipped(&phone),
            says: &[(0, "B1", "Immatriculation"), (0, "B2", "001234567"), (0, "C2", "8000.03")],
        },
        Spreadsheet { name: "runs", bytes: zipped(&runs), says: &[(0, "A1", "Salaire brut"), (0, "B1", "a & b\ré")] },
    ]
}

fn replace(parts: &mut [(String, Vec<u8>)], name: &str, xml: &str) {
    let part = parts.iter_mut().find(|part| part.0 == name).unwrap();
    part.1 = xml.as_bytes().to_vec();
}
