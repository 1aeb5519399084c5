//! Whoever changes a workspace does so alone: one lock for all that writes, held from looking to having recorded.
//!
//! Readers need none: what an entry names never changes, and everything derived is checked by whoever reads it.

use std::fs::{File, TryLockError};
use std::sync::atomic::Ordering::SeqCst;

use contract::calendar::Date;
use evidence::private;
use evidence::store::Position;
use register::canonical::Value;
use register::entry::Entry;
use register::journal::{Draft, Guard, Read, RecordError, Recorded};

use register::projection::LOST;

use super::{Workspace, WorkspaceError, at, list};
use crate::actor::Actor;
use crate::fault::Fault;
use crate::now::Now;
use crate::refusal::refused;
use crate::rights::{self, Doing};

/// The file that is locked.
const LOCK: &str = ".lock";

/// The right to change a workspace, as long as it lives.
pub struct Writing<'w> {
    workspace: &'w Workspace,
    _lock: File,
}

/// An act on its way into the journal.
pub struct Intent {
    /// The id that the client made.
    pub request: String,
    /// The word of the act.
    pub kind: &'static str,
    /// Days that people state, beside that of recording.
    pub stated: Vec<(&'static str, String)>,
    /// What is done.
    pub body: Value,
    /// The day that the person named, where the clock is far ahead of the last entry.
    pub day_named: Option<Date>,
}

impl Intent {
    /// An act of that kind under a request id.
    #[must_use]
    pub fn new(kind: &'static str, request: String, body: Value) -> Intent {
        Intent { request, kind, stated: Vec::new(), body, day_named: None }
    }
}

impl Workspace {
    /// Waits until nobody else changes the workspace, and looks at what they did.
    ///
    /// # Errors
    /// The system or the journal.
    pub fn writing(&self) -> Result<Writing<'_>, WorkspaceError> {
        let path = self.root.join(LOCK);
        let lock = private::lock_file(&path).map_err(at(&path))?;
        lock.lock().map_err(at(&path))?;
        self.locked_by(lock)
    }

    /// The same, unless somebody changes the workspace now.
    ///
    /// # Errors
    /// The system or the journal.
    pub fn try_writing(&self) -> Result<Option<Writing<'_>>, WorkspaceError> {
        let path = self.root.join(LOCK);
        let lock = private::lock_file(&path).map_err(at(&path))?;
        match lock.try_lock() {
            Ok(()) => self.locked_by(lock).map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(at(&path)(error)),
        }
    }

    fn locked_by(&self, lock: File) -> Result<Writing<'_>, WorkspaceError> {
        if self.store.recorded().last().map(Position::entry).is_none() {
            self.seen.store(0, SeqCst);
        }
        self.look_again()?;
        Ok(Writing { workspace: self, _lock: lock })
    }

    /// Looks at what was recorded since, by whomever. What was read of what counted before is not read again.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn look_again(&self) -> Result<(), WorkspaceError> {
        let head = self.journal.head()?;
        if self.seen.load(SeqCst) != head.entries {
            // First the list, then that it was seen: whoever finds it seen finds the list.
            self.learn_tables()?;
            self.store.takes(list::recorded(&self.journal)?);
            if !self.store.damaged().is_empty() {
                // Whoever mended a file is believed: it is looked at again.
                self.store.refresh();
            }
            self.seen.store(head.entries, SeqCst);
        }
        Ok(())
    }
}

impl Writing<'_> {
    /// The workspace.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        self.workspace
    }

    /// Makes the store take what the journal says, and nothing else.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn look_again(&self) -> Result<(), WorkspaceError> {
        self.workspace.store.takes(list::recorded(&self.workspace.journal)?);
        Ok(())
    }

    /// The entry that a request id was recorded under, where it was.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn known(&self, request: &str) -> Result<Option<Entry>, Fault> {
        if !register::entry::is_request(request) {
            return Err(Fault::RequestBad(request.to_owned()));
        }
        self.names_nobody(request)?;
        Ok(self.workspace.journal.by_request(request).map_err(WorkspaceError::from)?)
    }

    fn names_nobody(&self, request: &str) -> Result<(), Fault> {
        match self.workspace.store.tables().is_a_number(request) {
            true => Err(refused("act-names-person", &[("what", "request")]).into()),
            false => Ok(()),
        }
    }

    /// The answer of an act that was recorded under a request id already; nothing where none was.
    ///
    /// # Errors
    /// The journal cannot be read, or the id belongs to an act of another kind.
    pub fn again(&self, request: &str, kind: &str) -> Result<Option<Recorded>, Fault> {
        let Some(known) = self.known(request)? else { return Ok(None) };
        if known.kind != kind {
            let other = RecordError::OtherRequest { request: known.request, number: known.number };
            return Err(Fault::NotRecorded(Box::new(other)));
        }
        let receipt = self.workspace.receipt_then(known.number)?;
        Ok(Some(Recorded { number: known.number, day: known.day, receipt, again: true }))
    }

    /// Records an act of an actor who may do it: what the actor's account may is looked up where the act is recorded, in the
    /// same transaction.
    ///
    /// # Errors
    /// Why it was not recorded: then nothing of it is there.
    pub fn record(&mut self, actor: &Actor, now: Now, intent: Intent) -> Result<Recorded, Fault> {
        self.record_if(actor, now, intent, &|_, _| Ok(()))
    }

    /// The same, where something else must hold of the rows as they stand when the act is recorded.
    ///
    /// # Errors
    /// Why it was not recorded: then nothing of it is there.
    pub fn record_if(&mut self, actor: &Actor, now: Now, intent: Intent, holds: Guard<'_>) -> Result<Recorded, Fault> {
        let Intent { request, kind, stated, body, day_named } = intent;
        let day_named = day_named.or(now.named());
        if !register::entry::is_request(&request) {
            return Err(Fault::RequestBad(request));
        }
        // What the journal keeps cannot be taken out of it again.
        self.names_nobody(&request)?;
        let reason = body.get("reason").and_then(Value::as_text).unwrap_or_default();
        if self.workspace.store.tables().has_a_number(reason) {
            return Err(refused("act-names-person", &[("what", "reason")]).into());
        }
        if kind != LOST
            && let Some(newer) = self.workspace.newer()?
        {
            return Err(Fault::Newer { from: newer.from, to: newer.to });
        }
        let opening = self.workspace.journal.opening();
        let moment = if opening.fictitious { None } else { Some(now.second().map_err(WorkspaceError::Clock)?) };
        let draft = Draft {
            request,
            clock: now.day(&opening.zone).map_err(WorkspaceError::Clock)?,
            day_named,
            moment,
            actor: actor.recorded(),
            kind: kind.to_owned(),
            stated: stated.into_iter().map(|(name, day)| (name.to_owned(), day)).collect(),
            body,
            seen: None,
        };
        let guard = |read: &mut dyn Read, entry: &Entry| {
            rights::may(read, actor, Doing { kind: &entry.kind, body: &entry.body, day: entry.day })?;
            holds(read, entry)
        };
        let recorded = self.workspace.journal.record(draft, &self.workspace.signer()?, &guard);
        let recorded = recorded.map_err(|error| match error {
            RecordError::Fault(fault) => Fault::Workspace(fault.into()),
            refused => Fault::NotRecorded(Box::new(refused)),
        })?;
        if !recorded.again {
            self.workspace.seen.store(recorded.number, SeqCst);
        }
        Ok(recorded)
    }
}
