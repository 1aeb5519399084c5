//! Whoever may write everything but sign: one byte changed in a file that was recorded, or in what is derived from it, is
//! found and named.

use std::path::{Path, PathBuf};

use office::actor::Actor;
use office::now::Now;
use office::question::silent;
use office::question::verify::{Asked, verify};
use office::workspace::Workspace;

use crate::sector::sector;

/// How many bytes are changed, and from which seed they are drawn.
const TRIES: usize = 24;
const SEED: u64 = 12;

/// How many times as many in a long run.
fn times() -> usize {
    #[expect(clippy::disallowed_methods, reason = "a long run says how long")]
    std::env::var("MITHAQ_ALTERATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn faults(root: &Path, asked: &Asked) -> Vec<String> {
    let workspace = Workspace::open(root).expect("a workspace");
    let found = verify(&workspace, &Actor::Office, asked, Now::of(0), &silent).expect("a verification");
    found.faults.into_iter().map(|one| format!("{} {}: {}", one.part, one.place, one.detail)).collect()
}

/// What was recorded or derived, but for locks and the card of the key.
fn targets(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("evidence"), root.join("contents"), root.join("results")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let is_aside = [".lock", "key.json", "store.json", ".editions"].contains(&name.as_str());
            if path.is_dir() {
                folders.push(path);
            } else if !is_aside {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_changed_byte_is_found_and_named() {
    let (folder, workspace, _) = sector();
    workspace.gather().expect("editions");
    // Results are kept, and what waits.
    let known = std::sync::Arc::new(workspace);
    let known = office::known::Known::when(&known, Now::of(0), office::known::When::default()).expect("known");
    let waiting = office::question::assess::Asked { waiting: true, ..Default::default() };
    office::question::assess(&known, &Actor::Office, &waiting, &silent).expect("assessed");
    drop(known);
    let root = folder.path().join("workspace");
    assert_eq!(faults(&root, &Asked::default()), Vec::<String>::new());
    let targets = targets(&root);
    let mut chance = SEED;
    let mut below = |many: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).expect("a number") % many
    };
    let mut unnoticed = Vec::new();
    let derived = |path: &&PathBuf| {
        let text = path.display().to_string();
        ["/results/", "/edition/", "editions.json", "names-", "sightings.bin"].iter().any(|part| text.contains(part))
    };
    let (derived, recorded): (Vec<&PathBuf>, Vec<&PathBuf>) = targets.iter().partition(derived);
    let (mut of_derived, tries) = (0, TRIES * times());
    for number in 0..tries {
        // Every second one of what is derived, of which there is more than of anything else.
        let among = if number % 2 == 0 { &derived } else { &recorded };
        of_derived += usize::from(number % 2 == 0);
        let path = among[below(among.len())];
        let bytes = std::fs::read(path).expect("a file");
        let mut changed = bytes.clone();
        if bytes.len() < 16 {
            continue;
        }
        // The first byte of a table is a mark that nobody reads, and a result of another form is another version's.
        let first = if path.starts_with(root.join("results")) { 8 } else { 1 };
        let place = first + below(bytes.len() - first);
        changed[place] ^= 1 << below(8);
        assert_ne!(changed, bytes);
        std::fs::write(path, &changed).expect("changed");
        let said = faults(&root, &Asked::default());
        std::fs::write(path, &bytes).expect("mended");
        let file = path.strip_prefix(&root).expect("inside").display().to_string();
        let operator = file.split('/').nth(1).unwrap_or_default().to_owned();
        let hash = path.file_name().expect("a name").to_string_lossy().into_owned();
        let is_somebody = operator.contains("op-") || operator.contains('~');
        if !said.iter().any(|one| is_somebody && one.contains(&operator) || one.contains(&hash)) {
            unnoticed.push(format!("{file}, byte {place}: {said:?}"));
        }
    }
    // Files of which there are few, each once, whatever the dice say.
    let rare = derived.iter().filter(|path| path.ends_with("cases") || path.ends_with("editions.json"));
    let mut looked_at = 0;
    for path in rare {
        let bytes = std::fs::read(path).expect("a file");
        let changed: Vec<u8> = bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == 50)).collect();
        std::fs::write(path, changed).expect("changed");
        let said = faults(&root, &Asked::default());
        std::fs::write(path, &bytes).expect("mended");
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !said.iter().any(|one| one.contains(&file)) {
            unnoticed.push(format!("{}, byte 50: {said:?}", path.display()));
        }
        looked_at += 1;
    }
    assert!(looked_at > 1, "no verdict is kept");
    println!("{tries} bytes changed among {} files, {of_derived} of them derived, seed {SEED}", targets.len());
    assert_eq!(unnoticed, Vec::<String>::new());
    assert_eq!(faults(&root, &Asked::default()), Vec::<String>::new());
}

#[test]
fn an_older_copy_is_found_by_whoever_holds_a_later_receipt() {
    let (folder, workspace, _) = sector();
    // Closed, the journal is one file.
    drop(workspace);
    let root = folder.path().join("workspace");
    let older = std::fs::read(root.join("journal.sqlite")).expect("the journal");
    std::fs::write(root.join("contracts/ma/note.md"), "a note").expect("a text");
    let workspace = Workspace::open(&root).expect("a workspace");
    office::act::record_texts(&workspace, &Actor::Office, &[], "a-later-act", Now::of(0)).expect("recorded");
    let head = workspace.head().expect("a journal").entries;
    drop(workspace);
    let later = std::sync::Arc::new(Workspace::open(&root).expect("a workspace"));
    let later = office::known::Known::when(&later, Now::of(0), office::known::When::default()).expect("known");
    let receipt =
        office::question::journal::entry(&later, &Actor::Office, head).expect("told").expect("an entry").receipt;
    drop(later);
    let asked = Asked { receipts: vec![receipt], ..Asked::default() };
    assert_eq!(faults(&root, &asked), Vec::<String>::new());
    // Somebody puts the journal of before back.
    for file in ["journal.sqlite-wal", "journal.sqlite-shm"] {
        let _gone = std::fs::remove_file(root.join(file));
    }
    std::fs::write(root.join("journal.sqlite"), older).expect("the journal of before");
    let said = faults(&root, &asked);
    assert!(said.iter().any(|one| one.contains("older copy")), "{said:?}");
    assert_eq!(faults(&root, &Asked::default()), Vec::<String>::new(), "alone it agrees with itself");
}
