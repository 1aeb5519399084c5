//! What waits for evidence is every key that is not evaluated, once, and nothing of it is due.

use std::collections::BTreeSet;

use contract::determination::Status;
use office::assess::{Question, assess};
use office::waiting::{Sums, Wait, Who, by, total, waiting};

use crate::sector::sector;

#[test]
fn every_key_not_evaluated_waits_once_under_its_first_reason() {
    let (_folder, workspace, day) = sector();
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess(&workspace, &question, None, || {}).expect("it computes");
    let rows = waiting(&workspace, &assessed, || {}).expect("it is told");
    let totals = assessed.contracts.iter().flat_map(|one| &one.totals.clauses);
    let paying = totals.filter(|total| total.in_use && total.head.is_some());
    let undecided: u64 = paying.map(|total| total.count_of(Status::NotEvaluated)).sum();
    let sum = total(&rows);
    assert!(undecided > 0, "the sector has nothing that waits");
    assert_eq!(sum.keys, undecided);
    let of = |wait: &Wait| wait.centimes.iter().collect::<Vec<_>>();
    let [(currency, centimes)] = of(&sum)[..] else { panic!("one currency: {sum:?}") };
    assert!(sum.said > 0 && centimes > 0 && currency.code() == "MAD", "nothing can be said: {sum:?}");
    assert!(sum.said + sum.pending <= sum.keys, "{sum:?}");
    for sums in [by(&rows, |row| row.head.clone()), by(&rows, |row| row.operator.to_string())] {
        assert_eq!(sums.iter().flat_map(|(_, wait)| of(wait)).map(|(_, centimes)| centimes).sum::<i128>(), centimes);
        assert_eq!(sums.iter().map(|(_, wait)| wait.keys).sum::<u64>(), sum.keys);
    }
}

#[test]
fn what_waits_in_two_currencies_is_not_added() {
    let [dirham, dollar] = ["MAD", "USD"].map(contract::unit::Currency::new);
    let mut sum = Wait { keys: 1, said: 1, pending: 0, centimes: Sums::of(dirham, 500) };
    sum.add(&Wait { keys: 2, said: 1, pending: 1, centimes: Sums::of(dollar, 70) });
    sum.add(&Wait { keys: 1, said: 1, pending: 0, centimes: Sums::of(dirham, 1) });
    assert_eq!((sum.keys, sum.said, sum.pending), (4, 3, 1));
    assert_eq!(serde_json::to_string(&sum.centimes).expect("JSON"), r#"{"MAD":501,"USD":70}"#);
}

#[test]
fn a_missing_file_is_cured_by_who_files_it() {
    let (_folder, workspace, day) = sector();
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess(&workspace, &question, None, || {}).expect("it computes");
    let rows = waiting(&workspace, &assessed, || {}).expect("it is told");
    let who = |table: &str| {
        let of_table =
            rows.iter().filter(|row| row.cause.code == "missing" && row.cause.table.as_deref() == Some(table));
        of_table.map(|row| row.cause.who).collect::<BTreeSet<Who>>()
    };
    for (table, cured_by) in [("payroll", Who::Operator), ("turnover", Who::RegisterKeeper)] {
        assert!(who(table).is_empty() || who(table) == BTreeSet::from([cured_by]), "{table}: {:?}", who(table));
    }
}
