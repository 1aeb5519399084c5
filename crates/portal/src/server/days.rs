//! Days of knowledge: assessed once each, a few at a time, and the last ones asked for kept. Which day it is where a reader
//! names none is said by `office::known::Known::when`.
//!
//! A reader who asks for a day that is not assessed waits for it without holding a thread or a lock, so whoever reads
//! another day waits for nothing. Kept days and waiting days are bounded in number: whatever days are asked for, memory
//! is.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use office::fault::Fault;
use office::known::{Known, State, When};
use office::moment::Moment;
use office::workspace::Workspace;
use tokio::sync::{Semaphore, watch};

use super::keep::{Keep, locked};

/// How many days are kept.
const KEPT: usize = 6;

/// What became of a day: nothing yet, the day, or why it cannot be told.
type Outcome = Option<Result<Arc<Known>, Arc<Unmade>>>;

/// Why a day is not told.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// Too many others are waited for.
    #[error("too many days are waited for")]
    Busy,
    /// It could not be assessed.
    #[error(transparent)]
    Failed(#[from] Fault),
    /// Whoever assessed it is gone.
    #[error("the computation broke off")]
    BrokenOff,
}

/// A day that somebody asked for.
#[derive(Clone)]
pub struct Awaited {
    /// The state of the workspace that it is of.
    pub state: State,
    outcome: watch::Receiver<Outcome>,
}

impl Awaited {
    /// The day, as soon as it is assessed.
    pub async fn day(mut self) -> Result<Arc<Known>, Arc<Unmade>> {
        match self.outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or_else(|| Err(Arc::new(Unmade::BrokenOff))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        }
    }

    fn is_waited_for(&self) -> bool {
        self.outcome.borrow().is_none()
    }
}

/// Days of one state of the workspace.
#[derive(Default)]
struct Kept {
    of: Option<(State, Arc<Workspace>)>,
    latest: Option<Moment>,
    /// The last one asked for behind.
    days: VecDeque<(Moment, Awaited)>,
}

/// The days.
pub struct Days {
    kept: Mutex<Kept>,
    turns: Arc<Semaphore>,
    waiting: usize,
}

impl Days {
    /// None yet; so many are assessed at once, and so many waited for.
    pub fn new(assessing: usize, waiting: usize) -> Days {
        Days { kept: Mutex::default(), turns: Arc::new(Semaphore::new(assessing)), waiting }
    }

    /// The state of the workspace that the days are of.
    pub fn state(&self) -> Option<State> {
        locked(&self.kept).of.as_ref().map(|(state, _)| *state)
    }
}

impl Keep {
    /// The workspace as known at a moment. Reads the journal: not for the threads that answer.
    pub fn awaited(self: &Arc<Self>, asked: When) -> Result<Awaited, Unmade> {
        let (state, now) = (self.state().map_err(Fault::from)?, (self.now)());
        let mut known = locked(&self.days.kept);
        let workspace = match &known.of {
            Some((seen, workspace)) if *seen == state => Arc::clone(workspace),
            _ => {
                // What was read of the former state is forgotten with it.
                let workspace = Arc::new(Workspace::open(self.workspace.root()).map_err(Fault::from)?);
                let latest = Known::when(&workspace, now, When::default())?.moment();
                *known =
                    Kept { of: Some((state, Arc::clone(&workspace))), latest: Some(latest), days: VecDeque::new() };
                workspace
            }
        };
        let asked = self.public_day.map_or(asked, When::on);
        let day = Known::when(&workspace, now, asked)?.moment();
        if let Some(place) = known.days.iter().position(|(one, _)| *one == day)
            && let Some(found) = known.days.remove(place)
        {
            known.days.push_back(found.clone());
            return Ok(found.1);
        }
        if known.days.iter().filter(|(_, one)| one.is_waited_for()).count() >= self.days.waiting {
            return Err(Unmade::Busy);
        }
        // The latest day is what most readers want: it stays, however many others are asked for.
        let spent = |(one, awaited): &(Moment, Awaited)| Some(*one) != known.latest && !awaited.is_waited_for();
        if known.days.len() >= KEPT
            && let Some(place) = known.days.iter().position(spent)
        {
            known.days.remove(place);
        }
        let (told, outcome) = watch::channel(None);
        let awaited = Awaited { state, outcome };
        known.days.push_back((day, awaited.clone()));
        tokio::spawn(Arc::clone(self).assess((state, workspace), (asked, day), told));
        Ok(awaited)
    }

    /// Assesses a day when its turn has come. A day that failed is forgotten: whoever asks again has it tried again.
    async fn assess(
        self: Arc<Self>,
        (state, workspace): (State, Arc<Workspace>),
        (asked, day): (When, Moment),
        told: watch::Sender<Outcome>,
    ) {
        let _turn = Arc::clone(&self.days.turns).acquire_owned().await;
        // Nobody waits for it any more, and the days of this state were given up.
        if told.is_closed() {
            return;
        }
        let now = (self.now)();
        let made = tokio::task::spawn_blocking(move || {
            let known = Known::when(&workspace, now, asked)?;
            known.received()?;
            Ok(known)
        });
        let made = made.await;
        let made = match made {
            Ok(made) => made.map(Arc::new).map_err(|error: Fault| Arc::new(Unmade::Failed(error))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        };
        if made.is_err() {
            let mut known = locked(&self.days.kept);
            if known.of.as_ref().is_some_and(|(seen, _)| *seen == state) {
                known.days.retain(|(one, _)| *one != day);
            }
        }
        told.send_replace(Some(made));
    }
}
