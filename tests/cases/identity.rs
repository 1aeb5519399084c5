//! One person, one number: a link between a card and a number lives as long as the file that says so is in force, and
//! while two files contradict each other the persons concerned are doubtful.

use crate::desk::Desk;
use crate::firm::{Firm, Line};

const CARD: &str = "BE123456";

/// The old staff and one entrant, whose number is known from November 2025 on.
fn entrant(number_before: &str, card_before: &str) -> Firm {
    let mut firm = Firm::old_staff("2025-06", "2027-03");
    let known = Line::new("102000016", "2025-09-01", "8000,00", "276,75").but(|line| line.cin = CARD.to_owned());
    let before = known.but(|line| (line.cnss, line.cin) = (number_before.to_owned(), card_before.to_owned()));
    firm.months("2000016", "2025-09", "2025-10", &[before]);
    firm.months("2000016", "2025-11", "2027-03", &[known]);
    firm
}

fn one_premium(desk: &Desk, day: &str) {
    let found = desk.known(day).of("pae");
    let due = found.iter().any(|line| line.ends_with("2025-09-01: due 16320.00"));
    assert!(due && found.len() == 1, "one person, one premium: {found:?}");
}

#[test]
fn a_card_before_the_number_is_one_person() {
    for (number, card) in [("000000000", "be 123456"), ("", "BE123456"), ("000000000", "BE 123456")] {
        one_premium(&Desk::with("2027-04-05", &entrant(number, card).files()), "2027-04-10");
    }
}

/// November 2025 with a mistyped number (its key digit is right) was handed in first.
fn mistyped() -> (Desk, crate::firm::Files) {
    let files = entrant("", CARD).files();
    let wrong = files.clone().edited("202511", |text| text.replace("102000016", "102999996"));
    let desk = Desk::with("2025-12-05", &wrong.but("PAIE_2000016_2026").but("PAIE_2000016_2027").but("202512"));
    (desk, files)
}
