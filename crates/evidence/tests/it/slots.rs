//! Nothing takes evidence away unseen: a file for a place that is filled is a question, and what is in force on a day
//! follows the days received, whatever was typed first.

use std::collections::BTreeMap;

use contract::calendar::Interval;
use contract::facts::Period;
use evidence::intake::{Delivery, PieceReport, SubmissionReport};
use evidence::piece::{Piece, PieceKind, RawRow};
use proptest::prelude::*;

use crate::bench::*;

const ANNA: &str = "123456785";
const BILAL: &str = "123456793";

fn january(lines: &[(&str, i64)]) -> Piece {
    let lines: Vec<Paid> = lines.iter().map(|(number, gross)| paid(number, *gross)).collect();
    payroll(BETA_1, "2025-01", &lines)
}

fn gross(bench: &Bench, known: &str) -> BTreeMap<String, i64> {
    sums(&bench.facts("beta", &["payroll"], known), "payroll", "gross_taxable")
}

fn of_january(dirham: i64) -> BTreeMap<String, i64> {
    [("2025-01".to_owned(), dirham * 100)].into()
}

fn pieces(reports: &[SubmissionReport]) -> Vec<&PieceReport> {
    reports.iter().flat_map(|report| &report.pieces).collect()
}

#[test]
fn a_file_for_a_filled_place_is_refused_until_somebody_says_what_is_meant() {
    let bench = Bench::with_registers();
    assert!(codes(&bench.fill("2025-02-05", vec![january(&[(ANNA, 8_000), (BILAL, 5_000)])])).is_empty());
    let asked = bench.fill("2025-02-07", vec![january(&[(ANNA, 9_000)]), payroll(BETA_1, "2025-02", &[paid(ANNA, 1)])]);
    assert_eq!(codes(&asked), ["intake-slot-filled"]);
    assert_eq!(gross(&bench, "2025-02-07")["2025-01"], 1_300_000, "what was in force stays");
    assert_eq!(gross(&bench, "2025-02-07")["2025-02"], 100, "the other file of the delivery goes on");
    let effect = &pieces(&asked).iter().find(|piece| !piece.effects.is_empty()).expect("an effect").effects[0];
    assert_eq!((effect.before.rows, effect.before.persons), (2, 2));
    assert_eq!((effect.after.rows, effect.after.persons, effect.persons_gone), (1, 1, 1));
    let kept = bench.store.submissions(&id("beta")).expect("submissions");
    assert!(
        kept.iter().all(|kept| kept
            .manifest
            .pieces
            .iter()
            .all(|piece| piece.standing != evidence::manifest::Standing::Refused))
    );
    bench.add("2025-02-08", vec![january(&[("123456801", 3_000)])]);
    assert_eq!(gross(&bench, "2025-02-08")["2025-01"], 1_600_000, "added: the rows of both count");
    bench.submit("2025-02-09", vec![january(&[(ANNA, 9_000)])]);
    assert_eq!(gross(&bench, "2025-02-09")["2025-01"], 900_000, "replaced: both are gone");
    assert_eq!(gross(&bench, "2025-02-08")["2025-01"], 1_600_000, "as it was known then");
}

#[test]
fn two_files_for_one_place_in_one_delivery_count_together_only_when_somebody_says_so() {
    let bench = Bench::with_registers();
    let both = || vec![january(&[(ANNA, 8_000)]), january(&[(BILAL, 5_000)])];
    assert_eq!(codes(&bench.fill("2025-02-05", both())), ["intake-period-twice", "intake-period-twice"]);
    assert_eq!(codes(&bench.submit("2025-02-05", both())), ["intake-period-twice", "intake-period-twice"]);
    assert!(gross(&bench, "2025-02-28").is_empty());
    assert!(codes(&bench.add("2025-02-05", both())).is_empty());
    assert_eq!(gross(&bench, "2025-02-28"), of_january(13_000));
    bench.store.compact(|_| {}).expect("editions");
    assert_eq!(
        sums(
            &bench
                .without_editions()
                .load(&id("beta"), &["payroll"], date("2025-02-28"))
                .expect("a load")
                .to_facts(None),
            "payroll",
            "gross_taxable"
        ),
        of_january(13_000)
    );
}

