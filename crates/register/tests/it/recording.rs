//! What recording refuses, and that what is refused leaves nothing; the same request, again and at once.

use std::collections::BTreeMap;
use std::thread;

use register::journal::{Journal, RecordError, Recorded, Refused};
use register::store::StoreError;
use register::tables::SUBMISSION;
use register::{Draft, JournalError, SigningKey, Value};

use crate::place::{Place, actor, day, draft, on_both, opening, record, signer, submit};
use crate::vandal::everything;

fn refused(place: &Place, journal: &Journal, draft: Draft) -> RecordError {
    let before = everything(place);
    let refused = record(journal, draft).expect_err("it is refused");
    assert_eq!(everything(place), before, "{refused} left something");
    refused
}

#[test]
fn an_answer_bears_a_receipt_that_proves_it() {
    on_both(|place| {
        let (journal, first) = place.create("no").expect("a journal");
        let key = signer().verifying();
        assert_eq!((first.number, first.day, first.again), (1, day("2027-03-01"), false));
        assert_eq!(first.receipt.check(&key).expect("it proves").kind, "open");
        for number in 2..=20 {
            let recorded = record(&journal, submit(&format!("request-{number}"), "op-1", number)).expect("recorded");
            let entry = recorded.receipt.check(&key).expect("it proves");
            assert_eq!((entry.number, recorded.number), (number.into(), number.into()));
            let checkpoint = key.verify(&recorded.receipt.checkpoint).expect("signed");
            assert_eq!(checkpoint.entries, recorded.number);
        }
    });
}

#[test]
fn the_same_request_is_the_same_act() {
    on_both(|place| {
        let journal = place.journal();
        let first = record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
        record(&journal, submit("request-2", "op-1", 2)).expect("recorded");
        let before = everything(place);
        let same = |again: Recorded| {
            assert!(again.again);
            assert_eq!(Recorded { again: false, ..again }, first);
        };
        // Days later, with a clock that is far behind, upon another state: it was recorded.
        same(record(&journal, submit("request-1", "op-1", 1)).expect("recorded"));
        let old = Draft { clock: day("2020-01-01"), seen: Some(1), ..submit("request-1", "op-1", 1) };
        same(record(&journal, old).expect("recorded"));
        drop(journal);
        let journal = place.open();
        same(record(&journal, submit("request-1", "op-1", 1)).expect("recorded"));

        for other in [
            submit("request-1", "op-1", 7),
            Draft { kind: "add".to_owned(), ..submit("request-1", "op-1", 1) },
            Draft { actor: Value::texts([("account", "a-2")]), ..submit("request-1", "op-1", 1) },
            Draft {
                stated: [("received".to_owned(), "2027-01-01".to_owned())].into(),
                ..submit("request-1", "op-1", 1)
            },
        ] {
            assert!(matches!(record(&journal, other), Err(RecordError::OtherRequest { number: 2, .. })));
        }
        assert_eq!(everything(place), before);
    });
}

/// Each of some acts by two to five clerks at once, each with a connection of its own and some with a journal of their own.
#[test]
fn the_same_request_at_once_has_one_effect() {
    on_both(|place| {
        let journal = place.journal();
        let key = signer().verifying();
        let (acts, mut answers) = (12_u32, 0);
        for act in 1..=acts {
            let clerks = 2 + act % 4;
            let answered: Vec<Recorded> = thread::scope(|scope| {
                let clerk = |at: u32| {
                    let journal = &journal;
                    scope.spawn(move || {
                        let draft = submit(&format!("request-{act}"), "op-1", act);
                        if at.is_multiple_of(2) { record(journal, draft) } else { record(&place.open(), draft) }
                    })
                };
                let clerks: Vec<_> = (0..clerks).map(clerk).collect();
                clerks.into_iter().map(|clerk| clerk.join().expect("no panic").expect("recorded")).collect()
            });
            assert_eq!(answered.iter().filter(|answer| !answer.again).count(), 1, "act {act}");
            assert!(
                answered
                    .iter()
                    .all(|answer| answer.receipt == answered[0].receipt && answer.number == u64::from(act) + 1)
            );
            answered[0].receipt.check(&key).expect("it proves");
            answers += answered.len();
        }
        assert_eq!(journal.head().expect("a head").entries, u64::from(acts) + 1);
        assert_eq!(journal.rows(&SUBMISSION, None, &[]).expect("rows").len(), acts as usize);
        println!("{answers} answers to {acts} acts, one effect each");
    });
}

