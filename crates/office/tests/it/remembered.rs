//! What was told right after an entry is told again at the end of the story, as known at that entry, byte by byte: entries of every
//! kind, and some of the deliveries of a sector of ten operators that are handed in between them, drawn by seed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use contract::calendar::Month;
use contract::identity::OperatorId;
use demo::{Delivery, Size};
use office::act::submit::{Filled, HandIn, submit};
use office::actor::Actor;
use office::known::{Known, When};
use office::question::explain::{Explained, Found};
use office::question::verify::Asked;
use office::question::{self, silent};

use crate::again::{Dice, times};
use crate::specimens::{Story, specimens};

const OFFICE: Actor = Actor::Office;

/// Where chance begins.
const SEED: u64 = 40;

/// How many entries are asked about.
const ENTRIES: usize = 40;

/// What is handed in, beside the questions of every kind.
fn sector() -> Vec<Delivery> {
    // It ends before the workspace begins: its days of receipt are stated.
    let first_month = Month::from_index(2024 * 12 + 6);
    let mut deliveries: Vec<Delivery> = Vec::new();
    for next in demo::generate(SEED, Size { operators: 10, persons: 40, first_month, months: 12 }) {
        match deliveries.last_mut() {
            // What comes in on one day is one delivery, as in the demo.
            Some(last) if (last.received, last.replaces) == (next.received, next.replaces) => {
                last.files.extend(next.files)
            }
            _ => deliveries.push(next),
        }
    }
    deliveries
}

/// Everything that is told at an entry, or now, by the name of the question.
fn told(story: &Story, at: Option<u64>) -> BTreeMap<String, String> {
    let workspace = Arc::new(story.open());
    let known = Known::when(&workspace, story.now(), When { at, ..When::default() }).expect("known");
    let mut told = BTreeMap::new();
    let mut tell = |what: &str, answer: String| told.insert(what.to_owned(), answer);
    let assessed = question::assess(&known, &OFFICE, &Default::default(), &silent).expect("assessed").assessed;
    let receipts: Vec<_> = assessed.contracts.iter().map(|one| &one.receipt).collect();
    tell("assess", serde_json::to_string(&receipts).expect("a receipt"));
    let operators = question::operators(&known, &OFFICE, Default::default()).expect("operators");
    tell("operators", format!("{operators:?}"));
    for id in ["op-001", "op-1"] {
        let page = question::operator(&known, &OFFICE, id, Default::default(), 1).expect("an operator");
        tell(&format!("operator {id}"), format!("{page:?}"));
        let explained = question::explain(&known, &OFFICE, &explain(id), &silent);
        let explained = explained.map(|explained| match explained {
            Explained::Operator(of) => match of.found {
                Found::Nothing => "nothing".to_owned(),
                Found::One(one) => format!("{one:?}"),
                Found::Several(keys) => format!("{:?} {:?} {:?}", keys.all, keys.counts, keys.commands),
            },
            _ => "another answer".to_owned(),
        });
        tell(&format!("explain {id}"), explained.unwrap_or_else(|fault| fault.to_string()));
    }
    tell("enrolments", format!("{:?}", question::enrolments(&known, &OFFICE).expect("enrolments")));
    tell("texts", format!("{:?}", question::texts(&known, &OFFICE).expect("texts")));
    tell("people", format!("{:?}", question::people(&known, &OFFICE).expect("people")));
    tell("register", format!("{:?}", question::register(&known, &OFFICE).expect("the register")));
    tell("commitments", format!("{:?}", question::commitments(&known, &OFFICE).expect("commitments")));
    tell("contract", format!("{:?}", question::contract(&known, &OFFICE, "offer").expect("a page")));
    let asked = question::journal::Asked { page: 1, ..Default::default() };
    tell("journal", format!("{:?}", question::journal(&known, &OFFICE, &asked).expect("a journal")));
    let number = known.entry().expect("an entry");
    let entry = question::journal::entry(&known, &OFFICE, number).expect("told").expect("an entry");
    // Proof and checkpoint are those of today: each receipt is held against the journal instead.
    tell("entry", format!("{:?} {} {} {}", entry.entry, entry.bytes, entry.leaf, entry.known));
    told
}

