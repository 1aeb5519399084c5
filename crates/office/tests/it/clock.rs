//! A clock that ran ahead of a real workspace, on both databases: acts ask for the day by name, two administrators say that it
//! was wrong, and the office goes on with the true day, every answer by position as it was.

use std::sync::Arc;

use contract::calendar::Date;
use office::act::clock_was_wrong::{WrongClock, clock_was_wrong};
use office::act::submit::{HandIn, submit};
use office::act::{Asking, appoint, fix_public_day};
use office::actor::Actor;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question::verify::{Asked, verify};
use office::question::{self, replay, silent};
use office::recognition::together;
use office::refusal::Refusal;
use office::role::Role;
use office::workspace::{Birth, Shipped, Workspace};

use crate::databases::{AFFILIATIONS, Database, OPERATORS, PAYROLL, SITES};
use crate::people::{asking, code, mandate, now, settled, source, who, with_code};

/// Five years in half minutes.
const AHEAD: i64 = 5 * 365 * 2880;

fn hand_in(workspace: &Workspace, request: &str, (name, text): (&str, &str), now: Now) -> Result<u64, Fault> {
    let files = [(name.to_owned(), text.as_bytes().to_vec())];
    let receipt =
        submit(workspace, &Actor::Office, &files, &HandIn { chance: Some([7; 32]), ..HandIn::new(request) }, now)?;
    Ok(receipt.entry.expect("recorded").number)
}

fn agrees(workspace: &Workspace, now: Now) {
    let found = verify(workspace, &Actor::Office, &Asked::default(), now, &silent).expect("a verification");
    assert_eq!(found.faults, []);
}

fn made(folder: &std::path::Path, journal: Option<&str>) -> Workspace {
    let keys = folder.join("keys");
    let birth = Birth {
        fictitious: None,
        zone: "UTC".to_owned(),
        keys,
        journal: journal.map(str::to_owned),
        ..Birth::fictitious("2026-01-01".parse().expect("a day"))
    };
    Workspace::create(&folder.join("w"), &birth, now(0)).expect("a workspace")
}

fn on_both(story: impl Fn(Workspace)) {
    let folder = tempfile::tempdir().expect("a folder");
    story(made(folder.path(), None));
    let (folder, database) = (tempfile::tempdir().expect("a folder"), Database::new());
    story(made(folder.path(), Some(&database.url)));
}

#[test]
fn two_say_that_the_clock_was_wrong_and_the_office_goes_on() {
    on_both(|workspace| {
        for (name, text) in [("operateurs.csv", OPERATORS), ("affiliations.csv", AFFILIATIONS), ("sites.csv", SITES)] {
            hand_in(&workspace, &format!("request-{name}"), (name, text), now(1)).expect("taken in");
        }
        let last = hand_in(&workspace, "request-payroll", ("paie.csv", PAYROLL), now(1)).expect("taken in");
        workspace.gather().expect("editions");
        let later = PAYROLL.replace("2025-07;", "2025-08;");
        let refused = hand_in(&workspace, "request-leap", ("paie-08.csv", &later), now(AHEAD));
        let Err(fault) = refused else { panic!("nobody named the day") };
        let Some(Refusal::ClockAhead { clock, last: known }) = Refusal::of(&fault) else { panic!("{fault}") };
        let other = now(AHEAD).naming(Some(known));
        assert!(hand_in(&workspace, "request-leap", ("paie-08.csv", &later), other).is_err(), "not that day");
        let named = now(AHEAD).naming(Some(clock));
        let leap = hand_in(&workspace, "request-leap", ("paie-08.csv", &later), named).expect("the day is named");
        let beyond =
            hand_in(&workspace, "request-beyond", ("paie-09.csv", &PAYROLL.replace("2025-07;", "2025-09;")), named);
        assert_eq!((leap, beyond.expect("taken in")), (last + 1, last + 2));
        workspace.gather().expect("editions");
        let before: Vec<_> = (1..=last + 2).map(|entry| replayed(&workspace, entry)).collect();

        let say = |from, to, request: &str, preview, actor: &Actor| {
            let said = WrongClock { from, to, reason: "battery".to_owned() };
            clock_was_wrong(&workspace, actor, &said, &Asking { preview, ..asking(request) }, now(90))
        };
        let behind =
            hand_in(&workspace, "request-on", ("paie-10.csv", &PAYROLL.replace("2025-07;", "2025-10;")), now(90));
        assert!(matches!(Refusal::of(&behind.expect_err("behind")), Some(Refusal::ClockBehind { .. })));
        assert_eq!(code(say(leap, leap, "1", true, &Actor::Office)), "refusal-clock-upto");
        assert_eq!(code(say(leap, leap + 9, "1", false, &Actor::Office)), "refusal-clock-upto");
        assert_eq!(code(say(last, leap + 1, "1", false, &Actor::Office)), "refusal-clock-right");
        assert_eq!(say(leap, leap + 1, "1", true, &Actor::Office).expect("looked at"), None);
        let said = say(leap, leap + 1, "1", false, &Actor::Office).expect("recorded").expect("an entry");
        let again = say(leap, leap + 1, "1", false, &Actor::Office).expect("the same").expect("an entry");
        assert!(again.again && again.number == said.number && said.day == known);
        hand_in(&workspace, "request-on", ("paie-10.csv", &PAYROLL.replace("2025-07;", "2025-10;")), now(90))
            .expect("at once");
        agrees(&workspace, now(90));

        // Every answer by position is what it was; by day, the entries of the wrong clock are of the day of the one that says so.
        for (entry, before) in (1..).zip(&before) {
            assert_eq!(&replayed(&workspace, entry), before, "as known at {entry}");
        }
        let workspace = Arc::new(workspace);
        let known_on = |day: Date| {
            let known = Known::when(&workspace, now(2880 * 3), When::on(day)).expect("known");
            known.entry().expect("an entry")
        };
        assert_eq!((known_on(known.plus_days(-1)), known_on(known)), (0, said.number + 1));
        let at = Known::when(&workspace, now(90), When { at: Some(leap), ..When::default() }).expect("known");
        assert_eq!((at.day(), at.entry().expect("an entry")), (clock, leap));
        let page = question::journal::entry(
            &Known::when(&workspace, now(90), When::default()).expect("known"),
            &Actor::Office,
            leap,
        );
        let entry = page.expect("told").expect("an entry").entry;
        assert_eq!((entry.day, entry.wrong_clock), (clock, Some((said.day, said.number))));
        // As known at that entry, nobody had said so.
        let then = question::journal::entry(&at, &Actor::Office, leap).expect("told").expect("an entry").entry;
        assert_eq!((then.day, then.wrong_clock), (clock, None));
    });
}

