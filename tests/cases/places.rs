//! Where somebody works decides the income-tax contribution: a site that no register knows is unknown, never absent, and
//! a month at two sites is two pieces of a month, whichever line comes last.

use crate::desk::Desk;
use crate::firm::{Firm, HIRES, Line};

const DAY: &str = "2027-04-05";
const OLD_STAFF: &str = "101000017 101000025 2025: zero by rule (tax)
                         101000017 101000025 2026: zero by rule (tax)
                         101000017 101000025 2027: pending (period: …)";

/// Three hires with an income tax above the cap, all at one site.
fn at_site(site: &str) -> Firm {
    let mut firm = Firm::with_hires("30000,00", "7387,18");
    firm.from("2025-09", |lines| lines.iter_mut().filter(is_hire).for_each(|line| line.site = site.to_owned()));
    firm
}

fn is_hire(line: &&mut Line) -> bool {
    HIRES.contains(&line.cnss.as_str())
}

fn expect(desk: &Desk, hires: &str) {
    desk.known(DAY)
        .are("air", &format!("{hires}\n102000016 102000024 102000032 2027: pending (period: …)\n{OLD_STAFF}"));
}

#[test]
fn a_site_in_the_register_gives_its_contribution() {
    expect(
        &Desk::with(DAY, &at_site("S1").files()),
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 16646.16",
    );
}
