//! The second verifier, `tests/journal/verify.py`, beside this one: over journals that this one wrote, good and vandalised, both
//! say the same. It needs Python 3.11 with its library `cryptography`.

use std::path::Path;
use std::process::Command;

use register::export::export;
use register::verify::verify_at;
use register::{Draft, SigningKey, Value};

use crate::alteration::{SORTS, alteration};
use crate::place::{Place, draft, signer};
use crate::vandal::{Dice, everything, restore, sql};
use crate::verifying::{story, times};

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/journal/verify.py");

/// Whether the second verifier takes an exported journal for sound, and what it says.
pub fn second(place: &Place, file: &Path, receipts: &[std::path::PathBuf]) -> (bool, String) {
    let mut written = std::fs::File::create(file).expect("a file");
    let key = signer().verifying();
    export(&place.location, &key, &mut written).expect("it is written");
    let mut command = Command::new("python3");
    command.arg(SECOND).arg(file).args(["--key", &key.to_string()]);
    for receipt in receipts {
        command.arg("--receipt").arg(receipt);
    }
    let answer = command.output().expect("python3 is there");
    let told = format!("{}{}", String::from_utf8_lossy(&answer.stdout), String::from_utf8_lossy(&answer.stderr));
    match answer.status.code() {
        Some(code @ (0 | 1)) => (code == 0, told),
        other => panic!("the second verifier ended with {other:?}: {told}"),
    }
}

#[test]
fn both_verifiers_agree_on_journals_good_and_vandalised() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("journal.jsonl");
    let place = Place::sqlite();
    let journal = place.journal();
    story(&journal);
    let receipts: Vec<_> = [2, 9]
        .map(|number| {
            let receipt = folder.path().join(format!("{number}.receipt"));
            let text = journal.receipt(number).expect("a receipt").encode().expect("a file");
            std::fs::write(&receipt, text).expect("written");
            receipt
        })
        .into();
    let (sound, told) = second(&place, &file, &receipts);
    assert!(sound, "{told}");
    let good = everything(&place);
    let (mut sounds, mut faults) = (0, 0);
    for seed in 0..54 * times() {
        let sort = usize::try_from(seed).expect("small") % SORTS;
        // What stands beside the bytes of entries, and how the database is built, is not exported.
        if sort == 1 || sort == 17 {
            continue;
        }
        let Some(altered) = alteration(&place, &good, sort, &mut Dice::new(10_000 + seed)) else { continue };
        sql(&place, &altered.statements);
        let ours = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
        let (sound, told) = second(&place, &file, &[]);
        assert_eq!(sound, ours.agrees(), "seed {seed}, {}: {told}\nours: {:?}", altered.statements, ours.faults);
        (sounds, faults) = (sounds + usize::from(sound), faults + usize::from(!sound));
        restore(&place, &good);
    }
    let journals = sounds + faults;
    println!(
        "{journals} journals vandalised, {faults} with faults for both verifiers, {sounds} with faults for neither"
    );
    assert_eq!(sounds, 0);
}

/// Keys that follow one another, and every kind of act that has a body of its own.
#[test]
fn both_verifiers_follow_a_rotation() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::sqlite();
    let journal = place.journal();
    story(&journal);
    let next = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
    let clock = crate::place::day("2027-03-20");
    let rotation = draft("request-r", "rotate", Value::texts([("key", next.verifying().to_string())]));
    crate::place::record(&journal, Draft { clock, ..rotation }).expect("recorded");
    let after = Draft { clock, ..crate::place::submit("request-after", "op-9", 999) };
    journal.record(after, &next, &|_, _| Ok(())).expect("recorded");
    assert_eq!(verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens").faults, []);
    let (sound, told) = second(&place, &folder.path().join("journal.jsonl"), &[]);
    assert!(sound, "{told}");
}
