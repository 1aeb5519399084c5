//! Registers of declared tables, split by operator: every row is told to whom it names, what is one operator's alone is told where
//! another one has it, rows are added beside others by what they tell of, and headings of two tables are asked.

use std::collections::BTreeMap;

use contract::check::{Packs, check};
use contract::identity::OperatorId;
use evidence::catalogue::Catalogue;
use evidence::intake::{Delivery, SubmissionReport, submit};
use evidence::manifest::{Standing, StoredPiece};
use evidence::store::Store;

use crate::bench::{Bench, codes, date};
use crate::declared::{DOCUMENT, tables};

struct Office {
    bench: Bench,
    store: Store,
}

impl Office {
    fn new() -> Office {
        Office::of(tables())
    }

    fn of(tables: Catalogue) -> Office {
        let bench = Bench::with_registers();
        let store = bench.reopened().without_waiting_for_disk().knowing(tables.into());
        Office { bench, store }
    }

    fn hand_in(&self, on: &str, text: &str, how: fn(Delivery) -> Delivery) -> Vec<SubmissionReport> {
        let files = vec![("x.csv".to_owned(), text.as_bytes().to_vec())];
        submit(&self.store, &self.bench.key, &files, how(Delivery::on(date(on)))).expect("an intake")
    }
}

/// The operator's part of a register; `None` is the file as a whole.
fn part<'r>(reports: &'r [SubmissionReport], operator: Option<&str>) -> Option<&'r StoredPiece> {
    let of = |report: &&SubmissionReport| report.operator.as_ref().map(OperatorId::as_str) == operator;
    reports.iter().find(of).map(|report| &report.pieces[0].piece)
}

const OFFICES: &str = "Employer,Office,Opened,Closed\n";

#[test]
fn every_row_of_a_register_is_told_to_the_operator_that_it_names() {
    let office = Office::new();
    let rows = "alpha,main,2025-01-01,\nalpha,main,2025-01-01,\nalpha,north,2025-02-01,2024-01-01\n\
                beta,east,2025-02-01,2024-01-01\nnobody,main,2025-01-01,\n,main,2025-01-01,\n";
    let reports = office.hand_in("2025-03-01", &format!("{OFFICES}{rows}"), |how| how);
    let whole = part(&reports, None).expect("the file");
    assert_eq!((whole.standing, whole.accounting.rows_in), (Standing::Shared, 6));
    let alpha = part(&reports, Some("alpha")).expect("alpha's part");
    let told = |piece: &StoredPiece| {
        let accounting = &piece.accounting;
        let all = accounting.ignored.iter().chain(&accounting.refused);
        let all: Vec<(String, u64)> = all.map(|(code, rows)| (code.clone(), *rows)).collect();
        (piece.standing, accounting.rows_in, accounting.used, all)
    };
    let aside = vec![("repeated-line".to_owned(), 1), ("table-validity".to_owned(), 1)];
    assert_eq!(told(alpha), (Standing::Accepted, 3, 1, aside));
    // Of whom no row can be used: a part that covers nothing.
    let beta = part(&reports, Some("beta")).expect("beta's part");
    assert_eq!(told(beta), (Standing::Refused, 1, 0, vec![("table-validity".to_owned(), 1)]));
    assert!(part(&reports, Some("nobody")).is_none());
    let known = |operator: &str| {
        let operator = OperatorId::new(operator).expect("an operator");
        let rows = office.store.rows_handed_in(&operator, date("2025-03-01")).expect("a count");
        let handed = office.store.submissions(&operator).expect("submissions");
        let last = handed.last().expect("a submission").manifest.pieces[0].clone();
        (rows.ignored, rows.refused, last.findings.iter().map(|one| one.code.clone()).collect::<Vec<_>>())
    };
    assert_eq!(known("alpha"), (1, 1, vec!["table-validity".to_owned()]), "with the finding of its own row alone");
    assert_eq!(known("beta"), (0, 1, ["table-validity", "intake-no-row-usable"].map(str::to_owned).to_vec()));
    let beta = office.store.load(&OperatorId::new("beta").expect("an operator"), &["office"], date("2025-03-01"));
    assert!(!beta.expect("a load").tables["office"].present, "what is refused says nothing");
    let before = known("alpha");
    office.store.compact(|_| {}).expect("editions");
    assert_eq!(known("alpha"), before);
}

