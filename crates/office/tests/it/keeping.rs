//! The journal is looked after: keys that follow one another, witnesses, copies made while others go on, what was lost, and figures
//! computed anew from register and store alone.

use std::path::Path;

use office::act::{backup, lost, pass, record_texts, restore, rotate, witness};
use office::actor::Actor;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question::verify::Asked;
use office::question::{replay, silent, verify};
use office::workspace::Workspace;
use office::workspace::carried::Back;
use register::SigningKey;
use register::note::Note;

use crate::sector::sector;

const NOW: Now = Now::of(0);

fn faults(workspace: &Workspace, asked: &Asked) -> Vec<String> {
    let found = verify(workspace, &Actor::Office, asked, NOW, &silent).expect("a verification");
    found.faults.into_iter().map(|one| format!("{} {}: {}", one.part, one.place, one.detail)).collect()
}

fn record(workspace: &Workspace, text: &str) -> Result<u64, Fault> {
    std::fs::write(workspace.root().join("contracts/ma/note.md"), text).expect("a text");
    let recorded = record_texts(workspace, &Actor::Office, &[], &format!("request-{text}"), NOW)?;
    Ok(recorded.1.expect("recorded").number)
}

/// The checkpoint of an entry, as a file that somebody keeps.
fn checkpoint(root: &Path, entry: u64) -> String {
    let workspace = std::sync::Arc::new(Workspace::open(root).expect("a workspace"));
    let known = Known::when(&workspace, NOW, When::default()).expect("known");
    let receipt =
        office::question::journal::entry(&known, &Actor::Office, entry).expect("told").expect("an entry").receipt;
    register::Receipt::decode(receipt.trim_end()).expect("a receipt").checkpoint
}

fn back<'a>(from: &'a Path, keys: &'a Path) -> Back<'a> {
    Back { from, keys, signing_key: None, journal: None }
}

#[test]
fn keys_follow_one_another_and_the_same_request_makes_one() {
    let (folder, workspace, _) = sector();
    let before = workspace.signs().expect("a key");
    let rotated = rotate(&workspace, &Actor::Office, [9; 32], "request-rotate", NOW).expect("recorded");
    let after = workspace.signs().expect("a key");
    assert_ne!(before, after);
    let again = rotate(&workspace, &Actor::Office, [8; 32], "request-rotate", NOW).expect("the same");
    assert!(again.again && again.number == rotated.number && workspace.signs().expect("a key") == after);
    record(&workspace, "one").expect("the new key signs");
    drop(workspace);
    let workspace = Workspace::open(&folder.path().join("workspace")).expect("a workspace");
    record(&workspace, "two").expect("it is found again");
    for key in [before, after] {
        assert_eq!(faults(&workspace, &Asked { key: Some(key), ..Asked::default() }), Vec::<String>::new());
    }
}

#[test]
fn what_a_witness_has_cosigned_is_told() {
    let (folder, workspace, _) = sector();
    let head = workspace.head().expect("a journal").entries;
    let cosigner = SigningKey::from_seed("temoin.example", [5; 32]).expect("a key");
    let key = cosigner.verifying().to_string();
    let mut note = Note::parse(&checkpoint(&folder.path().join("workspace"), head)).expect("a note");
    let asked = Asked { witnesses: vec![key.clone()], ..Asked::default() };
    assert!(faults(&workspace, &asked)[0].contains("no entry says"));
    let act =
        |note: &str, request: &str, preview| witness(&workspace, &Actor::Office, (note, &key), (request, preview), NOW);
    assert!(matches!(act(&note.to_string(), "request-w", false), Err(Fault::NotGiven(_))), "it is not cosigned");
    note.signatures.push(cosigner.sign(&note.text));
    assert!(act(&note.to_string(), "request-w", true).expect("looked at").is_none());
    let recorded = act(&note.to_string(), "request-w", false).expect("recorded").expect("an entry");
    assert!(act(&note.to_string(), "request-w", false).expect("the same").expect("an entry").again);
    let found = verify(&workspace, &Actor::Office, &asked, NOW, &silent).expect("a verification");
    assert_eq!((found.faults, found.witnessed), (vec![], vec![("temoin.example".to_owned(), head)]));
    assert_eq!(recorded.number, head + 1);
}

