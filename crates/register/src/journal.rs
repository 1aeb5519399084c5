//! The journal: opens a database, records acts one at a time, and reads what was recorded.
//!
//! `journal/recording.rs` is the one road by which anything is written, `journal/reading.rs` the questions, over one
//! transaction; `journal/day.rs` the rule of the days, `journal/days.rs` what is said of days of a wrong clock. A journal may be used by many threads; each question and each act
//! takes a connection of its own. Nothing is kept in memory that the database could contradict, but the first entry.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::calendar::Date;

use crate::canonical::Value;
use crate::entry::Entry;
use crate::migration;
use crate::receipt::Receipt;
use crate::signing::SigningKey;
use crate::store::{self, Access, Location, Store, StoreError, Transaction};
use crate::tree::Hash;

mod copy;
mod day;
mod days;
mod questions;
pub mod reading;
mod recording;
mod refusal;

pub use copy::copy;
pub use day::{next_day, true_day};
pub use days::{Days, Wrong};
pub use questions::Entries;
pub use reading::{Listed, Read};
pub use refusal::{JournalError, RecordError, Refused};

/// An act before it has a number and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that the client made: the same id again is the same act, and gets the same answer.
    pub request: String,
    /// The civil day by the machine's clock, in the zone of the workspace. A fictitious workspace has a day of its own, and
    /// does not look at this but in its first entry.
    pub clock: Date,
    /// The day that the person named, where the clock is more than 31 days after the last entry.
    pub day_named: Option<Date>,
    /// The second of the machine's clock in UTC; none in a fictitious workspace.
    pub moment: Option<String>,
    /// Who acts, and how that was recognised.
    pub actor: Value,
    /// The word of the act.
    pub kind: String,
    /// Stated days and facts, beside the day of recording.
    pub stated: BTreeMap<String, String>,
    /// What is done.
    pub body: Value,
    /// The last entry that the act was prepared upon: if another was recorded since, it is refused. None does not look.
    pub seen: Option<u64>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The entry's number.
    pub number: u64,
    /// Its day.
    pub day: Date,
    /// Its receipt, under the checkpoint that was signed with it.
    pub receipt: Receipt,
    /// Whether it stood already, under the same request id.
    pub again: bool,
}

/// Where the journal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are; the number of the last one.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// The day of the last one.
    pub last_day: Date,
}

/// What the first entry says of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The id of the workspace.
    pub workspace: String,
    /// The IANA name of its zone.
    pub zone: String,
    /// Whether its days are its own.
    pub fictitious: bool,
    /// The key that signed the first checkpoint, as text.
    pub key: String,
}

impl Opening {
    /// The origin line of its checkpoints, and the name of the keys that sign them.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(&self.workspace)
    }
}

/// The origin line of the checkpoints of a workspace, and the name of the keys that sign them.
#[must_use]
pub fn origin(workspace: &str) -> String {
    format!("mithaq/{workspace}")
}

/// What the office looks at between the state that stands and the rows that an act would add. It asks the reader that it is
/// given; to record from within it would wait for itself.
pub type Guard<'a> = &'a dyn Fn(&mut dyn Read, &Entry) -> Result<(), Refused>;

/// What opens a connection to the place of a journal.
pub type Opener = Box<dyn Fn(&Location) -> Result<Box<dyn Store>, StoreError> + Send + Sync>;

/// An open journal.
pub struct Journal {
    location: Location,
    opener: Opener,
    opening: Opening,
    idle: Mutex<Vec<Box<dyn Store>>>,
    /// Writers of this process wait here, in the order in which they came, rather than in the database, which tries again
    /// and again.
    writing: Mutex<()>,
    poisoned: AtomicBool,
}

/// How many connections are kept for the next question.
const IDLE_MAX: usize = 8;

