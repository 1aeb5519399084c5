//! One story told to both databases: same bytes, same root, and everything that can be asked of it afterwards.

use register::journal::Journal;
use register::tables::{SIGNER, SUBMISSION, TEXT, WITHDRAWAL, WORKSPACE};
use register::tree::{self, verify_consistency};
use register::{Receipt, Value};

use crate::place::{day, draft, on_both, record, signer, submit};

/// A few weeks of an office.
pub fn tell(journal: &Journal) {
    let hash = tree::leaf(b"text").hex();
    let text = Value::texts([
        ("path", "ma/essai/contract.md"),
        ("sha256", &hash),
        ("contract", "essai"),
        ("kind", "contract"),
    ]);
    let told = [
        draft("request-1", "record-text", Value::map([("texts", Value::List(vec![text]))])),
        submit("request-2", "op-1", 1),
        submit("request-3", "op-2", 1),
        register::Draft { clock: day("2027-03-03"), kind: "add".to_owned(), ..submit("request-4", "op-1", 2) },
        register::Draft {
            clock: day("2027-03-02"),
            kind: "replace".to_owned(),
            stated: [("received".to_owned(), "2027-02-26".to_owned())].into(),
            ..submit("request-5", "op-1", 3)
        },
        register::Draft {
            clock: day("2027-03-20"),
            ..draft(
                "request-6",
                "withdraw",
                Value::texts([("operator", "op-2"), ("submission", "000001"), ("piece", "1"), ("reason", "مكرر")]),
            )
        },
    ];
    for draft in told {
        record(journal, draft).expect("it is recorded");
    }
}

/// Frozen with form 1: the root of the story.
const ROOT: &str = "bbd8a917107b59721b4335b5ddce4a01d6e47aa05f0d4067b9039360b0876fa5";

#[test]
fn one_story_has_one_root_on_both() {
    on_both(|place| {
        let journal = place.journal();
        tell(&journal);
        let head = journal.head().expect("a head");
        assert_eq!((head.entries, head.last_day), (7, day("2027-03-20")));
        assert_eq!(head.root.hex(), ROOT);
        let leaves: Vec<_> =
            journal.entries(1, 7).map(|entry| entry.expect("read").leaf().expect("a leaf").0.to_vec()).collect();
        let kept = place.ask(r#"SELECT "hash" FROM "node" WHERE "level" = 0 ORDER BY "place""#);
        let kept: Vec<_> = kept.iter().map(|row| row[0].bytes().expect("bytes").to_vec()).collect();
        assert_eq!(leaves, kept);
    });
}

#[test]
fn days_never_decrease_and_a_day_is_a_prefix() {
    on_both(|place| {
        let journal = place.journal();
        tell(&journal);
        let days: Vec<String> = journal.entries(1, 7).map(|entry| entry.expect("read").day.to_string()).collect();
        let march = |day: u32| format!("2027-03-{day:02}");
        assert_eq!(days, [1, 1, 1, 1, 3, 3, 20].map(march));
        let until = |text: &str| journal.entries_until_day(day(text)).expect("an answer");
        assert_eq!(until("2027-02-28"), None);
        assert_eq!((until("2027-03-01"), until("2027-03-02"), until("2027-03-03")), (Some(4), Some(4), Some(6)));
        assert_eq!(until("2030-01-01"), Some(7));
        let days = journal.days().expect("days");
        assert_eq!(days, [(day("2027-03-01"), 4), (day("2027-03-03"), 6), (day("2027-03-20"), 7)]);
    });
}

#[test]
fn rows_are_known_up_to_an_entry() {
    on_both(|place| {
        let journal = place.journal();
        tell(&journal);
        let count = |table, upto, filter: &[(&str, &str)]| journal.rows(table, upto, filter).expect("rows").len();
        assert_eq!((count(&WORKSPACE, None, &[]), count(&SIGNER, None, &[]), count(&TEXT, None, &[])), (1, 1, 1));
        assert_eq!((count(&SUBMISSION, None, &[]), count(&SUBMISSION, Some(4), &[])), (4, 2));
        assert_eq!(count(&SUBMISSION, Some(5), &[("operator", "op-1")]), 2);
        assert_eq!(count(&SUBMISSION, None, &[("operator", "op-1"), ("kind", "replace")]), 1);
        assert_eq!(count(&SUBMISSION, None, &[("operator", "op-1' OR '1'='1")]), 0);
        assert!(journal.rows(&SUBMISSION, None, &[("entry\" = 1 --", "")]).is_err());
        let withdrawn = journal.rows(&WITHDRAWAL, None, &[]).expect("rows");
        assert_eq!((withdrawn[0].entry, withdrawn[0].place, withdrawn[0].get("reason")), (7, 0, Some("مكرر")));
    });
}

#[test]
fn every_entry_has_a_receipt_and_every_size_a_proof() {
    on_both(|place| {
        let journal = place.journal();
        tell(&journal);
        let key = signer().verifying();
        for number in 1..=7 {
            let receipt = journal.receipt(number).expect("a receipt");
            let file = receipt.encode().expect("a file");
            let read = Receipt::decode(&file).expect("it is read");
            assert_eq!(read, receipt);
            assert_eq!(read.check(&key).expect("it proves").number, number);
            let checkpoint = key.verify(&journal.checkpoint(Some(number)).expect("a checkpoint")).expect("signed");
            for new in number..=7 {
                let later = key.verify(&journal.checkpoint(Some(new)).expect("a checkpoint")).expect("signed");
                let proof = journal.consistency(number, new).expect("a proof");
                assert!(verify_consistency(number, &checkpoint.root, new, &later.root, &proof));
            }
        }
        assert!(journal.receipt(0).is_err() && journal.receipt(8).is_err() && journal.consistency(1, 8).is_err());
    });
}
