//! One question of every kind of act, in an order in which each is let through, and the workspace that they are asked of: for the
//! trials that go through the table of acts ([`office::rights::ACTS`]). A kind of the table that has no question here is recorded
//! by the road of all acts, with a body that is composed by asking its form; where that cannot be, the trial fails and says of
//! which kind. What is asked of a kind stands in `specimens/`, by what it is about.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use contract::calendar::Date;
use office::act::NoChance;
use office::act::submit::Entered;
use office::actor::Actor;
use office::fault::Fault;
use office::known::{Known, When};
use office::now::Now;
use office::question;
use office::recognition::{Claim, recognise, shown};
use office::rights::{ACTS, Act};
use office::role::Role;
use office::workspace::writing::Intent;
use office::workspace::{Birth, Shipped, Workspace};
use register::{Entry, Location, Receipt, Recorded};
use tempfile::TempDir;

use crate::composed::composed;
use crate::databases::Database;

mod evidence;
mod journal;
mod operators;
mod people;
mod texts;

/// The day on which the workspaces of the trials begin.
pub const BEGINS: &str = "2026-03-01";
/// The second at which a story begins, for codes.
const NOW: i64 = 1_803_900_000;

/// What an act answered: the entry with its receipt, where it tells them, and whether it stood already, where it tells that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub entry: Option<(u64, String)>,
    pub again: Option<bool>,
}

/// One sending of a command.
pub struct Turn<'a> {
    pub story: &'a Story,
    pub kind: &'static str,
    pub request: String,
    pub actor: Actor,
    /// Which sending it is: whoever draws draws something else each time.
    pub sending: u8,
}

/// A question of one kind.
pub struct Specimen {
    pub kind: &'static str,
    /// Does what must have been done before.
    ready: fn(&mut Story),
    /// Who asks.
    actor: fn(&Story) -> Actor,
    ask: fn(&Turn<'_>) -> Result<Said, Fault>,
}

/// A workspace of its own, and what is known of it.
pub struct Story {
    pub folder: TempDir,
    pub root: PathBuf,
    /// The databases of its journal and of the one that comes back; none where it is a file.
    databases: Vec<Database>,
    on_postgres: bool,
    /// Steps of thirty seconds that have passed: a code counts once.
    steps: AtomicI64,
    /// Of each account the secret, and the second factor.
    secrets: Mutex<BTreeMap<String, (String, Option<String>)>>,
    /// What one act leaves to the question of another.
    noted: BTreeMap<&'static str, String>,
}

/// Acts of real workspaces, whose days are those of a clock: a story is a fictitious one's.
const REAL: [&str; 1] = ["clock-was-wrong"];

/// Every kind of act that a fictitious workspace records, each once.
pub fn specimens() -> Vec<Specimen> {
    let before = [texts::SPECIMENS, operators::SPECIMENS, evidence::SPECIMENS].map(<[_]>::iter).into_iter().flatten();
    let after = [journal::SPECIMENS, people::SPECIMENS].map(<[_]>::iter).into_iter().flatten();
    let known: Vec<&Specimen> = before.clone().chain(after.clone()).collect();
    for one in &known {
        assert!(ACTS.iter().any(|act| act.kind == one.kind), "`{}` is no act of the table", one.kind);
        assert_eq!(known.iter().filter(|other| other.kind == one.kind).count(), 1, "`{}`", one.kind);
    }
    // Without an account as long as there is none, before the people; what administrators alone may do, after them by two.
    let acts = || ACTS.iter().filter(|act| !REAL.contains(&act.kind));
    let others = acts().filter(|act| !known.iter().any(|one| one.kind == act.kind));
    let is_theirs = |act: &&Act| act.roles.contains(&Role::Administrator) && !act.roles.contains(&Role::Officer);
    let (theirs, plain): (Vec<&Act>, Vec<&Act>) = others.partition(is_theirs);
    let composed = |act: &Act| Specimen::plain(act.kind, as_composed);
    let plain = plain.into_iter().map(composed);
    let theirs = theirs.into_iter().map(|act| composed(act).by(people::two));
    let all: Vec<Specimen> = before.copied().chain(plain).chain(after.copied()).chain(theirs).collect();
    assert_eq!(all.len(), acts().count());
    all
}

impl Clone for Specimen {
    fn clone(&self) -> Specimen {
        *self
    }
}

impl Copy for Specimen {}

impl Specimen {
    /// One that needs nothing before, asked by the owner of the workspace.
    const fn plain(kind: &'static str, ask: fn(&Turn<'_>) -> Result<Said, Fault>) -> Specimen {
        Specimen { kind, ready: |_| (), actor: |_| Actor::Office, ask }
    }

    const fn after(self, ready: fn(&mut Story)) -> Specimen {
        Specimen { ready, ..self }
    }

    const fn by(self, actor: fn(&Story) -> Actor) -> Specimen {
        Specimen { actor, ..self }
    }

    /// Does what must have been done before it.
    pub fn ready(&self, story: &mut Story) {
        (self.ready)(story);
    }

    /// Asks by so many at once, each with a workspace of its own.
    pub fn ask(&self, story: &Story, request: &str, sendings: std::ops::Range<u8>) -> Vec<Result<Said, Fault>> {
        let actor = (self.actor)(story);
        let turn =
            |sending| Turn { story, kind: self.kind, request: request.to_owned(), actor: actor.clone(), sending };
        if sendings.len() == 1 {
            return sendings.map(|sending| (self.ask)(&turn(sending))).collect();
        }
        std::thread::scope(|scope| {
            let asked: Vec<_> = sendings
                .map(|sending| {
                    let turn = turn(sending);
                    scope.spawn(move || (self.ask)(&turn))
                })
                .collect();
            asked.into_iter().map(|one| one.join().expect("nobody panicked")).collect()
        })
    }
}