impl Journal {
    /// Makes a journal, whole or not at all: its tables and its first entry are one transaction.
    pub fn create(location: Location, opening: Draft, signer: &SigningKey) -> Result<(Journal, Recorded), RecordError> {
        let mut store = store::prepare(&location)?;
        let recorded = {
            let mut transaction = store.begin(Access::Write)?;
            if migration::current(&mut *transaction)? > 0 {
                return Err(StoreError::Exists(format!("{location}")).into());
            }
            migration::make(&mut *transaction)?;
            let recorded = recording::first(&mut *transaction, opening, signer)?;
            transaction.commit()?;
            recorded
        };
        Ok((Journal::over(location, store, Box::new(store::open))?, recorded))
    }

    /// Opens a journal, and brings its tables to the form of this version.
    pub fn open(location: Location) -> Result<Journal, JournalError> {
        Journal::open_by(location, Box::new(store::open))
    }

    /// The same by connections that somebody else opens: trials open some that fail.
    pub fn open_by(location: Location, opener: Opener) -> Result<Journal, JournalError> {
        let mut store = opener(&location)?;
        let there = {
            let mut transaction = store.begin(Access::Read)?;
            migration::current(&mut *transaction)? > 0
        };
        if !there {
            return Err(StoreError::Absent(location.to_string()).into());
        }
        migration::migrate(&mut *store)?;
        Journal::over(location, store, opener)
    }

    fn over(location: Location, mut store: Box<dyn Store>, opener: Opener) -> Result<Journal, JournalError> {
        let opening = {
            let mut transaction = store.begin(Access::Read)?;
            reading::opening(&mut *transaction)?
        };
        let (idle, writing) = (Mutex::new(vec![store]), Mutex::new(()));
        Ok(Journal { location, opener, opening, idle, writing, poisoned: AtomicBool::new(false) })
    }

    /// What the first entry says of the workspace.
    #[must_use]
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Where it is kept.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Records an act; see `journal/recording.rs` for what is looked at in which order.
    pub fn record(&self, draft: Draft, signer: &SigningKey, guard: Guard<'_>) -> Result<Recorded, RecordError> {
        let _turn = held(&self.writing);
        self.within(Access::Write, |transaction| recording::record(transaction, draft, signer, guard))
    }

    /// Asks several questions of one state.
    pub fn read<T, E: From<JournalError>>(&self, ask: impl FnOnce(&mut dyn Read) -> Result<T, E>) -> Result<T, E> {
        self.within(Access::Read, |transaction| ask(&mut reading::Reading(transaction)))
    }

    /// Does something within a transaction, and commits it.
    fn within<T, E: From<JournalError>>(
        &self,
        access: Access,
        act: impl FnOnce(&mut dyn Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let fault = |fault: StoreError| E::from(JournalError::Store(fault));
        if self.poisoned.load(Ordering::SeqCst) {
            return Err(JournalError::Poisoned.into());
        }
        let mut store = self.connection().map_err(fault)?;
        let mut transaction = store.begin(access).map_err(fault)?;
        let done = match act(&mut *transaction) {
            Ok(done) => done,
            Err(refused) => {
                drop(transaction);
                self.keep(store);
                return Err(refused);
            }
        };
        match transaction.commit() {
            Ok(()) => {
                self.keep(store);
                Ok(done)
            }
            Err(cause) => {
                if matches!(cause, StoreError::Unknown(_)) {
                    self.poisoned.store(true, Ordering::SeqCst);
                }
                Err(fault(cause))
            }
        }
    }

    /// A connection that works. One that was idle may have been cut off meanwhile; nothing was asked of it yet, so that
    /// another one can take its place.
    fn connection(&self) -> Result<Box<dyn Store>, StoreError> {
        loop {
            let Some(mut store) = held(&self.idle).pop() else { return (self.opener)(&self.location) };
            if store.begin(Access::Read).and_then(Transaction::commit).is_ok() {
                return Ok(store);
            }
        }
    }

    fn keep(&self, store: Box<dyn Store>) {
        let mut idle = held(&self.idle);
        if idle.len() < IDLE_MAX {
            idle.push(store);
        }
    }
}

/// What is behind a lock; a thread that panicked with it left nothing half-done that a database would not undo.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
