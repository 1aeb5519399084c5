//! What is known: a workspace on one day. Every question is asked of a [`Known`], which is built here and nowhere else.
//!
//! Texts are read once, and the nation is assessed once, when the first question needs them. A [`State`] says where the
//! journal stands: equal states and days, equal answers.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use contract::calendar::Date;
use evidence::store::{Damage, Position};
use sha2::{Digest, Sha256};

use crate::actor::Actor;
use crate::answer::TableNames;
use crate::answer::atlas::Atlas;
use crate::fault::Fault;
use crate::moment::Moment;
use crate::nation::Nation;
use crate::now::Now;
pub use crate::slices::{Reads, Slice, Slices, waits};
use crate::texts::Texts;
use crate::workspace::{Workspace, WorkspaceError};

/// A workspace as known on one day.
pub struct Known {
    pub(crate) workspace: Arc<Workspace>,
    moment: Moment,
    texts: OnceLock<Arc<Texts>>,
    slices: OnceLock<Arc<Slices>>,
    nation: OnceLock<Arc<Nation>>,
    /// What was told before, of which parts may still stand.
    atlas: OnceLock<Arc<Atlas>>,
    former: Mutex<Option<Arc<Nation>>>,
}

/// Where a workspace stands, and what was computed last of what waits: whatever day they are asked for, answers are made from
/// nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State([u8; 32]);

/// Which moment is asked for. Without a word: all that was recorded, today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct When {
    /// What was known at the end of a day.
    pub known_on: Option<Date>,
    /// What was known at an entry.
    pub at: Option<u64>,
    /// The situation of a day, as it is known then; the day of what is known where none is named.
    pub situation_of: Option<Date>,
}

impl When {
    /// What was known on a day.
    #[must_use]
    pub fn on(day: Date) -> When {
        When { known_on: Some(day), ..When::default() }
    }
}

impl Known {
    /// The names of the tables that its documents declare.
    #[must_use]
    pub fn table_names(&self) -> TableNames {
        self.workspace.table_names()
    }

