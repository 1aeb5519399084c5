//! What is kept changes nothing but the time it takes.

use std::path::{Path, PathBuf};

use contract::calendar::Date;
use contract::determination::Determination;
use contract::identity::OperatorId;
use office::act::record_texts;
use office::actor::Actor;
use office::assess::{Question, assess};
use office::now::Now;
use office::workspace::Workspace;

use crate::sector::{SEED, SIZE, sector};

/// What an assessment tells, byte for byte, and how many operators were computed, contract by contract.
struct Told {
    receipts: Vec<String>,
    by_operator: Vec<String>,
    determinations: Vec<Determination>,
    computed: Vec<usize>,
}

fn question(day: Date) -> Question {
    Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false }
}

fn told(workspace: &Workspace, question: &Question, determinations: bool) -> Told {
    let mut taken = Vec::new();
    let mut take = |_: &_, program: &office::assess::Program, one: office::assess::OperatorAssessment| {
        taken.extend(one.rows(program));
        Ok(())
    };
    let assessed = if determinations {
        assess(workspace, question, Some(&mut take), || {})
    } else {
        assess(workspace, question, None, || {})
    };
    let contracts = assessed.expect("it computes").contracts;
    Told {
        receipts: contracts.iter().map(|one| serde_json::to_string(&one.receipt).expect("a receipt")).collect(),
        by_operator: contracts.iter().map(|one| format!("{:?}", one.by_operator)).collect(),
        computed: contracts.iter().map(|one| one.by_operator.len() - one.reused).collect(),
        determinations: taken,
    }
}

fn assert_same(one: &Told, other: &Told) {
    assert_eq!(one.receipts, other.receipts);
    assert_eq!(one.by_operator, other.by_operator);
    assert!(one.determinations == other.determinations, "other determinations");
}

/// The files of kept results, in order.
fn kept(workspace: &Workspace) -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(&workspace.root().join("results"), &mut files);
    files.sort();
    files
}

#[test]
fn the_second_time_nothing_is_computed_and_everything_is_the_same() {
    let (_folder, workspace, day) = sector();
    let first = told(&workspace, &question(day), true);
    assert!(first.computed.iter().all(|computed| *computed == 6), "{:?}", first.computed);
    assert!(first.determinations.len() > 500, "{} determinations", first.determinations.len());
    let again = told(&workspace, &question(day), true);
    assert!(again.computed.iter().all(|computed| *computed == 0), "{:?}", again.computed);
    assert_same(&first, &again);
    let fresh = told(&workspace, &Question { fresh: true, ..question(day) }, true);
    assert_eq!(fresh.computed, first.computed);
    assert_same(&first, &fresh);
}

#[test]
fn whatever_part_is_kept_and_however_many_threads_compute_the_receipt_is_the_same() {
    let (_folder, workspace, day) = sector();
    let whole = told(&workspace, &question(day), true);
    let operators = workspace.store.operators(day).expect("operators");
    for part in [0b00_0000, 0b00_0001, 0b10_1010, 0b01_1110, 0b10_0000] {
        std::fs::remove_dir_all(workspace.root().join("results")).expect("results go");
        let of_part = |(place, operator): (usize, &OperatorId)| (part >> place & 1 == 1).then(|| operator.clone());
        let known: Vec<OperatorId> = operators.iter().enumerate().filter_map(of_part).collect();
        if !known.is_empty() {
            told(&workspace, &Question { operators: known.clone(), ..question(day) }, false);
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1 + known.len() % 3).build().expect("threads");
        let again = pool.install(|| told(&workspace, &question(day), true));
        assert!(again.computed.iter().all(|computed| *computed == 6 - known.len()), "{:?}", again.computed);
        assert_same(&whole, &again);
    }
}

#[test]
fn another_document_and_other_readings_are_other_results() {
    let (_folder, workspace, day) = sector();
    let first = told(&workspace, &question(day), false);
    let path = workspace.root().join("contracts/ma/offshoring-2025/contract.md");
    let text = std::fs::read_to_string(&path).expect("a contract");
    std::fs::write(&path, text + "\n").expect("written");
    record_texts(&workspace, &Actor::Office, &[], "a-change", Now::of(0)).expect("recorded");
    let changed = told(&workspace, &question(day), false);
    assert_eq!(changed.computed.iter().filter(|computed| **computed == 0).count(), changed.computed.len() - 1);
    let all = told(&workspace, &Question { all_readings: true, ..question(day) }, false);
    assert_eq!(all.computed, first.computed);
}

