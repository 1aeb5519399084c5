//! Days of knowledge: assessed once each, a few at a time, and the last ones asked for kept.
//!
//! A reader who asks for a day that is not assessed waits for it without holding a thread or a lock, so whoever reads
//! another day waits for nothing. Kept days and waiting days are bounded in number: whatever days are asked for, memory
//! is.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use contract::calendar::Date;
use tokio::sync::{Semaphore, watch};

use super::keep::{Keep, Mark, locked};
use crate::load::day::{Day, DayError};

/// How many days are kept.
const KEPT: usize = 6;

/// What became of a day: nothing yet, the day, or why it cannot be told.
type Outcome = Option<Result<Arc<Day>, Arc<Unmade>>>;

/// Why a day is not told.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// Too many others are waited for.
    #[error("too many days are waited for")]
    Busy,
    /// It could not be assessed.
    #[error(transparent)]
    Failed(#[from] DayError),
    /// Whoever assessed it is gone.
    #[error("the computation broke off")]
    BrokenOff,
}

/// A day that somebody asked for.
#[derive(Clone)]
pub struct Awaited {
    /// The state of the evidence that it is of.
    pub mark: Mark,
    outcome: watch::Receiver<Outcome>,
}

impl Awaited {
    /// The day, as soon as it is assessed.
    pub async fn day(mut self) -> Result<Arc<Day>, Arc<Unmade>> {
        match self.outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or_else(|| Err(Arc::new(Unmade::BrokenOff))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        }
    }

    fn is_waited_for(&self) -> bool {
        self.outcome.borrow().is_none()
    }
}

/// Days of one state of the evidence.
#[derive(Default)]
struct Known {
    mark: Option<Mark>,
    latest: Option<Date>,
    /// The last one asked for behind.
    days: VecDeque<(Date, Awaited)>,
}

/// The days.
pub struct Days {
    known: Mutex<Known>,
    turns: Arc<Semaphore>,
    waiting: usize,
}

impl Days {
    /// None yet; so many are assessed at once, and so many waited for.
    pub fn new(assessing: usize, waiting: usize) -> Days {
        Days { known: Mutex::default(), turns: Arc::new(Semaphore::new(assessing)), waiting }
    }

    /// The state of the evidence that the days are of.
    pub fn mark(&self) -> Option<Mark> {
        locked(&self.known).mark
    }
}

impl Keep {
    /// The workspace as known on a day, or on the last day on which something was received. Reads folders: not for the
    /// threads that answer.
    pub fn awaited(self: &Arc<Self>, asked: Option<Date>) -> Result<Awaited, Unmade> {
        let mark = self.mark();
        let mut known = locked(&self.days.known);
        if known.mark != Some(mark) {
            self.workspace.store.refresh();
            let latest = self.workspace.last_received().map_err(DayError::from)?;
            *known = Known { mark: Some(mark), latest, days: VecDeque::new() };
        }
        let day = asked.or(known.latest).unwrap_or(self.today);
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
        let spent = |(one, awaited): &(Date, Awaited)| Some(*one) != known.latest && !awaited.is_waited_for();
        if known.days.len() >= KEPT
            && let Some(place) = known.days.iter().position(spent)
        {
            known.days.remove(place);
        }
        let (told, outcome) = watch::channel(None);
        let awaited = Awaited { mark, outcome };
        known.days.push_back((day, awaited.clone()));
        tokio::spawn(Arc::clone(self).assess(mark, day, told));
        Ok(awaited)
    }

    /// Assesses a day when its turn has come. A day that failed is forgotten: whoever asks again has it tried again.
    async fn assess(self: Arc<Self>, mark: Mark, day: Date, told: watch::Sender<Outcome>) {
        let _turn = Arc::clone(&self.days.turns).acquire_owned().await;
        let keep = Arc::clone(&self);
        let made = tokio::task::spawn_blocking(move || Day::of(&keep.workspace, day)).await;
        let made = match made {
            Ok(made) => made.map(Arc::new).map_err(|error| Arc::new(Unmade::Failed(error))),
            Err(_) => Err(Arc::new(Unmade::BrokenOff)),
        };
        if made.is_err() {
            let mut known = locked(&self.days.known);
            if known.mark == Some(mark) {
                known.days.retain(|(one, _)| *one != day);
            }
        }
        told.send_replace(Some(made));
    }
}
