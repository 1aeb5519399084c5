//! A nationality is a country: small letters do not make a foreigner, and letters that are no country make nothing.

use crate::desk::Desk;
use crate::firm::{Firm, HIRES};

const DAY: &str = "2027-04-05";

fn written(nationality: &str) -> Desk {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    for line in firm.lines().filter(|line| HIRES.contains(&line.cnss.as_str())) {
        line.nationality = nationality.to_owned();
    }
    let desk = Desk::new();
    desk.hand_in(DAY, &firm.files());
    desk
}

#[test]
fn a_moroccan_in_any_letters_is_moroccan() {
    for nationality in ["MA", "ma", "Ma", "mA"] {
        written(nationality).known(DAY).of_these(
            "paf",
            &HIRES,
            "102000016 102000024 102000032 2025-09-01/1: due 12600.00
             102000016 102000024 102000032 2025-09-01/2: pending (…)",
        );
    }
}

#[test]
fn a_foreigner_in_any_letters_is_foreign() {
    for nationality in ["FR", "fr", "Sn"] {
        written(nationality).known(DAY).of_these(
            "paf",
            &HIRES,
            "102000016 102000024 102000032 2025-09-01/1: zero by rule (moroccan)
             102000016 102000024 102000032 2025-09-01/2: …",
        );
    }
}

#[test]
fn letters_that_are_no_country_are_not_foreign() {
    for nationality in ["XX", "MM1", "QZ", "M"] {
        let known = written(nationality).known(DAY);
        let found = known.of("paf");
        let hires = found.iter().filter(|line| HIRES.iter().any(|cnss| line.starts_with(cnss)));
        let decided: Vec<_> = hires.filter(|line| line.contains("/1: ") && !line.contains("not evaluated")).collect();
        assert!(decided.is_empty(), "{nationality}: {decided:?}");
    }
}
