//! Spreadsheets at the terminal: a column that could be read in two ways is asked, the printed commands answer it, the answer is told
//! again next time; what was found is marked in a copy; tables of the office come as spreadsheets too.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sheet::{Limits, Reader, Workbook};
use spreadsheets::parts::{C, C::N, C::S, C::T, C::Z, grid, workbook};

use crate::printed::{LANGUAGES, run, text};

const DOCUMENT: &str = include_str!("block/contract.md");
const HEADINGS: &str = "Account;Qtr;Employee ID;Name;County;Wages";

fn made(folder: &Path) {
    let mithaq = |line: &str| {
        let output = run(folder, &format!("mithaq {line}"), "en");
        assert!(output.status.success(), "{line}: {}", text(&output));
    };
    mithaq("demo --operators 2 --persons 20 --months 12 --no-serve");
    let place = folder.join("mithaq-workspace/contracts/us/wages");
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("contract.md"), DOCUMENT).expect("a document");
    mithaq("record us/wages/contract.md");
}

/// Accounts of the first operator that owe a report of a quarter.
fn owed(folder: &Path, quarter: &str) -> Vec<String> {
    let output = run(folder, "mithaq evidence --operator op-001 --json", "en");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output)));
    let tables = told[0]["filings"]["tables"].as_array().expect("tables").clone();
    let reports = tables.iter().find(|table| table["table"] == "wage_report").expect("the declared table");
    let missing = reports["missing"].as_array().expect("periods").iter();
    let of = missing.filter(|gap| gap["period"]["quarter"] == quarter);
    let names = of.flat_map(|gap| gap["declarants"].as_array().expect("declarants").clone());
    names.map(|name| name.as_str().expect("a number").to_owned()).collect()
}

/// The commands of a text, each on a line of its own.
fn commands(told: &str) -> Vec<String> {
    told.lines().map(str::trim).filter(|line| line.starts_with("mithaq ")).map(str::to_owned).collect()
}

fn opened(path: &Path) -> Workbook {
    Reader::unconfined().read(&fs::read(path).expect("a file"), &Limits::default()).expect("a spreadsheet")
}

#[test]
fn a_column_is_asked_answered_by_the_printed_command_and_told_next_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let (folder, _kept) = (folder.path().to_owned(), folder);
    made(&folder);
    let row = |account: &str, quarter: &str, person: &str, wages: &str| {
        format!("{account};{quarter};{person};Somebody;Fulton;{wages}\n")
    };
    let account = &owed(&folder, "2024-Q3")[0];
    let open = |quarter: &str, account: &str| {
        let rows = row(account, quarter, "123-45-6789", "8,000") + &row(account, quarter, "123-45-6780", "900");
        format!("{HEADINGS}\n{rows}")
    };
    fs::write(folder.join("first.csv"), open("2024-Q3", account)).expect("a file");
    let mithaq = |line: &str, language: &str| run(&folder, line, language);
    for language in LANGUAGES {
        let asked = mithaq("mithaq submit --preview first.csv", language);
        let told = text(&asked);
        println!("{told}");
        let printed = commands(&told);
        assert!(!asked.status.success() && printed.len() == 2, "{told}");
        assert!(!told.contains("123-45") && !told.contains("Somebody"), "{told}");
        for command in &printed {
            let answered = mithaq(command, language);
            assert!(
                answered.status.success() && text(&answered).contains("file-column-answered"),
                "{}",
                text(&answered)
            );
        }
        for wrong in ["Wages=thousands", "Salary=decimal-point", "Wages"] {
            let refused = mithaq(&format!("mithaq submit --preview first.csv --read {wrong}"), language);
            let told = text(&refused);
            println!("{told}");
            assert!(!refused.status.success() && told.contains("decimal-point"), "{wrong}: {told}");
        }
    }
    let taken = mithaq("mithaq submit first.csv --read wages=decimal-point", "en");
    assert!(taken.status.success(), "{}", text(&taken));
    // The next file of the same operator: told, and asked all the same.
    let account = &owed(&folder, "2024-Q4")[0];
    fs::write(folder.join("next.csv"), open("2024-Q4", account)).expect("a file");
    for language in LANGUAGES {
        let asked = mithaq("mithaq submit --preview next.csv", language);
        let told = text(&asked);
        println!("{told}");
        assert!(!asked.status.success() && told.contains("intake-answered-before"), "{told}");
        assert!(commands(&told)[0].ends_with("Wages=decimal-point"), "what was answered last time comes first: {told}");
    }
    // What was found, in a copy; of a spreadsheet as of a text.
    let copy = |file: &str, to: &str| {
        for language in LANGUAGES {
            let to = format!("{language}-{to}");
            let told = text(&mithaq(&format!("mithaq submit --preview {file} --marked {to}"), language));
            println!("{told}");
            let book = opened(&folder.join(&to));
            let [list, table] = book.sheets.as_slice() else { panic!("{told}") };
            let said: Vec<String> = list.rows.iter().flat_map(|row| row.cells.iter().map(sheet::Cell::text)).collect();
            assert!(said.iter().any(|text| text.contains("F2")), "the cell is named: {said:?}");
            assert!(said.iter().any(|text| text.contains("decimal-point")), "and its cure: {said:?}");
            assert_eq!(table.cell(2, 6).map(sheet::Cell::text).as_deref(), Some("8,000"), "the copy is the file");
            assert_eq!(list.right_to_left, language == "ar");
            let again = mithaq(&format!("mithaq submit --preview {file} --marked {to}"), language);
            assert!(!again.status.success(), "a file that is there stays");
        }
    };
    copy("next.csv", "text.xlsx");
    let kept = |text: &str| T(String::leak(text.to_owned()));
    let person = vec![kept(account), T("2024-Q4"), T("123-45-6780"), T("Al"), T("Fulton"), T("8,000")];
    let headings = HEADINGS.split(';').map(T).collect::<Vec<C>>();
    fs::write(folder.join("next.xlsx"), workbook(&[grid("Wages", vec![headings, person])])).expect("a file");
    copy("next.xlsx", "sheet.xlsx");
    let marked = mithaq("mithaq submit --preview en-sheet.xlsx --read Wages=decimal-point", "en");
    assert!(marked.status.success(), "the copy is handed in as it is: {}", text(&marked));
}