/// Different acts at once: none is lost, and the journal has no hole.
#[test]
fn writers_at_once_lose_nothing() {
    on_both(|place| {
        let journal = place.journal();
        let (writers, each) = (4_u32, 8_u32);
        thread::scope(|scope| {
            for writer in 0..writers {
                let journal = &journal;
                scope.spawn(move || {
                    let own = place.open();
                    for act in 0..each {
                        let draft = submit(&format!("request-{writer}-{act}"), &format!("op-{writer}"), act);
                        record(if act.is_multiple_of(2) { &own } else { journal }, draft).expect("recorded");
                        journal.head().expect("a head");
                    }
                });
            }
        });
        let entries: Vec<u64> = journal.entries(1, u64::MAX).map(|entry| entry.expect("read").number).collect();
        assert_eq!(entries, (1..=u64::from(writers * each) + 1).collect::<Vec<_>>());
        assert_eq!(journal.rows(&SUBMISSION, None, &[]).expect("rows").len(), (writers * each) as usize);
    });
}

#[test]
fn the_guard_sees_the_state_and_can_refuse() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
        let before = everything(place);
        let refused = journal.record(submit("request-2", "op-1", 2), &signer(), &|read, entry| {
            assert_eq!((entry.number, entry.kind.as_str()), (3, "submit"));
            assert_eq!(read.last()?, (2, day("2027-03-01")));
            assert_eq!(read.entry(2)?.expect("it is there").request, "request-1");
            let held = read.rows(&SUBMISSION, None, &[("operator", "op-1")])?.len();
            Err(Refused::Act {
                code: "slot-filled".to_owned(),
                values: BTreeMap::from([("held".to_owned(), held.to_string())]),
            })
        });
        let Err(RecordError::Refused { code, values }) = refused else { panic!("{refused:?}") };
        assert_eq!((code.as_str(), values["held"].as_str()), ("slot-filled", "1"));
        assert_eq!(everything(place), before);
        // The id of what was refused is free.
        assert!(!record(&journal, submit("request-2", "op-1", 2)).expect("recorded").again);
    });
}

#[test]
fn rows_that_collide_are_refused() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
        let taken = refused(place, &journal, submit("request-2", "op-1", 1));
        let RecordError::Taken { table, columns } = taken else { panic!("{taken:?}") };
        assert_eq!((table.as_str(), columns), ("submission", vec!["operator".to_owned(), "submission".to_owned()]));
        record(&journal, submit("request-2", "op-1", 2)).expect("the journal goes on");
    });
}

