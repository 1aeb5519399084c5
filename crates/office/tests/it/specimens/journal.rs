//! Acts of the house: days, a witness, another key, and what was lost once a backup came back.

use office::act::{backup, fix_public_day, lost, pass, record_texts, restore, rotate, witness};
use office::actor::Actor;
use office::workspace::carried::Back;
use register::SigningKey;
use register::note::Note;

use super::texts::write;
use super::{DONE, Specimen, Story, day};

pub const SPECIMENS: &[Specimen] = &[
    Specimen::plain("pass", |turn| {
        pass(&turn.workspace(), &turn.actor, day("2026-03-05"), turn.story.now())?;
        Ok(DONE)
    }),
    Specimen::plain("fix-public-day", |turn| {
        let fixed = fix_public_day(&turn.workspace(), &turn.actor, Some(day("2026-03-04")), turn.story.now())?;
        assert_eq!(fixed, day("2026-03-04"));
        Ok(DONE)
    }),
    Specimen::plain("witness", |turn| {
        let (note, key) = (turn.noted("cosigned"), cosigner().verifying().to_string());
        let asked = (turn.request.as_str(), false);
        Ok(witness(&turn.workspace(), &turn.actor, (&note, &key), asked, turn.story.now())?.into())
    })
    .after(|story| {
        let mut note = Note::parse(&story.receipt(story.entries()).checkpoint).expect("a note");
        note.signatures.push(cosigner().sign(&note.text));
        story.note("cosigned", note.to_string());
    }),
    // Each sending draws another key, of which one signs.
    Specimen::plain("rotate", |turn| {
        let seed = [100 + turn.sending; 32];
        Ok(rotate(&turn.workspace(), &turn.actor, seed, &turn.request, turn.story.now())?.into())
    }),
    Specimen::plain("lost", |turn| {
        let number = |what| turn.noted(what).parse().expect("a number");
        let (numbers, asked) = ((number("from"), number("to")), (turn.request.as_str(), false));
        Ok(lost(&turn.workspace(), &turn.actor, numbers, asked, turn.story.now())?.into())
    })
    .after(come_back),
];

fn cosigner() -> SigningKey {
    SigningKey::from_seed("temoin.example", [5; 32]).expect("a key")
}

/// A copy is made, the journal goes on, and the copy comes back in another place.
fn come_back(story: &mut Story) {
    let [copy, again] = ["backup", "again"].map(|name| story.folder.path().join(name));
    let workspace = story.open();
    backup(&workspace, &Actor::Office, &copy).expect("a backup");
    write(story, "notes/later.md", "plus tard");
    let later = record_texts(&workspace, &Actor::Office, &[], "ready-later", story.now()).expect("recorded");
    let last = later.1.expect("an entry").number;
    drop(workspace);
    let latest = story.receipt(last).checkpoint;
    let keys = story.root.join("keys");
    story.database();
    let back = Back { from: &copy, keys: &keys, signing_key: None, journal: story.journal() };
    restore(&back, &again, Some(&latest), &Actor::Office).expect("it comes back");
    // No backup has the vault: it is put back as it was kept apart.
    let vault = ["vault", "vault/vault.sqlite"].map(|name| (story.root.join(name), again.join(name)));
    std::fs::create_dir_all(&vault[0].1).expect("a folder");
    std::fs::copy(&vault[1].0, &vault[1].1).expect("the vault");
    story.root = again;
    let newer = story.open().newer().expect("read").expect("something was lost");
    story.note("from", newer.from.to_string());
    story.note("to", newer.to.to_string());
}
