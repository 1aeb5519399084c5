//! Kinds of acts that have bodies of their own in one journal, for both verifiers.

use register::verify::verify_at;

use crate::alteration::{SORTS, alteration};
use crate::composed::composed;
use crate::place::{Place, draft, record, signer, submit};
use crate::second::second;
use crate::specimens::{body, in_order};
use crate::vandal::{Dice, everything, restore, sql};

/// The kinds that the second verifier knows, which is written from `docs/journal.md` alone and may come after it.
const KNOWN: &str = include_str!("../../../../tests/journal/kinds.py");

/// Kinds that expect what nobody composes: a key that signs, a note, a hash of something else in the body.
const BY_HAND: [&str; 5] = ["open", "rotate", "propose", "witness", "lost"];

/// So a kind that nobody here knows yet comes into the trials by its form.
#[test]
fn a_body_is_composed_from_its_form() {
    let like = |kind: &str| register::Entry {
        number: 7,
        day: crate::place::day("2027-03-01"),
        moment: None,
        request: "request-7".to_owned(),
        actor: crate::place::actor(),
        kind: kind.to_owned(),
        stated: [].into(),
        body: register::Value::text(""),
    };
    let is_composed = |kind: &&str| composed(&like(kind)).is_ok();
    let by_hand: Vec<&str> =
        register::projection::kinds().map(|kind| kind.word).filter(|kind| !is_composed(kind)).collect();
    assert!(by_hand.iter().all(|kind| BY_HAND.contains(kind)), "no body is composed for {by_hand:?}");
    let unknown = composed(&like("dance")).expect_err("no such kind");
    assert!(unknown.contains("dance"), "{unknown}");
}

#[test]
fn both_verifiers_agree_on_acts_of_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let (place, file) = (Place::sqlite(), folder.path().join("journal"));
    let journal = place.journal();
    let mut unknown = Vec::new();
    // Days pass in fictitious workspaces alone; and once another key signs, this one does not.
    for kind in in_order().into_iter().filter(|kind| !["pass", "rotate"].contains(kind)) {
        if !KNOWN.contains(&format!("\"{kind}\"")) {
            unknown.push(kind);
            continue;
        }
        if kind == "clock-was-wrong" {
            // There is a wrong clock to say it of.
            let leap = register::Draft { clock: crate::place::day("2027-03-20"), ..submit("request-leap", "op-9", 77) };
            record(&journal, leap).expect("recorded");
        }
        record(&journal, draft(&format!("request-of-{kind}"), kind, body(kind, &journal)))
            .unwrap_or_else(|fault| panic!("{kind}: {fault}"));
    }
    record(&journal, submit("request-submit-last", "op-1", 1)).expect("recorded");
    let (sound, said) = second(&place, &file, &[]);
    assert!(sound, "{said}");
    let good = everything(&place);
    let mut journals = 0;
    for seed in 0..60 * crate::verifying::times() {
        let sort = usize::try_from(seed).expect("small") % SORTS;
        if sort == 1 || sort == 17 {
            continue;
        }
        let Some(altered) = alteration(&place, &good, sort, &mut Dice::new(20_000 + seed)) else { continue };
        sql(&place, &altered.statements);
        let ours = verify_at(&place.location, &signer().verifying(), &[], &[]).expect("it opens");
        let (sound, said) = second(&place, &file, &[]);
        assert_eq!(sound, ours.agrees(), "seed {seed}, {}: {said}\nours: {:?}", altered.statements, ours.faults);
        journals += 1;
        restore(&place, &good);
    }
    println!(
        "{journals} journals with such acts vandalised, both verifiers agree on each; not known to the second: {unknown:?}"
    );
}
