//! Cells as Excel, Sage, chat programs and phones leave them: what has one meaning is read, with a word about it; what has
//! two or none is unread; nothing is ever misread.

use crate::desk::{Desk, Told};
use crate::firm::{ALL_DUE, Firm, HIRES};

const DAY: &str = "2027-04-05";
const MARCH: &str = "PAIE_2000016_202603.csv";

fn march(change: impl Fn(&str) -> String) -> (Desk, Told) {
    let desk = Desk::new();
    let told = desk.hand_in(DAY, &Firm::usual().files().edited(MARCH, change));
    (desk, told)
}

/// All five rows are read, with a word about the writing, told once and not once a row.
fn is_read(change: impl Fn(&str) -> String) {
    let (desk, told) = march(change);
    told.accepted().rows(MARCH, 5, 0, 0).speaks_of(MARCH);
    let findings = told.to_string().lines().find(|line| line.contains(MARCH)).map(|line| line.matches('"').count() / 2);
    assert!(findings.is_some_and(|count| count <= 2), "one finding for one kind in one file:\n{told}");
    desk.known(DAY).are("pae", ALL_DUE);
}

/// Either read rightly or held back: never another amount.
fn is_never_misread(change: impl Fn(&str) -> String) {
    let (desk, told) = march(change);
    told.speaks_of(MARCH);
    for line in desk.known(DAY).of("pae") {
        assert!(line.contains("not evaluated") || line.ends_with("2025-09-01: due 16320.00"), "{line}\n{told}");
    }
}

#[test]
fn dates_in_other_writings_are_read() {
    for date in ["01-09-2025", "01/09/2025 00:00:00", "2025-09-01 00:00", "01.09.2025"] {
        is_read(|text| text.replace("2025-09-01", date));
    }
}

#[test]
fn a_date_as_excel_counts_days_is_never_misread() {
    is_never_misread(|text| text.replace("2025-09-01", "45901"));
}

#[test]
fn a_date_without_noughts_is_never_misread() {
    is_never_misread(|text| text.replace("2025-09-01", "1/9/2025"));
}

#[test]
fn what_a_column_leaves_open_is_asked_once_a_file() {
    for (date, code) in
        [("1/9/2025", "file-days-open"), ("01/09/25", "file-short-years-open"), ("45901", "file-serials-open")]
    {
        let (_, told) = march(|text| text.replace("2025-09-01", date));
        told.rows(MARCH, 0, 0, 5).tells(code, MARCH, 1);
    }
    let (_, told) = march(|text| text.replace("8000,00", "8,000").replace("7000,00", "7,000").replace("276,75", "277"));
    told.tells("file-amounts-open", MARCH, 1);
}

#[test]
fn a_date_with_a_year_of_two_digits_is_never_misread() {
    is_never_misread(|text| text.replace("2025-09-01", "01/09/25"));
}

#[test]
fn a_year_of_two_digits_is_read_where_one_day_can_be_meant() {
    // By March 2026 nobody was hired in 2031, on whatever day.
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines.iter_mut().skip(2).for_each(|line| line.hired = "2025-08-31".to_owned()));
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files().edited(MARCH, |text| text.replace("2025-08-31", "31/08/25"))).accepted().tells(
        "csv-date-form",
        MARCH,
        1,
    );
    let shown = Desk::with(DAY, &firm.files()).known(DAY).of("pae");
    assert_eq!(desk.known(DAY).of("pae"), shown, "as with the year in full");
}

#[test]
fn months_in_other_writings_are_read() {
    for month in ["03/2026", "mars-26", "2026/03", "01/03/2026", "46082", "46112"] {
        is_read(|text| text.replace(";2026-03;", &format!(";{month};")));
    }
}

/// Every number of a person, rewritten.
fn numbers(text: &str, change: impl Fn(&str) -> String) -> String {
    let all = ["101000017", "101000025"].iter().chain(&HIRES);
    all.fold(text.to_owned(), |text, cnss| text.replace(*cnss, &change(cnss)))
}

