//! A body of every kind of act, in an order in which one journal takes them: for the trials that go through all kinds. A kind
//! that has none here has one that is composed by asking its form.

use register::canonical::Value;
use register::note::{Checkpoint, Note};
use register::projection::{agreed, kinds};
use register::{Entry, Journal, SigningKey};

use crate::composed::composed;
use crate::place::{actor, signer};

/// What depends on where the journal stands, last: after another key signs, the one of the tests does not.
const LAST: [&str; 4] = ["witness", "lost", "pass", "rotate"];

/// Kinds of real workspaces, whose days are those of a clock.
const REAL: [&str; 1] = ["clock-was-wrong"];

/// Every kind that a fictitious workspace records, but the first entry's.
pub fn of_fictitious() -> Vec<&'static str> {
    in_order().into_iter().filter(|kind| !REAL.contains(kind)).collect()
}

/// Every kind but the first entry's.
pub fn in_order() -> Vec<&'static str> {
    let bodies = bodies();
    let mut order: Vec<&str> = bodies.iter().map(|(kind, _)| *kind).collect();
    order.extend(kinds().map(|kind| kind.word).filter(|kind| *kind != "open" && !LAST.contains(kind)));
    order.extend(LAST);
    let mut each = Vec::new();
    for kind in order {
        assert!(kinds().any(|known| known.word == kind), "`{kind}` is no kind of act");
        if !each.contains(&kind) {
            each.push(kind);
        }
    }
    assert_eq!(each.len() + 1, kinds().count());
    each
}

/// The body of the next entry of a journal.
pub fn body(kind: &str, journal: &Journal) -> Value {
    let head = journal.head().expect("a head");
    let next = head.entries + 1;
    match kind {
        "witness" => {
            let witness = SigningKey::from_seed("temoin.example", [9; 32]).expect("a key");
            let mut note = Note::parse(&journal.checkpoint(None).expect("a checkpoint")).expect("a note");
            note.signatures.push(witness.sign(&note.text));
            Value::texts([("note", note.to_string()), ("key", witness.verifying().to_string())])
        }
        "lost" => {
            let (root, extensions) = (register::tree::leaf(b"lost"), Vec::new());
            let lost = Checkpoint { origin: "mithaq/essai".to_owned(), entries: next + 2, root, extensions };
            let (from, to) = (next.to_string(), lost.entries.to_string());
            Value::texts([("from", from), ("to", to), ("checkpoint", signer().note(&lost).to_string())])
        }
        "clock-was-wrong" => {
            let last = head.entries.to_string();
            Value::texts([("from", last.as_str()), ("to", &last), ("reason", "battery")])
        }
        "pass" => Value::texts([("to", head.last_day.plus_days(1).to_string())]),
        "rotate" => {
            let next = SigningKey::from_seed("mithaq/essai", [8; 32]).expect("a key");
            Value::texts([("key", next.verifying().to_string())])
        }
        _ => match bodies().into_iter().find(|(word, _)| *word == kind) {
            Some((_, body)) => body,
            None => composed(&Entry {
                number: next,
                day: head.last_day,
                moment: None,
                request: "request-composed".to_owned(),
                actor: actor(),
                kind: kind.to_owned(),
                stated: [].into(),
                body: Value::map::<&str>([]),
            })
            .unwrap_or_else(|unknown| panic!("{unknown}")),
        },
    }
}

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

/// One body of each, with everything that it may have.
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
    let texts = ["contract", "statistics", "other"]
        .map(|kind| Value::texts([("path", kind), ("sha256", &hash(kind)), ("contract", "ma/x"), ("kind", kind)]));
    let mut all = vec![
        ("record-text", Value::map([("texts", Value::List(texts.into()))])),
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
    ];
    all.extend(operators());
    all.extend(evidence());
    all
}

/// Operators, and what is taken in of them.
fn operators() -> Vec<(&'static str, Value)> {
    let words = |list: &[&str]| Value::List(list.iter().map(|word| text(*word)).collect());
    let held = || Value::texts([("affiliation", "2000016"), ("from", "2025-01-01"), ("to", "2025-12-31")]);
    let facts = |operator: &str| {
        Value::map([
            ("operator", text(operator)),
            ("from", text("2025-01-01")),
            ("contracts", words(&["essai", "ma/x"])),
            ("ecosystems", words(&[])),
            ("affiliations", Value::List(vec![held(), held()])),
            ("group", text("g1")),
            ("sites", words(&["S1"])),
            ("source", text("Convention 7")),
        ])
    };
    let plain = |day| Value::texts([("operator", "op-1"), (day, "2026-01-31"), ("source", "Lettre")]);
    let balance = |year: &str| {
        let stated = [("operator", "op-1"), ("head", "premium"), ("year", year), ("key", "k"), ("decided", "0.50")];
        Value::texts(stated.into_iter().chain([("paid", "1234567890123456.00"), ("source", "Trésorerie")]))
    };
    let file = |name: &str, list: &'static str, rows: Vec<Value>| {
        Value::map([("file", text(hash(name))), (list, Value::List(rows))])
    };
    vec![
        ("enrol", facts("op-1")),
        ("change-operator", facts("op-1")),
        ("end-operator", plain("on")),
        ("resume-operator", plain("from")),
        ("import-operators", file("operators", "operators", vec![facts("op-2"), facts("op-3")])),
        ("import-balances", file("balances", "balances", vec![balance("2023"), balance("2024")])),
    ]
}

/// Deliveries, and what becomes of them.
fn evidence() -> Vec<(&'static str, Value)> {
    let one = |submission: &str, more: &[(&'static str, &str)]| {
        let row = [("operator", "op-1"), ("submission", submission), ("sha256", &hash(submission))];
        Value::texts(row.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
    };
    let delivery = |submissions: Vec<Value>| vec![("files", text("2")), ("submissions", Value::List(submissions))];
    let stated = |number: &str| one(number, &[("received", "2027-02-26")]);
    let sealed = Value::texts([("file", hash("file")), ("sealed", hash("sealed"))]);
    let whole = |number: &str| {
        let other = one(&format!("{number}-bis"), &[]);
        let beside = vec![
            ("handed_in", text(hash("handed in"))),
            ("report", text(hash("report"))),
            ("originals", Value::List(vec![sealed.clone()])),
            ("sealed_to", text(hash("key"))),
        ];
        with(delivery(vec![stated(number), other]), beside)
    };
    let opened = [("operator", "op-1"), ("submission", "d1"), ("piece", "1"), ("sealed", &hash("sealed"))];
    let originals = Value::List(vec![Value::texts(opened)]);
    let back = [("operator", "op-1"), ("submission", "d1"), ("piece", "2"), ("reason", "erreur")];
    vec![
        ("submit", whole("d1")),
        ("add", whole("d2")),
        ("replace", whole("d3")),
        ("import", Value::map(delivery(vec![one("d4", &[("stated", "2026-12-31")])]))),
        ("withdraw", Value::texts(back)),
        ("open-original", Value::map([("originals", originals), ("reason", text("contrôle"))])),
    ]
}
