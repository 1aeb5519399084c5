//! A clock that ran ahead: two say so, the days go on from before it, and what was known at an entry stays what it was.

use contract::calendar::Date;
use proptest::prelude::*;
use register::journal::Days;
use register::verify::{EntryFault, Fault, verify};
use register::{Draft, Journal, Value};

use crate::place::{Place, day, draft, on_both, record, signer, submit};

fn at(clock: Date, draft: Draft) -> Draft {
    Draft { clock, day_named: Some(clock), ..draft }
}

fn wrong(request: &str, from: u64, to: u64) -> Draft {
    let texts = [("from", from.to_string()), ("to", to.to_string()), ("reason", "battery".to_owned())];
    draft(request, "clock-was-wrong", Value::texts(texts))
}

fn faults(journal: &Journal) -> Vec<Fault> {
    verify(journal, &signer().verifying(), &[], &[]).expect("read").faults
}

/// The days in use, entry by entry.
fn in_use(journal: &Journal) -> Vec<Date> {
    let days = journal.said_of_days().expect("days");
    journal.entries(1, u64::MAX).map(|entry| entry.map(|one| days.day(one.number, one.day)).expect("read")).collect()
}

#[test]
fn the_office_goes_on_with_the_true_day_at_once() {
    on_both(|place| {
        let journal = place.journal();
        record(&journal, at(day("2027-03-02"), submit("request-1", "op-1", 1))).expect("recorded");
        record(&journal, at(day("2031-03-02"), submit("request-2", "op-1", 2))).expect("somebody named the day");
        record(&journal, at(day("2031-03-02"), submit("request-3", "op-1", 3))).expect("recorded");
        record(&journal, at(day("2027-03-05"), submit("request-4", "op-1", 4))).expect_err("the clock is behind");
        for (from, to) in [(3, 3), (3, 5), (5, 4), (0, 4)] {
            let refused = record(&journal, at(day("2027-03-05"), wrong("request-5", from, to)));
            refused.expect_err("not up to the last entry, or from no entry");
        }
        let said = record(&journal, at(day("2027-03-05"), wrong("request-5", 3, 4))).expect("recorded");
        assert_eq!((said.number, said.day), (5, day("2027-03-05")));
        record(&journal, at(day("2027-03-06"), submit("request-6", "op-1", 4))).expect("at once");
        let days = ["2027-03-01", "2027-03-02", "2027-03-05", "2027-03-05", "2027-03-05", "2027-03-06"].map(day);
        assert_eq!(in_use(&journal), days);
        for (asked, expected) in [
            ("2027-02-28", None),
            ("2027-03-04", Some(2)),
            ("2027-03-05", Some(5)),
            ("2027-03-06", Some(6)),
            ("2031-03-02", Some(6)),
        ] {
            assert_eq!(journal.entries_until_day(day(asked)).expect("asked"), expected, "{asked}");
        }
        // What each was recorded with stays, and who says otherwise is named.
        assert_eq!(journal.entry(3).expect("read").expect("there").day, day("2031-03-02"));
        let said = journal.said_of_days().expect("days");
        assert_eq!(said.wrong(4).map(|wrong| (wrong.day, wrong.by)), Some((day("2027-03-05"), 5)));
        assert!(said.wrong(2).is_none() && said.wrong(5).is_none());
        assert_eq!(faults(&journal), []);
    });
}

#[test]
fn a_clock_that_was_right_is_not_called_wrong_unseen() {
    let place = Place::sqlite();
    let journal = place.journal();
    record(&journal, at(day("2027-03-02"), submit("request-1", "op-1", 1))).expect("recorded");
    // The office looks before; who does not is found out.
    record(&journal, at(day("2027-03-04"), wrong("request-2", 2, 2))).expect("recorded");
    assert_eq!(faults(&journal), [Fault::Entry { number: 3, what: EntryFault::Clock }]);
}

/// What happens to a journal: so many days later an act; a leap and an act; or somebody says that the clock was wrong.
#[derive(Debug, Clone)]
enum Step {
    Act(i32),
    Leap(i32),
    Wrong(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..20_i32).prop_map(Step::Act),
        1 => (40..2_000_i32).prop_map(Step::Leap),
        2 => (1..6_u64).prop_map(Step::Wrong),
    ];
    prop::collection::vec(step, 1..16)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn days_in_use_never_decrease_and_knowledge_by_position_stays(steps in steps()) {
        let place = Place::sqlite();
        let journal = place.journal();
        let (mut clock, mut truly) = (day("2027-03-01"), day("2027-03-01"));
        let mut known: Vec<Vec<String>> = Vec::new();
        for (number, step) in (1..).zip(steps) {
            let request = format!("request-{number}");
            match step {
                Step::Act(days) | Step::Leap(days) => {
                    (clock, truly) = (clock.plus_days(days), truly.plus_days(days.min(20)));
                    record(&journal, at(clock, submit(&request, "op-1", number))).expect("recorded");
                }
                Step::Wrong(back) => {
                    let last = journal.head().expect("a head").entries;
                    let from = last.saturating_sub(back).max(2);
                    let bears = in_use(&journal)[usize::try_from(from.min(last)).expect("small") - 1];
                    let said = record(&journal, at(truly, wrong(&request, from, last)));
                    let Ok(said) = said else { continue };
                    clock = said.day;
                    if bears <= said.day {
                        // The office would not have let that pass: no more is asked of this journal.
                        return Ok(());
                    }
                }
            }
            let days = in_use(&journal);
            prop_assert!(days.is_sorted(), "{days:?}");
            prop_assert_eq!(faults(&journal), vec![]);
            for asked in &days {
                let expected = days.iter().rposition(|day| day <= asked).map(|at| at as u64 + 1);
                prop_assert_eq!(journal.entries_until_day(*asked).expect("asked"), expected);
            }
            let rows = |upto: usize| -> Vec<String> {
                let rows = journal.rows(&register::tables::SUBMISSION, Some(upto as u64 + 1), &[]).expect("rows");
                rows.iter().map(|row| row.values.join(" ")).collect()
            };
            for (upto, before) in known.iter().enumerate() {
                prop_assert_eq!(&rows(upto), before);
            }
            known = (0..days.len()).map(rows).collect();
        }
        let days = journal.read(|read| Days::of(read)).expect("days");
        prop_assert_eq!(days, journal.said_of_days().expect("days"));
    }
}