#[test]
fn numbers_in_other_writings_are_read() {
    let writings: [fn(&str) -> String; 9] = [
        |cnss| format!("'{cnss}"),
        |cnss| format!("{cnss}.0"),
        |cnss| format!("=\"{cnss}\""),
        |cnss| format!("\u{200e}{cnss}"),
        |cnss| format!("\u{202a}{cnss}\u{202c}"),
        |cnss| format!("\u{2066}{cnss}\u{2069}"),
        |cnss| format!("\u{200f}{cnss}\u{feff}"),
        |cnss| cnss.chars().map(|digit| shifted(digit, '\u{660}')).collect(),
        |cnss| cnss.chars().map(|digit| shifted(digit, '\u{6f0}')).collect(),
    ];
    for change in writings {
        is_read(|text| numbers(text, change));
    }
}

fn shifted(digit: char, zero: char) -> char {
    char::from_u32(u32::from(zero) + u32::from(digit) - u32::from('0')).unwrap_or(digit)
}

#[test]
fn amounts_with_marks_or_in_arabic_digits_are_read() {
    is_read(|text| text.replace("8000,00", "\u{200e}8000,00"));
    is_read(|text| text.replace("8000,00", "٨٠٠٠٫٠٠"));
    is_read(|text| text.replace("276,75", ",75"));
    is_read(|text| text.replace("8000,00", "8000,00 DH"));
    is_read(|text| text.replace("8000,00", "8'000,00"));
}

#[test]
fn signs_in_other_writings_are_read() {
    for tax in ["\u{2212}276,75", "276,75-", "(276,75)"] {
        let (desk, told) = march(|text| text.replace("276,75", tax));
        told.accepted().rows(MARCH, 5, 0, 0).speaks_of(MARCH);
        desk.known(DAY).are("pae", ALL_DUE);
    }
}

#[test]
fn a_lost_minus_is_never_a_plus() {
    // A wage taken back, in other signs: the premium rests on what remains.
    for gross in ["\u{2212}1500,00", "1500,00-", "- 1500,00"] {
        let mut firm = Firm::usual();
        let line = firm.month("2026-03")[2].paid(gross, "0");
        firm.month("2026-03").push(line);
        let desk = Desk::new();
        desk.hand_in(DAY, &firm.files());
        let found = desk.known(DAY).of("pae");
        let his: String = found.into_iter().filter(|line| line.starts_with(HIRES[0])).collect();
        assert!(his.contains("not evaluated") || his.ends_with("due 16065.00"), "{gross}: {his}");
    }
}

#[test]
fn a_nought_for_no_number_is_no_number() {
    let mut firm = Firm::old_staff("2025-06", "2027-03");
    let card = crate::firm::Line::new("102000016", "2025-09-01", "8000,00", "276,75")
        .but(|line| line.cin = "BE123456".to_owned());
    firm.months("2000016", "2025-09", "2027-03", &[card]);
    firm.month("2026-03")[2].cnss = "0".to_owned();
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files()).accepted().rows(MARCH, 3, 0, 0);
    let found = desk.known(DAY).of("pae");
    assert!(found.len() == 1 && found[0].ends_with("2025-09-01: due 16320.00"), "{found:?}");
}

#[test]
fn an_affiliation_written_in_groups_is_that_affiliation() {
    is_read(|text| text.replace("2000016;2026", "200 0016;2026"));
}

#[test]
fn a_whole_date_of_birth_gives_its_year() {
    is_never_misread(|text| text.replace(";1995;", ";01/01/1995;"));
}

#[test]
fn a_word_for_a_nationality_is_never_misread() {
    is_never_misread(|text| text.replace(";MA;", ";Marocaine;"));
}

#[test]
fn decimal_commas_between_separating_commas_are_never_misread() {
    is_never_misread(|text| text.replace(';', ","));
}
