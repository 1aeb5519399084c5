//! e-BDS files that lost or gained blanks at line ends on their way: what is missing is filler.

use crate::desk::{Desk, Told};
use crate::ebds::{self, Declared};
use crate::firm::{AFFILIATION, Firm};

const PERSONS: [&str; 5] = ["101000017", "101000025", "102000016", "102000024", "102000032"];

fn declaration() -> String {
    ebds::main_declaration(AFFILIATION, "2026-03", &PERSONS.map(|cnss| Declared::month(cnss, 800_000)), &[])
}

fn hand_in(text: &str) -> Told {
    let files = Firm::usual().office().and(&ebds::name(AFFILIATION, "2026-03"), text);
    Desk::new().hand_in("2027-04-05", &files)
}

#[test]
fn a_declaration_as_written_is_read_without_a_word() {
    let told = hand_in(&declaration());
    told.accepted().is_silent().rows("DS", 5, 0, 0);
}

#[test]
fn blanks_lost_at_line_ends_are_filler() {
    for end in ["\r\n", "\n"] {
        let text: String = declaration().lines().map(|line| line.trim_end().to_owned() + end).collect();
        let told = hand_in(&text);
        told.accepted().rows("DS", 5, 0, 0).speaks_of("DS");
    }
}

#[test]
fn blanks_too_many_at_line_ends_are_filler() {
    let text: String = declaration().lines().map(|line| format!("{line}   \r\n")).collect();
    let told = hand_in(&text);
    told.accepted().rows("DS", 5, 0, 0).speaks_of("DS");
}

#[test]
fn blanks_lost_in_one_line_alone_are_filler() {
    let text: String = (0..)
        .zip(declaration().lines())
        .map(|(place, line)| if place == 3 { line.trim_end().to_owned() + "\r\n" } else { line.to_owned() + "\r\n" })
        .collect();
    hand_in(&text).accepted().rows("DS", 5, 0, 0).speaks_of("DS");
}

#[test]
fn one_kind_of_fault_is_told_once_a_file() {
    let text: String = declaration().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let told = hand_in(&text);
    for code in ["ebds-width", "ebds-frame-width", "ebds-blanks-lost"] {
        assert!(told.times(code) <= 1, "{told}");
    }
}

#[test]
fn a_line_that_lost_more_than_filler_is_not_read() {
    let text: String = declaration()
        .lines()
        .map(|line| {
            if line.starts_with("B02") && line.contains("102000024") {
                line[..118].to_owned() + "\r\n"
            } else {
                line.to_owned() + "\r\n"
            }
        })
        .collect();
    hand_in(&text).speaks_of("DS").finds(&["ebds-width-unread"]);
}