#[test]
fn a_value_that_is_one_operator_s_alone_is_told_where_another_one_has_it() {
    let office = Office::new();
    let firms = "Firm,Tax number,Trade name\n";
    let first = office.hand_in("2025-03-01", &format!("{firms}alpha,12345670,Works\n"), |how| how);
    assert!(!codes(&first).contains(&"intake-value-taken".to_owned()));
    let second = office.hand_in("2025-03-02", &format!("{firms}beta,12345670,Works\n"), |how| how);
    let told = part(&second, None).expect("the file").findings.clone();
    let told: Vec<_> = told.iter().filter(|one| one.code == "intake-value-taken").collect();
    let [told] = told.as_slice() else { panic!("{second:#?}") };
    assert_eq!((told.place.line, &told.values[..]), (Some(2), &[("operator".to_owned(), "alpha".to_owned())][..]));
    let tax = |operator: &str, on: &str| {
        let operator = OperatorId::new(operator).expect("an operator");
        let facts = office.store.load(&operator, &["firm"], date(on)).expect("a load").to_facts(None);
        facts.tables["firm"].rows[0].cells["tax_number"].clone()
    };
    let number = contract::facts::Cell::Code("12345670".to_owned());
    assert_eq!(
        (tax("alpha", "2025-03-02"), tax("beta", "2025-03-02")),
        (number.clone(), contract::facts::Cell::Unread)
    );
    // Who states both anew moves it from one to the other.
    let both = format!("{firms}alpha,23456780,Works\nbeta,12345670,Works\n");
    let third = office.hand_in("2025-03-03", &both, Delivery::replacing);
    assert!(!codes(&third).contains(&"intake-value-taken".to_owned()), "{third:#?}");
    assert_eq!(tax("beta", "2025-03-03"), number);
    // Two in one file: both are told, and neither has it.
    let twice =
        office.hand_in("2025-03-04", &format!("{firms}alpha,34567890,W\nbeta,34567890,W\n"), Delivery::replacing);
    for operator in ["alpha", "beta"] {
        let part = part(&twice, Some(operator)).expect("a part");
        let whole = codes(&twice);
        assert_eq!(whole.iter().filter(|code| *code == "table-shared").count(), 2, "{part:#?}");
        assert_eq!(tax(operator, "2025-03-04"), contract::facts::Cell::Unread);
    }
}

#[test]
fn dated_rows_are_added_beside_others_by_what_they_tell_of() {
    let office = Office::new();
    office.hand_in("2025-03-01", &format!("{OFFICES}alpha,main,2025-01-01,\n"), |how| how);
    let add = |on: &str, row: &str| office.hand_in(on, &format!("{OFFICES}{row}\n"), Delivery::adding);
    let here = |on: &str| {
        let alpha = OperatorId::new("alpha").expect("an operator");
        office.store.load(&alpha, &["office"], date(on)).expect("a load").tables["office"].rows
    };
    let other = add("2025-03-02", "alpha,north,2025-02-01,");
    assert_eq!(
        (here("2025-03-02"), part(&other, Some("alpha")).map(|part| part.standing)),
        (2, Some(Standing::Accepted))
    );
    // What is there already is told, and counted as left aside.
    let rows = "alpha,main,2025-01-01,\nbeta,west,2025-01-01,";
    let again = add("2025-03-02", rows);
    let told = |operator: Option<&str>| {
        let accounting = &part(&again, operator).expect("a part").accounting;
        (accounting.rows_in, accounting.used, accounting.ignored.get("duplicate").copied())
    };
    assert_eq!([told(None), told(Some("alpha")), told(Some("beta"))], [(2, 1, Some(1)), (1, 0, Some(1)), (1, 1, None)]);
    let before = office.store.rows_handed_in(&OperatorId::new("alpha").expect("an operator"), date("2025-03-03"));
    let all =
        office.hand_in("2025-03-03", &format!("{OFFICES}alpha,main,2025-01-01,\nalpha,north,2025-02-01,\n"), |how| how);
    assert!(all.iter().all(|report| report.submission.is_none() || report.operator.is_none()), "{all:#?}");
    let after = office.store.rows_handed_in(&OperatorId::new("alpha").expect("an operator"), date("2025-03-03"));
    assert_eq!(before.expect("a count"), after.expect("a count"), "the same rows are not taken in twice");
    let same = add("2025-03-03", "alpha,main,2025-02-01,");
    assert_eq!(here("2025-03-03"), 2, "{same:#?}");
    assert!(same.iter().all(|report| report.pieces.iter().all(|one| one.piece.standing == Standing::Refused)));
}