#[test]
fn a_backup_comes_back_and_what_was_lost_is_said_before_anything_else() {
    let (folder, workspace, day) = sector();
    let (root, copy) = (folder.path().join("workspace"), folder.path().join("backup"));
    workspace.gather().expect("editions");
    let (keys, again) = (root.join("keys"), folder.path().join("again"));
    let inside = backup(&workspace, &Actor::Office, &root.join("inside"));
    assert!(matches!(inside, Err(Fault::Occupied(_))), "{inside:?}");
    // Others go on while it is made.
    let found = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let workspace = Workspace::open(&root).expect("a workspace");
            (0..20).map(|number| record(&workspace, &format!("beside{number}")).expect("recorded")).last()
        });
        let found = backup(&workspace, &Actor::Office, &copy).expect("a backup");
        other.join().expect("it ends");
        found
    });
    assert!(found.faults.is_empty() && found.files > 0 && found.entries > 1, "{found:?}");
    for gone in ["keys", "results", "evidence/editions.json", ".lock"] {
        assert!(!copy.join(gone).exists(), "{gone}");
    }
    assert!(matches!(backup(&workspace, &Actor::Office, &copy), Err(Fault::Occupied(_))));
    // What is known of a later journal than the backup's.
    let last = record(&workspace, "later").expect("recorded");
    let latest = checkpoint(&root, last);
    let restored = restore(&back(&copy, &keys), &again, Some(&latest), &Actor::Office).expect("it comes back");
    assert_eq!(restored.entries, found.entries);
    let restored = Workspace::open(&again).expect("a workspace");
    let newer = restored.newer().expect("read").expect("lost");
    assert_eq!((newer.from, newer.to), (found.entries + 1, last));
    assert_eq!(
        replay(&restored, &Actor::Office, "2").expect("it is read"),
        replay(&workspace, &Actor::Office, "2").expect("read")
    );
    assert!(matches!(record(&restored, "refused"), Err(Fault::Newer { .. })));
    assert!(matches!(pass(&restored, &Actor::Office, day.plus_days(1), NOW), Err(Fault::Newer { .. })));
    let say = |from, to, preview| lost(&restored, &Actor::Office, (from, to), ("request-lost", preview), NOW);
    assert!(matches!(say(newer.from, newer.to + 1, false), Err(Fault::NotLost { .. })));
    assert!(say(newer.from, newer.to, true).expect("looked at").is_none());
    assert_eq!(say(newer.from, newer.to, false).expect("recorded").expect("an entry").number, newer.from);
    assert!(say(newer.from, newer.to, false).expect("the same").expect("an entry").again);
    record(&restored, "goes-on").expect("recorded");
    let asked = Asked { checkpoints: vec![latest], ..Asked::default() };
    assert_eq!(faults(&restored, &asked), Vec::<String>::new());
    assert_eq!(faults(&workspace, &asked), Vec::<String>::new());
    assert!(matches!(say(1, 2, false), Ok(Some(known)) if known.again), "a request is one act");
}

#[test]
fn a_backup_that_was_altered_does_not_come_back() {
    let (folder, workspace, _) = sector();
    let (copy, again) = (folder.path().join("backup"), folder.path().join("again"));
    let keys = folder.path().join("workspace/keys");
    backup(&workspace, &Actor::Office, &copy).expect("a backup");
    let content =
        std::fs::read_dir(copy.join("contents")).expect("contents").next().expect("one").expect("an entry").path();
    let content = std::fs::read_dir(content).expect("a folder").next().expect("one").expect("an entry").path();
    let good = std::fs::read(&content).expect("a content");
    std::fs::write(&content, "altered").expect("altered");
    let refused = restore(&back(&copy, &keys), &again, None, &Actor::Office);
    assert!(matches!(refused, Err(Fault::NotSound { .. })), "{refused:?}");
    assert!(Workspace::open(&again).is_err());
    let stranger = folder.path().join("workspace");
    let other = checkpoint(&stranger, 2).replacen("mithaq/", "mithaq/x", 1);
    std::fs::write(&content, good).expect("mended");
    assert!(matches!(restore(&back(&copy, &keys), &again, Some(&other), &Actor::Office), Err(Fault::NotGiven(_))));
    restore(&back(&copy, &keys), &again, Some(&checkpoint(&stranger, 2)), &Actor::Office).expect("it comes back");
    let restored = Workspace::open(&again).expect("a workspace");
    assert_eq!(restored.newer().expect("read"), None);
    record(&restored, "goes-on").expect("recorded");
}

#[test]
fn figures_are_computed_anew_under_an_entry_and_a_receipt() {
    let (folder, workspace, _) = sector();
    workspace.gather().expect("editions");
    let head = workspace.head().expect("a journal").entries;
    let now = replay(&workspace, &Actor::Office, &head.to_string()).expect("computed");
    let known = std::sync::Arc::new(Workspace::open(&folder.path().join("workspace")).expect("a workspace"));
    let known = Known::when(&known, NOW, When { at: Some(head), ..When::default() }).expect("known");
    let asked = office::question::assess::Asked::default();
    let assessed = office::question::assess(&known, &Actor::Office, &asked, &silent).expect("assessed").assessed;
    let said: Vec<String> = assessed.contracts.iter().map(|one| one.receipt.determinations_sha256.clone()).collect();
    assert_eq!(now.contracts.iter().map(|one| one.determinations_sha256.clone()).collect::<Vec<_>>(), said);
    let receipts: Vec<_> = assessed.contracts.iter().map(|one| &one.receipt).collect();
    let receipts = serde_json::to_string(&receipts).expect("a file");
    // What comes in later changes nothing of it.
    record(&workspace, "later").expect("recorded");
    let under = replay(&workspace, &Actor::Office, &receipts).expect("computed");
    assert!(!under.contracts.is_empty());
    for one in &under.contracts {
        assert_eq!((one.same, one.same_text, &one.other_engine), (Some(true), true, &None), "{one:?}");
    }
    let other = receipts
        .replace(&said[0], &"0".repeat(64))
        .replace(&format!(r#""engine":"{}""#, now.engine), r#""engine":"0.0.1""#);
    let under = replay(&workspace, &Actor::Office, &other).expect("computed");
    assert_eq!((under.contracts[0].same, under.contracts[0].other_engine.as_deref()), (Some(false), Some("0.0.1")));
    let receipt = register::Receipt::decode(
        office::question::journal::entry(&known, &Actor::Office, head)
            .expect("told")
            .expect("an entry")
            .receipt
            .trim_end(),
    );
    let receipt = receipt.expect("a receipt").encode().expect("a file");
    assert_eq!(replay(&workspace, &Actor::Office, &receipt).expect("computed"), now);
    for none in ["no receipt", "{}", "9999"] {
        assert!(replay(&workspace, &Actor::Office, none).is_err(), "{none}");
    }
}
