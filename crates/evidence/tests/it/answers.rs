//! What a column leaves open is asked with each reading; whoever answers is read by his answer, unless the column says otherwise;
//! and the next file is told what was answered, and asked all the same.

use contract::facts::Cell;
use contract::money::Money;
use evidence::answer::{Answer, offers};
use evidence::finding::Finding;
use evidence::intake::{Delivery, SubmissionReport, submit_pieces};
use evidence::manifest::Standing;
use evidence::piece::Piece;
use evidence::read::read_answered;

use crate::account::codes;
use crate::bench::Bench;

const WAGES: &str = "Account,Qtr,Employee ID,Name,County,Insured,Hired,Left,Born,Wages,Hours\n";

fn answers(given: &[&str]) -> Vec<Answer> {
    let one = |text: &&str| {
        let (column, how) = text.split_once('=').expect("an answer");
        Answer { column: column.to_owned(), how: how.parse().expect("a way") }
    };
    given.iter().map(one).collect()
}

/// Persons by the days on which they were hired and their wages.
fn read(rows: &[(&str, &str)], given: &[&str]) -> Piece {
    let row = |(number, (hired, wages)): (usize, &(&str, &str))| {
        format!("1234567,2025-Q3,AB-{number},Somebody,north,Yes,{hired},,1990,\"{wages}\",520\n")
    };
    let text = format!("{WAGES}{}", (1..).zip(rows).map(row).collect::<String>());
    let piece = read_answered(&crate::declared::tables(), "WR_1234567_2025Q3.csv", text.as_bytes(), &answers(given));
    let account = &piece.accounting;
    assert_eq!(account.rows_in, account.used + account.rows_ignored() + account.rows_refused());
    piece
}

fn wages(piece: &Piece) -> Vec<&Cell> {
    cells(piece, "wages")
}

fn cells<'p>(piece: &'p Piece, name: &str) -> Vec<&'p Cell> {
    let of =
        |row: &'p evidence::piece::RawRow| row.cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| cell);
    piece.rows.iter().filter_map(of).collect()
}

fn money(text: &str) -> Cell {
    Cell::Amount(text.parse::<Money>().expect("an amount"))
}

fn day(text: &str) -> Cell {
    Cell::Date(text.parse().expect("a day"))
}

/// The question of a piece: its code, and each answer with its reading.
fn asked(piece: &Piece) -> (String, Vec<String>) {
    let of = |finding: &Finding| {
        let all = offers(finding);
        let told = all.iter().map(|offer| format!("{} {}", offer.answer, offer.reading)).collect::<Vec<_>>();
        (!all.is_empty()).then(|| (finding.code.clone(), told))
    };
    assert_eq!((piece.rows.len(), piece.accounting.used), (0, 0), "nothing is taken before somebody says");
    piece.findings.iter().find_map(of).unwrap_or_else(|| panic!("nothing is asked: {:?}", piece.findings))
}

/// Files of which each code about an answer is written by one at least.
pub fn specimens() -> Vec<Piece> {
    let wages = |one, other| [("2023-02-01", one), ("2023-02-01", other)];
    let hired = |day| [(day, "1"), ("2023-02-01", "1")];
    vec![
        read(&wages("8,000", "9000"), &[]),
        read(&wages("8,000", "9000"), &["Wages=decimal-comma"]),
        read(&wages("8,000", "9000.5"), &["Wages=decimal-comma"]),
        read(&hired("1/9/2023"), &[]),
        read(&hired("01/09/23"), &[]),
        read(&hired("45170"), &[]),
        torn(&[]),
    ]
}

/// Amounts of which some show that a comma stands before decimals, some that it stands between thousands, and one is open.
fn torn(given: &[&str]) -> Piece {
    read(&[("2023-02-01", "1.234,5"), ("2023-02-01", "1,234.5"), ("2023-02-01", "8,000")], given)
}

#[test]
fn a_column_is_asked_with_each_reading_and_read_by_the_answer() {
    let rows = |cell: &'static str| [("2023-02-01", cell), ("2023-02-01", "9000")];
    let (code, offered) = asked(&read(&rows("8,000"), &[]));
    assert_eq!(code, "file-amounts-open");
    assert_eq!(offered, ["Wages=decimal-comma 8.00", "Wages=decimal-point 8000.00"]);
    for (given, expected) in [("Wages=decimal-comma", "8.00"), ("wages = decimal-point", "8000.00")] {
        let given = given.replace(" = ", "=");
        let piece = read(&rows("8,000"), &[&given]);
        assert_eq!(wages(&piece), [&money(expected), &money("9000.00")], "{:?}", piece.findings);
        assert!(codes(&piece).contains(&"file-column-answered"), "told");
        assert_eq!(piece.read_as[0].column, "Wages", "kept under the heading that is asked for");
    }
    // Thousandths are no amounts, whatever somebody says.
    let piece = read(&rows("8,125"), &["Wages=decimal-comma"]);
    assert_eq!(wages(&piece)[0], &Cell::Unread);
    assert!(codes(&piece).contains(&"csv-decimals"), "{:?}", piece.findings);
}

