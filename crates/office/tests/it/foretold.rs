//! What files change is said before they count, and is what assessing before and after says.

use std::collections::{BTreeMap, BTreeSet};

use contract::calendar::Date;
use contract::determination::Status;
use contract::identity::OperatorId;
use office::act::submit::{Change, Filled, Foretold, HandIn, Receipt, Stand, submit};
use office::act::withdraw::{self, Withdraw};
use office::act::{appoint, pass};
use office::actor::Actor;
use office::assess::{Question, assess};
use office::fault::Fault;
use office::now::Now;
use office::people::Mandate;
use office::role::Role;
use office::workspace::Workspace;

use crate::people::{asking, mandate, now, settled, source, who, with_code};
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
    for operator in operators.into_iter().collect::<BTreeSet<_>>() {
        let operator = OperatorId::new(&operator).expect("an identifier");
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

/// A payroll register as columns and rows.
fn register(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
    (lines.next().expect("headings"), lines.collect())
}

#[test]
fn whoever_hands_in_for_one_operator_is_told_nothing_of_what_changes_for_another() {
    let (_folder, workspace, last) = sector();
    let size = demo::Size { months: SIZE.months + 3, ..SIZE };
    let is_register = |name: &str| name.rsplit('/').next().is_some_and(|name| name.starts_with("PAIE_"));
    let all: Vec<(Date, String, Vec<u8>)> = demo::generate(SEED, size)
        .flat_map(|one| one.files.into_iter().map(move |(name, bytes)| (one.received, name, bytes)))
        .filter(|(_, name, _)| is_register(name))
        .collect();
    let (_, name, bytes) = all.iter().find(|(received, ..)| *received > last).expect("a register to come");
    let affiliation = |name: &str| name.rsplit('/').next().and_then(|name| name.split('_').nth(1)).map(str::to_owned);
    let others = all.iter().filter(|(received, other, _)| *received <= last && affiliation(other) != affiliation(name));
    let (headings, mut rows) = register(bytes);
    let place = |column: &str| headings.iter().position(|known| known == column).expect("a column");
    // Each row is given the card of somebody whom another operator employs, beside its own number.
    let cards = others.flat_map(|(.., bytes)| register(bytes).1).map(|row| row[place("cin")].clone());
    let mut cards: Vec<String> = cards.filter(|card| !card.is_empty()).collect();
    cards.reverse();
    cards.dedup();
    for (row, card) in rows.iter_mut().zip(cards) {
        row[place("cin")] = card;
    }
    let text: Vec<String> = std::iter::once(headings.join(";")).chain(rows.iter().map(|row| row.join(";"))).collect();
    let files = [(name.clone(), (text.join("\n") + "\n").into_bytes())];
    let told = |actor: &Actor| {
        let how = HandIn { preview: true, foretells: true, ..HandIn::new("somebody-elses-numbers") };
        let receipt = submit(&workspace, actor, &files, &how, now(1))?;
        let own = receipt.reports[0].operator.clone().expect("whose it is");
        let foretold = receipt.foretold.expect("foretold");
        let of = foretold.changes.into_iter().map(|change| change.operator).collect::<BTreeSet<_>>();
        Ok::<_, Fault>((own, of, foretold.operators))
    };
    let (own, of, _) = told(&Actor::Office).expect("the office is told");
    assert!(of.contains(&own) && of.len() > 1, "of another operator nothing changes: {of:?}");
    let another = of.iter().find(|one| **one != own).expect("another");

    let since = "2020-01-01".parse().expect("a day");
    let head = who("amina", "B 77", vec![Mandate { since, ..mandate(Role::Administrator, &[]) }]);
    let first = appoint(&workspace, &Actor::Office, &head, &asking("1"), now(0), &mut source(1)).expect("appointed");
    let secrets = settled(&workspace, "amina", &first, 5);
    let clerk_of = |account: &str, operator: &OperatorId, at: i64| {
        let clerk = who(account, account, vec![Mandate { since, ..mandate(Role::Clerk, &[operator.as_str()]) }]);
        let head = with_code(&workspace, "amina", &secrets, at);
        let mut chance = source(u8::try_from(at).expect("small"));
        let first = appoint(&workspace, &head, &clerk, &asking(account), now(at), &mut chance).expect("appointed");
        let secrets = settled(&workspace, account, &first, at + 2);
        with_code(&workspace, account, &secrets, at + 5)
    };
    let (clerk, stranger) = (clerk_of("karim", &own, 20), clerk_of("samir", another, 40));
    assert_eq!(told(&clerk).expect("his own"), (own.clone(), BTreeSet::from([own]), 1));
    assert!(told(&stranger).is_err(), "another operator's file is looked at");
}