#[test]
fn bodies_and_kinds_are_looked_at() {
    on_both(|place| {
        let journal = place.journal();
        let body = |pairs: &[(&'static str, &str)]| Value::texts(pairs.iter().copied());
        let unknown = refused(place, &journal, draft("request-1", "dance", body(&[])));
        assert!(matches!(unknown, RecordError::Projection(_)), "{unknown:?}");
        for (kind, pairs, field) in [
            ("withdraw", &[("operator", "a"), ("submission", "1"), ("piece", "01"), ("reason", "x")][..], "piece"),
            ("withdraw", &[("operator", "a"), ("submission", ""), ("piece", "1"), ("reason", "x")], "submission"),
            ("withdraw", &[("operator", "a"), ("submission", "1"), ("piece", "1")], "reason"),
            (
                "withdraw",
                &[("operator", "a"), ("submission", "1"), ("piece", "1"), ("reason", "x"), ("why", "")],
                "why",
            ),
            ("submit", &[("files", "1")], "submissions"),
            ("record-text", &[("texts", "")], "texts"),
        ] {
            let wrong = refused(place, &journal, draft("request-1", kind, body(pairs)));
            assert!(wrong.to_string().contains(&format!("`{field}`")), "{wrong}");
        }
        let hash =
            Value::map([("sha256", Value::text("0")), ("operator", Value::text("")), ("submission", Value::text("1"))]);
        let body = Value::map([("files", Value::text("0")), ("submissions", Value::List(vec![hash]))]);
        let wrong = refused(place, &journal, draft("request-1", "submit", body));
        assert!(wrong.to_string().contains("submissions[0].sha256"), "{wrong}");
        for request in ["short", "with a space", "é-é-é-é-é"] {
            let wrong = refused(place, &journal, submit(request, "op-1", 1));
            assert!(matches!(wrong, RecordError::Entry(_)), "{wrong:?}");
        }
        let wrong = refused(place, &journal, Draft { actor: Value::text("a"), ..submit("request-1", "op-1", 1) });
        assert!(matches!(wrong, RecordError::Entry(_)), "{wrong:?}");
        assert!(matches!(
            refused(place, &journal, draft("request-1", "open", Value::texts::<&str, &str>([]))),
            RecordError::Opening
        ));
    });
}

#[test]
fn the_clock_is_bounded_on_both_sides() {
    on_both(|place| {
        let journal = place.journal();
        let at =
            |request: &str, submission, clock: &str| Draft { clock: day(clock), ..submit(request, "op-1", submission) };
        assert_eq!(record(&journal, at("request-1", 1, "2027-02-28")).expect("a day behind").day, day("2027-03-01"));
        assert!(matches!(refused(place, &journal, at("request-2", 2, "2027-02-27")), RecordError::ClockBehind { .. }));
        assert!(matches!(refused(place, &journal, at("request-2", 2, "2027-04-02")), RecordError::ClockAhead { .. }));
        let named = |named: &str| Draft { day_named: Some(day(named)), ..at("request-2", 2, "2027-04-02") };
        assert!(matches!(refused(place, &journal, named("2027-04-01")), RecordError::ClockAhead { .. }));
        assert_eq!(record(&journal, named("2027-04-02")).expect("it was named").day, day("2027-04-02"));
        assert_eq!(record(&journal, at("request-3", 3, "2027-05-03")).expect("31 days").day, day("2027-05-03"));
        let silent = Draft { moment: None, ..at("request-4", 4, "2027-05-03") };
        assert!(matches!(refused(place, &journal, silent), RecordError::Moment { fictitious: false }));
        let pass = draft("request-4", "pass", Value::texts([("to", "2027-06-01")]));
        assert!(matches!(refused(place, &journal, pass), RecordError::Pass { fictitious: false, .. }));
    });
}

#[test]
fn a_fictitious_workspace_has_a_day_of_its_own() {
    on_both(|place| {
        let (journal, _) = place.create("yes").expect("a journal");
        let act = |request: &str, submission| Draft {
            moment: None,
            clock: day("2031-12-31"),
            ..submit(request, "op-1", submission)
        };
        let pass =
            |request: &str, to: &str| Draft { moment: None, ..draft(request, "pass", Value::texts([("to", to)])) };
        assert_eq!(record(&journal, act("request-1", 1)).expect("recorded").day, day("2027-03-01"));
        assert_eq!(record(&journal, pass("request-p", "2028-03-01")).expect("recorded").day, day("2028-03-01"));
        assert_eq!(record(&journal, act("request-2", 2)).expect("recorded").day, day("2028-03-01"));
        for back in ["2028-03-01", "2027-12-31", "soon"] {
            let wrong = refused(place, &journal, pass("request-q", back));
            assert!(matches!(wrong, RecordError::Pass { fictitious: true, .. }), "{wrong:?}");
        }
        let clocked = Draft { moment: Some("2027-03-01T00:00:00Z".to_owned()), ..act("request-3", 3) };
        assert!(matches!(refused(place, &journal, clocked), RecordError::Moment { fictitious: true }));
    });
}

#[test]
fn what_one_saw_must_still_be_the_last() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
        let upon = |seen, submission| Draft {
            seen: Some(seen),
            ..submit(&format!("request-{submission}"), "op-1", submission)
        };
        assert!(matches!(refused(place, &journal, upon(1, 2)), RecordError::Moved { seen: 1, last: 2 }));
        record(&journal, upon(2, 2)).expect("it saw the last one");
    });
}

#[test]
fn another_key_does_not_sign() {
    on_both(|place| {
        let other = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
        let refused = Journal::create(place.location.clone(), opening("no"), &other);
        assert!(matches!(refused.err().expect("refused"), RecordError::Signer { .. }));
        let journal = place.journal();
        let before = everything(place);
        let refused = journal.record(submit("request-1", "op-1", 1), &other, &|_, _| Ok(()));
        assert!(matches!(refused, Err(RecordError::Signer { .. })));
        assert_eq!(everything(place), before);
    });
}

#[test]
fn a_journal_is_made_once_and_whole_or_not_at_all() {
    on_both(|place| {
        let absent = Journal::open(place.location.clone()).err().expect("none is there");
        assert!(matches!(absent, JournalError::Store(StoreError::Absent(_))), "{absent:?}");
        // A first entry that is refused leaves no tables behind, and the place is free.
        let wrong = Draft { kind: "submit".to_owned(), ..opening("no") };
        assert!(Journal::create(place.location.clone(), wrong, &signer()).is_err());
        let absent = Journal::open(place.location.clone()).err().expect("none is there");
        assert!(matches!(absent, JournalError::Store(StoreError::Absent(_))), "{absent:?}");

        let (journal, _) = place.create("no").expect("a journal");
        assert_eq!(
            (journal.opening().zone.as_str(), journal.opening().origin().as_str()),
            ("Africa/Casablanca", "mithaq/essai")
        );
        let again = place.create("no").err().expect("one is there");
        assert!(matches!(again, RecordError::Fault(JournalError::Store(StoreError::Exists(_)))), "{again:?}");
        assert_eq!(place.open().head().expect("a head").entries, 1);
        assert_eq!(actor(), journal.entry(1).expect("read").expect("there").actor);
    });
}
