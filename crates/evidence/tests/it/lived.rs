//! Editions made at any two moments of a history answer as its submissions do, and do not show when they were made.

use evidence::piece::{PieceKind, RawPerson};
use proptest::prelude::*;

use crate::bench::*;
use crate::knowledge::{Filed, cases, cnss, day, editions_agree, filed, of_another};
use crate::store::files;

/// What two operators hand in on one day.
type Handed = (Filed, Option<(i32, Vec<(u32, u32)>)>);

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), ..ProptestConfig::default() })]

    #[test]
    fn editions_and_what_changed_since_answer_as_the_submissions_do(
        all in prop::collection::vec((filed(), of_another()), 1..12),
        made in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        lived(&all, [made.index(all.len()), again.index(all.len())]);
    }
}

/// Hands in day by day, making editions on two of the days.
fn lived(all: &[Handed], [made, again]: [usize; 2]) {
    let bench = Bench::with_registers();
    let tables = ["payroll", "bds", "affiliation", "operator"];
    for (number, (filed, other)) in all.iter().enumerate() {
        let mut pieces = vec![filed.piece()];
        if let Some((month, lines)) = other {
            let mut piece = payroll(BETA_1, &format!("2025-{:02}", month + 1), &vec![paid(&cnss(0), 1); lines.len()]);
            for (row, (number, card)) in piece.rows.iter_mut().zip(lines) {
                let cin = Some(format!("AB{}", &cnss(*card)[3..]));
                row.person = Some(RawPerson::native(Some(cnss(*number)), cin));
            }
            let rows = std::mem::take(&mut piece.rows);
            pieces.push(declaration(
                PieceKind::of_table("payroll"),
                &piece.name,
                BETA_1,
                &format!("2025-{:02}", month + 1),
                rows,
            ));
        }
        bench.submit(&day(number), pieces);
        if number == made || number == again {
            bench.store.compact(|_| {}).expect("editions");
            let index = bench.store.root().join("editions.json");
            assert!(index.exists(), "there is an index of editions");
        }
        if number >= made {
            for operator in ["alpha", "beta"] {
                editions_agree(&bench, operator, &tables, &day(number));
                editions_agree(&bench, operator, &tables, &day(number / 2));
            }
        }
    }
    bench.store.compact(|_| {}).expect("editions");
    editions_agree(&bench, "alpha", &tables, "2026-12-31");
    editions_agree(&bench, "beta", &tables, "2026-12-31");
    // Whatever the steps, the editions are the same.
    let stepwise = derived(&bench);
    std::fs::remove_file(bench.store.root().join("editions.json")).expect("the index goes");
    bench.store.compact(|_| {}).expect("editions");
    let at_once = derived(&bench);
    let other = |file: &&(String, Vec<u8>)| !at_once.contains(file);
    let differing: Vec<&String> = stepwise.iter().filter(other).map(|(path, _)| path).collect();
    assert_eq!(differing, Vec::<&String>::new());
    assert_eq!(stepwise.len(), at_once.len());
}

/// A file of alpha of one month, and the lines of the other operator's payroll.
fn day_of(lines: &[(u32, i64, bool)], other: Option<(i32, &[(u32, u32)])>) -> Handed {
    let filed = Filed { affiliation: 0, month: 3, kind: PieceKind::of_table("payroll"), lines: lines.to_vec() };
    (filed, other.map(|(month, lines)| (month, lines.to_vec())))
}

#[test]
fn a_number_that_only_a_corrected_file_named_is_still_looked_up() {
    // Alpha names number 2 and takes it back; then the other operator gives that number two cards.
    let all = [
        day_of(&[], Some((3, &[(2, 4)]))),
        day_of(&[(2, 1, false)], None),
        day_of(&[], None),
        day_of(&[], Some((4, &[(2, 0)]))),
        day_of(&[(0, 1, false)], None),
    ];
    for made in 0..all.len() {
        lived(&all, [0, made]);
    }
}

#[test]
fn a_pair_that_nobody_says_any_more_tells_nothing_of_its_card() {
    let all = [
        day_of(&[], Some((3, &[(0, 0)]))),
        day_of(&[(1, 1, false)], Some((4, &[(3, 1)]))),
        day_of(&[], None),
        day_of(&[], Some((3, &[(0, 2)]))),
        day_of(&[], Some((4, &[(1, 2)]))),
        day_of(&[], Some((5, &[(0, 2)]))),
    ];
    for made in 0..all.len() {
        lived(&all, [0, made]);
    }
}

/// The files of editions and of the list of names, which the order in which they were made must not show.
fn derived(bench: &Bench) -> Vec<(String, Vec<u8>)> {
    let root = bench.store.root().display().to_string();
    let all = files(bench.store.root()).into_iter().map(|(path, bytes)| (path.replace(&root, ""), bytes));
    all.filter(|(path, _)| path.contains("/edition/") || path.contains("/names-")).collect()
}

#[test]
fn a_number_is_known_though_its_file_was_corrected_on_the_same_day() {
    // Two files a day: alpha names number 2, and hands in a file without it for the same month. The other operator gives
    // that number two cards, so nobody can tell who it is, now or in a store opened again.
    let named = |lines: &[(u32, i64, bool)]| Filed {
        affiliation: 0,
        month: 3,
        kind: PieceKind::EBDS_MAIN,
        lines: lines.to_vec(),
    };
    let all = [
        (named(&[(2, 1, false)]), Some((3, vec![(2, 3), (2, 4)]))),
        (named(&[(1, 1, false)]), None),
        (named(&[(0, 1, false)]), None),
    ];
    for made in 0..all.len() {
        lived(&all, [made, made]);
    }
}
