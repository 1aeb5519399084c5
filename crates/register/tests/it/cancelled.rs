//! Requests that are cancelled half-way: an act of every kind fails at the calls of the transaction that records it. It is there
//! whole or not at all, and the same request afterwards has one effect.

use std::iter::StepBy;
use std::ops::RangeFrom;
use std::sync::Arc;
use std::time::Instant;

use register::journal::RecordError;
use register::store::StoreError;
use register::verify::verify_at;
use register::{Draft, Journal, JournalError};

use crate::failing::{Failing, How};
use crate::place::{Place, draft, record, signer, submit};
use crate::specimens::{body, of_fictitious};
use crate::vandal::counts;

/// How many times as many in a long run: `MITHAQ_REQUESTS`.
fn times() -> u32 {
    #[expect(clippy::disallowed_methods, reason = "a long run says how long")]
    std::env::var("MITHAQ_REQUESTS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// The next entry of a fictitious workspace.
fn next(kind: &str, journal: &Journal) -> Draft {
    Draft { moment: None, ..draft(&format!("request-{kind}"), kind, body(kind, journal)) }
}

fn is_unknown(fault: &RecordError) -> bool {
    matches!(fault, RecordError::Fault(JournalError::Store(StoreError::Unknown(_))))
}

/// One act, cancelled at each of those of its calls in each way and recorded in the end; gives how often it was cancelled.
fn cancel(place: &Place, failing: &Arc<Failing>, kind: &str, (ways, calls): (&[How], StepBy<RangeFrom<u64>>)) -> usize {
    let open = || Journal::open_by(place.location.clone(), failing.opener()).expect("it opens");
    let mut journal = open();
    let (draft, before) = (next(kind, &journal), counts(place));
    let last = journal.head().expect("a head").entries;
    let mut cancelled = 0;
    'act: for call in calls {
        for how in ways {
            failing.at(call, *how);
            let answer = record(&journal, draft.clone());
            if !failing.fired() {
                // It has no more calls than those that failed.
                assert!(!answer.unwrap_or_else(|fault| panic!("`{kind}`: {fault}")).again);
                break 'act;
            }
            failing.never();
            cancelled += 1;
            let fault = answer.err().unwrap_or_else(|| panic!("`{kind}`, call {call}, {how:?}: it was answered"));
            if is_unknown(&fault) {
                // Nobody knows, so that nobody goes on before it is opened anew.
                assert!(matches!(journal.head(), Err(JournalError::Poisoned)));
                journal = open();
                if *how == How::After {
                    break 'act;
                }
            }
            assert_eq!(counts(place), before, "`{kind}`, call {call}, {how:?}: {fault}: half of it is there");
        }
    }
    failing.never();
    let again = record(&journal, draft).expect("the same request");
    assert_eq!((again.again, again.number, journal.head().expect("a head").entries), (true, last + 1, last + 1));
    cancelled
}

#[expect(clippy::disallowed_methods, reason = "tests say how long they took")]
fn cancel_all(on: fn() -> Place, ways: &[How], every: usize) {
    let (began, mut cancelled) = (Instant::now(), 0);
    for round in 0..times() {
        let (place, failing) = (on(), Arc::new(Failing::default()));
        let journal = place.create("yes").expect("a journal").0;
        // Trees of other shapes.
        for number in 0..round {
            let draft = Draft { moment: None, ..submit(&format!("request-before-{number}"), "op-9", number) };
            record(&journal, draft).expect("recorded");
        }
        drop(journal);
        for (kind, first) in of_fictitious().into_iter().zip((1..=every as u64).cycle()) {
            cancelled += cancel(&place, &failing, kind, (ways, (first..).step_by(every)));
        }
        let found = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
        assert_eq!((found.faults, found.entries), (vec![], u64::from(round) + 1 + of_fictitious().len() as u64));
    }
    let (kinds, seconds) = (of_fictitious().len(), began.elapsed().as_secs_f32());
    println!("{cancelled} requests of {kinds} kinds cancelled ({ways:?}), no half act; {seconds:.1} s");
}

#[test]
fn a_cancelled_request_leaves_no_half_act() {
    cancel_all(Place::sqlite, &[How::Before, How::After], 1);
}

#[test]
fn a_request_whose_connection_is_cut_leaves_no_half_act() {
    // Each is two connections more: at every third call, another one for each kind.
    cancel_all(Place::postgres, &[How::Cut], if times() > 1 { 1 } else { 3 });
}

/// The trial of the trial: a database that keeps what was written before it failed.
#[test]
#[should_panic(expected = "half of it is there")]
fn half_an_act_is_seen() {
    let (place, failing) = (Place::sqlite(), Arc::new(Failing::default()));
    drop(place.create("yes").expect("a journal"));
    cancel(&place, &failing, "enrol", (&[How::Torn], (1..).step_by(1)));
}