/// The tables of two documents whose files may be each other's.
pub fn alike() -> Catalogue {
    let document = |id: &str, extra: &str| {
        format!(
            "---\nid: {id}\nversion: \"1\"\ntitles: {{en: Example}}\ntext_status: restated\nauthoritative: en\nlanguages: en\n\
             published: 2025-01-01\nin_effect: 2025-01-01 .. 2030-12-31\n---\n\n# Reports {{#art-1}}\n\n> Reports.\n\n\
             ```yaml evidence\nid: {id}\nlabels: {{en: Reports}}\nkeys: operator, year\ncolumns: {{paid: MAD, more: number}}\n\
             covers: operator, year\nfile:\n  columns:\n    - {{heading: Employer, fills: operator, example: op-1}}\n    \
             - {{heading: Year, fills: period, example: 2025}}\n    - {{heading: Paid, fills: paid, example: \"1.00\"}}\n    \
             - {{heading: {extra}, fills: more, absent: allowed, blank: allowed, example: \"1\"}}\n```\n"
        )
    };
    let texts = [document("one_report", "Hours"), document("other_report", "Desks")];
    let contracts = texts.map(|text| {
        let checked = check(&text, &Packs::none());
        checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
    });
    Catalogue::native().with(&contracts).0
}

#[test]
fn headings_that_are_two_tables_alike_are_asked() {
    let tables = alike();
    let read = |text: &str| evidence::read::read_by(&tables, "x.csv", text.as_bytes());
    let open = read("Employer,Year,Paid\nalpha,2025,1000.00\n");
    let finding = &open.findings[0];
    assert_eq!((finding.code.as_str(), open.rows.len(), open.accounting.rows_refused()), ("file-kind-open", 0, 1));
    let values: Vec<&str> = finding.values.iter().map(|(_, value)| value.as_str()).collect();
    assert!(values.contains(&"one_report") && values.contains(&"other_report"), "{values:?}");
    for (own, kind) in [("Hours", "one_report"), ("Desks", "other_report")] {
        let piece = read(&format!("Employer,Year,Paid,{own}\nalpha,2025,1000.00,\n"));
        assert_eq!((piece.kind.map(|kind| kind.name()), piece.rows.len()), (Some(kind), 1), "{:?}", piece.findings);
    }
}

