//! Kinds of acts that have bodies of their own in one journal, for both verifiers: people, texts, the public day, a witness.

use register::projection::agreed;
use register::verify::verify_at;
use register::{SigningKey, Value};

use crate::alteration::{SORTS, alteration};
use crate::place::{Place, draft, record, signer, submit};
use crate::second::second;
use crate::vandal::{Dice, everything, restore, sql};

fn hash(text: &str) -> String {
    register::tree::leaf(text.as_bytes()).hex()
}

fn with(mut body: Vec<(&'static str, Value)>, more: Vec<(&'static str, Value)>) -> Value {
    body.extend(more);
    Value::map(body)
}

fn text(text: impl Into<String>) -> Value {
    Value::text(text)
}

fn mandates() -> Value {
    let own = [("role", "clerk"), ("whom", "operators"), ("since", "2027-01-01"), ("until", "2027-12-31")];
    let of = Value::List(vec![text("op-1"), text("op-2")]);
    let first = with(own.into_iter().map(|(key, value)| (key, text(value))).collect(), vec![("of", of)]);
    let second = [("role", "officer"), ("whom", "office"), ("since", "2027-01-01"), ("ceiling", "1000")];
    Value::List(vec![first, Value::texts(second)])
}

/// One body of each.
fn bodies() -> Vec<(&'static str, Value)> {
    let part = |part: &str| Value::texts([("part", part), ("name", "contract.md"), ("sha256", &hash(part))]);
    let parts = Value::List(vec![part("document"), part("cases")]);
    let agreement = agreed(&parts).expect("a hash");
    let upon = || vec![("contract", text("ma/x")), ("proposal", text("2")), ("agreement", text(agreement.clone()))];
    let proposal = vec![
        ("contract", text("ma/x")),
        ("path", text("ma/x/contract.md")),
        ("version", text("1")),
        ("how", text("agreement")),
        ("parties", Value::List(vec![text("state"), text("federation")])),
        ("parts", parts.clone()),
        ("agreement", text(agreement.clone())),
    ];
    let file = Value::texts([("sha256", hash("file").as_str()), ("checked", "no")]);
    let person = |more| with(vec![("account", text("amina"))], more);
    let seal = |name: &str| text(hash(name));
    vec![
        ("fix-public-day", Value::texts([("day", "2027-02-28")])),
        ("propose", Value::map(proposal)),
        ("sign", with(upon(), vec![("party", text("state")), ("signed_on", text("2027-02-01")), ("file", file)])),
        ("withdraw-signature", with(upon(), vec![("party", text("state")), ("reason", text("erreur"))])),
        ("withdraw-proposal", with(upon(), vec![("reason", text("مكرر"))])),
        (
            "bring-into-force",
            with(
                upon(),
                vec![
                    ("path", text("ma/x/contract.md")),
                    ("sha256", seal("document")),
                    ("how", text("unilateral")),
                    ("from", text("2028-01-01")),
                    ("published", text("2027-02-01")),
                ],
            ),
        ),
        (
            "appoint",
            person(vec![
                ("person", text("0123456789abcdef0123456789abcdef")),
                ("language", text("fr")),
                ("mandates", mandates()),
                ("secret", seal("first")),
            ]),
        ),
        ("change-mandate", person(vec![("mandates", mandates())])),
        (
            "deputise",
            person(vec![("deputy", text("brahim")), ("since", text("2027-01-01")), ("until", text("2027-02-01"))]),
        ),
        ("set-secret", person(vec![("means", text("token")), ("seal", seal("token"))])),
        ("set-factor", person(vec![("seal", seal("factor"))])),
        ("lose-factor", person(vec![("reason", text("perdu")), ("secret", seal("again"))])),
        ("dismiss", person(vec![("reason", text("parti"))])),
    ]
}

#[test]
fn both_verifiers_agree_on_acts_about_people_and_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (place, file) = (Place::sqlite(), folder.path().join("journal"));
    let journal = place.journal();
    for (number, (kind, body)) in bodies().into_iter().enumerate() {
        record(&journal, draft(&format!("request-of-{number}"), kind, body))
            .unwrap_or_else(|fault| panic!("{kind}: {fault}"));
    }
    let witness = SigningKey::from_seed("temoin.example", [9; 32]).expect("a key");
    let mut note = register::note::Note::parse(&journal.checkpoint(None).expect("a checkpoint")).expect("a note");
    note.signatures.push(witness.sign(&note.text));
    let body = Value::texts([("note", note.to_string()), ("key", witness.verifying().to_string())]);
    record(&journal, draft("request-witness", "witness", body)).expect("recorded");
    record(&journal, submit("request-submit", "op-1", 1)).expect("recorded");
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
    println!("{journals} journals with such acts vandalised, both verifiers agree on each");
}
