//! Making a workspace: whole or not at all, whatever stops it.
//!
//! Everything is built in a hidden folder within the workspace's own, which needs no right beside it, and may be the root
//! of a disk. It is brought to the disk, and the card, which says that it is whole, is written last. Then its parts are
//! moved to their places, the card last again: without it there is no workspace. Who is stopped before the first card
//! leaves a folder that the next one removes; who is stopped after it, one that the next one finishes.
//!
//! What lies in the folder already is left alone: a store, a key or contracts without a card are somebody's, and refused.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use contract::calendar::Date;
use evidence::private;
use evidence::pseudonym::Key;
use evidence::store::{Store, StoreError};
use register::canonical::Value;
use register::journal::{Draft, Journal, RecordError, origin};
use register::sealed::OpeningKey;
use register::signing::SigningKey;
use register::store::Location;

use super::{CARD, Card, FORM, JOURNAL, JOURNAL_PLACE, KEY, WorkspaceError, at, contents, newer, originals};
use crate::now::Now;
use crate::texts;

/// Where a fictitious workspace keeps its signing key.
const SIGNING_KEY: &str = "keys/signing.key";

/// The folder in which it is built.
const UNFINISHED: &str = ".new-workspace";

/// What a workspace is made of, but for its card. The journal is one file while nobody has it open.
const PARTS: [&str; 7] = [contents::FOLDER, originals::FOLDER, "contracts", "evidence", JOURNAL, "keys", newer::FILE];

/// Random bytes: of the workspace's id, and the seeds of its keys.
#[derive(Clone)]
pub struct Chance {
    /// The id.
    pub id: [u8; 8],
    /// The seed.
    pub seed: [u8; 32],
    /// The seed of the key that opens originals: whoever has the other must not have this one.
    pub opening: [u8; 32],
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}

/// What a new workspace is to be.
#[derive(Debug, Clone)]
pub struct Birth {
    /// The day on which a fictitious one begins; nothing of a real one, whose days are those of the clock.
    pub fictitious: Option<Date>,
    /// The IANA name of the time zone in which its days begin.
    pub zone: String,
    /// The folder in which its signing key is kept, under its id; a fictitious one keeps its own.
    pub keys: PathBuf,
    /// The PostgreSQL database of the journal; nothing for a file of the workspace.
    pub journal: Option<String>,
    /// What of the texts that ship with the program is recorded in it.
    pub shipped: Shipped,
    /// What nobody can guess, given by whoever has chance.
    pub chance: Chance,
}

/// Which of the texts that ship with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shipped {
    /// None of them.
    Nothing,
    /// The packs, with the tables and schemes that they declare.
    Packs,
    /// The packs, the contracts, the statistics.
    Everything,
}

impl Shipped {
    fn takes(self, text: &crate::shipped::Shipped) -> bool {
        match self {
            Shipped::Nothing => false,
            Shipped::Packs => text.path.contains("/packs/"),
            Shipped::Everything => true,
        }
    }
}

impl Birth {
    /// A fictitious workspace with the shipped contracts, whose key anybody may know.
    #[must_use]
    pub fn fictitious(day: Date) -> Birth {
        Birth {
            fictitious: Some(day),
            zone: "UTC".to_owned(),
            keys: PathBuf::new(),
            journal: None,
            shipped: Shipped::Everything,
            chance: Chance { id: [1; 8], seed: [1; 32], opening: [2; 32] },
        }
    }
}

/// Makes the folder of a workspace.
pub(super) fn create(root: &Path, birth: &Birth, now: Now) -> Result<(), WorkspaceError> {
    whole(root, |unfinished| build(root, unfinished, birth, now))
}

