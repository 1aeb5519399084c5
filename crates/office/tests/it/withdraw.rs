//! A file is taken back: told before, recorded once, and from then on it counts no more; before, it counts as before.

use std::sync::Arc;

use contract::identity::OperatorId;
use evidence::store::Store;
use office::act::pass;
use office::act::submit::{Filled, HandIn, submit};
use office::act::withdraw::{self, Unfit, Withdraw, withdraw};
use office::actor::Actor;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question::{assess, silent};
use office::workspace::{Birth, Workspace};

fn sector() -> (tempfile::TempDir, Arc<Workspace>) {
    let folder = tempfile::tempdir().expect("a folder");
    let birth = Birth::fictitious("2020-01-01".parse().expect("a day"));
    let root = folder.path().join("workspace");
    let workspace = Workspace::create(&root, &birth, Now::of(0)).expect("a workspace").without_waiting_for_disk();
    let sector = demo::generate(7, demo::Size { operators: 2, persons: 40, ..demo::Size::small() });
    for (number, delivery) in sector.enumerate() {
        pass(&workspace, &Actor::Office, delivery.received, Now::of(0)).expect("a day");
        let mut how = HandIn::new(format!("delivery-{number}"));
        how.filled = if delivery.replaces { Filled::Replace } else { Filled::Ask };
        submit(&workspace, &Actor::Office, &delivery.files, &how, Now::of(0)).expect("an intake");
    }
    (folder, Arc::new(workspace))
}

/// What each operator comes to, as one hash of determinations a contract, and how much waits.
fn figures(workspace: &Arc<Workspace>, when: When) -> Vec<String> {
    let known = Known::when(workspace, Now::of(0), when).expect("a moment");
    let answer = question(&known);
    answer.assessed.contracts.iter().map(|one| one.receipt.determinations_sha256.clone()).collect()
}

fn question(known: &Known) -> assess::Assessment {
    office::question::assess(known, &Actor::Office, &assess::Asked::default(), &silent).expect("an answer")
}

/// An operator, and a payroll that counts.
fn payroll(workspace: &Workspace) -> (OperatorId, String, usize, String) {
    let day = workspace.today(Now::of(0)).expect("a day");
    for operator in workspace.store.operators(day).expect("operators") {
        for submission in withdraw::files(workspace, &Actor::Office, &operator, Now::of(0)).expect("its files") {
            let mut files = submission.pieces.iter().enumerate();
            let found = files.find(|(_, file)| file.table == Some("payroll") && file.standing == "accepted");
            if let Some((place, file)) = found {
                return (operator, submission.id.clone(), place + 1, file.name.clone());
            }
        }
    }
    panic!("a payroll")
}

#[test]
fn a_file_taken_back_counts_until_its_entry_and_no_longer() {
    let (_folder, workspace) = sector();
    workspace.gather().expect("editions");
    let (operator, submission, number, name) = payroll(&workspace);
    let what = |piece: &str, reason: &str, request: &str| Withdraw {
        operator: operator.clone(),
        submission: submission.clone(),
        piece: piece.to_owned(),
        reason: reason.to_owned(),
        request: request.to_owned(),
        day_named: None,
    };
    let unfit = |what: &Withdraw| match withdraw(&workspace, &Actor::Office, what, Now::of(0)) {
        Err(Fault::NotWithdrawn(unfit)) => unfit,
        _ => panic!("{what:?} was not refused"),
    };
    let number = number.to_string();
    assert_eq!(unfit(&what(&number, " ", "request-0")), Unfit::NoReason);
    assert!(matches!(unfit(&what("999", "a slip", "request-0")), Unfit::None { .. }));
    let elsewhere = Withdraw { submission: "no-such".to_owned(), ..what(&number, "a slip", "request-0") };
    assert!(matches!(unfit(&elsewhere), Unfit::None { .. }));
    let own = Actor::Operator(operator.clone());
    assert!(matches!(withdraw(&workspace, &own, &elsewhere, Now::of(0)), Err(Fault::Refused(_))));

    // The journal keeps a reason for ever: no number of a person stands in it, however it is written, nor in a request's id.
    let before = workspace.head().expect("a journal").entries;
    for (reason, request) in [
        ("wrong number 123456785 of the employee", "request-0"),
        ("wrong: 123 456 785", "request-0"),
        ("the card AB123456", "request-0"),
        ("a slip", "request-123456785"),
    ] {
        let refused = withdraw(&workspace, &Actor::Office, &what(&number, reason, request), Now::of(0));
        assert_eq!(crate::people::code(refused), "refusal-act-names-person", "{reason} {request}");
    }
    assert_eq!(workspace.head().expect("a journal").entries, before);

    let (then, asked) = (figures(&workspace, When::default()), what(&number, "a slip", "request-1"));
    let told = withdraw::preview(&workspace, &Actor::Office, &asked, Now::of(0)).expect("told");
    assert_eq!((told.entry, told.file.as_str(), told.effects.len()), (None, name.as_str(), 1));
    assert!(told.effects[0].before.rows > 0 && told.effects[0].persons_gone > 0);
    assert_eq!(figures(&workspace, When::default()), then, "asking changes nothing");

    let done = withdraw(&workspace, &Actor::Office, &asked, Now::of(0)).expect("taken back");
    assert_eq!((done.entry, &done.effects), (Some(before + 1), &told.effects));
    let now = figures(&workspace, When::default());
    assert_ne!(now, then);
    assert_eq!(figures(&workspace, When { at: Some(before), ..When::default() }), then, "as it was known before");

    // The same request once more is the same act, by number or by name; another one is refused.
    let again = withdraw(&workspace, &Actor::Office, &asked, Now::of(0)).expect("the same answer");
    assert_eq!((again.again, again.entry, &again.effects), (true, done.entry, &told.effects));
    let other = what(&number, "another reason", "request-1");
    assert!(matches!(withdraw(&workspace, &Actor::Office, &other, Now::of(0)), Err(Fault::NotRecorded(_))));
    assert_eq!(unfit(&what(&number, "a slip", "request-2")), Unfit::Already(name));
    assert_eq!(workspace.head().expect("a journal").entries, before + 1);

    // Both roads say the same, before editions are made anew and after; so does whoever opens the workspace.
    for round in 0..2 {
        let (folder, recorded) = (workspace.store.root(), (*workspace.store.recorded()).clone());
        let plain = Store::open_taking(folder, recorded).expect("the store").without_editions();
        let plain = plain.knowing(office::shipped::tables());
        let opened = Workspace::open(workspace.root()).expect("a workspace");
        for store in [&workspace.store, &opened.store] {
            assert!(store.says_the_same(&plain, &operator).expect("read"), "round {round}");
        }
        let opened = Arc::new(opened);
        assert_eq!(figures(&opened, When::default()), now);
        assert_eq!(figures(&opened, When { at: Some(before), ..When::default() }), then);
        workspace.gather().expect("editions");
    }
}