#[test]
fn days_are_read_as_the_files_of_their_table_are_written() {
    let text = |days: &str| {
        format!(
            "---\nid: visits\nversion: \"1\"\ntitles: {{en: Example}}\ntext_status: restated\nauthoritative: en\nlanguages: en\n\
             published: 2025-01-01\nin_effect: 2025-01-01 .. 2030-12-31\n---\n\n# Reports {{#art-1}}\n\n> Reports.\n\n\
             ```yaml evidence\nid: visits\nlabels: {{en: Visits}}\nkeys: operator, date\ncolumns: {{people: number}}\n\
             covers: operator, year\nfile:\n{days}  columns:\n    - {{heading: Employer, fills: operator, example: op-1}}\n    \
             - {{heading: Day, fills: period, example: 2025-01-31}}\n    - {{heading: People, fills: people, example: \"1\"}}\n```\n"
        )
    };
    let read = |days: &str, cells: &[&str]| {
        let checked = check(&text(days), &Packs::none());
        let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
        let tables = Catalogue::native().with([&contract]).0;
        let rows: String = cells.iter().map(|day| format!("alpha,{day},1\n")).collect();
        let piece = evidence::read::read_by(&tables, "x.csv", format!("Employer,Day,People\n{rows}").as_bytes());
        let days: Vec<String> = piece.rows.iter().filter_map(|row| Some(row.period?.to_string())).collect();
        (days.join(" "), piece.findings.iter().map(|one| one.code.clone()).collect::<Vec<_>>())
    };
    let month_first = "  days: month first\n";
    assert_eq!(read("", &["01/07/2026"]).0, "2026-07-01");
    assert_eq!(read(month_first, &["01/07/2026"]).0, "2026-01-07");
    // What the file shows goes before what its table has.
    assert_eq!(read("", &["01/07/2026", "01/31/2026"]).0, "2026-01-07 2026-01-31");
    assert_eq!(read(month_first, &["01/07/2026", "31/01/2026"]).0, "2026-07-01 2026-01-31");
    assert!(read(month_first, &["1/7/2026"]).1.contains(&"file-days-open".to_owned()));
}

#[test]
fn whose_a_file_is_is_not_guessed() {
    let tables = tables();
    let header = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours\n";
    let row =
        |account: &str, who: &str| format!("{account},2025-Q3,{who},Somebody,north,Yes,2023-02-01,,1990,6500.10,520\n");
    let read = |name: &str, rows: &[String]| {
        let piece = evidence::read::read_by(&tables, name, format!("{header}{}", rows.concat()).as_bytes());
        piece.findings.iter().any(|one| one.code == "table-declarants")
    };
    let both = [row("1234567", "AB-1"), row("7654321", "AB-2")];
    assert!(read("x.csv", &both));
    assert!(!read("WR_7654321_2025Q3.csv", &both), "its name says whose");
    assert!(!read("x.csv", &[both.clone().to_vec(), vec![row("7654321", "AB-3")]].concat()));
}

#[test]
fn the_name_of_a_refused_file_names_nobody() {
    let tables = tables();
    let header = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours\n";
    let row = |account: &str| format!("{account},2025-Q3,AB-123,Somebody,north,Yes,2023-02-01,,1990,6500.10,520\n");
    // Refused as a whole: nobody knows whose it is.
    let piece = evidence::read::read_by(&tables, "AB123 wages.csv", format!("{header}{}", row("")).as_bytes());
    assert!(piece.findings.iter().any(|one| one.code == "table-declarant"), "{:?}", piece.findings);
    assert_eq!(piece.name, "█████ wages.csv");
    // One that is read keeps its name until its rows are handed on.
    let piece = evidence::read::read_by(&tables, "AB-123.csv", format!("{header}{}", row("1234567")).as_bytes());
    assert_eq!(piece.name, "AB-123.csv");
    let office = Office::new();
    // A row that is refused, in a file that is not: the number has the form of a person's, as the packs declare it.
    let own = crate::tables::read("badmonth_QZ654300.csv", b"mois;affiliation\n");
    assert_eq!(own.name, "badmonth_\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}.csv");
    for stays in
        ["PAIE202506.csv", "PAIE_1234567_2025-07.csv", "123 456 784.csv", "12-3456785.csv", "01-07-2025 (2).csv"]
    {
        assert_eq!(crate::tables::read(stays, b"x").name, stays);
    }
    // In groups, where control digits say that they are one number.
    let grouped = crate::tables::read("c1 123 456 785 - avril.csv", b"mois;affiliation\n");
    assert_eq!(grouped.name, "c1 \u{2588}\u{2588}\u{2588}\u{2588}\u{2588} - avril.csv");
    let files = [("xAB-123x.csv".to_owned(), format!("{header}{}", row(crate::bench::ALPHA_1)).into_bytes())];
    let reports =
        submit(&office.store, &office.bench.key, &files, Delivery::on(date("2025-10-01"))).expect("an intake");
    assert_eq!(reports[0].pieces[0].piece.name, "x█████x.csv");
}

