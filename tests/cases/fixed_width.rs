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
fn a_line_that_lost_more_than_filler_is_not_read() {
    let text: String = declaration()
        .lines()
        .map(|line| {
            if line.starts_with("B02") && line.contains("102000024") {
                line[..150].to_owned() + "\r\n"
            } else {
                line.to_owned() + "\r\n"
            }
        })
        .collect();
    let told = hand_in(&text);
    told.speaks_of("DS");
    assert!(
        told.exit == 1 || {
            told.rows("DS", 4, 0, 1);
            true
        }
    );
}
