//! What is known: a workspace on one day. Every question is asked of a [`Known`], which is built here and nowhere else.
//!
//! Texts are read once, and the nation is assessed once, when the first question needs them. A [`State`] is a hash of all
//! that answers rest on: equal states and days, equal answers.

use std::sync::{Arc, OnceLock};

use contract::calendar::Date;
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::nation::Nation;
use crate::texts::Texts;
use crate::workspace::{Workspace, WorkspaceError};

/// A workspace as known on one day.
pub struct Known {
    pub(crate) workspace: Arc<Workspace>,
    day: Date,
    texts: OnceLock<Arc<Texts>>,
    nation: OnceLock<Arc<Nation>>,
}

/// A hash of contents: of everything that answers are made from, whatever day they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State([u8; 32]);

impl Known {
    /// The workspace as known on a day; where none is named, on the last day on which something was received, else on
    /// `otherwise`.
    ///
    /// # Errors
    /// A workspace that cannot be read, or one in which nothing was received where no other day is given.
    pub fn on(workspace: &Arc<Workspace>, day: Option<Date>, otherwise: Option<Date>) -> Result<Known, Fault> {
        let day = match day {
            Some(day) => day,
            None => workspace.last_received()?.or(otherwise).ok_or(Fault::NothingReceived)?,
        };
        let workspace = Arc::clone(workspace);
        Ok(Known { workspace, day, texts: OnceLock::new(), nation: OnceLock::new() })
    }

    /// The same, the texts read while the store looks for the day: for questions that need both at once.
    ///
    /// # Errors
    /// As [`Known::on`], and a text that cannot be read.
    pub fn with_texts(workspace: &Arc<Workspace>, day: Option<Date>) -> Result<Known, Fault> {
        let (texts, known) = std::thread::scope(|scope| {
            let known = scope.spawn(|| Known::on(workspace, day, None));
            (workspace.texts(), known.join())
        });
        let known = known.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let texts = Arc::new(texts?);
        Ok(Known { texts: OnceLock::from(texts), ..known })
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// Whether the evidence was generated.
    #[must_use]
    pub fn is_fictitious(&self) -> bool {
        self.workspace.card.fictitious
    }

    /// Whether the nation was assessed: then no question takes long.
    #[must_use]
    pub fn is_assessed(&self) -> bool {
        self.nation.get().is_some()
    }

    /// Days on which something was received, last first.
    ///
    /// # Errors
    /// A workspace that cannot be read or computed.
    pub fn received(&self) -> Result<&[Date], Fault> {
        Ok(&self.nation()?.received)
    }

    /// The documents, read when first asked for.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub(crate) fn texts(&self) -> Result<&Arc<Texts>, WorkspaceError> {
        if let Some(texts) = self.texts.get() {
            return Ok(texts);
        }
        let read = Arc::new(self.workspace.texts()?);
        Ok(self.texts.get_or_init(|| read))
    }

    /// What the nation comes to, computed when first asked for.
    ///
    /// # Errors
    /// A workspace that cannot be read or computed.
    pub(crate) fn nation(&self) -> Result<&Arc<Nation>, Fault> {
        if let Some(nation) = self.nation.get() {
            return Ok(nation);
        }
        let computed = Arc::new(Nation::of(&self.workspace, self.texts()?, self.day)?);
        Ok(self.nation.get_or_init(|| computed))
    }
}

impl State {
    /// The state of a workspace: its documents and statistics, the list of its submissions, and what was computed last of
    /// what waits. A submission never changes, so that its name, which is a hash of its content, stands for it.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn of(workspace: &Workspace) -> Result<State, WorkspaceError> {
        let mut hasher = Sha256::new();
        let mut take = |part: &[u8]| {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        workspace.documents(&mut take)?;
        take(&workspace.store.listing()?);
        take(&std::fs::read(crate::undecided::kept::path(workspace)).unwrap_or_default());
        Ok(State(hasher.finalize().into()))
    }
}
