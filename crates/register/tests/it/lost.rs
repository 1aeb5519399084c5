//! What is brought back from an older copy, what witnesses have cosigned, and a journal that is written anew in another place.

use register::journal::copy;
use register::note::Note;
use register::verify::{EntryFault, Fault, GivenFault, Witnessed, verify, verify_at};
use register::{Journal, Receipt, SigningKey, Value};

use crate::place::{Place, day, draft, on_both, record, signer, submit};
use crate::second::second;
use crate::vandal::everything;
use crate::verifying::story;

fn faults(journal: &Journal, receipts: &[Receipt], checkpoints: &[String]) -> Vec<Fault> {
    verify(journal, &signer().verifying(), receipts, checkpoints).expect("read").faults
}

fn lost(from: u64, to: u64, checkpoint: &str) -> register::Draft {
    let texts = [("from", from.to_string()), ("to", to.to_string()), ("checkpoint", checkpoint.to_owned())];
    draft("request-lost", "lost", Value::texts(texts))
}

/// Two journals of one beginning: one of three entries, and the other went on to five.
fn brought_back(place: &Place) -> (Journal, String, String, Receipt) {
    let journal = place.journal();
    let later = Place::sqlite();
    record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
    record(&journal, submit("request-2", "op-1", 2)).expect("recorded");
    copy(&place.location, &later.location).expect("copied");
    let gone = later.open();
    record(&gone, submit("request-3", "op-2", 3)).expect("recorded");
    let midway = gone.checkpoint(None).expect("a checkpoint");
    let receipt = record(&gone, submit("request-4", "op-2", 4)).expect("recorded").receipt;
    let latest = gone.checkpoint(None).expect("a checkpoint");
    (journal, midway, latest, receipt)
}

#[test]
fn what_was_lost_is_told_and_committed_to() {
    on_both(|place| {
        let (journal, midway, latest, receipt) = brought_back(place);
        assert!(matches!(
            &faults(&journal, std::slice::from_ref(&receipt), &[])[..],
            [Fault::Given { what: GivenFault::Older { .. }, .. }]
        ));
        for (from, to, checkpoint) in [(3, 5, &latest), (4, 4, &latest), (4, 5, &midway), (4, 5, &"none".to_owned())] {
            let refused = record(&journal, lost(from, to, checkpoint));
            assert!(refused.is_err(), "{from} to {to}: {refused:?}");
        }
        let recorded = record(&journal, lost(4, 5, &latest)).expect("recorded");
        for number in 5..8 {
            record(&journal, submit(&format!("request-{number}0"), "op-3", number)).expect("recorded");
        }
        let root = Note::parse(&latest).expect("a note").checkpoint().expect("a checkpoint").root;
        for size in [4, 7] {
            let note = journal.checkpoint(Some(size)).expect("a checkpoint");
            let said = signer().verifying().verify(&note).expect("signed").extensions;
            assert_eq!(said, [register::note::lost_line(4, 5, &root)], "{size}");
        }
        assert!(!journal.checkpoint(Some(3)).expect("a checkpoint").contains("lost"));
        let now = journal.receipt(7).expect("a receipt");
        assert_eq!(faults(&journal, &[receipt, recorded.receipt, now], &[latest]), []);
        // Of what was lost, only what the entry names is known.
        assert!(matches!(&faults(&journal, &[], &[midway])[..], [Fault::Given { what: GivenFault::Fork { .. }, .. }]));
        let folder = tempfile::tempdir().expect("a folder");
        let (sound, told) = second(place, &folder.path().join("journal"), &[]);
        assert!(sound, "{told}");
    });
}

#[test]
fn what_was_lost_is_signed_by_the_key_of_the_journal() {
    let place = Place::sqlite();
    let (journal, _, latest, _) = brought_back(&place);
    let read = signer().verifying().verify(&latest).expect("signed");
    let stranger = SigningKey::from_seed("mithaq/essai", [9; 32]).expect("a key").note(&read).to_string();
    // The office looks before; who does not is found out.
    record(&journal, lost(4, 5, &stranger)).expect("recorded");
    let folder = tempfile::tempdir().expect("a folder");
    assert!(faults(&journal, &[], &[]).contains(&Fault::Entry { number: 4, what: EntryFault::Lost }));
    assert!(!second(&place, &folder.path().join("journal"), &[]).0);
}

