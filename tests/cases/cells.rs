//! Cells as Excel, Sage, chat programs and phones leave them: what has one meaning is read, with a word about it; what has
//! two or none is unread; nothing is ever misread.

use crate::desk::{Desk, Told};
use crate::firm::Firm;

const DAY: &str = "2027-04-05";
const MARCH: &str = "PAIE_2000016_202603.csv";

fn march(change: impl Fn(&str) -> String) -> (Desk, Told) {
    let desk = Desk::new();
    let told = desk.hand_in(DAY, &Firm::usual().files().edited(MARCH, change));
    (desk, told)
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
fn a_date_as_excel_counts_days_is_never_misread() {
    is_never_misread(|text| text.replace("2025-09-01", "45901"));
}

#[test]
fn a_date_with_a_year_of_two_digits_is_never_misread() {
    is_never_misread(|text| text.replace("2025-09-01", "01/09/25"));
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
