//! A register that no reader knows: added by a block of a document, handed in as CSV, XLSX and Parquet, computed on.

use std::fs;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use serde_json::Value;
use spreadsheets::parts::{C, grid, workbook};

use crate::printed::{run, text};

const DOCUMENT: &str = include_str!("block/contract.md");
const HEADINGS: [&str; 6] = ["Account", "Qtr", "Employee ID", "Name", "County", "Wages"];

/// One employee's wages of a quarter, in hundredths of dollars, as Parquet.
fn parquet(account: &str, hundredths: i32) -> Vec<u8> {
    let schema = "message wages { required binary Account (UTF8); required binary Qtr (UTF8); \
                  required binary Employee_ID (UTF8); required binary Name (UTF8); required binary County (UTF8); \
                  required fixed_len_byte_array(8) Wages (DECIMAL(15, 2)); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    for field in [account, "2024-Q4", "123-45-6789", "Jo Nobody", "Fulton"] {
        let mut column = group.next_column().expect("a column").expect("a column");
        column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(field)], None, None).expect("a text");
        column.close().expect("a column");
    }
    let mut column = group.next_column().expect("a column").expect("a column");
    let bytes = i64::from(hundredths).to_be_bytes().to_vec();
    let wages = FixedLenByteArray::from(ByteArray::from(bytes));
    column.typed::<FixedLenByteArrayType>().write_batch(&[wages], None, None).expect("an amount");
    column.close().expect("a column");
    group.close().expect("a group");
    writer.into_inner().expect("a file")
}

#[test]
fn a_register_that_a_block_declares_is_taken_in_and_computed_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mithaq = |line: &str| run(folder.path(), &format!("mithaq {line}"), "en");
    let json = |line: &str| -> Value {
        let output = mithaq(line);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{line}: {}", text(&output)))
    };
    let made = mithaq("demo --operators 2 --persons 20 --months 12 --no-serve");
    assert!(made.status.success(), "{}", text(&made));
    let place = folder.path().join("mithaq-workspace/contracts/us/wages");
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("contract.md"), DOCUMENT).expect("a document");
    let recorded = mithaq("record us/wages/contract.md");
    assert!(recorded.status.success(), "{}", text(&recorded));

    // Whose accounts there are, the missing periods say.
    let evidence = json("evidence --operator op-001 --json");
    let tables = evidence[0]["filings"]["tables"].as_array().expect("tables").clone();
    let reports = tables.iter().find(|table| table["table"] == "wage_report").expect("the declared table");
    let owed = |quarter: &str| -> Vec<String> {
        let missing = reports["missing"].as_array().expect("periods").iter();
        let of = missing.filter(|gap| gap["period"]["quarter"] == quarter);
        let names = of.flat_map(|gap| gap["declarants"].as_array().expect("declarants").clone());
        names.map(|name| name.as_str().expect("a number").to_owned()).collect()
    };
    let (third, fourth) = (owed("2024-Q3"), owed("2024-Q4"));
    assert!(!third.is_empty() && !fourth.is_empty(), "{reports:#}");
    assert!(reports["missing"][0]["due"].is_string(), "the declaration says until when: {reports:#}");

    // The empty form has the headings that the document declares, and is never written over what is there.
    let form = mithaq("template wage_report --to form.xlsx");
    assert!(form.status.success(), "{}", text(&form));
    let bytes = fs::read(folder.path().join("form.xlsx")).expect("a form");
    let book = sheet::Reader::unconfined().read(&bytes, &sheet::Limits::default()).expect("a spreadsheet");
    let first = book.sheets[0].row(1).expect("headings");
    assert_eq!(first.cells.iter().map(sheet::Cell::text).collect::<Vec<_>>(), HEADINGS);
    assert!(!mithaq("template wage_report --to form.xlsx").status.success(), "a file that is there stays");
    let listed = text(&mithaq("template"));
    assert!(listed.contains("wage_report") && listed.contains("payroll") && !listed.contains("annual_tax"), "{listed}");

    // What its columns hold is in its own currency.
    let formats = text(&mithaq("evidence --formats --markdown"));
    let wages = formats.lines().find(|line| line.starts_with("| Wages |")).unwrap_or_else(|| panic!("{formats}"));
    assert!(wages.contains("| USD |"), "{wages}");

    let mut files = Vec::new();
    let mut put = |name: String, bytes: Vec<u8>| {
        fs::write(folder.path().join(&name), bytes).expect("a file");
        files.push(name);
    };
    let header = HEADINGS.join(",");
    let row = |account: &str, person: &str, county: &str, wages: &str| {
        format!("{account},2024-Q3,{person},Somebody,{county},{wages}\n")
    };
    let csv =
        row(&third[0], "123-45-6789", "Fulton", "\"1,000.10\"") + &row(&third[0], "123-45-6780", "Cobb", "2000.00 USD");
    put(format!("WR_{}_2024Q3.csv", third[0]), format!("{header}\n{csv}").into_bytes());
    // Texts of cells live as long as the test: there are few.
    let kept = |text: &str| C::T(String::leak(text.to_owned()));
    let headings = || HEADINGS.iter().map(|heading| C::T(heading)).collect::<Vec<C>>();
    for account in &third[1..] {
        put(format!("WR_{account}_2024Q3.xlsx"), workbook(&[grid("Wages", vec![headings()])]));
    }
    put(format!("WR_{}_2024Q4.parquet", fourth[0]), parquet(&fourth[0], 100_010));
    for account in &fourth[1..] {
        let person =
            vec![kept(account), C::T("2024-Q4"), C::T("123-45-6780"), C::T("Al"), C::T("Fulton"), C::N("50.25")];
        put(format!("WR_{account}_2024Q4.xlsx"), workbook(&[grid("Wages", vec![headings(), person])]));
    }
    let receipt = mithaq(&format!("submit {}", files.join(" ")));
    let told = text(&receipt);
    assert!(receipt.status.success() && !told.contains("refused ·"), "{told}");
    assert!(!told.contains("123-45") && !told.contains("Nobody"), "no number and no name of a person is told: {told}");

    let assessed = json("assess --contract us-wages --json");
    let printed = text(&mithaq("assess --contract us-wages"));
    assert!(printed.contains("Amount (USD)"), "{printed}");
    // A tenth of 2,000.20 dollars, and one of 50.25 for each further account, which together are one person's.
    let others = i64::try_from(fourth.len() - 1).expect("few");
    let expected = 20_002 + (5_025 * others + 5) / 10;
    assert!(assessed.to_string().contains(&format!("\"due_centimes\":{expected}")), "{assessed:#}");
}