#[test]
fn a_preview_says_everything_and_takes_nothing_in() {
    let bench = Bench::new();
    let all = || vec![operators(), affiliations(), january(&[(ANNA, 8_000)])];
    let preview = bench.hand_in(Delivery::on(date("2025-02-05")).preview(), all());
    assert!(codes(&preview).is_empty(), "the declaration finds its declarant in the registers beside it: {preview:?}");
    assert!(preview.iter().all(|report| report.submission.is_none()));
    assert_eq!(bench.store.operators(date("2030-01-01")).expect("operators"), []);
    assert_eq!(crate::store::files(bench.store.root()).len(), 1, "the form of the store alone");
    let taken = bench.fill("2025-02-05", all());
    assert_eq!(pieces(&taken).len(), pieces(&preview).len());
    let replacing = Delivery::on(date("2025-02-06")).replacing().preview();
    let told = bench.hand_in(replacing, vec![january(&[(BILAL, 1)])]);
    assert_eq!(pieces(&told)[0].effects[0].persons_gone, 1);
    assert_eq!(gross(&bench, "2025-02-28"), of_january(8_000));
}

#[test]
fn a_file_without_a_usable_row_replaces_nothing() {
    let bench = Bench::with_registers();
    bench.fill("2025-02-05", vec![january(&[(ANNA, 8_000)])]);
    let mut unreadable = january(&[]);
    unreadable.accounting.rows_in = 5;
    unreadable.accounting.refused.insert("table-person".to_owned(), 5);
    assert_eq!(codes(&bench.submit("2025-02-06", vec![unreadable])), ["intake-no-row-usable"]);
    assert_eq!(gross(&bench, "2025-02-28"), of_january(8_000));
    let mut nobody = january(&[(ANNA, 1)]);
    nobody.rows[0].person = Some(evidence::piece::RawPerson::native(None, None));
    assert!(codes(&bench.submit("2025-02-07", vec![nobody])).contains(&"intake-no-row-usable".to_owned()));
    assert_eq!(gross(&bench, "2025-02-28"), of_january(8_000));
    // A register without rows says that nobody was employed.
    bench.submit("2025-02-08", vec![january(&[])]);
    assert!(gross(&bench, "2025-02-28").is_empty());
    assert_eq!(covered(&bench.facts("beta", &["payroll"], "2025-02-28"), "payroll"), ["2025-01"]);
}

#[test]
fn empty_registers_of_several_months_and_affiliations_are_no_duplicates() {
    let bench = Bench::with_registers();
    let empty = |affiliation, month| Piece { sha256: "0".repeat(64), ..payroll(affiliation, month, &[]) };
    let all = vec![
        empty(ALPHA_1, "2025-07"),
        empty(ALPHA_2, "2025-07"),
        empty(ALPHA_1, "2025-08"),
        empty(ALPHA_2, "2025-08"),
    ];
    assert!(codes(&bench.fill("2025-09-05", all)).is_empty());
    assert_eq!(covered(&bench.facts("alpha", &["payroll"], "2025-09-30"), "payroll"), ["2025-07", "2025-08"]);
}

#[test]
fn a_register_that_only_adds_takes_nothing_away() {
    let bench = Bench::with_registers();
    bench.fill(
        "2025-09-05",
        vec![payroll(ALPHA_1, "2025-06", &[paid(ANNA, 1)]), payroll(ALPHA_1, "2025-05", &[paid(ANNA, 1)])],
    );
    let new =
        || piece(PieceKind::of_table("affiliation"), "b.csv", vec![affiliation(2, "alpha", "7654321", "2025-10-01")]);
    let asked = bench.fill("2025-10-05", vec![new()]);
    assert_eq!(codes(&asked), ["intake-register-filled"]);
    let effect = pieces(&asked).into_iter().flat_map(|piece| &piece.effects).next().expect("an effect");
    assert_eq!(effect.gone, [ALPHA_1, ALPHA_2]);
    assert_eq!(effect.files_uncovered, 2);
    assert_eq!(effect.periods_uncovered, Some((Period::Month(month("2025-05")), Period::Month(month("2025-06")))));
    let known = |day| bench.load("alpha", &["affiliation"], day).tables["affiliation"].rows;
    assert_eq!(known("2025-10-31"), 2);
    assert!(codes(&bench.add("2025-10-05", vec![new()])).is_empty());
    assert_eq!(known("2025-10-31"), 3);
    let awaiting = bench.load("alpha", &["payroll"], "2025-10-31");
    assert_eq!(awaiting.tables["payroll"].awaiting(Period::Month(month("2025-10"))), [ALPHA_1, ALPHA_2, "7654321"]);
    // The grown register: what is there already is no question, and another operator's rows are new.
    let grown = || {
        let rows = [affiliation(2, "alpha", ALPHA_1, "2015-03-01"), affiliation(3, "alpha", ALPHA_2, "2025-07-01")];
        let rows = rows.into_iter().chain([affiliation(4, "alpha", "7654321", "2025-10-01")]);
        piece(PieceKind::of_table("affiliation"), "c.csv", rows.collect())
    };
    bench.submit("2025-10-06", vec![grown()]);
    assert!(!codes(&bench.fill("2025-10-07", vec![grown()])).contains(&"intake-register-filled".to_owned()));
    // A row whose key is there with other content cannot be added.
    let ended = RawRow {
        valid: Some(Interval { first: date("2015-03-01"), last: Some(date("2025-09-30")) }),
        ..affiliation(2, "alpha", ALPHA_1, "2015-03-01")
    };
    let changed = piece(PieceKind::of_table("affiliation"), "d.csv", vec![ended]);
    let refused = bench.add("2025-10-08", vec![changed]);
    assert_eq!(codes(&refused), ["intake-row-taken"]);
    assert!(refused.iter().flat_map(|report| &report.pieces).all(|piece| piece.effects.is_empty()), "nothing is lost");
    assert_eq!(known("2025-10-31"), 3);
}

