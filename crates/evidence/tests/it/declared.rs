//! Tables that documents declare: nobody wrote a line of a reader for them.

use contract::calendar::{Date, Quarter};
use contract::check::{Packs, check};
use contract::facts::{Cell, Period};
use evidence::catalogue::Catalogue;
use evidence::intake::{Delivery, submit};
use evidence::manifest::Standing;
use evidence::piece::{Declarant, Piece};
use evidence::read::read_by;

use crate::bench::Bench;

pub const DOCUMENT: &str = "---
id: example
version: \"1\"
titles: {en: Example}
text_status: restated
authoritative: en
languages: en
published: 2025-01-01
in_effect: 2025-01-01 .. 2030-12-31
---

# Reports {#art-1}

> The employer reports each quarter what it pays to whom.

```yaml scheme
id: account
labels: {en: Account}
confidence: assumed
of: firm
form: 7 digits
```

```yaml scheme
id: insured_number
labels: {en: Insured number}
confidence: assumed
of: person
role: number
form: 2 letters, 1 .. 3 digits
leave_out: hyphens
occasional: ZZ999
```

```yaml scheme
id: tax_number
labels: {en: Tax number}
confidence: assumed
of: firm
form: 8 digits
check_digits: {weights: [1, 2, 1, 2, 1, 2, 1], modulo: 10}
```

```yaml evidence
id: wage_report
labels: {en: Quarterly wage report}
keys: operator, person, quarter
columns: {affiliation: code, county: code, insured: one of yes no, hired: date, left: date, born: year, wages: MAD, hours: number}
covers: operator, quarter
filed_by: affiliation
several: {wages: sum, hours: sum}
file:
  name: \"WR_{affiliation}_{quarter}\"
  columns:
    - {heading: Account, fills: affiliation, holds: account, example: \"1234567\"}
    - {heading: Qtr, fills: period, example: 2025-Q3, also: [quarter, trimestre]}
    - {heading: Employee ID, fills: person, holds: insured_number, example: \"123456785\"}
    - {heading: Name, fills: nothing, absent: allowed, blank: allowed, example: FICTITIOUS}
    - {heading: County, fills: county, example: north}
    - {heading: Insured, fills: insured, example: \"Yes\", words: {\"yes\": [\"Yes\", insured], \"no\": [\"No\"]}}
    - {heading: Hired, fills: hired, example: 2023-02-01}
    - {heading: Left, fills: left, blank: allowed, example: 2025-07-15}
    - {heading: Born, fills: born, example: \"1995\"}
    - {heading: Wages, fills: wages, within: 0 MAD .. 1000000 MAD, example: \"6500.00\"}
    - {heading: Hours, fills: hours, example: \"520\"}
checks:
  - {id: dates, is: left >= hired, unread: \"hired, left\", labels: {en: Left before being hired.}, cure: {en: Correct one of the two.}}
  - {id: young, is: born <= period.year - 15, labels: {en: Younger than fifteen.}, cure: {en: Correct the year.}}
```

```yaml evidence
id: invoice
labels: {en: Export invoices}
keys: operator, date, number
columns: {number: code, client: code, amount: MAD, brought_home: MAD}
covers: operator, quarter
several: {amount: sum}
file:
  columns:
    - {heading: Operator, fills: operator, example: alpha}
    - {heading: Day, fills: period, example: 2025-07-03}
    - {heading: Number, fills: number, example: F-1}
    - {heading: Client, fills: client, holds: text, example: Fictitious Ltd}
    - {heading: Amount, fills: amount, example: \"1000.00\"}
    - {heading: Brought home, fills: brought_home, blank: allowed, example: \"1000.00\"}
checks:
  - {id: home, is: brought_home <= amount, unread: brought_home, labels: {en: More came home than was invoiced.}, cure: {en: Correct it.}}
```

```yaml evidence
id: office
labels: {en: Offices}
keys: operator
valid: from .. to
columns: {office: code}
covers: operator
apart: operator, office
file:
  columns:
    - {heading: Employer, fills: operator, example: alpha}
    - {heading: Office, fills: office, example: main}
    - {heading: Opened, fills: from, example: 2025-01-01}
    - {heading: Closed, fills: to, blank: allowed, example: 2025-12-31}
```

```yaml evidence
id: firm
labels: {en: Firms}
keys: operator
columns: {tax_number: code, trade_name: code}
covers: operator
unique: tax_number
file:
  columns:
    - {heading: Firm, fills: operator, example: alpha}
    - {heading: Tax number, fills: tax_number, holds: tax_number, blank: told, example: \"12345678\"}
    - {heading: Trade name, fills: trade_name, holds: text, blank: allowed, example: Fictitious Works}
```
";