fn explain(operator: &str) -> question::explain::Asked {
    question::explain::Asked {
        what: "premium".to_owned(),
        contract: None,
        operator: OperatorId::new(operator),
        reading: None,
        person: String::new(),
        year: None,
        start: None,
        first_month: None,
        anniversary: None,
    }
}

/// What was asked right after an entry.
struct Then {
    entry: u64,
    kind: String,
    told: BTreeMap<String, String>,
    receipt: String,
}

fn ask(story: &Story, kind: &str) -> Then {
    let entry = story.entries();
    let receipt = story.receipt(entry).encode().expect("a file");
    Then { entry, kind: kind.to_owned(), told: told(story, None), receipt }
}

fn hand_in(story: &Story, number: usize, delivery: &Delivery) {
    let how = HandIn {
        filled: if delivery.replaces { Filled::Replace } else { Filled::Ask },
        received: Some(delivery.received),
        ..HandIn::new(format!("delivery-{number}"))
    };
    submit(&story.open(), &OFFICE, &delivery.files, &how, story.now()).expect("taken in");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests say how long they took")]
fn what_was_told_at_an_entry_is_told_again_at_the_end() {
    let began = Instant::now();
    let (mut story, mut dice) = (Story::new(times() > 1), Dice::new(SEED));
    let specimens = specimens();
    let before_people = specimens.iter().position(|one| one.kind == "appoint").expect("people");
    let sector = sector();
    let drawn = ENTRIES - specimens.len();
    let (mut asked, mut handed) = (Vec::new(), 0);
    for (place, one) in specimens.iter().enumerate() {
        one.ready(&mut story);
        one.ask(&story, &format!("request-{}", one.kind), 0..1).remove(0).expect("recorded");
        asked.push(ask(&story, one.kind));
        // The sector comes in between, until there are accounts: a share after each act.
        let share = sector.len() * (place + 1).min(before_people) / before_people;
        // Among those that are left, as many as are still to be drawn.
        while handed < share {
            hand_in(&story, handed, &sector[handed]);
            let of_sector = asked.len() - (place + 1);
            if dice.roll(sector.len() - handed) < drawn - of_sector {
                asked.push(ask(&story, "a delivery of the sector"));
            }
            handed += 1;
        }
    }
    assert_eq!((handed, asked.len()), (sector.len(), ENTRIES));

    // At the end, from entries and files alone.
    let _none = std::fs::remove_dir_all(story.root.join("results"));
    let (mut answers, mut others, mut looked_at) = (0, 0, 0);
    for then in &asked {
        let now = told(&story, Some(then.entry));
        for (what, answer) in &then.told {
            assert_eq!(&now[what], answer, "`{what}` at entry {}, {}", then.entry, then.kind);
            answers += 1;
        }
        // The trial of the trial: at the entry before a delivery, something else is told of its figures.
        if then.kind.contains("delivery") {
            let before = told(&story, Some(then.entry - 1));
            others += usize::from(before["assess"] != then.told["assess"]);
            looked_at += 1;
        }
    }
    let receipts = asked.iter().map(|then| then.receipt.clone()).collect();
    let held = Asked { receipts, ..Asked::default() };
    let found = question::verify(&story.open(), &OFFICE, &held, story.now(), &silent).expect("a verification");
    assert_eq!((found.faults, found.left_behind), (vec![], vec![]));
    assert!(others > 0, "of {looked_at} deliveries none changed a figure");
    println!(
        "{ENTRIES} of {} entries, {} kinds, {} deliveries of 10 operators: {answers} answers, the same bytes at the end; seed {SEED}, {:.1} s",
        story.entries(),
        specimens.len(),
        sector.len(),
        began.elapsed().as_secs_f32()
    );
}