fn replayed(workspace: &Workspace, entry: u64) -> office::answer::journal::Replays {
    replay(workspace, &Actor::Office, &entry.to_string()).expect("computed")
}

#[test]
fn one_administrator_is_not_enough_and_codes_of_the_wrong_clock_keep_nobody_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = made(folder.path(), None);
    let admin = |account: &str, number: &str| who(account, number, vec![mandate(Role::Administrator, &[])]);
    let first = appoint(&workspace, &Actor::Office, &admin("amina", "1"), &asking("1"), now(0), &mut source(1));
    let amina_s = settled(&workspace, "amina", &first.expect("first"), 3);
    let amina = with_code(&workspace, "amina", &amina_s, 10);
    let second = appoint(&workspace, &amina, &admin("brahim", "2"), &asking("2"), now(10), &mut source(20));
    let brahim_s = settled(&workspace, "brahim", &second.expect("two"), 11);
    // With the wrong clock an administrator is recognised, and appoints.
    let leap = workspace.head().expect("a head").entries + 1;
    let officer = who("chama", "3", vec![mandate(Role::Officer, &[])]);
    let ahead = now(AHEAD).naming(Some(now(AHEAD).day("UTC").expect("a day")));
    let amina = with_code(&workspace, "amina", &amina_s, AHEAD);
    for preview in [true, false] {
        let asked = Asking { preview, ..asking("3") };
        let refused = appoint(&workspace, &amina, &officer, &asked, now(AHEAD), &mut source(30)).expect_err("unnamed");
        assert!(matches!(Refusal::of(&refused), Some(Refusal::ClockAhead { .. })), "{refused}");
    }
    appoint(&workspace, &amina, &officer, &asking("3"), ahead, &mut source(30)).expect("three");
    let day = Some("2027-01-01".parse().expect("a day"));
    assert!(fix_public_day(&workspace, &amina, day, now(99)).is_err(), "the clock is behind");

    let said = WrongClock { from: leap, to: leap, reason: "battery".to_owned() };
    let amina = with_code(&workspace, "amina", &amina_s, 100);
    let say = |actor: &Actor| clock_was_wrong(&workspace, actor, &said, &asking("4"), now(101));
    assert_eq!(code(say(&amina)), "refusal-right-second-needed");
    assert_eq!(code(say(&Actor::Office)), "refusal-right-account-needed");
    assert_eq!(code(say(&together(amina.clone(), amina.clone()).expect("two"))), "refusal-right-second-same");
    let both = together(amina, with_code(&workspace, "brahim", &brahim_s, 101)).expect("two persons");
    assert!(say(&both).expect("recorded").is_some());
    agrees(&workspace, now(101));
}

#[test]
fn a_fictitious_workspace_has_no_clock() {
    let folder = tempfile::tempdir().expect("a folder");
    let birth = Birth { shipped: Shipped::Packs, ..Birth::fictitious("2027-03-01".parse().expect("a day")) };
    let workspace = Workspace::create(&folder.path().join("w"), &birth, now(0)).expect("a workspace");
    let said = WrongClock { from: 1, to: 1, reason: "battery".to_owned() };
    let refused = clock_was_wrong(&workspace, &Actor::Office, &said, &asking("1"), now(0));
    assert_eq!(code(refused), "refusal-clock-fictitious");
    let said = WrongClock { reason: String::new(), ..said };
    let real = tempfile::tempdir().expect("a folder");
    let refused = clock_was_wrong(&made(real.path(), None), &Actor::Office, &said, &asking("1"), now(0));
    assert_eq!(code(refused), "refusal-clock-no-reason");
}
