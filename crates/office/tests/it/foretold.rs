//! What files change is said before they count, and is what assessing before and after says.

use std::collections::BTreeMap;

use contract::determination::Status;
use office::act::pass;
use office::act::submit::{Change, Filled, Foretold, HandIn, Receipt, Stand, submit};
use office::act::withdraw::{self, Withdraw};
use office::actor::Actor;
use office::assess::{Question, assess};
use office::now::Now;
use office::workspace::Workspace;

use crate::sector::{SEED, SIZE, sector};

type Stands = BTreeMap<(String, String, String), Stand>;

/// What every head of every contract comes to, operator by operator, and how many operators were computed for it.
fn stands(workspace: &Workspace) -> (Stands, usize) {
    let day = workspace.today(Now::of(0)).expect("a day");
    let question = Question { as_known_on: day.into(), operators: Vec::new(), all_readings: false, fresh: false };
    let assessed = assess(workspace, &question, None, || {}).expect("it computes");
    let (mut stands, mut computed) = (Stands::new(), 0);
    for contract in &assessed.contracts {
        computed += contract.by_operator.len() - contract.reused;
        for (operator, totals) in &contract.by_operator {
            for total in totals.clauses.iter().filter(|total| total.in_use) {
                let Some(head) = &total.head else { continue };
                let key = (operator.to_string(), contract.sound.contract.id.clone(), head.clone());
                let stand: &mut Stand = stands.entry(key).or_default();
                stand.due_centimes += total.due_centimes;
                for status in Status::ALL.into_iter().filter(|status| total.count_of(*status) > 0) {
                    *stand.count.entry(status).or_default() += total.count_of(status);
                }
            }
        }
    }
    (stands, computed)
}

fn differences(before: &Stands, after: &Stands) -> Stands2 {
    let none = Stand::default();
    let changed = after.iter().filter(|(key, stand)| before.get(*key).unwrap_or(&none) != *stand);
    changed.map(|(key, stand)| (key.clone(), (before.get(key).unwrap_or(&none).clone(), stand.clone()))).collect()
}

type Stands2 = BTreeMap<(String, String, String), (Stand, Stand)>;

fn told(foretold: &Foretold) -> Stands2 {
    let row = |one: &Change| {
        ((one.operator.to_string(), one.contract.clone(), one.head.clone()), (one.before.clone(), one.after.clone()))
    };
    foretold.changes.iter().map(row).collect()
}

fn hand_in(workspace: &Workspace, files: &[(String, Vec<u8>)], request: &str, preview: bool) -> Receipt {
    let how = HandIn { filled: Filled::Replace, preview, foretells: true, ..HandIn::new(request) };
    submit(workspace, &Actor::Office, files, &how, Now::of(0)).expect("handed in")
}

#[test]
fn what_is_foretold_is_what_assessing_before_and_after_says() {
    let (_folder, workspace, last) = sector();
    let size = demo::Size { months: SIZE.months + 3, ..SIZE };
    let deliveries: Vec<_> = demo::generate(SEED, size).filter(|one| one.received > last).take(5).collect();
    assert!(deliveries.len() > 2);
    let end = deliveries.iter().map(|one| one.received).max().expect("a day");
    pass(&workspace, &Actor::Office, end, Now::of(0)).expect("passed");
    let (mut before, _) = stands(&workspace);
    let mut changes = 0;
    for (number, delivery) in deliveries.iter().enumerate() {
        let preview = hand_in(&workspace, &delivery.files, &format!("preview-{number}"), true);
        assert_eq!(stands(&workspace).0, before, "a preview changed something");
        let receipt = hand_in(&workspace, &delivery.files, &format!("delivery-{number}"), false);
        let (after, computed) = stands(&workspace);
        assert_eq!(computed, 0, "what was computed to foretell is kept");
        let [first, second] = [&preview, &receipt].map(|of| of.foretold.as_ref().expect("foretold"));
        assert_eq!(first, second, "before and while it is recorded the same is said");
        assert_eq!(told(first), differences(&before, &after));
        assert!(first.operators <= 1, "{} operators", first.operators);
        changes += first.changes.len();
        before = after;
    }
    assert!(changes > 0, "nothing ever changed");
    let left = std::fs::read_dir(workspace.root().join("results"))
        .expect("results")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(".foretold")));
    assert_eq!(left.count(), 0, "something was left beside the store");
}

#[test]
fn what_taking_back_changes_is_what_assessing_before_and_after_says() {
    let (_folder, workspace, _) = sector();
    workspace.gather().expect("editions");
    let (mut before, _) = stands(&workspace);
    let (mut taken_back, mut changes) = (0, 0);
    let operators: Vec<_> = before.keys().map(|(operator, ..)| operator.clone()).collect();
    for operator in operators.into_iter().collect::<std::collections::BTreeSet<_>>() {
        let operator = contract::identity::OperatorId::new(&operator).expect("an identifier");
        let handed_in = withdraw::files(&workspace, &Actor::Office, &operator, Now::of(0)).expect("files");
        // The last file of the last delivery, and the first one of the first.
        for one in handed_in.first().into_iter().chain(handed_in.last()) {
            let piece = if handed_in.first().is_some_and(|first| first.id == one.id) { one.pieces.len() } else { 1 };
            let what = Withdraw {
                operator: operator.clone(),
                submission: one.id.clone(),
                piece: piece.to_string(),
                reason: "wrong file".to_owned(),
                request: format!("withdraw-{operator}-{}", one.id),
                day_named: None,
            };
            let Ok(preview) = withdraw::preview(&workspace, &Actor::Office, &what, Now::of(0)) else { continue };
            assert_eq!(stands(&workspace).0, before, "a preview changed something");
            let done = withdraw::withdraw(&workspace, &Actor::Office, &what, Now::of(0)).expect("taken back");
            let (after, _) = stands(&workspace);
            let [first, second] = [&preview, &done].map(|of| of.foretold.as_ref().expect("foretold"));
            assert_eq!(first, second, "before and while it is recorded the same is said");
            assert_eq!(told(first), both_ways(&before, &after), "{operator} {}", one.id);
            (taken_back, changes) = (taken_back + 1, changes + first.changes.len());
            before = after;
        }
        if taken_back > 5 {
            break;
        }
    }
    assert!(taken_back > 2 && changes > 0, "{taken_back} taken back, {changes} changes");
}

/// The differences, those of heads under which nothing stands any more included.
fn both_ways(before: &Stands, after: &Stands) -> Stands2 {
    let gone = before.iter().filter(|(key, stand)| !after.contains_key(*key) && **stand != Stand::default());
    let gone = gone.map(|(key, stand)| (key.clone(), (stand.clone(), Stand::default())));
    differences(before, after).into_iter().chain(gone).collect()
}
