//! What acts of one entry have in common: the same request is one act, a preview records nothing, and what must hold is
//! looked at by the preview and by the guard of the journal alike.

use contract::calendar::Date;
use register::canonical::Value;
use register::entry::Entry;
use register::journal::{Read, RecordError, Refused, next_day};

use super::submit::{Entered, entered};
use crate::actor::{Actor, Matter};
use crate::fault::Fault;
use crate::now::Now;
use crate::rights::{self, Doing};
use crate::workspace::writing::{Intent, Writing};
use crate::workspace::{Workspace, WorkspaceError};

/// How an act is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The id of the request: the same one again is the same act.
    pub request: String,
    /// Whether it is only said what would be, and nothing recorded.
    pub preview: bool,
    /// The day that the person named, where the clock is far ahead of the last entry.
    pub day_named: Option<Date>,
}

impl Asking {
    /// An act that is to be recorded.
    #[must_use]
    pub fn new(request: impl Into<String>) -> Asking {
        Asking { request: request.into(), preview: false, day_named: None }
    }
}

/// Acts after which others take part, or under other affiliations.
const ENROLLING: [&str; 5] = ["enrol", "change-operator", "end-operator", "resume-operator", "import-operators"];

/// An act that is being done.
pub(crate) struct Acting<'w> {
    pub workspace: &'w Workspace,
    actor: &'w Actor,
    asking: &'w Asking,
    now: Now,
    /// Nothing in a preview, for which nobody has to wait.
    writing: Option<Writing<'w>>,
}

impl<'w> Acting<'w> {
    /// Begins an act: looks whether the actor may, and waits for its turn.
    pub fn begin(
        workspace: &'w Workspace,
        actor: &'w Actor,
        matter: Matter,
        asking: &'w Asking,
        now: Now,
    ) -> Result<Acting<'w>, Fault> {
        actor.begins(matter)?;
        let writing = if asking.preview { None } else { Some(workspace.writing()?) };
        Ok(Acting { workspace, actor, asking, now, writing })
    }

    /// The answer that the same request had before; nothing where it is new.
    pub fn again(&self, kind: &str, is_same: impl Fn(&Entry) -> bool) -> Result<Option<Entered>, Fault> {
        let Some(writing) = &self.writing else { return Ok(None) };
        let Some(entry) = writing.known(&self.asking.request)? else { return Ok(None) };
        if entry.kind != kind || !is_same(&entry) {
            let (request, number) = (self.asking.request.clone(), entry.number);
            return Err(Fault::NotRecorded(Box::new(RecordError::OtherRequest { request, number })));
        }
        entered(&self.workspace.receipt_then(entry.number)?, true).map(Some)
    }

    /// A day of something that has happened: never in the future.
    pub fn past(&self, asked: Option<Date>) -> Result<(), Fault> {
        let today = self.workspace.today(self.now)?;
        match asked.filter(|asked| *asked > today) {
            Some(asked) => Err(Fault::Future { asked, today }),
            None => Ok(()),
        }
    }

    /// The day of the act; a refusal where the clock is far from the last entry and nobody named the day.
    fn day(&self) -> Result<Date, Fault> {
        let (opening, last_day) = (self.workspace.journal.opening(), self.workspace.head()?.last_day);
        if opening.fictitious {
            return Ok(last_day);
        }
        let clock = self.now.day(&opening.zone).map_err(WorkspaceError::Clock)?;
        let named = self.asking.day_named.or(self.now.named());
        next_day(last_day, clock, named).map_err(|refused| Fault::NotRecorded(Box::new(refused)))
    }

    /// Looks whether something holds now.
    pub fn holds(&self, holds: &dyn Fn(&mut dyn Read) -> Result<(), Refused>) -> Result<(), Fault> {
        self.workspace.journal.read(|read| holds(read)).map_err(Fault::from)
    }

    /// Records the act where it holds; a preview only looks.
    pub fn record(
        &mut self,
        kind: &'static str,
        body: Value,
        holds: &dyn Fn(&mut dyn Read) -> Result<(), Refused>,
    ) -> Result<Option<Entered>, Fault> {
        // Before anything is written too: of a refusal and of a preview the same is told.
        let day = self.day()?;
        self.holds(&|read| {
            rights::may(read, self.actor, Doing { kind, body: &body, day })?;
            holds(read)
        })?;
        let Some(writing) = &mut self.writing else { return Ok(None) };
        let intent =
            Intent { day_named: self.asking.day_named, ..Intent::new(kind, self.asking.request.clone(), body) };
        let recorded = writing.record_if(self.actor, self.now, intent, &|read, _| holds(read))?;
        if ENROLLING.contains(&kind) {
            // Whose files are, and who is told of without any, follows from these too.
            writing.look_again()?;
        }
        entered(&recorded.receipt, recorded.again).map(Some)
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Fault {
        match refused {
            Refused::Fault(fault) => Fault::Workspace(WorkspaceError::Journal(fault)),
            act @ Refused::Act { .. } => Fault::NotRecorded(Box::new(act.into())),
        }
    }
}