#[test]
fn tables_of_the_office_come_as_spreadsheets() {
    let folder = tempfile::tempdir().expect("a folder");
    let mithaq = |line: &str| run(folder.path(), &format!("mithaq {line}"), "en");
    let created = mithaq("create --fictitious 2026-03-01");
    assert!(created.status.success(), "{}", text(&created));
    let put = |name: &str, rows: Vec<Vec<C>>| {
        fs::write(folder.path().join(name), workbook(&[grid("Sheet1", rows)])).expect("a file");
    };
    let day = |serial| S(1, serial);
    put(
        "operators.xlsx",
        vec![
            ["operator", "from", "affiliation", "source"].map(T).to_vec(),
            vec![T("op-1"), day("45839"), N("1234567"), T("Register 2025")],
            vec![],
            vec![T("op-2"), day("45870"), Z, T("Register 2025")],
        ],
    );
    put(
        "people.xlsx",
        vec![
            ["account", "name", "number", "role", "since"].map(T).to_vec(),
            vec![T("amina"), T("Amina EXEMPLE"), N("1001"), T("administrator"), day("46082")],
        ],
    );
    let previewed = mithaq("import --from operators.xlsx --dry-run");
    let told = text(&previewed);
    println!("{told}");
    assert!(previewed.status.success() && told.contains("op-2") && told.contains("1234567"), "{told}");
    for file in ["operators.xlsx", "people.xlsx"] {
        let taken = mithaq(&format!("import --from {file}"));
        assert!(taken.status.success(), "{}", text(&taken));
        println!("{}", text(&taken));
    }
    // What is wrong is told by row and column, and what is no table in the words of spreadsheets.
    put(
        "wrong.xlsx",
        vec![
            ["operator", "head", "year", "decided", "paid", "source"].map(T).to_vec(),
            vec![T("op-1"), T("nothing"), N("2025"), T("8,000"), N("1.125"), T("Register")],
        ],
    );
    let mut hidden =
        grid("Sheet1", vec![["operator", "from", "source"].map(T).to_vec(), vec![T("op-3"), day("45839"), T("x")]]);
    hidden.rows[1].1 = "hidden=\"1\"";
    fs::write(folder.path().join("hidden.xlsx"), workbook(&[hidden])).expect("a file");
    fs::write(folder.path().join("broken.xlsx"), b"PK\x03\x04nothing").expect("a file");
    for (file, expected) in [("wrong.xlsx", "decided"), ("hidden.xlsx", "hidden"), ("broken.xlsx", "damaged")] {
        for language in LANGUAGES {
            let refused = run(folder.path(), &format!("mithaq import --from {file}"), language);
            let told = text(&refused);
            println!("{told}");
            assert!(!refused.status.success(), "{told}");
            assert!(language != "en" || told.contains(expected), "{file}: {told}");
        }
    }
}