#[test]
fn what_is_kept_serves_every_day_on_which_it_is_the_same_and_no_other() {
    let (_folder, workspace, last) = sector();
    let (mut computed, mut reused) = (0, 0);
    // Some days before, of which what was received later is known too, and two months after.
    for days in (-40..60).step_by(4).chain([20, 0, 1, 2]) {
        let looked_at = office::moment::Moment { day: last.plus_days(days), at: last.into() };
        let asked = Question { as_known_on: looked_at, ..question(last) };
        let kept = told(&workspace, &asked, true);
        computed += kept.computed.iter().sum::<usize>();
        reused += kept.computed.len() * 6 - kept.computed.iter().sum::<usize>();
        // What is computed anew is kept too, and is no other.
        let files = self::kept(&workspace).len();
        assert_same(&kept, &told(&workspace, &Question { fresh: true, ..asked }, true));
        assert_eq!(self::kept(&workspace).len(), files, "results of another day are left behind");
    }
    println!("over days four apart: {computed} computed, {reused} kept");
    assert!(reused > computed, "most results stood for no other day: {computed} computed, {reused} kept");
}

#[test]
fn a_new_submission_computes_its_operator_alone() {
    let (_folder, workspace, last) = sector();
    let day = last.plus_days(100);
    let before = told(&workspace, &question(day), false);
    // The same sector a month longer: the first files that are new to the workspace.
    let size = demo::Size { months: SIZE.months + 1, ..SIZE };
    let next = demo::generate(SEED, size).find(|one| one.received > last).expect("a delivery");
    assert!(next.received <= day);
    let handed_in = evidence::intake::Delivery::on(next.received).replacing();
    let reports = evidence::intake::submit(&workspace.store, &workspace.key, &next.files, handed_in);
    assert_eq!(reports.expect("taken in").iter().filter(|report| report.operator.is_some()).count(), 1);
    let after = told(&workspace, &question(day), false);
    assert!(after.computed.iter().all(|computed| *computed == 1), "{:?}", after.computed);
    assert_ne!(before.receipts, after.receipts);
    assert_same(&told(&workspace, &Question { fresh: true, ..question(day) }, false), &after);
}

#[test]
fn what_is_kept_of_others_stays_when_one_operator_is_computed_anew() {
    let (_folder, workspace, day) = sector();
    told(&workspace, &question(day), false);
    let files = kept(&workspace).len();
    let one = workspace.store.operators(day).expect("operators").remove(0);
    let anew = told(&workspace, &Question { operators: vec![one], fresh: true, ..question(day) }, false);
    assert!(anew.computed.iter().all(|computed| *computed == 1), "{:?}", anew.computed);
    assert_eq!(kept(&workspace).len(), files);
    let all = told(&workspace, &question(day), false);
    assert!(all.computed.iter().all(|computed| *computed == 0), "{:?}", all.computed);
}

#[test]
fn a_damaged_result_is_noticed_and_replaced() {
    let (_folder, workspace, day) = sector();
    let whole = told(&workspace, &question(day), true);
    let files = kept(&workspace);
    assert!(files.len() > 10, "{files:?}");
    for path in files {
        let bytes = std::fs::read(&path).expect("a result");
        let mut damaged = bytes.clone();
        damaged[bytes.len() / 2] ^= 0x10;
        std::fs::write(&path, &damaged).expect("written");
        assert_same(&whole, &told(&workspace, &question(day), true));
        assert_eq!(std::fs::read(&path).expect("a result"), bytes, "{} was not replaced", path.display());
    }
}

#[test]
fn a_result_under_another_name_is_not_taken() {
    let (_folder, workspace, day) = sector();
    let whole = told(&workspace, &question(day), true);
    let mut files = kept(&workspace);
    files.retain(|path| path.file_name().is_some_and(|name| name != "index"));
    let (one, other) = (&files[0], &files[1]);
    std::fs::copy(one, other).expect("copied");
    assert_same(&whole, &told(&workspace, &question(day), true));
    assert_ne!(std::fs::read(one).expect("a result"), std::fs::read(other).expect("a result"));
}