const STIPENDS: &str = "
```yaml evidence
id: stipend
labels: {en: Stipends}
keys: operator, person, quarter
columns: {place: code, paid: MAD}
covers: operator, quarter
several: {paid: sum}
file:
  columns:
    - {heading: Employer, fills: operator, example: alpha}
    - {heading: Quarter, fills: period, example: 2025-Q3}
    - {heading: Employee, fills: person, holds: insured_number, example: AB-1}
    - {heading: Office, fills: place, example: main}
    - {heading: Paid, fills: paid, example: \"1000.00\"}
```
";

#[test]
fn rows_of_a_register_that_are_alike_but_for_the_person_are_two() {
    let checked = check(&format!("{DOCUMENT}{STIPENDS}"), &Packs::none());
    let contract = checked.contract.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let tables = || Catalogue::clone(&crate::tables::tables()).with([&contract]).0;
    let of = |rows: &[(&str, &str)]| {
        let rows = rows.iter().map(|(person, paid)| format!("alpha,2025-Q3,{person},main,{paid}\n"));
        format!("Employer,Quarter,Employee,Office,Paid\n{}", rows.collect::<String>())
    };
    let alpha = OperatorId::new("alpha").expect("an operator");
    let paid = |office: &Office, on: &str| {
        let facts = office.store.load(&alpha, &["stipend"], date(on)).expect("a load").to_facts(None);
        let rows = facts.tables["stipend"].rows.iter();
        rows.map(|row| (row.person.expect("a person"), format!("{:?}", row.cells["paid"]))).collect::<BTreeMap<_, _>>()
    };
    // Amounts exchanged between two persons are other amounts.
    let office = Office::of(tables());
    office.hand_in("2025-11-01", &of(&[("AB-1", "1000"), ("AB-2", "2000")]), |how| how);
    let before = paid(&office, "2025-11-01");
    let asked = office.hand_in("2025-11-02", &of(&[("AB-1", "2000"), ("AB-2", "1000")]), |how| how);
    assert!(codes(&asked).contains(&"intake-register-filled".to_owned()), "{asked:#?}");
    office.hand_in("2025-11-02", &of(&[("AB-1", "2000"), ("AB-2", "1000")]), Delivery::replacing);
    let after = paid(&office, "2025-11-02");
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before.iter().zip(&after).all(|((_, was), (_, is))| was != is), "{before:?} {after:?}");
    // Who has the same amount as somebody else is added beside him; the same row of the same person is there already.
    let office = Office::of(tables());
    office.hand_in("2025-11-01", &of(&[("AB-1", "1000")]), |how| how);
    let added =
        office.hand_in("2025-11-02", &of(&[("AB-1", "1000"), ("AB-2", "1000"), ("AB-3", "1000")]), Delivery::adding);
    let part = part(&added, Some("alpha")).expect("alpha's part");
    assert_eq!((part.accounting.used, part.accounting.ignored["duplicate"]), (2, 1));
    assert_eq!(paid(&office, "2025-11-02").len(), 3);
    // Another amount of somebody who is there is a question.
    let taken = office.hand_in("2025-11-03", &of(&[("AB-3", "7000")]), Delivery::adding);
    assert!(codes(&taken).contains(&"intake-row-taken".to_owned()), "{taken:#?}");
    // A number that is corrected is another person's row.
    let corrected =
        office.hand_in("2025-11-04", &of(&[("AB-1", "1000"), ("AB-2", "1000"), ("AB-4", "1000")]), Delivery::replacing);
    assert!(!codes(&corrected).contains(&"intake-duplicate".to_owned()), "{corrected:#?}");
    let now = paid(&office, "2025-11-04");
    assert!(now.len() == 3 && now.keys().ne(paid(&office, "2025-11-03").keys()), "{now:?}");
}
