//! Keys that follow one another: a rotation is signed by the key that goes, and what was signed before stays good.

use register::journal::RecordError;
use register::verify::{Fault, verify};
use register::{Journal, SigningKey, Value};

use crate::place::{draft, on_both, record, signer, submit};

fn next() -> SigningKey {
    SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key")
}

fn rotate(journal: &Journal) -> Result<register::Recorded, RecordError> {
    let key = next().verifying().to_string();
    record(journal, draft("request-r", "rotate", Value::texts([("key", &key)])))
}

#[test]
fn another_key_signs_after_a_rotation() {
    on_both(|place| {
        let journal = place.journal();
        let (old, new) = (signer().verifying(), next().verifying());
        let before = record(&journal, submit("request-1", "op-1", 1)).expect("recorded").receipt;
        let rotated = rotate(&journal).expect("recorded").receipt;
        assert_eq!(journal.signer().expect("a key"), new.to_string());
        for receipt in [&before, &rotated] {
            receipt.check(&old).expect("the key that goes signs");
            assert!(receipt.check(&new).is_err());
        }
        // The new key has signed nothing yet: nobody who trusts it alone can follow.
        let faults = |key| verify(&journal, key, &[], &[]).expect("read").faults;
        assert_eq!((faults(&old), faults(&new)), (vec![], vec![Fault::Key]));

        let refused = record(&journal, submit("request-2", "op-1", 2)).expect_err("the key that went");
        assert!(matches!(refused, RecordError::Signer { .. }), "{refused:?}");
        let after = journal.record(submit("request-2", "op-1", 2), &next(), &|_, _| Ok(())).expect("recorded").receipt;
        assert!(after.check(&new).is_ok() && after.check(&old).is_err());

        let receipts = [before, rotated, after, journal.receipt(1).expect("a receipt")];
        for key in [&old, &new] {
            assert_eq!(verify(&journal, key, &receipts, &[]).expect("read").faults, []);
        }
        let stranger = SigningKey::from_seed("mithaq/essai", [9; 32]).expect("a key").verifying();
        assert_eq!(verify(&journal, &stranger, &[], &[]).expect("read").faults, [Fault::Key]);
        // A key does not come back, and the same rotation is the same act.
        let back = draft("request-b", "rotate", Value::texts([("key", &old.to_string())]));
        let refused = journal.record(back, &next(), &|_, _| Ok(())).expect_err("it has signed before");
        assert!(matches!(refused, RecordError::Taken { .. }), "{refused:?}");
        assert!(rotate(&journal).expect("the same").again);
    });
}

#[test]
fn a_key_of_another_name_does_not_follow() {
    on_both(|place| {
        let journal = place.journal();
        let other = SigningKey::from_seed("mithaq/autre", [8; 32]).expect("a key").verifying().to_string();
        for key in [other.as_str(), "no key", ""] {
            let refused = record(&journal, draft("request-r", "rotate", Value::texts([("key", key)])));
            assert!(matches!(refused, Err(RecordError::Signer { .. })), "{key}: {refused:?}");
        }
    });
}
