//! Two hires of one day for one post: nobody knows which of them it is, so both have a share of it; never the one whose
//! secret number is smaller. Of n equals for k posts each has k/n of its own amount.

use crate::desk::Desk;
use crate::firm::{ALL_DUE, Firm, HIRES, Line};

const DAY: &str = "2027-04-05";

/// Two hires of one day, one old employee who left the month before: one post above the reference.
fn two_for_one(change: impl FnOnce(&mut Firm)) -> Firm {
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines.retain(|line| line.cnss != "101000025" && line.cnss != HIRES[2]));
    // The first of the two is paid better from October on, so that it matters who has the post.
    firm.from("2025-10", |lines| raise(lines, HIRES[0], "20000,00"));
    change(&mut firm);
    firm
}

fn raise(lines: &mut [Line], cnss: &str, gross: &str) {
    lines.iter_mut().filter(|line| line.cnss == cnss).for_each(|line| line.gross = gross.to_owned());
}

#[test]
fn two_hires_of_one_day_for_one_post_have_half_of_their_own_premium() {
    let desk = Desk::with(DAY, &two_for_one(|_| {}).files());
    desk.known(DAY).are("pae", "102000016 2025-09-01: due 19380.00\n 102000024 2025-09-01: due 8160.00");
}

#[test]
fn whose_line_comes_first_does_not_settle_a_tie() {
    let desk = Desk::with(DAY, &two_for_one(|firm| firm.from("2025-09", |lines| lines.reverse())).files());
    desk.known(DAY).are("pae", "102000016 2025-09-01: due 19380.00\n 102000024 2025-09-01: due 8160.00");
}

#[test]
fn a_hire_of_an_earlier_day_has_the_post_alone() {
    let earlier = |lines: &mut Vec<Line>| {
        lines.iter_mut().filter(|line| line.cnss == HIRES[0]).for_each(|line| line.hired = "2025-09-02".to_owned());
    };
    let desk = Desk::with(DAY, &two_for_one(|firm| firm.from("2025-09", earlier)).files());
    desk.known(DAY).are(
        "pae",
        "102000016 2025-09-02: zero by rule (above_reference)
         102000024 2025-09-01: due 16320.00",
    );
}

#[test]
fn who_fails_another_condition_keeps_its_place_among_the_equals() {
    let mut firm =
        two_for_one(|firm| firm.between("2026-01", "2027-03", |lines| lines.retain(|line| line.cnss != HIRES[1])));
    let last = firm.month("2025-12").iter_mut().find(|line| line.cnss == HIRES[1]).expect("the second of the two");
    last.left = "2025-12-31".to_owned();
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are(
        "pae",
        "102000016 2025-09-01: due 19380.00
         102000024 2025-09-01: zero by rule (kept_18)",
    );
}

#[test]
fn three_equals_for_two_posts_have_two_thirds_each() {
    let mut firm = Firm::usual();
    firm.from("2025-09", |lines| lines.retain(|line| line.cnss != "101000025"));
    let desk = Desk::with(DAY, &firm.files());
    desk.known(DAY).are("pae", "102000016 102000024 102000032 2025-09-01: due 10880.00");
}

#[test]
fn equals_who_all_have_a_post_are_no_tie() {
    let desk = Desk::with(DAY, &Firm::usual().files());
    desk.known(DAY).are("pae", ALL_DUE);
}

#[test]
fn what_hangs_on_a_tie_is_counted_with_its_money() {
    let desk = Desk::with(DAY, &two_for_one(|_| {}).files());
    let (said, code) = desk.says(&["assess", "--json"]);
    assert_eq!(code, 0, "{said}");
    let documents = serde_json::Deserializer::from_str(&said).into_iter::<serde_json::Value>();
    let documents: Vec<serde_json::Value> = documents.map(|one| one.expect("JSON")).collect();
    let clauses = documents.iter().flat_map(|one| one["totals"]["clauses"].as_array().cloned().unwrap_or_default());
    let premium = clauses.into_iter().find(|clause| clause["clause"] == "pae" && clause["in_use"] == true);
    let premium = premium.expect("the employment premium");
    let told = [&premium["shared"], &premium["shared_centimes"], &premium["tied"]];
    assert_eq!(told.map(ToString::to_string), ["2", "2754000", "0"]);
    let (said, _) = desk.says(&["assess"]);
    let said = said.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(said.contains("By a share: 2 determinations") && said.contains("MAD 27,540.00"), "{said}");
    let (said, _) = Desk::with(DAY, &Firm::usual().files()).says(&["assess"]);
    assert!(!said.contains("By a share"), "{said}");
}
