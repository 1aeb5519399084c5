//! What is written comes back cell for cell, the same bytes for the same input, also through another program.

use std::process::Command;

use sheet::write::{FormColumn, FormKind, Guide, Mark, MarkPlace, marked, template};
use sheet::{Cell, Day, Form, Limits, Marked, Origin, Reader, Row, Sheet, Value, Visibility, Workbook, address};
use spreadsheets::named;

const DAY: Day = Day { year: 2026, month: 3, day: 10 };

fn read(bytes: &[u8]) -> Workbook {
    Reader::unconfined().read(bytes, &Limits::default()).unwrap()
}

fn column(heading: &str, kind: FormKind, required: bool) -> FormColumn {
    FormColumn {
        heading: heading.to_owned(),
        note: format!("What belongs in {heading}"),
        kind,
        required,
        width: 18,
        example: "001234567".to_owned(),
        error_title: "Not accepted, and this title is longer than titles are".to_owned(),
        error_message: "é".repeat(300),
        kind_text: "text".to_owned(),
        required_text: if required { "yes" } else { "no" }.to_owned(),
    }
}

fn form(right_to_left: bool, heading: &str) -> Form {
    let words = |count: usize| (0..count).map(|place| format!("word {place}")).collect();
    Form {
        sheet: "Paie / 2026".to_owned(),
        right_to_left,
        columns: vec![
            column(heading, FormKind::Text, true),
            column("Mois", FormKind::Month, true),
            column("Brut", FormKind::Decimal(2), true),
            column("Jours", FormKind::Whole, false),
            column("Entrée", FormKind::Date, false),
            column("Genre", FormKind::Words(words(3)), false),
            column("Pays", FormKind::Words(words(300)), false),
            column("Ville", FormKind::Words(vec!["Fès, Meknès".to_owned(), "Rabat".to_owned()]), false),
        ],
        rows: 5_000,
        guide: Guide {
            sheet: "Explications".to_owned(),
            lines: vec!["Une ligne par salarié.".to_owned()],
            headings: ["Colonne", "Contenu", "Genre", "Obligatoire", "Exemple"].map(str::to_owned),
            lists_sheet: "Listes".to_owned(),
        },
        created: DAY,
    }
}

/// Every cell with its sheet and address.
fn texts(book: &Workbook) -> Vec<String> {
    let of = |sheet: &Sheet| -> Vec<String> {
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.address(cell), cell.text())));
        cells.map(|(address, text)| format!("{} {address} {text}", sheet.name)).collect()
    };
    book.sheets.iter().flat_map(of).collect()
}

#[test]
fn a_form_is_what_was_asked_for() {
    let form = form(true, "رقم التسجيل");
    let bytes = template(&form).unwrap();
    assert_eq!(bytes, template(&form).unwrap(), "the same input gives the same bytes");
    let book = read(&bytes);
    let names: Vec<(&str, Visibility)> =
        book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.visibility)).collect();
    assert_eq!(
        names,
        [("Paie   2026", Visibility::Visible), ("Explications", Visibility::Visible), ("Listes", Visibility::Hidden)]
    );
    assert!(book.sheets[0].right_to_left && book.sheets[1].right_to_left);
    let headings: Vec<String> = book.sheets[0].rows[0].cells.iter().map(Cell::text).collect();
    let asked: Vec<&str> = form.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, asked);
    assert_eq!(book.sheets[0].rows.len(), 1, "nothing but headings");
    let guide = &book.sheets[1];
    assert_eq!(guide.cell(1, 1).unwrap().text(), "Une ligne par salarié.");
    assert_eq!(guide.cell(4, 5).unwrap().value, Value::Text("001234567".to_owned(), Origin::Shared));
    assert_eq!(book.sheets[2].cell(300, 1).unwrap().text(), "word 299");
    assert_eq!(book.sheets[2].cell(1, 2).unwrap().text(), "Fès, Meknès");
}

#[test]
fn a_form_checks_while_it_is_filled_in() {
    let parts = unpacked(&template(&form(false, "Immatriculation")).unwrap());
    let sheet = &parts.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1;
    for said in [
        "<sheetProtection",
        "state=\"frozen\"",
        "sqref=\"C2:C5001\"",
        "AND(ISNUMBER(C2),ROUND(C2,2)=C2)",
        "AND(LEN(B2)=7",
        "\"word 0,word 1,word 2\"",
        "'Listes'!$A$1:$A$300",
        "'Listes'!$B$1:$B$2",
        "promptTitle=\"Immatriculation\"",
        "errorTitle=\"Not accepted, and this title is…\"",
    ] {
        assert!(sheet.contains(said), "{said}");
    }
    let notes = &parts.iter().find(|(name, _)| name.contains("comments1")).unwrap().1;
    assert!(notes.contains("What belongs in Brut"));
}

fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|place| {
            let part = zip.by_index(place).unwrap();
            let name = part.name().unwrap().into_owned();
            (name, std::io::read_to_string(part).unwrap())
        })
        .collect()
}

fn mark(row: u32, column: Option<u32>, grave: bool) -> Mark {
    Mark {
        place: Some(MarkPlace { sheet: 0, row, column }),
        place_text: format!("ligne {row}"),
        found: "=1+1".to_owned(),
        accepted: "un nombre".to_owned(),
        cure: "Écrire un nombre.".to_owned(),
        grave,
    }
}

fn copy_of(book: Workbook) -> Marked {
    Marked {
        right_to_left: false,
        list_sheet: "Observations".to_owned(),
        lines: vec!["Corriger puis renvoyer.".to_owned()],
        headings: ["Où", "Trouvé", "Accepté", "Remède"].map(str::to_owned),
        marks: vec![mark(2, Some(3), true), mark(2, Some(3), false), mark(3, None, false), mark(9, Some(5), true)],
        sheets: book.sheets,
        created: DAY,
    }
}

#[test]
fn a_marked_copy_holds_the_grid_and_the_cures() {
    for name in [
        "plain",
        "merged headings",
        "hidden rows",
        "dates of 1900",
        "dates of 1904",
        "shares and amounts",
        "numbers as texts",
        "floats",
    ] {
        let original = read(&named(name).bytes);
        let copy = copy_of(original.clone());
        let bytes = marked(&copy).unwrap();
        assert_eq!(bytes, marked(&copy).unwrap(), "{name}: the same input gives the same bytes");
        let book = read(&bytes);
        assert_eq!(book.sheets[0].name, "Observations");
        assert_eq!(book.sheets[0].cell(4, 2).unwrap().value, Value::Text("=1+1".to_owned(), Origin::Shared));
        let again = Workbook { sheets: book.sheets[1..].to_vec(), ..book };
        assert_eq!(texts(&again), texts(&original), "{name}");
        let hidden = |book: &Workbook| -> Vec<u32> {
            book.sheets[0].rows.iter().filter(|row| row.hidden).map(|row| row.number).collect()
        };
        assert_eq!(hidden(&again), hidden(&original), "{name}");
        assert_eq!(again.sheets[0].merged, original.sheets[0].merged, "{name}");
        let parts = unpacked(&bytes);
        let list = &parts.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1;
        assert!(list.contains("!C2\"") && list.contains("!E9\""), "ways to the cells");
        let notes = &parts.iter().find(|(name, _)| name.contains("comments")).unwrap().1;
        assert!(notes.contains("ref=\"C2\"") && notes.contains("ref=\"E9\"") && notes.contains("Écrire un nombre."));
    }
}

#[test]
fn what_a_stranger_s_file_names_does_not_grow_in_the_copy() {
    let cell =
        |column, text: &str| Cell { column, value: Value::Text(text.to_owned(), Origin::Inline), ..Cell::default() };
    let digits = Cell { column: 3, value: Value::Number("12345678901234567.89".to_owned()), ..Cell::default() };
    let sheet = Sheet {
        name: "x".to_owned(),
        rows: vec![Row {
            number: 1,
            hidden: false,
            cells: vec![cell(1, "=HYPERLINK(\"http://x\")"), cell(2, "001"), digits],
        }],
        merged: vec![address::range("A1:XFD1048576").unwrap()],
        ..Sheet::default()
    };
    let copy = Marked { marks: Vec::new(), ..copy_of(Workbook { kind: sheet::Kind::Xlsx, sheets: vec![sheet] }) };
    let book = read(&marked(&copy).unwrap());
    let copied = &book.sheets[1];
    assert_eq!(copied.cell(1, 1).unwrap().formula, None);
    assert_eq!(copied.cell(1, 1).unwrap().text(), "=HYPERLINK(\"http://x\")");
    assert_eq!(copied.cell(1, 3).unwrap().value, Value::Text("12345678901234567.89".to_owned(), Origin::Shared));
    assert_eq!(copied.merged, []);
}

#[test]
fn what_is_written_comes_back_through_libreoffice() {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("soffice is not here: what it makes of our files is not tried");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("form.xlsx", template(&form(false, "Immatriculation")).unwrap()),
        ("right.xlsx", template(&form(true, "رقم التسجيل")).unwrap()),
        ("marked.xlsx", marked(&copy_of(read(&named("plain").bytes))).unwrap()),
    ];
    let mut call = Command::new("soffice");
    call.arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()));
    call.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]).arg(folder.path().join("out"));
    for (name, bytes) in &files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        call.arg(folder.path().join(name));
    }
    assert!(call.output().unwrap().status.success());
    for (name, bytes) in &files {
        let back = std::fs::read(folder.path().join("out").join(name)).unwrap();
        assert_eq!(texts(&read(&back)), texts(&read(bytes)), "{name}");
    }
    println!("{} files through soffice in one call, cell for cell", files.len());
}
