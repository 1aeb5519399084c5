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

#[test]
fn the_link_of_a_corrected_file_dies_with_it() {
    let (desk, files) = mistyped();
    desk.replace("2025-12-08", &files.only("202511")).accepted();
    let later = files.only("202512").with(files.only("PAIE_2000016_2026")).with(files.only("PAIE_2000016_2027"));
    desk.hand_in("2027-04-05", &later).accepted();
    one_premium(&desk, "2027-04-10");
}

#[test]
fn the_link_of_a_corrected_file_dies_with_it_in_any_order_of_entry() {
    let (desk, files) = mistyped();
    let later = files.only("202512").with(files.only("PAIE_2000016_2026")).with(files.only("PAIE_2000016_2027"));
    desk.hand_in("2027-04-05", &later);
    desk.replace("2025-12-08", &files.only("202511")).accepted();
    one_premium(&desk, "2027-04-10");
}

#[test]
fn a_number_that_is_none_beside_a_good_card_is_that_card_s() {
    let mut firm = entrant("102000016", CARD);
    firm.month("2026-03")[2].cnss = "102000015".to_owned();
    let desk = Desk::new();
    let told = desk.hand_in("2027-04-05", &firm.files());
    told.accepted().rows("202603", 3, 0, 0).tells("table-number-aside", "202603", 1);
    one_premium(&desk, "2027-04-10");
}

/// One card on two lines of every month, or of some, under two numbers.
fn one_card_two_numbers(from: &str, to: &str) -> Desk {
    let mut firm = Firm::old_staff("2025-06", "2027-03");
    let first = Line::new("102000016", "2025-09-01", "8000,00", "276,75");
    let second = first.but(|line| line.cnss = "102999996".to_owned());
    firm.months("2000016", "2025-09", "2027-03", &[first, second]);
    firm.between(from, to, |lines| lines.iter_mut().skip(2).for_each(|line| line.cin = CARD.to_owned()));
    let desk = Desk::new();
    let told = desk.hand_in("2027-04-05", &firm.files());
    told.accepted().finds(&["intake-person-link-conflict"]);
    desk
}

#[test]
fn one_card_under_two_numbers_is_no_premium_until_somebody_says_who_it_is() {
    for (from, to) in [("2025-09", "2027-03"), ("2026-05", "2026-05")] {
        one_card_two_numbers(from, to)
            .known("2027-04-10")
            .are("pae", "102000016 102999996 2025-09-01: not evaluated (…)");
    }
}

#[test]
fn one_number_under_two_cards_is_no_premium_until_somebody_says_who_it_is() {
    let mut firm = Firm::usual();
    firm.between("2025-09", "2026-02", |lines| lines[2].cin = CARD.to_owned());
    firm.between("2026-03", "2027-03", |lines| lines[2].cin = "BE654321".to_owned());
    let desk = Desk::new();
    desk.hand_in("2027-04-05", &firm.files()).accepted().finds(&["intake-person-link-conflict"]);
    desk.known("2027-04-10").of_these("pae", &["102000016"], "102000016 2025-09-01: not evaluated (…)");
}

#[test]
fn a_contradiction_that_was_corrected_is_none() {
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines[2].cin = CARD.to_owned());
    let sound = firm.files();
    firm.month("2026-05")[3].cin = CARD.to_owned();
    let desk = Desk::new();
    desk.hand_in("2027-04-05", &firm.files()).accepted().finds(&["intake-person-link-conflict"]);
    desk.replace("2027-04-06", &sound.only("202605")).accepted();
    desk.known("2027-04-10").are("pae", crate::firm::ALL_DUE);
}

#[test]
fn a_number_of_occasional_labour_beside_a_card_leaves_the_card() {
    // Three old employees until August 2025, one of them by card with 999999999: three more are needed for three posts.
    let mut firm = Firm::usual();
    let card =
        |number: &str| Line::new(number, "2020-01-01", "7000,00", "0").but(|line| line.cin = "BE123456".to_owned());
    let mut as_before = Firm::usual();
    for (firm, number) in [(&mut firm, "999999999"), (&mut as_before, "")] {
        firm.months("2000016", "2025-06", "2025-08", &[card(number)]);
        firm.month("2025-08")
            .iter_mut()
            .filter(|line| line.cin == "BE123456")
            .for_each(|line| line.left = "2025-08-31".to_owned());
    }
    let desk = Desk::new();
    desk.hand_in("2027-04-05", &firm.files()).accepted().rows("202506", 3, 0, 0).speaks_of("202506");
    let expected = Desk::with("2027-04-05", &as_before.files()).known("2027-04-05").of("pae");
    assert_eq!(desk.known("2027-04-05").of("pae"), expected);
}