/// By the road of all acts, with a body as its form wants it.
fn as_composed(turn: &Turn<'_>) -> Result<Said, Fault> {
    let workspace = turn.workspace();
    let day = workspace.today(turn.story.now()).expect("a day");
    let mut writing = workspace.writing()?;
    // The same question again, although the number is another one by now.
    let (known, next) = (writing.known(&turn.request)?, turn.story.entries() + 1);
    let (request, actor) = (turn.request.clone(), turn.actor.recorded());
    let (kind, stated, body) = (turn.kind.to_owned(), BTreeMap::new(), register::Value::map::<&str>([]));
    let like = Entry { number: next, day, moment: None, request, actor, kind, stated, body };
    let composed = || composed(&like).unwrap_or_else(|unknown| panic!("{unknown}"));
    let body = known.map_or_else(composed, |known| known.body);
    Ok(writing.record(&turn.actor, turn.story.now(), Intent::new(turn.kind, turn.request.clone(), body))?.into())
}

impl Turn<'_> {
    pub fn workspace(&self) -> Workspace {
        self.story.open()
    }

    /// What was noted for it.
    fn noted(&self, what: &str) -> String {
        self.story.noted[what].clone()
    }

    pub fn asking(&self) -> office::act::Asking {
        office::act::Asking::new(self.request.clone())
    }

    /// Chance that is another one for each sending.
    pub fn chance(&self) -> impl FnMut(&mut [u8]) -> Result<(), NoChance> + use<> {
        chance(
            self.request.bytes().fold(u64::from(self.sending) + 1, |sum, byte| 31 * sum % 1_000_003 + u64::from(byte)),
        )
    }
}

/// Chance that never repeats itself within a story.
fn chance(seed: u64) -> impl FnMut(&mut [u8]) -> Result<(), NoChance> {
    let mut next = u128::from(seed) << 64;
    move |bytes| {
        for chunk in bytes.chunks_mut(16) {
            next += 1;
            chunk.copy_from_slice(&next.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

impl Story {
    /// A folder in which nothing is yet.
    pub fn new(on_postgres: bool) -> Story {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("workspace");
        let (steps, secrets) = (AtomicI64::new(0), Mutex::default());
        let mut story = Story { folder, root, databases: vec![], on_postgres, steps, secrets, noted: BTreeMap::new() };
        story.database();
        story
    }

    /// A database for a journal that is not a file.
    fn database(&mut self) {
        if self.on_postgres {
            self.databases.push(Database::new());
        }
    }

    fn journal(&self) -> Option<&str> {
        self.databases.last().map(|database| database.url.as_str())
    }

    /// Where its journal is.
    pub fn location(&self) -> Location {
        match self.journal() {
            Some(url) => Location::Postgres { url: url.to_owned(), schema: None },
            None => Location::Sqlite(self.root.join("journal.sqlite")),
        }
    }

    pub fn open(&self) -> Workspace {
        Workspace::open(&self.root).expect("a workspace").without_waiting_for_disk()
    }

    fn birth(&self) -> Birth {
        Birth { shipped: Shipped::Packs, journal: self.journal().map(str::to_owned), ..Birth::fictitious(day(BEGINS)) }
    }

    pub fn now(&self) -> Now {
        Now::of(NOW + 30 * self.steps.load(Ordering::SeqCst))
    }

    /// How many entries there are.
    pub fn entries(&self) -> u64 {
        Workspace::open(&self.root).map_or(0, |workspace| workspace.head().expect("a journal").entries)
    }

    /// The receipt of an entry, as the journal gives it now.
    pub fn receipt(&self, entry: u64) -> Receipt {
        let known = Known::when(&Arc::new(self.open()), self.now(), When::default()).expect("known");
        let told = question::journal::entry(&known, &Actor::Office, entry).expect("told").expect("an entry");
        Receipt::decode(told.receipt.trim_end()).expect("a receipt")
    }

    /// Whoever has an account, recognised with all that they have.
    fn person(&self, account: &str) -> Actor {
        self.steps.fetch_add(1, Ordering::SeqCst);
        let (secret, factor) = self.secrets.lock().expect("nobody panicked")[account].clone();
        let claim = Claim::new(account, secret);
        let claim = match factor {
            Some(factor) => claim.with_code(shown(&factor, self.now()).expect("a code")),
            None => claim,
        };
        recognise(&self.open(), &claim, self.now()).expect("recognised")
    }

    /// Somebody was told a secret, or the key of a second factor.
    fn told(&self, account: &str, secret: Option<String>, factor: Option<String>) {
        let mut secrets = self.secrets.lock().expect("nobody panicked");
        let known = secrets.entry(account.to_owned()).or_default();
        known.0 = secret.unwrap_or_else(|| known.0.clone());
        known.1 = factor.or(known.1.clone());
    }

    fn note(&mut self, what: &'static str, value: impl Into<String>) {
        self.noted.insert(what, value.into());
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

impl From<Recorded> for Said {
    fn from(recorded: Recorded) -> Said {
        let receipt = recorded.receipt.encode().expect("a file");
        Said { entry: Some((recorded.number, receipt)), again: Some(recorded.again) }
    }
}

impl From<Option<Recorded>> for Said {
    fn from(recorded: Option<Recorded>) -> Said {
        recorded.expect("an entry").into()
    }
}

impl From<Option<Entered>> for Said {
    fn from(entered: Option<Entered>) -> Said {
        let entered = entered.expect("an entry");
        Said { entry: Some((entered.number, entered.receipt)), again: Some(entered.again) }
    }
}

/// What an act says that tells no entry.
const DONE: Said = Said { entry: None, again: None };
