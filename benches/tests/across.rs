//! Checks across operators over a whole store, held against a reading of all its rows.

use std::collections::{BTreeMap, BTreeSet};

use assessment::across::Together;
use benches::evidence::{Plan, fill};
use contract::calendar::Month;
use contract::identity::{OperatorId, Pseudonym};
use evidence::columns::Values;
use evidence::store::Store;
use office::across::{MONTHS_BETWEEN, across};
use office::workspace::Workspace;

/// The months in which each operator declared days of each person, row by row.
fn declared(store: &Store, plan: Plan) -> BTreeMap<Pseudonym, BTreeMap<OperatorId, BTreeSet<i32>>> {
    let mut all: BTreeMap<Pseudonym, BTreeMap<OperatorId, BTreeSet<i32>>> = BTreeMap::new();
    for operator in store.operators(plan.known_on()).unwrap() {
        let evidence = store.load(&operator, &["bds"], plan.known_on()).unwrap();
        let table = &evidence.tables["bds"];
        let Values::Count(days) = &table.columns["days"].values else { panic!("days are counts") };
        for row in (0..table.rows).filter(|row| days[*row] > 0) {
            let of_person = all.entry(evidence.persons[table.person[row] as usize]).or_default();
            of_person.entry(operator.clone()).or_default().insert(table.period[row]);
        }
    }
    all
}

#[test]
fn what_operators_show_together_is_what_their_rows_say() {
    let plan = Plan { operators: 30, persons: 320, months: 16, seed: 11 };
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::create(&folder.path().join("workspace"), true).unwrap();
    fill(&workspace.store, &workspace.key, &plan.ledger(), plan, || {}).unwrap();
    let found = across(&workspace, plan.known_on(), MONTHS_BETWEEN, || {}).unwrap();

    let mut together = Vec::new();
    for (person, operators) in declared(&workspace.store, plan) {
        let operators: Vec<_> = operators.into_iter().collect();
        for (nth, (one, months)) in operators.iter().enumerate() {
            for (other, others) in &operators[nth + 1..] {
                let common: Vec<i32> = months.intersection(others).copied().collect();
                if let (Some(first), Some(last)) = (common.first(), common.last()) {
                    together.push(Together {
                        person,
                        operators: [one.clone(), other.clone()],
                        first: Month::from_index(*first),
                        last: Month::from_index(*last),
                        months: u32::try_from(common.len()).unwrap(),
                    });
                }
            }
        }
    }
    assert_eq!(found.across.together, together);
    assert!(together.len() >= 10, "{} persons declared twice", together.len());

    // Second jobs within a group were planted, and some with another identity card.
    assert!(!found.across.moved.is_empty());
    for moved in &found.across.moved {
        assert_ne!(moved.from, moved.to);
        assert!(moved.ended.is_none_or(|ended| ended >= moved.began.plus_days(-31 * 3)), "{moved:?}");
    }
    assert!(!found.contradictions.is_empty());
    for contradiction in &found.contradictions {
        assert!(contradiction.number_taken && !contradiction.card_taken, "{contradiction:?}");
        assert_eq!(contradiction.named_by.len(), 1, "{contradiction:?}");
    }

    // Whoever looks again, with other threads, finds the same.
    let again = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let again = again.install(|| across(&workspace, plan.known_on(), MONTHS_BETWEEN, || {}).unwrap());
    assert_eq!(again.across, found.across);
    assert_eq!(again.contradictions, found.contradictions);
}