#[test]
fn a_refused_row_of_a_register_is_remembered_where_it_may_belong() {
    let bench = Bench::with_registers();
    let site = |line, operator: &str, code: &str| RawRow {
        cells: vec![("site", contract::facts::Cell::Code(code.to_owned()))],
        ..affiliation(line, operator, "", "2015-03-01")
    };
    let mut sites =
        piece(PieceKind::of_table("site"), "sites.csv", vec![site(2, "alpha", "S1"), site(3, "beta", "S1")]);
    sites.accounting.rows_in += 1;
    sites.accounting.refused.insert("csv-word".to_owned(), 1);
    sites.accounting.add_unnamed(Some("alpha"), None);
    bench.fill("2025-02-01", vec![sites]);
    let unnamed = |operator| bench.facts(operator, &["site"], "2025-02-28").tables["site"].unnamed_in(None);
    assert_eq!((unnamed("alpha"), unnamed("beta")), (1, 0));
}

/// A file received on a day, and with which word: nothing said, in the place of what is there, beside it.
#[derive(Clone, Debug)]
struct Received {
    day: i32,
    content: usize,
    adds: bool,
}

fn received() -> impl Strategy<Value = Vec<Received>> {
    let one = (0i32..40, 0usize..3, prop::bool::weighted(0.3));
    prop::collection::btree_map(0i32..40, one, 1..8)
        .prop_map(|all| all.into_iter().map(|(day, (_, content, adds))| Received { day, content, adds }).collect())
}

/// What is in force, in the plainest way: from the first day to the last.
fn model(all: &[Received], day: i32) -> i64 {
    let mut in_force: Vec<usize> = Vec::new();
    for one in all.iter().filter(|one| one.day <= day) {
        if !one.adds {
            in_force.clear();
        }
        if !in_force.contains(&one.content) {
            in_force.push(one.content);
        }
    }
    in_force.into_iter().map(|content| 10i64.pow(u32::try_from(content).expect("few"))).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_in_force_on_a_day_follows_the_days_and_not_the_order_of_typing(
        (all, typed) in received().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let bench = Bench::with_registers();
        let first = date("2025-02-01");
        for one in &typed {
            let number = format!("12345{:04}", 6_000 + one.content);
            let gross = 10i64.pow(u32::try_from(one.content).expect("few"));
            let delivery = Delivery::on(first.plus_days(one.day));
            let delivery = if one.adds { delivery.adding() } else { delivery.replacing() };
            bench.hand_in(delivery, vec![january(&[(&number, gross)])]);
        }
        for day in [5, 15, 25, 40] {
            let known = first.plus_days(day).to_string();
            let told = gross(&bench, &known).get("2025-01").copied().unwrap_or(0);
            prop_assert_eq!(told, model(&all, day) * 100, "on day {}", day);
        }
        bench.store.compact(|_| {}).expect("editions");
        let last = gross(&bench, "2025-12-31").get("2025-01").copied().unwrap_or(0);
        prop_assert_eq!(last, model(&all, 40) * 100);
    }
}
