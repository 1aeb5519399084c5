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
    desk.known(DAY).are("air", &format!("{hires}\n102000016 102000024 102000032 2027: …\n{OLD_STAFF}"));
}

#[test]
fn a_site_in_the_register_gives_its_contribution() {
    expect(
        &Desk::with(DAY, &at_site("S1").files()),
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 16646.16",
    );
}

#[test]
fn a_site_in_other_letters_is_in_no_register() {
    site_in_no_register("s1");
}

#[test]
fn a_site_of_another_name_is_in_no_register() {
    site_in_no_register("S-1");
}

#[test]
fn a_site_that_another_operator_has_is_in_no_register() {
    let mut firm = at_site("S9");
    firm.sites.push_str("op-2;S9;technopolis;MA-04;2015-01-01;\n");
    firm.operators.push_str("op-2;SOCIETE 2 SYNTHETIQUE;001234568000035;1000002;2015-01-01;\n");
    firm.affiliations.push_str("op-2;4000014;2015-01-01;\n");
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).of_these(
        "air",
        &HIRES,
        "102000016 102000024 102000032 2025: not evaluated (covered_place: …)
         102000016 102000024 102000032 2026: not evaluated (covered_place: …)
         102000016 102000024 102000032 2027: …",
    );
}

fn site_in_no_register(site: &str) {
    let desk = Desk::new();
    let told = desk.hand_in(DAY, &at_site(site).files());
    // Once for the site in each file, however many rows name it; the months before have none.
    told.accepted().tells("intake-site-unknown", "202509", 1).tells("intake-site-unknown", "202508", 0);
    expect(
        &desk,
        "102000016 102000024 102000032 2025: not evaluated (covered_place: …)
         102000016 102000024 102000032 2026: not evaluated (covered_place: …)",
    );
}

#[test]
fn a_site_unknown_in_one_month_of_one_person_holds_back_his_year_alone() {
    let mut firm = at_site("S1");
    firm.month("2026-06")[2].site = "S7".to_owned();
    let desk = Desk::with(DAY, &firm.files());
    expect(
        &desk,
        "102000016 102000024 102000032 2025: due 5548.72
         102000024 102000032 2026: due 16646.16
         102000016 2026: not evaluated (covered_place: …)",
    );
}

#[test]
fn a_site_is_told_where_its_register_ends_before_the_month() {
    let mut firm = at_site("S1");
    firm.sites = "operateur;site;plateforme;region;du;au\nop-1;S1;technopolis;MA-04;2015-01-01;2026-01-31\n".to_owned();
    let told = Desk::new().hand_in(DAY, &firm.files());
    told.tells("intake-site-unknown", "202601", 0).tells("intake-site-unknown", "202602", 1);
}

#[test]
fn without_any_register_of_sites_no_site_is_told_to_be_missing_in_it() {
    let told = Desk::new().hand_in(DAY, &at_site("S1").files().but("sites"));
    told.finds_no(&["intake-site-unknown"]);
}

#[test]
fn a_preview_knows_the_sites_of_its_own_delivery() {
    Desk::new().preview(DAY, &at_site("S1").files()).finds_no(&["intake-site-unknown"]);
}

const TWO_SITES: &str = "operateur;site;plateforme;region;du;au\nop-1;S1;casanearshore;MA-06;2015-01-01;\n\
                         op-1;S2;fes-shore;MA-03;2015-01-01;\n";

/// From January 2026 on each hire has a line of half the month at each site.
fn half_and_half(swap: bool) -> Firm {
    let mut firm = at_site("S1");
    firm.sites = TWO_SITES.to_owned();
    firm.between("2026-01", "2026-12", |lines| {
        let hires: Vec<Line> = lines.iter().filter(|line| HIRES.contains(&line.cnss.as_str())).cloned().collect();
        lines.retain(|line| !HIRES.contains(&line.cnss.as_str()));
        for hire in hires {
            let half = hire.paid("15000,00", "3693,59");
            let mut sites = ["S1", "S2"];
            if swap {
                sites.reverse();
            }
            lines.extend(sites.map(|site| half.but(|line| line.site = site.to_owned())));
        }
    });
    firm
}

#[test]
fn a_month_at_two_sites_is_two_pieces_of_a_month() {
    expect(
        &Desk::with(DAY, &half_and_half(false).files()),
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 34646.16",
    );
}

#[test]
fn which_of_two_sites_is_written_first_moves_no_amount() {
    expect(
        &Desk::with(DAY, &half_and_half(true).files()),
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 34646.16",
    );
}

#[test]
fn two_sites_in_two_files_are_two_pieces_of_a_month() {
    // One register a site, both of one affiliation and month, handed in together and to be added to one another.
    let mut first = half_and_half(false);
    let mut second = half_and_half(false);
    first.between("2026-01", "2026-12", |lines| lines.retain(|line| line.site == "S1"));
    second.between("2026-01", "2026-12", |lines| lines.retain(|line| line.site == "S2"));
    let second = second.files().only("PAIE_2000016_2026");
    let desk = Desk::new();
    desk.add(DAY, &first.files().with(second)).accepted();
    expect(
        &desk,
        "102000016 102000024 102000032 2025: due 5548.72
         102000016 102000024 102000032 2026: due 34646.16",
    );
}