/// A rotation is signed by the key that goes: of what came after it, nothing here tells whose it is.
#[test]
fn what_another_key_signed_among_the_lost_entries_is_nobodys_here() {
    let (place, later) = (Place::sqlite(), Place::sqlite());
    let journal = place.journal();
    record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
    copy(&place.location, &later.location).expect("copied");
    let (gone, next) = (later.open(), SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key"));
    let rotation = draft("request-r", "rotate", Value::texts([("key", next.verifying().to_string())]));
    let rotation = record(&gone, rotation).expect("recorded").receipt.checkpoint;
    let after = gone.record(submit("request-2", "op-1", 2), &next, &|_, _| Ok(())).expect("recorded");
    let after = after.receipt.checkpoint;
    let folder = tempfile::tempdir().expect("a folder");
    let is_sound = |place: &Place| second(place, &folder.path().join("journal"), &[]).0;
    // The last that the journal's key has signed is that of the rotation itself.
    let other = Place::sqlite();
    copy(&place.location, &other.location).expect("copied");
    let wrong = other.open();
    record(&wrong, lost(3, 4, &after)).expect("the office looks before");
    assert_eq!(faults(&wrong, &[], &[])[0], Fault::Entry { number: 3, what: EntryFault::Lost });
    assert!(!is_sound(&other));
    record(&journal, lost(3, 3, &rotation)).expect("recorded");
    assert_eq!(faults(&journal, &[], &[rotation]), []);
    assert!(matches!(&faults(&journal, &[], &[after])[..], [Fault::Given { what: GivenFault::Signature(_), .. }]));
    assert!(is_sound(&place));
}

/// Lines of a checkpoint follow from the entries, or were signed once by the journal that was lost; others are none.
#[test]
fn a_checkpoint_says_what_was_lost_and_nothing_else() {
    let place = Place::sqlite();
    let (journal, _, latest, _) = brought_back(&place);
    let read = signer().verifying().verify(&latest).expect("signed");
    let bearing = |lines: &[&str]| {
        let extensions = lines.iter().map(|line| (*line).to_owned()).collect();
        signer().note(&register::note::Checkpoint { extensions, ..read.clone() }).to_string()
    };
    let root = "nEJLeKqobUiJBB9JXev2MyAzTTZ1zVKqCq7yeO3fkjE=";
    for wrong in [
        "gone",
        "lost from 2 to 3",
        "lost from 02 to 3 {}",
        "lost from 0 to 3 {}",
        "lost from 2 to 3 {} ",
        "lost from 2 to 3 ==",
    ] {
        let refused = record(&journal, lost(4, 5, &bearing(&[&wrong.replace("{}", root)])));
        assert!(refused.is_err(), "{wrong}");
    }
    // What was lost had lost something itself, and witnesses may have signed it too.
    let mut earlier = Note::parse(&bearing(&[&format!("lost from 2 to 3 {root}")])).expect("a note");
    earlier.signatures.push(SigningKey::from_seed("temoin.example", [9; 32]).expect("a key").sign(&earlier.text));
    record(&journal, lost(4, 5, &earlier.to_string())).expect("recorded");
    let folder = tempfile::tempdir().expect("a folder");
    let (sound, told) = second(&place, &folder.path().join("journal"), &[]);
    assert!(sound, "{told}");
    let here = signer().verifying().verify(&journal.checkpoint(None).expect("a checkpoint")).expect("signed");
    let silent = register::note::Checkpoint { extensions: Vec::new(), ..here.clone() };
    assert_eq!(faults(&journal, &[], &[signer().note(&here).to_string()]), []);
    assert!(matches!(
        &faults(&journal, &[], &[signer().note(&silent).to_string()])[..],
        [Fault::Given { what: GivenFault::Lost { entries: 4 }, .. }]
    ));
}

fn cosigned(journal: &Journal, size: u64, witness: &SigningKey) -> Value {
    let mut note = Note::parse(&journal.checkpoint(Some(size)).expect("a checkpoint")).expect("a note");
    note.signatures.push(witness.sign(&note.text));
    Value::texts([("note", note.to_string()), ("key", witness.verifying().to_string())])
}

#[test]
fn what_a_witness_has_cosigned_is_recorded_and_verified() {
    on_both(|place| {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = place.journal();
        let witness = SigningKey::from_seed("temoin.example", [9; 32]).expect("a key");
        record(&journal, submit("request-1", "op-1", 1)).expect("recorded");
        record(&journal, draft("request-2", "witness", cosigned(&journal, 2, &witness))).expect("recorded");
        let report = verify(&journal, &signer().verifying(), &[], &[]).expect("read");
        let expected = Witnessed { entry: 3, entries: 2, key: witness.verifying().to_string() };
        assert_eq!((report.faults, report.witnessed), (vec![], vec![expected]));
        let (sound, told) = second(place, &folder.path().join("journal"), &[]);
        assert!(sound, "{told}");
        let Value::Map(mut other) = cosigned(&journal, 2, &witness) else { unreachable!() };
        other.insert("key".to_owned(), Value::text(signer().verifying().to_string().replace("essai", "autre")));
        assert!(record(&journal, draft("request-3", "witness", Value::Map(other))).is_err());
        // A checkpoint of another journal, which the witness did cosign.
        let elsewhere = Place::sqlite();
        let another = elsewhere.journal();
        record(&another, submit("request-1", "op-9", 9)).expect("recorded");
        let again = draft("request-5", "witness", cosigned(&another, 2, &witness));
        assert!(record(&journal, again).is_err(), "it has cosigned that size");
        record(&another, submit("request-2", "op-9", 10)).expect("recorded");
        let third = cosigned(&another, 3, &witness);
        record(&journal, draft("request-6", "witness", third)).expect("the office looks before");
        assert_eq!(faults(&journal, &[], &[]), [Fault::Entry { number: 4, what: EntryFault::Witness }]);
        assert!(!second(place, &folder.path().join("journal"), &[]).0);
    });
}

/// From either database to either: the same entries, checkpoints, tree and rows.
#[test]
fn a_journal_is_written_anew_from_its_entries() {
    for (from, to) in
        [(Place::sqlite(), Place::postgres()), (Place::postgres(), Place::sqlite()), (Place::sqlite(), Place::sqlite())]
    {
        let journal = from.journal();
        story(&journal);
        let entries = copy(&from.location, &to.location).expect("copied");
        assert_eq!(entries, journal.head().expect("a head").entries);
        assert_eq!(everything(&to), everything(&from));
        assert_eq!(verify_at(&to.location, &signer().verifying(), &[], &[]).expect("it opens").faults, []);
        assert!(copy(&from.location, &to.location).is_err(), "a journal is there");
        let recorded =
            record(&to.open(), register::Draft { clock: day("2027-03-20"), ..submit("request-next", "op-1", 500) });
        assert_eq!(recorded.expect("it goes on").number, entries + 1);
    }
}
