//! What is told of the nation takes over, operator by operator, whatever still stands, and is what is told without.

use std::sync::Arc;

use contract::calendar::Date;
use office::act::submit::{Filled, HandIn, submit};
use office::act::{fix_public_day, pass};
use office::actor::Actor;
use office::answer::operator::{Listed, Narrowed};
use office::answer::territories::Theme;
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::workspace::Workspace;

use crate::sector::{SEED, SIZE, sector};

fn known(workspace: &Arc<Workspace>, former: Option<&Known>) -> Known {
    Known::when(workspace, Now::of(0), When::default()).expect("a moment").after(former)
}

/// What the pages of the nation and of each operator tell.
fn told(workspace: &Workspace, known: &Known) -> Vec<String> {
    let actor = &Actor::Office;
    let mut told = vec![
        format!("{:?}", question::register(known, actor).expect("a register")),
        format!("{:?}", question::operators(known, actor, Listed::default()).expect("operators")),
        format!("{:?}", question::territories(known, actor, Theme::Jobs).expect("territories")),
        format!("{:?}", question::territories(known, &Actor::Public, Theme::Amounts).expect("territories")),
        format!("{:?}", question::contract(known, actor, "ma-offshoring-2025").expect("a contract")),
        format!("{:?}", question::clause(known, actor, ("ma-offshoring-2025", "pae")).expect("a clause")),
        format!("{:?}", question::commitments(known, actor).expect("commitments")),
    ];
    for operator in workspace.store.operators(known.moment()).expect("operators") {
        let view = question::operator(known, actor, operator.as_str(), Narrowed::default(), 1).expect("an operator");
        told.push(format!("{view:?}"));
    }
    told
}

fn assert_same(workspace: &Arc<Workspace>, taken_over: &Known, what: &str) {
    let fresh = known(workspace, None);
    assert_eq!(fresh.looked_at().expect("a nation"), 6);
    for (one, other) in told(workspace, taken_over).into_iter().zip(told(workspace, &fresh)) {
        assert!(one == other, "{what}\n{one}\n{other}");
    }
}

#[test]
fn whatever_still_stands_is_taken_over() {
    let (_folder, workspace, last) = sector();
    let workspace = Arc::new(workspace);
    let first = known(&workspace, None);
    assert_eq!(first.looked_at().expect("a nation"), 6);
    // An entry of another kind.
    let some_day: Date = last.plus_days(-40);
    fix_public_day(&workspace, &Actor::Office, Some(some_day), Now::of(0)).expect("fixed");
    let second = known(&workspace, Some(&first));
    assert!(second.entry().expect("an entry") > first.entry().expect("an entry"));
    assert_eq!(second.looked_at().expect("a nation"), 0);
    assert_same(&workspace, &second, "another kind");
    // The file of one operator.
    let size = demo::Size { months: SIZE.months + 3, ..SIZE };
    let next = demo::generate(SEED, size).find(|one| one.received > last).expect("a delivery");
    let how = HandIn { filled: Filled::Replace, ..HandIn::new("one-delivery") };
    submit(&workspace, &Actor::Office, &next.files, &how, Now::of(0)).expect("handed in");
    let third = known(&workspace, Some(&second));
    assert_eq!(third.looked_at().expect("a nation"), 1);
    assert_same(&workspace, &third, "one file");
    // Days on which nothing happens, until a month is over.
    let (mut former, mut looked_at) = (third, Vec::new());
    for days in [1, 3, 40] {
        pass(&workspace, &Actor::Office, last.plus_days(days), Now::of(0)).expect("passed");
        let next = known(&workspace, Some(&former));
        looked_at.push(next.looked_at().expect("a nation"));
        assert_same(&workspace, &next, "a new day");
        former = next;
    }
    println!("looked at on new days: {looked_at:?}");
    assert!(looked_at.iter().any(|one| *one < 6) && looked_at.contains(&6), "{looked_at:?}");
}