/// Files of which each code of declared tables is written by one at least.
pub fn specimens() -> Vec<Piece> {
    let tables = tables();
    let header = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours\n";
    let row = |changes: &[(&str, &str)]| {
        let good = "1234567,2025-Q3,AB-1,Somebody,north,Yes,2023-02-01,,1990,6500.10,520\n".to_owned();
        changes.iter().fold(good, |row, (from, to)| row.replace(from, to))
    };
    let quarters = [row(&[]), row(&[("Q3", "Q4"), ("AB-1", "AB-2")])].concat();
    let many = (0..9).map(|number| row(&[("AB-1", &format!("AB-1{number}"))])).collect::<String>();
    let wages = [
        ("x.csv", row(&[("1234567", "")])),
        ("x.csv", row(&[("2025-Q3", "")])),
        ("x.csv", row(&[("2025-Q3", "yesterday")])),
        ("x.csv", quarters),
        ("WR_1234567_2025Q3.csv", String::new()),
        ("x.csv", many.clone() + &row(&[("1234567", "7654321"), ("AB-1", "AB-2")])),
        ("x.csv", row(&[]) + &row(&[("1234567", "7654321"), ("AB-1", "AB-2")])),
        ("x.csv", row(&[("2025-Q3", "Q3 2025")])),
        ("x.csv", many.clone() + &row(&[("Q3", "Q1"), ("AB-1", "AB-2")])),
        ("x.csv", row(&[("AB-1", "?!")])),
        ("x.csv", row(&[("AB-1", "ZZ-999")])),
        ("x.csv", row(&[("AB-1", "")])),
        ("x.csv", row(&[("520", "5x")])),
        ("x.csv", row(&[]) + &row(&[])),
        ("x.csv", row(&[]) + &row(&[("520", "1")])),
        ("x.csv", row(&[(",,1990", ",2020-01-01,2020")])),
    ];
    let mut pieces: Vec<Piece> = Vec::new();
    pieces.extend(wages.iter().map(|(name, rows)| read_by(&tables, name, format!("{header}{rows}").as_bytes())));
    let offices = "Employer,Office,Opened,Closed\n";
    let firms = "Firm,Tax number,Trade name\n";
    let others = [
        format!("{offices}alpha,main,2025-01-01,2024-01-01\n"),
        format!("{offices}alpha,main,2025-01-01,2025-12-31\nalpha,main,2025-06-01,\n"),
        format!("{firms}alpha,,Works\n,12345670,Works\n"),
        format!("{firms}alpha,12345670,Works\nbeta,12345670,{}\n", "x".repeat(300)),
        format!("{firms}alpha,12345678,Works\nalpha,12345678,Other\n"),
    ];
    pieces.extend(others.iter().map(|text| read_by(&tables, "x.csv", text.as_bytes())));
    pieces
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn tables() -> Catalogue {
    let checked = check(DOCUMENT, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    assert_eq!(clashes, []);
    tables
}

fn codes(piece: &Piece) -> Vec<&str> {
    piece.findings.iter().map(|finding| finding.code.as_str()).collect()
}

const WAGES: &str = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours
1234567,2025-Q3,AB-1,Somebody,north,Yes,2023-02-01,,1990,6500.10,520
1234567,Q3 2025,AB-2,Else,south,no,2024-05-01,2024-04-01,1999,4000.00,160
1234567,2025-Q3,AB-3,Other,south,perhaps,2024-05-01,,2015,9999999.00,5x
1234567,2025-Q3,,Nobody,south,no,2024-05-01,,1999,12.00,1
";

#[test]
fn a_declared_table_is_read_by_its_declaration() {
    let piece = read_by(&tables(), "WR_1234567_2025Q3.csv", WAGES.as_bytes());
    assert_eq!(piece.kind.map(|kind| kind.name()), Some("wage_report"));
    assert_eq!(piece.declarant, Declarant::Affiliation("1234567".to_owned()));
    let quarter = Quarter::new(2025, 3).expect("a quarter");
    assert_eq!(piece.period, Some(Period::Quarter(quarter)));
    assert_eq!((piece.accounting.rows_in, piece.accounting.used, piece.accounting.rows_refused()), (4, 3, 1));
    let cell = |row: usize, name: &str| {
        let cells = &piece.rows[row].cells;
        cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell.clone()).expect("a cell")
    };
    assert_eq!(cell(0, "wages"), Cell::Amount("6500.10".parse().expect("an amount")));
    assert_eq!(cell(0, "hours"), Cell::Count(520));
    assert_eq!(cell(0, "left"), Cell::Blank);
    assert_eq!((cell(0, "insured"), cell(1, "insured")), (Cell::Code("yes".into()), Cell::Code("no".into())));
    assert_eq!((cell(1, "hired"), cell(1, "left")), (Cell::Unread, Cell::Unread), "the check makes both unread");
    assert_eq!((cell(2, "insured"), cell(2, "wages"), cell(2, "hours")), (Cell::Unread, Cell::Unread, Cell::Unread));
    assert_eq!(cell(2, "born"), Cell::Count(2015), "warned of, and used");
    let codes = codes(&piece);
    for code in ["table-check-unread", "table-check", "csv-word", "file-figure-beyond", "table-count", "table-person"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    let said: String =
        piece.findings.iter().flat_map(|one| one.values.iter().map(|(_, value)| value.as_str())).collect();
    assert!(!said.contains("AB-") && !said.contains("Somebody"), "no name and no number of a person is told");
}

#[test]
fn what_a_declared_table_does_not_know_is_no_table() {
    let strange = read_by(&tables(), "x.csv", b"One;Two;Three\n1;2;3\n");
    assert_eq!((strange.kind, codes(&strange)), (None, vec!["file-kind-unknown"]));
    let known = read_by(&Catalogue::native(), "WR_1234567_2025Q3.csv", WAGES.as_bytes());
    assert_eq!(known.kind, None, "without its document nobody knows it");
}

#[test]
fn a_declared_table_is_taken_in_and_loaded() {
    let bench = Bench::with_registers();
    let store = bench.store.knowing(tables().into());
    let own = |text: &str, number: &str| text.replace("1234567", number).into_bytes();
    let affiliation = crate::bench::ALPHA_2;
    let header = WAGES.lines().next().expect("a header").as_bytes().to_vec();
    let nobody = format!("WR_{}_2025Q3.csv", crate::bench::ALPHA_1);
    let files = vec![("WR.csv".to_owned(), own(WAGES, affiliation)), (nobody, header)];
    let reports = submit(&store, &bench.key, &files, Delivery::on(day("2025-10-05"))).expect("an intake");
    let [report] = reports.as_slice() else { panic!("{reports:#?}") };
    assert_eq!(report.operator.as_ref().map(|one| one.as_str()), Some("alpha"));
    assert_eq!(report.pieces[0].piece.standing, Standing::Accepted);
    let alpha = contract::identity::OperatorId::new("alpha").expect("an operator");
    let known = day("2025-12-31");
    let evidence = store.load(&alpha, &["wage_report"], known).expect("a load");
    let table = &evidence.tables["wage_report"];
    assert_eq!((table.rows, evidence.persons.len()), (3, 3));
    let quarter = Quarter::new(2025, 3).expect("a quarter");
    assert_eq!(table.covered, [Period::Quarter(quarter)]);
    let facts = evidence.to_facts(None);
    let rows = &facts.table("wage_report").expect("a table").rows;
    assert!(rows.iter().all(|row| row.period == Some(Period::Quarter(quarter))));

    // A register of days covers quarters; the same bytes again change nothing, others ask.
    let invoices = "Operator;Day;Number;Client;Amount;Brought home\n\
        alpha;2025-07-03;F-1;Fictitious Ltd;1000.00;1000.00\n\
        alpha;2025-07-03;F-2;Fictitious Ltd;500.00;700.00\n\
        alpha;2025-10-01;F-3;Other;20.50;\n";
    let files = vec![("invoices.csv".to_owned(), invoices.as_bytes().to_vec())];
    let hand_in = |on: &str, files: &[(String, Vec<u8>)]| {
        submit(&store, &bench.key, files, Delivery::on(day(on))).expect("an intake")
    };
    hand_in("2026-01-05", &files);
    let known = day("2026-12-31");
    let evidence = store.load(&alpha, &["invoice"], known).expect("a load");
    let table = &evidence.tables["invoice"];
    let quarters = [3, 4].map(|number| Period::Quarter(Quarter::new(2025, number).expect("a quarter")));
    assert_eq!((table.rows, table.covered.as_slice()), (3, quarters.as_slice()));
    let again = hand_in("2026-01-06", &files);
    let asks = |reports: &[evidence::intake::SubmissionReport]| {
        let pieces = reports.iter().flat_map(|report| &report.pieces);
        pieces.flat_map(|piece| &piece.piece.findings).any(|finding| finding.code == "intake-register-filled")
    };
    assert!(!asks(&again), "{again:#?}");
    assert_eq!(store.load(&alpha, &["invoice"], known).expect("a load").tables["invoice"].rows, 3);
    let other = vec![("invoices.csv".to_owned(), invoices.replace("20.50", "21.00").into_bytes())];
    let asked = hand_in("2026-01-07", &other);
    assert!(asks(&asked), "{asked:#?}");
    store.compact(|_| {}).expect("editions");
    let through = store.load_columns(&alpha, &[("invoice".to_owned(), ["amount".to_owned()].into())].into(), known);
    assert_eq!(through.expect("an edition").tables["invoice"].rows, 3);
    let plain = evidence::store::Store::open(store.root()).expect("a store");
    assert!(plain.knowing(tables().into()).load(&alpha, &["invoice"], known).is_ok());
}

/// A document calls its columns what it likes, also what the files of a store call their own.
#[test]
fn a_column_may_bear_any_name() {
    let names = ["piece", "line", "person_cin", "valid_from", "unread_line", "of_line", "total_centimes"];
    let listed: String = names.iter().map(|name| format!("{name}: code, ")).collect();
    let filled: String =
        names.iter().map(|name| format!("    - {{heading: col {name}, fills: {name}, example: a}}\n")).collect();
    let head = DOCUMENT.split("# Reports").next().expect("a front");
    let document = format!(
        "{head}# Reports {{#art-1}}\n\n> Each operator lists its pieces.\n\n```yaml evidence\nid: odd\nlabels: {{en: Odd}}\n\
         keys: operator, date, piece\ncolumns: {{{listed}total: MAD}}\ncovers: operator, year\nfile:\n  columns:\n    \
         - {{heading: Operator, fills: operator, example: alpha}}\n    - {{heading: Day, fills: period, example: 2025-07-03}}\n\
         {filled}    - {{heading: Total, fills: total, example: \"1.00\"}}\n```\n"
    );
    let checked = check(&document, &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let (tables, clashes) = Catalogue::clone(&crate::tables::tables()).with([&contract]);
    assert_eq!(clashes, []);
    let bench = Bench::with_registers();
    let store = bench.store.knowing(tables.into());
    let header: String = names.iter().map(|name| format!("col {name},")).collect();
    let row: String = names.iter().enumerate().map(|(nth, _)| format!("w{nth},")).collect();
    let file = format!("Operator,Day,{header}Total\nalpha,2025-07-03,{row}12.50\n");
    submit(&store, &bench.key, &[("odd.csv".to_owned(), file.into_bytes())], Delivery::on(day("2025-08-05")))
        .expect("an intake");
    for _ in 0..2 {
        let alpha = crate::bench::id("alpha");
        let facts = store.load(&alpha, &["odd"], day("2025-09-01")).expect("a load").to_facts(None);
        let rows = &facts.table("odd").expect("the table").rows;
        for (nth, name) in names.iter().enumerate() {
            assert_eq!(rows[0].cells.get(*name), Some(&Cell::Code(format!("w{nth}"))), "{name}");
        }
        assert_eq!(rows[0].cells.get("total"), Some(&Cell::Amount("12.50".parse().expect("an amount"))));
        store.compact(|_| ()).expect("editions");
    }
}

#[test]
fn a_number_beside_a_year_is_the_quarter_s_and_never_a_month_s() {
    let text = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours\n1234567,QUARTER,123456785,\
                Somebody,north,Yes,2023-02-01,,1990,6500.00,520\n";
    let quarter = |written: &str| {
        let piece = evidence::read::read_by(&tables(), "x.csv", text.replace("QUARTER", written).as_bytes());
        piece.period.map(|period| period.to_string())
    };
    for (written, expected) in [
        ("1/2025", Some("2025-Q1")),
        ("4/2025", Some("2025-Q4")),
        ("2/2025", Some("2025-Q2")),
        ("2025-4", Some("2025-Q4")),
        ("2025-Q4", Some("2025-Q4")),
        ("T4 2025", Some("2025-Q4")),
        ("2025-10-01", Some("2025-Q4")),
        ("04/2025", None),
        ("2025-04", None),
        ("5/2025", None),
    ] {
        assert_eq!(quarter(written).as_deref(), expected, "{written}");
    }
}
