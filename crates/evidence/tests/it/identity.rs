//! Who is who follows from files in force: a slip that was corrected links nobody, and while numbers contradict each other
//! nobody can tell whose they are.

use std::collections::BTreeSet;

use evidence::piece::{Piece, RawPerson};
use proptest::prelude::*;

use crate::bench::*;

const ANNA: &str = "123456785";
const SLIP: &str = "123456793";
const CARD: &str = "AB456785";

/// A payroll of beta in which each line names a number, a card, or both.
fn named(month: &str, lines: &[(Option<&str>, Option<&str>)]) -> Piece {
    let paid: Vec<Paid> = lines.iter().map(|_| paid(ANNA, 5_000)).collect();
    let mut piece = payroll(BETA_1, month, &paid);
    for (row, (number, card)) in piece.rows.iter_mut().zip(lines) {
        row.person = Some(RawPerson::native(number.map(str::to_owned), card.map(str::to_owned)));
    }
    let rows = std::mem::take(&mut piece.rows);
    declaration(piece.kind.expect("a kind"), &piece.name, BETA_1, month, rows)
}

#[test]
fn the_link_of_a_corrected_file_dies_with_it() {
    let bench = Bench::with_registers();
    bench.fill("2025-02-05", vec![named("2025-01", &[(None, Some(CARD))])]);
    bench.fill("2025-03-05", vec![named("2025-02", &[(Some(SLIP), Some(CARD))])]);
    bench.store.compact(|_| {}).expect("editions");
    let told = bench.submit("2025-03-08", vec![named("2025-02", &[(Some(ANNA), Some(CARD))])]);
    assert!(codes(&told).is_empty(), "what is replaced contradicts nothing: {told:?}");
    for store in [&bench.store, &bench.without_editions()] {
        let evidence = store.load(&id("beta"), &["payroll"], date("2025-03-31")).expect("a load");
        assert_eq!((evidence.persons.len(), evidence.doubtful_persons.len()), (1, 0));
        assert!(store.contradictions(date("2025-03-31")).expect("contradictions").is_empty());
        let before = store.load(&id("beta"), &["payroll"], date("2025-03-06")).expect("a load");
        assert_eq!(before.persons.len(), 1, "as it was known then");
        assert_ne!(before.persons, evidence.persons);
    }
}

#[test]
fn one_card_under_two_numbers_makes_both_doubtful_until_it_is_corrected() {
    let bench = Bench::with_registers();
    let both = named("2025-01", &[(Some(ANNA), Some(CARD)), (Some(SLIP), Some(CARD)), (Some("123456801"), None)]);
    let told = bench.fill("2025-02-05", vec![both]);
    assert_eq!(codes(&told), ["intake-person-link-conflict", "intake-person-link-conflict"]);
    // Another operator's file says it of one of them too: doubtful there as well.
    let mut elsewhere = named("2025-01", &[(Some(SLIP), None)]);
    elsewhere.declarant = evidence::piece::Declarant::Affiliation(ALPHA_1.to_owned());
    bench.fill("2025-02-06", vec![elsewhere]);
    let doubtful =
        |operator: &str, day: &str| bench.load(operator, &["payroll"], day).to_facts(None).doubtful_persons.len();
    assert_eq!((doubtful("beta", "2025-02-28"), doubtful("alpha", "2025-02-28")), (2, 1));
    let told = bench.store.contradictions(date("2025-02-28")).expect("contradictions");
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|one| one.card_taken && !one.number_taken));
    let lines: Vec<u32> = told.iter().flat_map(|one| &one.files).map(|(_, origin)| origin.line).collect();
    assert_eq!(lines, [2, 3]);
    bench.submit("2025-03-01", vec![named("2025-01", &[(Some(ANNA), Some(CARD)), (Some(SLIP), Some("AB1"))])]);
    assert_eq!((doubtful("beta", "2025-03-01"), doubtful("alpha", "2025-03-01")), (0, 0));
    assert_eq!(doubtful("beta", "2025-02-28"), 2, "as it was known then");
}

/// A file: for a month, on a day, and the numbers and cards of its lines (0 is none).
type Filed = (i32, i32, Vec<(u32, u32)>);

fn filed() -> impl Strategy<Value = Vec<Filed>> {
    let all = prop::collection::vec((0i32..3, 0i32..30, prop::collection::vec((0u32..4, 0u32..4), 1..3)), 1..8);
    // Days of recording never decrease.
    all.prop_map(|mut all| {
        all.sort_by_key(|(_, on, _)| *on);
        all
    })
}

/// Who is doubtful, in the plainest way.
fn model(all: &[Filed], day: i32) -> BTreeSet<(u32, u32)> {
    let mut said: BTreeSet<(u32, u32)> = BTreeSet::new();
    for month in 0..3 {
        // A file of which every line names nobody is refused, and replaces nothing.
        let is_of_use = |lines: &[(u32, u32)]| lines.iter().any(|line| *line != (0, 0));
        let last = all.iter().enumerate();
        let last = last.filter(|(_, (of, on, lines))| *of == month && *on <= day && is_of_use(lines));
        if let Some((_, (_, _, lines))) = last.max_by_key(|(place, (_, on, _))| (*on, *place)) {
            said.extend(lines.iter().copied().filter(|(number, card)| *number > 0 && *card > 0));
        }
    }
    let mut bad: BTreeSet<(u32, u32)> = BTreeSet::new();
    loop {
        let clash = |one: &(u32, u32), other: &(u32, u32)| one != other && (one.0 == other.0 || one.1 == other.1);
        let more: BTreeSet<_> = said.iter().filter(|one| said.iter().any(|other| clash(one, other))).copied().collect();
        if more.len() == bad.len() {
            return bad;
        }
        bad = more;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn contradictions_are_those_of_files_in_force_on_the_day(all in filed()) {
        let bench = Bench::with_registers();
        let first = date("2026-01-01");
        let text = |number: u32, form: &str| (number > 0).then(|| format!("{form}{number}"));
        for (month, on, lines) in &all {
            let lines: Vec<(Option<String>, Option<String>)> =
                lines.iter().map(|(number, card)| (text(*number, "12345678"), text(*card, "AB12345"))).collect();
            let lines: Vec<_> = lines.iter().map(|(number, card)| (number.as_deref(), card.as_deref())).collect();
            bench.submit(&first.plus_days(*on).to_string(), vec![named(&format!("2025-0{}", month + 1), &lines)]);
        }
        for day in [10, 20, 30] {
            let known = first.plus_days(day);
            let told = bench.store.contradictions(known).expect("contradictions");
            prop_assert_eq!(told.len(), model(&all, day).len(), "on day {}", day);
        }
        bench.store.compact(|_| {}).expect("editions");
        let told = bench.store.contradictions(first.plus_days(30)).expect("contradictions");
        prop_assert_eq!(told.len(), model(&all, 30).len());
        let plain = bench.without_editions().load(&id("beta"), &["payroll"], first.plus_days(30)).expect("a load");
        prop_assert_eq!(bench.load("beta", &["payroll"], "2026-01-31").doubtful_persons, plain.doubtful_persons);
    }
}