/// Puts a workspace in its place, whole or not at all: it is built in a folder that is hidden until then, its card last.
pub(crate) fn whole<E: From<WorkspaceError>>(root: &Path, build: impl FnOnce(&Path) -> Result<(), E>) -> Result<(), E> {
    let failed = |error: std::io::Error| E::from(at(root)(error));
    private::lasting_folders(root).map_err(failed)?;
    // One at a time. The lock is on the folder, so that no file of it stays.
    let folder = File::open(root).map_err(failed)?;
    folder.lock().map_err(failed)?;
    let occupied = |path: PathBuf| E::from(StoreError::AlreadyAStore(path).into());
    if root.join(CARD).exists() {
        return Err(occupied(root.to_owned()));
    }
    let unfinished = root.join(UNFINISHED);
    if !unfinished.join(CARD).exists() {
        if let Some(part) = PARTS.iter().map(|part| root.join(part)).find(|part| part.exists()) {
            return Err(occupied(part));
        }
        remove(&unfinished)?;
        build(&unfinished)?;
        // Its name too, before anything is taken out of it.
        private::settle(root).map_err(failed)?;
    }
    for part in PARTS {
        take(&unfinished, root, part)?;
    }
    settle_both(&unfinished, root)?;
    take(&unfinished, root, CARD)?;
    settle_both(&unfinished, root)?;
    Ok(remove(&unfinished)?)
}

/// Gives a workspace of an earlier version a journal of its own, in which nothing stands yet but that it was opened. Its card
/// is written last: until then it is of the earlier version, and whoever is stopped begins anew.
pub(super) fn adopt(root: &Path, birth: &Birth, now: Now) -> Result<(), WorkspaceError> {
    let folder = File::open(root).map_err(at(root))?;
    folder.lock().map_err(at(root))?;
    let unfinished = root.join(UNFINISHED);
    remove(&unfinished)?;
    build(root, &unfinished, &Birth { shipped: Shipped::Nothing, ..birth.clone() }, now)?;
    remove(&root.join(contents::FOLDER))?;
    take(&unfinished, root, contents::FOLDER)?;
    for part in [JOURNAL, JOURNAL_PLACE, SIGNING_KEY, originals::OPENING_KEY] {
        // What somebody who was stopped left there is replaced.
        take(&unfinished, root, part)?;
    }
    private::settle(&root.join("keys")).map_err(at(root))?;
    let card = Card::read(&unfinished)?;
    settle_both(&unfinished, root)?;
    card.write(root)?;
    remove(&unfinished)
}

/// Builds a workspace, its card last, and brings it to the disk.
fn build(home: &Path, root: &Path, birth: &Birth, now: Now) -> Result<(), WorkspaceError> {
    for part in PARTS.into_iter().filter(|part| ![JOURNAL, newer::FILE, originals::FOLDER].contains(part)) {
        private::folders(&root.join(part)).map_err(at(root))?;
    }
    // All of it is brought to the disk below.
    let store = Store::create(&root.join("evidence"))?.without_waiting_for_disk();
    store.bind(&Key::create(&root.join(KEY))?)?;
    let workspace = id(birth.chance.id);
    let (signer, signing_key) = signing_key(home, root, birth, &workspace)?;
    let originals = opening_key(root, birth, &signing_key)?.sealing().to_string();
    let location = match &birth.journal {
        Some(url) => {
            let path = root.join(JOURNAL_PLACE);
            private::write(&path, url).map_err(at(&path))?;
            Location::Postgres { url: url.clone(), schema: None }
        }
        None => Location::Sqlite(root.join(JOURNAL)),
    };
    let moment = match birth.fictitious {
        Some(_) => None,
        None => Some(now.second()?),
    };
    let clock = birth.fictitious.map_or_else(|| now.day(&birth.zone), Ok)?;
    let draft = |request: &str, kind: &str, body| Draft {
        request: format!("{request}-{workspace}"),
        clock,
        day_named: None,
        moment: moment.clone(),
        actor: Value::texts([("who", "office"), ("recognised", "owner of the workspace")]),
        kind: kind.to_owned(),
        stated: std::collections::BTreeMap::new(),
        body,
        seen: None,
    };
    let opening = Value::texts([
        ("workspace", workspace.as_str()),
        ("zone", birth.zone.as_str()),
        ("fictitious", if birth.fictitious.is_some() { "yes" } else { "no" }),
        ("key", &signer.verifying().to_string()),
        ("program", env!("CARGO_PKG_VERSION")),
        // The card, which names it too, is no part of the journal: nobody changes it unseen.
        ("sealed_to", originals.as_str()),
    ]);
    let refused = |error| match error {
        RecordError::Fault(fault) => WorkspaceError::Journal(fault),
        refused => WorkspaceError::Opening(Box::new(refused)),
    };
    let (journal, _) = Journal::create(location, draft("open", "open", opening), &signer).map_err(refused)?;
    let mut texts = crate::shipped::FILES.iter().filter(|text| birth.shipped.takes(text)).peekable();
    if texts.peek().is_some() {
        let mut rows = Vec::new();
        for shipped in texts {
            let path = root.join("contracts").join(shipped.path);
            let sha256 = contents::sha256(shipped.text.as_bytes());
            let content = root.join(contents::FOLDER).join(&sha256[..2]).join(&sha256);
            for (path, text) in [(&path, shipped.text), (&content, shipped.text)] {
                let folder = path.parent().unwrap_or(root);
                private::folders(folder).and_then(|()| private::write(path, text)).map_err(at(path))?;
            }
            rows.push(texts::recorded::row(Path::new(shipped.path), shipped.text, &sha256));
        }
        let body = Value::map([("texts", Value::List(rows))]);
        journal.record(draft("shipped", "record-text", body), &signer, &|_, _| Ok(())).map_err(refused)?;
    }
    // Closed, it is one file.
    drop(journal);
    private::settle_all(root).map_err(at(root))?;
    Card { form: FORM, signing_key, vault: None, originals: Some(originals), vault_copies: None }.write(root)
}