#[test]
fn days_are_asked_too() {
    let rows = |cell: &'static str| [(cell, "1"), ("2023-02-01", "2")];
    for (cell, code, offered, given, expected) in [
        (
            "1/9/2023",
            "file-days-open",
            vec!["Hired=day-first 2023-09-01", "Hired=month-first 2023-01-09"],
            ["Hired=day-first", "Hired=month-first"],
            ["2023-09-01", "2023-01-09"],
        ),
        (
            "01/09/23",
            "file-short-years-open",
            vec!["Hired=day-first 2023-09-01", "Hired=month-first 2023-01-09", "Hired=year-first 2001-09-23"],
            ["Hired=day-first", "Hired=year-first"],
            ["2023-09-01", "2001-09-23"],
        ),
        (
            "31-août-98",
            "file-short-years-open",
            vec!["Hired=day-first 1998-08-31"],
            ["Hired=day-first", "Hired=day-first"],
            ["1998-08-31", "1998-08-31"],
        ),
        (
            "45170",
            "file-serials-open",
            vec!["Hired=serial-1900 2023-09-01", "Hired=serial-1904 2027-09-02"],
            ["Hired=serial-1900", "Hired=serial-1904"],
            ["2023-09-01", "2027-09-02"],
        ),
    ] {
        let (told, readings) = asked(&read(&rows(cell), &[]));
        assert_eq!((told.as_str(), readings), (code, offered.into_iter().map(str::to_owned).collect()), "{cell}");
        for (given, expected) in given.into_iter().zip(expected) {
            let piece = read(&rows(cell), &[given]);
            assert_eq!(cells(&piece, "hired")[0], &day(expected), "{cell} {given}: {:?}", piece.findings);
        }
    }
}

#[test]
fn an_answer_that_other_cells_contradict_reads_nothing() {
    let rows = [("2023-02-01", "8,000"), ("2023-02-01", "276,75")];
    let (_, offered) = asked(&read(&rows, &[]));
    assert_eq!(offered, ["Wages=decimal-comma 8.00"], "the other reading is not offered");
    let piece = read(&rows, &["Wages=decimal-point"]);
    assert!(codes(&piece).contains(&"file-answer-contradicted") && piece.rows.is_empty(), "{:?}", piece.findings);
    for given in [&[][..], &["Wages=decimal-comma"], &["Wages=decimal-point"]] {
        let piece = torn(given);
        let told = if given.is_empty() { "file-column-torn" } else { "file-answer-contradicted" };
        assert!(codes(&piece).contains(&told) && piece.rows.is_empty(), "{given:?} {:?}", piece.findings);
        assert!(piece.findings.iter().all(|finding| offers(finding).is_empty()), "no answer fits");
    }
    // What the file itself decides needs no answer, and an answer that agrees changes nothing.
    let decided = [("2023-02-01", "8,000"), ("2023-02-01", "1,234.50")];
    assert_eq!(wages(&read(&decided, &[])), wages(&read(&decided, &["Wages=decimal-point"])));
}

/// A file that is asked about, then answered; the next one that is asked about; the first one again under the other answer.
pub fn handed_in() -> [Vec<SubmissionReport>; 4] {
    let rows = [("2023-02-01", "8,000"), ("2023-02-01", "9000")];
    let bench = Bench::with_registers();
    let store = bench.store.knowing(crate::declared::tables().into());
    let hand_in = |day: &str, piece: Piece| {
        let received: contract::calendar::Date = day.parse().expect("a day");
        submit_pieces(&store, &bench.key, vec![piece], Delivery::on(received)).expect("an intake")
    };
    let mut next = read(&rows, &[]);
    next.sha256 = "5".repeat(64);
    [
        hand_in("2025-10-01", read(&rows, &[])),
        hand_in("2025-10-02", read(&rows, &["Wages=decimal-point"])),
        hand_in("2025-10-03", next),
        hand_in("2025-10-04", read(&rows, &["Wages=decimal-comma"])),
    ]
}

#[test]
fn the_answer_is_kept_with_the_file_and_told_when_the_next_one_asks() {
    let [first, answered, told, other] = handed_in();
    assert_eq!(first[0].pieces[0].piece.standing, Standing::Refused);
    let piece = &answered[0].pieces[0].piece;
    assert_eq!((piece.standing, piece.read_as.len()), (Standing::Accepted, 1), "{piece:?}");
    // Nothing is taken over by itself.
    let piece = &told[0].pieces[0].piece;
    let before = piece.findings.iter().find(|finding| finding.code == "intake-answered-before").expect("told");
    let values: Vec<&str> = before.values.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!((piece.standing, values), (Standing::Refused, vec!["Wages", "decimal-point", "2025-10-02"]));
    // The same file under the other answer says something else: it is no duplicate.
    assert!(other[0].pieces[0].piece.findings.iter().any(|finding| finding.code == "intake-slot-filled"));
}

#[test]
fn an_answer_that_one_cell_refutes_is_not_offered_and_refuses_the_file() {
    // `15/03/24` has no fifteenth month: the column is not written month first, whatever `01/09/25` could be.
    let rows = [("01/09/25", "1000.00"), ("15/03/24", "1000.00")];
    let (_, offered) = asked(&read(&rows, &[]));
    assert!(!offered.is_empty() && offered.iter().all(|one| !one.contains("month-first")), "{offered:?}");
    let read_so = read(&rows, &["Hired=month-first"]);
    assert!(codes(&read_so).contains(&"file-answer-contradicted"), "{:?}", codes(&read_so));
    assert_eq!(read_so.rows.len(), 0);
    let named = read(&[("15-Sep-25", "1000.00")], &["Hired=month-first"]);
    assert!(codes(&named).contains(&"file-answer-contradicted"), "{:?}", codes(&named));
    assert_eq!(cells(&read(&rows, &["Hired=day-first"]), "hired"), [&day("2025-09-01"), &day("2024-03-15")]);
}