    /// The places that its documents name; none where the documents cannot be read.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        let of = || {
            let texts = self.texts();
            let sounds = texts.iter().flat_map(|texts| texts.sounds.iter().chain(&texts.packs));
            Arc::new(Atlas::of(sounds.map(|sound| &sound.contract)))
        };
        Arc::clone(self.atlas.get_or_init(of))
    }

    /// The workspace at a moment.
    ///
    /// # Errors
    /// A day in the future, an entry that is not there, a workspace that cannot be read.
    pub fn when(workspace: &Arc<Workspace>, now: Now, when: When) -> Result<Known, Fault> {
        let moment = moment(workspace, now, when)?;
        // After the moment: whatever it counts is on the list then.
        workspace.look_again()?;
        Ok(Known::at(workspace, moment))
    }

    /// The workspace at a moment that was asked for before.
    #[must_use]
    pub fn at(workspace: &Arc<Workspace>, moment: Moment) -> Known {
        let workspace = Arc::clone(workspace);
        let (texts, slices, nation) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Known { workspace, moment, texts, slices, nation, atlas: OnceLock::new(), former: Mutex::default() }
    }

    /// The same, with a workspace opened anew where damaged files were met: they may be whole again, or replaced. Whoever still
    /// reads through the old one finds there what was met.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn anew(workspace: &Arc<Workspace>, moment: Moment) -> Result<Known, Fault> {
        match workspace.damaged().is_empty() {
            true => Ok(Known::at(workspace, moment)),
            false => Ok(Known::at(&Arc::new(Workspace::open(workspace.root())?), moment)),
        }
    }

    /// The same, the texts read at once, before anything is asked.
    ///
    /// # Errors
    /// As [`Known::when`], and a text that cannot be read.
    pub fn with_texts(workspace: &Arc<Workspace>, now: Now, when: When) -> Result<Known, Fault> {
        let known = Known::when(workspace, now, when)?;
        known.texts()?;
        Ok(known)
    }

    /// The same, taking over of what was told before whatever still stands.
    #[must_use]
    pub fn after(self, former: Option<&Known>) -> Known {
        let former = former.and_then(|former| former.nation.get().cloned());
        Known { former: Mutex::new(former), ..self }
    }

    /// How many operators were looked at for what is told; of the others it was known.
    ///
    /// # Errors
    /// A workspace that cannot be read or computed.
    pub fn looked_at(&self) -> Result<usize, Fault> {
        Ok(self.nation()?.made)
    }

    /// The slices of what is known.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn slices(&self) -> Result<&Arc<Slices>, WorkspaceError> {
        if let Some(slices) = self.slices.get() {
            return Ok(slices);
        }
        let read = Arc::new(Slices::of(&self.workspace, self.moment)?);
        Ok(self.slices.get_or_init(|| read))
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.moment.day
    }

    /// How far the journal is read, and the day.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// The last entry that counts; 0 where nothing was recorded by then.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn entry(&self) -> Result<u64, WorkspaceError> {
        self.workspace.entry_at(self.moment)
    }

    /// Whether the evidence was generated.
    #[must_use]
    pub fn is_fictitious(&self) -> bool {
        self.workspace.is_fictitious()
    }

    /// The damaged files that were met: to the office, and to operators their own.
    #[must_use]
    pub fn damaged(&self, actor: &Actor) -> Vec<Damage> {
        let own = actor.operators();
        let is_own = |one: &Damage| one.operator.as_ref().is_some_and(|operator| own.contains(operator));
        let mut met = self.workspace.damaged();
        met.retain(|one| actor.sees_small_cells() || is_own(one));
        met
    }

    /// Whether the nation was assessed: then no question takes long.
    #[must_use]
    pub fn is_assessed(&self) -> bool {
        self.nation.get().is_some()
    }

    /// Days on which something was received, last first.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn received(&self) -> Result<&[Date], Fault> {
        Ok(self.slices()?.received())
    }

    /// The same with slices that were read before of the same moment.
    #[must_use]
    pub fn with_slices(self, slices: Arc<Slices>) -> Known {
        Known { slices: OnceLock::from(slices), ..self }
    }

    /// The documents, read when first asked for.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub(crate) fn texts(&self) -> Result<&Arc<Texts>, WorkspaceError> {
        if let Some(texts) = self.texts.get() {
            return Ok(texts);
        }
        let read = Arc::new(self.workspace.texts(Some(self.entry()?))?);
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
        // It is held no longer than it is needed.
        let former = self.former.lock().unwrap_or_else(PoisonError::into_inner).take();
        let at = (&**self.slices()?, self.moment);
        let computed = Arc::new(Nation::of(&self.workspace, self.texts()?, at, former.as_deref())?);
        Ok(self.nation.get_or_init(|| computed))
    }
}

impl State {
    /// The state of a workspace: the root of its journal, and the day that it is.
    ///
    /// # Errors
    /// A workspace that cannot be read.
    pub fn of(workspace: &Workspace, now: Now) -> Result<State, WorkspaceError> {
        let head = workspace.head()?;
        let today = workspace.day_after(now, head.last_day)?;
        let waits = std::fs::read(crate::undecided::kept::path(workspace)).unwrap_or_default();
        Ok(State(
            Sha256::new()
                .chain_update(head.root.0)
                .chain_update(today.days().to_le_bytes())
                .chain_update(waits)
                .finalize()
                .into(),
        ))
    }
}

/// The moment that is asked for.
pub(crate) fn moment(workspace: &Workspace, now: Now, when: When) -> Result<Moment, Fault> {
    let head = workspace.head()?;
    let today = workspace.day_after(now, head.last_day)?;
    let past = |asked: Date| if asked > today { Err(Fault::Future { asked, today }) } else { Ok(asked) };
    let at = |entry: u64, day: Date| Position::of(day, u32::try_from(entry).unwrap_or(u32::MAX));
    let (known, day) = match (when.at, when.known_on) {
        (Some(asked), _) => {
            let entry = workspace.journal.entry(asked).map_err(WorkspaceError::from)?;
            let entry = entry.ok_or(Fault::NoEntry { asked, last: head.entries })?;
            // What was told at it was told of the day that it was recorded with, be it of a wrong clock.
            (workspace.position(&entry)?, entry.day)
        }
        (None, Some(day)) if past(day)? < today => (Position::from(day), day),
        (None, _) => (at(head.entries, head.last_day), today),
    };
    let asked = when.situation_of.filter(|asked| *asked != day);
    Ok(Moment { day: asked.map(past).transpose()?.unwrap_or(day), at: known })
}