/// The identifier of a workspace.
fn id(bytes: [u8; 8]) -> String {
    // A word begins with a letter.
    format!("w{}", assessment::receipt::hexadecimal(&bytes))
}

/// The signing key, and where the card says that it is: within the workspace where that is fictitious, else apart.
fn signing_key(
    home: &Path,
    root: &Path,
    birth: &Birth,
    workspace: &str,
) -> Result<(SigningKey, PathBuf), WorkspaceError> {
    let seed = birth.chance.seed;
    let name = origin(workspace);
    if birth.fictitious.is_some() {
        let path = Path::new(SIGNING_KEY);
        return Ok((made(&root.join(path), &name, seed)?, path.to_owned()));
    }
    let folder = birth.keys.join(workspace);
    private::lasting_folders(&folder).map_err(at(&folder))?;
    let folder = folder.canonicalize().map_err(at(&folder))?;
    let path = folder.join("signing.key");
    if folder.starts_with(home.canonicalize().map_err(at(home))?) {
        return Err(WorkspaceError::SigningKeyInside(path));
    }
    Ok((made(&path, &name, seed)?, path))
}

/// The key that opens originals, beside the signing key; whoever keeps a real workspace takes it off line.
fn opening_key(root: &Path, birth: &Birth, signing_key: &Path) -> Result<OpeningKey, WorkspaceError> {
    let path = match birth.fictitious {
        Some(_) => root.join(originals::OPENING_KEY),
        None => signing_key.with_file_name("opening.key"),
    };
    Ok(OpeningKey::create(&path, birth.chance.opening)?)
}

fn made(path: &Path, name: &str, seed: [u8; 32]) -> Result<SigningKey, WorkspaceError> {
    let failed = |cause| WorkspaceError::NoSigningKey { path: path.to_owned(), cause };
    SigningKey::create(path, name, seed).map_err(failed)
}

/// Moves a part to its place, unless that was done before.
fn take(unfinished: &Path, root: &Path, part: &str) -> Result<(), WorkspaceError> {
    match fs::rename(unfinished.join(part), root.join(part)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(&root.join(part))(error)),
        _ => Ok(()),
    }
}

fn settle_both(unfinished: &Path, root: &Path) -> Result<(), WorkspaceError> {
    private::settle(unfinished).map_err(at(unfinished))?;
    private::settle(root).map_err(at(root))
}

fn remove(folder: &Path) -> Result<(), WorkspaceError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}
